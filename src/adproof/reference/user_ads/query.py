"""Rules about what may be asked: who may ask, how numbers are written, which offset goes with which limit."""

from __future__ import annotations

import re

from .store import Store
from .values import DEFAULT_LIMIT, DEFAULT_OFFSET, LARGEST_LIMIT, Call, Detail, Point, Refusal

INTEGER = re.compile(r"-?[0-9]{1,18}")
DIGITS = re.compile(r"-?[0-9]+")
BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/=-]+)", re.IGNORECASE)


def caller(call: Call, store: Store) -> int:
    """The seller that the bearer token belongs to; without a usable token the call is refused."""
    match = BEARER.fullmatch(call.headers.get("authorization", "").strip())
    seller = store.seller_with(match[1]) if match else None
    if seller is None:
        raise Refusal(401, "unauthorized", oauth=True)
    return seller


def may_read(call: Call, seller: int) -> bool:
    """Only the seller's own collection is open to a seller."""
    return call.user == str(seller)


def checks(_call: Call) -> tuple[str, ...]:
    """In which order a request is checked: who asks comes before what is asked."""
    return ("access", "query")


def defaults(_call: Call) -> Point:
    """What a missing offset and a missing limit mean."""
    return (DEFAULT_OFFSET, DEFAULT_LIMIT)


def single(call: Call, name: str) -> str | None:
    """The parameter's only value; None without one. A repeated parameter has no meaning and is refused."""
    values = call.values(name)
    if len(values) > 1:
        raise Refusal(400, "validation-failure", (Detail(name, "given-more-than-once", values[1]),))
    return values[0] if values else None


def integer(text: str, name: str) -> int:
    """A number in plain decimal digits. Type errors come before any check of meaning."""
    if not DIGITS.fullmatch(text):
        raise Refusal(400, "validation-failure", (Detail(name, "not-a-number", text[:100]),))
    if not INTEGER.fullmatch(text):
        raise Refusal(400, "pagination-invalid")
    return int(text)


def served_limit(limit: int) -> int:
    """The limit that is applied: the one asked for."""
    return limit


def limit_is_supported(limit: int) -> bool:
    """At least one ad, at most the documented maximum."""
    return 1 <= limit <= LARGEST_LIMIT


def offset_is_supported(_call: Call, offset: int, limit: int, _held: int) -> bool:
    """Zero or a multiple of the limit, never negative, however many ads the seller holds."""
    return offset >= 0 and offset % limit == 0
