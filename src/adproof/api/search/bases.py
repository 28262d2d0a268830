"""Bases: narrowings whose whole result fits into one answer, so that both sides of a relation are exact sets.

They are found by a bounded search over filters that real ads suggest, and never grow with the target's data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from adproof.api.search import instants, mining
from adproof.api.search.actor import Search, Searcher, joined
from adproof.api.search.ads import Ad
from adproof.api.search.census import Census
from adproof.api.search.found import Found

WANTED = 120  # ads in a base: more than the third role's maximum, few enough to be asked for often
ENOUGH = 12
MOST_STEPS = 7


@dataclass(frozen=True)
class Base:
    """A narrowing with its whole content. `kind` names the filters it uses."""

    kind: str
    narrowing: Search
    found: Found
    searcher: Searcher

    def __repr__(self) -> str:
        return f"<base {self.kind}: {len(self.found.ads)} ads>"

    @cached_property
    def ads(self) -> dict[str, Ad]:
        return {each.id: each for each in self.found.ads}

    @cached_property
    def ids(self) -> frozenset[str]:
        return self.found.ids

    def uses(self, parameter: str) -> bool:
        return parameter in self.narrowing


def bases(census: Census) -> list[Base]:
    """Up to three bases of different kinds, the frozen one first."""
    found: list[Base] = []
    for kind, narrowings in (("dates", _by_dates(census)), ("filters", _by_filters(census)), ("words", _by_words(census))):
        base = _narrowed(census.best, kind, narrowings)
        if base is not None and all(base.narrowing != each.narrowing for each in found):
            found.append(base)
    return found


def _narrowed(searcher: Searcher, kind: str, narrowings: Iterator[Search]) -> Base | None:
    """The first narrowing that fits, or the largest too small one."""
    smaller: Base | None = None
    wanted = min(WANTED, searcher.maximum)
    for _, narrowing in zip(range(MOST_STEPS), narrowings, strict=False):
        found = searcher.everything(narrowing)
        total = found.number("total")
        if not found.succeeded or total is None or total > len(found.delivered) or not found.delivered:
            continue
        base = Base(kind, narrowing, found, searcher)
        if len(found.delivered) >= min(ENOUGH, wanted):
            return base
        if smaller is None or len(found.delivered) > len(smaller.found.delivered):
            smaller = base
    return smaller


def _by_dates(census: Census) -> Iterator[Search]:
    """Frozen windows, shorter and shorter; where one day is too much, with a category and a word of that day's ads."""
    yield census.frozen
    last = int(census.frozen["upload_date_to"])
    within = [each for each in census.looks["frozen"].delivered if each.uploaded is not None]
    total = census.looks["frozen"].number("total") or 0
    earliest = min((day for day in census.days if day <= last), default=last - 30 * instants.DAY)
    span = max(1.0, (last - earliest) / instants.DAY)
    wanted = min(WANTED, census.best.maximum)
    days = span * wanted / max(total, 1)
    if days >= 3:
        for part in (1.3, 0.8, 0.4):
            yield {"upload_date_from": instants.noon(last - days * part * instants.DAY), **census.frozen}
        days = max(3.0, days * 0.2)
    window = {"upload_date_from": instants.noon(last - max(4.0, days) * instants.DAY), **census.frozen}
    share = wanted / max(1.0, total * max(4.0, days) / span)
    yield from _with_filters(window, within, share)


def _with_filters(window: Search, ads: list[Ad], share: float) -> Iterator[Search]:
    """A window narrowed by words and categories of ads seen in it, the share they leave near the share wanted."""
    if not ads:
        return
    words = {each.word: len(each.carriers) / each.of for each in mining.words(ads)}
    listed = [id for each in ads for id in set(each.categories) if id.isdecimal()]
    categories = {id: listed.count(id) / len(ads) for id in set(listed)}
    options: list[tuple[float, Search]] = [(part, {"query": word}) for word, part in words.items()]
    options += [(part, {"category": id}) for id, part in categories.items()]
    options += [
        (part * other, {"query": word, "category": id}) for word, part in words.items() for id, other in categories.items()
    ]
    # a little less than wanted is better than too much
    options.sort(key=lambda each: abs(each[0] - share * 0.6) + (share if each[0] > share else 0))
    for _, narrowing in options:
        yield joined(window, narrowing)


def _by_filters(census: Census) -> Iterator[Search]:
    """No dates: a category, or a category with a word."""
    share = min(WANTED, census.best.maximum) / max(1, census.total)
    if share >= 1:
        yield {}
    ads = list(census.ads.values())
    yield from (each for each in _with_filters({}, ads, share) if "category" in each)


def _by_words(census: Census) -> Iterator[Search]:
    """No dates and no categories: a word."""
    share = min(WANTED, census.best.maximum) / max(1, census.total)
    ads = list(census.ads.values())
    yield from (each for each in _with_filters({}, ads, share) if "category" not in each)
