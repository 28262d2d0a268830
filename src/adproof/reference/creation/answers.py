"""How results and refusals are written down: status codes, bodies, the problem object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from .problems import OAuthProblem, Problem
from .publication_rules import PublicationRules

BASE = "/api/goods/v1"
SHOWN_BASE = "/api/v1"
STATUSES = {
    "createImprint": 201,
    "createListing": 201,
    "requestTicket": 201,
    "createPublication": 202,
    "updateListing": 204,
    "deleteListing": 204,
    "attachMedia": 204,
    "deleteMedia": 204,
    "orderMedia": 204,
    "updatePublication": 204,
    "updatePublicationState": 204,
}


class JSON(JSONResponse):
    """JSON in ASCII: whatever a title holds, the answer can be written."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode()


def nested(place: str, value: str) -> Any:
    """A value at a place such as `uuid` or `data/uuid`; at no place it is the whole body."""
    if not place:
        return value
    head, _, rest = place.partition("/")
    return {head: nested(rest, value)}


class AnswerRules(PublicationRules):
    def status_of(self, operation: str) -> int:
        return STATUSES.get(operation, 200)

    def headers_of(self, _operation: str, _place: str) -> dict[str, str]:
        return {}

    def created(self, operation: str, member: str, uuid: str, place: str) -> Response:
        """A new thing's id; `place` is where the thing can be found."""
        return JSON(nested(member, uuid), self.status_of(operation), self.headers_of(operation, place))

    def shown(self, operation: str, value: Any) -> Response:
        return JSON(value, self.status_of(operation))

    def done(self, operation: str, _value: Any = None) -> Response:
        """Success with nothing to say, and therefore without a body."""
        return Response(status_code=self.status_of(operation))

    def list_shown(self, listing_publications: list[dict[str, Any]]) -> Any:
        member = self.settings.publications_member
        return {member: listing_publications} if member else listing_publications

    # refusals

    def instance(self, operation: str, problem: Problem, path: str, query: str) -> str:
        """The request, as the documented samples write it: the state operation drops its own last step."""
        shown = quote(path.replace(BASE, SHOWN_BASE, 1), safe="/%")
        if operation != "updatePublicationState":
            return shown
        shown = shown.removesuffix("/state")
        return f"{shown}?{quote(query, safe='=&%')}" if problem.status == 404 and query else shown

    def title(self, operation: str, status: int) -> str:
        phrase = HTTPStatus(status).phrase
        upper = operation == "updatePublicationState"
        return phrase.upper().replace(" ", "_") if upper else phrase

    def problem_body(self, operation: str, problem: Problem, path: str, query: str) -> Any:
        """The problem object; the state operation writes a shorter one."""
        core = {
            "status": problem.status,
            "title": self.title(operation, problem.status),
            "detail": problem.detail,
            "instance": self.instance(operation, problem, path, query),
        }
        if operation == "updatePublicationState":
            return core
        localized = {f"localized{part}": "" for part in ("Title", "Detail", "Message")}
        return {"type": "about:blank", **core, **localized}

    def problem_answer(self, operation: str, problem: Problem, path: str, query: str) -> Response:
        body = self.problem_body(operation, problem, path, query)
        headers = {"www-authenticate": "Bearer"} if problem.status == 401 else {}
        return JSON(body, problem.status, headers, self.problem_media_type())

    def problem_media_type(self) -> str:
        return "application/json"

    def oauth_answer(self, problem: OAuthProblem) -> Response:
        body = {"error": problem.error, "error_description": problem.description}
        return JSON(body, self.oauth_status(problem.error))

    def token_answer(self, token: Mapping[str, Any]) -> Response:
        return JSON(dict(token), 200, {"cache-control": "no-store"})
