"""What a filter finds in the whole stock, held against the stock itself: both sorted alike, as far as both answers reach."""

from functools import partial

import pytest

from adproof import expect, inconclusive, requirement, witness
from adproof.api.search import mining, relations
from adproof.api.search.found import key_of
from adproof.api.search.text import Carries


def within(found, sort, last):
    """The ads of an answer that stand surely before a key."""
    return {ad.id: ad for ad in found.ads if key_of(ad, sort) is not None and key_of(ad, sort) < last}


def reach(found, sort):
    """The key up to which an answer shows every match: without end when it shows them all."""
    return float("inf") if found.whole else max(found.keys(sort), default=float("-inf"))


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@requirement("search.query.found-ads-are-among-all")
def test_what_a_word_finds_is_in_the_whole_and_the_other_way_round(best, wide, stock, sort):
    words = [*stock.words[:2], *mining.odd_words(stock.ads.values())["frequent"]]
    if not words:
        inconclusive("no word was found that some ads carry and others do not")
    for narrowing in ({}, wide) if wide else ({},):
        for word in words:
            relations.established(partial(in_the_whole, best, narrowing, word.word, sort))


def in_the_whole(best, narrowing, word, sort):
    everything = {**narrowing, "sort": sort, "limit": best.maximum}
    before, found, after = (best.asks(each) for each in (everything, {**everything, "query": word}, everything))
    stayed = relations.steady(before, after)
    last = min(reach(each, sort) for each in (before, found, after))
    all_of_it, matches = within(before, sort, last), within(found, sort, last)
    strange = set(matches) - set(all_of_it) - {ad.id for ad in after.ads}
    said = f"also {relations.named(strange)}"
    expect(not strange, expected="ads that are found without the word too", received=said, of=[before.answer, found.answer])
    lost = {id for id, ad in all_of_it.items() if id in stayed and ad.carries(word) is Carries.YES} - set(matches)
    expect(not lost, expected=f"every ad with {word!r}", received=f"without {relations.named(lost)}", of=found.answer)
    witness(len(matches), "ads found by a word in the whole")
