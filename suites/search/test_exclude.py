"""Excluded keywords: they remove what they name, and nothing else."""

from functools import partial

from adproof import expect, requirement, witness
from adproof.api.search import elsewhere, mining, relations
from adproof.api.search.expectations import judge_feature, only_removes, without
from adproof.api.search.text import NONSENSE, Carries


def with_word(found, word):
    return [ad.id for ad in found.ads if ad.carries(word) is Carries.YES]


def removes(grounds, carriers, what):
    for ground in grounds:
        for word in [word for word in ground.words if carriers(word)][:3]:
            witness(carriers(word), what)
            found = ground.look(without(ground, word.word)).usable()
            left = with_word(found, word.word)
            expect(not left, expected=f"no ad with {word.word!r}", received=relations.named(left), of=found.answer)


@requirement("search.exclude.looks-at-the-title")
def test_a_keyword_of_the_title_removes_the_ad(grounds):
    removes(grounds, lambda word: word.title_only, "ads with a keyword only in the title")


@requirement("search.exclude.looks-at-the-description")
def test_a_keyword_of_the_description_removes_the_ad(grounds):
    removes(grounds, lambda word: word.description_only, "ads with a keyword only in the description")


@requirement("search.exclude.excluded-word-is-absent")
def test_keywords_of_every_kind_are_absent(grounds, best, wide, stock):
    for ground in grounds:
        for word in [each for each in ground.words if each.umlaut][:2]:
            ground.look(without(ground, word.word))
        for word in ground.words[:2]:  # also where the query asks for it
            ground.look({"query": word.word, **without(ground, word.word)})
        if ground.base.uses("query"):
            ground.look(without(ground, str(ground.base.narrowing["query"])))
    for word in stock.words[:6]:
        for sort in ("newest", "price_asc"):
            witness(
                len(best.recalls({**wide, "exclude": word.word, "sort": sort, "limit": best.maximum}).usable().ads),
                "ads of searches with a keyword",
            )


@requirement("search.exclude.excluded-word-is-absent")
def test_short_keywords_are_absent(grounds):
    """Abbreviations and brands of two to four letters, alone and behind a keyword that no ad has."""
    for ground in grounds[:2]:
        for word in mining.short_words(ground.base.ads.values())[:2]:
            for keywords in ((word,), (NONSENSE, word)):
                witness(1, "searches without a short keyword")  # the law judges every ad
                ground.look(without(ground, *keywords))


@requirement("search.exclude.only-removes")
def test_excluding_keywords_brings_in_no_ad(grounds):
    for ground in grounds:
        witness(only_removes(ground, "exclude", "ads found without keywords"), "ads removed by keywords")


@requirement("search.exclude.removes-only-what-it-names")
def test_ads_with_nothing_like_a_keyword_stay(grounds):
    for ground in grounds:
        for feature in [each for each in ground.features if each.kind == "exclude"]:
            missing, strange = "every ad with nothing like a keyword", "no ad with a keyword"
            stays, goes = judge_feature(ground, feature, missing=missing, strange=strange)
            witness(stays and goes, "ads with nothing like a keyword that does remove others")


@requirement("search.exclude.removes-only-what-it-names")
def test_a_word_that_only_stands_elsewhere_removes_nothing(grounds):
    for ground in grounds[:1]:

        def holds(before, results, word):
            stays = {ad.id for ad in before.ads if ad.carries(word) is Carries.NO}
            witness(stays, "ads with nothing like the keyword in title and description")
            lost = stays - results[0].ids
            said = f"without {relations.named(lost)}"
            expect(not lost, expected="every ad with nothing like a keyword in its texts", received=said, of=results[0].answer)

        for word in elsewhere.words(ground.base.ads.values()):
            ground.relate(partial(holds, word=word), without(ground, word))


@requirement("search.exclude.happens-before-counting-and-paging")
def test_excluded_ads_are_neither_counted_nor_leave_gaps(grounds):
    tally = relations.Tally("searches with a keyword, page by page")
    for ground in grounds:
        size = max(1, len(ground.base.ids) // 3)

        def holds(_, results, size=size):
            whole, *pages = results
            for number, page in enumerate(pages):
                wanted = max(0, min(size, len(whole.ids) - number * size))
                said = f"{len(page.ads)} ads, a total of {page.total}"
                right = len(page.ads) == wanted and page.total == len(whole.ids)
                expect(right, expected=f"{wanted} ads, a total of {len(whole.ids)}", received=said, of=page.answer)

        for feature in [each for each in ground.alone if each.kind == "exclude"][:2]:
            search, last = ground.narrowed(feature), -(-len(ground.alone[feature]) // size)
            pages = [{**search, "limit": size, "page": page} for page in range(1, last + 1)]
            tally.judge(partial(ground.relate, holds, search, *pages, pages=True))
            witness(ground.base.ids - ground.alone[feature], "ads removed by a keyword")
    tally.close()


@requirement("search.exclude.works-without-a-query")
def test_keywords_are_excluded_without_a_query(grounds):
    for ground in [each for each in grounds if not each.base.uses("query")]:
        for word in ground.words[:3]:
            for search in (without(ground, word.word), {**without(ground, word.word), "query": "*"}):
                found = ground.look(search).usable()
                witness(word.carriers, "ads with the keyword")
                left = with_word(found, word.word)
                expect(not left, expected=f"no ad with {word.word!r}", received=relations.named(left), of=found.answer)
