"""How the search breaks its document where ads are chosen, ordered and cut into pages: each docstring names the rule."""

from typing import Any

from tests.foreign.search import BOARD, STALL, Keeps, words
from tests.foreign.search_data import BY_ID, Ad, kilometres

breach = BOARD.violation
Facts = dict[str, Any]
Filters = dict[str, Keeps]


def keyword_filter(p: Facts, keywords: list[str]) -> Keeps:
    return lambda ad: not any(STALL.index.says(ad, each) for each in keywords)


def told(ad: Ad, text: str, keyword: str) -> bool:
    return f" {' '.join(words(keyword))} " in f" {' '.join(words(text))} "


@breach("filters")
def exclude_first_keyword_only(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: any keyword of the list excludes, not just the first."""
    if "exclude" in keeps:
        keeps["exclude"] = keyword_filter(p, p["keywords"][:1])


@breach("filters")
def exclude_needs_all_keywords(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: one of the keywords is enough."""
    if "exclude" in keeps:
        keeps["exclude"] = lambda ad: not all(STALL.index.says(ad, each) for each in p["keywords"])


@breach("filters")
def exclude_reads_titles_only(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: in title or description."""
    if "exclude" in keeps:
        keeps["exclude"] = lambda ad: not any(told(ad, ad.shown["title"], each) for each in p["keywords"])


@breach("filters")
def exclude_reads_beginnings_only(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: the whole description counts, not its first 250 characters."""
    if "exclude" in keeps:
        keeps["exclude"] = lambda ad: not any(told(ad, ad.text[:250].rpartition(" ")[0], each) for each in p["keywords"])


@breach("filters")
def exclude_knows_no_umlauts(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: a keyword with an umlaut excludes like any other."""
    if "exclude" in keeps:
        keeps["exclude"] = keyword_filter(p, [each for each in p["keywords"] if each.isascii()])


@breach("filters")
def exclude_lost_with_category(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: filters with every other parameter, category included."""
    if "category" in keeps:
        keeps.pop("exclude", None)


@breach("filters")
def exclude_lost_without_query(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: works with the default query as well."""
    if p["query"] == "*":
        keeps.pop("exclude", None)


@breach("filters")
def exclude_takes_the_category_too(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: a keyword in title or description filters out, one in a category's name does not."""
    if "exclude" in keeps:
        keep = keeps["exclude"]
        keeps["exclude"] = lambda ad: (
            keep(ad) and not any(told(ad, " ".join(ad.shown["metadata"]["categories_text"]), each) for each in p["keywords"])
        )


@breach("filters")
def query_reads_titles_only(keeps: Filters, p: Facts) -> None:
    """Parameter query: searched in titles and descriptions."""
    if "query" in keeps:
        keeps["query"] = lambda ad: all(word in words(ad.shown["title"]) for word in words(p["query"]))


@breach("filters")
def query_knows_no_umlauts(keeps: Filters, p: Facts) -> None:
    """Parameter query: a word with an umlaut is found in titles and descriptions too."""
    if not p["query"].isascii():
        keeps["query"] = lambda ad: False


@breach("filters")
def query_lost_in_a_radius(keeps: Filters, p: Facts) -> None:
    """Kombinierte Suche: the radius search combines with all other parameters."""
    if "place" in keeps:
        keeps.pop("query", None)


@breach("filters")
def category_first_of_list_only(keeps: Filters, p: Facts) -> None:
    """Parameter category: a list of ids filters by all of them."""
    if "category" in keeps:
        keeps["category"] = lambda ad: p["category"][0] in ad.categories


@breach("filters")
def category_third_lost(keeps: Filters, p: Facts) -> None:
    """Parameter category: a list of ids; only two are looked at."""
    if "category" in keeps:
        keeps["category"] = lambda ad: not set(p["category"][:2]).isdisjoint(ad.categories)


@breach("filters")
def category_by_prefix(keeps: Filters, p: Facts) -> None:
    """Parameter category: 17 is another id than 173."""
    if "category" in keeps:
        keeps["category"] = lambda ad: any(id.startswith(each) for id in ad.categories for each in p["category"])


@breach("found")
def category_leaks_one(found: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter category: filters; the first ad of all comes along."""
    first = STALL.ads[0]
    return [*found, first] if p["category"] and first not in found and len(found) > 8 else None


@breach("filters")
def category_lost_for_relevance(keeps: Filters, p: Facts) -> None:
    """Parameter category: filters under every sort."""
    if p["sort"] == "relevance":
        keeps.pop("category", None)


@breach("found")
def category_union_loses_one(found: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter category: a list gives the ads of every id; the last ad is lost."""
    return found[:-1] if len(set(p["category"])) > 1 else None


@breach("found")
def category_named_twice_counts_twice(found: list[Ad], p: Facts) -> list[Ad] | None:
    """adid is unique: an id named twice does not show its ads twice."""
    return found + found if len(p["category"]) > len(set(p["category"])) else None


def within(p: Facts, factor: float) -> Keeps:
    centre = BY_ID[p["place"]].spot if p["place"] in BY_ID else None
    return lambda ad: centre is not None and kilometres(centre, ad.spot) <= p["radius"] * factor


@breach("filters")
def radius_in_miles(keeps: Filters, p: Facts) -> None:
    """Parameter radius: kilometres."""
    if "place" in keeps:
        keeps["place"] = within(p, 1.609344)


@breach("filters")
def radius_is_a_diameter(keeps: Filters, p: Facts) -> None:
    """Parameter radius: the radius, not the diameter."""
    if "place" in keeps:
        keeps["place"] = within(p, 0.5)


@breach("filters")
def radius_is_a_square(keeps: Filters, p: Facts) -> None:
    """Parameter radius: a circle around the place; the corners of a square lie outside."""
    if "place" in keeps and p["place"] in BY_ID:
        spot = BY_ID[p["place"]].spot
        keeps["place"] = lambda ad: (
            kilometres(spot, (ad.spot[0], spot[1])) <= p["radius"] and kilometres(spot, (spot[0], ad.spot[1])) <= p["radius"]
        )


@breach("filters")
def radius_ends_at_fifty(keeps: Filters, p: Facts) -> None:
    """Parameter radius: no largest radius is named; more than 50 km are cut."""
    if "place" in keeps and p["radius"] > 50:
        keeps["place"] = within({**p, "radius": 50}, 1)


@breach("filters")
def radius_from_the_ads_place(keeps: Filters, p: Facts) -> None:
    """Umkreissuche: around the location; here only ads of the very place are found."""
    if "place" in keeps:
        keeps["place"] = lambda ad: ad.place.id == p["place"]


@breach("filters")
def radius_lost_from_page_two(keeps: Filters, p: Facts) -> None:
    """Parameter radius: filters on every page."""
    if p["page"] > 1:
        keeps.pop("place", None)


@breach("filters")
def radius_lost_with_dates(keeps: Filters, p: Facts) -> None:
    """Kombinierte Suche: the radius search combines with all other parameters, upload dates included."""
    if "from" in keeps or "to" in keeps:
        keeps.pop("place", None)


@breach("filters")
def from_is_an_hour_late(keeps: Filters, p: Facts) -> None:
    """Parameter upload_date_from: a Unix timestamp has no local time."""
    if "from" in keeps:
        keeps["from"] = lambda ad: ad.stamp >= p["from"] + 3600


@breach("filters")
def to_ends_the_day_before(keeps: Filters, p: Facts) -> None:
    """Parameter upload_date_to: the end is the second named, not its midnight."""
    if "to" in keeps:
        keeps["to"] = lambda ad: ad.stamp <= p["to"] // 86_400 * 86_400


@breach("filters")
def from_starts_with_its_day(keeps: Filters, p: Facts) -> None:
    """Parameter upload_date_from: the start is the second named, not its midnight."""
    if "from" in keeps:
        keeps["from"] = lambda ad: ad.stamp >= p["from"] // 86_400 * 86_400


@breach("filters")
def to_lost_when_from_is_given(keeps: Filters, p: Facts) -> None:
    """Parameters upload_date_from and _to: both bound the range."""
    if "from" in keeps:
        keeps.pop("to", None)


@breach("filters")
def to_lost_for_oldest(keeps: Filters, p: Facts) -> None:
    """Parameter upload_date_to: filters under every sort."""
    if p["sort"] == "oldest":
        keeps.pop("to", None)


@breach("filters")
def dates_of_scraping(keeps: Filters, p: Facts) -> None:
    """Parameters upload_date_from and _to: the upload date counts, not the time of scraping two hours later."""
    if "from" in keeps:
        keeps["from"] = lambda ad: ad.stamp + 7200 >= p["from"]
    if "to" in keeps:
        keeps["to"] = lambda ad: ad.stamp + 7200 <= p["to"]


@breach("found")
def priceless_ads_lost_by_price(found: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter sort: an order removes nothing; ads without price are lost under the price sorts."""
    return [ad for ad in found if ad.price is not None] if p["sort"].startswith("price") else None


@breach("order")
def prices_as_texts(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Sort price_asc: by price, not by its digits."""
    return sorted(ads, key=lambda ad: (ad.price is None, str(ad.price))) if p["sort"] == "price_asc" else None


@breach("order")
def dear_prices_unordered(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Sort price_desc: above 1000 the hundreds decide and the rest does not; 1250 stands before 12999 and 3499."""
    key = {"price_desc": lambda ad: (ad.price is None, -min(ad.price or 0, 1000), ad.number)}.get(p["sort"])
    return sorted(ads, key=key) if key else None


@breach("slice")
def each_page_sorted_for_itself(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Sort price_desc: the order goes over all pages."""
    if p["sort"] != "price_desc":
        return None
    found = sorted(p["all"], key=lambda ad: -ad.stamp)[p["start"] : p["start"] + p["size"]]
    return sorted(found, key=lambda ad: -(ad.price or 0))


@breach("order")
def newest_by_day(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Sort newest: by upload date, whose time of day counts as well."""
    return sorted(ads, key=lambda ad: (-(ad.stamp // 86_400), ad.number)) if p["sort"] == "newest" else None


@breach("order")
def newest_by_number(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Sort newest: by upload date, not by number."""
    return sorted(ads, key=lambda ad: -ad.number) if p["sort"] == "newest" else None


@breach("order")
def one_ad_is_promoted(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Sort oldest: within a category, one ad is put before the others."""
    return [*ads[9:10], *ads[:9], *ads[10:]] if p["sort"] == "oldest" and p["category"] else None


@breach("slice")
def last_two_swapped(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Sort price_asc: on pages after the first, the first ad stands last."""
    return [*ads[1:], *ads[:1]] if p["sort"] == "price_asc" and p["page"] > 1 and p["size"] >= 10 else None
