"""Excluded keywords where the page is silent: letter case, parts of words, blanks."""

from itertools import islice

from adproof import follows, inconclusive, requirement
from adproof.api.search.features import lists_of


def without(ground, *keywords):
    return {**ground.base.narrowing, "exclude": ",".join(keywords)}


@requirement("search.exclude.letter-case-of-a-keyword")
def test_the_letter_case_of_a_keyword_is_ignored_or_minded(grounds):
    for ground in grounds:
        for word in [each for each in ground.words if each.word.isascii() and not each.maybe][:1]:
            forms = [ground.look(without(ground, form)).usable() for form in (word.word.upper(), word.word.lower())]
            ignored = all(word.carriers.isdisjoint(each.ids) for each in forms)
            follows("search.exclude.letter-case-of-a-keyword", "ignored" if ignored else "minded", of=forms[0].answer)
            return
    inconclusive("no word of one letter case only was found")


@requirement("search.exclude.keyword-inside-a-longer-word")
def test_a_keyword_removes_longer_words_or_not(grounds):
    for ground in grounds:
        for word in [each for each in ground.words if len(each.word) >= 8 and not each.maybe][:1]:
            found = ground.look(without(ground, word.word[:5])).usable()
            reading = "whole-words" if word.carriers & found.ids else "parts"
            follows("search.exclude.keyword-inside-a-longer-word", reading, of=found.answer)
            return
    inconclusive("no long word was found")


@requirement("search.exclude.blank-after-a-comma")
def test_a_blank_after_a_comma_is_ignored_or_counts(grounds):
    pairs_and_grounds = [(ground, group) for ground in grounds for _, group in islice(lists_of(ground.words, 2), 1)]
    for ground, (one, other) in pairs_and_grounds:
        pairs = {**ground.base.narrowing, "exclude": f"{one}, {other}", "limit": ground.searcher.maximum}
        found, plain = ground.searcher.sends(list(pairs.items())), ground.look(without(ground, one, other)).usable()
        same = frozenset(ad.id for ad in found.delivered) == plain.ids
        reading = "refused" if found.refused else "ignored" if same else "literal"
        follows("search.exclude.blank-after-a-comma", reading, of=found.answer)
        return
    inconclusive("no two keywords were found that remove ads of their own")
