"""Pages: which part of the ordered ads a page is. Numbered from 1, without gap or overlap."""

from __future__ import annotations

from ..asked import Search
from ..rule import Rule
from . import sort
from .limit import clamped, stride


def pages(total: int, limit: int) -> int:
    """How many pages there are."""
    return -(-total // limit) if limit else 0


@Rule
def number(s: Search, _total: int) -> int:
    """The page that is delivered."""
    return s.page


@Rule
def part(s: Search, total: int) -> tuple[int, int]:
    """Where the page begins in the ordered ads, and how many it has at most."""
    return (number(s, total) - 1) * stride(s), clamped(s) if s.page else 0


@Rule
def listed(_: Search, ads: int) -> int:
    """The ads that the pages are cut out of: the matches."""
    return ads


@Rule
def rows(s: Search, ads: int) -> list[int]:
    """The page's rows."""
    first, count = part(s, ads.bit_count())
    return sort.cut(s, sort.segments(s, listed(s, ads)), first, count)
