"""Words that ads carry, but not where a search looks: in the names of categories and places, of sellers, and in details."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from adproof.api.search import text
from adproof.api.search.ads import Ad
from adproof.api.search.text import Carries

MOST = 7
_SOURCES = (
    ("metadata", "categories_text"),
    ("location", "city"),
    ("location", "state"),
    ("seller", "name"),
    ("metadata", "details_text"),
    ("seller", "badges_text"),
)


def words(ads: Iterable[Ad], most: int = MOST) -> list[str]:
    """Words of every place but title and description, the most telling of each place first.

    A word tells most that many ads carry there with nothing like it in their texts, and that half of the ads do not carry.
    """
    listed = list(ads)
    ranked = [_ranked(listed, part, name) for part, name in _SOURCES]
    return list(dict.fromkeys(word for turn in zip_longest(*ranked) for word in turn if word))[:most]


def has(ad: Ad, word: str) -> bool:
    """Whether an ad has a word in any of these places."""
    return any(word in _pieces(ad.raw.get(part), name) for part, name in _SOURCES)


def _ranked(ads: list[Ad], part: str, name: str) -> list[str]:
    """The two most telling words of one place."""
    carriers = defaultdict[str, list[Ad]](list)
    for each in ads:
        for word in {word for word in _pieces(each.raw.get(part), name) if text.plain(word)}:
            carriers[word].append(each)
    some = [word for word in carriers if len(carriers[word]) <= max(1, len(ads) // 2)]
    candidates = sorted(some, key=lambda word: (-len(carriers[word]), word))[:6]
    telling = {word: sum(each.carries(word) is Carries.NO for each in carriers[word]) for word in candidates}
    return sorted((word for word in candidates if telling[word]), key=lambda word: -telling[word])[:2]


def _pieces(part: object, name: str) -> Iterator[str]:
    """The words of one text, or of a list of texts."""
    value = part.get(name) if isinstance(part, Mapping) else None
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield from text.pieces(each[:200])
