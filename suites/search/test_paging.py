"""Pages: together they hold every ad once, in one order."""

from collections import Counter
from itertools import combinations, pairwise

import pytest

from adproof import expect, follows, inconclusive, requirement, witness
from adproof.api.search import relations, vocabulary
from adproof.api.search.found import key_of

KEYED = [sort for sort in vocabulary.SORTS if sort != "relevance"]


def sizes(ground):
    """Limits that make three to eight pages of a ground, one that divides its total and one that does not."""
    known, maximum = len(ground.base.ids), ground.searcher.maximum
    if known < 2:
        inconclusive("the narrow search has one ad only")
    fitting = [each for each in range(1, maximum + 1) if 2 <= -(-known // each) <= 8]
    dividing = [each for each in fitting if known % each == 0][-1:]
    return sorted({*dividing, *[each for each in fitting if known % each][:1], *[each for each in fitting if known % each][-1:]})


def walks(ground, sorts):
    """What is walked over: search, limit, number of ads. Everything under each order, then what each kind of filter finds."""
    limits, known = sizes(ground), len(ground.base.ids)
    for sort in sorts:
        for limit in limits if sort == sorts[0] else limits[sorts.index(sort) % len(limits) :][:1]:
            yield {**ground.base.narrowing, "sort": sort}, limit, known
    for turn, feature in enumerate(ground.of_each_kind().values()):
        found = len(ground.alone[feature])
        sort = "relevance" if feature.kind == "query" and "relevance" in sorts else sorts[turn % len(sorts)]
        if found > 2:
            yield {**ground.narrowed(feature), "sort": sort}, -(-found // 4), found


def each_walk(grounds, holds, sorts=KEYED):
    tally = relations.Tally("walks over all pages")
    for ground in grounds[:2]:
        for whole, limit, known in walks(ground, sorts):
            sort, pages = whole["sort"], range(1, -(-known // limit) + 1)
            searches = [whole, *({**whole, "limit": limit, "page": page} for page in pages)]

            def judged(_, found, sort=sort, limit=limit):
                whole, *pages = found
                last = max(1, -(-len(whole.ads) // limit))
                if last > len(pages):
                    raise relations.Moved  # ads came since the pages were counted
                holds(whole, pages[:last], sort)  # or went: what stands beyond the last page is left open

            def walk(ground=ground, searches=searches, judged=judged):
                ground.relate(judged, *searches, pages=True)

            tally.judge(walk)
    tally.close()


@requirement("search.paging.pages-share-no-ad")
def test_no_ad_stands_on_two_pages(grounds):
    def holds(whole, pages, sort):
        for one, other in pairwise(pages):
            # of ads that have equals there, order-of-equal-ads-is-stable speaks
            ads = {ad.id: key_of(ad, sort) for ad in (*one.ads, *other.ads)}
            alone = {key for key, count in Counter(ads.values()).items() if count == 1}
            twice = {ad.id for ad in one.ads if ad.id in other.ids and key_of(ad, sort) in alone}
            said = f"{relations.named(twice)} again"
            expect(not twice, expected="other ads on the next page", received=said, of=[one.answer, other.answer])
        for place, one in enumerate(pages):
            for other in pages[place + 2 :]:
                twice = {
                    ad.id for ad in one.ads if ad.id in other.ids and whole.keys(sort).count(key_of(ad, sort)) < len(one.ads)
                }
                said = f"{relations.named(twice)} twice"
                expect(not twice, expected="no ad on two pages", received=said, of=[one.answer, other.answer])
        witness(len(pages) > 1, "searches of several pages")

    each_walk(grounds, holds)


@requirement("search.paging.pages-share-no-ad")
def test_no_two_pages_by_relevance_are_the_same(grounds):
    """Ads of one relevance may change places from page to page; that all of a page's ads do is no accident."""

    def holds(_, pages, __):
        for one, other in combinations([page for page in pages if len(page.ads) > 2], 2):
            witness(1, "pairs of pages by relevance")
            said = f"page {one.sent.page} again"
            expect(one.ids != other.ids, expected="other ads on another page", received=said, of=[one.answer, other.answer])

    each_walk(grounds[:1], holds, ["relevance"])


@requirement("search.paging.pages-hold-every-ad")
def test_all_pages_together_hold_every_ad(grounds):
    def holds(whole, pages, sort):
        paged = Counter(key_of(ad, sort) for page in pages for ad in page.ads)
        known = Counter(key_of(ad, sort) for ad in whole.ads)
        answers = [whole.answer, *(page.answer for page in pages)]
        said = f"{paged.total()} ads on {len(pages)} pages"
        expect(paged.total() == known.total(), expected=f"{known.total()} ads on all pages", received=said, of=answers)
        expect(paged == known, expected="the keys of all ads, each as often", received="other keys", of=answers)
        strange = {ad.id for page in pages for ad in page.ads} - whole.ids
        expect(not strange, expected="ads of the search", received=f"also {relations.named(strange)}", of=answers)
        witness(len(pages) > 1, "searches of several pages")

    each_walk(grounds, holds)


@requirement("search.paging.order-continues-over-pages")
def test_the_order_continues_over_the_pages(grounds):
    def holds(whole, pages, sort):
        for one, other in pairwise(pages):
            if one.keys(sort) and other.keys(sort):
                last, first = one.keys(sort)[-1], other.keys(sort)[0]
                witness(last != first, "page borders between different keys")
                said = f"{abs(first):g} after {abs(last):g}"
                expect(last <= first, expected=f"{sort} across the border", received=said, of=[one.answer, other.answer])
        del whole

    each_walk(grounds, holds)


@requirement("search.paging.order-of-equal-ads-is-stable")
def test_equal_ads_keep_their_places(grounds):
    def holds(whole, pages, sort):
        del sort
        listed = Counter(ad.id for page in pages for ad in page.ads)
        twice = {id for id, times in listed.items() if times > 1}
        expect(
            not twice, expected="every ad once", received=f"{relations.named(twice)} twice", of=[page.answer for page in pages]
        )
        lost = whole.ids - set(listed)
        expect(not lost, expected="every ad", received=f"without {relations.named(lost)}", of=[page.answer for page in pages])
        witness(len(pages) > 1, "searches of several pages")

    each_walk(grounds, holds, vocabulary.SORTS)


@requirement("search.paging.same-page-twice-is-the-same")
@pytest.mark.parametrize("page", [1, 2])
def test_a_page_asked_twice_is_the_same(field, page):
    size = max(1, len(field.base.ids) // 3)
    for sort in vocabulary.SORTS:
        search = {**field.base.narrowing, "limit": size, "page": page, "sort": sort}

        known = field.look(search).usable()

        def holds(search=search, sort=sort, known=known):
            one, other = known, field.searcher.sends(list(search.items())).usable()
            if one.ids != other.ids or one.keys(sort) != other.keys(sort):
                _, (one, other) = relations.around(
                    field.searcher, field.base.narrowing, *[lambda: field.searcher.sends(list(search.items()))] * 2
                )
            same = one.ids == other.ids and one.keys(sort) == other.keys(sort)
            expect(same, expected="the same page again", received="another page", of=[one.answer, other.answer])
            witness(len(one.ads), "ads on pages asked twice")

        relations.established(holds)


def page_of_a_third(ground, page):
    size = max(1, len(ground.base.ids) // 3)
    return ground.searcher.sends(list({**ground.base.narrowing, "limit": size, "page": page}.items()))


def like(found, ground, page):
    return [key_of(ad, "newest") for ad in found.delivered] == page_of_a_third(ground, page).keys("newest")


@requirement("search.paging.page-beyond-the-last")
@pytest.mark.parametrize("beyond", [1, 7])
def test_a_page_beyond_the_last_is_empty_refused_or_a_repetition(field, beyond):
    def read():
        last = page_of_a_third(field, 1).max_page
        found = page_of_a_third(field, last + beyond)
        if found.succeeded and (found.number("max_page") or 0) >= last + beyond:
            inconclusive("ads came while a page beyond the last was asked for")
        if not found.succeeded or not found.delivered:
            return "refused" if found.refused else "empty" if found.succeeded else None, found
        return "last-again" if like(found, field, last) else "first-again" if like(found, field, 1) else None, found

    reading, found = field.settle(read)
    said = f"{len(found.delivered)} ads of no such page"
    expect(reading, expected="no ads, a refusal, the last or the first page", received=said, of=found.answer)
    follows("search.paging.page-beyond-the-last", reading, of=found.answer)


@requirement("search.paging.page-zero")
def test_page_zero_is_refused_empty_or_the_first(field):
    def read():
        found = page_of_a_third(field, 0)
        if not found.succeeded or not found.delivered:
            return "refused" if found.refused else "empty" if found.succeeded else None, found
        return "first" if like(found, field, 1) else None, found

    reading, found = field.settle(read)
    said = f"{len(found.delivered)} other ads"
    expect(reading, expected="a refusal, no ads, or the first page", received=said, of=found.answer)
    follows("search.paging.page-zero", reading, of=found.answer)
