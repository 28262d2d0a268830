"""What a query finds: ads with all of its words in title or description; * and nothing find everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from ..asked import Search
from ..bits import from_rows, positions
from ..consequences import TOGETHER
from ..drafts import words
from ..rule import Rule

UMLAUTS = frozenset("äöüÄÖÜß")


@Rule
def hits(s: Search) -> int:
    """The ads that the query finds."""
    return all_words(s, lambda word: carrying(s, word)) if s.queried else s.store.all


def all_words(s: Search, find: Callable[[str], int]) -> int:
    """The ads found by every word of the query; a query without a word finds nothing."""
    terms = words(s.query or "")
    return reduce(int.__and__, map(find, terms), s.store.all) if terms else 0


@Rule
def carrying(s: Search, word: str) -> int:
    """The ads with a whole word, in any letter case."""
    return s.store.word("title", word) | s.store.word("description", word)


@hits.fault(
    "combination.filters-find-their-intersection",
    "query.finds-words-of-the-title",
    "query.nonsense-finds-nothing",
    "query.found-ads-carry-the-term",
    "query.finds-every-ad-with-the-word",
    *TOGETHER,
)
def query_ignored_with_a_category(s: Search) -> int:
    """The query is ignored when a category is given."""
    return s.store.all if s.categories else hits.kept(s)


@hits.fault("query.found-ads-carry-the-term", *TOGETHER, subtle=True)
def query_ignored_with_a_radius(s: Search) -> int:
    """The query is ignored when a place is given."""
    return s.store.all if s.near else hits.kept(s)


@hits.fault(
    "query.found-ads-carry-the-term",
    *TOGETHER,
    "query.finds-every-ad-with-the-word",
    subtle=True,
)
def query_ignored_with_both_dates(s: Search) -> int:
    """The query is ignored when both dates are given."""
    return s.store.all if s.since is not None and s.until is not None else hits.kept(s)


@hits.fault("query.nonsense-finds-nothing", "query.found-ads-carry-the-term", *TOGETHER, subtle=True)
def query_miss_finds_everything(s: Search) -> int:
    """A query that nothing matches finds everything."""
    return hits.kept(s) or s.store.all


@hits.fault("defaults.star-finds-everything", "defaults.query-is-a-star", "defaults.explicit-defaults-change-nothing", *TOGETHER)
def query_star_is_a_word(s: Search) -> int:
    """A sent * is looked for literally, and finds nothing."""
    return 0 if s.query == "*" else hits.kept(s)


@hits.fault(
    "defaults.query-is-a-star",
    "defaults.star-finds-everything",
    "defaults.explicit-defaults-change-nothing",
    "query.found-ads-are-among-all",
    *TOGETHER,
    subtle=True,
)
def query_star_leaves_out_ads_without_price(s: Search) -> int:
    """A sent * leaves out ads without a price; an omitted query does not."""
    return s.store.priced if s.query == "*" else hits.kept(s)


@hits.fault("query.found-ads-are-among-all", "query.only-restricts", "query.found-ads-carry-the-term", *TOGETHER, subtle=True)
def query_finds_more_than_everything(s: Search) -> int:
    """Without a query ads of the oldest week are left out; with one they are found."""
    oldest = s.store.uploaded_before(s.store.first_upload + 7 * 86_400)
    return hits.kept(s) if s.queried else hits.kept(s) >> oldest << oldest


@carrying.fault("query.finds-words-of-the-description", "query.finds-every-ad-with-the-word", *TOGETHER)
def query_title_only(s: Search, word: str) -> int:
    """Only titles are searched."""
    return s.store.word("title", word)


@carrying.fault("query.finds-words-of-the-title", "query.finds-every-ad-with-the-word", *TOGETHER)
def query_description_only(s: Search, word: str) -> int:
    """Only descriptions are searched."""
    return s.store.word("description", word)


@carrying.fault(
    "query.finds-words-with-umlauts",
    "query.finds-words-of-the-title",
    "query.finds-words-of-the-description",
    "query.finds-every-ad-with-the-word",
    *TOGETHER,
    subtle=True,
)
def query_umlauts_find_nothing(s: Search, word: str) -> int:
    """A word with an umlaut finds nothing."""
    return 0 if UMLAUTS & set(word) else carrying.kept(s, word)


@carrying.fault("query.finds-every-ad-with-the-word", "query.finds-words-of-the-description", *TOGETHER, subtle=True)
def query_reads_80_letters(s: Search, word: str) -> int:
    """Only the first 80 letters of a description are searched."""
    found = carrying.kept(s, word)
    return s.store.texts(found, lambda title, text: folded(word) in f"{title} {text[:80]}".casefold())


@carrying.fault("query.finds-every-ad-with-the-word", "query.finds-words-of-the-title", *TOGETHER, subtle=True)
def query_forgets_the_last_word_of_a_title(s: Search, word: str) -> int:
    """The last word of a title is not searched."""
    found = s.store.word("title", word)
    kept = s.store.texts(found, lambda title, _: folded(word) in [folded(part) for part in words(title)[:-1]])
    return kept | s.store.word("description", word)


@carrying.fault("query.finds-every-ad-with-the-word", *TOGETHER, subtle=True)
def query_title_hides_the_description(s: Search, word: str) -> int:
    """Where some title has the word, descriptions are not searched."""
    return s.store.word("title", word) or s.store.word("description", word)


@carrying.fault(
    "query.finds-every-ad-with-the-word",
    "query.finds-words-of-the-title",
    "query.finds-words-of-the-description",
    *TOGETHER,
    subtle=True,
)
def query_finds_30_ads(s: Search, word: str) -> int:
    """A word finds the 30 newest of its ads at most."""
    found = carrying.kept(s, word) & s.store.alive
    rest = max(0, found.bit_count() - 30)
    return from_rows(positions(found, rest, 30), s.store.size)


@hits.variant(reading=("query.several-words", "any-of-them"))
def query_any_word(s: Search) -> int:
    """Several words find the ads with any of them."""
    terms = words(s.query or "")
    return reduce(int.__or__, [carrying(s, word) for word in terms], 0) if s.queried else s.store.all


@hits.variant(reading=("query.several-words", "side-by-side"))
def query_is_a_phrase(s: Search) -> int:
    """Several words find the ads with the words side by side."""
    found, wanted = hits.kept(s), words((s.query or "").casefold())
    if not s.queried or len(wanted) < 2:
        return found
    return s.store.texts(found, lambda *texts: any(side_by_side(wanted, text) for text in texts))


@carrying.variant(reading=("query.letter-case-of-the-term", "minded"))
def query_minds_letter_case(s: Search, word: str) -> int:
    """A word is found in its own letter case only."""
    return s.store.word("title", word, exact_case=True) | s.store.word("description", word, exact_case=True)


@carrying.variant(reading=("query.parts-of-words", "parts"))
def query_finds_parts(s: Search, word: str) -> int:
    """A word is found inside longer words."""
    return s.store.part("title", word) | s.store.part("description", word)


@carrying.variant()
def query_finds_beginnings(s: Search, word: str) -> int:
    """A word is found as the beginning of longer words."""
    return s.store.beginning("title", word) | s.store.beginning("description", word)


@carrying.variant()
def query_is_fuzzy(s: Search, word: str) -> int:
    """A word also finds words that share its first four letters."""
    return carrying.kept(s, word) | (query_finds_beginnings(s, word[:4]) if len(word) > 4 else 0)


def side_by_side(wanted: tuple[str, ...], text: str) -> bool:
    """Whether the text has these words, folded, one after the other."""
    there = words(text.casefold())
    return any(there[at : at + len(wanted)] == wanted for at in range(len(there)))


def folded(word: str) -> str:
    """A word without its letter case."""
    return word.casefold()
