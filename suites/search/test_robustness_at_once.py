"""Requests at once: each is answered as if it were alone, whatever the others ask and whoever asks them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from adproof import expect, inconclusive, requirement, witness
from adproof.api.search import relations

ROUNDS = 2
SHOWN = ("query", "exclude", "sort", "limit", "page", "total", "max_page", "api_key_role")


@requirement("search.robustness.requests-at-once-agree")
def test_equal_requests_at_once_are_answered_alike(field):
    search = {**field.base.narrowing, "limit": max(1, min(7, field.searcher.maximum))}
    for _ in range(3):
        before = field.searcher.asks(search)
        with ThreadPoolExecutor(4) as threads:
            answers = [each.result() for each in [threads.submit(field.searcher.asks, search) for _ in range(8)]]
        if field.searcher.asks(search).keys("newest") == before.keys("newest"):
            break
    else:
        inconclusive("the narrow search kept changing")
    witness(len(answers), "requests at once")
    for each in answers:
        same = each.usable().total == before.total and each.keys("newest") == before.keys("newest")
        expect(same, expected="the same answer as alone", received="another answer", of=[before.answer, each.answer])
    ids = {str(each.answer.json.get("request_id")) for each in answers}
    expect(
        len(ids) == len(answers),
        expected="a request id for each",
        received=f"{len(ids)} for {len(answers)}",
        of=answers[-1].answer,
    )


def released_together(asks):
    """Send all at the same moment, each from a thread of its own."""
    barrier = Barrier(len(asks), timeout=30)

    def wait_and_ask(searcher, search):
        barrier.wait()
        return searcher.sends(list(search.items()))

    with ThreadPoolExecutor(len(asks)) as threads:
        return [each.result() for each in [threads.submit(wait_and_ask, *ask) for ask in asks]]


def different(ground, searchers):
    """Searches that all find different ads: other pages, orders, filters; then the same by every key."""
    base, size = ground.base.narrowing, max(1, min(len(ground.base.ids) // 4, min(each.maximum for each in searchers.values())))
    best = ground.searcher
    telling = [each for each in ground.alone if 0 < len(ground.alone[each]) < len(ground.base.ids)]
    filters = list({each.kind: each for each in telling}.values())
    yield [(best, {**base, "limit": size, "page": page}) for page in (1, 2, 3, 4) if (page - 1) * size < len(ground.base.ids)]
    yield [(best, {**ground.narrowed(each), "limit": size}) for each in filters] + [(best, {**base, "sort": "oldest"})]
    yield [(each, {**base, "limit": each.maximum + 7}) for each in searchers.values()]


def alike(one, other):
    """Whether two answers show the same numbers and the same keys of ads in order."""
    sort = one.sent.sort
    numbers = all(one.meta.get(name) == other.meta.get(name) for name in SHOWN)
    return numbers and one.keys(sort) == other.keys(sort) and len(one.ads) == len(other.ads)


@requirement("search.robustness.requests-at-once-keep-apart")
def test_different_requests_at_once_get_their_own_answers(field, searchers):
    tally = relations.Tally("requests at once")
    for asks in different(field, searchers):

        def holds(asks=asks):
            before = [searcher.asks(search).usable() for searcher, search in asks]
            rounds = [released_together(asks) for _ in range(ROUNDS)]
            after = [searcher.sends(list(search.items())).usable() for searcher, search in asks]
            unmoved = [place for place, pair in enumerate(zip(before, after, strict=True)) if alike(*pair)]
            if 2 * len(unmoved) < len(asks):
                raise relations.Moved
            for one, together in ((before[place], each[place]) for place in unmoved for each in rounds):
                right = together.succeeded and alike(one, together) and (one.total > len(one.ads) or one.ids == together.ids)
                expect(right, expected="the answer as alone", received="another answer", of=[one.answer, together.answer])
            witness(len(asks) > 1, "different requests at once")

        tally.judge(holds)
    tally.close()
