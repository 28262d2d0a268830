"""The maximum of a role holds with every filter, every order and on every page."""

from adproof import inconclusive, requirement, weak, witness
from adproof.api.search import relations, vocabulary
from adproof.api.search.expectations import in_place, judge_page
from adproof.api.search.ground import Combination

ABOVE = (1, 90, 10_000)  # by how much more is asked for than a role may have


def clamped(ground, searchers):
    """For each key whose maximum bites on a ground: every kind of filter, every order, both first pages, more than allowed."""
    for searcher in searchers.values():
        biting = [each for each in ground.alone if len(ground.alone[each]) > searcher.maximum]
        filters = list({each.kind: (each,) for each in biting}.values())
        for turn, sort in enumerate(vocabulary.SORTS if len(ground.base.ids) > searcher.maximum else ()):
            features = filters[turn] if turn < len(filters) else ()
            limit, total = searcher.maximum + ABOVE[turn % len(ABOVE)], len(ground.expected(features))
            yield Combination(features, sort, limit, 1, searcher.role)
            if total > searcher.maximum:
                yield Combination(features, sort, limit, 2, searcher.role)


@requirement("search.limit.never-more-ads-than-allowed")
def test_the_maximum_holds_with_every_filter_and_order(grounds, searchers):
    tally = relations.Tally("searches under a clamp")
    for ground in grounds[:1]:
        for combination in clamped(ground, searchers):
            tally.judge(lambda ground=ground, combination=combination: judge_page(ground, searchers, combination, in_place))
    if not tally.decided and not tally.undecided:
        if not cut_by_its_limit(grounds[0], searchers):
            inconclusive("no search holds several ads")
        weak("no narrow search holds more ads than a key may have at once; smaller limits were asked for")
        return
    tally.close()
    witness(tally.decided, "searches under a clamp with filters")


def cut_by_its_limit(ground, searchers):
    """How many pages with fewer ads than there are keep to the limit asked for, with the key of each role."""
    known = len(ground.base.ids)
    for searcher in searchers.values() if known > 1 else ():
        for sort, limit in zip(vocabulary.SORTS, (1, known - 1, known // 2, 1, known - 1), strict=True):
            judge_page(ground, searchers, Combination((), sort, max(1, min(limit, searcher.maximum)), 1, searcher.role), in_place)
            witness(1, "searches with more ads than the limit")
    return known > 1
