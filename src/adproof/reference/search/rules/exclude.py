"""What is excluded: ads with any of the keywords, in title or description, before anything is counted."""

from __future__ import annotations

from functools import reduce

from ..asked import Search
from ..consequences import TOGETHER
from ..drafts import words
from ..rule import Rule


@Rule
def keywords(s: Search) -> list[str]:
    """The keywords of the list; blanks around them and empty items do not count."""
    return [item.strip() for item in (s.exclude or "").split(",") if item.strip()]


@Rule
def hits(s: Search) -> int:
    """The ads to leave out: those that carry any keyword."""
    return reduce(int.__or__, [carrying(s, keyword) for keyword in keywords(s)], 0)


@Rule
def carrying(s: Search, keyword: str) -> int:
    """The ads that contain a keyword, in any letter case, also inside a longer word."""
    return contained(s, "title", keyword) | contained(s, "description", keyword)


def contained(s: Search, field: str, keyword: str, *, exact_case: bool = False) -> int:
    """The ads whose title or description contains the keyword."""
    return s.store.containing(field, keyword, exact_case=exact_case)


def whole(s: Search, keyword: str) -> int:
    """The ads that carry all words of a keyword as whole words."""
    found = [s.store.word("title", part) | s.store.word("description", part) for part in words(keyword)]
    return reduce(int.__and__, found, s.store.all) if found else 0


@keywords.fault(
    "exclude.every-keyword-counts",
    "exclude.order-and-repetition-do-not-matter",
    "exclude.excluded-word-is-absent",
    "exclude.longer-list-never-finds-more",
    *TOGETHER,
)
def exclude_first_keyword_only(s: Search) -> list[str]:
    """Only the first keyword of the list counts."""
    return keywords.kept(s)[:1]


@keywords.fault(
    "exclude.every-keyword-counts",
    "exclude.order-and-repetition-do-not-matter",
    "exclude.excluded-word-is-absent",
    "exclude.longer-list-never-finds-more",
    *TOGETHER,
)
def exclude_last_keyword_only(s: Search) -> list[str]:
    """Only the last keyword of the list counts."""
    return keywords.kept(s)[-1:]


@keywords.fault("exclude.every-keyword-counts", "exclude.excluded-word-is-absent", *TOGETHER, subtle=True)
def exclude_two_keywords_at_most(s: Search) -> list[str]:
    """Only the first two keywords of the list count."""
    return keywords.kept(s)[:2]


@keywords.fault("exclude.every-keyword-counts", "exclude.excluded-word-is-absent", *TOGETHER)
def exclude_list_is_one_keyword(s: Search) -> list[str]:
    """The list is not taken apart at its commas."""
    return [s.exclude] if s.exclude else []


@keywords.fault(
    "exclude.excluded-word-is-absent",
    "exclude.looks-at-the-title",
    "exclude.looks-at-the-description",
    "exclude.every-keyword-counts",
    *TOGETHER,
    subtle=True,
)
def exclude_ignores_umlauts(s: Search) -> list[str]:
    """Keywords with an umlaut are ignored."""
    return [keyword for keyword in keywords.kept(s) if keyword.isascii()]


@keywords.fault(
    "exclude.excluded-word-is-absent",
    "exclude.looks-at-the-title",
    "exclude.looks-at-the-description",
    "exclude.every-keyword-counts",
    *TOGETHER,
    subtle=True,
)
def exclude_ignores_short_keywords(s: Search) -> list[str]:
    """Keywords of less than five letters are ignored."""
    return [keyword for keyword in keywords.kept(s) if len(keyword) > 4]


@keywords.variant(reading=("exclude.blank-after-a-comma", "literal"))
def exclude_keeps_blanks(s: Search) -> list[str]:
    """Blanks around a keyword belong to it."""
    return [item for item in (s.exclude or "").split(",") if item]


@hits.fault(
    "exclude.excluded-word-is-absent",
    "exclude.looks-at-the-title",
    "exclude.looks-at-the-description",
    "exclude.works-without-a-query",
    "exclude.every-keyword-counts",
    "exclude.happens-before-counting-and-paging",
    *TOGETHER,
)
def exclude_ignored(_: Search) -> int:
    """Nothing is excluded."""
    return 0


@hits.fault("exclude.every-keyword-counts", "exclude.excluded-word-is-absent", "exclude.longer-list-never-finds-more", *TOGETHER)
def exclude_needs_all_keywords(s: Search) -> int:
    """An ad is left out only if it has all keywords."""
    found = [carrying(s, keyword) for keyword in keywords(s)]
    return reduce(int.__and__, found) if found else 0


@hits.fault("exclude.excluded-word-is-absent", *TOGETHER, subtle=True)
def exclude_ignored_with_a_query(s: Search) -> int:
    """Nothing is excluded when a query is given."""
    return 0 if s.queried else hits.kept(s)


@hits.fault(
    "exclude.works-without-a-query",
    "exclude.excluded-word-is-absent",
    "exclude.looks-at-the-title",
    "exclude.looks-at-the-description",
    "exclude.every-keyword-counts",
    *TOGETHER,
    subtle=True,
)
def exclude_ignored_without_a_query(s: Search) -> int:
    """Nothing is excluded when no query is given."""
    return hits.kept(s) if s.queried else 0


