"""Orders: the same ads, in five ways. That each list is in order is a law."""

import pytest

from adproof import expect, follows, inconclusive, requirement, witness
from adproof.api.search import relations, vocabulary
from adproof.api.search.expectations import cut, judge_page
from adproof.api.search.found import key_of
from adproof.api.search.ground import Combination, placing

KEYED = {
    "newest": "search.sort.newest-never-increases",
    "oldest": "search.sort.oldest-never-decreases",
    "price_asc": "search.sort.price-asc-never-decreases",
    "price_desc": "search.sort.price-desc-never-increases",
}


@pytest.mark.parametrize("sort", [pytest.param(sort, marks=requirement(id)) for sort, id in KEYED.items()])
def test_every_page_is_cut_from_one_order(searchers, grounds, sort):
    for ground in grounds[:1]:
        keys = {key_of(ad, sort) for ad in ground.base.ads.values()} - {None}
        witness(len(keys) > 1, "searches with different keys")
        size = max(2, min(len(ground.base.ids) // 4, ground.searcher.maximum))
        for page in range(1, -(-len(ground.base.ids) // size) + 1):
            judge_page(ground, searchers, Combination((), sort, size, page, ground.searcher.role), cut)


@requirement("search.sort.relevance-is-accepted")
def test_relevance_is_accepted(field, best):
    for search in ({}, field.base.narrowing, {"query": "fahrrad"}):
        found = best.asks({**search, "sort": "relevance", "limit": 3})
        witness(1, "searches by relevance")
        expect(found.succeeded, expected="a result by relevance", of=found.answer)


@requirement("search.sort.sorts-permute-one-set")
@pytest.mark.parametrize("sort", vocabulary.SORTS)
def test_every_order_delivers_the_same_ads(grounds, sort):
    for ground in grounds:
        witness(len(ground.base.ids) > 1, "searches with several ads")

        def holds(before, results):
            lost, found = before.ids - results[0].ids, results[0]
            expect(not lost, expected="every ad", received=f"without {relations.named(lost)}", of=found.answer)
            expect(
                found.total == len(before.ids),
                expected=f"a total of {len(before.ids)}",
                received=f"{found.total}",
                of=found.answer,
            )

        ground.relate(holds, {**ground.base.narrowing, "sort": sort})


def mirrored(grounds, one, other):
    for ground in grounds:

        def holds(_, results):
            first, second = results
            witness(len(set(first.keys(one))) > 1, "searches with different keys")
            backwards = [-key for key in reversed(second.keys(other))]
            same = first.keys(one) == backwards
            expect(same, expected=f"the keys of {one} backwards", received="other keys", of=[first.answer, second.answer])

        ground.relate(holds, *({**ground.base.narrowing, "sort": sort} for sort in (one, other)))


@requirement("search.sort.oldest-mirrors-newest")
def test_oldest_is_newest_backwards(grounds):
    mirrored(grounds, "newest", "oldest")


@requirement("search.sort.price-desc-mirrors-price-asc")
def test_price_desc_is_price_asc_backwards(grounds):
    mirrored(grounds, "price_asc", "price_desc")


@requirement("search.sort.extremes-come-first")
@pytest.mark.parametrize("sort", KEYED)
def test_the_first_ad_of_a_broad_search_is_the_most_extreme(best, wide, sort):
    def holds():
        first = best.asks({**wide, "sort": sort, "limit": 1})
        first = first if first.keys(sort) else best.everything({**wide, "sort": sort})
        if not first.keys(sort):
            inconclusive(f"the first ads under {sort} have no key to compare")
        for other in vocabulary.SORTS:
            keys = best.everything({**wide, "sort": other}).keys(sort)
            witness(len(set(keys)) > 1, "ads with other keys")
            again = best.asks({**wide, "sort": sort, "limit": 1})
            most, extreme = max([*first.keys(sort)[:1], *again.keys(sort)[:1]]), min(keys, default=first.keys(sort)[0])
            said = f"{abs(most):.10g} first, and {abs(extreme):.10g} elsewhere"
            expect(most <= extreme, expected=f"the most extreme ad first under {sort}", received=said, of=[again.answer])

    relations.established(holds)


def partly_priced(ids, ground):
    """Whether some of these ads have a price above zero and some have none: next to a 0, none may stand anywhere."""
    prices = [ground.base.ads[id].price for id in ids & ground.base.ids]
    return None in prices and any(prices)


def narrower_with_and_without_price(ground):
    """The base with one filter more of each kind, where ads with and without a price are left."""
    fitting = {each.kind: each for each, ids in ground.alone.items() if partly_priced(ids, ground)}
    return [ground.narrowed(each) for each in fitting.values()][:3]


@pytest.mark.parametrize(
    "sort",
    [
        pytest.param("price_asc", marks=requirement("search.sort.ads-without-price-under-price-asc")),
        pytest.param("price_desc", marks=requirement("search.sort.ads-without-price-under-price-desc")),
    ],
)
def test_ads_without_price_stand_somewhere(grounds, request, sort):
    id = request.node.get_closest_marker("requirement").args[0]
    for ground in [each for each in grounds if partly_priced(each.base.ids, each)]:
        searches = [ground.base.narrowing, *narrower_with_and_without_price(ground)]

        def read(ground=ground, searches=searches):
            found = [ground.ask({**each, "sort": sort}) for each in searches]
            placed = [placing([ad.price for ad in each.ads]) for each in found]
            return (None if {"first", "last"} <= set(placed) else placed[0]), found[0]

        reading, found = ground.settle(read)
        said = "first in one search and last in another"
        expect(reading, expected="ads without a price at one end, or among the others", received=said, of=found.answer)
        follows(id, reading, of=found.answer)
        return
    inconclusive("no narrow search holds ads with and without a price")


@requirement("search.sort.unknown-order")
def test_an_unknown_order_is_refused_or_replaced(best, wide):
    found = best.sends([*wide.items(), ("sort", "prettiest"), ("limit", best.maximum)])
    shown = found.meta.get("sort")
    if found.refused:
        reading = "refused"
    elif shown in vocabulary.SORTS:
        reading = "default" if shown == vocabulary.DEFAULT_SORT else "other"
        keys = [key for key in (key_of(ad, shown) for ad in found.ads) if key is not None]
        expect(keys == sorted(keys), expected=f"the order {shown} that meta shows", received="another order", of=found.answer)
    else:
        reading = "echoed" if found.succeeded else None
    expect(reading, expected="a refusal or another order", of=found.answer)
    follows("search.sort.unknown-order", reading, of=found.answer)
