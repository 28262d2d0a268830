"""How many ads a page has: the roles and their maxima, as a table."""

import pytest

from adproof import expect, follows, inconclusive, requirement, weak, witness
from adproof.api.search import relations, vocabulary
from adproof.api.search.expectations import in_place, judge_page
from adproof.api.search.ground import Combination

# How much is asked for, from a role's maximum.
ASKS = {
    "one below": lambda maximum: maximum - 1,
    "the maximum": lambda maximum: maximum,
    "one above": lambda maximum: maximum + 1,
    "ten times": lambda maximum: maximum * 10,
    "far more": lambda maximum: 10**9 + maximum,
}
KEYED = ("newest", "oldest", "price_desc", "price_asc")
ABOVE = ("one above", "ten times", "far more")
rows = [pytest.param(role, marks=requirement(f"search.limit.{role}-key-has-its-maximum")) for role in vocabulary.roles()]


def on_page(total, limit, page):
    return max(0, min(limit, total - (page - 1) * limit))


@pytest.mark.parametrize("asks", ASKS)
@pytest.mark.parametrize("role", rows)
def test_a_role_receives_its_maximum_and_no_more(searchers, wide, role, asks):
    searcher = searchers[role]
    limit = ASKS[asks](searcher.maximum)
    effective = min(limit, searcher.maximum)
    total = searcher.recalls({**wide, "limit": limit, "page": 1}).total
    for page in (1, 2) if total > effective else (1,):

        def holds(page=page):
            found = searcher.asks({**wide, "limit": limit, "page": page})
            wanted = on_page(found.total, effective, page)
            said = f"{len(found.ads)} ads of {found.total}"
            right = len(found.ads) == wanted
            expect(right, expected=f"{wanted} ads on page {page} for a {role} key", received=said, of=found.answer)

        relations.established(holds)
    if total > effective:
        witness(1, "searches with more ads than a page may have")
    elif asks in ABOVE and searcher.recalls({**wide, "limit": limit, "page": 1}).limit == searcher.maximum:
        witness(1, "limits that meta shows clamped")
        weak(f"only {total} ads can be found, fewer than the {searcher.maximum} of a {role} key")
    elif total > max((each for each in map(vocabulary.maximum, vocabulary.roles()) if each < searcher.maximum), default=total):
        witness(1, "pages with more ads than a lesser key may have")
        weak(f"only {total} ads can be found, fewer than the {searcher.maximum} of a {role} key")


@requirement("search.limit.larger-limit-is-not-refused")
@pytest.mark.parametrize("asks", ABOVE)
def test_a_larger_limit_is_served(searchers, wide, asks):
    for searcher in searchers.values():
        found = searcher.recalls({**wide, "limit": ASKS[asks](searcher.maximum), "page": 1})
        witness(1, "limits above a maximum")
        expect(found.succeeded, expected="a result, with the limit cut down", of=found.answer)


def widest(searcher, wide, grounds):
    """Where a searcher's maximum leaves something for a second page: a ground if one is large enough, else the wide search."""
    large = [each for each in grounds if len(each.base.ids) > searcher.maximum]
    return large[0] if large else None


@requirement("search.limit.larger-limit-equals-the-maximum")
@pytest.mark.parametrize("asks", ABOVE)
def test_a_larger_limit_delivers_what_the_maximum_delivers(searchers, wide, asks):
    for searcher in searchers.values():
        larger, sorts = ASKS[asks](searcher.maximum), (KEYED[ABOVE.index(asks)],)

        def holds(searcher=searcher, larger=larger, sorts=sorts):
            for sort in sorts:
                order = {"sort": sort} if sort != vocabulary.DEFAULT_SORT else {}
                maximum = {**wide, **order, "limit": searcher.maximum, "page": 1}
                first, second, again = (searcher.asks(each) for each in (maximum, {**maximum, "limit": larger}, maximum))
                relations.unmoved_page(first, again, sort)
                answers = [first.answer, second.answer]
                expect(second.keys(sort) == first.keys(sort), expected="the same keys", received="other keys", of=answers)
                same = len(second.ads) == len(first.ads) and second.max_page == first.max_page
                said = f"{len(second.ads)} ads, max_page {second.max_page}"
                expect(same, expected=f"{len(first.ads)} ads, max_page {first.max_page}", received=said, of=answers)

        relations.established(holds)
        total = searcher.recalls({**wide, "limit": 1}).total
        clamped = searcher.recalls({**wide, "limit": larger, "page": 1}).limit == searcher.maximum
        witness(total > searcher.maximum, "searches with more ads than the maximum")
        if witness(0 < total <= searcher.maximum and clamped, "limits that meta shows clamped"):
            weak(f"only {total} ads can be found, fewer than the {searcher.maximum} of a {searcher.role} key")


