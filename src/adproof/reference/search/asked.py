"""What one request asks for, and what it is answered from."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from ..switches import Switches
from .places import Place
from .store import Store

DEFAULT_SORT = "newest"
SORTS = ("newest", "oldest", "price_asc", "price_desc", "relevance")


@dataclass
class Desk:
    """The running service. `memory` is for faults that remember requests."""

    store: Store
    switches: Switches
    random: Random
    requests: int = 0
    memory: dict[Any, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A request before it is understood: the parameters in the order they were sent, decoded, and undecoded in `raw`."""

    desk: Desk
    role: str
    pairs: tuple[tuple[str, str], ...]
    raw: str

    @property
    def switches(self) -> Switches:
        """The process's switches."""
        return self.desk.switches

    def text(self, name: str) -> str | None:
        """A parameter's value; where it was repeated, the last one."""
        values = self.texts(name)
        return values[-1] if values else None

    def texts(self, name: str) -> list[str]:
        """All values of a parameter."""
        return [value for key, value in self.pairs if key == name]


@dataclass(frozen=True)
class Search:
    """A search as understood. None means that a parameter was not sent; instants are Unix seconds, distances km."""

    asked: Asked
    query: str | None
    exclude: str | None
    limit: int
    page: int
    sort: str
    categories: tuple[str, ...] | None
    near: tuple[Place | None, float] | None
    since: int | None
    until: int | None

    @property
    def switches(self) -> Switches:
        """The process's switches."""
        return self.asked.switches

    @property
    def store(self) -> Store:
        """The index."""
        return self.asked.desk.store

    @property
    def desk(self) -> Desk:
        """The running service."""
        return self.asked.desk

    @property
    def role(self) -> str:
        """The role of the key that asks."""
        return self.asked.role

    @property
    def queried(self) -> bool:
        """Whether there is a query that restricts."""
        return self.query is not None and self.query.strip() not in ("", "*")


class Refused(Exception):
    """The request cannot be answered: the status and what to tell."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Crash(Exception):
    """A fault that the service does not survive: answered with 500 and a page of text."""
