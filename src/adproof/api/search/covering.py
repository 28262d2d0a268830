"""Combinations worth asking: pairs and triples of filters, orders, pages, limits and roles, each filter biting where it can.

Faults live where two features meet. What a combination has to find is known beforehand, so that vacuous ones are left out.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from random import Random

from adproof.api.search import vocabulary
from adproof.api.search.features import Feature
from adproof.api.search.ground import Combination, Ground, pages_of

_TRIES = 20
_KINDS = ("query", "exclude", "category", "place", "dates")
_LIMITS = ("default", "one", "divides", "remains", "below maximum", "maximum", "above maximum", "far above")
_PAGES = ("default", "first", "second", "last")
Traits = frozenset[tuple[str, str]]


def covering(ground: Ground, roles: Iterable[str], number: int, seed: int) -> Iterator[Combination]:
    """Up to `number` combinations, each the one of some random tries that covers most pairs and triples not covered yet."""
    random, covered = Random(f"{seed} {ground.base.kind}"), set[Traits]()
    listed = tuple(roles)
    by_kind = {kind: [each for each in ground.alone if each.kind == kind] for kind in _KINDS}
    asked = set[Combination]()
    for _ in range(number):
        best: tuple[float, Combination, set[Traits]] | None = None
        for _ in range(_TRIES):
            combination, traits = _drawn(random, ground, by_kind, listed)
            new = _groups(traits) - covered
            worth = len(new) * (1.0 + _bite(ground, combination))
            if combination not in asked and (best is None or worth > best[0]):
                best = (worth, combination, new)
        if best is None:
            return
        covered |= best[2]
        asked.add(best[1])
        yield best[1]


def _drawn(
    random: Random, ground: Ground, by_kind: dict[str, list[Feature]], roles: tuple[str, ...]
) -> tuple[Combination, Traits]:
    """One combination around a random ad of the base, with its traits."""
    ad = random.choice(sorted(ground.base.ids))
    features = []
    for kind in random.sample(_KINDS, random.choice((1, 2, 2, 3, 3, 4, 5))):
        fitting = [each for each in by_kind[kind] if ad in ground.alone[each]]
        if fitting:
            features.append(random.choice(fitting))
    features.sort(key=lambda each: _KINDS.index(each.kind))
    total, role = len(ground.expected(features)), random.choice(roles)
    maximum = vocabulary.maximum(role)
    limit_kind, page_kind = random.choice(_LIMITS), random.choice(_PAGES)
    limit = _limit(random, limit_kind, total, maximum)
    pages = pages_of(total, min(limit or vocabulary.DEFAULT_LIMIT, maximum))
    page = {"default": None, "first": 1, "second": min(2, max(pages, 1)), "last": max(pages, 1)}[page_kind]
    sort = random.choice((None, *vocabulary.SORTS))
    traits = {("sort", str(sort)), ("limit", limit_kind), ("page", page_kind if pages > 1 else "only"), ("role", role)}
    traits |= {(each.kind, each.tag) for each in features} | {
        (kind, "none") for kind in _KINDS if all(each.kind != kind for each in features)
    }
    return Combination(tuple(features), sort, limit, page, role), frozenset(traits)


def _limit(random: Random, kind: str, total: int, maximum: int) -> int | None:
    """A limit of the kind, near what the total makes telling."""
    below = range(2, max(3, min(total, maximum)))
    dividing = [each for each in below if total % each == 0] or [1]
    remaining = [each for each in below if total % each] or [2]
    options = {
        "one": 1,
        "divides": random.choice(dividing[-6:]),
        "remains": random.choice(remaining),
        "below maximum": maximum - 1,
        "maximum": maximum,
        "above maximum": maximum + 1,
        "far above": maximum * 10,
    }
    return options.get(kind)


def _groups(traits: Traits) -> set[Traits]:
    """The pairs of all traits, and the triples of those that are no absence."""
    listed = sorted(traits)
    present = [each for each in listed if each[1] != "none"]
    pairs = {frozenset(each) for each in combinations(listed, 2)}
    return pairs | {frozenset(each) for each in combinations(present, 3)}


def _bite(ground: Ground, combination: Combination) -> float:
    """How many of a combination's filters change its result, as a share; more when several ads are left."""
    features = combination.features
    if not features:
        return 0.0
    expected = ground.expected(features)
    telling = sum(ground.expected(other for other in features if other is not each) != expected for each in features)
    return telling / len(features) + (0.5 if len(expected) > 1 else 0.0)


def second_pages(ground: Ground, feature: Feature) -> Iterator[Combination]:
    """The second half of what one filter finds, in every order."""
    half = len(ground.alone[feature]) // 2
    yield from (Combination((feature,), sort, half, 2, ground.searcher.role) for sort in vocabulary.SORTS)


def later_pages(ground: Ground, drawn: Iterable[Combination]) -> Iterator[Combination]:
    """The second page of what one filter of each kind finds, in every order that was not drawn for a later page of that kind."""
    met = {(feature.kind, each.order) for each in drawn for feature in each.features if (each.page or 1) > 1}
    several = {feature.kind: feature for feature, ids in ground.alone.items() if len(ids) > 1}
    for kind, feature in several.items():
        yield from (each for each in second_pages(ground, feature) if (kind, each.order) not in met)