@requirement("search.limit.larger-limit-divides-by-the-maximum")
@pytest.mark.parametrize("asks", ABOVE)
def test_a_larger_limit_counts_pages_of_the_maximum(searchers, wide, asks):
    for searcher in searchers.values():
        found = searcher.recalls({**wide, "limit": ASKS[asks](searcher.maximum), "page": 1})
        wanted = -(-found.total // searcher.maximum)
        witness(found.total > searcher.maximum, "searches with more ads than the maximum")
        right = found.max_page == wanted or (not found.total and found.max_page == 1)
        said = f"max_page {found.max_page} for a total of {found.total}"
        expect(right, expected=f"max_page {wanted}", received=said, of=found.answer)


@requirement("search.limit.larger-limit-pages-by-the-maximum")
@pytest.mark.parametrize(("asks", "sort"), [*zip(ABOVE, KEYED, strict=False), (ABOVE[0], "price_asc")])
def test_a_larger_limit_begins_page_two_where_the_maximum_ends(searchers, wide, grounds, asks, sort):
    for searcher in searchers.values():
        limit, known = ASKS[asks](searcher.maximum), widest(searcher, wide, grounds)
        if known is not None:
            combination = Combination((), sort, limit, 2, searcher.role)
            witness(len(judge_page(known, searchers, combination, in_place).ads), "ads on a second page of a maximum")
            continue
        if searcher.recalls({**wide, "limit": 1}).total <= searcher.maximum:
            continue

        def holds(searcher=searcher, limit=limit):
            clamped = {**wide, "sort": sort, "limit": searcher.maximum, "page": 2}
            first, second, again = (searcher.asks(each) for each in (clamped, {**clamped, "limit": limit}, clamped))
            relations.unmoved_page(first, again, sort)
            answers = [first.answer, second.answer]
            expect(second.keys(sort) == first.keys(sort), expected="the same page 2", received="another page 2", of=answers)
            expect(
                len(second.ads) == len(first.ads), expected=f"{len(first.ads)} ads", received=f"{len(second.ads)} ads", of=answers
            )
            witness(len(first.ads), "ads on a second page of a maximum")

        relations.established(holds)


@requirement("search.limit.meta-limit-under-clamp")
def test_meta_shows_the_clamped_or_the_requested_limit_on_every_page(searchers, wide):
    for searcher in searchers.values():
        total = searcher.recalls({**wide, "limit": ASKS[ABOVE[0]](searcher.maximum), "page": 1}).total
        for asks, page in zip(ABOVE, (1, 2 if total > searcher.maximum else 1, 1), strict=True):
            found = searcher.recalls({**wide, "limit": ASKS[asks](searcher.maximum), "page": page})
            witness(found.limit, "limits above a maximum")  # the law judges which limit meta shows


@requirement("search.limit.smaller-limit-is-a-prefix")
@pytest.mark.parametrize("sort", KEYED)
def test_a_smaller_limit_shows_the_first_ads_of_a_larger_one(searchers, grounds, sort):
    for each in grounds[:1]:
        known, maximum = len(each.base.ids), each.searcher.maximum
        for limit in sorted({1, known // 2, known - 1, maximum} - {0})[KEYED.index(sort) % 2 :: 2]:
            combination = Combination((), sort, min(limit, maximum), 1, each.searcher.role)
            witness(len(judge_page(each, searchers, combination, in_place).ads) < known, "limits that cut something off")


@requirement("search.limit.double-limit-joins-two-pages")
@pytest.mark.parametrize("sort", KEYED)
def test_two_pages_hold_what_one_page_of_twice_the_size_holds(searchers, grounds, sort):
    for each in grounds[:1]:
        half = min(len(each.base.ids), each.searcher.maximum) // 2
        if not half:
            inconclusive("the narrow search has one ad only")
        for limit in (half if sort in ("newest", "price_asc") else max(1, half // 2),):
            for page, size in ((1, limit), (2, limit), (1, 2 * limit)):
                witness(
                    len(judge_page(each, searchers, Combination((), sort, size, page, each.searcher.role), in_place).ads),
                    "ads on both",
                )


@requirement("search.limit.limit-of-zero")
def test_a_limit_of_zero_is_refused_or_read_in_some_way(best):
    found = best.sends([("limit", 0)])
    sizes = {0: "nothing", vocabulary.DEFAULT_LIMIT: "default", 1: "one", best.maximum: "maximum"}
    reading = "refused" if found.refused else sizes.get(len(found.delivered))
    if found.succeeded and (found.number("total") or 0) < best.maximum and len(found.delivered) == found.number("total"):
        reading = "maximum"
    expect(
        reading is not None,
        expected="a refusal, no ads, one, the default or the maximum",
        received=f"{len(found.delivered)} ads",
        of=found.answer,
    )
    follows("search.limit.limit-of-zero", reading, of=found.answer)
