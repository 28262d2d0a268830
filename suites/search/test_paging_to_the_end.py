"""The end of a search: the last page has ads, for every key, at every size, however far it is."""

from adproof import expect, requirement, witness
from adproof.api.search import relations, vocabulary
from adproof.api.search.bases import Base
from adproof.api.search.expectations import cut, in_place, judge_page
from adproof.api.search.ground import Combination, pages_of

FARTHEST = 10_000  # ads before a page, beyond which a service may leave pages out


def sizes(total, maximum):
    """Limits: one ad on a page, one that divides the total, one that leaves a rest, and the maximum."""
    dividing = [each for each in range(2, min(total, maximum) + 1) if total % each == 0 and total // each > 1]
    remaining = [each for each in range(2, min(total, maximum) + 1) if total % each]
    return list(dict.fromkeys([1, *dividing[:1], *dividing[-1:], *remaining[len(remaining) // 2 :][:1], maximum]))


@requirement("search.paging.last-page-has-ads")
def test_every_key_sees_the_last_page_of_a_narrow_search(searchers, grounds):
    tally = relations.Tally("last pages")
    ground, total = grounds[0], len(grounds[0].base.ids)
    for role, searcher in searchers.items():
        for limit in sizes(total, searcher.maximum):
            sort = vocabulary.SORTS[limit % len(vocabulary.SORTS)]
            last = Combination((), sort, limit, max(1, pages_of(total, limit)), role)
            tally.judge(lambda last=last: judge_page(ground, searchers, last, in_place))
            witness(total, "ads on last pages")
    tally.close()


@requirement("search.paging.pages-hold-every-ad")
def test_a_last_page_that_is_full_lacks_no_ad(searchers, grounds):
    tally = relations.Tally("last pages that are full")
    for ground in grounds:
        total = len(ground.base.ids)
        for limit in [each for each in sizes(total, ground.searcher.maximum) if total % each == 0]:
            for sort in ("newest", "price_asc"):
                last = Combination((), sort, limit, total // limit, ground.searcher.role)
                tally.judge(lambda ground=ground, last=last: judge_page(ground, searchers, last, in_place))
                witness(total, "ads on full last pages")
    tally.close()


# Limits and pages that a carelessly written key takes for each other.
LOOKALIKES = [[(1, 12), (11, 2)], [(21, 1), (1, 12)], [(2, 3), (3, 2)], [(1, 4), (4, 1), (2, 2)]]


@requirement("search.paging.look-alike-pages-keep-apart")
def test_pages_that_look_alike_are_kept_apart(grounds):
    ground = max(grounds, key=lambda each: len(each.base.ids))
    total, role = len(ground.base.ids), ground.searcher.role
    alike = [
        [pair for pair in pairs if pair[0] <= ground.searcher.maximum and pair[0] * (pair[1] - 1) < total] for pairs in LOOKALIKES
    ]
    pages = [Combination((), "oldest", limit, page, role) for pairs in alike if len(pairs) > 1 for limit, page in pairs]

    def judged():
        with relations.recalling(False):
            searches = [lambda each=each: ground.searcher.asks(each.search(ground.base)) for each in pages]
            before, found = relations.around(ground.searcher, ground.base.narrowing, *searches)
        base = Base(ground.base.kind, ground.base.narrowing, before, ground.searcher)
        for page, each in zip(pages, found, strict=True):
            cut(base, before.ids, ground.placing, page, each)

    relations.established(judged)
    witness(pages, "pages that look alike")


@requirement("search.paging.last-page-has-ads")
def test_pages_are_there_as_far_as_max_page_says(searchers, wide):
    smallest, tally = min(searchers.values(), key=lambda each: each.maximum), relations.Tally("far pages")
    for searcher in searchers.values():
        sizes_and_orders = [(1, "oldest"), (None, "newest"), (searcher.maximum, "price_asc")]
        for limit, sort in sizes_and_orders if searcher is smallest else sizes_and_orders[1:]:
            search = {**wide, "sort": sort, **({"limit": limit} if limit else {})}

            def holds(searcher=searcher, search=search, limit=limit or vocabulary.DEFAULT_LIMIT):
                before = searcher.asks(search)
                reach = min(before.max_page, FARTHEST // limit)
                pages = [max(1, reach - 1), max(1, min(reach // 2, 12))]
                far = [searcher.asks({**search, "page": page}) for page in dict.fromkeys(pages)]
                if searcher.asks(search).max_page != before.max_page:
                    raise relations.Moved
                for each in far:
                    wanted = f"ads on page {each.sent.page} of {before.max_page}"
                    expect(each.ads or not before.total, expected=wanted, received="none", of=each.answer)
                witness(reach > 1, "pages beyond the first")

            tally.judge(holds)
    tally.close()


@requirement("search.paging.last-page-of-a-broad-search-has-ads")
def test_the_last_page_of_a_broad_search_has_ads(searchers, wide):
    for searcher in searchers.values():
        for sort, limit in (("price_asc", searcher.maximum),):
            search = {**wide, "limit": limit, "sort": sort}
            pages = searcher.recalls(search).max_page
            last = searcher.recalls({**search, "page": max(1, min(pages, 10**8))})
            witness(pages > 1, "last pages beyond the first")
            if last.number("max_page") == pages > 0:
                expect(last.delivered, expected=f"ads on page {pages}, the last", of=last.answer)
