"""Faults of lists: how long they may be, and what stands beside an item."""

from __future__ import annotations

from itertools import takewhile

from ..asked import Search
from ..consequences import TOGETHER
from ..drafts import words
from . import category, exclude, query


@exclude.keywords.fault("exclude.every-keyword-counts", "exclude.excluded-word-is-absent", *TOGETHER, subtle=True)
def lists_of_five_keywords_at_most(s: Search) -> list[str]:
    """Only the first five keywords of a list count."""
    return exclude.keywords.kept(s)[:5]


@exclude.keywords.fault("exclude.every-keyword-counts", "exclude.excluded-word-is-absent", *TOGETHER, subtle=True)
def lists_end_at_a_keyword_that_no_ad_has(s: Search) -> list[str]:
    """The keywords behind one that no ad carries do not count."""
    return list(takewhile(lambda keyword: exclude.carrying(s, keyword), exclude.keywords.kept(s)))


@exclude.keywords.fault("exclude.excluded-word-is-absent", *TOGETHER, subtle=True)
def lists_spare_what_is_asked_for(s: Search) -> list[str]:
    """A keyword that stands in the query as well does not count."""
    asked = (s.query or "").casefold().split()
    return [keyword for keyword in exclude.keywords.kept(s) if keyword.casefold() not in asked]


@query.hits.fault("query.several-words", *TOGETHER, subtle=True)
def lists_of_words_count_for_their_first(s: Search) -> int:
    """Of a query of several words only the first one counts."""
    first = words(s.query or "")[:1]
    return query.carrying(s, first[0]) if s.queried and first else query.hits.kept(s)


@category.ids.fault("category.every-id-of-the-list-counts", "category.list-is-a-union", *TOGETHER, subtle=True)
def lists_of_five_categories_at_most(s: Search) -> list[str]:
    """Only the first five ids of a list count."""
    return list(s.categories or ())[:5]
