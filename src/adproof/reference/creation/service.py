"""The contract on the wire: which path and method is which operation, and what happens before and after it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from . import operations
from .answers import BASE
from .operations import Call
from .problems import CrashError, OAuthProblem, Problem
from .records import Account
from .rules import Rules

Operation = tuple[str, Callable[[Call], Awaitable[Response]]]
TOKEN_PATH = "/v2/oidc/token"  # noqa: S105 - a path

CREATE_IMPRINT: Operation = ("createImprint", operations.create_imprint)
REQUEST_TICKET: Operation = ("requestTicket", operations.request_ticket)
CREATE_LISTING: Operation = ("createListing", operations.create_listing)
LISTING: Mapping[str, Operation] = {
    "GET": ("getListing", operations.get_listing),
    "PUT": ("updateListing", operations.update_listing),
    "DELETE": ("deleteListing", operations.delete_listing),
}
MEDIA: Mapping[str, Operation] = {
    "PUT": ("attachMedia", operations.attach_media),
    "DELETE": ("deleteMedia", operations.delete_media),
}
ORDER: Mapping[str, Operation] = {"PUT": ("orderMedia", operations.order_media)}
PUBLISH: Operation = ("createPublication", operations.create_publication)
LIST: Operation = ("listPublications", operations.list_publications)
PUBLICATION: Mapping[str, Operation] = {
    "GET": ("getPublication", operations.get_publication),
    "PUT": ("updatePublication", operations.update_publication),
}
STATE: Mapping[str, Operation] = {"PUT": ("updatePublicationState", operations.update_publication_state)}


def paths() -> dict[str, Mapping[str, Operation]]:
    """The guide's singular paths and the reference's plural ones, side by side."""
    table: dict[str, Mapping[str, Operation]] = {
        "/imprints": {"POST": CREATE_IMPRINT},
        "/media": {"POST": REQUEST_TICKET},
    }
    for listings, publication in (("/listing", "publication"), ("/listings", "publications")):
        listing = f"{listings}/{{listing}}"
        one = f"{listing}/{publication}/{{publication}}"
        table |= {listings: {"POST": CREATE_LISTING}, listing: LISTING}
        table |= {f"{listing}/media": MEDIA, f"{listing}/media/order": ORDER}
        table |= {f"{listing}/{publication}": {"POST": PUBLISH}, one: PUBLICATION, f"{one}/state": STATE}
    table["/listing/{listing}/publications"] = {"GET": LIST}
    table["/listings/{listing}/publications"] = {"POST": PUBLISH, "GET": LIST}
    return table


class Resource:
    """One path: reads the request, asks who calls, runs the method's operation, writes refusals down."""

    def __init__(self, rules: Rules, methods: Mapping[str, Operation]) -> None:
        self.rules, self.methods = rules, methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self.answer(Request(scope, receive))
        await response(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        name, operate = self.methods.get(method, ("", not_allowed))
        query = request.url.query
        raw = await request.body()

        async def act_as(account: Account) -> Response:
            place = request.url.path
            call = Call(self.rules, name, account, request.path_params, request.query_params, raw, place)
            return await operate(call)

        try:
            account = self.rules.account_of(request.headers.get("authorization"), name)
            if account is None:
                raise await self.rules.refuse_stranger(name, act_as)
            return await act_as(account)
        except Problem as problem:
            answer = self.rules.problem_answer(name, problem, request.url.path, query)
            if problem.status == 405:
                answer.headers["allow"] = ", ".join(self.methods)
            return answer
        except CrashError:
            return PlainTextResponse("Internal Server Error", 500)


async def not_allowed(_call: Call) -> Response:
    raise Problem(405, "Request method is not supported")


class TokenEndpoint:
    """The client-credentials grant: a form comes in, a bearer token goes out."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
        try:
            response = self.rules.token_answer(self.rules.issue_token(self.rules.token_client(form)))
        except OAuthProblem as problem:
            response = self.rules.oauth_answer(problem)
        await response(scope, receive, send)


class Elsewhere(Resource):
    """Any other path below the base: there is nothing."""

    def __init__(self, rules: Rules) -> None:
        async def nothing(_call: Call) -> Response:
            raise Problem(404, "No such resource")

        methods = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
        super().__init__(rules, dict.fromkeys(methods, ("", nothing)))


def routes_of(rules: Rules) -> list[BaseRoute]:
    routes: list[BaseRoute] = [Route(TOKEN_PATH, TokenEndpoint(rules), methods=["POST"])]
    routes += [Route(BASE + path, Resource(rules, methods)) for path, methods in paths().items()]
    routes.append(Route(BASE + "/{rest:path}", Elsewhere(rules)))
    return routes
