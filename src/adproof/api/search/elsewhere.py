"""Words that ads carry, but not where a search looks: in the names of categories and places, of sellers, and in details."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from adproof.api.search import text
from adproof.api.search.ads import Ad
from adproof.api.search.text import Carries

_SOURCES = (
    ("metadata", "categories_text"),
    ("location", "city"),
    ("location", "state"),
    ("seller", "name"),
    ("metadata", "details_text"),
    ("seller", "badges_text"),
)


def words(ads: Iterable[Ad]) -> list[str]:
    """One word of each place but title and description: the one most ads carry there with nothing like it in their texts."""
    listed, found = list(ads), dict[str, None]()
    for part, name in _SOURCES:
        carriers = defaultdict[str, set[str]](set)
        for each in listed:
            for word in filter(text.plain, _pieces(each.raw.get(part), name)):
                carriers[word].add(each.id)
        known = {each.id: each for each in listed}
        telling = {
            word: sum(known[id].carries(word) is Carries.NO for id in ids)
            for word, ids in sorted(carriers.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:6]
        }
        best = max(telling, key=lambda word: telling[word], default=None)
        if best is not None and telling[best]:
            found[best] = None
    return list(found)


def _pieces(part: object, name: str) -> Iterator[str]:
    """The words of one text, or of a list of texts."""
    value = part.get(name) if isinstance(part, Mapping) else None
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield from text.pieces(each[:200])
