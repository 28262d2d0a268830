"""What a call is for, and what this process made so far: laws see answers only, and have to tell ordinary calls from odd ones.

An ordinary call asks for what the documents promise, with values that nothing speaks against: a target has to take it each time.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from adproof.answer import Answer

_HASTE = 2.5  # seconds before its expiry from which on a ticket is no longer sure to be good
_MANY = 8
_REVISIONS = frozenset({"updateListing", "deleteListing", "updatePublicationState", "republish"})
FEW_IMAGES = 3  # a target may bound the images of a listing


@dataclass(frozen=True)
class Asking:
    """The call whose answer is being judged. `own` is the account that everything was made with."""

    operation: str
    listing: str = ""
    publication: str = ""
    own: bool = True
    ordinary: bool = False
    kind: str = ""  # ordinary calls are compared with others of their kind


@dataclass(frozen=True)
class Alike:
    """A publication that differs from others of its kind in nothing but its number; ids as the target writes them."""

    kind: str
    listing: str
    publication: str


@dataclass
class KnownListing:
    """One of this process's listings."""

    created: float
    seen: bool = False
    deleted: bool = False
    images: int = 0
    publications: set[str] = field(default_factory=set)
    usual: bool = True  # written as the target's file words it, and never updated

    @property
    def age(self) -> float:
        return time.monotonic() - self.created


@dataclass
class Memory:
    """What this process made, by ids in lower case."""

    listings: dict[str, KnownListing] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)  # publication -> its listing
    shown: set[str] = field(default_factory=set)  # publications that were read
    imprints: set[str] = field(default_factory=set)
    tickets: dict[str, float] = field(default_factory=dict)  # uploaded and not used, until when they are good
    addressed: set[str] = field(default_factory=set)  # tickets whose address an upload was sent to
    doubted: dict[str, Answer] = field(default_factory=dict)  # young listings that were not found
    shows_images: bool = False  # whether some listing showed its images
    taken: Counter[str] = field(default_factory=Counter)  # ordinary calls that were accepted, by operation
    alike: dict[str, Alike] = field(default_factory=dict)  # publications of usual ads to which nothing was done

    def has_many(self, operation: str) -> bool:
        """Whether so many ordinary calls of this kind were taken that an account may have used up what it is allowed."""
        return self.taken[operation] >= _MANY

    def alive(self, listing: str) -> KnownListing | None:
        """One of this process's listings that nobody deleted."""
        known = self.listings.get(listing.lower())
        return None if known is None or known.deleted else known

    @property
    def held(self) -> int:
        """How many listings of this process are there."""
        return sum(not known.deleted for known in self.listings.values())

    def takes_an_image(self, listing: str, ticket: str) -> bool:
        known = self.alive(listing)
        few = known is not None and known.seen and not known.publications and known.images < FEW_IMAGES
        return few and time.monotonic() < self.tickets.get(ticket.lower(), 0.0)

    def first_upload(self, ticket: str) -> bool:
        """Whether nothing was sent to this ticket's address before: a second upload may be refused."""
        first = ticket.lower() not in self.addressed
        self.addressed.add(ticket.lower())
        return first

    def uploaded(self, ticket: str, lifetime: float | None) -> None:
        """Remember a ticket that is good now, and for how long it surely is."""
        self.tickets[ticket.lower()] = time.monotonic() + (3600 if lifetime is None else lifetime - _HASTE)

    def can_be_published(self, listing: str, imprint: str | None) -> bool:
        known = self.alive(listing)
        return known is not None and known.seen and not known.publications and (imprint or "").lower() in self.imprints

    def has_images(self, listing: str) -> bool:
        known = self.listings.get(listing.lower())
        return known is not None and known.images > 0

    def takes_texts(self, listing: str, changes: object) -> bool:
        known = self.alive(listing)
        if known is None or known.publications or not isinstance(changes, dict) or not changes:
            return False
        return set(changes) <= {"title", "description"} and all(isinstance(each, str) for each in changes.values())

    def note(self, asked: Asking, answer: Answer, created: str | None) -> None:
        """Take in what an answered call did."""
        done, listing = 200 <= answer.status < 300, asked.listing.lower()
        if not done:
            return
        self.taken[asked.operation] += asked.ordinary
        if asked.operation == "createListing" and created and asked.own:
            self.listings.setdefault(created.lower(), KnownListing(time.monotonic(), usual=asked.ordinary))
        if asked.operation == "createImprint" and created and asked.own:
            self.imprints.add(created.lower())
        if (known := self.listings.get(listing)) is None:
            return
        known.seen |= asked.operation == "getListing" and asked.own
        known.deleted |= asked.operation == "deleteListing"
        known.images += asked.operation == "attachMedia"
        if asked.operation in _REVISIONS:
            known.usual = False
            for each in known.publications:
                self.alike.pop(each, None)
        if asked.operation == "createPublication" and created:
            if asked.ordinary and known.usual:
                self.alike[created.lower()] = Alike(asked.kind, asked.listing, created)
            known.publications.add(created.lower())
            self.homes.setdefault(created.lower(), listing)
        if asked.operation == "getPublication" and asked.own:
            self.shown.add(asked.publication.lower())


_here = threading.local()
_memory = Memory()


def memory() -> Memory:
    """The one of this process: one target is judged per process."""
    return _memory


def asking() -> Asking | None:
    """What the answer that is just being judged was asked for."""
    return getattr(_here, "asking", None)


def in_a_rush() -> bool:
    """Whether this call is one of several at the same moment: then one may stand in the other's way."""
    return getattr(_here, "rush", False)


@contextmanager
def asks(asked: Asking) -> Iterator[None]:
    _here.asking = asked
    try:
        yield
    finally:
        _here.asking = None


@contextmanager
def rushing() -> Iterator[None]:
    _here.rush = True
    try:
        yield
    finally:
        _here.rush = False
