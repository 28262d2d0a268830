"""The HTTP service: takes a request through the rules in order and puts the answer together."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from ..options import Options
from ..switches import Switches
from .data import build, token_of
from .faults import REPLACEMENTS as FAULTY
from .protocol import Reply
from .rules import Rules, compose
from .store import Store
from .values import Call, Json, Page, Point, Refusal
from .variants import REPLACEMENTS as VARIED

MAIN_SELLER, OTHER_SELLER = 1, 4


class Service:
    """The contract's resources over one store and one set of rules."""

    def __init__(self, rules: Rules, store: Store) -> None:
        self.rules, self.store = rules, store
        self.serials = itertools.count(1)

    def collection(self, call: Call) -> Json:
        """The seller's advertisements, one page of them."""
        seller, (offset, limit) = self.admitted(call)
        total = self.rules.total(self.store, seller, call)
        page = Page(call, seller, offset, limit, total)
        shown = [self.rules.advertisement(ad, page) for ad in self.rules.content(self.store, page)]
        members = {
            "_links": self.collection_links(page),
            "_embedded": self.rules.embedded(page, shown),
            **self.rules.counts(page),
        }
        return self.rules.body(page, members)

    def admitted(self, call: Call) -> tuple[int, Point]:
        """Who asks and for which page, if both are in order. Raises Refusal."""
        seller, point = 0, (0, 0)
        for check in self.rules.checks(call):
            if check == "access":
                seller = self.rules.caller(call, self.store)
                if not self.rules.may_read(call, seller):
                    raise Refusal(401, "unauthorized")
                seller = call.user_number() or seller
            else:
                point = self.page_asked(call)
        return seller, point

    def page_asked(self, call: Call) -> Point:
        """The applied offset and limit. Raises Refusal for what is no number or does not fit together."""
        offset, limit = self.rules.defaults(call)
        asked_offset, asked_limit = self.rules.single(call, "offset"), self.rules.single(call, "limit")
        if asked_offset is not None:
            offset = self.rules.integer(asked_offset, "offset")
        if asked_limit is not None:
            limit = self.rules.served_limit(self.rules.integer(asked_limit, "limit"))
        if not self.rules.limit_is_supported(limit):
            raise Refusal(400, "pagination-invalid")
        held = self.store.count(call.user_number())
        if not self.rules.offset_is_supported(call, offset, limit, held):
            raise Refusal(400, "pagination-invalid")
        return (offset, limit)

    def collection_links(self, page: Page) -> Json:
        """The link map of a page."""
        points = {
            "self": self.rules.self_point(page),
            "first": self.rules.first_point(page),
            "last": self.rules.last_point(page),
            "next": self.rules.next_point(page),
            "prev": self.rules.prev_point(page),
        }
        links = {rel: {"href": self.rules.href(page, point, rel)} for rel, point in points.items() if point}
        return {**links, **self.rules.item_link(page), **self.rules.documentation(page)}

    def single(self, call: Call) -> Json:
        """One advertisement; another seller's is as absent as one that never was."""
        seller = self.rules.caller(call, self.store)
        ad = self.store.ad(call.user)
        if ad is None or ad.seller_id != seller:
            raise Refusal(404, "advertisement-not-found")
        return self.rules.advertisement(ad, None)

    def nowhere(self, call: Call) -> Json:
        """No resource is here, unless a slash too many is overlooked."""
        seller = self.rules.seller_behind_a_slash(call)
        if seller is None:
            raise Refusal(404, "not-found")
        return self.collection(replace(call, user=seller))

    def answer(self, call: Call, resource: Callable[[Call], Json]) -> Reply:
        """The reply to a request, whatever becomes of it."""
        try:
            reply = self.served(call, resource)
        except Refusal as refusal:
            reply = self.refused(call, refusal)
        except Exception:  # noqa: BLE001 - a service answers its own failures too
            reply = self.refused(call, Refusal(500, "internal-server-error"))
        return self.rules.finish(call, reply)

    def served(self, call: Call, resource: Callable[[Call], Json]) -> Reply:
        """The reply to a request that is in order."""
        methods = self.rules.allowed(call)
        if resource != self.nowhere:
            if call.method == "OPTIONS":
                return Reply(204, {"allow": ", ".join(methods)})
            if call.method not in methods:
                raise Refusal(405, "method-not-allowed")
            if not self.rules.accepts_json(call):
                raise Refusal(406, "not-acceptable")
        members = resource(call)
        body = encode(without_links(members) if self.rules.hides_links(call) else members)
        headers = {"content-type": self.rules.content_type(call, 200)}
        tag = self.rules.etag(body)
        if tag is None:
            return Reply(200, headers, body)
        if self.rules.unchanged(call, tag):
            return Reply(304, {"etag": tag})
        return Reply(200, {**headers, "etag": tag}, body)

    def refused(self, call: Call, refusal: Refusal) -> Reply:
        """The reply to a request that is not."""
        headers = {
            "content-type": self.rules.content_type(call, refusal.status),
            **self.rules.problem_headers(refusal, call),
        }
        if refusal.status == 405:
            headers["allow"] = ", ".join(self.rules.allowed(call))
        return Reply(refusal.status, headers, encode(self.rules.problem(refusal, call)))

    def endpoint(self, resource: Callable[[Call], Json]) -> Callable[[Scope, Receive, Send], Any]:
        """A resource as an ASGI application that takes every method."""

        async def serve(scope: Scope, _receive: Receive, send: Send) -> None:
            call = await self.rules.under_way(call_of(scope, next(self.serials)))
            await send_reply(self.answer(call, resource), scope, send)

        return App(serve)


class App:
    """Wraps a coroutine function, so that the router passes on every method instead of GET alone."""

    def __init__(self, serve: Callable[[Scope, Receive, Send], Any]) -> None:
        self.serve = serve

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.serve(scope, receive, send)


def call_of(scope: Scope, serial: int) -> Call:
    """The request as the rules see it. Unreadable bytes become replacement characters, never an error."""
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True, errors="replace")
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    user = scope["path_params"].get("user", "")
    return Call(scope["method"], scope["path"], user, tuple(query), headers, serial)


async def send_reply(reply: Reply, scope: Scope, send: Send) -> None:
    """Writes the reply out; HEAD gets the headers that GET would."""
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers.items()]
    if reply.status not in (204, 304):
        headers.append((b"content-length", str(len(reply.body)).encode()))
    body = b"" if scope["method"] == "HEAD" else reply.body
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def encode(members: Json) -> bytes:
    """JSON in UTF-8."""
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()


def without_links(value: Any) -> Any:
    """The same value with no `_links` at any depth."""
    if isinstance(value, dict):
        return {key: without_links(member) for key, member in value.items() if key != "_links"}
    return [without_links(member) for member in value] if isinstance(value, list) else value


def routes(switches: Switches, options: Options) -> list[BaseRoute]:
    """The contract's routes; everything else below /v1 is a refusal in the same form."""
    rules = compose(switches, [*VARIED, *FAULTY])
    service = Service(rules, Store(build(options)))
    return [
        Route("/v1/users/{user}/advertisements", service.endpoint(service.collection)),
        Route("/v1/advertisements/{user}", service.endpoint(service.single)),
        Route("/v1", service.endpoint(service.nowhere)),
        Route("/v1/{rest:path}", service.endpoint(service.nowhere)),
    ]


def target_section(origin: str, _options: Options) -> Json:
    """How to judge this process."""
    return {
        "base_url": origin,
        "user": MAIN_SELLER,
        "authorization": f"Bearer {token_of(MAIN_SELLER)}",
        "other_user": OTHER_SELLER,
    }
