"""Faults that look for words where no search looks: in the names of categories, of cities and of states."""

from __future__ import annotations

from functools import reduce

from ..asked import Search
from ..consequences import TOGETHER
from ..drafts import words
from ..places import PLACES
from ..texts import CATEGORIES, TREE
from . import exclude, query


def of_categories(s: Search, word: str) -> int:
    """The ads of the categories whose name has a word."""
    named = {**TREE, **{leaf.id: leaf.name for leaf in CATEGORIES}}
    ids = [str(number) for number, name in named.items() if word.casefold() in words(name.casefold())]
    return reduce(int.__or__, map(s.store.category, ids), 0)


def of_places(s: Search, word: str) -> int:
    """The ads of the places whose city or state, as shown, has a word."""
    ids = [place.id for place in PLACES if word.casefold() in words(f"{place.city} {place.state}".casefold())]
    return reduce(int.__or__, map(s.store.place, ids), 0)


@exclude.carrying.fault("exclude.removes-only-what-it-names", *TOGETHER)
def exclude_reads_categories_too(s: Search, keyword: str) -> int:
    """A keyword excludes the ads of the categories it names."""
    return exclude.carrying.kept(s, keyword) | of_categories(s, keyword)


@exclude.carrying.fault("exclude.removes-only-what-it-names", *TOGETHER, subtle=True)
def exclude_reads_cities_too(s: Search, keyword: str) -> int:
    """A keyword excludes the ads of the city or state it names."""
    return exclude.carrying.kept(s, keyword) | of_places(s, keyword)


@query.carrying.fault("query.found-ads-carry-the-term", *TOGETHER)
def query_reads_categories_too(s: Search, word: str) -> int:
    """A word finds the ads of the categories it names."""
    return query.carrying.kept(s, word) | of_categories(s, word)


@query.carrying.fault("query.found-ads-carry-the-term", *TOGETHER, subtle=True)
def query_reads_cities_too(s: Search, word: str) -> int:
    """A word finds the ads of the city or state it names."""
    return query.carrying.kept(s, word) | of_places(s, word)
