"""An ad as it was delivered, read without trust: whatever a field holds, reading it never raises."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adproof.api.search import geo, instants, text
from adproof.api.search.text import Carries

_ZONE = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")
_DIGITS = re.compile(r"\d{1,15}(\.\d{1,2})?")


@dataclass(frozen=True)
class Ad:
    """The parts of an ad that rules speak of. `raw` is the object as delivered."""

    id: str
    title: str
    description: str
    price: float | None
    uploaded: float | None
    scraped: str
    categories: tuple[str, ...]
    point: geo.Point | None
    raw: Mapping[str, Any]

    def __hash__(self) -> int:
        return hash(self.id)

    def carries(self, word: str) -> Carries:
        """Whether title or description have the word."""
        found = {text.carries(self.title, word), text.carries(self.description, word)}
        return Carries.YES if Carries.YES in found else Carries.MAYBE if Carries.MAYBE in found else Carries.NO

    @property
    def zoned(self) -> bool:
        """Whether the upload date says in which zone its time of day is."""
        return bool(_ZONE.search(_text(self.raw.get("upload_date"))))

    @property
    def content(self) -> tuple[object, ...]:
        """What may not differ between two sightings of an unchanged ad."""
        return (self.id, self.title, self.description, self.price, self.uploaded, self.categories, self.point)


def ad(value: object) -> Ad | None:
    """Read one entry of `ads`; None when it is no object or has no id."""
    if not isinstance(value, Mapping):
        return None
    id = value.get("adid")
    if isinstance(id, bool) or not isinstance(id, str | int) or id == "":
        return None
    metadata, location = value.get("metadata"), value.get("location")
    listed = metadata.get("categories") if isinstance(metadata, Mapping) else None
    return Ad(
        id=_text(id),
        title=_text(value.get("title")),
        description=_text(value.get("description")),
        price=price(value.get("price")),
        uploaded=_instant(value.get("upload_date")),
        scraped=_text(value.get("scrape_time")),
        categories=tuple(_text(each) for each in listed) if isinstance(listed, list) else (),
        point=geo.point(location.get("geocoding")) if isinstance(location, Mapping) else None,
        raw=value,
    )


def price(value: object) -> float | None:
    """A price as a number: numbers, and texts of digits, which are a matter of type and not of order."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        try:
            number = float(value)
        except OverflowError:
            return None
        return number if math.isfinite(number) else None
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return float(value)
    return None


def _instant(value: object) -> float | None:
    return instants.instant(value) if isinstance(value, str) else None


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value)[:100] if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300 else ""
