"""Lists of keywords: each counts at each of its places, short ones too."""

from adproof import expect, requirement, witness
from adproof.api.search import mining, relations
from adproof.api.search.text import Carries

MOST = 3


def lists_with(word, others):
    """Lists in which a word stands alone, first, last, and in the middle."""
    one, other = (*others, *others)[:2] if others else (None, None)
    yield (word,)
    if one:
        yield from ((word, one), (one, word), (one, word, other) if one != other else (one, word))


@requirement("search.exclude.excluded-word-is-absent")
def test_a_short_keyword_counts_at_every_place(grounds):
    for ground in grounds[:1]:
        others = [word.word for word in ground.words if len(word.carriers) <= 0.2 * word.of][:2]
        ads = list(ground.base.ads.values())
        for word in mining.short_words(ads)[:MOST] + mining.numbers(ads)[-1:]:
            for keywords in lists_with(word, others):
                found = ground.look({**ground.base.narrowing, "exclude": ",".join(keywords)}).usable()
                witness(1, "lists with a short keyword")  # the law judges every ad
                left = [ad.id for ad in found.ads if ad.carries(word) is Carries.YES]
                expect(not left, expected=f"no ad with {word!r}", received=relations.named(left), of=found.answer)


@requirement("search.exclude.excluded-word-is-absent")
def test_a_keyword_beside_a_mark_counts(grounds):
    """A word before a full stop, a comma or a bracket is a word all the same."""
    for ground in grounds[:2]:
        marked = mining.marked_words(ground.base.ads.values())
        for word in sorted(marked, key=lambda word: -len(marked[word]))[: 2 * MOST]:
            found = ground.look({**ground.base.narrowing, "exclude": word}).usable()
            witness(len(marked[word]), "ads with a keyword beside a mark")
            left = [ad.id for ad in found.ads if ad.carries(word) is Carries.YES]
            expect(not left, expected=f"no ad with {word!r}", received=relations.named(left), of=found.answer)
