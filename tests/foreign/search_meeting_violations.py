"""How the search breaks its document where two features meet, at one bound, for one kind of input: docstrings name the rule."""

import re
from math import cos, radians
from typing import Any

from tests.foreign.search import BOARD, STALL, Keeps, words
from tests.foreign.search_data import BY_ID, Ad, kilometres
from tests.foreign.wire import Ask

breach = BOARD.violation
Facts = dict[str, Any]
Filters = dict[str, Keeps]
DAY = 86_400


@breach("filters")
def hyphens_are_a_minus(keeps: Filters, p: Facts) -> None:
    """Parameter query: searched in titles; in E-Bike the part behind the hyphen must be absent."""
    parts = re.findall(r"(?<=\w)-(\w+)", p["query"])
    if "query" in keeps and parts:
        keeps["query"] = lambda ad: not any(STALL.index.says(ad, each) for each in parts)


@breach("filters")
def six_words_find_nothing(keeps: Filters, p: Facts) -> None:
    """Parameter query: a title of six words and more is a query like any other."""
    if "query" in keeps and len(words(p["query"])) > 5:
        keeps["query"] = lambda ad: False


@breach("filters")
def title_runs_into_description(keeps: Filters, p: Facts) -> None:
    """Parameter query: titles and descriptions are searched; the two are joined without a blank, and two words lost."""
    if "query" in keeps:
        keep, wanted = keeps["query"], set(words(p["query"]))
        keeps["query"] = lambda ad: keep(ad) and wanted <= set(words(ad.text.replace("\n", "", 1)))


@breach("filters")
def query_stops_at_a_semicolon(keeps: Filters, p: Facts) -> None:
    """Parameter query: descriptions are searched to their end; what stands behind a semicolon is lost."""
    if "query" in keeps:
        keep, wanted = keeps["query"], set(words(p["query"]))
        keeps["query"] = lambda ad: keep(ad) and wanted <= set(words(ad.text.partition(";")[0]))


@breach("filters")
def small_words_of_the_query_must_stand_alone(keeps: Filters, p: Facts) -> None:
    """Parameter query: a term in capitals (OVP, TOP, USB) is found like any other."""
    if "query" in keeps and re.search(r"\b[A-ZÄÖÜ]{3,}\b", p["query"]):
        keeps["query"] = lambda ad: False


