"""Faults in what HTTP itself asks for."""

from __future__ import annotations

from dataclasses import replace

from ..protocol import Reply
from ..rules import Book, Rule
from ..store import Store
from ..values import Ads, Call, Json, Page

BOOK = Book()
fault = BOOK.fault
LISTED = ("offset", "limit", "_links")


@fault(
    "allowed",
    "protocol.other-methods-are-405",
    "protocol.other-methods-change-nothing",
    "operations.bad-calls-are-never-served",
    "operations.refusals-have-documented-statuses",
)
def post_served(rule: Rule[tuple[str, ...]], call: Call) -> tuple[str, ...]:
    """POST is answered as GET."""
    return (*rule(call), "POST")


@fault("finish", "protocol.other-methods-are-405", "protocol.refused-method-names-the-allowed", subtle=True)
def put_is_404(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """PUT is answered with 404."""
    return replace(rule(call, reply), status=404) if call.method == "PUT" else rule(call, reply)


@fault("finish", "protocol.refused-method-names-the-allowed", subtle=True)
def refused_method_without_allow(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """405 comes without Allow."""
    headers = {name: value for name, value in reply.headers.items() if name != "allow"}
    return replace(rule(call, reply), headers=headers) if reply.status == 405 else rule(call, reply)


@fault("finish", "protocol.refused-method-names-the-allowed", subtle=True)
def allow_leaves_get_out(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """Allow does not name GET."""
    headers = {**reply.headers, "allow": "HEAD, OPTIONS"}
    return replace(rule(call, reply), headers=headers) if reply.status == 405 else rule(call, reply)


@fault("finish", "protocol.other-methods-are-405", "operations.no-input-is-a-server-error", subtle=True)
def patch_fails(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """PATCH is a server error."""
    return replace(rule(call, reply), status=500) if call.method == "PATCH" else rule(call, reply)


@fault("finish", "protocol.html-is-not-offered", subtle=True)
def html_served(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """A caller that accepts HTML gets HTML."""
    if reply.status != 406:
        return rule(call, reply)
    return Reply(200, {"content-type": "text/html"}, b"<!doctype html><title>Advertenties</title>")


@fault("unchanged", "protocol.etag-answers-304", subtle=True)
def condition_ignored(_rule: object, _call: Call, _tag: str) -> bool:
    """If-None-Match is ignored although entity tags are sent."""
    return False


@fault("body", "protocol.reading-changes-nothing", subtle=True)
def describedby_flips(rule: Rule[Json], page: Page, members: Json) -> Json:
    """Every other answer documents itself under another address."""
    links = {**members["_links"], "describedby": {"href": f"/docs/{page.call.serial % 2}.html"}}
    return rule(page, {**members, "_links": links})


@fault("finish", "protocol.trailing-slash-does-not-redirect", "protocol.trailing-slash-is-left-open")
def trailing_slash_redirects(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """The address with a slash behind it is redirected."""
    if not call.path.endswith("/advertisements/"):
        return rule(call, reply)
    return Reply(301, {"location": call.path.rstrip("/")})


@fault("body", "protocol.links-can-be-switched-off", subtle=True)
def ads_vanish_with_links(rule: Rule[Json], page: Page, members: Json) -> Json:
    """Without links the ads are left out too."""
    hides = "false" in page.call.values("_links")
    return rule(page, {**members, "_embedded": {"mp:advertisements": []}} if hides else members)


@fault("content", "protocol.unknown-parameters-are-left-open", subtle=True)
def unknown_parameter_reorders(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    """A parameter nobody documents turns the page around."""
    unknown = any(name not in LISTED for name, _ in page.call.query)
    return rule(store, page)[::-1] if unknown else rule(store, page)


@fault("finish", "protocol.head-is-left-open", "operations.no-input-is-a-server-error", subtle=True)
def head_fails(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """HEAD is a server error."""
    return replace(rule(call, reply), status=500) if call.method == "HEAD" else rule(call, reply)


@fault("finish", "protocol.options-is-left-open", "operations.no-input-is-a-server-error", subtle=True)
def options_fails(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """OPTIONS is a server error."""
    return replace(rule(call, reply), status=500) if call.method == "OPTIONS" else rule(call, reply)
