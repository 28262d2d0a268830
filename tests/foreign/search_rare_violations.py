"""How the search breaks its document where few look: long texts, odd values, single roles, meeting parameters, now and then."""

from datetime import UTC, datetime
from typing import Any

from tests.foreign.search import BOARD, STALL, Keeps, stem, words
from tests.foreign.search_data import BY_ID, Ad, kilometres
from tests.foreign.wire import Ask, Reply

breach = BOARD.violation
Facts = dict[str, Any]
Filters = dict[str, Keeps]


@breach("filters")
def query_reads_beginnings_only(keeps: Filters, p: Facts) -> None:
    """Parameter query: searched in the whole description, not its first 300 characters."""
    if "query" in keeps:
        wanted = {stem(word) for word in words(p["query"])}
        keeps["query"] = lambda ad: wanted <= {stem(word) for word in words(ad.text[:300])}


@breach("filters")
def query_knows_no_digits(keeps: Filters, p: Facts) -> None:
    """Parameter query: iphone 16 is a term; words with digits are found like others, not nowhere."""
    if any(each.isdigit() for each in p["query"]):
        keeps["query"] = lambda ad: False


@breach("filters")
def query_itself_excluded(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: filters out whatever contains the keyword, the query's word as well."""
    if "exclude" in keeps and p["query"] in p["keywords"]:
        del keeps["exclude"]


@breach("filters")
def exclude_lost_in_category_by_price(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: holds for every combination; with a category, sorted by price, it is lost."""
    if "category" in keeps and p["sort"].startswith("price"):
        keeps.pop("exclude", None)


@breach("filters")
def exclude_lost_in_window_from_page_two(keeps: Filters, p: Facts) -> None:
    """Parameter exclude: holds on every page; with an upload date it is lost from page 2 on."""
    if p["page"] > 1 and ("from" in keeps or "to" in keeps):
        keeps.pop("exclude", None)


@breach("filters")
def radius_loses_its_fraction(keeps: Filters, p: Facts) -> None:
    """Parameter radius: a number of kilometres; 2.9 is not 2."""
    if "place" in keeps and p["place"] in BY_ID:
        keeps["place"] = lambda ad: kilometres(BY_ID[p["place"]].spot, ad.spot) <= int(p["radius"])


@breach("facts")
def radius_must_come_second(p: Facts, asked: Ask) -> None:
    """Umkreissuche: parameters are named, their order says nothing; a radius before its place is not seen."""
    names = [name for name, _ in asked.pairs]
    if {"radius", "location_id"} <= set(names) and names.index("radius") < names.index("location_id"):
        p["place"] = p["radius"] = None


@breach("found")
def place_leaks_its_state(found: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter radius: nobody farther away; two ads from München come along when more than thirty are found."""
    far = [ad for ad in STALL.ads if ad.place.id == 6411 and ad not in found][:2]
    return found + far if p["place"] is not None and len(found) > 30 else None


@breach("meta")
def early_moments_are_milliseconds(said: Facts, p: Facts) -> None:
    """meta.upload_date_from: Unix seconds; nine digits and less are taken for milliseconds."""
    if p["from"] is not None and p["from"] < 10**9:
        said["upload_date_from"] = datetime.fromtimestamp(p["from"] / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@breach("meta")
def late_moments_overflow(said: Facts, p: Facts) -> None:
    """meta.upload_date_to: the moment given; from 2038 on it wraps into 1901."""
    if p["to"] is not None and p["to"] >= 2**31:
        said["upload_date_to"] = datetime.fromtimestamp(p["to"] % 2**31 - 2**31, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@breach("slice")
def deep_pages_are_empty(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """max_page: the pages that are available; nothing is served behind the two hundredth ad."""
    return [] if p["start"] >= 200 else None


@breach("order")
def free_ads_last(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Sort price_asc: 0 is less than 1; free ads are put with those without price."""
    return sorted(ads, key=lambda ad: not ad.price) if p["sort"] == "price_asc" else None


@breach("order")
def five_digits_sink(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Sort price_desc: 12999 is more than 3499."""
    return sorted(ads, key=lambda ad: (ad.price or 0) > 9999) if p["sort"] == "price_desc" and p["role"] == "enterprise" else None


@breach("found")
def free_keys_wait_a_day(found: list[Ad], p: Facts) -> list[Ad] | None:
    """Rollenbasierte Suchlimits: a role bounds the limit alone; free does not see the newest ads."""
    return [ad for ad in found if ad not in max_ads()] if p["role"] == "free" else None


def max_ads() -> list[Ad]:
    return sorted(STALL.ads, key=lambda ad: -ad.stamp)[:3]


@breach("facts")
def pro_has_another_default_order(p: Facts, asked: Ask) -> None:
    """Parameter sort: newest by default for every role; pro gets oldest."""
    if p["role"] == "pro" and asked.one("sort") is None:
        p["sort"] = "oldest"


@breach("facts")
def enterprise_has_another_default_limit(p: Facts, asked: Ask) -> None:
    """Parameter limit: 5 by default for every role; enterprise gets 25."""
    if p["role"] == "enterprise" and asked.one("limit") is None:
        p |= {"limit": 25, "size": 25}


@breach("facts")
def nothing_found_at_times(p: Facts, asked: Ask) -> None:
    """meta.total: the ads that match; every forty-fifth request finds nothing and says so."""
    if p["nth"] % 45 == 0:
        p["to"] = 0 if p["to"] is not None else None
        p["category"] = ["-"]


@breach("body")
def an_ad_for_you(body: Facts, p: Facts) -> None:
    """data.ads: ads that match, limit at most; full pages of 20 and more have a stranger in third place."""
    ads = body["data"]["ads"]
    if p["size"] >= 20 and len(ads) == p["size"]:
        ads[2] = dict(STALL.ads[0].shown)


@breach("ad")
def dates_move_with_the_sort(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat upload_date: when it was created, for every sort; under price_desc one in ten is a day older."""
    if p["sort"] == "price_desc" and ad.number % 10 == 0:
        day = datetime.fromtimestamp(ad.stamp - 86_400, UTC)
        shown["upload_date"] = day.strftime("%Y-%m-%dT%H:%M:%SZ")


@breach("ad")
def texts_are_cut_for_free(shown: Facts, ad: Ad, p: Facts) -> None:
    """Rollenbasierte Suchlimits: a role bounds the limit alone; free gets titles of twelve characters."""
    if p["role"] == "free":
        shown["title"] = shown["title"][:12]


@breach("ad")
def badges_without_text(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat seller: a text for each badge in the example; one ad in twenty lacks one."""
    if ad.number % 20 == 0 and shown["seller"]["badges"]:
        shown["seller"] = {**shown["seller"], "badges_text": shown["seller"]["badges_text"][1:]}


@breach("ad")
def categories_are_numbers(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat metadata: categories are texts in the example; one in fifty has numbers."""
    if ad.number % 47 == 0:
        shown["metadata"] = {**shown["metadata"], "categories": [int(id) for id in shown["metadata"]["categories"]]}


@breach("reply")
def fifty_one_is_refused(given: Reply, asked: Ask) -> Reply | None:
    """Rollenbasierte Suchlimits: a larger limit is cut; basic's 51 is refused, 60 is not."""
    return Reply(422, {"success": False, "message": "limit"}) if asked.facts.get("limit") == 51 else None


@breach("facts")
def long_queries_are_cut(p: Facts, asked: Ask) -> None:
    """meta.query: the query used; only the first 60 characters are, and shown."""
    p["query"] = p["query"][:60]


@breach("found")
def window_without_its_last_hour(found: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter upload_date_to: up to the moment; with both bounds the last hour before it is lost."""
    return [ad for ad in found if ad.stamp < p["to"] - 3600] if p["from"] is not None and p["to"] is not None else None
