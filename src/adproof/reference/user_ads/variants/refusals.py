"""Allowed differences in how a call is refused, or answered with nothing instead."""

from __future__ import annotations

import re

from ..data import HOLDINGS
from ..protocol import Reply
from ..rules import Book, Rule
from ..values import Call, Page, Point, Refusal

BOOK = Book()
variant = BOOK.variant
COLLECTION = re.compile("/v1/users/([0-9]+)/advertisements/")


@variant("may_read", "access.unknown-user-has-one-answer", "forbidden")
def unknown_users_are_forbidden(rule: Rule[bool], call: Call, seller: int) -> bool:
    """The collection of a user who does not exist is refused with 403."""
    if call.user_number() not in HOLDINGS:
        raise Refusal(403, "unauthorized")
    return rule(call, seller)


@variant("finish", "access.token-refusal-has-one-form", "other")
def refused_tokens_get_no_code(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """A refused token is answered with a sentence alone."""
    refused = reply.status == 401 and b"unauthorized" in reply.body and b"logged in" not in reply.body
    bare = Reply(401, reply.headers, b'{"message": "This token is not accepted."}')
    return bare if refused and not call.headers.get("authorization", "").endswith("-1") else rule(call, reply)


@variant("finish", "errors.error-form-is-an-object-or-list", "list")
def errors_come_as_a_list(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """Every refusal is a list of one error."""
    told = reply.status >= 400 and reply.body
    return Reply(reply.status, reply.headers, b"[" + reply.body + b"]") if told else rule(call, reply)


@variant("finish", "errors.error-form-is-an-object-or-list", "wrapped")
def errors_are_wrapped(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """Every refusal is an object that holds a list of errors."""
    told = reply.status >= 400 and reply.body
    return Reply(reply.status, reply.headers, b'{"errors": [' + reply.body + b"]}") if told else rule(call, reply)


@variant("limit_is_supported", "limit.negative-limit-yields-no-ads", "empty-page")
def negative_limit_is_an_empty_page(rule: Rule[bool], limit: int) -> bool:
    """A negative limit at offset 0 gives an empty page without page links."""
    return limit < 0 or rule(limit)


@BOOK.part("offset_is_supported", negative_limit_is_an_empty_page)
def _(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    return offset == 0 if limit < 0 else rule(call, offset, limit, held)


@BOOK.part("first_point", negative_limit_is_an_empty_page)
@BOOK.part("prev_point", negative_limit_is_an_empty_page)
@BOOK.part("next_point", negative_limit_is_an_empty_page)
@BOOK.part("last_point", negative_limit_is_an_empty_page)
def _(rule: Rule[Point | None], page: Page) -> Point | None:
    return None if page.limit < 0 else rule(page)


@variant("offset_is_supported", "offset.negative-multiple-yields-no-ads", "empty-page")
def negative_multiple_is_an_empty_page(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """A negative offset that is a multiple of the limit gives an empty page without page links."""
    return (offset < 0 and offset % limit == 0) or rule(call, offset, limit, held)


@BOOK.part("first_point", negative_multiple_is_an_empty_page)
@BOOK.part("prev_point", negative_multiple_is_an_empty_page)
@BOOK.part("next_point", negative_multiple_is_an_empty_page)
@BOOK.part("last_point", negative_multiple_is_an_empty_page)
def _(rule: Rule[Point | None], page: Page) -> Point | None:
    return None if page.offset < 0 else rule(page)


@variant("finish", "protocol.options-is-left-open", "refused")
def options_is_405(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """OPTIONS is not allowed."""
    return Reply(405, {"allow": "GET, HEAD"}) if call.method == "OPTIONS" else rule(call, reply)


@variant("seller_behind_a_slash", "protocol.trailing-slash-is-left-open", "same")
def slash_is_overlooked(rule: Rule[str | None], call: Call) -> str | None:
    """A slash behind the collection's address is overlooked."""
    match = COLLECTION.fullmatch(call.path)
    return match[1] if match else rule(call)
