"""How single ads break the document: types that change for rare values, what leaks from the neighbour, and bytes."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.foreign.search import BOARD
from tests.foreign.search_data import Ad, iso
from tests.foreign.wire import Ask, Reply

breach = BOARD.violation
Facts = dict[str, Any]


@breach("ad")
def free_is_false(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat price: in euros; 0 is false and 1 is true."""
    if ad.price in (0, 1):
        shown["price"] = bool(ad.price)


@breach("ad")
def no_price_is_not_a_number(shown: Facts, ad: Ad, p: Facts) -> None:
    """Example: the answer is JSON, which knows no NaN."""
    if ad.price is None:
        shown["price"] = float("nan")


@breach("ad")
def shipping_is_one_or_zero(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat shipping: true or false in the example; one in ten says 1 or 0."""
    if ad.number % 10 == 0:
        shown["shipping"] = int(shown["shipping"])


@breach("ad")
def views_have_a_point(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat views: a number of views; from a thousand on it reads 1.234 in German, which is one and a bit."""
    if int(shown["views"]) > 999:
        shown["views"] = f"{int(shown['views']):,}".replace(",", ".")


@breach("ad")
def adids_are_named_for_pro(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat adid: identifies the ad, whoever asks; pro's begin with de-."""
    if p["role"] == "pro":
        shown["adid"] = f"de-{shown['adid']}"


@breach("ad")
def long_pages_cut_descriptions(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat description: the ad's description; with a limit of fifty and more it ends after eighty letters."""
    if p["size"] >= 50 and len(shown["description"]) > 80:
        shown["description"] = shown["description"][:80] + "…"


@breach("ad")
def spots_on_null_island(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat location: geocoding is where the ad is; one in twenty lies at 0, 0 and is found around Leipzig."""
    if ad.number % 20 == 0:
        shown["location"] = {**shown["location"], "geocoding": [0, 0]}


@breach("ad")
def spots_are_texts(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat location: geocoding has numbers in the example; one in fifty has texts."""
    if ad.number % 47 == 0:
        shown["location"] = {**shown["location"], "geocoding": [str(each) for each in ad.spot]}


@breach("ad")
def no_image_is_an_empty_address(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat images: URLs; where there is none there is an empty one."""
    shown["images"] = shown["images"] or [""]


@breach("ad")
def since_in_milliseconds(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat seller: since is in Unix seconds in the example; one in twenty has milliseconds."""
    if ad.number % 20 == 0:
        shown["seller"] = {**shown["seller"], "since": shown["seller"]["since"] * 1000}


@breach("ad")
def deep_categories_lose_a_name(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat metadata: a text for each category in the example; a fourth level has none."""
    data = shown["metadata"]
    shown["metadata"] = {**data, "categories_text": data["categories_text"][:3]}


@breach("ad")
def scraped_next_week(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat scrape_time: when the ad was scraped last; one in twenty will be scraped in a week."""
    if ad.number % 20 == 0:
        shown["scrape_time"] = iso(datetime.now(UTC) + timedelta(days=7))


@breach("ad")
def berlin_is_called_utc(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat upload_date: the moment that is filtered by; it is shown an hour late with the Z of UTC."""
    shown["upload_date"] = iso(ad.uploaded + timedelta(hours=1))


@breach("ad")
def date_is_null_for_relevance_by_place(shown: Facts, ad: Ad, p: Facts) -> None:
    """Inserat upload_date: the date it was created, under every sort; around a place by relevance it is null."""
    if p["sort"] == "relevance" and p["place"] is not None:
        shown["upload_date"] = None


@breach("body")
def seller_of_the_ad_before(body: Facts, p: Facts) -> None:
    """Inserat seller: the ad's own; on later pages the second ad shows the first one's."""
    ads = body["data"]["ads"]
    if p["page"] > 1 and len(ads) > 1:
        ads[1]["seller"] = ads[0]["seller"]


@breach("body")
def images_gather(body: Facts, p: Facts) -> None:
    """Inserat images: the ad's own; under price_asc each ad shows those of the ad before as well."""
    if p["sort"] == "price_asc":
        before: list[str] = []
        for each in body["data"]["ads"]:
            each["images"], before = [*before, *each["images"]], each["images"]


@breach("reply")
def emojis_are_cut_in_half(given: Reply, asked: Ask) -> None:
    """Inserat title: the ad's title in Unicode; half of an emoji is left, which no UTF-8 can write."""
    if given.status == 200 and asked.path.endswith("search"):
        given.dumps = {"ensure_ascii": True}
        given.body["data"]["ads"] = [{**ad, "title": ad["title"].replace("🔥", "\ud83d")} for ad in given.body["data"]["ads"]]


@breach("reply")
def a_comma_too_many(given: Reply, asked: Ask) -> None:
    """Example: the answer is JSON; lists of a single ad end in a comma."""
    if given.status == 200 and asked.path.endswith("search") and len(given.body["data"]["ads"]) == 1:
        given.body = given.content().replace(b'}],"meta"', b'},],"meta"')


@breach("reply")
def long_bodies_lose_their_end(given: Reply, asked: Ask) -> None:
    """Example: the answer is whole; from 128 KiB on it is cut."""
    content = given.content()
    if len(content) > 131_072:
        given.body = content[:131_072]


@breach("reply")
def umlauts_encoded_twice_when_cached(given: Reply, asked: Ask) -> None:
    """Inserat title: the ad's title; every tenth answer is encoded in UTF-8 twice."""
    if given.status == 200 and asked.path.endswith("search") and asked.nth % 10 == 0:
        given.body = given.content().decode("latin-1").encode()


@breach("locations")
def places_of_two_words_are_unknown(shown: list[Facts], asked: Ask) -> list[Facts] | None:
    """Umkreissuche: the place is found by its name, Frankfurt (Oder) or Garmisch-Partenkirchen too."""
    return None if (asked.one("query") or "").isalpha() else []


@breach("locations")
def leipzig_always_first(shown: list[Facts], asked: Ask) -> list[Facts] | None:
    """Umkreissuche: the first place found is the one that was named; the largest town is always put before it."""
    from tests.foreign.search_data import BY_ID

    town = BY_ID[4233]
    first = {"geocoding": list(town.spot), "zip": town.zip, "state": town.state, "city": town.city, "id": town.id}
    return [first, *(each for each in shown if each["id"] != town.id)] if shown else None
