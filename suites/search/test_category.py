"""Categories: one id or a list of ids to filter by. That every ad lists a requested id is a law."""

from collections import Counter
from itertools import combinations

import pytest

from adproof import expect, follows, inconclusive, requirement, witness
from adproof.api.search import relations
from adproof.api.search.expectations import only_removes

UNKNOWN = "987654321"


def carriers(ground):
    """The ads that list each id, as sets, for ids that some ads list and some do not."""
    listed = {}
    for ad in ground.base.ads.values():
        for id in ad.categories:
            if id.isdecimal():
                listed.setdefault(id, set()).add(ad.id)
    return {id: ads for id, ads in listed.items() if len(ads) < len(ground.base.ids)}


def on_category_free(grounds):
    usable = [each for each in grounds if not each.base.uses("category")]
    if not usable:
        inconclusive("every narrow search needed a category already")
    return usable


def of(ground, *ids):
    """The narrow search in these categories."""
    return {**ground.base.narrowing, "category": ",".join(ids)}


@requirement("search.category.found-ads-list-the-category")
def test_categories_of_real_ads_are_asked_for(best, wide, stock):
    for id, _ in [*stock.categories().most_common(4), *stock.categories().most_common()[-3:]]:
        for sort in ("newest", "price_desc"):
            witness(len(best.everything({**wide, "category": id, "sort": sort}).usable().ads), "ads of searches by category")


@requirement("search.category.only-removes")
def test_a_category_brings_in_no_ad(grounds):
    for ground in on_category_free(grounds):
        witness(only_removes(ground, "category", "ads found without a category"), "ads removed by a category")


def admissible(ads, id):
    """What an id may find: all ads that list it, those that list it last, or last but one (the last may be a place), or none."""
    listing = {ad.id for ad in ads if id in ad.categories}
    last = {ad.id for ad in ads if ad.categories[-1:] == (id,)}
    last_but_one = {ad.id for ad in ads if ad.categories[-2:-1] == (id,)}
    return [listing, last, last_but_one, last | last_but_one, set()]


@requirement("search.category.finds-every-ad-of-it")
def test_a_category_finds_every_ad_of_it(grounds):
    some = Counter()
    for ground in on_category_free(grounds):
        ids = sorted(carriers(ground), key=lambda id: -len(carriers(ground)[id]))
        for id in [*ids[:5], *ids[-3:]]:

            def holds(before, results, id=id):
                here, wanted = results[0].ids & before.ids, admissible(before.ads, id)
                lost = wanted[0] - here
                said = f"{len(here)} of {len(wanted[0])}, without {relations.named(lost)}"
                expect(here in wanted, expected=f"all ads of category {id}", received=said, of=results[0].answer)
                some[id] += len(here)
                witness(len(here), "ads found by a category")

            ground.relate(holds, of(ground, id))
    expect(some.total() or not some, expected="ads for some category that ads list", received="none for any")


@requirement("search.category.list-is-a-union")
@pytest.mark.parametrize("size", [2, 3, 4])
def test_a_list_finds_what_each_of_its_ids_finds(grounds, size):
    for ground in on_category_free(grounds):
        groups = unlike(ground, size)[:3]
        union_holds(ground, *groups)
        witness(len(groups), f"lists of {size} ids that find different ads")


def unlike(ground, size):
    """Groups of ids that find ads no other id of the group finds; those that share no ad first."""
    listed = carriers(ground)
    ids = sorted(listed, key=lambda id: -len(listed[id]))[:12]
    groups = [
        each
        for each in combinations(ids, size)
        if all(listed[id] - set().union(*(listed[other] for other in each if other != id)) for id in each)
    ]
    return sorted(groups, key=lambda each: sum(len(listed[id] & listed[other]) for id, other in combinations(each, 2)))


