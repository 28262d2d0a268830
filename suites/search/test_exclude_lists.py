"""Lists of excluded keywords: every keyword counts, wherever it stands, however long the list is and whatever else is in it."""

from itertools import islice, pairwise, permutations

import pytest

from adproof import expect, requirement, witness
from adproof.api.search import relations
from adproof.api.search.expectations import all_find_the_same, same_total, without
from adproof.api.search.features import lists_of
from adproof.api.search.text import NONSENSE

MANY = tuple(f"{NONSENSE[place:]}{NONSENSE[:place]}" for place in range(1, 11))  # keywords that no ad has


def lists_and_grounds(grounds, size, most=3):
    for ground in grounds:
        yield from ((ground, group) for _, group in islice(lists_of(ground.words, size), most))


@requirement("search.exclude.every-keyword-counts")
@pytest.mark.parametrize("size", [2, 3, 5])
def test_a_list_removes_what_each_of_its_keywords_removes(grounds, size):
    for ground, group in lists_and_grounds(grounds, size):

        def holds(_, results, group=group):
            *single, together = results
            wanted = frozenset.intersection(*(each.ids for each in single))
            lost, extra = wanted - together.ids, together.ids - wanted
            said = f"without {relations.named(lost)}" if lost else f"also {relations.named(extra)}"
            expect(together.ids == wanted, expected=f"what each of {', '.join(group)} leaves", received=said, of=together.answer)

        ground.relate(holds, *(without(ground, word) for word in group), without(ground, *group))
        witness(1, f"lists of {size} keywords that each remove an ad of their own")


@requirement("search.exclude.order-and-repetition-do-not-matter")
def test_order_and_repetition_of_keywords_change_nothing(grounds):
    for ground, group in [*lists_and_grounds(grounds, 2, most=1), *list(lists_and_grounds(grounds, 3))[:1]]:
        forms = [*list(permutations(group))[:4], (*group, group[0]), (group[0], *group)]
        ground.relate(all_find_the_same, *(without(ground, *form) for form in forms))
        witness(1, "lists of keywords that each remove an ad of their own")


@requirement("search.exclude.longer-list-never-finds-more")
def test_one_more_keyword_brings_no_ad_back(grounds):
    def holds(_, results):
        for fewer, more in pairwise(results):
            witness(fewer.ids - more.ids, "ads that one more keyword removes")
            back = more.ids - fewer.ids
            expect(not back, expected="no ad back", received=f"{relations.named(back)} back", of=[fewer.answer, more.answer])

    for ground, group in [*lists_and_grounds(grounds, 2), *lists_and_grounds(grounds, 3, most=1)]:
        ground.relate(holds, *(without(ground, *group[:size]) for size in range(1, len(group) + 1)))


@requirement("search.exclude.every-keyword-counts")
def test_a_keyword_counts_beside_others_that_no_ad_has(grounds):
    """Before, between and behind them, and at the end of a long list."""
    for ground, group in [*lists_and_grounds(grounds, 2, most=1), *list(lists_and_grounds(grounds, 3))[:1]]:
        first, *others = group
        forms = [group, (NONSENSE, *group), (first, NONSENSE, *others), (*MANY, *group), (*group, *MANY)]
        ground.relate(all_find_the_same, *(without(ground, *form) for form in forms))
        witness(1, "lists of keywords that each remove an ad of their own, among others that remove none")


@requirement("search.exclude.unknown-word-changes-nothing")
def test_excluding_a_word_that_no_ad_has_changes_nothing(grounds, best, wide):
    def holds(before, results):
        (found,) = results
        lost = before.ids - found.ids
        expect(not lost, expected="every ad", received=f"without {relations.named(lost)}", of=found.answer)
        expect(
            found.total == len(before.ids), expected=f"a total of {len(before.ids)}", received=str(found.total), of=found.answer
        )

    for ground in grounds:
        for keywords in ((NONSENSE,), (NONSENSE, NONSENSE[::-1])):
            ground.relate(holds, without(ground, *keywords))
            witness(ground.base.ids, "ads that could have vanished")

    same_total(best, wide, {**wide, "exclude": NONSENSE})
