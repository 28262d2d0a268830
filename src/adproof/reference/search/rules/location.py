"""Radius search: the ads at most so many kilometres from a place."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import reduce

from ..asked import Asked, Refused, Search
from ..consequences import TOGETHER
from ..places import BY_ID, DEGREE_KM, PLACES, Place, kilometres
from ..rule import Rule

KM_PER_MILE = 1.609344


def within(s: Search, near: Callable[[Place, Place, float], bool]) -> int:
    """The ads of the areas that are near the place; none around an unknown place."""
    if s.near is None:
        return s.store.all
    centre, radius = s.near
    areas = [area for area in PLACES if near(centre, area, radius)] if centre else []
    return reduce(int.__or__, [s.store.place(area.id) for area in areas], 0)


def in_circle(centre: Place, area: Place, radius: float) -> bool:
    """Whether an area's centre is at most `radius` kilometres away."""
    return kilometres(centre, area) <= radius


@Rule
def hits(s: Search) -> int:
    """The ads within the radius."""
    return within(s, in_circle)


@Rule
def place_of(_: Asked, number: int) -> Place | None:
    """The place of a location_id."""
    return BY_ID.get(number)


@Rule
def incomplete(_: Asked, missing: str) -> float | None:
    """location_id and radius are a pair: one without the other is refused. A number is a radius to use instead."""
    raise Refused(400, f"{missing} is missing: location_id and radius belong together")


@hits.fault(
    "location.ads-lie-within-the-radius",
    "location.radius-bounds-the-diameter",
    "location.results-of-two-radii-fit-together",
    *TOGETHER,
    subtle=True,
)
def location_radius_in_miles(s: Search) -> int:
    """The radius is taken in miles."""
    return within(s, lambda centre, area, radius: in_circle(centre, area, radius * KM_PER_MILE))


@hits.fault("location.finds-every-ad-well-inside", *TOGETHER)
def location_radius_is_the_diameter(s: Search) -> int:
    """The radius is taken as the diameter."""
    return within(s, lambda centre, area, radius: in_circle(centre, area, radius / 2))


@hits.fault(
    "location.ads-lie-within-the-radius",
    "location.radius-bounds-the-diameter",
    "location.results-of-two-radii-fit-together",
    *TOGETHER,
    subtle=True,
)
def location_box_instead_of_circle(s: Search) -> int:
    """A box is searched instead of a circle."""
    return within(s, in_box)


def in_box(centre: Place, area: Place, radius: float) -> bool:
    """Whether an area lies in the square around a place."""
    width = DEGREE_KM * math.cos(math.radians(centre.latitude))
    north, east = abs(area.latitude - centre.latitude) * DEGREE_KM, abs(area.longitude - centre.longitude) * width
    return max(north, east) <= radius


@hits.fault("location.finds-every-ad-well-inside", "location.ads-lie-within-the-radius", *TOGETHER, subtle=True)
def location_degrees_are_square(s: Search) -> int:
    """A degree of longitude is taken to be as long as one of latitude."""
    return within(
        s,
        lambda one, other, radius: math.hypot(one.latitude - other.latitude, one.longitude - other.longitude)
        * DEGREE_KM <= radius,
    )  # fmt: skip


@hits.fault(
    "location.radius-bounds-the-diameter",
    "location.ads-lie-within-the-radius",
    "location.results-of-two-radii-fit-together",
    *TOGETHER,
)
def location_ignored(s: Search) -> int:
    """The place and its radius are ignored."""
    return s.store.all


@hits.fault(
    "location.ads-lie-within-the-radius",
    "location.radius-bounds-the-diameter",
    "location.results-of-two-radii-fit-together",
    *TOGETHER,
    subtle=True,
)
def location_ignored_above_50_km(s: Search) -> int:
    """A radius above 50 km is ignored."""
    return s.store.all if s.near and s.near[1] > 50 else hits.kept(s)


@hits.fault("location.fractions-of-a-kilometre-count", *TOGETHER)
def location_radius_without_its_fraction(s: Search) -> int:
    """A radius loses its fraction."""
    return within(s, lambda centre, area, radius: in_circle(centre, area, int(radius)))


@hits.fault("location.fractions-of-a-kilometre-count", *TOGETHER, subtle=True)
def location_decimals_are_not_read_below_100_km(s: Search) -> int:
    """Of a radius below 100 km whole pairs of kilometres count, as soon as it has a decimal point."""
    return within(s, lambda centre, area, radius: in_circle(centre, area, even(radius)))


