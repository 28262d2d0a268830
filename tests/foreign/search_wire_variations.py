"""How else the search may behave without leaving its document: data, refusals, moving ads and the wire below."""

import uuid
from datetime import UTC, datetime
from typing import Any

from tests.foreign.search import BASE, BOARD, SORTS, STALL, Refused
from tests.foreign.search_data import BY_ID, PLACES, Ad, Place, ad
from tests.foreign.wire import Ask, Reply
from tests.foreign.wire_variations import allow

allow(BOARD)
vary = BOARD.variation
Facts = dict[str, Any]


@vary("stock")
def days_only(ads: list[Ad]) -> None:
    """upload_date is a day at midnight, as in the example."""
    for each in ads:
        each.uploaded = each.uploaded.replace(hour=0, minute=0, second=0)
        each.shown["upload_date"] = each.uploaded.strftime("%Y-%m-%dT%H:%M:%S.000Z")


@vary("stock")
def places_among_the_categories(ads: list[Ad]) -> None:
    """metadata.categories ends in a place, as in the example; only ids of the category tree can be asked for."""
    for each in ads:
        each.shown["metadata"]["categories"].append(f"9{each.place.id}")
        each.shown["metadata"]["categories_text"].append(f"Kleinanzeigen {each.place.city}")


@vary("facts")
def forgiving(p: Facts, asked: Ask) -> None:
    """Nothing says what happens to values out of range: the defaults stand in."""
    if p["limit"] < 1 or p["limit"] != int(p["limit"]):
        p |= {"limit": 5, "size": 5}
    p["page"] = max(1, int(p["page"]))
    p["sort"] = p["sort"] if p["sort"] in SORTS else "newest"


@vary("facts")
def half_a_pair_is_ignored(p: Facts, asked: Ask) -> None:
    """location_id "must" come with radius; what happens otherwise is not said: no place is asked for."""
    if None in (p["place"], p["radius"]):
        p["place"] = p["radius"] = None


@vary("facts")
def unknown_places_are_refused(p: Facts, asked: Ask) -> None:
    """location_id is an id of the places endpoint; what another number means is not said: it is refused."""
    if p["place"] is not None and p["place"] not in BY_ID:
        raise Refused("Diesen Ort gibt es nicht")


@vary("reply")
def unknown_places_are_problems(given: Reply, asked: Ask) -> Reply | None:
    """No form of errors is documented: an unknown place is not found, as a problem."""
    place = asked.one("location_id")
    if given.status in (200, 422) and place is not None and not (place.isdigit() and int(place) in BY_ID):
        return Reply(404, {"type": "about:blank", "title": "Nein", "status": 404}, {"Content-Type": "application/problem+json"})
    return None


@vary("reply")
def unknown_places_are_no_success(given: Reply, asked: Ask) -> Reply | None:
    """success tells whether it worked: an unknown place is answered with 200, success false, and no data."""
    place = asked.one("location_id")
    if given.status in (200, 422) and place is not None and not (place.isdigit() and int(place) in BY_ID):
        return Reply(200, {"success": False, "message": "Ort unbekannt", "data": None, "request_id": uuid.uuid4().hex})
    return None


@vary("reply")
def pages_behind_the_last_are_missing(given: Reply, asked: Ask) -> Reply | None:
    """page: what lies behind max_page is not said; here it is not found."""
    facts = asked.facts
    if given.status == 200 and facts.get("page", 1) > 1 and facts["start"] >= facts["total"]:
        return Reply(404, {"success": False, "message": "Seite gibt es nicht", "request_id": str(asked.nth)})
    return None


@vary("reply")
def refusals_with_200(given: Reply, asked: Ask) -> None:
    """success tells whether it worked; no status is named for what did not."""
    if given.status in (403, 422):
        given.status, given.body["data"] = (401 if given.status == 403 else 200), None


@vary("reply")
def refusals_are_problems(given: Reply, asked: Ask) -> Reply | None:
    """No form of errors is documented."""
    problem = {"type": "about:blank", "title": "Nein", "status": 400}
    return Reply(400, problem, {"Content-Type": "application/problem+json"}) if given.status == 422 else None


@vary("reply")
def busy_at_times(given: Reply, asked: Ask) -> Reply | None:
    """HTTP: a client is asked to wait a moment at every seventieth request."""
    return (
        Reply(429, {"success": False}, {"Content-Type": "application/json", "Retry-After": "0"}) if asked.nth % 70 == 0 else None
    )


@vary("reply")
def floats_everywhere(given: Reply, asked: Ask) -> None:
    """meta: a number is a number; 10.0 is 10."""
    if given.status == 200 and asked.path == f"{BASE}/search":
        said = given.body["data"]["meta"]
        said |= {name: float(said[name]) for name in ("limit", "page", "total", "max_page")}


@vary("found")
def new_ads_come(found: list[Ad], p: Facts) -> None:
    """Data moves: every sixtieth request finds one more."""
    if p["nth"] % 60 == 0:
        STALL.ads.append(fresh := ad(50_000 + p["nth"], datetime.now(UTC).replace(microsecond=0)))
        STALL.index.add(fresh)


@vary("found")
def ads_end(found: list[Ad], p: Facts) -> None:
    """Data moves: every eightieth request one is sold."""
    if p["nth"] % 80 == 0 and STALL.ads:
        STALL.ads.pop(p["nth"] % len(STALL.ads))


@vary("locations")
def locations_say_more(shown: list[Facts], asked: Ask) -> list[Facts]:
    """locations: only the id is shown by the document; its number may be a text elsewhere, and the limit small."""
    return [{"id": each["id"], "name": each["city"], "lat": str(each["geocoding"][0])} for each in shown][:3]


@vary("stock")
def all_in_one_place(ads: list[Ad]) -> None:
    """Data: every ad lies at the same point."""
    here: Place = PLACES[5]
    for each in ads:
        each.place, each.spot = here, here.spot
        each.shown["location"] = {
            "id": here.id,
            "city": here.city,
            "state": here.state,
            "zip": here.zip,
            "geocoding": list(here.spot),
        }


@vary("stock")
def one_price_one_title_one_second(ads: list[Ad]) -> None:
    """Data: all ads look alike."""
    for each in ads[1:]:
        each.uploaded, each.price, each.text = ads[0].uploaded, ads[0].price, ads[0].text
        each.shown |= {name: ads[0].shown[name] for name in ("upload_date", "price", "title", "description")}


@vary("stock")
def texts_in_other_alphabets(ads: list[Ad]) -> None:
    """Data: ads without a single plain word."""
    for at, each in enumerate(ads):
        title = ("Велосипед", "自転車 ★", "🚲🚲", "Fahrrad‑Ständer", "E–Bike…")[at % 5]
        each.shown |= {"title": title, "description": "– – –"}
        each.text = f"{title}\n– – –"
