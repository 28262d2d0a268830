"""Grounds: a base with its features and what each of them alone finds in it.

With them, what any combination has to find is set algebra over answers of the target itself: no reading of a single filter is
assumed, and every one is carried over into the combinations.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import ceil

from adproof.api.search import vocabulary
from adproof.api.search.actor import Search, Searcher, joined
from adproof.api.search.ads import Ad
from adproof.api.search.bases import Base
from adproof.api.search.features import Feature
from adproof.api.search.found import Found, key_of
from adproof.api.search.memory import recalling
from adproof.api.search.mining import Word, words
from adproof.api.search.relations import PATIENCE, REPEATS, Moved, around, established, steady
from adproof.words import Inconclusive

Relation = Callable[[Found, list[Found]], None]
_ORDERS: tuple[Search, ...] = ({}, {"sort": "oldest"})


@dataclass(frozen=True)
class Combination:
    """Several features on a base, with an order, a page and a limit, asked with the key of one role."""

    features: tuple[Feature, ...]
    sort: str | None
    limit: int | None
    page: int | None
    role: str

    def search(self, base: Base) -> dict[str, str | int | float]:
        """The parameters to send."""
        rest = {"sort": self.sort, "limit": self.limit, "page": self.page}
        narrowing = joined(base.narrowing, *(each.search for each in self.features))
        return {**narrowing, **{name: value for name, value in rest.items() if value is not None}}

    @property
    def order(self) -> str:
        return self.sort or vocabulary.DEFAULT_SORT

    @property
    def effective(self) -> int:
        """The limit that has to be in effect."""
        return min(self.limit or vocabulary.DEFAULT_LIMIT, vocabulary.maximum(self.role))


@dataclass
class Ground:
    """A base, its features, and the ids that each feature alone finds; what was never asked for is not there."""

    base: Base
    features: list[Feature]
    alone: dict[Feature, frozenset[str]] = field(default_factory=dict)
    placing: dict[str, str | None] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<ground on {self.base!r}>"

    @cached_property
    def words(self) -> list[Word]:
        """Words that tell the ads of the base apart."""
        return words(self.base.ads.values())

    @property
    def searcher(self) -> Searcher:
        return self.base.searcher

    def survey(self) -> "Ground":
        """Ask for every feature alone, once. A feature whose answer is no use is left out."""
        for each in self.features:
            found = self.look(self.narrowed(each))
            if found.whole:
                self.alone[each] = frozenset(ad.id for ad in found.delivered)
        for sort in ("price_asc", "price_desc"):
            found = self.look({**self.base.narrowing, "sort": sort})
            self.placing[sort] = placing([ad.price for ad in found.delivered])
        return self

    def ask(self, search: Search) -> Found:
        """Ask afresh, for everything on one page unless the search says otherwise."""
        return self.searcher.asks({"limit": self.searcher.maximum, "page": 1, **search})

    def look(self, search: Search) -> Found:
        """What a search found when it was first asked: many relations are about the same few searches."""
        with recalling():
            return self.ask(search)

    def look_as_sent(self, search: Search, searcher: Searcher) -> Found:
        """As `look`, with another searcher's key and nothing added to the search."""
        return searcher.recalls(search)

    def relate(self, check: Relation, *searches: Search, pages: bool = False) -> None:
        """Judge a relation between the base and other searches: on what was seen, and afresh if it does not hold there.

        Afresh, only ads that stayed the same are judged; with `pages`, where each ad moves the others, the whole base has to
        stay. Raises the violation when it came back every time; see relations.established.
        """
        try:
            check(self.base.found, [self.look(each).usable() for each in searches])
        except AssertionError:
            established(partial(self._relate_afresh, check, searches, pages))

    def _relate_afresh(self, check: Relation, searches: Iterable[Search], pages: bool) -> None:
        if pages:
            check(*around(self.searcher, self.base.narrowing, *(partial(self.ask, each) for each in searches)))
            return
        before, results = self.ask(self.base.narrowing), [self.ask(each) for each in searches]
        after = self.ask(self.base.narrowing)
        stayed, known = steady(before, after), before.ids | after.ids
        if 2 * len(stayed) < len(before.ids):
            raise Moved
        # an ad that is in neither look at the base has no business in the results
        leave = lambda each: each.id in stayed or each.id not in known  # noqa: E731
        check(before.only(leave), [each.usable().only(leave) for each in results])

    def settle(self, read: Callable[[], tuple[str | None, Found]]) -> tuple[str | None, Found]:
        """Which reading an answer follows. That none fits has to be seen three times around an unmoved base, and more often
        where it moves.

        Raises Inconclusive when the base does not hold still.
        """
        misses = moved = 0
        for _ in range(PATIENCE):
            before = {each.content for each in self.ask(self.base.narrowing).ads}
            reading, found = read()
            if reading is not None:
                return reading, found
            still = before == {each.content for each in self.ask(self.base.narrowing).ads}
            misses, moved = misses + still, moved + (not still)
            if misses >= REPEATS + moved:
                return None, found
        raise Inconclusive("the target's data changed every time while the answer was compared")

    def settle_in_orders(self, read: Callable[[Search], tuple[str | None, Found]]) -> tuple[str | None, Found]:
        """`settle` for an answer that is read under two orders: a reading that changes with the order is none."""

        def both() -> tuple[str | None, Found]:
            (first, _), (second, found) = (read(order) for order in _ORDERS)
            return first if first == second else None, found

        return self.settle(both)

    def narrowed(self, *features: Feature) -> Search:
        return joined(self.base.narrowing, *(each.search for each in features))

    def afresh(self, features: Iterable[Feature], *others: Search) -> tuple[Mapping[str, Ad], list[frozenset[str]], list[Found]]:
        """Ask base, each feature alone, the others, and the base again.

        Returns the ads that stayed the same (only they are judged by it), what each feature found, and the others' answers.
        """
        before = self.searcher.everything(self.base.narrowing)
        alone = [self.searcher.everything(self.narrowed(each)) for each in features]
        results = [self.searcher.everything(each) for each in others]
        return steady(before, self.searcher.everything(self.base.narrowing)), [each.ids for each in alone], results

    def still(self, combination: Combination, searcher: Searcher) -> tuple[Base, frozenset[str], Found]:
        """Ask everything that a combination's page is judged by, around an unmoved base. Raises Moved."""
        asks = [lambda each=each: self.searcher.everything(self.narrowed(each)) for each in combination.features]
        search = combination.search(self.base)
        found, results = around(self.searcher, self.base.narrowing, *asks, lambda: searcher.asks(search))
        base = Base(self.base.kind, self.base.narrowing, found, self.searcher)
        return base, frozenset(base.ids).intersection(*(each.ids for each in results[:-1])), results[-1]

    def of_each_kind(self) -> dict[str, Feature]:
        """One feature of each kind: of those that were answered and leave something out, the one that finds most."""
        telling = [each for each, ids in self.alone.items() if ids and ids < self.base.ids]
        return {each.kind: each for each in sorted(telling, key=lambda each: len(self.alone[each]))}

    def expected(self, features: Iterable[Feature]) -> frozenset[str]:
        """The ids that features together have to find, as last asked."""
        return self.base.ids.intersection(*(self.alone[each] for each in features))


