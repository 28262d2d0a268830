"""Faults that show seldom: for one role, on one page, under one order, in answers without ads, at the second asking."""

from __future__ import annotations

import json
from sqlite3 import Row
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request

from ..asked import Asked, Desk, Refused, Search
from ..consequences import CLAMP, PAGES, TOGETHER
from ..places import BY_ID, PLACES, Place
from . import access, ad, envelope, exclude, location, meta, paging, parameters, query, traffic, wider

Fields = dict[str, Any]
AROUND = ("location.finds-every-ad-well-inside", "location.larger-radius-only-adds", "location.fractions-of-a-kilometre-count")


@traffic.key_of.fault("access.key-in-ads-key-is-accepted", "envelope.documented-request-succeeds", subtle=True)
def access_refusals_are_remembered(d: Desk, request: Request) -> str | None:
    """A search that was refused without a key stays refused for everybody."""
    key, asked = traffic.key_of.kept(d, request), traffic.query_of.kept(d, request)
    refused: set[str] = d.memory.setdefault("refused", set())
    if access.role_of.kept(d, key) is None:
        refused.add(asked)
    return None if asked in refused else key


@access.shown_role.fault("meta.role-is-documented", "meta.role-is-that-of-the-key", subtle=True)
def access_role_is_shown_as_paid_from_page_2(_: Desk, role: str, page: int) -> str:
    """From page 2 on every role but free is shown as paid."""
    return "paid" if role != "free" and page > 1 else role


@meta.told.fault("meta.fields-are-present", "meta.role-is-that-of-the-key", "meta.role-is-documented")
def meta_without_role(s: Search, ads: int, delivered: int) -> Fields:
    """meta has no api_key_role."""
    return {key: value for key, value in meta.told.kept(s, ads, delivered).items() if key != "api_key_role"}


@meta.others.fault("meta.other-filters-in-meta", subtle=True)
def meta_echoes_all_filters_under_price_sorts(s: Search) -> Fields:
    """Under the price orders meta also shows category, location_id and radius."""
    return meta.meta_echoes_all_filters(s) if s.sort.startswith("price") else {}


@ad.shown.fault("ad.carries-its-id-title-and-date")
def ad_without_title_where_free(d: Desk, row: Row) -> Fields:
    """An ad for 0 euro has no title."""
    fields = ad.shown.kept(d, row)
    return {key: value for key, value in fields.items() if key != "title" or row["price"] != 0}


@ad.shown.fault(
    "ad.carries-every-documented-field", "ad.no-ad-lacks-a-field", "ad.same-ad-reads-the-same-everywhere", subtle=True
)
def ad_without_seller_for_free_keys(d: Desk, row: Row) -> Fields:
    """Free keys are shown no sellers."""
    hidden = d.memory.get("role") == "free"
    return {key: value for key, value in ad.shown.kept(d, row).items() if key != "seller" or not hidden}


@ad.shown.fault("ad.title-is-text", "ad.same-ad-reads-the-same-everywhere", "sort.sorts-permute-one-set", *TOGETHER, subtle=True)
def ad_title_with_marks_under_relevance(d: Desk, row: Row) -> Fields:
    """Under relevance a title is an object, with a text and its marked form."""
    fields = ad.shown.kept(d, row)
    marked = {"text": fields["title"], "marked": f"<em>{fields['title']}</em>"}
    return {**fields, "title": marked} if d.memory.get("sort") == "relevance" else fields


@paging.rows.fault("ad.adid-is-unique", *PAGES, "category.list-is-a-union", "category.every-id-of-the-list-counts", subtle=True)
def paging_last_ad_twice_with_a_list_of_categories(s: Search, ads: int) -> list[int]:
    """With several categories a page that is not full ends with its last ad again."""
    page = paging.rows.kept(s, ads)
    return [*page, page[-1]] if len(s.categories or ()) > 1 and 0 < len(page) < s.limit else page


@parameters.page.fault("defaults.page-is-one", "defaults.explicit-defaults-change-nothing", *PAGES, *CLAMP, subtle=True)
def parameters_default_page_is_the_latest(a: Asked) -> int:
    """Without a page the one is delivered that a key of the same role asked for last."""
    latest = ("page", a.role)
    if a.text("page") is not None:
        a.desk.memory[latest] = parameters.page.kept(a)
    return int(a.desk.memory.get(latest, 1))


@envelope.endured.fault("defaults.bare-request-succeeds", "envelope.documented-request-succeeds", subtle=True)
def envelope_bare_request_refused_for_free_keys(s: Search) -> None:
    """Free keys have to send some parameter."""
    if s.role == "free" and not s.asked.pairs:
        raise Refused(400, "free keys have to narrow their search")


@parameters.sort.fault("sort.relevance-is-accepted", "envelope.documented-request-succeeds", subtle=True)
def parameters_relevance_needs_a_query(a: Asked) -> str:
    """The order relevance is refused without a query."""
    return parameters.unknown_sort(a) if a.text("sort") == "relevance" and not a.text("query") else parameters.sort.kept(a)


