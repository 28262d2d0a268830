"""Lists of category ids: what each id finds, all together find, wherever an id stands."""

import pytest

from adproof import expect, requirement, witness
from adproof.api.search import relations
from adproof.api.search.expectations import all_find_the_same
from adproof.api.search.listed import UNKNOWN, carriers, free_of_categories, of, unlike

SHORT, LONG = 4, 12


@requirement("search.category.list-is-a-union")
@pytest.mark.parametrize("size", [2, 3, 4])
def test_a_list_finds_what_each_of_its_ids_finds(grounds, size):
    for ground in free_of_categories(grounds):
        groups = unlike(ground, size)[:3]
        union_holds(ground, *groups)
        witness(len(groups), f"lists of {size} ids that find different ads")


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
    for ground in free_of_categories(grounds):
        for group in unlike(ground, 3)[:1] or unlike(ground, 2)[:1]:
            turns = [group[turn:] + group[:turn] for turn in range(len(group))]
            union_holds(ground, *turns)
            witness(len(turns), "ids at different places of a list")


@requirement("search.category.every-id-of-the-list-counts")
def test_the_last_ids_of_a_long_list_count(grounds):
    for ground in free_of_categories(grounds)[:1]:
        listed = carriers(ground)
        ids = sorted(listed, key=lambda id: -len(listed[id]))[-LONG:]
        if len(ids) <= SHORT:
            continue

        def holds(_, results, last=ids[-2:]):
            *single, together = results
            lost = frozenset().union(*(each.ids for each in single)) - together.ids
            said = f"without {relations.named(lost)}"
            expect(not lost, expected=f"what {' and '.join(last)} find", received=said, of=together.answer)

        ground.relate(holds, *(of(ground, id) for id in ids[-2:]), of(ground, *ids))
        witness(1, f"lists of more than {SHORT} ids")


@requirement("search.category.order-and-repetition-do-not-matter")
def test_order_and_repetition_of_ids_change_nothing(grounds):
    for ground in free_of_categories(grounds):
        for group in unlike(ground, 2)[:2]:
            forms = [group, group[::-1], (*group, group[0]), (group[0], *group)]
            ground.relate(all_find_the_same, *(of(ground, *form) for form in forms))
            witness(1, "lists of ids that find different ads")


@requirement("search.category.list-is-a-union")
def test_an_unknown_id_in_a_list_takes_nothing_away(grounds, stock):
    """A service may refuse an id it does not know; if it serves the list, the known ids count."""
    for ground in free_of_categories(grounds)[:1]:
        for group in [(id,) for id in list(carriers(ground))[:1]] + unlike(ground, 2)[:1]:
            for form in ((*group, UNKNOWN), (UNKNOWN, *group)):
                search = {**of(ground, *form), "limit": ground.searcher.maximum, "page": 1}
                if UNKNOWN in stock.categories() or ground.searcher.sends(list(search.items())).refused:
                    continue

                def holds(_, results, group=group):
                    *single, together = results
                    wanted, said = frozenset().union(*(each.ids for each in single)), f"{len(together.ids)} ads"
                    right = f"the {len(wanted)} ads of {' and '.join(group)}"
                    expect(together.ids == wanted, expected=right, received=said, of=together.answer)

                ground.relate(holds, *(of(ground, id) for id in group), of(ground, *form))
                witness(1, "lists with an id that no ad has")
