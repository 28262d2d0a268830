"""Excluded keywords where the page is silent: letter case, parts of words, blanks. Each is read under two orders."""

from itertools import islice

from adproof import expect, follows, inconclusive, requirement
from adproof.api.search.expectations import note_in_orders
from adproof.api.search.features import lists_of


def asked(ground, order, *keywords):
    return ground.ask({**ground.base.narrowing, **order, "exclude": ",".join(keywords)}).usable()


@requirement("search.exclude.letter-case-of-a-keyword")
def test_the_letter_case_of_a_keyword_is_ignored_or_minded(grounds):
    for ground in grounds:
        for word in [each for each in ground.words if each.word.isascii() and not each.maybe][:1]:

            def read(order, ground=ground, word=word):
                forms = [asked(ground, order, form) for form in (word.word.upper(), word.word.lower())]
                ignored = all(word.carriers.isdisjoint(each.ids) for each in forms)
                return "ignored" if ignored else "minded", forms[0]

            note_in_orders(ground, "search.exclude.letter-case-of-a-keyword", read, "letter case ignored, or minded")
            return
    inconclusive("no word of one letter case only was found")


@requirement("search.exclude.keyword-inside-a-longer-word")
def test_a_keyword_removes_longer_words_or_not(grounds):
    for ground in grounds:
        for word in [each for each in ground.words if len(each.word) >= 8 and not each.maybe][:1]:

            def read(order, ground=ground, word=word):
                found = asked(ground, order, word.word[:5])
                return "whole-words" if word.carriers & found.ids else "parts", found

            note_in_orders(ground, "search.exclude.keyword-inside-a-longer-word", read, "parts of words, or whole words")
            return
    inconclusive("no long word was found")


@requirement("search.exclude.blank-after-a-comma")
def test_a_blank_after_a_comma_is_ignored_or_counts(grounds):
    pairs_and_grounds = [(ground, group) for ground in grounds for _, group in islice(lists_of(ground.words, 2), 1)]
    for ground, (one, other) in pairs_and_grounds:

        def read(ground=ground, one=one, other=other):
            pairs = {**ground.base.narrowing, "exclude": f"{one}, {other}", "limit": ground.searcher.maximum}
            found, plain = ground.searcher.sends(list(pairs.items())), asked(ground, {}, one, other)
            if not found.succeeded:
                return "refused" if found.refused else None, found
            return "ignored" if found.ids == plain.ids else "literal", found

        reading, found = ground.settle(read)
        expect(reading, expected="a result or a refusal", of=found.answer)
        follows("search.exclude.blank-after-a-comma", reading, of=found.answer)
        return
    inconclusive("no two keywords were found that remove ads of their own")
