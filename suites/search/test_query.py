"""The term: what it finds, and that it finds nothing else."""

from adproof import expect, requirement, witness
from adproof.api.search import mining, relations
from adproof.api.search.expectations import judge_feature, only_removes
from adproof.api.search.ground import words_of
from adproof.api.search.text import NONSENSE, Carries


def finds_its_carriers(grounds, carriers, what):
    """Each word finds the ads that carry it in the place asked for."""
    for ground, word in words_of(grounds, carriers):
        search = {**ground.base.narrowing, "query": word.word}
        witness(carriers(word), what)

        def holds(before, results, word=word):
            wanted = {ad.id for ad in before.ads if ad.id in carriers(word) and ad.carries(word.word) is Carries.YES}
            lost = wanted - results[0].ids
            expect(
                not lost,
                expected=f"the ads with {word.word!r}",
                received=f"without {relations.named(lost)}",
                of=results[0].answer,
            )

        ground.relate(holds, search)


@requirement("search.query.finds-words-of-the-title")
def test_an_ad_is_found_by_a_word_of_its_title(grounds):
    finds_its_carriers(grounds, lambda word: word.title_only, "ads with a word only in the title")


def finds_the_ad(ground, part, words, id):
    """The ad is found by these words, while they stand in its title or description."""

    def holds(before, results):
        lost = any(ad.id == id and words in getattr(ad, part) for ad in before.ads) and id not in results[0].ids
        expect(not lost, expected=f"ad {id} by {words!r} of its {part}", received="not found", of=results[0].answer)

    ground.relate(holds, {**ground.base.narrowing, "query": words})


@requirement("search.query.finds-words-of-the-title")
def test_an_ad_is_found_by_neighbouring_words_of_its_title(grounds):
    for ground in [each for each in grounds if not each.base.uses("query")]:
        ads = list(ground.base.ads.values())
        spelled = mining.spellings({ad.id: ad.title for ad in ads})
        for words, id in mining.phrases(ads)[:4] + mining.phrases(ads, digits=True)[:3] + spelled:
            witness(1, "titles with neighbouring words")
            finds_the_ad(ground, "title", words, id)


@requirement("search.query.finds-words-of-the-description")
def test_an_ad_is_found_by_several_words_of_its_description(grounds):
    for ground in [each for each in grounds if not each.base.uses("query")][:1]:
        for words, id in mining.spellings({ad.id: ad.description for ad in ground.base.ads.values()}):
            witness(1, "descriptions with words of every kind")
            finds_the_ad(ground, "description", words, id)


@requirement("search.query.finds-words-of-the-description")
def test_an_ad_is_found_by_a_word_of_its_description(grounds):
    finds_its_carriers(grounds, lambda word: word.description_only, "ads with a word only in the description")


@requirement("search.query.finds-words-with-umlauts")
def test_an_ad_is_found_by_a_word_with_umlauts(grounds):
    finds_its_carriers(grounds, lambda word: word.carriers if word.umlaut else frozenset(), "ads with a word with umlauts")


@requirement("search.query.finds-every-ad-with-the-word")
def test_every_ad_with_the_word_is_found(grounds):
    for ground in grounds:
        for feature in [each for each in ground.features if each.kind == "query"]:
            found, left_out = judge_feature(ground, feature, missing="every ad with the word")
            witness(min(found, left_out), "ads with the word, among others without")


@requirement("search.query.only-restricts")
def test_a_term_never_finds_more_than_the_star(best, stock, wide, grounds):
    words = [word.word for word in stock.words[:6]]
    for word in [*words, NONSENSE]:

        def holds(word=word):
            before, found, after = (
                best.finds(**wide, limit=1),
                best.finds(**wide, query=word, limit=1),
                best.finds(**wide, limit=1),
            )
            most, said = max(before.total, after.total), f"{found.total} ads"
            witness(found.total < most, "words that restrict")
            expect(found.total <= most, expected=f"at most the {most} ads of *", received=said, of=[before.answer, found.answer])

        relations.established(holds)


@requirement("search.query.found-ads-are-among-all")
def test_what_a_term_finds_is_found_without_it(grounds):
    for ground in grounds:
        only_removes(ground, "query", "ads that * finds too")
        witness(sum(len(ids) for feature, ids in ground.alone.items() if feature.kind == "query"), "ads found by a word")


@requirement("search.query.nonsense-finds-nothing")
def test_a_random_word_finds_nothing(best):
    found = best.finds(query=NONSENSE).usable()
    witness(1, "random words")
    expect(found.total == 0, expected="no ads", received=f"{found.total} ads", of=found.answer)


@requirement("search.query.plus-and-percent-twenty-agree")
def test_a_space_may_be_written_in_two_ways(best):
    plus, percent = (best.sends(raw=f"query=iphone{blank}16{blank}pro&limit=2") for blank in ("+", "%20"))
    witness(1, "queries with blanks")
    for each in (plus, percent):
        shown = each.usable().meta.get("query")
        expect(shown == "iphone 16 pro", expected="meta.query 'iphone 16 pro'", received=repr(shown)[:60], of=each.answer)
