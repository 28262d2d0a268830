"""An ad as it is shown."""

from __future__ import annotations

import hashlib
import zlib
from functools import lru_cache
from sqlite3 import Row
from typing import Any

from ..asked import Desk
from ..drafts import DAY
from ..places import PLACES
from ..rule import Rule
from ..texts import BADGES, CATEGORIES, NAMES
from . import date

FILED_IN_PARENTS = "search.category-parents-have-ads-of-their-own"
IMAGES = "https://img.kleinanzeigen.example.test/api/v1/prod-ads/images/{folder}/{uuid}?rule=$_59.AUTO"


@Rule
def shown(d: Desk, ad: Row) -> dict[str, Any]:
    """All twelve fields."""
    return {
        "adid": ad["adid"],
        "title": ad["title"],
        "description": ad["description"],
        "price": ad["price"],
        "shipping": bool(ad["shipping"]),
        "images": [image(ad["number"], position) for position in range(ad["images"])],
        "views": str(ad["views"]),
        "upload_date": date.iso(date.upload_date(d, ad["uploaded"])),
        "scrape_time": date.iso(ad["scraped"]),
        "seller": seller(d, ad["number"] // 3),
        "location": location(d, ad),
        "metadata": metadata(d, ad),
    }


@lru_cache(maxsize=8192)
def image(number: int, position: int) -> str:
    """The address of an ad's picture."""
    digest = hashlib.sha256(f"{number}/{position}".encode()).hexdigest()
    uuid = f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-9{digest[17:20]}-{digest[20:32]}"
    return IMAGES.format(folder=digest[:2], uuid=uuid)


@Rule
def seller(_: Desk, number: int) -> dict[str, Any]:
    """A seller, who may have several ads."""
    return seller_fields(number)


@Rule
def location(_: Desk, ad: Row) -> dict[str, Any]:
    """The postcode area, with its centre as latitude and longitude."""
    return location_fields(ad["place"])


@Rule
def metadata(d: Desk, ad: Row) -> dict[str, Any]:
    """Details and breadcrumb: parent, category, and the entry that names the city."""
    fields = metadata_fields(ad["leaf"], ad["place"], ad["details"])
    if not (d.switches.on(FILED_IN_PARENTS) and ad["number"] % 5 == 0):
        return fields
    return {**fields, **{name: [fields[name][0], fields[name][-1]] for name in ("categories", "categories_text")}}


@lru_cache(maxsize=8192)
def seller_fields(number: int) -> dict[str, Any]:
    """What is shown of a seller."""
    noise = zlib.crc32(f"seller {number}".encode())
    badges = [badge for position, badge in enumerate(BADGES) if noise >> position & 1]
    name = NAMES[noise % len(NAMES)]
    return {
        "id": 10_000_000 + number * 37,
        "name": name,
        "type": "Gewerblicher Nutzer" if "GmbH" in name else "Privater Nutzer",
        "since": 1_262_304_000 + noise % 5000 * DAY,
        "badges": badges,
        "badges_text": [BADGES[badge] for badge in badges],
    }


@lru_cache(maxsize=1024)
def location_fields(position: int) -> dict[str, Any]:
    """What is shown of a place."""
    place = PLACES[position]
    return {
        "id": place.id,
        "city": place.city,
        "state": place.state,
        "zip": place.zip,
        "geocoding": [place.latitude, place.longitude],
    }


@lru_cache(maxsize=8192)
def metadata_fields(leaf_position: int, position: int, details: str) -> dict[str, Any]:
    """What is shown of an ad's details and categories."""
    leaf, place = CATEGORIES[leaf_position], PLACES[position]
    return {
        "details": [detail(part) for part in details.split(" | ") if part],
        "details_text": details,
        "categories": [str(leaf.parent), str(leaf.id), str(place.city_category)],
        "categories_text": [leaf.parent_name, leaf.name, f"Kleinanzeigen {place.name}"],
    }


def detail(part: str) -> dict[str, int]:
    """A detail's numbers."""
    name = part.partition(":")[0]
    return {"d": 70_000 + zlib.crc32(name.encode()) % 5000, "v": 80_000 + zlib.crc32(part.encode()) % 5000}
