"""Excluded keywords: they remove what they name, and nothing else."""

from itertools import permutations

import pytest

from adproof import expect, follows, inconclusive, requirement, witness
from adproof.api.search import mining, relations
from adproof.api.search.expectations import judge_feature
from adproof.api.search.features import lists_of

NONSENSE = "xqvzkwjyhqbdtmfgplrn"


def words_of(ground):
    return mining.words(ground.base.ads.values())


def without(ground, *keywords):
    """The narrow search without these keywords."""
    return {**ground.base.narrowing, "exclude": ",".join(keywords)}


def removes(grounds, carriers, what):
    """Each keyword removes the ads that carry it in the place asked for."""
    for ground in grounds:
        biting = [word for word in words_of(ground) if carriers(word)]
        for word in biting[:3]:
            witness(carriers(word), what)
            found = ground.searcher.everything(without(ground, word.word)).usable()
            left = [ad for ad in found.ads if ad.id in carriers(word) and word.word in (ad.title + " " + ad.description).split()]
            said = f"ad {left[0].id} with it" if left else ""
            expect(not left, expected=f"no ad with {word.word!r}", received=said, of=found.answer)


@requirement("search.exclude.looks-at-the-title")
def test_a_keyword_of_the_title_removes_the_ad(grounds):
    removes(grounds, lambda word: word.title_only, "ads with a keyword only in the title")


@requirement("search.exclude.looks-at-the-description")
def test_a_keyword_of_the_description_removes_the_ad(grounds):
    removes(grounds, lambda word: word.description_only, "ads with a keyword only in the description")


@requirement("search.exclude.excluded-word-is-absent")
def test_keywords_of_every_kind_are_absent(grounds, best, wide, stock):
    for ground in grounds:
        for word in [each for each in words_of(ground) if each.umlaut][:2]:
            ground.searcher.everything(without(ground, word.word))
    for word in mining.words(list(stock.ads.values())[:300])[:6]:
        for sort in ("newest", "price_asc"):
            witness(len(best.everything({**wide, "exclude": word.word, "sort": sort}).usable().ads), "ads of searches with a keyword")


@requirement("search.exclude.only-removes")
def test_excluding_keywords_brings_in_no_ad(grounds):
    for ground in grounds:
        for feature in [each for each in ground.alone if each.kind == "exclude"]:
            witness(ground.base.ids - ground.alone[feature], "ads removed")
            if not ground.alone[feature] <= ground.base.ids:

                def holds(ground=ground, feature=feature):
                    _, (found,) = relations.around(
                        ground.searcher, ground.base.narrowing, lambda: ground.searcher.everything(ground.narrowed(feature))
                    )
                    extra = found.ids - ground.searcher.everything(ground.base.narrowing).ids
                    expect(not extra, expected="ads found without keywords", received=f"also {relations.named(extra)}", of=found.answer)

                relations.established(holds)


@requirement("search.exclude.removes-only-what-it-names")
def test_ads_with_nothing_like_a_keyword_stay(grounds):
    for ground in grounds:
        for feature in [each for each in ground.features if each.kind == "exclude"]:
            stays, goes = judge_feature(
                ground, feature, missing="every ad with nothing like a keyword", strange="no ad with a keyword"
            )
            witness(stays and goes, "ads with nothing like a keyword that does remove others")


def lists_and_grounds(grounds, size):
    for ground in grounds:
        yield from ((ground, group) for _, group in list(lists_of(words_of(ground), size))[:3])


@requirement("search.exclude.every-keyword-counts")
@pytest.mark.parametrize("size", [2, 3])
def test_a_list_removes_what_each_of_its_keywords_removes(grounds, size):
    for ground, group in lists_and_grounds(grounds, size):
        witness(1, f"lists of {size} keywords that each remove an ad of their own")

        def holds(ground=ground, group=group):
            asks = [lambda word=word: ground.searcher.everything(without(ground, word)) for word in group]
            _, results = relations.around(
                ground.searcher, ground.base.narrowing, *asks, lambda: ground.searcher.everything(without(ground, *group))
            )
            *single, together = results
            wanted = frozenset.intersection(*(each.ids for each in single))
            lost, extra = wanted - together.ids, together.ids - wanted
            said = f"without {relations.named(lost)}" if lost else f"also {relations.named(extra)}"
            expect(together.ids == wanted, expected=f"what each of {', '.join(group)} leaves", received=said, of=together.answer)

        relations.established(holds)


@requirement("search.exclude.order-and-repetition-do-not-matter")
def test_order_and_repetition_of_keywords_change_nothing(grounds):
    for ground, group in [*lists_and_grounds(grounds, 2), *list(lists_and_grounds(grounds, 3))[:1]]:
        forms = [*permutations(group), (*group, group[0]), (group[0], *group)]

        def holds(ground=ground, forms=forms):
            asks = [lambda form=form: ground.searcher.everything(without(ground, *form)) for form in forms]
            _, (first, *others) = relations.around(ground.searcher, ground.base.narrowing, *asks)
            for each in others:
                same = each.ids == first.ids and each.total == first.total
                said = f"{len(each.ids)} other ads"
                expect(same, expected=f"the same {len(first.ids)} ads", received=said, of=[first.answer, each.answer])

        relations.established(holds)
        witness(1, "lists of keywords that each remove an ad of their own")


