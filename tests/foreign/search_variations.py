"""How else the search may answer without leaving its document: choice, order, echoes and ads, each freedom named."""

import math
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.foreign.search import BOARD, STALL, Keeps, stem, words
from tests.foreign.search_data import PLACES, Ad, kilometres

vary = BOARD.variation
Facts = dict[str, Any]
Filters = dict[str, Keeps]


@vary("filters")
def any_word_will_do(keeps: Filters, p: Facts) -> None:
    """query: nothing says that all words must be there."""
    if "query" in keeps:
        found = set().union(*(STALL.index.counts.get(stem(word), {}) for word in words(p["query"])))
        keeps["query"] = lambda ad: ad.number in found or not words(p["query"])


@vary("filters")
def parts_of_words_are_found(keeps: Filters, p: Facts) -> None:
    """query: a plain substring search, letter case aside."""
    if "query" in keeps:
        keeps["query"] = lambda ad: all(word in ad.text.casefold() for word in p["query"].casefold().split())


@vary("filters")
def words_in_one_run(keeps: Filters, p: Facts) -> None:
    """query: a phrase is searched as a phrase."""
    if "query" in keeps:
        keeps["query"] = lambda ad: STALL.index.says(ad, p["query"]) or not words(p["query"])


@vary("filters")
def beginnings_of_words_are_found(keeps: Filters, p: Facts) -> None:
    """query: prefixes match, as engines for searching while typing do."""
    if "query" in keeps:
        keeps["query"] = lambda ad: all(f" {word}" in STALL.index.plain[ad.number] for word in words(p["query"]))


@vary("filters")
def long_queries_need_half_their_words(keeps: Filters, p: Facts) -> None:
    """query: of more than two words, half must match."""
    if "query" in keeps:
        wanted = words(p["query"])
        need = len(wanted) if len(wanted) < 3 else math.ceil(len(wanted) / 2)
        keeps["query"] = lambda ad: sum(f" {word}" in STALL.index.plain[ad.number] for word in wanted) >= need


@vary("filters")
def exclude_cares_for_case(keeps: Filters, p: Facts) -> None:
    """exclude: nothing says that letter case is ignored."""
    if "exclude" in keeps:
        keeps["exclude"] = lambda ad: not any(each in ad.text for each in p["keywords"])


@vary("filters")
def exclude_takes_parts_of_words(keeps: Filters, p: Facts) -> None:
    """exclude: "contain" is also met inside a longer word."""
    if "exclude" in keeps:
        keeps["exclude"] = lambda ad: not any(each.casefold() in ad.text.casefold() for each in p["keywords"])


@vary("filters")
def radius_is_exclusive(keeps: Filters, p: Facts) -> None:
    """radius: a bound may be exclusive."""
    if "place" in keeps:
        centre = next((place for place in PLACES if place.id == p["place"]), None)
        keeps["place"] = lambda ad: centre is not None and kilometres(centre.spot, ad.spot) < p["radius"]


@vary("filters")
def round_earth_of_6378(keeps: Filters, p: Facts) -> None:
    """radius: the earth's equatorial radius makes distances a thousandth longer."""
    if "place" in keeps:
        centre = next((place for place in PLACES if place.id == p["place"]), None)
        keeps["place"] = lambda ad: centre is not None and kilometres(centre.spot, ad.spot) * 6378.137 / 6371.0088 <= p["radius"]


@vary("filters")
def bounds_are_exclusive(keeps: Filters, p: Facts) -> None:
    """upload_date_from/to: nothing says that the bounds belong to the range."""
    if "from" in keeps:
        keeps["from"] = lambda ad: ad.stamp > p["from"]
    if "to" in keeps:
        keeps["to"] = lambda ad: ad.stamp < p["to"]


