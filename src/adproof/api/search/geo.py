"""Distances on the globe, and the allowance that different ways of measuring are granted."""

from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
EARTH_RADIUS = 6371.0  # km


def distance(one: Point, other: Point) -> float:
    """Kilometres between two places (latitude, longitude) along the great circle."""
    north, south = radians(one[0]), radians(other[0])
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))


def square_distance(one: Point, other: Point) -> float:
    """What the distance would be if degrees were as long from west to east as from south to north."""
    return radians(1) * EARTH_RADIUS * sqrt((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2)


def allowed(kilometres: float) -> float:
    """A bound with the allowance of 1 km and 1 %: spheres, ellipsoids and rounded coordinates all pass."""
    return kilometres * 1.01 + 1.0


def well_inside(kilometres: float) -> float:
    """Up to this distance an ad belongs to the circle, however the distance is measured; negative for very small circles."""
    return kilometres * 0.8 - 2.0


def point(value: object) -> Point | None:
    """A pair of numbers on the globe, or None for anything else."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    first, second = value
    for number in value:
        if isinstance(number, bool) or not isinstance(number, int | float):
            return None
    return (float(first), float(second)) if -90 <= first <= 90 and -180 <= second <= 180 else None
