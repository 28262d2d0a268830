"""The term where the page is silent: letter case, several words, parts of words, nothing at all. Read under two orders."""

import itertools

from adproof import expect, follows, inconclusive, requirement
from adproof.api.search.expectations import note_in_orders
from adproof.api.search.ground import words_of


def asked(ground, order, term):
    return ground.ask({**ground.base.narrowing, **order, "query": term}).usable()


@requirement("search.query.letter-case-of-the-term")
def test_the_letter_case_of_a_term_is_ignored_or_minded(grounds):
    for ground, word in words_of(grounds, lambda word: word.word.isascii() and not word.maybe):
        if not ground.look({**ground.base.narrowing, "query": word.word}).usable().ids:
            continue

        def read(order, ground=ground, term=word.word):
            first, *others = (asked(ground, order, each) for each in (term, term.upper(), term.lower()))
            return "ignored" if all(each.ids == first.ids for each in others) else "minded", first

        note_in_orders(ground, "search.query.letter-case-of-the-term", read, "letter case ignored, or minded")
        return
    inconclusive("no word of one letter case only was found")


@requirement("search.query.parts-of-words")
def test_the_beginning_of_a_word_finds_it_or_not(grounds):
    for ground, word in words_of(grounds, lambda word: len(word.word) >= 8 and not word.maybe):

        def read(order, ground=ground, word=word):
            found = asked(ground, order, word.word[:5])
            return "parts" if word.carriers & found.ids else "whole-words", found

        note_in_orders(ground, "search.query.parts-of-words", read, "parts of words, or whole words")
        return
    inconclusive("no long word was found")


def beside(one, other, ad):
    """Whether an ad has two words side by side, in any order."""
    text = f"{ad.title} {ad.description}".casefold()
    return any(" ".join(pair).casefold() in text for pair in ((one, other), (other, one)))


@requirement("search.query.several-words")
def test_several_words_are_taken_in_some_way(grounds):
    words = [(ground, word) for ground, word in words_of(grounds, lambda word: not word.maybe)]
    for (ground, one), (other_ground, other) in itertools.combinations(words, 2):
        both, any_of = one.carriers & other.carriers, one.carriers | other.carriers
        apart = [id for id in both if not beside(one.word, other.word, ground.base.ads[id])]
        if ground is other_ground and apart and both not in (one.carriers, other.carriers, any_of):

            def read(order, ground=ground, one=one, other=other, both=both, any_of=any_of):
                found, turned = (asked(ground, order, term) for term in (f"{one.word} {other.word}", f"{other.word} {one.word}"))
                if {found.ids, turned.ids} == {one.carriers, other.carriers}:
                    return None, found  # one word counts for nothing: always the second, or always the first
                known = {both: "all-of-them", any_of: "any-of-them"}
                return known.get(found.ids, "side-by-side" if found.ids < both else "otherwise"), found

            note_in_orders(ground, "search.query.several-words", read, "several words taken in one way")
            return
    inconclusive("no two words were found that different ads carry")


@requirement("search.query.empty-query")
def test_an_empty_query_is_a_star_refused_or_nothing(field):
    def read():
        narrowing = {name: value for name, value in field.base.narrowing.items() if name != "query"}
        found, star = (
            field.searcher.sends([*narrowing.items(), ("query", ""), ("limit", 3)]),
            field.searcher.finds(**narrowing, limit=3),
        )
        total = found.number("total")
        return "refused" if found.refused else "nothing" if total == 0 else "star" if total == star.total else None, found

    reading, found = field.settle(read)
    said = f"{found.number('total')} ads"
    expect(reading, expected="what * finds, nothing, or a refusal", received=said, of=found.answer)
    follows("search.query.empty-query", reading, of=found.answer)
