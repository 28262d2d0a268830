"""The maximum of a role holds with every filter, every order and on every page."""

from adproof import inconclusive, requirement, witness
from adproof.api.search import relations, vocabulary
from adproof.api.search.expectations import cut, judge_page
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
            tally.judge(lambda ground=ground, combination=combination: judge_page(ground, searchers, combination, cut))
    if not tally.decided and not tally.undecided:
        inconclusive("no narrow search holds more ads than a key may have at once")
    tally.close()
    witness(tally.decided, "searches under a clamp with filters")
