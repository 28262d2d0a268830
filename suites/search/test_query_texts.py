"""The term stands in the title or the description of what it finds, not somewhere else."""

from adproof import expect, requirement, witness
from adproof.api.search import elsewhere, meaning, relations
from adproof.api.search.text import Carries


@requirement("search.query.found-ads-carry-the-term")
def test_a_word_of_few_ads_does_not_find_them_all(grounds, best, wide, stock):
    for word in stock.words[:8]:
        found = best.recalls({**wide, "query": word.word, "limit": best.maximum, "sort": "newest"}).usable()
        witness(len(found.ads), "ads found by a word")  # the law judges each of them


@requirement("search.query.found-ads-carry-the-term")
def test_words_that_stand_elsewhere_are_asked_for(grounds):
    for ground in [each for each in grounds if not each.base.uses("query")][:1]:
        for word in elsewhere.words(ground.base.ads.values()):
            found = ground.look({**ground.base.narrowing, "query": word}).usable()
            witness(len(found.ads), "ads found by a word")
            strange = [ad for ad in found.ads if ad.carries(word) is Carries.NO]
            said = f"ad {strange[0].id} with {word!r} in another field" if strange else ""
            by_another_field = len(strange) > 1 and all(elsewhere.has(ad, word) for ad in strange)
            expect(not by_another_field, expected=f"ads with {word!r} in their texts", received=said, of=found.answer)


@requirement("search.query.found-ads-carry-the-term")
def test_what_terms_find_has_them_or_another_word_in_common(grounds):
    """One term may have a meaning that nobody sees in the ads; not several."""
    for ground in grounds:
        terms = [each for each in ground.alone if each.kind == "query"]
        witness(sum(len(ground.base.ids - ground.alone[each]) for each in terms), "ads that could have been found wrongly")

        def holds(before, results, terms=terms):
            known = {ad.id: ad for ad in before.ads}
            strange = {}
            for feature, found in zip(terms, results, strict=True):
                term = str(feature.search["query"])
                if ids := meaning.unexplained(term, known, found.ids):
                    strange[term] = f"{relations.named(ids)} by {term!r}"
            said = "; ".join(list(strange.values())[:3])
            expect(len(strange) < 2, expected="ads with the term", received=said, of=[each.answer for each in results][:3])

        ground.relate(holds, *(ground.narrowed(each) for each in terms))