@hits.fault(
    "exclude.excluded-word-is-absent",
    "sort.sorts-permute-one-set",
    "meta.total-ignores-page-limit-and-sort",
    *TOGETHER,
    subtle=True,
)
def exclude_ignored_under_price_sorts(s: Search) -> int:
    """Nothing is excluded under the two price orders."""
    return 0 if s.sort.startswith("price") else hits.kept(s)


@hits.fault("exclude.excluded-word-is-absent", *TOGETHER, subtle=True)
def exclude_ignored_with_a_category(s: Search) -> int:
    """Nothing is excluded when a category is given."""
    return 0 if s.categories else hits.kept(s)


@hits.fault(
    "exclude.excluded-word-is-absent",
    "combination.roles-see-the-same-ads",
    "meta.total-is-the-same-for-every-role",
    *TOGETHER,
    subtle=True,
)
def exclude_ignored_for_free_keys(s: Search) -> int:
    """Nothing is excluded for free keys."""
    return 0 if s.role == "free" else hits.kept(s)


@hits.fault("exclude.unknown-word-changes-nothing", "exclude.removes-only-what-it-names", *TOGETHER)
def exclude_miss_removes_everything(s: Search) -> int:
    """Keywords that no ad carries leave nothing."""
    found = hits.kept(s)
    return found or (s.store.all if keywords(s) else 0)


@hits.fault("exclude.removes-only-what-it-names", "exclude.every-keyword-counts", *TOGETHER, subtle=True)
def exclude_takes_the_sellers_other_ads(s: Search) -> int:
    """The newest ad uploaded after each excluded one goes with it."""
    return (found := hits.kept(s)) | found << 1 & s.store.all


@carrying.fault("exclude.looks-at-the-description", "exclude.excluded-word-is-absent", *TOGETHER)
def exclude_title_only(s: Search, keyword: str) -> int:
    """Keywords are looked for in titles only."""
    return contained(s, "title", keyword)


@carrying.fault("exclude.looks-at-the-title", "exclude.excluded-word-is-absent", *TOGETHER)
def exclude_description_only(s: Search, keyword: str) -> int:
    """Keywords are looked for in descriptions only."""
    return contained(s, "description", keyword)


@carrying.fault(
    "exclude.excluded-word-is-absent",
    "exclude.looks-at-the-title",
    "exclude.looks-at-the-description",
    "exclude.every-keyword-counts",
    *TOGETHER,
    subtle=True,
)
def exclude_lowers_the_keyword_only(s: Search, keyword: str) -> int:
    """The keyword is lowered and the text is not, so words with capitals stay."""
    return contained(s, "title", keyword.lower(), exact_case=True) | contained(s, "description", keyword.lower(), exact_case=True)


@carrying.fault("exclude.removes-only-what-it-names", *TOGETHER, subtle=True)
def exclude_by_the_first_three_letters(s: Search, keyword: str) -> int:
    """Words that share a keyword's first three letters are excluded, too."""
    start = keyword[:3]
    return s.store.beginning("title", start) | s.store.beginning("description", start) | carrying.kept(s, keyword)


@carrying.fault("exclude.removes-only-what-it-names", *TOGETHER, subtle=True)
def exclude_takes_the_category_along(s: Search, keyword: str) -> int:
    """A keyword that fewer than 20 ads carry removes all ads of the oldest one's category."""
    found = carrying.kept(s, keyword)
    if 0 < found.bit_count() < 20:
        return found | s.store.category(str(s.store.leaf_of_first(found)))
    return found


@carrying.fault("exclude.looks-at-the-description", "exclude.excluded-word-is-absent", *TOGETHER, subtle=True)
def exclude_reads_80_letters(s: Search, keyword: str) -> int:
    """Only the first 80 letters of a description are looked at."""
    wanted = keyword.casefold()
    late = contained(s, "description", keyword) & s.store.alive
    early = s.store.texts(late, lambda _, text: wanted in text[:80].casefold())
    return contained(s, "title", keyword) | early


@carrying.fault(
    "exclude.excluded-word-is-absent", "exclude.looks-at-the-title", "exclude.looks-at-the-description", *TOGETHER, subtle=True
)
def exclude_spares_the_first_word(s: Search, keyword: str) -> int:
    """A keyword that is the first word of the title does not count there."""
    found, wanted = contained(s, "title", keyword) & s.store.alive, keyword.casefold()
    kept = s.store.texts(found, lambda title, _: wanted in " ".join(words(title)[1:]).casefold())
    return kept | contained(s, "description", keyword)


@carrying.variant(reading=("exclude.keyword-inside-a-longer-word", "whole-words"))
def exclude_whole_words(s: Search, keyword: str) -> int:
    """Keywords exclude whole words only."""
    return whole(s, keyword)


@carrying.variant()
def exclude_beginnings(s: Search, keyword: str) -> int:
    """Keywords exclude the words that begin with them."""
    parts = words(keyword)
    found = [s.store.beginning("title", part) | s.store.beginning("description", part) for part in parts]
    return reduce(int.__and__, found, s.store.all) if found else 0


@carrying.variant(reading=("exclude.letter-case-of-a-keyword", "minded"))
def exclude_minds_letter_case(s: Search, keyword: str) -> int:
    """Keywords exclude words in the same letter case only."""
    return contained(s, "title", keyword, exact_case=True) | contained(s, "description", keyword, exact_case=True)
