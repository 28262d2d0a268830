"""What the creation service remembers, as values. No rule and no SQL belongs in here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """The service's own words for where a publication stands."""

    PENDING = "PENDING"
    PUBLISHED = "PUBLISHED"
    PAUSED = "PAUSED"
    REJECTED = "REJECTED"
    DELETED = "DELETED"


@dataclass(frozen=True)
class Account:
    """A seller: its fixed sandbox token and the client credentials that yield further ones."""

    name: str
    token: str
    user_id: str
    client_id: str
    client_secret: str


SELLER = Account("seller", "sandbox-seller-token", "11111111-1111-4111-8111-111111111111",
                 "sandbox-seller", "sandbox-seller-secret")  # fmt: skip
OTHER = Account("other", "sandbox-other-token", "22222222-2222-4222-8222-222222222222",
                "sandbox-other", "sandbox-other-secret")  # fmt: skip
ACCOUNTS = {account.name: account for account in (SELLER, OTHER)}


@dataclass(frozen=True)
class Listing:
    uuid: str
    account: str
    fields: dict[str, Any]
    created: float
    deleted: bool = False


@dataclass(frozen=True)
class Ticket:
    """`expires` is in seconds since 1970; `listing` is the one the ticket was spent on."""

    uuid: str
    account: str
    media_type: str
    key: str
    expires: float
    spent: bool = False
    listing: str | None = None
    uploaded: float | None = None


@dataclass(frozen=True)
class Publication:
    """`id` is the row; `uuid` is what the world sees (a fault may give one to two rows)."""

    id: int
    uuid: str
    listing: str
    account: str
    imprint: str | None
    state: str
    created: float


@dataclass(frozen=True)
class Job:
    """What the worker still has to do: bring a publication into a state at a time."""

    id: int
    publication: int
    state: str
    due: float