@vary("order")
def priceless_ads_first(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """sort: where ads without a price stand is not said."""
    return sorted(ads, key=lambda ad: ad.price is not None) if p["sort"].startswith("price") else None


@vary("order")
def priceless_ads_count_as_free(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """sort: no price may be taken as 0."""
    sign = {"price_asc": 1, "price_desc": -1}.get(p["sort"])
    return sorted(ads, key=lambda ad: (sign * (ad.price or 0), ad.number)) if sign else None


@vary("order")
def ties_by_title(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """sort: the order of equal keys is free."""
    keys = {"newest": lambda ad: -ad.stamp, "oldest": lambda ad: ad.stamp}
    return sorted(sorted(ads, key=lambda ad: (ad.shown["title"], ad.number)), key=keys[p["sort"]]) if p["sort"] in keys else None


@vary("meta")
def one_page_of_nothing(said: Facts, p: Facts) -> None:
    """max_page: an empty result is one (empty) page."""
    said["max_page"] = max(1, said["max_page"])


@vary("meta")
def limit_as_asked(said: Facts, p: Facts) -> None:
    """meta.limit: "the number requested", cut or not."""
    said["limit"] = p["limit"]


@vary("meta")
def what_was_not_given_is_null(said: Facts, p: Facts) -> None:
    """meta: what was not given has no value."""
    for name in ("exclude", "upload_date_from", "upload_date_to"):
        said.setdefault(name, None)


@vary("meta")
def echoes_more(said: Facts, p: Facts) -> None:
    """meta: further members are not forbidden."""
    said |= {"category": ",".join(p["category"]), "location_id": p["place"], "radius": p["radius"], "took_ms": 1.75}


def dated(said: Facts, p: Facts, form: str, zone: Any = UTC) -> None:
    for name in ("from", "to"):
        if p[name] is not None:
            said[f"upload_date_{name}"] = datetime.fromtimestamp(p[name], zone).strftime(form)


@vary("meta")
def dates_in_berlin(said: Facts, p: Facts) -> None:
    """upload_date_from/to: ISO 8601 knows offsets; the moment is the same."""
    for name in ("from", "to"):
        if p[name] is not None:
            said[f"upload_date_{name}"] = datetime.fromtimestamp(p[name], ZoneInfo("Europe/Berlin")).isoformat()


@vary("meta")
def dates_with_microseconds(said: Facts, p: Facts) -> None:
    """upload_date_from/to: any number of fraction digits is ISO 8601."""
    dated(said, p, "%Y-%m-%dT%H:%M:%S.%f+00:00")


@vary("meta")
def dates_without_colons(said: Facts, p: Facts) -> None:
    """upload_date_from/to: the basic format is ISO 8601 too."""
    dated(said, p, "%Y%m%dT%H%M%SZ")


@vary("ad")
def ads_dated_in_berlin(shown: Facts, ad: Ad, p: Facts) -> None:
    """upload_date, scrape_time: only the example shows a form; an offset names the moment as well."""
    shown["upload_date"] = ad.uploaded.astimezone(ZoneInfo("Europe/Berlin")).isoformat()
    shown["scrape_time"] = shown["scrape_time"].replace("Z", ".123456+00:00")


@vary("ad")
def prices_with_cents(shown: Facts, ad: Ad, p: Facts) -> None:
    """price: euros; a number may have a point."""
    shown["price"] = None if ad.price is None else float(ad.price)


@vary("ad")
def plain_ads(shown: Facts, ad: Ad, p: Facts) -> None:
    """Ad: what an ad does not have is null."""
    if ad.number % 5 == 0:
        shown |= {"seller": None, "images": [], "shipping": None, "views": 17}


@vary("ad")
def ads_say_more(shown: Facts, ad: Ad, p: Facts) -> None:
    """Further members of ads are not forbidden."""
    shown |= {"url": f"https://kiosk.example.test/{ad.number}", "score": 0.5, "_id": ad.number}
    shown["location"] = {**shown["location"], "country": "DE"}


@vary("ad")
def newlines_of_windows(shown: Facts, ad: Ad, p: Facts) -> None:
    """description: a text may hold any characters."""
    shown["description"] = shown["description"].replace("\n", "\r\n") + "\u00a0\t\u2028"
