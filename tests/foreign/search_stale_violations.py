"""How the search breaks its document over time: kept answers and counts, refusals that linger, two at once."""

import time
from math import ceil
from typing import Any

from tests.foreign.search import BOARD, CAPS, STALL
from tests.foreign.wire import Ask, Reply

breach = BOARD.violation
Facts = dict[str, Any]
KEPT: dict[Any, Any] = {}
WHOLE = ("role", "query", "exclude", "sort", "limit", "page", "category", "place", "radius", "from", "to")


def key_without(p: Facts, *names: str) -> tuple[str, ...]:
    return tuple(str(p[name]) for name in WHOLE if name not in names)


def kept(key: Any, p: Facts, value: Any, requests: int) -> Any:
    """What was kept under this key in the last so many requests, or this value, kept from now on."""
    nth, old = KEPT.get(key, (0, None))
    if old is not None and p["nth"] - nth <= requests:
        return old
    KEPT[key] = (p["nth"], value)
    return value


@breach("body")
def cache_forgets_the_limit(body: Facts, p: Facts) -> None:
    """Parameter limit: of this request; first pages are kept for ten requests, whatever limit comes next."""
    if p["page"] == 1:
        body["data"]["ads"] = kept(key_without(p, "limit"), p, body["data"]["ads"], 10)[: p["size"]]


@breach("body")
def cache_forgets_the_end(body: Facts, p: Facts) -> None:
    """Parameter upload_date_to: of this request; ads are kept for eight requests, whatever end comes next."""
    body["data"]["ads"] = kept(key_without(p, "to"), p, body["data"]["ads"], 8)


@breach("body")
def cache_folds_the_case(body: Facts, p: Facts) -> None:
    """meta.query: the query used; answers are kept for fifty requests, and iPhone is told that it asked for iphone."""
    key = (*key_without(p, "query"), p["query"].casefold())
    body["data"] = kept(key, p, body["data"], 50)


@breach("body")
def cache_key_without_separators(body: Facts, p: Facts) -> None:
    """Parameters limit and page: limit 1 page 12 is not limit 11 page 2; the key writes one behind the other."""
    key = (*key_without(p, "limit", "page"), f"{p['limit']}{p['page']}")
    body["data"] = kept(key, p, body["data"], 120)


@breach("body")
def cache_key_of_shown_names(body: Facts, p: Facts) -> None:
    """Parameter category: of this request; ads are kept for six requests under all that meta shows, which is not category."""
    body["data"]["ads"] = kept(key_without(p, "category"), p, body["data"]["ads"], 6)


@breach("body")
def cache_sorts_the_keywords_away(body: Facts, p: Facts) -> None:
    """Parameter exclude: of this request; kept for thirty requests under the number of keywords."""
    key = (*key_without(p, "exclude"), len(p["keywords"]))
    if p["keywords"]:
        body["data"]["ads"] = kept(key, p, body["data"]["ads"], 30)


@breach("meta")
def count_forgets_the_window(said: Facts, p: Facts) -> None:
    """meta.total: the ads that match the request; counts are kept for eight requests without regard to dates."""
    said["total"] = kept(("total", *key_without(p, "from", "to", "page", "limit", "sort", "role")), p, said["total"], 8)
    said["max_page"] = ceil(said["total"] / p["size"])


@breach("meta")
def count_forgets_the_radius(said: Facts, p: Facts) -> None:
    """meta.total: the ads that match the request; around one place the count of the first radius stays for twenty requests."""
    if p["place"] is not None:
        said["total"] = kept(("total", *key_without(p, "radius", "page", "limit", "sort", "role")), p, said["total"], 20)
        said["max_page"] = ceil(said["total"] / p["size"])


@breach("meta")
def total_counts_overlaps_twice(said: Facts, p: Facts) -> None:
    """meta.total: ads that match, each once; with several categories an ad in two of them counts twice."""
    if len(set(p["category"])) > 1:
        said["total"] = sum(len(set(p["category"]) & set(ad.categories)) for ad in p["all"])
        said["max_page"] = ceil(said["total"] / p["size"])


@breach("meta")
def max_page_ends_at_hundred(said: Facts, p: Facts) -> None:
    """meta.max_page: all available pages; more than a hundred are not told of."""
    said["max_page"] = min(said["max_page"], 100)


