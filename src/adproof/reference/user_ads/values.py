"""The values that the rules pass around: what was asked, the page that answers it, an advertisement, a refusal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DEFAULT_OFFSET = 0
DEFAULT_LIMIT = 100
LARGEST_LIMIT = 100


@dataclass(frozen=True)
class Call:
    """A request as the rules see it; `serial` counts the requests of this process."""

    method: str
    path: str
    user: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    serial: int = 0

    def values(self, name: str) -> list[str]:
        """All values of a query parameter, in order."""
        return [value for key, value in self.query if key == name]

    def user_number(self) -> int:
        """The user of the path as a number the store can look up; 0, which nobody has, for anything else."""
        return int(self.user) if self.user.isdecimal() and len(self.user) <= 18 else 0

    def gives(self, name: str) -> bool:
        """Whether the query carries this parameter at all."""
        return any(key == name for key, _ in self.query)


@dataclass(frozen=True)
class Advertisement:
    """One ad of the store."""

    item_id: str
    seller_id: int
    seller_name: str
    position: int
    title: str
    description: str
    level1: int
    level2: int
    price_model: Mapping[str, Any]
    postcode: str
    city: str
    url: str | None
    started: str
    closes: str
    attributes: Mapping[str, Any]


def from_row(row: sqlite3.Row) -> Advertisement:
    """A joined row of the store as a value."""
    members = {key: row[key] for key in row.keys()}  # noqa: SIM118 - a Row iterates over its values
    members["price_model"] = json.loads(members["price_model"])
    members["attributes"] = json.loads(members["attributes"])
    return Advertisement(**members)


@dataclass(frozen=True)
class Page:
    """A page of the collection as it is served: effective offset and limit, the whole count."""

    call: Call
    user: int
    offset: int
    limit: int
    total: int

    def is_first(self) -> bool:
        """Nothing comes before it."""
        return self.offset == 0

    def is_last(self) -> bool:
        """It is not empty and nothing comes after it."""
        return self.offset < self.total <= self.offset + self.limit

    def is_beyond(self) -> bool:
        """It starts at or after the end of a collection."""
        return self.offset >= self.total

    def is_middle(self) -> bool:
        """It has a page on either side."""
        return not self.is_first() and self.offset + self.limit < self.total


@dataclass(frozen=True)
class Detail:
    """One field error inside a refusal."""

    field: str
    code: str
    value: str


class Refusal(Exception):
    """A request that is answered with an error body. `oauth` marks trouble with the token itself."""

    def __init__(self, status: int, code: str, details: tuple[Detail, ...] = (), oauth: bool = False) -> None:
        super().__init__(code)
        self.status, self.code, self.details, self.oauth = status, code, details, oauth


Json = dict[str, Any]
Ads = tuple[Advertisement, ...]
Point = tuple[int, int]  # an offset and a limit, as a page link names them