def even(radius: float) -> float:
    """The even kilometre below, where there are decimals and less than 100 km."""
    return radius if radius >= 100 or radius == int(radius) else 2.0 * (radius // 2)


@hits.fault("location.finds-every-ad-well-inside", *TOGETHER, subtle=True)
def location_radius_cut_at_30_km(s: Search) -> int:
    """A radius above 30 km is served as 30."""
    return within(s, lambda centre, area, radius: in_circle(centre, area, min(radius, 30)))


@hits.fault("location.ads-lie-within-the-radius", "location.radius-bounds-the-diameter", *TOGETHER, subtle=True)
def location_small_radius_is_5_km(s: Search) -> int:
    """A radius below 5 km is served as 5."""
    return within(s, lambda centre, area, radius: in_circle(centre, area, max(radius, 5)))


@hits.fault("location.larger-radius-only-adds", "location.finds-every-ad-well-inside", *TOGETHER, subtle=True)
def location_ring_instead_of_disc(s: Search) -> int:
    """From 20 km on the ads of the inner 5 km are left out."""
    return within(s, lambda *at: in_circle(*at) and not (at[2] >= 20 and in_circle(at[0], at[1], 5)))


@hits.fault("location.finds-every-ad-well-inside", "location.larger-radius-only-adds", *TOGETHER, subtle=True)
def location_own_city_only(s: Search) -> int:
    """Only the ads of the place's own postcode area are found, whatever the radius."""
    return within(s, lambda centre, area, _: centre.id == area.id)


@hits.fault(
    "combination.filters-find-their-intersection",
    "location.ads-lie-within-the-radius",
    "location.radius-bounds-the-diameter",
    *TOGETHER,
    subtle=True,
)
def location_ignored_with_a_category(s: Search) -> int:
    """The place is ignored when a category is given."""
    return s.store.all if s.categories else hits.kept(s)


@hits.fault(
    "location.radius-combines-with-every-parameter",
    "location.ads-lie-within-the-radius",
    "location.radius-bounds-the-diameter",
    "sort.sorts-permute-one-set",
    "meta.total-ignores-page-limit-and-sort",
    *TOGETHER,
    subtle=True,
)
def location_ignored_under_oldest(s: Search) -> int:
    """The place is ignored under the order oldest."""
    return s.store.all if s.sort == "oldest" else hits.kept(s)


@hits.fault(
    "location.ads-lie-within-the-radius",
    "combination.filters-find-their-intersection",
    "location.radius-combines-with-every-parameter",
    "location.radius-bounds-the-diameter",
    *TOGETHER,
    subtle=True,
)
def location_ignored_with_an_end_date(s: Search) -> int:
    """The place is ignored when an end date is given."""
    return s.store.all if s.until is not None else hits.kept(s)


@place_of.fault("location.ads-lie-within-the-radius", "location.finds-every-ad-well-inside", *TOGETHER, subtle=True)
def location_centre_is_another_place(_: Asked, number: int) -> Place | None:
    """The search is around the place that is listed next."""
    known = sorted(BY_ID)
    return BY_ID[known[(known.index(number) + 5) % len(known)]] if number in BY_ID else None


@place_of.variant(reading=("location.unknown-place", "refused"))
def location_unknown_place_refused(_: Asked, number: int) -> Place | None:
    """An unknown location_id is refused."""
    if number not in BY_ID:
        raise Refused(404, "unknown location")
    return BY_ID[number]


@hits.variant(reading=("location.unknown-place", "ignored"))
def location_unknown_place_ignored(s: Search) -> int:
    """An unknown location_id is ignored, radius and all."""
    return s.store.all if s.near and s.near[0] is None else hits.kept(s)


@hits.variant()
def location_on_a_larger_earth(s: Search) -> int:
    """Distances are measured on a sphere of the equator's radius."""
    return within(s, lambda centre, area, radius: kilometres(centre, area, 6378.137) <= radius)


@incomplete.variant(reading=("location.place-without-radius", "ignored"))
def location_half_a_pair_ignored(_: Asked, _missing: str) -> float | None:
    """location_id without radius, and radius without location_id, are ignored."""
    return None


@incomplete.variant(reading=("location.place-without-radius", "own-radius"))
def location_has_a_radius_of_its_own(a: Asked, missing: str) -> float | None:
    """location_id without radius is searched within 20 km; a radius alone is refused."""
    return 20.0 if missing == "radius" else incomplete.kept(a, missing)
