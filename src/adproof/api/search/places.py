"""Places: what the search for places answers, and where a place is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adproof.answer import Answer
from adproof.api.search import geo

# Names public clients know for the coordinates of a place; the document names none.
_LATITUDE = ("latitude", "lat")
_LONGITUDE = ("longitude", "lon", "lng", "long")
_PAIRS = ("geocoding", "coordinates", "location")


@dataclass(frozen=True)
class Place:
    """A place that can be searched around. `point` is None when the target does not say where it is."""

    id: int
    name: str
    point: geo.Point | None


def entries(answer: Answer) -> list[Any] | None:
    """The array data.locations, or None."""
    body = answer.json_or_none
    data = body.get("data") if isinstance(body, Mapping) else None
    found = data.get("locations") if isinstance(data, Mapping) else None
    return found if isinstance(found, list) else None


def ids_in(answer: Answer) -> set[str]:
    """The ids of all places found, as they are written in an address."""
    found = (each.get("id") for each in entries(answer) or () if isinstance(each, Mapping))
    return {str(id) for id in found if isinstance(id, int | str) and not isinstance(id, bool)}


def first_place(answer: Answer, name: str) -> Place | None:
    """The first place found, as the document's example takes it; None when there is none with a numeric id."""
    found = entries(answer)
    entry = found[0] if found else None
    if answer.status >= 300 or not isinstance(entry, Mapping):
        return None
    id = entry.get("id")
    if isinstance(id, str) and id.isdecimal():
        id = int(id)
    if isinstance(id, bool) or not isinstance(id, int) or id < 1:
        return None
    return Place(id, name, _point(entry))


def _point(entry: Mapping[str, Any]) -> geo.Point | None:
    latitude = next((entry[name] for name in _LATITUDE if name in entry), None)
    longitude = next((entry[name] for name in _LONGITUDE if name in entry), None)
    if latitude is not None and longitude is not None:
        return geo.point([_number(latitude), _number(longitude)])
    pair = next((entry[name] for name in _PAIRS if isinstance(entry.get(name), list)), None)
    return geo.point(pair)


def _number(value: object) -> object:
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return None
