"""Finds what a test speaks of in an answer: at the target's JSON pointer, or else under the documented and usual names.

The guide names no field at all. Names from the reference pages come first, the others are guesses; letter case, hyphens and
underscores do not count. A configured pointer is exact: nothing else is tried. Nothing here raises, whatever the JSON is.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

NAMES: dict[str, tuple[str, ...]] = {
    "imprint": ("uuid", "imprintUuid", "id", "imprintId"),
    "listing": ("uuid", "listingUuid", "id", "listingId"),
    "ticket": ("ticketUuid", "ticket", "ticketId", "uuid", "id"),
    "upload_url": ("signedPutUrl", "presignedUrl", "signedUrl", "uploadUrl", "putUrl", "url"),
    "expiry": ("expireAt", "expiresAt", "expiry", "expires", "expirationDate", "expiration"),
    "publication": ("uuid", "publicationUuid", "id", "publicationId"),
    "title": ("title",),
    "description": ("description",),
    "images": ("urls", "images", "imageUrls", "media", "pictures"),
    "publications": ("publications", "content", "items", "data", "results"),
    "status": ("status", "state", "publicationStatus", "publicationState"),
    "published_imprint": ("imprintUuid", "imprint", "imprintId"),
}
# Other words under which a target's file may name one of the fields above, in any letter case.
ALIASES = {
    "imprint": ("imprintUuid",),
    "listing": ("listingUuid",),
    "ticket": ("ticketUuid", "ticketId"),
    "upload_url": ("signedPutUrl", "presignedUrl", "signedUrl", "url", "upload"),
    "expiry": ("expireAt", "expiresAt", "expires", "expiration"),
    "publication": ("publicationUuid",),
    "images": ("urls", "imageUrls", "media"),
    "status": ("state", "publicationStatus", "publicationState"),
    "published_imprint": ("publicationImprint", "listedImprint"),
}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DEEPEST = 4
_LONGEST_ID = 300


def is_uuid(value: object) -> bool:
    """Whether this is a UUID of any version, written the usual way."""
    return isinstance(value, str) and UUID.fullmatch(value) is not None


def known_as(name: str) -> str | None:
    """Our name of a field, or None when it is nobody's."""
    for ours in NAMES:
        if _plain(name) in {_plain(ours), *(_plain(each) for each in ALIASES.get(ours, ()))}:
            return ours
    return None


def same_id(one: object, other: object) -> bool:
    """Ids are the same without regard to letter case: a UUID is a number."""
    return str(one).lower() == str(other).lower()


def at(pointer: str, value: Any) -> Any:
    """What stands at a JSON pointer, or None."""
    for part in pointer.split("/")[1:] if pointer else []:
        part = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def named(names: tuple[str, ...], value: Any, fits: Callable[[Any], bool]) -> Any:
    """The first fitting value under one of these names: upper levels first, then in the order of the names."""
    level = [value]
    for _ in range(_DEEPEST):
        objects = [each for each in level if isinstance(each, Mapping)]
        for name in names:
            for each in objects:
                found = [inner for key, inner in each.items() if _plain(str(key)) == _plain(name) and fits(inner)]
                if found:
                    return found[0]
        level = [inner for each in objects for inner in each.values()]
    return None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def is_id(value: Any) -> bool:
    return (isinstance(value, str) and 0 < len(value) <= _LONGEST_ID) or (isinstance(value, int) and not isinstance(value, bool))


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, to a bounded depth."""
    level = [value]
    for _ in range(_DEEPEST + 2):
        deeper: list[Any] = []
        for each in level:
            if isinstance(each, str):
                yield each
            elif isinstance(each, Mapping):
                deeper += each.values()
            elif isinstance(each, list):
                deeper += each
        level = deeper


def canonical(value: Any) -> str:
    """A text to compare by: texts as they are, everything else as sorted JSON."""
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
