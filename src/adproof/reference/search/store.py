"""The index: the ads as rows in SQLite, and for each word, category and place the set of its ads.

Loading streams, so that a million ads fit; a data file that already holds the same ads is used as it is.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from typing import Any

from . import bits
from .bits import Order
from .drafts import DAY, EDITED, OF_TODAY, Draft, drafts, words
from .places import PLACES
from .texts import CATEGORIES

LAYOUT = "1"
COLUMNS = [
    "number",
    "title",
    "description",
    "price",
    "shipping",
    "images",
    "views",
    "uploaded",
    "scraped",
    "place",
    "leaf",
    "details",
    "held_back",
]
TABLES = f"""
create table search_ad (row integer primary key, adid text not null, {", ".join(COLUMNS)});
create table search_posting (field text, term text, folded text, dense integer, rows blob);
create table search_about (told text primary key);
"""
INDEXES = """
create index search_ad_adid on search_ad (adid);
create index search_ad_uploaded on search_ad (uploaded);
create index search_posting_folded on search_posting (field, folded);
"""
BY_PRICE = "price, row"
TEXTS = ("title", "description")
CACHED = 500  # sets kept unpacked


def adid_of(number: int) -> str:
    """A ten-digit id; the ids of neighbours are far apart, and order says nothing about age."""
    return str(3_000_000_000 + (number * 61_803_399 + 32_850_243) % 99_999_989)


@dataclass(frozen=True)
class Kind:
    """What a store holds: the same kind is the same ads."""

    ads: int
    seed: int
    today: int
    moving: bool

    def told(self) -> str:
        """The kind as text, but for the day: a data file keeps the days it was made with."""
        return f"{LAYOUT} ads={self.ads} seed={self.seed} moving={self.moving}"


class Store:
    """The ads and their sets. `alive` is the set of the ads that are online."""

    def __init__(self, connection: sqlite3.Connection, kind: Kind) -> None:
        self.connection = connection
        if not holds(connection, kind):
            fill(connection, kind)
        self.size = self.one("select count(*) from search_ad")
        self.edited = self.where("held_back = ?", EDITED)
        self.arrivals = self.where("held_back = ?", OF_TODAY)
        self.all = bits.span(0, self.size)
        self.alive = bits.without(self.all, self.edited | self.arrivals)
        self.union = lru_cache(maxsize=CACHED)(self.united)
        self.containing = lru_cache(maxsize=CACHED)(self.contains)
        self.order = lru_cache(maxsize=16)(self.ordered)
        self.warm()

    def warm(self) -> None:
        """Makes what the price orders need now, as it takes a while for many ads."""
        self.order(BY_PRICE)
        _ = self.priced

    def one(self, sql: str, *values: Any) -> Any:
        """The only value of the only row."""
        return self.connection.execute(sql, values).fetchone()[0]

    def united(self, condition: str, *values: Any) -> int:
        """The union of all postings that fulfil an SQL condition."""
        found, scattered = 0, array("I")
        for dense, packed in self.connection.execute(
            f"select dense, rows from search_posting where {condition}",  # noqa: S608  conditions are constants below
            values,
        ):
            if dense:
                found |= int.from_bytes(packed, "little")
            else:
                scattered.frombytes(packed)
        return found | bits.from_rows(scattered, self.size) if scattered else found

    def category(self, number: str) -> int:
        """The ads that list this id in their breadcrumb."""
        return self.union("field = 'category' and folded = ?", number)

    def place(self, number: int) -> int:
        """The ads of this postcode area."""
        return self.union("field = 'place' and folded = ?", str(number))

    def word(self, field: str, word: str, *, exact_case: bool = False) -> int:
        """The ads with this whole word in `title` or `description`."""
        if exact_case:
            return self.union("field = ? and folded = ? and term = ?", field, word.casefold(), word)
        return self.union("field = ? and folded = ?", field, word.casefold())

    def part(self, field: str, part: str, *, exact_case: bool = False) -> int:
        """The ads with a word that contains this part."""
        if exact_case:
            return self.union("field = ? and instr(term, ?)", field, part)
        return self.union("field = ? and instr(folded, ?)", field, part.casefold())

    def contains(self, field: str, text: str, *, exact_case: bool = False) -> int:
        """The ads whose title or description contains this text; one of several words is looked up in the texts."""
        parts = words(text)
        found = reduce(int.__and__, [self.part(field, part, exact_case=exact_case) for part in parts], self.all)
        if not parts or parts == (text,):
            return found if parts else 0
        which, wanted = TEXTS.index(field), text if exact_case else text.casefold()
        return self.texts(found, lambda *both: wanted in (both[which] if exact_case else both[which].casefold()))

    def beginning(self, field: str, start: str) -> int:
        """The ads with a word that begins like this."""
        return self.union("field = ? and substr(folded, 1, ?) = ?", field, len(start.casefold()), start.casefold())

    def uploaded_before(self, instant: float) -> int:
        """How many of the rows, which lie in this order, were uploaded before an instant."""
        found = self.connection.execute(
            "select row + 1 from search_ad where uploaded < ? order by uploaded desc, row desc limit 1", (instant,)
        ).fetchone()
        return int(found[0]) if found else 0

    def uploaded(self, row: int) -> int:
        """When this row was uploaded."""
        return int(self.one("select uploaded from search_ad where row = ?", row))

    def scraped_between(self, since: int | None, until: int | None) -> int:
        """The ads last scraped between these instants."""
        return self.where("scraped between ? and ?", since or 0, until or 10**12)

    def before_the_last(self, days: int) -> int:
        """The ads that are older than the newest one by this many days."""
        newest = self.uploaded(self.alive.bit_length() - 1) if self.alive else 0
        return bits.span(0, self.uploaded_before(newest - newest % DAY - (days - 1) * DAY))

    @cached_property
    def pictureless(self) -> int:
        """The ads without pictures."""
        return self.where("images = 0")

    def where(self, condition: str, *values: Any) -> int:
        """The ads that fulfil an SQL condition."""
        rows = self.connection.execute(
            f"select row from search_ad where {condition}",  # noqa: S608  conditions are constants
            values,
        )
        return bits.from_rows((row[0] for row in rows), self.size)

    @cached_property
    def first_upload(self) -> int:
        """When the oldest ad was uploaded."""
        return int(self.one("select coalesce(min(uploaded), 0) from search_ad"))

    def leaf_of_first(self, members: int) -> int:
        """The category of the oldest of these ads."""
        (ad,) = self.fetch(bits.positions(members, 0, 1))
        return CATEGORIES[ad["leaf"]].id

    @cached_property
    def priced(self) -> int:
        """The ads with a price."""
        return self.where("price is not null")

    def ordered(self, by: str) -> Order:
        """All rows in an SQL order, `row` being the creation's."""
        rows = self.connection.execute(f"select row from search_ad order by {by}")  # noqa: S608  constants only
        return Order(array("I", (row[0] for row in rows)), self.size)

    def fetch(self, rows: Sequence[int]) -> list[sqlite3.Row]:
        """The rows' contents in the given order."""
        marks = ",".join("?" * len(rows))
        found = self.connection.execute(
            f"select * from search_ad where row in ({marks})",  # noqa: S608  question marks only
            rows,
        )
        by_row = {ad["row"]: ad for ad in found}
        return [by_row[row] for row in rows]

    def with_adid(self, adid: str) -> sqlite3.Row | None:
        """The ad that is online under this id."""
        for ad in self.connection.execute("select * from search_ad where adid = ?", (adid,)):
            if self.alive >> ad["row"] & 1:
                return ad  # type: ignore[no-any-return]
        return None

    def texts(self, members: int, holds: Callable[[str, str], bool]) -> int:
        """Those of these ads whose title and description fulfil a condition: for few ads only."""
        rows, found = bits.everything(members), []
        for start in range(0, len(rows), 900):
            marks = ",".join("?" * len(rows[start : start + 900]))
            texts = self.connection.execute(
                f"select row, title, description from search_ad where row in ({marks})",  # noqa: S608
                rows[start : start + 900],
            )
            found += [row for row, title, description in texts if holds(title, description)]
        return bits.from_rows(found, self.size)