def words_of(grounds: Iterable[Ground], wanted: Callable[[Word], object]) -> Iterator[tuple[Ground, Word]]:
    """Up to four words of each ground that does not use a word already, with the ground."""
    for ground in grounds:
        if not ground.base.uses("query"):
            found = [each for each in ground.words if len(each.carriers) <= 0.4 * each.of and wanted(each)]
            yield from ((ground, each) for each in found[:4])


def placing(prices: list[float | None]) -> str | None:
    """Where ads without a price stand: first, last, among, or None when no answer shows it."""
    without = [place for place, price in enumerate(prices) if price is None]
    if not without or len(without) == len(prices):
        return None
    if without == list(range(len(without))):
        return "first"
    return "last" if without == list(range(len(prices) - len(without), len(prices))) else "among"


def pages_of(total: int, limit: int) -> int:
    """How many pages a total has."""
    return ceil(total / limit)


def slice_of(ads: Iterable[Ad], combination: Combination, placed: str | None) -> list[float | None] | None:
    """The sort keys that a page has to show, in order; None where the documents do not decide them."""
    keys = [key_of(each, combination.order) for each in ads]
    if combination.order == "relevance" or (
        None in keys and (combination.order not in ("price_asc", "price_desc") or placed in (None, "among"))
    ):
        return None
    sorted_keys: list[float | None] = [*sorted(key for key in keys if key is not None)]
    without: list[float | None] = [key for key in keys if key is None]
    whole = without + sorted_keys if placed == "first" else sorted_keys + without
    start = ((combination.page or vocabulary.DEFAULT_PAGE) - 1) * combination.effective
    return whole[start : start + combination.effective]
