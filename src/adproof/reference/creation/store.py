"""The creation service's memory on SQLite. Every statement is here, and no rule is.

One connection serves the one event loop; each public method is one statement or one transaction, so that what a
method does is done whole or not at all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from adproof.reference.creation.records import Job, Listing, Publication, Ticket

TABLES = """
create table if not exists creation_imprints (uuid text, account text, content text, created real);
create table if not exists creation_listings (uuid text primary key, account text, fields text, created real, deleted real);
create table if not exists creation_tickets (uuid text, account text, media_type text, key text, expires real, spent real,
    listing text, uploaded real, primary key (uuid, account));
create table if not exists creation_images (id integer primary key, listing text, url text, position integer, added real);
create table if not exists creation_publications (id integer primary key, uuid text, listing text, account text, imprint text,
    state text, created real);
create table if not exists creation_states (publication integer, state text, at real);
create table if not exists creation_jobs (id integer primary key, publication integer, state text, due real);
create table if not exists creation_tokens (value text primary key, account text, expires real);
create index if not exists creation_images_by_listing on creation_images (listing, position);
create index if not exists creation_publications_by_listing on creation_publications (listing);
create index if not exists creation_publications_by_uuid on creation_publications (uuid);
create index if not exists creation_states_by_publication on creation_states (publication, at);
"""


class Store:
    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.db.executescript(TABLES)

    def _rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self.db.execute(sql, values).fetchall()

    def _row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        rows = self._rows(sql, *values)
        return rows[0] if rows else None

    def _do(self, sql: str, *values: Any) -> int:
        return self.db.execute(sql, values).rowcount

    # accounts

    def add_token(self, value: str, account: str, expires: float) -> None:
        self._do("insert into creation_tokens values (?, ?, ?)", value, account, expires)

    def token_account(self, value: str, now: float) -> str | None:
        row = self._row("select account from creation_tokens where value = ? and expires > ?", value, now)
        return None if row is None else str(row["account"])

    # imprints

    def add_imprint(self, uuid: str, account: str, content: str, now: float) -> None:
        self._do("insert into creation_imprints values (?, ?, ?, ?)", uuid, account, content, now)

    def imprint_account(self, uuid: str) -> str | None:
        row = self._row("select account from creation_imprints where uuid = ?", uuid)
        return None if row is None else str(row["account"])

    def imprints_of(self, account: str, content: str | None = None) -> list[str]:
        """The account's imprints, oldest first; only those with this content when it is given."""
        sql = "select uuid from creation_imprints where account = ? and (? is null or content = ?) order by rowid"
        return [row["uuid"] for row in self._rows(sql, account, content, content)]

    # listings

    def add_listing(self, uuid: str, account: str, fields: dict[str, Any], now: float) -> None:
        self._do("insert or ignore into creation_listings values (?, ?, ?, ?, null)", uuid, account, json.dumps(fields), now)

    def listing(self, uuid: str) -> Listing | None:
        row = self._row("select * from creation_listings where uuid = ?", uuid)
        return None if row is None else _listing(row)

    def listings_of(self, account: str) -> list[Listing]:
        rows = self._rows("select * from creation_listings where account = ? and deleted is null order by rowid", account)
        return [_listing(row) for row in rows]

    def set_fields(self, uuid: str, fields: dict[str, Any]) -> None:
        self._do("update creation_listings set fields = ? where uuid = ?", json.dumps(fields), uuid)

    def mark_deleted(self, uuid: str, now: float) -> None:
        self._do("update creation_listings set deleted = ? where uuid = ?", now, uuid)

    # tickets

    def add_ticket(self, ticket: Ticket) -> None:
        self._do("insert or ignore into creation_tickets values (?, ?, ?, ?, ?, null, null, null)",
                 ticket.uuid, ticket.account, ticket.media_type, ticket.key, ticket.expires)  # fmt: skip

    def ticket(self, uuid: str, account: str | None = None) -> Ticket | None:
        row = self._row("select * from creation_tickets where uuid = ? and (? is null or account = ?)", uuid, account, account)
        return None if row is None else _ticket(row)

    def tickets_of(self, account: str) -> list[Ticket]:
        return [_ticket(row) for row in self._rows("select * from creation_tickets where account = ? order by rowid", account)]

    def spend(self, ticket: Ticket, listing: str, now: float) -> bool:
        """Take the ticket's one use; false when it was taken before. The database decides, in one statement."""
        sql = "update creation_tickets set spent = ?, listing = ? where uuid = ? and account = ? and spent is null"
        return self._do(sql, now, listing, ticket.uuid, ticket.account) == 1

    def note_upload(self, key: str, now: float) -> None:
        self._do("update creation_tickets set uploaded = ? where key = ?", now, key)

    # images

    def add_image(self, listing: str, url: str, now: float) -> None:
        sql = "insert into creation_images (listing, url, position, added) select ?, ?, coalesce(max(position), 0) + 1, ?"
        self._do(f"{sql} from creation_images where listing = ?", listing, url, now, listing)

    def urls(self, listing: str, added_until: float) -> list[str]:
        sql = "select url from creation_images where listing = ? and added <= ? order by position, id"
        return [row["url"] for row in self._rows(sql, listing, added_until)]

    def remove_urls(self, listing: str, urls: Iterable[str]) -> None:
        for url in urls:
            self._do("delete from creation_images where listing = ? and url = ?", listing, url)

    def set_urls(self, listing: str, urls: list[str], now: float) -> None:
        """Make these the listing's images, in this order."""
        self.db.execute("begin immediate")
        self._do("delete from creation_images where listing = ?", listing)
        for position, url in enumerate(urls, start=1):
            self._do("insert into creation_images values (null, ?, ?, ?, ?)", listing, url, position, now)
        self.db.execute("commit")

    # publications

    def add_publication(self, uuid: str, listing: Listing, imprint: str | None, now: float) -> Publication:
        sql = "insert into creation_publications values (null, ?, ?, ?, ?, '', ?)"
        row = self.db.execute(sql, (uuid, listing.uuid, listing.account, imprint, now)).lastrowid
        return Publication(row or 0, uuid, listing.uuid, listing.account, imprint, "", now)

    def publications(self, *, listing: str | None = None, uuid: str | None = None) -> list[Publication]:
        """In the order of their making; those of a listing, those with a uuid, or both."""
        sql = "select * from creation_publications where (? is null or listing = ?) and (? is null or uuid = ?) order by id"
        return [_publication(row) for row in self._rows(sql, listing, listing, uuid, uuid)]

    def publication(self, id: int) -> Publication | None:
        row = self._row("select * from creation_publications where id = ?", id)
        return None if row is None else _publication(row)

    def set_state(self, publication: int, state: str, now: float) -> None:
        if self._do("update creation_publications set state = ? where id = ? and state <> ?", state, publication, state):
            self._do("insert into creation_states values (?, ?, ?)", publication, state, now)

    def state_at(self, publication: int, at: float) -> str:
        """The state then; the first state for any earlier moment."""
        sql = "select state from creation_states where publication = ? order by at > ?, abs(at - ?), rowid desc limit 1"
        row = self._row(sql, publication, at, at)
        return "" if row is None else str(row["state"])

    # the worker's jobs

    def add_job(self, publication: int, state: str, due: float) -> None:
        self._do("insert into creation_jobs values (null, ?, ?, ?)", publication, state, due)

    def drop_jobs(self, publication: int) -> None:
        self._do("delete from creation_jobs where publication = ?", publication)

    def next_due(self) -> float | None:
        row = self._row("select min(due) as due from creation_jobs")
        return None if row is None else row["due"]

    def take_due_jobs(self, now: float) -> list[Job]:
        rows = self._rows("delete from creation_jobs where due <= ? returning *", now)
        return [Job(**dict(row)) for row in sorted(rows, key=lambda row: row["due"])]


def _listing(row: sqlite3.Row) -> Listing:
    return Listing(row["uuid"], row["account"], json.loads(row["fields"]), row["created"], row["deleted"] is not None)


def _ticket(row: sqlite3.Row) -> Ticket:
    return Ticket(**{**dict(row), "spent": row["spent"] is not None})


def _publication(row: sqlite3.Row) -> Publication:
    return Publication(**dict(row))
