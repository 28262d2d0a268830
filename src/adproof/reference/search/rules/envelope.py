"""What every answer is wrapped in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ..asked import Crash, Desk, Search
from ..rule import Rule


@Rule
def request_id(d: Desk) -> str:
    """A new version 4 UUID."""
    return str(UUID(int=d.random.getrandbits(128), version=4))


@Rule
def wrapped(d: Desk, meta: dict[str, Any], ads: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole answer to a search."""
    return {
        "message": "Data fetched successfully",
        "success": True,
        "data": {"meta": meta, "ads": ads},
        "request_id": request_id(d),
    }


@Rule
def stored(_: Search) -> dict[str, Any] | None:
    """An answer from memory: never."""
    return None


def remembered(s: Search, answer: dict[str, Any]) -> None:
    """Keeps an answer for the faults that answer from memory."""
    if any(s.switches.on(name) for name, _ in stored.others):
        s.desk.memory[s.role, s.asked.pairs] = answer


@Rule
def refusal(_: Desk, message: str) -> dict[str, Any]:
    """The answer to a request that cannot be served."""
    return {"success": False, "message": message}


@Rule
def endured(_: Search) -> None:
    """No request is too much for the service."""


@request_id.fault("envelope.request-id-is-unique", "robustness.requests-at-once-agree")
def envelope_request_id_constant(_: Desk) -> str:
    """All answers have the same request id."""
    return "8c4b1560-86cb-4cf5-b928-254745aed250"


@request_id.fault("envelope.request-id-is-unique", "robustness.requests-at-once-agree", subtle=True)
def envelope_request_id_of_the_second(d: Desk) -> str:
    """Every third answer has the request id of the one before."""
    if d.requests % 3 or "id" not in d.memory:
        d.memory["id"] = request_id.kept(d)
    return str(d.memory["id"])


@request_id.fault("envelope.request-id-is-text")
def envelope_request_id_empty(_: Desk) -> str:
    """The request id is an empty text."""
    return ""


@wrapped.fault("envelope.success-is-a-boolean", "envelope.documented-request-succeeds")
def envelope_success_as_text(d: Desk, meta: dict[str, Any], ads: list[dict[str, Any]]) -> dict[str, Any]:
    """success is a text."""
    return {**wrapped.kept(d, meta, ads), "success": "true"}


@wrapped.fault("envelope.message-is-text", subtle=True)
def envelope_message_null_when_empty(d: Desk, meta: dict[str, Any], ads: list[dict[str, Any]]) -> dict[str, Any]:
    """message is null where nothing was found."""
    answer = wrapped.kept(d, meta, ads)
    return answer if ads else {**answer, "message": None}


@wrapped.fault("envelope.data-holds-meta-and-ads", subtle=True)
def envelope_ads_null_when_empty(d: Desk, meta: dict[str, Any], ads: list[dict[str, Any]]) -> dict[str, Any]:
    """ads is null where nothing was found."""
    return {**wrapped.kept(d, meta, ads), "data": {"meta": meta, "ads": ads or None}}


@wrapped.fault("envelope.documented-request-succeeds", "envelope.success-is-a-boolean", subtle=True)
def envelope_no_success_when_empty(d: Desk, meta: dict[str, Any], ads: list[dict[str, Any]]) -> dict[str, Any]:
    """success is false where nothing was found."""
    return {**wrapped.kept(d, meta, ads), "success": bool(ads)}


@stored.fault("envelope.request-id-is-unique", "robustness.requests-at-once-agree", subtle=True)
def envelope_equal_requests_share_an_answer(s: Search) -> dict[str, Any] | None:
    """A request that was answered before gets the same answer, request id included."""
    kept: dict[str, Any] | None = s.desk.memory.get((s.role, s.asked.pairs))
    return kept


@stored.fault(
    "meta.role-is-that-of-the-key",
    "limit.never-more-ads-than-allowed",
    "limit.page-is-filled-exactly",
    "limit.free-key-has-its-maximum",
    "limit.basic-key-has-its-maximum",
    "limit.pro-key-has-its-maximum",
    "limit.enterprise-key-has-its-maximum",
    "envelope.request-id-is-unique",
    subtle=True,
)
def envelope_answers_are_shared_by_all_keys(s: Search) -> dict[str, Any] | None:
    """A request that another key sent before gets that key's answer, with a new request id."""
    for (_, pairs), kept in [item for item in s.desk.memory.items() if isinstance(item[0], tuple)]:
        if pairs == s.asked.pairs:
            return {**kept, "request_id": request_id(s.desk)}
    return None


@refusal.variant()
def envelope_refusal_is_flat(_: Desk, message: str) -> dict[str, Any]:
    """A refusal is an object with error only."""
    return {"error": message}


@refusal.variant()
def envelope_refusal_with_request_id(d: Desk, message: str) -> dict[str, Any]:
    """A refusal has all parts of an answer, without data."""
    return {"message": message, "success": False, "data": None, "request_id": request_id(d)}


@wrapped.variant()
def envelope_has_more_fields(d: Desk, meta: dict[str, Any], ads: list[dict[str, Any]]) -> dict[str, Any]:
    """Answer, data and meta have fields beyond the documented ones."""
    answer = wrapped.kept(d, {**meta, "took_ms": 3, "facets": {}}, ads)
    return {**answer, "version": "1.4", "data": {**answer["data"], "suggestions": []}}


@request_id.variant()
def envelope_request_id_is_no_uuid(d: Desk) -> str:
    """The request id is a short text."""
    return f"req_{d.random.getrandbits(80):020x}"


CRASHES = ("robustness.odd-values-cause-no-server-error", "robustness.odd-values-are-answered-in-json")


@endured.fault("envelope.documented-request-succeeds", "query.finds-words-with-umlauts", *CRASHES)
def envelope_umlauts_crash(s: Search) -> None:
    """A query with an umlaut is a server error."""
    if not (s.query or "").isascii():
        raise Crash


@endured.fault(*CRASHES, "meta.query-echoes-the-term", "envelope.documented-request-succeeds", subtle=True)
def envelope_percent_crashes(s: Search) -> None:
    """A query with a percent sign is a server error."""
    if "%" in (s.query or ""):
        raise Crash


@endured.fault(*CRASHES, "meta.query-echoes-the-term", "envelope.documented-request-succeeds", subtle=True)
def envelope_quotes_crash(s: Search) -> None:
    """A query with a quote is a server error."""
    if "'" in (s.query or "") or '"' in (s.query or ""):
        raise Crash


@endured.fault(*CRASHES, "exclude.blank-after-a-comma", "envelope.documented-request-succeeds", subtle=True)
def envelope_blank_in_exclude_crashes(s: Search) -> None:
    """A blank in exclude is a server error."""
    if " " in (s.exclude or ""):
        raise Crash


@endured.fault("envelope.documented-request-succeeds", "date.future-start-finds-nothing", *CRASHES, subtle=True)
def envelope_price_sort_without_matches_crashes(s: Search) -> None:
    """A price order of a search that starts in the future is a server error."""
    if s.sort.startswith("price") and (s.since or 0) > 2_000_000_000:
        raise Crash


@endured.fault("envelope.documented-request-succeeds", *CRASHES, subtle=True)
def envelope_every_fiftieth_search_crashes(s: Search) -> None:
    """Every fiftieth search is a server error; asked again, it is served."""
    if s.desk.requests % 50 == 0:
        raise Crash


@endured.fault(*CRASHES, subtle=True)
def envelope_long_query_crashes(s: Search) -> None:
    """A query of more than 500 letters is a server error."""
    if len(s.query or "") > 500:
        raise Crash