@requirement("search.exclude.longer-list-never-finds-more")
def test_one_more_keyword_brings_no_ad_back(grounds, best, wide, stock):
    for ground, group in [*lists_and_grounds(grounds, 2), *list(lists_and_grounds(grounds, 3))[:1]]:

        def holds(ground=ground, group=group):
            asks = [lambda size=size: ground.searcher.everything(without(ground, *group[:size])) for size in range(1, len(group) + 1)]
            _, results = relations.around(ground.searcher, ground.base.narrowing, *asks)
            for fewer, more in zip(results, results[1:], strict=False):
                witness(fewer.ids - more.ids, "ads that one more keyword removes")
                back = more.ids - fewer.ids
                expect(not back, expected="no ad back", received=f"{relations.named(back)} back", of=[fewer.answer, more.answer])

        relations.established(holds)
    wide_lists = list(lists_of(mining.words(list(stock.ads.values())[:300]), 3))[:1]
    for _, group in wide_lists:
        totals = [best.finds(**wide, exclude=",".join(group[:size]), limit=1).total for size in (1, 2, 3)]
        if totals != sorted(totals, reverse=True):
            inconclusive("totals of a broad search rose with one more keyword; the data may be moving")


@requirement("search.exclude.unknown-word-changes-nothing")
def test_excluding_a_word_that_no_ad_has_changes_nothing(grounds, best, wide):
    for ground in grounds:
        for keywords in ((NONSENSE,), (NONSENSE, NONSENSE[::-1])):
            witness(ground.base.ids, "ads that could have vanished")

            def holds(ground=ground, keywords=keywords):
                stayed, _, (found,) = ground.afresh([], without(ground, *keywords))
                lost = frozenset(stayed) - found.ids
                expect(not lost, expected="every ad", received=f"without {relations.named(lost)}", of=found.answer)
                expect(found.total == len(found.ids), expected=f"a total of {len(found.ids)}", received=str(found.total), of=found.answer)

            relations.established(holds)

    def holds():
        before, found, after = best.finds(**wide, limit=1), best.finds(**wide, exclude=NONSENSE, limit=1), best.finds(**wide, limit=1)
        least, most = min(before.total, after.total), max(before.total, after.total)
        said = f"a total of {found.total}"
        expect(least <= found.total <= most, expected=f"a total of {most}", received=said, of=[before.answer, found.answer])

    relations.established(holds)


@requirement("search.exclude.happens-before-counting-and-paging")
def test_excluded_ads_are_neither_counted_nor_leave_gaps(grounds):
    for ground in grounds:
        for feature in [each for each in ground.alone if each.kind == "exclude"][:3]:
            left = len(ground.alone[feature])
            size = max(1, len(ground.base.ids) // 3)
            for page in range(1, -(-left // size) + 1):

                def holds(ground=ground, feature=feature, size=size, page=page):
                    search = {**ground.narrowed(feature), "limit": size, "page": page}
                    _, (whole, found) = relations.around(
                        ground.searcher, ground.base.narrowing,
                        lambda: ground.searcher.everything(ground.narrowed(feature)), lambda: ground.searcher.asks(search),
                    )
                    wanted = max(0, min(size, len(whole.ids) - (page - 1) * size))
                    said = f"{len(found.ads)} ads, a total of {found.total}"
                    right = len(found.ads) == wanted and found.total == len(whole.ids)
                    expect(right, expected=f"{wanted} ads, a total of {len(whole.ids)}", received=said, of=found.answer)

                relations.established(holds)
            witness(left < len(ground.base.ids), "keywords that remove ads")


@requirement("search.exclude.works-without-a-query")
def test_keywords_are_excluded_without_a_query(grounds):
    for ground in grounds:
        if not ground.base.uses("query"):
            for word in words_of(ground)[:3]:
                for search in (without(ground, word.word), {**without(ground, word.word), "query": "*"}):
                    found = ground.searcher.everything(search).usable()
                    witness(word.carriers, "ads with the keyword")
                    extra = [ad.id for ad in found.ads if word.word in (ad.title + " " + ad.description).split()]
                    expect(not extra, expected=f"no ad with {word.word!r}", received=relations.named(extra), of=found.answer)


@requirement("search.exclude.letter-case-of-a-keyword")
def test_the_letter_case_of_a_keyword_is_ignored_or_minded(grounds):
    for ground in grounds:
        for word in [each for each in words_of(ground) if each.word.isascii() and not each.maybe][:1]:
            removed = [ground.base.ids - ground.searcher.everything(without(ground, form)).ids for form in (word.word.upper(), word.word.lower())]
            ignored = all(word.carriers <= each for each in removed)
            follows("search.exclude.letter-case-of-a-keyword", "ignored" if ignored else "minded")
            return
    inconclusive("no word of one letter case only was found")


@requirement("search.exclude.keyword-inside-a-longer-word")
def test_a_keyword_removes_longer_words_or_not(grounds):
    for ground in grounds:
        for word in [each for each in words_of(ground) if len(each.word) >= 8 and not each.maybe][:1]:
            found = ground.searcher.everything(without(ground, word.word[:5])).usable()
            follows("search.exclude.keyword-inside-a-longer-word", "whole-words" if word.carriers & found.ids else "parts", of=found.answer)
            return
    inconclusive("no long word was found")


@requirement("search.exclude.blank-after-a-comma")
def test_a_blank_after_a_comma_is_ignored_or_counts(grounds):
    for ground, (one, other) in lists_and_grounds(grounds, 2):
        found = ground.searcher.sends(list({**ground.base.narrowing, "exclude": f"{one}, {other}", "limit": ground.searcher.maximum}.items()))
        plain = ground.searcher.everything(without(ground, one, other)).usable()
        reading = "refused" if found.refused else "ignored" if frozenset(ad.id for ad in found.delivered) == plain.ids else "literal"
        follows("search.exclude.blank-after-a-comma", reading, of=found.answer)
        return
    inconclusive("no two keywords were found that remove ads of their own")
