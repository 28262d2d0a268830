"""The arithmetic of pages: which pairs are valid, where the last page starts, which limits make a short walk.

The numbers come from schemas/user_ads; nothing here sends or judges.
"""

from dataclasses import dataclass
from math import ceil

from adproof import schemas

DEFAULT_OFFSET: int = schemas.load("user_ads/offset.schema.json")["default"]
DEFAULT_LIMIT: int = schemas.load("user_ads/limit.schema.json")["default"]
BIGGEST_LIMIT: int = schemas.load("user_ads/limit.schema.json")["maximum"]
LONGEST_WALK = 8


@dataclass(frozen=True, order=True)
class Pair:
    """An offset with a limit."""

    offset: int
    limit: int

    def __str__(self) -> str:
        return f"offset {self.offset}, limit {self.limit}"

    @property
    def misaligned(self) -> bool:
        """Whether the limit is admissible and the offset is no multiple of it."""
        return 1 <= self.limit <= BIGGEST_LIMIT and self.offset % self.limit != 0

    @property
    def valid(self) -> bool:
        return 1 <= self.limit <= BIGGEST_LIMIT and self.offset >= 0 and self.offset % self.limit == 0

    def ads(self, total: int) -> int:
        """How many of `total` ads a page at this place holds."""
        return min(self.limit, max(0, total - self.offset))


def page_count(total: int, limit: int) -> int:
    """How many pages a collection has; an empty one has one."""
    return max(1, ceil(total / limit))


def last_offset(total: int, limit: int) -> int:
    """Where the last page that holds ads starts."""
    return (page_count(total, limit) - 1) * limit


def next_multiple(total: int, limit: int) -> int:
    """The first multiple of `limit` at or beyond the end."""
    return ceil(total / limit) * limit


def ends_of(total: int, limit: int) -> set[int]:
    """The offsets that a last link may have: where the limit divides the total there are two admissible readings."""
    last = last_offset(total, limit)
    return {last, last + limit} if total and total % limit == 0 else {last}


def walkable_limits(total: int) -> list[int]:
    """Limits that make a walk of at most eight pages: dividing and not, just below and above the total, its half, the maximum."""
    if total < 1:
        return [BIGGEST_LIMIT]
    short = [limit for limit in range(1, BIGGEST_LIMIT + 1) if page_count(total, limit) <= LONGEST_WALK]
    many = [limit for limit in short if page_count(total, limit) > 2]
    chosen = [
        next((limit for limit in many if total % limit), None),
        next((limit for limit in many if total % limit == 0), None),
        next((limit for limit in reversed(many) if total % limit), None),
        *(limit for limit in (total - 1, total, total + 1, ceil(total / 2), BIGGEST_LIMIT) if limit in short),
    ]
    return list(dict.fromkeys(limit for limit in chosen if limit))
