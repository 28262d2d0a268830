"""Allowed differences in what may be asked and how it is refused."""

from __future__ import annotations

import re
from dataclasses import replace

from ..problems import MESSAGES
from ..protocol import Reply
from ..rules import Book, Rule
from ..values import Call, Json, Page, Point, Refusal

BOOK = Book()
variant = BOOK.variant


@variant("served_limit", "limit.larger-limit-is-refused-or-clamped", "clamped")
def larger_limit_clamped(rule: Rule[int], limit: int) -> int:
    """A limit above 100 is served as 100, in the body and in every link."""
    return min(rule(limit), 100)


@variant("limit_is_supported", "limit.zero-limit-yields-no-ads", "empty-page")
def zero_limit_is_an_empty_page(rule: Rule[bool], limit: int) -> bool:
    """A limit of 0 at offset 0 gives an empty page without page links."""
    return limit == 0 or rule(limit)


@BOOK.part("offset_is_supported", zero_limit_is_an_empty_page)
def _(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    return rule(call, offset, limit, held) if limit else offset == 0


@BOOK.part("first_point", zero_limit_is_an_empty_page)
@BOOK.part("prev_point", zero_limit_is_an_empty_page)
@BOOK.part("next_point", zero_limit_is_an_empty_page)
@BOOK.part("last_point", zero_limit_is_an_empty_page)
def _(rule: Rule[Point | None], page: Page) -> Point | None:
    return rule(page) if page.limit else None


@variant("offset_is_supported", "offset.beyond-the-end-has-one-answer", "not-found")
def beyond_the_end_is_404(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """A valid pair beyond the last ad is not found; the first page always is."""
    if rule(call, offset, limit, held) and 0 < offset >= held:
        raise Refusal(404, "not-found")
    return rule(call, offset, limit, held)


@variant("integer", "offset.type-error-has-one-code", "pagination-invalid")
def type_error_is_pagination_invalid(rule: Rule[int], text: str, name: str) -> int:
    """A value that is no number is told as an invalid pair."""
    try:
        return rule(text, name)
    except Refusal as refusal:
        raise Refusal(400, "pagination-invalid") from refusal


@variant("problem", "offset.type-error-has-one-code", "another-code")
def type_error_has_a_code_of_its_own(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """A value that is no number is told by a code of its own."""
    body = rule(refusal, call)
    own = {"code": "parameter-invalid", "_links": {"help": {"href": "/docs/errors/parameter-invalid"}}}
    return {**body, **own} if refusal.code == "validation-failure" else body


@variant("integer")
def numbers_read_leniently(rule: Rule[int], text: str, name: str) -> int:
    """Blanks, a plus sign and leading zeros around a number are overlooked."""
    match = re.fullmatch(r" *\+?0*([0-9]{1,18}) *", text)
    return int(match[1]) if match else rule(text, name)


@variant("integer")
def numbers_end_at_32_bits(rule: Rule[int], text: str, name: str) -> int:
    """A number beyond 32 bits is refused."""
    number = rule(text, name)
    if abs(number) >= 2**31:
        raise Refusal(400, "validation-failure")
    return number


@variant("single", "offset.empty-value-is-missing-or-refused", "missing")
def empty_value_is_missing(rule: Rule[str | None], call: Call, name: str) -> str | None:
    """A parameter without a value counts as missing."""
    return rule(call, name) or None


@variant("single", "offset.repeated-parameter-is-handled", "first")
def first_of_repeated_counts(_rule: object, call: Call, name: str) -> str | None:
    """Of a repeated parameter the first value is used."""
    return next(iter(call.values(name)), None)


@variant("single", "offset.repeated-parameter-is-handled", "last")
def last_of_repeated_counts(_rule: object, call: Call, name: str) -> str | None:
    """Of a repeated parameter the last value is used."""
    return next(reversed(call.values(name)), None)


@variant("checks", "access.two-faults-at-once-are-refused", "pagination-invalid")
def pair_checked_before_access(_rule: object, _call: Call) -> tuple[str, ...]:
    """Who asks is checked after what is asked."""
    return ("query", "access")


@variant("may_read", "access.unknown-user-has-one-answer", "not-found")
def unknown_user_is_404(rule: Rule[bool], call: Call, seller: int) -> bool:
    """A user who does not exist is not found."""
    if not 1 <= call.user_number() <= 5:
        raise Refusal(404, "not-found")
    return rule(call, seller)


@variant("problem", "access.token-refusal-has-one-form", "oauth")
def oauth_body_for_token_errors(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """Trouble with the token is told in the form of OAuth."""
    body = {"error": "invalid_token", "error_description": "The access token is missing, unknown or expired."}
    return body if refusal.oauth else rule(refusal, call)


@variant("problem_headers")
def no_www_authenticate(rule: Rule[dict[str, str]], refusal: Refusal, call: Call) -> dict[str, str]:
    """Refusals with 401 do not repeat how to authenticate."""
    return {name: value for name, value in rule(refusal, call).items() if name != "www-authenticate"}


@variant("problem")
def errors_without_statuscode(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """Errors carry neither statuscode nor details."""
    return {key: value for key, value in rule(refusal, call).items() if key not in ("statuscode", "details")}


@variant("problem")
def statuscode_as_text(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """The statuscode is written as text, and a detail names its fields in an array."""
    body = {**rule(refusal, call), "statuscode": str(refusal.status)}
    for detail in body.get("details", []):
        detail["fields"] = [detail.pop("field")]
    return body


@variant("problem", "errors.message-follows-the-language", "ignored")
def errors_in_english_only(rule: Rule[Json], refusal: Refusal, call: Call) -> Json:
    """Messages are in English for everybody."""
    return {**rule(refusal, call), "message": MESSAGES[refusal.code][1]}


@BOOK.part("problem_headers", errors_in_english_only)
def _(rule: Rule[dict[str, str]], refusal: Refusal, call: Call) -> dict[str, str]:
    return {**rule(refusal, call), "content-language": "en"}


@variant("accepts_json", "protocol.html-is-not-offered", "json-anyway")
def json_for_everybody(_rule: object, _call: Call) -> bool:
    """The Accept header is not looked at."""
    return True


@variant("allowed", "protocol.head-is-left-open", "refused")
def only_get_allowed(_rule: object, _call: Call) -> tuple[str, ...]:
    """HEAD and OPTIONS are refused like any other method."""
    return ("GET",)


@variant("hides_links", "protocol.links-can-be-switched-off", "ignored")
def links_stay(_rule: object, _call: Call) -> bool:
    """The parameter that switches links off is ignored."""
    return False


@variant("checks", "protocol.unknown-parameters-are-left-open", "refused")
def unknown_parameters_refused(rule: Rule[tuple[str, ...]], call: Call) -> tuple[str, ...]:
    """A parameter that the document does not list is refused."""
    if any(name not in ("offset", "limit") for name, _ in call.query):
        raise Refusal(400, "validation-failure")
    return rule(call)


@variant("finish", "protocol.trailing-slash-is-left-open", "not-found")
def bare_404_outside(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """An address that does not exist is answered with 404 and no body."""
    return Reply(404) if reply.status == 404 and call.path.endswith("/") else rule(call, reply)


@variant("etag", "protocol.condition-without-etag", "ignored")
def no_etag(_rule: object, _body: bytes) -> str | None:
    """Answers carry no entity tag, and conditions are ignored."""
    return None


@variant("etag", "protocol.condition-without-etag", "refused")
def no_etag_conditions_refused(_rule: object, _body: bytes) -> str | None:
    """Answers carry no entity tag, and a condition is refused."""
    return None


@BOOK.part("checks", no_etag_conditions_refused)
def _(rule: Rule[tuple[str, ...]], call: Call) -> tuple[str, ...]:
    if "if-none-match" in call.headers:
        raise Refusal(400, "validation-failure")
    return rule(call)


@variant("finish")
def refusals_close_the_connection(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """A refusal ends the connection."""
    closing = replace(reply, headers={**reply.headers, "connection": "close"})
    return rule(call, closing if reply.status >= 400 else reply)