def union_holds(ground, *lists):
    """Each list of ids finds what its ids find."""
    for group in lists:

        def holds(_, results, group=group):
            *single, together = results
            wanted = frozenset().union(*(each.ids for each in single))
            lost, extra = wanted - together.ids, together.ids - wanted
            said = f"without {relations.named(lost)}" if lost else f"also {relations.named(extra)}"
            expect(together.ids == wanted, expected=f"what {' and '.join(group)} find", received=said, of=together.answer)
            expect(
                together.total == len(wanted),
                expected=f"a total of {len(wanted)}",
                received=f"{together.total}",
                of=together.answer,
            )

        ground.relate(holds, *(of(ground, id) for id in group), of(ground, *group))


@requirement("search.category.every-id-of-the-list-counts")
def test_every_id_counts_at_every_place(grounds):
    for ground in on_category_free(grounds):
        for group in unlike(ground, 3)[:1] or unlike(ground, 2)[:1]:
            turns = [group[turn:] + group[:turn] for turn in range(len(group))]
            union_holds(ground, *turns)
            witness(len(turns), "ids at different places of a list")


@requirement("search.category.order-and-repetition-do-not-matter")
def test_order_and_repetition_of_ids_change_nothing(grounds):
    for ground in on_category_free(grounds):
        for group in unlike(ground, 2)[:2]:
            forms = [group, group[::-1], (*group, group[0]), (group[0], *group)]

            def holds(_, results):
                first, *others = results
                for each in others:
                    same = each.ids == first.ids and each.total == first.total
                    said = f"{len(each.ids)} ads, a total of {each.total}"
                    expect(same, expected=f"the same {len(first.ids)} ads", received=said, of=[first.answer, each.answer])

            ground.relate(holds, *(of(ground, *form) for form in forms))
            witness(1, "lists of ids that find different ads")


@requirement("search.category.unknown-id-delivers-no-ads")
def test_an_unknown_id_delivers_no_ads(best, stock):
    if UNKNOWN in stock.categories():
        inconclusive(f"an ad really lists category {UNKNOWN}")
    found = best.sends([("category", UNKNOWN), ("limit", best.maximum)])
    witness(stock.total, "ads that could have been delivered")
    said = f"{len(found.delivered)} ads, a total of {found.number('total')}"
    expect(not found.delivered and not found.number("total"), expected="no ads, or a refusal", received=said, of=found.answer)


@requirement("search.category.parent-category")
def test_a_parent_finds_its_children_or_its_own(grounds):
    for ground in on_category_free(grounds):
        firsts = Counter(ad.categories[0] for ad in ground.base.ads.values() if len(ad.categories) > 1)
        for parent, _ in [each for each in firsts.most_common() if each[0] in carriers(ground)][:1]:
            found = ground.look(of(ground, parent)).usable()
            listing = carriers(ground)[parent]
            reading = "holds-its-children" if listing <= found.ids else "own-ads-only" if found.ids else "finds-nothing"
            follows("search.category.parent-category", reading, of=found.answer)
            return
    inconclusive("no ad lists a category above another")


@requirement("search.category.array-form")
def test_a_repeated_parameter_is_a_list_or_one_id(grounds):
    for ground in on_category_free(grounds):
        for one, other in unlike(ground, 2)[:1]:
            pairs = [*ground.base.narrowing.items(), ("category", one), ("category", other), ("limit", ground.searcher.maximum)]

            def read(ground=ground, one=one, other=other, pairs=pairs):
                found = ground.searcher.sends(pairs)
                first, last, both = (ground.ask(of(ground, *form)).ids for form in ((one,), (other,), (one, other)))
                ids = frozenset(ad.id for ad in found.delivered)
                known = {both: "union", first: "first", last: "last", frozenset(): "nothing"}
                return "refused" if found.refused else known.get(ids), found

            reading, found = ground.settle(read)
            said = f"{len(found.delivered)} other ads"
            expect(reading, expected="the union, one of the ids, or a refusal", received=said, of=found.answer)
            follows("search.category.array-form", reading, of=found.answer)
            return
    inconclusive("no two categories with ads of their own were found")
