"""What a filter finds in the whole stock, held against the stock itself: both sorted alike, as far as both answers reach."""

from functools import partial

import pytest

from adproof import expect, inconclusive, requirement, weak, witness
from adproof.api.search import instants, judged, mining, relations
from adproof.api.search.actor import joined
from adproof.api.search.found import key_of
from adproof.api.search.text import Carries


def within(found, sort, last):
    """The ads of an answer that stand surely before a key."""
    return {ad.id: ad for ad in found.ads if key_of(ad, sort) is not None and key_of(ad, sort) < last}


def reach(found, sort):
    """The key up to which an answer shows every match: without end when it shows them all."""
    return float("inf") if found.whole else max(found.keys(sort), default=float("-inf"))


def words_of(stock):
    words = [*stock.words[:2], *mining.odd_words(stock.ads.values())["frequent"]]
    if not words:
        inconclusive("no word was found that some ads carry and others do not")
    return list(dict.fromkeys(each.word for each in words))


def compared(best, narrowing, word, sort):
    """The whole as it stands before and after, what a word finds in it, and the key up to which all of them reach."""
    everything = {**narrowing, "sort": sort, "limit": best.maximum}
    before, found, after = (best.asks(each) for each in (everything, {**everything, "query": word}, everything))
    return before, found, after, min(reach(each, sort) for each in (before, found, after))


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@requirement("search.query.found-ads-are-among-all")
def test_what_a_word_finds_is_in_the_whole(best, wide, stock, sort):
    def holds(narrowing, word):
        before, found, after, last = compared(best, narrowing, word, sort)
        matches = within(found, sort, last)
        strange = set(matches) - set(within(before, sort, last)) - {ad.id for ad in after.ads}
        said = f"also {relations.named(strange)}"
        expect(not strange, expected="ads that are found without the word too", received=said, of=[before.answer, found.answer])
        witness(len(matches), "ads found by a word in the whole")

    for narrowing in ({}, wide) if wide else ({},):
        for word in words_of(stock):
            relations.established(partial(holds, narrowing, word))


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@requirement("search.query.finds-every-ad-with-the-word")
def test_an_ad_of_the_whole_is_found_by_its_word(best, wide, stock, sort):
    def holds(narrowing, word):
        before, found, after, last = compared(best, narrowing, word, sort)
        stayed, ads = relations.steady(before, after), within(before, sort, last)
        wanted = {id for id, ad in ads.items() if id in stayed and ad.carries(word) is Carries.YES}
        witness(wanted, "ads of the whole with a word")
        lost = wanted - set(within(found, sort, last))
        expect(not lost, expected=f"every ad with {word!r}", received=f"without {relations.named(lost)}", of=found.answer)

    for narrowing in ({}, wide) if wide else ({},):
        for word in words_of(stock):
            relations.established(partial(holds, narrowing, word))


@requirement("search.query.finds-every-ad-with-the-word")
def test_what_a_word_finds_in_two_windows_adds_up(best, wide, stock):
    days = [day for day in stock.days if day <= wide.get("upload_date_to", float("inf"))]
    frequent = [each for each in stock.words if len(each.carriers) > 1]
    words = [*mining.odd_words(stock.ads.values())["frequent"], *sorted(frequent, key=lambda each: -len(each.carriers))[:1]]
    if len(days) < 2 or not words:
        weak("too few days and words were seen to compare windows")
        return
    for word in dict.fromkeys(each.word for each in words):
        relations.established(partial(adds_up, best, {**wide, "query": word}, instants.noon(days[len(days) // 2] - instants.DAY)))


def adds_up(best, search, middle):
    """The totals of all ads up to a moment and of all after it make up the whole. Raises Moved."""
    halves = ({"upload_date_to": middle}, {"upload_date_from": middle + 1})
    searches = (search, *(joined(search, half) for half in halves), search)
    whole, early, late, again = (best.asks({**each, "limit": 1}) for each in searches)
    if whole.total != again.total:
        raise relations.Moved
    if max(early.total, late.total) < judged.DEEP:
        said = f"a total of {whole.total}"
        right = early.total + late.total == whole.total
        answers = [early.answer, late.answer, whole.answer]
        expect(right, expected=f"a total of {early.total} and {late.total} together", received=said, of=answers)
        witness(min(early.total, late.total), "ads found by a word on both sides of a date")
