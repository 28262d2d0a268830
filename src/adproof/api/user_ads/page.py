"""A page as the document describes it, read from any answer. Laws ask for what may be missing, tests for what must be usable.

Nothing here sends or judges, and no JSON makes it raise anything but Unusable.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

import httpx

from adproof.answer import Answer, Unusable
from adproof.api.user_ads.paging import BIGGEST_LIMIT, DEFAULT_LIMIT, DEFAULT_OFFSET, Pair

PLURAL, SINGULAR = "mp:advertisements", "mp:advertisement"
PAGE_LINKS = ("self", "first", "prev", "next", "last")
_COLLECTION = re.compile(r"/users/([^/]+)/advertisements/?$")
_PLAIN = re.compile(r"0|[1-9][0-9]{0,17}|-[1-9][0-9]{0,39}")  # what is far above is unclear, what is far below is below


def _number(values: list[str], default: int) -> int | None:
    """The number a parameter stands for; None when it is repeated or no plain whole number."""
    if not values:
        return default
    return int(values[0]) if len(values) == 1 and _PLAIN.fullmatch(values[0]) else None


@dataclass(frozen=True)
class Asked:
    """What a request, or a link, asks for: whose collection, from where, how much. None: not plainly said."""

    user: str | None
    offset: int | None
    limit: int | None
    names: frozenset[str] = frozenset()

    @classmethod
    def at(cls, url: httpx.URL) -> "Asked":
        query = parse_qsl(url.query.decode("ascii", "replace"), keep_blank_values=True)
        found = _COLLECTION.search(url.path)
        return cls(
            user=found[1] if found else None,
            offset=_number([value for name, value in query if name == "offset"], DEFAULT_OFFSET),
            limit=_number([value for name, value in query if name == "limit"], DEFAULT_LIMIT),
            names=frozenset(name for name, _ in query),
        )

    @property
    def pair(self) -> Pair | None:
        return None if self.offset is None or self.limit is None else Pair(self.offset, self.limit)


@dataclass(frozen=True)
class Link:
    """A link of a page: as written, and where it leads when resolved against the page's own address."""

    rel: str
    written: str
    url: httpx.URL | None

    @cached_property
    def asked(self) -> Asked:
        return Asked.at(self.url) if self.url is not None else Asked(None, None, None)

    @property
    def pair(self) -> Pair | None:
        return self.asked.pair

    def __str__(self) -> str:
        return f"{self.rel}: {self.written}"


@dataclass(frozen=True)
class Ad:
    """An embedded ad."""

    members: dict[str, Any]
    pointer: str

    @property
    def id(self) -> str | None:
        id = self.members.get("itemId")
        return id if isinstance(id, str) and id else None

    @property
    def key(self) -> str:
        """What tells this ad from others: its itemId, else its address, else all of it."""
        id = self.members.get("itemId")
        known = self.id or (str(id) if type(id) is int else None) or self.href("self")
        return known or json.dumps(self.members, sort_keys=True, default=str)

    def part(self, name: str) -> dict[str, Any]:
        """A member that is an object, or an empty one."""
        value = self.members.get(name)
        return value if isinstance(value, dict) else {}

    def href(self, rel: str) -> str | None:
        """The address a relation is written with, if it is one link with an address."""
        link = self.part("_links").get(rel)
        href = link.get("href") if isinstance(link, dict) else None
        return href if isinstance(href, str) else None


