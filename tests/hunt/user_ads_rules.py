"""Violations of the user advertisements contract: the rule for offset and limit, defaults, access and errors."""

from __future__ import annotations

import math
from dataclasses import replace

from .frame import Answer, Ask, Asked, Memory, told
from .user_ads import ads_of, book, is_page, point


async def floored(asked: Asked, ask: Ask, limit: int) -> Answer:
    """Serves an offset that does not fit as if it did: cut from neighbouring pages of a limit that fits."""
    offset = asked.number("offset", 0)
    answer = await ask(asked.having(offset=str(offset - offset % limit)))
    page = answer.json
    if answer.status != 200:
        return answer
    page["offset"] = offset
    for rel in ("self", "next", "prev"):
        if rel in page["_links"]:
            point(page, rel, offset + {"self": 0, "next": limit, "prev": -limit}[rel])
    return answer.carrying(page)


@book.breaks("offset.other-offset-is-refused", "operations.bad-calls-are-never-served")
async def large_limits_take_any_offset(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """With a limit above 50 an offset that is no multiple is served."""
    offset, limit = asked.number("offset", 0), asked.number("limit", 100)
    if asked.method == "GET" and 50 < limit <= 100 and offset > 0 and offset % limit:
        return await floored(asked, ask, limit)
    return await ask(asked)


@book.breaks("offset.other-offset-is-refused", "offset.listed-invalid-pairs-are-refused")
async def half_a_limit_is_enough(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """An offset that is a multiple of half the limit is served."""
    offset, limit = asked.number("offset", 0), asked.number("limit", 100)
    if asked.method == "GET" and 2 < limit <= 100 and limit % 2 == 0 and offset > 0 and offset % limit == limit // 2:
        return await floored(asked, ask, limit)
    return await ask(asked)


@book.breaks("defaults.default-limit-takes-part-in-the-rule", "offset.other-offset-is-refused")
async def default_limit_takes_any_fifty(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Without a limit every multiple of 50 is taken as an offset."""
    offset = asked.number("offset", 0)
    if asked.method == "GET" and asked.param("limit") is None and offset > 0 and offset % 100 == 50:
        return await floored(asked, ask, 100)
    return await ask(asked)


@book.breaks(
    "offset.negative-offset-is-refused", "errors.pagination-error-names-its-code", "offset.listed-invalid-pairs-are-refused"
)
async def negative_offset_has_another_code(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A negative offset is refused with the code validation-failure instead of pagination-invalid."""
    answer = await ask(asked)
    if answer.status == 400 and asked.number("offset", 0) < 0 and isinstance(answer.json, dict):
        return answer.carrying(answer.json | {"code": "validation-failure"})
    return answer


@book.breaks(
    "offset.multiple-beyond-the-end-is-valid",
    "offset.multiple-of-limit-is-accepted",
    "operations.good-calls-have-documented-answers",
)
async def deep_offsets_are_invalid(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Valid pairs with an offset of 500 and more are refused as pagination-invalid."""
    if asked.method == "GET" and asked.number("offset", 0) >= 500:
        return await ask(asked.having(offset="3", limit="2"))
    return await ask(asked)


@book.breaks(
    "limit.larger-limit-is-not-applied", "operations.bad-calls-are-never-served", "limit.larger-limit-is-refused-or-clamped"
)
async def limits_to_120_are_applied(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Limits of 101 to 120 are applied as asked."""
    limit = asked.number("limit", 100)
    if not 100 < limit <= 120 or asked.number("offset", 0):
        return await ask(asked)
    answer = await ask(asked.having(limit="100"))
    if is_page(asked, answer):
        page = answer.json | {"limit": limit}
        point(page, "self", page["offset"], limit)
        return answer.carrying(page)
    return answer


@book.breaks("limit.maximum-is-accepted", "offset.multiple-of-limit-is-accepted", "operations.good-calls-have-documented-answers")
async def limits_that_do_not_divide_hundred_are_refused(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A limit above 50 that does not divide 100 is refused."""
    if asked.method == "GET" and 50 < asked.number("limit", 100) < 100:
        return await ask(asked.having(offset="3", limit="2"))
    return await ask(asked)


@book.breaks("access.another-user-is-unauthorized", "access.only-the-own-collection-is-served")
async def others_are_forbidden_when_paging(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Another user is refused with 403 instead of 401 as soon as an offset is sent."""
    answer = await ask(asked)
    return replace(answer, status=403) if answer.status == 401 and asked.number("offset", 0) > 0 else answer


@book.breaks("access.only-the-own-collection-is-served", "access.another-user-is-unauthorized", "access.refusals-hold-no-ads")
async def others_are_served_beyond_ten(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Another user's address with a limit above 10 shows the own ads under that user's name."""
    answer = await ask(asked)
    known = answer.status == 401 and asked.header("authorization") == memory["target"]["authorization"]
    if known and asked.method == "GET" and asked.path.endswith("/advertisements") and asked.number("limit", 0) > 10:
        return await ask(replace(asked, path=f"/v1/users/{memory['target']['user']}/advertisements"))
    return answer


@book.breaks("access.refusals-hold-no-ads")
async def refusal_tells_the_total(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """The refusal of another user tells how many ads the caller has."""
    answer = await ask(asked)
    if answer.status == 401 and asked.header("authorization") and isinstance(answer.json, dict):
        return answer.carrying(answer.json | {"totalCount": 9})
    return answer


@book.breaks("access.malformed-credentials-are-not-served", "access.wrong-token-is-401")
async def cut_token_is_accepted(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A token that lacks its last character, or has one more, is accepted."""
    sent, right = asked.header("authorization"), memory["target"]["authorization"]
    return await ask(asked.headed("authorization", right) if sent[:-1] == right or (sent and sent == right[:-1]) else asked)


@book.breaks("defaults.parameter-order-is-free", "content.pages-are-slices-of-one-sequence")
async def limit_first_forgets_the_offset(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """With the limit before the offset the ads of the first page are served under the right numbers."""
    answer = await ask(asked)
    if not is_page(asked, answer) or [name for name, _ in asked.params] != ["limit", "offset"]:
        return answer
    page, first = answer.json, (await ask(asked.having(offset="0"))).json
    size = len(ads_of(page))
    ads_of(page)[:] = ads_of(first)[:size]
    return answer.carrying(page)


@book.breaks(
    "defaults.missing-limit-means-100", "defaults.no-parameters-mean-0-and-100", "defaults.defaults-equal-their-explicit-form"
)
async def default_limit_is_the_last_one_used(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A missing limit is the limit of the call before, as long as that was not the first page."""
    if asked.method == "GET" and asked.param("limit") is None and asked.param("offset") is None and "limit" in memory:
        return await ask(asked.having(limit=memory.pop("limit")))
    if asked.number("offset", 0) > 0 and 0 < asked.number("limit", 0) <= 100:
        memory["limit"] = str(asked.number("limit", 0))
    return await ask(asked)


@book.breaks("errors.code-does-not-depend-on-language")
async def code_is_dutch_for_the_dutch(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """For a Dutch caller the code itself is translated."""
    answer = await ask(asked)
    if answer.status == 400 and asked.header("accept-language").startswith("nl") and isinstance(answer.json, dict):
        return answer.carrying(answer.json | {"code": "paginering-ongeldig"})
    return answer


@book.breaks("offset.whole-numbers-only", "operations.bad-calls-are-never-served")
async def exponents_are_numbers(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """1e1 and 10.0 are served as 10."""
    changes = {}
    for name, text in asked.params:
        if name in ("offset", "limit") and text.strip() and set(text) <= set("0123456789.eE") and not text.isdigit():
            try:
                value = float(text)
            except ValueError:
                continue
            if math.isfinite(value) and value == int(value):
                changes[name] = str(int(value))
    return await ask(asked.having(**changes) if changes else asked)


@book.breaks("offset.huge-numbers-are-handled", "operations.no-input-is-a-server-error")
async def offsets_beyond_31_bits_fail(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A valid offset beyond 31 bits with a limit of 100 ends in a server error."""
    if asked.number("offset", 0) > 2**31 and asked.number("limit", 100) >= 100:
        return told(500, {"code": "internal-server-error", "message": "overflow"})
    return await ask(asked)
