"""What the target holds, learnt with a fixed small number of requests, whatever the amount of data.

A census looks at both ends and the middle of the whole stock; bases (see bases.py) narrow it down to what fits into one answer.
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from adproof.answer import Unusable
from adproof.api.search import instants, vocabulary
from adproof.api.search.actor import Search, Searcher
from adproof.api.search.ads import Ad
from adproof.api.search.found import Found
from adproof.api.search.mining import Word, words
from adproof.api.search.places import Place, first_place

FROZEN_AFTER = 2 * instants.DAY  # nothing new arrives in a window that ended this long ago
MOST_PLACES = 4
EXAMPLE_PLACES = ("München", "Berlin")  # the names in the document


@dataclass
class Census:
    """The looks that were taken, and what follows from them."""

    searchers: dict[str, Searcher]
    looks: dict[str, Found] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    tried_places: list[str] = field(default_factory=list)

    @property
    def best(self) -> Searcher:
        """The searcher with the most generous key."""
        return max(self.searchers.values(), key=lambda each: each.maximum)

    @property
    def ads(self) -> dict[str, Ad]:
        """Every ad that was seen, by id."""
        return {each.id: each for look in self.looks.values() for each in look.delivered}

    @property
    def total(self) -> int:
        """How many ads there are. Raises Unusable when the target never said."""
        for look in self.looks.values():
            total = look.number("total")
            if total is not None:
                return total
        raise Unusable("no search of the census was answered", of=[look.answer for look in self.looks.values()][:3])

    @property
    def now(self) -> float:
        """The target's clock, or ours."""
        dates = [look.answer.date for look in self.looks.values() if look.answer.date]
        return dates[-1].timestamp() if dates else time.time()

    @property
    def days(self) -> list[float]:
        """The upload dates that were seen, earliest first."""
        return sorted({each.uploaded for each in self.ads.values() if each.uploaded is not None})

    @property
    def frozen(self) -> Search:
        """A narrowing into which nothing new arrives: uploaded before a noon at least two days ago."""
        return {"upload_date_to": instants.noon(self.now - FROZEN_AFTER - instants.DAY)}

    @cached_property
    def words(self) -> list[Word]:
        """Words of the ads seen that tell them apart."""
        return words(list(self.ads.values())[:300])

    def categories(self) -> Counter[str]:
        """Category ids of the ads seen, with how often."""
        return Counter(id for each in self.ads.values() for id in set(each.categories) if id.isdecimal())


def take(searchers: dict[str, Searcher]) -> Census:
    """Look at the stock: nine searches and at most six names of places."""
    census = Census(searchers)
    best = census.best
    census.looks["newest"] = best.everything({"sort": "newest"})
    for sort in vocabulary.SORTS:
        if sort != "newest":
            census.looks[sort] = best.everything({"sort": sort})
    census.looks["frozen"] = best.everything(census.frozen)
    pages = census.looks["newest"].number("max_page") or 1
    for name, page in (("quarter", pages // 4), ("middle", pages // 2), ("three quarters", pages * 3 // 4)):
        if page > 1:
            census.looks[name] = best.asks({"sort": "newest", "limit": best.maximum, "page": page})
    census.places = _places(census)
    return census


def _places(census: Census) -> list[Place]:
    """Places by the city names of ads, those with most ads first, then the document's own examples."""
    cities: Counter[str] = Counter()
    for each in census.ads.values():
        location = each.raw.get("location")
        city = location.get("city") if isinstance(location, dict) else None
        if isinstance(city, str) and 2 <= len(city) <= 60 and city.isprintable():
            cities[city] += 1
    found: dict[int, Place] = {}
    names = list(dict.fromkeys([*EXAMPLE_PLACES[:1], *(city for city, _ in cities.most_common(MOST_PLACES)), *EXAMPLE_PLACES]))
    for name in names:
        census.tried_places.append(name)
        place = first_place(census.best.asks_for_places(query=name), name)
        if place is not None:
            found.setdefault(place.id, place)
        if len(found) >= MOST_PLACES:
            break
    return list(found.values())