@dataclass(frozen=True)
class Page:
    """An answer read as a page of ads. `served` says whether it is one at all."""

    answer: Answer

    def __repr__(self) -> str:
        return f"<page {self.answer.asked} -> {self.answer.received}>"

    @cached_property
    def asked(self) -> Asked:
        return Asked.at(self.answer.url)

    @property
    def status(self) -> int:
        return self.answer.status

    @cached_property
    def served(self) -> bool:
        return self.status == 200 and self.answer.method == "GET" and isinstance(self.answer.json_or_none, dict)

    @cached_property
    def body(self) -> dict[str, Any]:
        value = self.answer.json_or_none
        return value if isinstance(value, dict) else {}

    def count(self, name: str) -> int | None:
        """offset, limit or totalCount if it is a whole number that is not negative, in whatever type.

        Its type is judged by itself; a number written as text must not hide what else is wrong.
        """
        value = self.body.get(name)
        if isinstance(value, str) and re.fullmatch("[0-9]{1,18}", value):
            return int(value)
        if isinstance(value, float) and value.is_integer() and 0 <= value < 2**53:
            return int(value)
        return value if type(value) is int and value >= 0 else None

    @cached_property
    def pair(self) -> Pair | None:
        """Where this page lies: as asked, with the served limit where a larger one than admissible was asked for."""
        asked = self.asked.pair
        if not self.served or asked is None:
            return None
        limit = self.count("limit")
        if asked.limit > BIGGEST_LIMIT and limit is not None:
            asked = Pair(asked.offset, limit)
        return asked if asked.valid else None

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The names under which ads are embedded."""
        embedded = self.body.get("_embedded")
        return tuple(key for key in (PLURAL, SINGULAR) if key in embedded) if isinstance(embedded, dict) else ()

    @cached_property
    def ads_or_none(self) -> tuple[Ad, ...] | None:
        """The embedded ads; None where they are no array of objects."""
        embedded = self.body.get("_embedded", {})
        if not self.served or not isinstance(embedded, dict):
            return None
        if not self.keys:
            return ()
        ads = embedded[self.keys[0]]
        if not isinstance(ads, list) or not all(isinstance(ad, dict) for ad in ads):
            return None
        return tuple(Ad(ad, f"/_embedded/{self.keys[0]}/{place}") for place, ad in enumerate(ads))

    @cached_property
    def links(self) -> dict[str, Link]:
        """The page links by relation. What is no link is left out: the representation chapter judges it."""
        written = self.body.get("_links")
        found = {}
        for rel in PAGE_LINKS if isinstance(written, dict) else ():
            link = written.get(rel)  # type: ignore[union-attr]
            if isinstance(link, list) and len(link) == 1:
                link = link[0]
            href = link.get("href") if isinstance(link, dict) else None
            if isinstance(href, str) and href:
                found[rel] = Link(rel, href, _resolved(self.answer.url, href))
        return found

    def all_links(self) -> Iterator[tuple[str, str, Any]]:
        """Pointer, relation and value of every link of the page and its ads."""
        holders = [("", self.body), *((ad.pointer, ad.members) for ad in self.ads_or_none or ())]
        for pointer, holder in holders:
            links = holder.get("_links")
            for rel, value in links.items() if isinstance(links, dict) else ():
                yield f"{pointer}/_links/{rel}", rel, value

    # What a test needs: Unusable (hence inconclusive) where an answer does not have it.

    @property
    def ads(self) -> tuple[Ad, ...]:
        if self.ads_or_none is None:
            raise Unusable(f"{self.answer.asked} gave no page of ads: {self.answer.received}", of=self.answer)
        return self.ads_or_none

    @property
    def ids(self) -> tuple[str, ...]:
        """Which ads the page holds, in their order; an ad without a usable itemId goes by another mark of its own."""
        return tuple(ad.key for ad in self.ads)

    @property
    def total(self) -> int:
        return self._counted("totalCount")

    @property
    def limit(self) -> int:
        return self._counted("limit")

    @property
    def offset(self) -> int:
        return self._counted("offset")

    def _counted(self, name: str) -> int:
        value = self.count(name) if self.served else None
        if value is None:
            raise Unusable(f"{self.answer.asked} told no usable {name}: {self.answer.received}", of=self.answer)
        return value


def brief(ids: Sequence[str]) -> str:
    """Some ads by their ids, for a reader."""
    return ", ".join(ids[:4]) + (f" ... ({len(ids)} ads)" if len(ids) > 4 else "") or "none"


def _resolved(base: httpx.URL, href: str) -> httpx.URL | None:
    try:
        url = base.join(href)
        return url if url.scheme in ("http", "https") and url.host else None
    except (httpx.InvalidURL, ValueError, TypeError):
        return None
