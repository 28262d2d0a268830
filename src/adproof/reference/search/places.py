"""Where the ads are: German cities with their real centres, and the postcode areas around each.

An ad lies at the centre of its postcode area, as on the real platform, so a radius search picks areas, not ads.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

AREAS_PER_CITY = 24
GOLDEN_ANGLE = math.radians(137.508)
EARTH_KM = 6371.0088
DEGREE_KM = math.radians(1) * EARTH_KM

# first location id, name, state, zip of the centre, latitude, longitude, share of the ads
CITIES = (
    (2031, "Berlin", "Berlin", "10115", 52.5200, 13.4050, 12),
    (6411, "München", "Bayern", "80331", 48.1374, 11.5755, 9),
    (9409, "Hamburg", "Hamburg", "20095", 53.5503, 10.0006, 8),
    (945, "Köln", "Nordrhein-Westfalen", "50667", 50.9384, 6.9600, 7),
    (3820, "Leipzig", "Sachsen", "04109", 51.3406, 12.3747, 6),
    (1173, "Frankfurt am Main", "Hessen", "60311", 50.1109, 8.6821, 6),
    (9280, "Stuttgart", "Baden-Württemberg", "70173", 48.7784, 9.1800, 5),
    (3862, "Dresden", "Sachsen", "01067", 51.0504, 13.7373, 5),
    (2068, "Düsseldorf", "Nordrhein-Westfalen", "40213", 51.2254, 6.7763, 4),
    (6120, "Nürnberg", "Bayern", "90402", 49.4521, 11.0767, 4),
    (3155, "Hannover", "Niedersachsen", "30159", 52.3745, 9.7386, 4),
    (7920, "Bremen", "Bremen", "28195", 53.0793, 8.8017, 3),
    (5020, "Freiburg", "Baden-Württemberg", "79098", 47.9961, 7.8494, 3),
    (4310, "Kiel", "Schleswig-Holstein", "24103", 54.3233, 10.1228, 3),
    (4602, "Rostock", "Mecklenburg-Vorpommern", "18055", 54.0924, 12.0991, 2),
    (4744, "Erfurt", "Thüringen", "99084", 50.9787, 11.0328, 2),
    (7510, "Würzburg", "Bayern", "97070", 49.7913, 9.9534, 2),
    (8866, "Saarbrücken", "Saarland", "66111", 49.2340, 6.9964, 2),
)
FIRST_CITY_CATEGORY = 170  # the breadcrumb's last entry names the city; Frankfurt's is 175


@dataclass(frozen=True)
class Place:
    """A postcode area. `city` and `state` are as ads show them, `name` is the city's full name."""

    id: int
    name: str
    city: str
    state: str
    zip: str
    latitude: float
    longitude: float
    city_category: int
    weight: float


def areas(order: int) -> list[Place]:
    """A city's postcode areas: its centre first, the others ever farther out on a spiral."""
    first, name, state, zipcode, latitude, longitude, share = CITIES[order]
    growth = 1.18 + 0.01 * (order % 5)
    found = []
    for ring in range(AREAS_PER_CITY):
        distance = 0.8 * growth**ring if ring else 0.0
        north, east = distance * math.cos(ring * GOLDEN_ANGLE), distance * math.sin(ring * GOLDEN_ANGLE)
        shown = ("Main", "Frankfurt") if name == "Frankfurt am Main" else (name, state)  # split as published
        found.append(
            Place(
                id=first + ring,
                name=name,
                city=shown[0],
                state=shown[1],
                zip=f"{int(zipcode) + 2 * ring:05d}",
                latitude=round(latitude + north / DEGREE_KM, 7),
                longitude=round(longitude + east / (DEGREE_KM * math.cos(math.radians(latitude))), 7),
                city_category=FIRST_CITY_CATEGORY + order,
                weight=share / (1 + 0.2 * ring),
            )
        )
    return found


PLACES = tuple(place for order in range(len(CITIES)) for place in areas(order))
BY_ID = {place.id: place for place in PLACES}


def kilometres(one: Place, other: Place, earth: float = EARTH_KM) -> float:
    """The great-circle distance between two places (haversine)."""
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    half_width = math.radians(other.longitude - one.longitude) / 2
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(half_width) ** 2
    return 2 * earth * math.asin(min(1.0, math.sqrt(chord)))
