"""Categories: an ad is found by every id of its breadcrumb, and a list of ids finds what each of them finds."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise

from ..asked import Asked, Refused, Search
from ..consequences import TOGETHER
from ..rule import Rule
from ..texts import CATEGORIES, TREE

PLACE_IDS = range(170, 190)
PARENTS = frozenset(map(str, TREE))


@Rule
def sent(a: Asked) -> list[str]:
    """The category parameters as sent: comma lists, repeated, or in the form with brackets."""
    return a.texts("category") + a.texts("category[]")


@sent.variant(reading=("category.array-form", "last"))
def category_repeated_counts_last(a: Asked) -> list[str]:
    """Of repeated category parameters the last one counts."""
    return a.texts("category")[-1:]


@sent.variant(reading=("category.array-form", "first"))
def category_repeated_counts_first(a: Asked) -> list[str]:
    """Of repeated category parameters the first one counts."""
    return a.texts("category")[:1]


@sent.variant(reading=("category.array-form", "refused"))
def category_repeated_refused(a: Asked) -> list[str]:
    """Repeated category parameters are refused."""
    if len(a.texts("category")) > 1:
        raise Refused(400, "category must be sent once")
    return a.texts("category")


@sent.variant()
def category_brackets_only(a: Asked) -> list[str]:
    """Only the form with brackets is read as an array; of plain repeated parameters the last one counts."""
    return a.texts("category[]") or a.texts("category")[-1:]


@Rule
def ids(s: Search) -> list[str]:
    """The ids to filter by."""
    return list(s.categories or ())


@Rule
def hits(s: Search) -> int:
    """The ads that list any of the ids; all ads without a category."""
    return union(s) if s.categories is not None else s.store.all


def union(s: Search) -> int:
    """The ads of any of the ids."""
    return reduce(int.__or__, [found(s, number) for number in ids(s)], 0)


@Rule
def found(s: Search, number: str) -> int:
    """The ads of one id, at any level of the breadcrumb."""
    return s.store.category(number)


@ids.fault(
    "category.every-id-of-the-list-counts", "category.list-is-a-union", "category.order-and-repetition-do-not-matter", *TOGETHER
)
def category_first_of_the_list_only(s: Search) -> list[str]:
    """Only the first id of a list counts."""
    return list(s.categories or ())[:1]


@ids.fault(
    "category.every-id-of-the-list-counts", "category.list-is-a-union", "category.order-and-repetition-do-not-matter", *TOGETHER
)
def category_last_of_the_list_only(s: Search) -> list[str]:
    """Only the last id of a list counts."""
    return list(s.categories or ())[-1:]


@ids.fault("category.every-id-of-the-list-counts", "category.list-is-a-union", *TOGETHER, subtle=True)
def category_two_of_the_list_at_most(s: Search) -> list[str]:
    """Only the first two ids of a list count."""
    return list(s.categories or ())[:2]


@ids.fault(
    "category.order-and-repetition-do-not-matter",
    "category.every-id-of-the-list-counts",
    "category.list-is-a-union",
    *TOGETHER,
    subtle=True,
)
def category_list_must_ascend(s: Search) -> list[str]:
    """In a list an id that is smaller than the one before it is skipped."""
    given = list(s.categories or ())
    return [given[0], *(after for before, after in pairwise(given) if int(after) >= int(before))]


@hits.fault("category.found-ads-list-the-category", "category.unknown-id-delivers-no-ads", *TOGETHER)
def category_ignored(s: Search) -> int:
    """The category is ignored."""
    return s.store.all


@hits.fault("category.list-is-a-union", "category.every-id-of-the-list-counts", *TOGETHER)
def category_list_needs_all(s: Search) -> int:
    """A list finds the ads that list all of its ids."""
    sets = [found(s, number) for number in ids(s)]
    return reduce(int.__and__, sets) if sets else hits.kept(s)


@hits.fault("category.found-ads-list-the-category", *TOGETHER, subtle=True)
def category_ignored_with_a_radius(s: Search) -> int:
    """The category is ignored when a place is given."""
    return s.store.all if s.near else hits.kept(s)


@hits.fault("category.found-ads-list-the-category", *TOGETHER, subtle=True)
def category_ignored_with_an_exclusion(s: Search) -> int:
    """The category is ignored when keywords are excluded."""
    return s.store.all if s.exclude else hits.kept(s)


@hits.fault("category.found-ads-list-the-category", *TOGETHER, subtle=True)
def category_ignored_with_a_start_date(s: Search) -> int:
    """The category is ignored when a start date is given."""
    return s.store.all if s.since is not None else hits.kept(s)


@hits.fault(
    "category.found-ads-list-the-category",
    "combination.roles-see-the-same-ads",
    "meta.total-is-the-same-for-every-role",
    *TOGETHER,
    subtle=True,
)
def category_ignored_for_basic_keys(s: Search) -> int:
    """The category is ignored for basic keys."""
    return s.store.all if s.role == "basic" else hits.kept(s)


@hits.fault("category.unknown-id-delivers-no-ads", *TOGETHER, subtle=True)
def category_unknown_is_ignored(s: Search) -> int:
    """A category that finds nothing is ignored."""
    return hits.kept(s) or s.store.all


@hits.fault("category.finds-every-ad-of-it", "category.list-is-a-union", "category.parent-category", *TOGETHER, subtle=True)
def category_needs_a_price(s: Search) -> int:
    """With a category ads without a price are left out."""
    return hits.kept(s) if s.categories is None else hits.kept(s) & s.store.priced


@found.fault("category.found-ads-list-the-category", *TOGETHER, subtle=True)
def category_by_part_of_the_id(s: Search, number: str) -> int:
    """An id also finds the ads of the ids that contain it, as 11 is contained in 110."""
    return s.store.union("field = 'category' and instr(folded, ?)", number)


@found.fault("category.found-ads-list-the-category", "category.finds-every-ad-of-it", *TOGETHER, subtle=True)
def category_next_id_is_found_too(s: Search, number: str) -> int:
    """An id also finds the ads of the next id."""
    return s.store.category(number) | s.store.category(str(int(number) + 1))


@found.variant()
def category_unknown_refused(s: Search, number: str) -> int:
    """An unknown id is refused."""
    known = s.store.category(number)
    if not known and int(number) not in {*TREE, *(leaf.id for leaf in CATEGORIES)}:
        raise Refused(400, "unknown category")
    return known


@found.variant(reading=("category.parent-category", "finds-nothing"))
def category_of_leaves_only(s: Search, number: str) -> int:
    """Only an ad's own category finds it; inner categories and places find nothing."""
    return s.store.category(number) if number in {str(leaf.id) for leaf in CATEGORIES} else 0


@found.variant()
def category_place_entry_is_no_filter(s: Search, number: str) -> int:
    """The entry of the breadcrumb that names a city is no category to filter by."""
    return 0 if int(number) in PLACE_IDS else s.store.category(number)