@parameters.query.fault("query.plus-and-percent-twenty-agree", "meta.query-echoes-the-term", subtle=True)
def parameters_only_the_first_plus_is_a_blank(a: Asked) -> str | None:
    """In a query only the first + is read as a blank."""
    sent = [part.partition("=")[2] for part in a.raw.split("&") if part.startswith("query=")]
    return unquote(sent[-1].replace("+", " ", 1)) if sent else None


@envelope.wrapped.fault("envelope.message-is-text")
def envelope_message_as_array(d: Desk, told: Fields, ads: list[Fields]) -> Fields:
    """message is an array of texts."""
    return {**envelope.wrapped.kept(d, told, ads), "message": ["Data fetched successfully"]}


@envelope.wrapped.fault("envelope.success-is-a-boolean", "envelope.documented-request-succeeds", subtle=True)
def envelope_success_as_number_when_empty(d: Desk, told: Fields, ads: list[Fields]) -> Fields:
    """success is 1 where nothing was found."""
    return {**envelope.wrapped.kept(d, told, ads), "success": True if ads else 1}


@envelope.wrapped.fault("envelope.data-holds-meta-and-ads", "envelope.documented-request-succeeds")
def envelope_meta_beside_data(d: Desk, told: Fields, ads: list[Fields]) -> Fields:
    """meta stands beside data."""
    return {**envelope.wrapped.kept(d, told, ads), "data": {"ads": ads}, "meta": told}


@envelope.wrapped.fault("envelope.request-id-is-text", subtle=True)
def envelope_request_id_missing_when_empty(d: Desk, told: Fields, ads: list[Fields]) -> Fields:
    """Where nothing was found the answer has no request id."""
    return {key: value for key, value in envelope.wrapped.kept(d, told, ads).items() if key != "request_id" or ads}


def ads_of(answer: Any) -> list[Fields] | None:
    """The ads of an answer to a search; None for any other answer."""
    data = answer.get("data") if isinstance(answer, dict) else None
    return data.get("ads") if isinstance(data, dict) else None


@traffic.written.fault("envelope.answer-is-a-json-object", "envelope.documented-request-succeeds")
def json_left_out_when_empty(d: Desk, answer: Any, accepted: str) -> tuple[bytes, dict[str, str]]:
    """Where nothing was found the answer has no body."""
    return (b"", {}) if ads_of(answer) == [] else traffic.written.kept(d, answer, accepted)


@traffic.written.fault("envelope.answer-is-a-json-object", "ad.price-is-a-number", subtle=True)
def json_with_nan_without_price(_: Desk, answer: Any, _accepted: str) -> tuple[bytes, dict[str, str]]:
    """The price of an ad without one is NaN, which JSON does not know."""
    priced = [{**each, "price": float("nan") if each["price"] is None else each["price"]} for each in ads_of(answer) or ()]
    shown = {**answer, "data": {**answer["data"], "ads": priced}} if priced else answer
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode(), {}


@exclude.keywords.fault(
    "exclude.longer-list-never-finds-more",
    "exclude.every-keyword-counts",
    "exclude.order-and-repetition-do-not-matter",
    "exclude.excluded-word-is-absent",
    *TOGETHER,
    subtle=True,
)
def exclude_last_two_keywords_only(s: Search) -> list[str]:
    """Of more than two keywords only the last two count."""
    return exclude.keywords.kept(s)[-2:]


@exclude.hits.fault("exclude.unknown-word-changes-nothing", "exclude.removes-only-what-it-names", *TOGETHER, subtle=True)
def exclude_two_misses_hide_ads_without_pictures(s: Search) -> int:
    """Two keywords that no ad carries leave out the ads without pictures."""
    found = exclude.hits.kept(s)
    return s.store.pictureless if not found and len(exclude.keywords(s)) > 1 else found


@location.place_of.fault("location.place-search-yields-a-usable-id", "envelope.documented-request-succeeds")
def location_ids_are_refused(_: Asked, number: int) -> Place | None:
    """No location_id is known."""
    raise Refused(404, f"there is no place {number}")


@location.place_of.fault("location.place-search-yields-a-usable-id", "envelope.documented-request-succeeds", subtle=True)
def location_ids_with_umlauts_are_refused(_: Asked, number: int) -> Place | None:
    """The location_id of a place is not known where its name has an umlaut."""
    found = BY_ID.get(number)
    if found and query.UMLAUTS & set(found.name):
        raise Refused(404, f"there is no place {number}")
    return found


@location.hits.fault("location.larger-radius-only-adds", *AROUND, *TOGETHER)
def location_radius_of_two_digits(s: Search) -> int:
    """Only the last two digits of a radius count."""
    return location.within(s, lambda centre, area, radius: location.in_circle(centre, area, radius % 100))


@wider.shown_place.fault("places.places-have-an-id", subtle=True)
def places_without_id_beside_the_centre(a: Asked, place: Place) -> Fields:
    """Of a city's areas only the first one has an id."""
    fields = wider.shown_place.kept(a, place)
    return {key: value for key, value in fields.items() if key != "id" or not PLACES.index(place) % 24}


@wider.found_places.fault("places.known-name-yields-a-place", "location.place-search-yields-a-usable-id", subtle=True)
def places_know_no_capitals(a: Asked, term: str) -> list[Place]:
    """A name is found in small letters only."""
    return wider.found_places.kept(a, term) if term == term.lower() else []
