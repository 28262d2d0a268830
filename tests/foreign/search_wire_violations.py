"""How the search breaks its document in the envelope, in single ads, and over time: each docstring names the rule."""

from typing import Any

from tests.foreign.search import BOARD, STALL
from tests.foreign.search_data import Ad
from tests.foreign.wire import Ask, Reply

breach = BOARD.violation
Facts = dict[str, Any]
KEPT: dict[Any, tuple[int, Any]] = {}


def one_in_fifty(ad: Ad) -> bool:
    return ad.number % 47 == 0


@breach("body")
def request_ids_repeat_at_times(body: Facts, p: Facts) -> None:
    """request_id: unique for each request; every thirtieth repeats the one before."""
    if p["nth"] % 30 == 1 and "id" in KEPT:
        body["request_id"] = KEPT["id"][1]
    KEPT["id"] = (0, body["request_id"])


@breach("body")
def request_id_of_the_page(body: Facts, p: Facts) -> None:
    """request_id: unique for each request, also for the same request again."""
    body["request_id"] = f"{p['role']}-{hash((p['query'], p['sort'], p['page'], p['limit'], p['exclude'])):x}"


@breach("body")
def no_success_without_ads(body: Facts, p: Facts) -> None:
    """success: whether the request worked; an empty result is none the less a success."""
    body["success"] = bool(body["data"]["ads"])


@breach("body")
def success_is_text(body: Facts, p: Facts) -> None:
    """success: true or false; with a category it is the text "true"."""
    if p["category"]:
        body["success"] = "true"


@breach("body")
def ads_null_when_empty(body: Facts, p: Facts) -> None:
    """data.ads: an array, also of nothing."""
    body["data"]["ads"] = body["data"]["ads"] or None


@breach("body")
def message_is_missing_behind_the_first_page(body: Facts, p: Facts) -> None:
    """message: the status message of each request."""
    if p["page"] > 1:
        del body["message"]


@breach("ad")
def adid_is_a_number(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat adid: a text in the example; one in fifty is a number."""
    if one_in_fifty(ad):
        shown["adid"] = ad.number


@breach("ad")
def adid_shared(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat adid: unique; two ads in fifty share theirs."""
    if ad.number % 25 == 0:
        shown["adid"] = "2900000001"


@breach("ad")
def title_is_null(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat title: the ad's title; one in fifty has none."""
    if one_in_fifty(ad):
        shown["title"] = None


@breach("ad")
def price_is_text(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat price: a number in euros; one in fifty is "870 €"."""
    if one_in_fifty(ad):
        shown["price"] = f"{ad.price} €"


@breach("ad")
def price_is_negative(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat price: in euros; no price is -1."""
    if ad.price is None:
        shown["price"] = -1


@breach("ad")
def prices_in_cents_by_relevance(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat price: euros; under relevance it is cents."""
    if p["sort"] == "relevance" and ad.price:
        shown["price"] = ad.price * 100


@breach("ad")
def one_image_is_no_list(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat images: an array of addresses, also of one."""
    if len(shown["images"]) == 1:
        shown["images"] = shown["images"][0]


@breach("ad")
def images_without_host(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat images: URLs; one in fifty is a path."""
    if ad.number % 10 == 0:
        shown["images"] = [image.partition(".test")[2] for image in shown["images"]]


@breach("ad")
def dates_as_the_germans_write_them(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat upload_date: ISO 8601 in the example; one in fifty is not."""
    if one_in_fifty(ad):
        shown["upload_date"] = ad.uploaded.strftime("%d.%m.%Y %H:%M")


@breach("ad")
def latitude_and_longitude_swapped(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat location: geocoding is latitude, longitude in the example; one in fifty is swapped."""
    if one_in_fifty(ad):
        shown["location"] = {**shown["location"], "geocoding": shown["location"]["geocoding"][::-1]}


@breach("ad")
def zip_loses_its_zero(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat location: zip is a text of five digits in the example; 04109 becomes 4109."""
    shown["location"] = {**shown["location"], "zip": shown["location"]["zip"].lstrip("0")}


@breach("ad")
def shipping_is_a_word(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat shipping: true or false in the example; one in fifty says "ja"."""
    if one_in_fifty(ad):
        shown["shipping"] = "ja"


@breach("ad")
def metadata_missing(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat: has metadata; one in fifty has not."""
    if one_in_fifty(ad):
        del shown["metadata"]


@breach("ad")
def another_title_by_price(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat: adid identifies it; under price_asc one in ten shows its neighbour's title."""
    if p["sort"] == "price_asc" and ad.number % 10 == 0:
        shown["title"] = STALL.ads[0].shown["title"]


@breach("locations")
def locations_have_other_ids(shown: list[Facts], asked: Ask) -> list[Facts]:
    """Umkreissuche: the id of the first location found is the one to search around; these lead nowhere."""
    return [{**each, "id": each["id"] + 100_000} for each in shown]


@breach("locations")
def locations_know_no_umlauts(shown: list[Facts], asked: Ask) -> list[Facts] | None:
    """Umkreissuche: the example asks for München."""
    return None if (asked.one("query") or "").isascii() else []


@breach("body")
def cache_forgets_the_sort(body: Facts, p: Facts) -> Facts | None:
    """sort: used for this request; a cache of five requests does not look at it, and says the new sort."""
    key = tuple(
        str(p[each]) for each in ("role", "query", "exclude", "limit", "page", "category", "place", "radius", "from", "to")
    )
    nth, ads = KEPT.get(key, (0, None))
    if ads is not None and p["nth"] - nth <= 5:
        body["data"]["ads"] = ads
    else:
        KEPT[key] = (p["nth"], body["data"]["ads"])
    return None


@breach("reply")
def cache_forgets_the_role(given: Reply, asked: Ask) -> Reply | None:
    """meta.api_key_role: the role of this key; a cache of ten requests looks at the address alone."""
    key = (asked.path, tuple(asked.pairs))
    nth, kept = KEPT.get(key, (0, None))
    if given.status == 200 and kept and asked.nth - nth <= 10 and asked.path.endswith("search"):
        return Reply(200, {**kept, "request_id": given.body["request_id"]}, given.headers)
    KEPT[key] = (asked.nth, given.body)
    return None


@breach("reply")
def breaks_down_with_everything(given: Reply, asked: Ask) -> Reply | None:
    """Kombinierte Suche: all parameters can be combined; place, category and exclude together are a server error."""
    p = asked.facts
    all_of_it = given.status == 200 and p.get("category") and p.get("keywords") and p.get("place") is not None
    return Reply(500, {"success": False, "message": "oops"}) if all_of_it else None


@breach("reply")
def not_utf8(given: Reply, asked: Ask) -> None:
    """JSON is UTF-8, and the header says so; the bytes are windows-1252."""
    if given.status == 200 and asked.path.endswith("search"):
        given.body = given.content().decode().encode("cp1252", "replace")