def holds(connection: sqlite3.Connection, kind: Kind) -> bool:
    """Whether the database was filled, completely, with this kind."""
    try:
        row = connection.execute("select told from search_about").fetchone()
    except sqlite3.OperationalError:
        return False
    return row is not None and row[0] == kind.told()


def fill(connection: sqlite3.Connection, kind: Kind) -> None:
    """Writes all ads and sets anew, in one transaction."""
    postings: dict[tuple[str, str], array[int]] = {}
    connection.execute("begin")
    for table in ("search_ad", "search_posting", "search_about"):
        connection.execute(f"drop table if exists {table}")
    for statement in filter(str.strip, TABLES.split(";")):
        connection.execute(statement)
    marks = ",".join("?" * (len(COLUMNS) + 2))
    made = drafts(kind.ads, kind.seed, kind.today, kind.moving)
    connection.executemany(f"insert into search_ad values ({marks})", rows_of(made, postings))  # noqa: S608
    size = connection.execute("select count(*) from search_ad").fetchone()[0]
    connection.executemany("insert into search_posting values (?,?,?,?,?)", packed(postings, size))
    for statement in filter(str.strip, INDEXES.split(";")):
        connection.execute(statement)
    connection.execute("insert into search_about values (?)", (kind.told(),))
    connection.execute("commit")


def rows_of(made: Iterable[Draft], postings: dict[tuple[str, str], array[int]]) -> Iterator[tuple[Any, ...]]:
    """The rows to insert; notes on the way which words, categories and places each has."""
    for row, ad in enumerate(made):
        for term in terms(ad):
            posting = postings.get(term)
            if posting is None:
                posting = postings[term] = array("I")
            posting.append(row)
        yield (row, adid_of(ad.number), *values(ad))


def values(ad: Draft) -> tuple[Any, ...]:
    """A draft's values in the order of COLUMNS."""
    return tuple(getattr(ad, column) for column in COLUMNS)


def terms(ad: Draft) -> Iterator[tuple[str, str]]:
    """All (field, term) under which an ad is found."""
    leaf, place = CATEGORIES[ad.leaf], PLACES[ad.place]
    yield "place", str(place.id)
    yield from (("category", str(number)) for number in (leaf.parent, leaf.id, place.city_category))
    yield from (("title", word) for word in set(words(ad.title)))
    yield from (("description", word) for word in set(words(ad.description)))


def packed(postings: dict[tuple[str, str], array[int]], size: int) -> Iterator[tuple[str, str, str, bool, bytes]]:
    """The sets as stored: as a list of rows, or as bits where that is shorter."""
    for (field, term), rows in postings.items():
        dense = len(rows) * 32 > size
        stored = bits.from_rows(rows, size).to_bytes(size // 8 + 1, "little") if dense else rows.tobytes()
        yield field, term, term.casefold(), dense, stored


__all__ = ["DAY", "Kind", "Store", "adid_of"]
