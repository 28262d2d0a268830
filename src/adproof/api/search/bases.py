"""Bases: narrowings whose whole result fits into one answer, so that both sides of a relation are exact sets.

They are found by a bounded search over filters that real ads suggest, and never grow with the target's data.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from adproof.api.search import geo, instants, mining
from adproof.api.search.actor import Search, Searcher, joined
from adproof.api.search.ads import Ad
from adproof.api.search.census import Census
from adproof.api.search.found import Found

WANTED = 120  # ads in a base: more than the third role's maximum, few enough to be asked for often
ENOUGH = 12
MOST_STEPS = 7
NEARBY, VERY_NEAR = 30, 5  # km


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

    @property
    def tells_apart(self) -> bool:
        """Whether its ads differ in what filters look at: in their upload dates, and in their categories."""
        days = {each.uploaded for each in self.ads.values()}
        categories = {each.categories for each in self.ads.values()}
        return len(days) > 1 and (len(categories) > 1 or self.uses("category"))

    def uses(self, parameter: str) -> bool:
        return parameter in self.narrowing


@dataclass(frozen=True)
class Option:
    """A narrowing with a guess of how many ads it leaves."""

    guess: float
    narrowing: Search


def bases(census: Census, most: int = 3) -> list[Base]:
    """Up to three bases of different kinds, the frozen one first."""
    found: list[Base] = []
    options = {"dates": _by_dates(census), "filters": _by_filters(census), "words": _by_words(census)}
    for kind, listed in options.items():
        if len(found) >= most:
            break
        base = _narrowed(census.best, kind, listed)
        if base is not None and all(base.narrowing != each.narrowing for each in found):
            found.append(base)
    for parameter in ("category", "query", "location_id"):
        if found and all(each.uses(parameter) for each in found):  # then nothing could be said about this parameter
            base = _narrowed(census.best, f"without {parameter}", _without(parameter, census))
            found += [base] if base is not None else []
    return found


def _narrowed(searcher: Searcher, kind: str, options: list[Option]) -> Base | None:
    """The first narrowing that fits, or the largest too small one. Each answer corrects the guesses that are left."""
    best: Base | None = None
    wanted, correction = min(WANTED, searcher.maximum), 1.0
    for _ in range(min(MOST_STEPS, len(options))):
        option = min(options, key=lambda each: _distance(each.guess * correction, wanted))
        options.remove(option)
        found = searcher.everything(option.narrowing)
        total = found.number("total")
        if not found.succeeded or total is None:
            continue
        correction = min(100.0, max(0.01, max(total, 0.3) / max(option.guess, 0.01)))
        if not found.delivered or not found.whole:
            continue
        base = Base(kind, option.narrowing, found, searcher)
        if best is None or (base.tells_apart, len(base.ids)) > (best.tells_apart, len(best.ids)):
            best = base
        if best.tells_apart and len(best.ids) >= min(ENOUGH, wanted):
            return best
    return best


def _distance(guess: float, wanted: int) -> float:
    """How far a guess is from what is wanted: too many ads are of no use, and few are of little."""
    target = 0.6 * wanted
    return abs(guess - target) if guess <= wanted else 10.0 * guess


def _by_dates(census: Census) -> list[Option]:
    """Frozen windows of some days; where those are too much, with filters that ads of the window suggest."""
    last = int(census.frozen["upload_date_to"])
    seen = [each for each in census.looks["frozen"].delivered if each.uploaded is not None]
    total = census.looks["frozen"].number("total") or 0
    earliest = min((day for day in census.days if day <= last), default=last - 30 * instants.DAY)
    span = max(1.0, (last - earliest) / instants.DAY)
    options = [Option(0.6 * total, census.frozen)]
    for days in (60, 30, 21, 14, 10, 7, 5, 4, 1):
        window = {"upload_date_from": instants.noon(last - days * instants.DAY), **census.frozen}
        options.append(Option(total * min(1.0, days / span), window))
        if days in (30, 5, 1):
            options += _with_filters(window, seen, total * min(1.0, days / span), census)
    return options


def _by_filters(census: Census) -> list[Option]:
    """No dates: everything, a category, a place, and these with a word."""
    ads = list(census.ads.values())
    narrowed = [
        each for each in _with_filters({}, ads, census.total, census) if len(each.narrowing) > 1 or "category" in each.narrowing
    ]
    return [Option(census.total, {}), *narrowed]


def _without(parameter: str, census: Census) -> list[Option]:
    """Any window and any filter but this one."""
    narrowed = [*_by_dates(census), *_with_filters({}, list(census.ads.values()), census.total, census)]
    return [each for each in narrowed if parameter not in each.narrowing]


def _by_words(census: Census) -> list[Option]:
    """No dates, no categories, no places: a word."""
    return [
        each for each in _with_filters({}, list(census.ads.values()), census.total, census) if set(each.narrowing) == {"query"}
    ]


def _with_filters(window: Search, ads: list[Ad], total: float, census: Census) -> list[Option]:
    """A window narrowed by words, categories and places of ads seen in it, one or two at once."""
    if not ads:
        return []
    singles = [Option(len(each.carriers) / each.of, {"query": each.word}) for each in mining.words(ads)]
    listed = Counter(id for each in ads for id in set(each.categories) if id.isdecimal())
    singles += [Option(times / len(ads), {"category": id}) for id, times in listed.items()]
    for place in census.places:
        apart = [geo.distance(place.point, each.point) for each in ads if each.point is not None and place.point is not None]
        for radius in (NEARBY, VERY_NEAR) if apart else ():
            near = sum(each < radius for each in apart)
            singles.append(Option(near / len(ads), {"location_id": place.id, "radius": radius}))
    pairs = [
        Option(one.guess * other.guess, {**one.narrowing, **other.narrowing})
        for one, other in combinations(singles, 2)
        if not one.narrowing.keys() & other.narrowing.keys()
    ]
    return [Option(each.guess * total, joined(window, each.narrowing)) for each in (*singles, *pairs)]