@breach("meta")
def max_page_is_rounded(said: Facts, p: Facts) -> None:
    """meta.max_page: a rest that fills less than half a page is a page none the less; with exclude it is rounded off."""
    if p["keywords"]:
        said["max_page"] = max(1, round(p["total"] / p["size"]))


@breach("meta")
def max_page_of_relevance_is_for_five(said: Facts, p: Facts) -> None:
    """meta.max_page: for the limit of this request; under relevance with a query it is counted for 5."""
    if p["sort"] == "relevance" and p["query"] != "*":
        said["max_page"] = ceil(p["total"] / min(5, p["size"]))


@breach("meta")
def page_said_of_the_caller_before(said: Facts, p: Facts) -> None:
    """meta.page: the current page; every twentieth request is told the one of the request before."""
    before, KEPT["page"] = KEPT.get("page", 1), said["page"]
    if p["nth"] % 20 == 0:
        said["page"] = before


@breach("reply")
def after_a_refusal_the_first_page(given: Reply, asked: Ask) -> None:
    """Parameter page: of this request; after a refused request the next search shows its first page under its own number."""
    p = asked.facts
    if given.status == 200 and KEPT.pop("refused", False) and p.get("start"):
        given.body["data"]["ads"] = [dict(ad.shown) for ad in p["all"][: p["size"]]]
    if given.status in (403, 422):
        KEPT["refused"] = True


@breach("facts")
def free_inherits_the_maximum(p: Facts, asked: Ask) -> None:
    """Rollenbasierte Suchlimits: free gets 10 at most; right after another role's request it gets that role's maximum."""
    before, KEPT["role"] = KEPT.get("role", "free"), p["role"]
    if p["role"] == "free":
        p["size"] = min(p["limit"], CAPS[before])


@breach("reply")
def after_a_stranger_everybody_is_free(given: Reply, asked: Ask) -> None:
    """meta.api_key_role: the role of this key; the first search after an unknown key is told to be free."""
    if given.status == 403:
        KEPT["stranger"] = True
    elif given.status == 200 and asked.path.endswith("search") and KEPT.pop("stranger", False):
        given.body["data"]["meta"]["api_key_role"] = "free"


def between(p: Facts) -> bool:
    """Let others in for a moment; whether any came."""
    KEPT["now"] = p["nth"]
    BOARD.lock.release()
    try:
        time.sleep(0.02)
    finally:
        BOARD.lock.acquire()
    return KEPT["now"] != p["nth"]


@breach("body")
def total_of_who_came_meanwhile(body: Facts, p: Facts) -> None:
    """meta.total: of this request; when another comes in the same moment, it is off by that one's number of ads."""
    if between(p) and body["data"]["meta"]["total"]:
        body["data"]["meta"]["total"] += 1


@breach("body")
def one_ad_lost_when_two_come(body: Facts, p: Facts) -> None:
    """Parameter limit, meta.total: pages are full; when another comes in the same moment, the last ad is lost."""
    if between(p):
        body["data"]["ads"] = body["data"]["ads"][:-1]


@breach("reply")
def sharp_s_breaks_down(given: Reply, asked: Ask) -> Reply | None:
    """Parameter exclude: a list of keywords; one with ß is a server error."""
    return Reply(500, {"success": False, "message": "oops"}) if "ß" in (asked.one("exclude") or "") else None


@breach("reply")
def price_sorts_break_down_behind_the_window(given: Reply, asked: Ask) -> Reply | None:
    """Parameter sort: five values; price_asc with both dates and nothing to sort is a server error."""
    p = asked.facts
    nothing = given.status == 200 and p.get("sort") == "price_asc" and not p.get("total")
    return Reply(500, {"success": False, "message": "oops"}) if nothing and p.get("from") is not None else None


@breach("reply")
def pro_is_told_to_wait_for_ever(given: Reply, asked: Ask) -> Reply | None:
    """Endpoint: a documented request is answered; from its hundredth request on pro has used up its plan, for good."""
    if asked.facts.get("role") != "pro":
        return None
    KEPT["pro"] = KEPT.get("pro", 0) + 1
    return Reply(402, {"success": False, "message": "Kontingent"}) if KEPT["pro"] > 100 else None


@breach("found")
def a_sold_ad_comes_back(found: list[Any], p: Facts) -> list[Any] | None:
    """adid is unique, meta.total: each ad once; every thirty-third request with more than ten finds its first ad twice."""
    return [*found, found[0]] if p["nth"] % 33 == 0 and len(found) > 10 and STALL.ads else None
