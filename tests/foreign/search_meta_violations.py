"""How the search breaks its document in numbers, echoes, fields and roles: each docstring names the rule."""

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from tests.foreign.search import BOARD, STALL
from tests.foreign.search_data import Ad
from tests.foreign.wire import Ask, Reply

breach = BOARD.violation
Facts = dict[str, Any]


@breach("slice")
def enterprise_pages_end_early(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Rollenbasierte Suchlimits: enterprise gets up to 250; a page never holds more than 200."""
    return ads[:200]


@breach("slice")
def full_pages_of_pro_lack_one(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter limit: as many results as the page has; pro's largest page lacks the last on page 2."""
    return ads[:99] if p["role"] == "pro" and p["page"] == 2 else None


@breach("facts")
def free_gets_nine(p: Facts, asked: Ask) -> None:
    """Rollenbasierte Suchlimits: free gets up to 10."""
    if p["role"] == "free":
        p["size"] = min(p["size"], 9)


@breach("slice")
def basic_gets_one_more(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Rollenbasierte Suchlimits: basic gets 50 at most; a limit of more than 50 gives 51."""
    return p["all"][p["start"] : p["start"] + 51] if p["role"] == "basic" and p["limit"] > 50 else None


@breach("slice")
def pro_is_not_cut_on_later_pages(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Rollenbasierte Suchlimits: a limit above the maximum is cut on every page."""
    return p["all"][p["start"] : p["start"] + p["limit"]] if p["role"] == "pro" and p["page"] > 1 and p["limit"] > 100 else None


@breach("slice")
def pages_start_by_the_asked_limit(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Rollenbasierte Suchlimits: the cut limit takes part in paging; page 2 starts by the limit that was asked for."""
    start = (p["page"] - 1) * p["limit"]
    return p["all"][start : start + p["size"]] if p["role"] == "basic" else None


@breach("reply")
def large_limits_are_refused(given: Reply, asked: Ask) -> Reply | None:
    """Rollenbasierte Suchlimits: a larger limit is cut automatically; above 1000 it is refused."""
    return Reply(400, {"success": False, "message": "limit"}) if asked.facts.get("limit", 0) > 1000 else None


@breach("facts")
def default_is_ten_in_a_category(p: Facts, asked: Ask) -> None:
    """Parameter limit: 5 by default, with a category as well."""
    if asked.one("limit") is None and p["category"]:
        p |= {"limit": 10, "size": 10}


@breach("facts")
def default_order_is_by_relevance_for_queries(p: Facts, asked: Ask) -> None:
    """Parameter sort: newest by default, with a query as well."""
    if asked.one("sort") is None and p["query"] != "*":
        p["sort"] = "relevance"


@breach("slice")
def third_page_starts_one_early(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter page: pages follow each other without overlap; from the third on they start one early."""
    return p["all"][p["start"] - 1 : p["start"] - 1 + p["size"]] if p["page"] > 2 and ads else None


@breach("slice")
def last_page_is_filled_up(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter page: the last page holds what is left, not the last full page."""
    return p["all"][-p["size"] :] if p["last"] and p["page"] > 1 else None


@breach("slice")
def one_lost_at_times(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter limit, meta.total: pages are full; every fortieth request loses one ad."""
    return ads[1:] if p["nth"] % 40 == 0 else None


@breach("slice")
def relevance_pages_from_zero(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """Parameter page: 1 is the first, under relevance too."""
    start = p["page"] * p["size"]
    return p["all"][start : start + p["size"]] if p["sort"] == "relevance" else None


@breach("slice")
def excluded_after_paging(ads: list[Ad], p: Facts) -> list[Ad] | None:
    """meta.total, limit: pages are cut from what is left; with exclude, free ads are taken off the finished page."""
    return [ad for ad in ads if ad.price != 0] if p["keywords"] else None


@breach("meta")
def max_page_rounds_down(said: Facts, p: Facts) -> None:
    """max_page: all available pages, a partial last one included; basic's are rounded down."""
    if p["role"] == "basic":
        said["max_page"] = max(1, p["total"] // p["size"])


@breach("meta")
def max_page_by_the_asked_limit(said: Facts, p: Facts) -> None:
    """max_page: for the limit in force; above the maximum it is divided by what was asked for."""
    said["max_page"] = ceil(p["total"] / p["limit"])


@breach("meta")
def one_page_too_many(said: Facts, p: Facts) -> None:
    """max_page: where the limit divides the total there is no further page."""
    said["max_page"] = p["total"] // p["size"] + 1


@breach("meta")
def total_ends_at_hundred(said: Facts, p: Facts) -> None:
    """total: all ads that match, not at most 100."""
    said["total"] = min(said["total"], 100)
    said["max_page"] = ceil(said["total"] / p["size"])


@breach("meta")
def total_without_exclude(said: Facts, p: Facts) -> None:
    """total: ads that match the whole request; exclude is not counted."""
    if p["keywords"]:
        said["total"] = len(STALL.ads)
        said["max_page"] = ceil(said["total"] / p["size"])


@breach("meta")
def total_moves_with_the_page(said: Facts, p: Facts) -> None:
    """total: the same on every page of a request; from page 2 on what has been shown is taken off."""
    said["total"] = max(0, said["total"] - p["start"])


@breach("meta")
def total_is_off_for_price_desc(said: Facts, p: Facts) -> None:
    """total: an order changes no number; price_desc counts priced ads only."""
    if p["sort"] == "price_desc":
        said["total"] = sum(ad.price is not None for ad in p["all"])
        said["max_page"] = ceil(said["total"] / p["size"])


@breach("meta")
def query_in_small_letters(said: Facts, p: Facts) -> None:
    """meta.query: the query that was used, letter by letter."""
    said["query"] = said["query"].lower()


@breach("meta")
def query_without_umlauts(said: Facts, p: Facts) -> None:
    """meta.query: the query that was used; umlauts lose their dots."""
    said["query"] = said["query"].replace("ü", "u").replace("ö", "o").replace("ä", "a")


@breach("meta")
def query_escaped_for_html(said: Facts, p: Facts) -> None:
    """meta.query: the query that was used, not its HTML."""
    said["query"] = said["query"].replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


@breach("meta")
def exclude_sorted(said: Facts, p: Facts) -> None:
    """meta.exclude: the keywords that were used, as they were given."""
    if p["exclude"] is not None:
        said["exclude"] = sorted(p["keywords"])


@breach("meta")
def exclude_echo_of_first(said: Facts, p: Facts) -> None:
    """meta.exclude: all keywords that were used."""
    if p["keywords"]:
        said["exclude"] = p["keywords"][0]


@breach("meta")
def sort_is_said_wrong(said: Facts, p: Facts) -> None:
    """meta.sort: the order that was used; relevance says newest."""
    said["sort"] = said["sort"].replace("relevance", "newest")


@breach("meta")
def page_counts_from_zero(said: Facts, p: Facts) -> None:
    """meta.page: the current page; the last says one less."""
    said["page"] -= p["last"] and p["page"] > 1


@breach("meta")
def limit_is_what_came(said: Facts, p: Facts) -> None:
    """meta.limit: the number asked for, not what the last page holds."""
    if p["last"]:
        said["limit"] = p["total"] - p["start"]


@breach("meta")
def role_in_capitals(said: Facts, p: Facts) -> None:
    """meta.api_key_role: free, basic, pro or enterprise; enterprise has a capital."""
    said["api_key_role"] = said["api_key_role"].replace("ent", "Ent")


@breach("meta")
def from_loses_its_seconds(said: Facts, p: Facts) -> None:
    """meta.upload_date_from: the moment given, to the second."""
    if p["from"] is not None:
        said["upload_date_from"] = said["upload_date_from"][:17] + "00Z"


@breach("meta")
def summer_has_another_hour(said: Facts, p: Facts) -> None:
    """meta.upload_date_to: the moment given; Berlin's summer time is shown as if it were UTC."""
    if p["to"] is not None and 4 <= (moment := datetime.fromtimestamp(p["to"], UTC)).month <= 9:
        said["upload_date_to"] = (moment + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ")


@breach("meta")
def to_is_a_number(said: Facts, p: Facts) -> None:
    """meta.upload_date_to: an ISO 8601 text."""
    if p["to"] is not None:
        said["upload_date_to"] = p["to"]


@breach("meta")
def to_only_without_from(said: Facts, p: Facts) -> None:
    """meta.upload_date_to: there whenever it is given."""
    if p["from"] is not None:
        said.pop("upload_date_to", None)


@breach("meta")
def total_is_text_when_empty(said: Facts, p: Facts) -> None:
    """meta.total: a number, 0 too."""
    if not p["total"]:
        said["total"] = "0"


@breach("meta")
def limit_is_text_when_given(said: Facts, p: Facts) -> None:
    """meta.limit: a number, though the parameter is a text; only the enterprise key shows it."""
    if p["role"] == "enterprise" and p["limit"] != 5:
        said["limit"] = str(said["limit"])
