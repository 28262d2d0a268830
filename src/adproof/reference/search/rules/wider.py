"""The endpoints around the search: places, categories, and one ad by its id."""

from __future__ import annotations

from typing import Any

from ..asked import Asked, Desk, Refused
from ..places import PLACES, Place
from ..rule import Rule
from ..texts import CATEGORIES, TREE
from . import ad, envelope

DEFAULT_PLACES, MOST_PLACES = 20, 100
Fields = dict[str, Any]


@Rule
def found_places(_: Asked, term: str) -> list[Place]:
    """The places whose name, zip or state matches, a city's centre before its other areas."""
    wanted = term.strip().casefold()
    return [place for place in PLACES if wanted and matches(place, wanted)]


def matches(place: Place, wanted: str) -> bool:
    """Whether a folded term is part of the name or state, or begins the zip."""
    return wanted in place.name.casefold() or wanted in place.state.casefold() or place.zip.startswith(wanted)


@Rule
def shown_place(_: Asked, place: Place) -> Fields:
    """A place, with its centre."""
    return {
        "id": place.id,
        "city": place.name,
        "state": place.state,
        "zip": place.zip,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


@Rule
def places(a: Asked) -> Fields:
    """The answer to a search for places."""
    term = a.text("query")
    if term is None:
        raise Refused(400, "query is missing")
    listed = found_places(a, term)[: place_limit(a)]
    data = {"meta": {"query": term}, "locations": [shown_place(a, place) for place in listed]}
    return {"message": "Locations fetched successfully", "success": True, "data": data, "request_id": envelope.request_id(a.desk)}


@Rule
def place_limit(a: Asked) -> int:
    """How many places are listed."""
    given = a.text("limit") or str(DEFAULT_PLACES)
    if not (given.isascii() and given.isdigit()):
        raise Refused(400, "limit is malformed")
    return min(int(given[:9]), MOST_PLACES)


@Rule
def categories(_: Asked) -> Fields:
    """All categories in a flat list."""
    listed = [{"id": number, "name": name} for number, name in TREE.items()]
    listed += [{"id": leaf.id, "name": leaf.name} for leaf in CATEGORIES]
    return {"message": "Categories fetched successfully", "success": True, "categories": listed}


@Rule
def details(a: Asked) -> Fields:
    """One ad by its id."""
    adid = a.text("id")
    if not adid:
        raise Refused(400, "id is missing")
    found = a.desk.store.with_adid(adid)
    if found is None:
        raise Refused(404, "there is no such ad")
    return {"message": "Ad fetched successfully", "success": True, "data": ad.shown(a.desk, found),
            "request_id": envelope.request_id(a.desk)}  # fmt: skip


@found_places.fault("places.known-name-yields-a-place", "location.place-search-yields-a-usable-id")
def places_never_found(_: Asked, _term: str) -> list[Place]:
    """No place is ever found."""
    return []


@found_places.fault("places.umlauts-are-found")
def places_know_no_umlauts(a: Asked, term: str) -> list[Place]:
    """A name with an umlaut finds no place."""
    return found_places.kept(a, term) if term.isascii() else []


@found_places.fault("places.umlauts-are-found", subtle=True)
def places_know_one_umlaut_only(a: Asked, term: str) -> list[Place]:
    """Of the names with an umlaut only the one of the examples is found."""
    return found_places.kept(a, term) if term.isascii() or term == "München" else []


@found_places.fault("places.nonsense-yields-no-place", subtle=True)
def places_found_for_any_term(a: Asked, term: str) -> list[Place]:
    """A term that matches no place finds all of them."""
    return found_places.kept(a, term) or list(PLACES)


@shown_place.fault("places.places-have-an-id", "location.place-search-yields-a-usable-id")
def places_without_id(a: Asked, place: Place) -> Fields:
    """Places have no id."""
    return {key: value for key, value in shown_place.kept(a, place).items() if key != "id"}


@shown_place.fault(
    "location.ads-lie-within-the-radius",
    "location.finds-every-ad-well-inside",
    subtle=True,
)
def places_with_the_ids_of_others(a: Asked, place: Place) -> Fields:
    """A place shows the id of the next city."""
    return {**shown_place.kept(a, place), "id": PLACES[(PLACES.index(place) + 24) % len(PLACES)].id}


@places.fault(
    "operations.locations-keeps-its-description", "places.known-name-yields-a-place", "location.place-search-yields-a-usable-id"
)
def places_at_the_top(a: Asked) -> Fields:
    """The places stand at the top of the answer, not in data."""
    answer = places.kept(a)
    return {**answer, "locations": answer["data"]["locations"], "data": None}


@place_limit.fault("places.limit-bounds-the-list", subtle=True)
def places_limit_ignored(_: Asked) -> int:
    """The limit of a search for places is ignored."""
    return MOST_PLACES


@categories.fault(
    "categories.list-stands-at-the-top",
    "operations.categories-keeps-its-description",
    "categories.ids-are-those-of-the-ads",
    "categories.listed-ids-are-accepted",
)
def categories_in_data(a: Asked) -> Fields:
    """The categories stand in data."""
    answer = categories.kept(a)
    return {"message": answer["message"], "success": True, "data": {"categories": answer["categories"]}}


@categories.fault("categories.ids-are-unique-and-named", subtle=True)
def categories_listed_twice(a: Asked) -> Fields:
    """One category is listed twice under different names."""
    answer = categories.kept(a)
    return {**answer, "categories": [*answer["categories"], {**answer["categories"][7], "name": "Sonstiges"}]}


@categories.fault("categories.ids-are-those-of-the-ads")
def categories_with_live_ids(a: Asked) -> Fields:
    """The ids are those of another list."""
    answer = categories.kept(a)
    return {**answer, "categories": [{**item, "id": item["id"] + 5000} for item in answer["categories"]]}


@details.fault("details.shows-the-ad-of-the-search")
def details_of_another_ad(a: Asked) -> Fields:
    """The ad after the asked one is shown."""
    number = a.desk.store.with_adid(a.text("id") or "")
    following = a.desk.store.fetch([(number["row"] + 1) % a.desk.store.size]) if number else []
    return {**details.kept(a), "data": ad.shown(a.desk, following[0])} if following else details.kept(a)


@details.fault("details.unknown-adid-is-no-success", subtle=True)
def details_of_nothing_succeed(a: Asked) -> Fields:
    """An unknown id is answered with success and no data."""
    if a.text("id") and a.desk.store.with_adid(a.text("id") or "") is None:
        return {"message": "Ad fetched successfully", "success": True, "data": None}
    return details.kept(a)


@shown_place.variant()
def places_without_centre(a: Asked, place: Place) -> Fields:
    """Places have no coordinates."""
    return {key: value for key, value in shown_place.kept(a, place).items() if not key.endswith("itude")}


@shown_place.variant()
def places_as_texts(a: Asked, place: Place) -> Fields:
    """A place's id and coordinates are texts."""
    return {key: str(value) for key, value in shown_place.kept(a, place).items()}


@Rule
def offered(_: Desk) -> bool:
    """Whether the endpoints that the search page does not describe are there."""
    return True


@offered.variant()
def wider_endpoints_missing(_: Desk) -> bool:
    """There is no list of categories and no ad by its id; the target file does not claim them."""
    return False


@found_places.fault("places.known-name-yields-a-place", subtle=True)
def places_begin_with_one_city(a: Asked, term: str) -> list[Place]:
    """Whatever is found, one city is put in front of it."""
    found = found_places.kept(a, term)
    return [PLACES[0], *(each for each in found if each is not PLACES[0])] if found else []