@breach("filters")
def exclude_joins_lines(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: in the description; line feeds are dropped first, so words at the ends of lines are not seen."""
    if "exclude" in keeps:
        keeps["exclude"] = lambda ad: (
            not any(
                f" {' '.join(words(each))} " in f" {' '.join(words(ad.text.replace(chr(10), '')))} " for each in p["keywords"]
            )
        )


@breach("filters")
def exclude_knows_no_digits(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: keywords with digits (16, 1A) exclude like others."""
    if "exclude" in keeps:
        kept = [each for each in p["keywords"] if not re.search(r"\d", each)]
        keeps["exclude"] = lambda ad: not any(STALL.index.says(ad, each) for each in kept)


@breach("filters")
def exclude_knows_no_long_words(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: keywords of sixteen letters and more exclude like others."""
    if "exclude" in keeps:
        kept = [each for each in p["keywords"] if len(each) < 16]
        keeps["exclude"] = lambda ad: not any(STALL.index.says(ad, each) for each in kept)


@breach("filters")
def exclude_lost_for_basic(keeps: Filters, p: Facts) -> None:
    """Rollenbasierte Suchlimits: a role bounds the limit alone; basic excludes nothing."""
    if p["role"] == "basic":
        keeps.pop("exclude", None)


@breach("filters")
def exclude_lost_where_query_and_place_meet(keeps: Filters, p: Facts) -> None:
    """Kombinierte Suche: the radius search combines with all others; exclude is lost when a query is there as well."""
    if "place" in keeps and "query" in keeps:
        keeps.pop("exclude", None)


@breach("found")
def exclude_looks_at_the_first_hundred(found: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter exclude: every ad is looked at, not the newest hundred."""
    if not p["keywords"]:
        return None
    older = sorted(STALL.ads, key=lambda ad: -ad.stamp)[100:]
    others = {**p, "keywords": [], "exclude": None}
    from tests.foreign.search import filters

    tests = list(filters(others).values())
    return [*found, *(ad for ad in older if ad not in found and all(test(ad) for test in tests))]


def without_parentheses(found: list[Ad], wider: list[Ad]) -> list[Ad]:
    have = {ad.number for ad in found}
    return [*found, *(ad for ad in wider if ad.number not in have)]


@breach("found")
def categories_without_parentheses(found: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter category: a list filters together with all others; `a OR b AND ...` lets in all of the first."""
    if len(p["category"]) < 2:
        return None
    return without_parentheses(found, [ad for ad in STALL.ads if p["category"][0] in ad.categories])


@breach("found")
def titles_without_parentheses(found: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameters query and category: both hold; `title OR description AND category` lets in titles of all categories."""
    if not p["category"] or p["query"] in ("*", "") or not words(p["query"]):
        return None
    wanted = set(words(p["query"]))
    return without_parentheses(found, [ad for ad in STALL.ads if wanted <= set(words(ad.shown["title"]))])


@breach("filters")
def free_reads_one_category(keeps: Filters, p: Facts) -> None:
    """Rollenbasierte Suchlimits: a role bounds the limit alone; free gets the last of several categories."""
    if p["role"] == "free" and "category" in keeps:
        keeps["category"] = lambda ad: p["category"][-1] in ad.categories


@breach("filters")
def middle_of_three_categories_lost(keeps: Filters, p: Facts) -> None:
    """Parameter category: a list of ids; between the first and the last nothing is read."""
    if "category" in keeps:
        ends = {p["category"][0], p["category"][-1]}
        keeps["category"] = lambda ad: not ends.isdisjoint(ad.categories)


@breach("filters")
def category_lost_in_short_windows(keeps: Filters, p: Facts) -> None:
    """Parameter category: filters with every window; within less than five days it is lost."""
    if p["from"] is not None and p["to"] is not None and p["to"] - p["from"] < 5 * DAY:
        keeps.pop("category", None)


@breach("filters")
def radius_on_a_flat_map(keeps: Filters, p: Facts) -> None:
    """Parameter radius: kilometres; a degree of longitude is taken for 111 of them, as on the equator."""
    if "place" in keeps and p["place"] in BY_ID:
        north, east = BY_ID[p["place"]].spot
        keeps["place"] = lambda ad: ((ad.spot[0] - north) ** 2 + (ad.spot[1] - east) ** 2) ** 0.5 * 111.2 <= p["radius"]


@breach("filters")
def radius_by_the_wrong_cosine(keeps: Filters, p: Facts) -> None:
    """Parameter radius: kilometres; the cosine squared makes the circle wider from east to west by a quarter."""
    if "place" in keeps and p["place"] in BY_ID:
        spot = BY_ID[p["place"]].spot
        narrow = cos(radians(spot[0])) ** 0.5
        keeps["place"] = lambda ad: kilometres(spot, (ad.spot[0], spot[1] + (ad.spot[1] - spot[1]) * narrow)) <= p["radius"]


@breach("filters")
def radius_below_one_is_none(keeps: Filters, p: Facts) -> None:
    """Parameter radius: a number of kilometres; one below 1 becomes 0, and 0 is taken for no radius."""
    if "place" in keeps and 0 < p["radius"] < 1:
        del keeps["place"]


@breach("filters")
def centre_is_rounded(keeps: Filters, p: Facts) -> None:
    """Umkreissuche: around the location; its coordinates are rounded to one digit, up to six kilometres away."""
    if "place" in keeps and p["place"] in BY_ID:
        spot = tuple(round(each, 1) for each in BY_ID[p["place"]].spot)
        keeps["place"] = lambda ad: kilometres(spot, ad.spot) <= p["radius"]  # type: ignore[arg-type]


@breach("filters")
def place_lost_for_price_desc_in_a_category(keeps: Filters, p: Facts) -> None:
    """Kombinierte Suche: combines with category and sort; under price_desc with a category the place is lost."""
    if p["sort"] == "price_desc" and "category" in keeps:
        keeps.pop("place", None)


@breach("filters")
def short_windows_are_days(keeps: Filters, p: Facts) -> None:
    """Parameters upload_date_from and _to: seconds; windows of less than a day become the days they touch."""
    if "from" in keeps and "to" in keeps and 0 <= p["to"] - p["from"] < DAY:
        keeps["from"] = lambda ad: ad.stamp >= p["from"] // DAY * DAY
        keeps["to"] = lambda ad: ad.stamp < (p["to"] // DAY + 1) * DAY


@breach("filters")
def an_end_at_zero_is_none(keeps: Filters, p: Facts) -> None:
    """Parameter upload_date_to: 0 is a moment in 1970, before which there is no ad; here it is not seen."""
    if p["to"] == 0:
        keeps.pop("to", None)


@breach("filters")
def a_start_to_come_is_ignored(keeps: Filters, p: Facts) -> None:
    """Parameter upload_date_from: nothing has been uploaded after the latest ad; such a start is ignored."""
    if "from" in keeps and p["from"] > max((ad.stamp for ad in STALL.ads), default=0):
        del keeps["from"]


@breach("filters")
def summer_begins_two_hours_late(keeps: Filters, p: Facts) -> None:
    """Parameter upload_date_from: a Unix timestamp has no summer time; from April to September it is two hours late."""
    if "from" in keeps and 0.25 < p["from"] / (365.2425 * DAY) % 1 < 0.75:
        keeps["from"] = lambda ad: ad.stamp >= p["from"] + 7200


@breach("filters")
def dates_lost_for_several_categories(keeps: Filters, p: Facts) -> None:
    """Parameters upload_date_from and _to: filter with lists of categories as with one."""
    if len(p["category"]) > 1:
        keeps.pop("from", None)


@breach("order")
def hundred_are_sorted(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Sort price_asc: the whole result is in order, not its first hundred."""
    if p["sort"] != "price_asc":
        return None
    return ads[:100] + sorted(ads[100:], key=lambda ad: ad.number)


@breach("order")
def thousands_have_a_point(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Sort price_asc: 1250 is a thousand and more, not 1.25."""
    if p["sort"] != "price_asc":
        return None
    return sorted(ads, key=lambda ad: (ad.price is None, (ad.price or 0) / (1000 if (ad.price or 0) >= 1000 else 1)))


@breach("order")
def relevance_turns_on_page_two(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter page: pages of one order; under relevance ads of one score are the other way round from page 2 on."""
    if p["sort"] != "relevance" or p["page"] < 2:
        return None
    return sorted(ads, key=lambda ad: (-STALL.index.score(ad, p["query"]), ad.stamp, ad.number))


@breach("order")
def equal_prices_fall_anyhow(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter page: all pages together are the result; under price_desc equal prices stand in another order each time."""
    if p["sort"] != "price_desc":
        return None
    return sorted(ads, key=lambda ad: (ad.price is None, -(ad.price or 0), hash((ad.number, p["nth"]))))


@breach("facts")
def one_is_too_few(p: Facts, asked: Ask) -> None:
    """Parameter limit: 1 is one result; here it is taken for no limit, which is 5."""
    if p["limit"] == 1:
        p |= {"limit": 5, "size": 5}


@breach("facts")
def limits_come_in_tens(p: Facts, asked: Ask) -> None:
    """Parameter limit: as many as were asked for; above ten pro gets the next smaller ten."""
    if p["role"] == "pro" and 10 < p["limit"] < 100:
        p |= {"limit": int(p["limit"]) // 10 * 10, "size": int(p["limit"]) // 10 * 10}
