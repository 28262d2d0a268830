"""The creation API as a model, and random interleavings of legal and illegal calls that the target has to agree with.

Only what the guide promises is modelled: texts, images, publications. What is open (the further life of a deleted listing, the
order of images) the model leaves alone.
"""

import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, multiple, rule, run_state_machine_as_test

from adproof.answer import Answer, Unusable
from adproof.api.creation.seller import Seller
from adproof.api.creation.shelf import Shelf
from adproof.api.creation.story import telling
from adproof.api.creation.things import CLOCK_ALLOWANCE, ListingView, PublicationList, is_refusal, succeeded
from adproof.run import Profile
from adproof.words import Violation, expect, witness

TRIES_AFTER_A_FAILURE = 40
SIZES = {"quick": (2, 12), "standard": (3, 16), "thorough": (30, 25)}
texts = st.text(st.sampled_from("abcdefäöüß 0123"), min_size=4, max_size=20).map(lambda text: f"Modell {text}".strip())


@dataclass
class Expected:
    """What a listing has to show."""

    uuid: str
    texts: dict[str, str]
    images: int = 0
    publications: dict[str, str] = field(default_factory=dict)
    doubtful: bool = False  # an answer was neither yes nor no, so the images cannot be counted any more


@dataclass
class Shrinking:
    """Bounds the search for the shortest story: every try of it asks a real target, and waits for it."""

    tries_left: int = TRIES_AFTER_A_FAILURE
    shortest: list[dict[str, Any]] = field(default_factory=list)
    failure: Violation | None = None

    def failed(self, failure: Violation, told: list[dict[str, Any]]) -> None:
        if self.failure is None or len(told) <= len(self.shortest):
            self.failure, self.shortest = failure, list(told)

    def is_over(self) -> bool:
        """Called once for each try."""
        self.tries_left -= self.failure is not None
        return self.tries_left < 0


def interleave(seller: Seller, shelf: Shelf, profile: Profile) -> None:
    """Try random stories of the profile's size. The shortest one that disagrees with the model is handed to the report."""
    examples, steps = SIZES[profile.name]
    adds = shelf.counts_images()
    settings = hypothesis.settings(max_examples=examples, stateful_step_count=steps)
    shrinking = Shrinking()
    with telling("The shortest story that disagrees with the model", only_if_it_fails=True) as told:

        def begin() -> Interleaving:
            told.clear()
            return Interleaving(seller, shelf, adds, told, shrinking)

        try:
            run_state_machine_as_test(begin, settings=settings)  # type: ignore[arg-type]  # any factory will do
        except Exception:
            if shrinking.failure is None:
                raise
        if shrinking.failure is not None:
            told[:] = shrinking.shortest
            raise shrinking.failure


class Interleaving(RuleBasedStateMachine):
    """One random story. What was found wrong raises a Violation; hypothesis then looks for the shortest story that shows it."""

    listings: Bundle[Expected] = Bundle("listings")
    fresh: Bundle[str] = Bundle("fresh")
    used: Bundle[str] = Bundle("used")

    def __init__(self, seller: Seller, shelf: Shelf, adds: bool | None, told: list[dict[str, Any]], shrinking: Shrinking) -> None:
        super().__init__()
        self.seller, self.shelf, self.adds, self.told, self.shrinking = seller, shelf, adds, told, shrinking
        self.idle = shrinking.is_over()  # nothing is asked any more, so that no shorter story is found and the search ends
        self.alive: list[Expected] = []
        self.good_until: dict[str, float] = {}

    @initialize(target=listings, description=texts)
    def begin(self, description: str) -> Any:
        return self._created(description)

    @rule(target=listings, description=texts)
    def create(self, description: str) -> Any:
        return self._created(description)

    def _created(self, description: str) -> Any:
        if self.idle:
            return multiple()
        description = self.seller.new_description(description)
        listing = self.seller.creates_a_listing(description=description)
        if not listing.id or not succeeded(listing.answer):
            return multiple()
        known = Expected(listing.uuid, {"title": listing.sent["title"], "description": description})
        self.alive.append(known)
        return known

    @rule(target=fresh)
    def ticket(self) -> Any:
        if self.idle:
            return multiple()
        try:
            ticket = self.seller.has_an_uploaded_ticket()
        except Unusable:
            return multiple()
        lifetime = ticket.seconds_left_at_issue
        self.good_until[ticket.uuid] = time.monotonic() + (lifetime - CLOCK_ALLOWANCE.total_seconds() if lifetime else 3600)
        return ticket.uuid

    @rule(target=used, ticket=consumes(fresh), listing=listings)
    def attach(self, ticket: str, listing: Expected) -> Any:
        if time.monotonic() > self.good_until[ticket]:
            return multiple()
        answer = self.seller.attaches(ticket, listing.uuid)
        if answer.perhaps_done or not (succeeded(answer) or is_refusal(answer)):
            listing.doubtful = True
            return multiple()
        self._expect(succeeded(answer), expected="a fresh ticket attaches its image", received=answer.received, of=answer)
        listing.images = listing.images + 1 if self.adds else 1
        return ticket

    @rule(ticket=used, listing=listings)
    def attach_again(self, ticket: str, listing: Expected) -> None:
        self._refused(self.seller.attaches(ticket, listing.uuid), "a used ticket")

    @rule(ticket=fresh)
    def attach_nowhere(self, ticket: str) -> None:
        self._refused(self.seller.attaches(ticket, str(uuid4())), "an unknown listing")

    @rule(listing=listings)
    def attach_nothing(self, listing: Expected) -> None:
        self._refused(self.seller.attaches(str(uuid4()), listing.uuid), "an unknown ticket")

    @rule(listing=listings)
    def publish(self, listing: Expected) -> None:
        imprint = self.shelf.imprint()
        publication = self.seller.publishes(listing.uuid, imprint)
        if succeeded(publication.answer) and publication.id:
            listing.publications[publication.id.lower()] = imprint
        else:
            fine = (listing.publications or not listing.images) and is_refusal(publication.answer)
            self._expect(
                fine, expected="a first publication is accepted", received=publication.answer.received, of=publication.answer
            )

    @rule()
    def publish_nothing(self) -> None:
        if self.idle:
            return
        self._refused(self.seller.publishes(str(uuid4()), self.shelf.imprint()).answer, "an unknown listing")

    @hypothesis.stateful.precondition(lambda self: "update" in self.seller.section.claims)
    @rule(listing=listings, change=st.fixed_dictionaries({}, optional={"title": texts, "description": texts}).filter(bool))
    def update(self, listing: Expected, change: dict[str, str]) -> None:
        change = {
            name: self.seller.new_title() if name == "title" else self.seller.new_description(text)
            for name, text in change.items()
        }
        answer = self.seller.updates(listing.uuid, change)
        self._expect(succeeded(answer), expected="an update of texts is accepted", received=answer.received, of=answer)
        listing.texts.update(change)

    @hypothesis.stateful.precondition(lambda self: "delete" in self.seller.section.claims)
    @rule(listing=consumes(listings))
    def delete(self, listing: Expected) -> None:
        answer = self.seller.deletes(listing.uuid)
        self._expect(succeeded(answer), expected="an own listing is deleted", received=answer.received, of=answer)
        self.alive.remove(listing)

    @rule(listing=listings)
    def compare(self, listing: Expected) -> None:
        self._agrees(listing)

    def teardown(self) -> None:
        for listing in self.alive:
            self._agrees(listing)

    def _expect(self, holds: object, *, expected: str, received: str, of: Answer) -> None:
        """As `expect`, and remembered for the search."""
        try:
            expect(holds, expected=expected, received=received, of=of)
        except Violation as failure:
            self.shrinking.failed(failure, self.told)
            raise

    def _refused(self, answer: Answer, what: str) -> None:
        self._expect(is_refusal(answer), expected=f"{what} is refused", received=answer.received, of=answer)

    def _agrees(self, listing: Expected) -> None:
        """What the target shows of this listing is what the model says, at once or by the deadline."""
        patience, seller = self.seller.patience, self.seller
        seen = patience.until("model", lambda: seller.reads_listing(listing.uuid), lambda view: not self._differs(listing, view))
        witness(1, "listings compared with the model")
        if not seen.came:
            wanted, found = self._differs(listing, seen.value)
            self._expect(False, expected=wanted, received=found, of=seen.value.answer)
        if listing.publications:
            shown = patience.until("model", lambda: seller.lists_publications(listing.uuid), lambda at: self._lists(listing, at))
            received = f"{sorted(shown.value.ids)}"
            self._expect(
                shown.came, expected=f"the publications {sorted(listing.publications)}", received=received, of=shown.value.answer
            )

    def _differs(self, listing: Expected, view: ListingView) -> Any:
        """(expected, received) of the first difference, or nothing."""
        if not view.found:
            return "a listing that can be read", view.answer.received
        for name, text in listing.texts.items():
            shown = view.text("title" if name == "title" else "description")
            if shown is not None and shown != text:
                return f"the {name} {text!r}", repr(shown)
        countable = self.adds is not None and view.images is not None and not listing.doubtful
        if countable and len(view.images or ()) != listing.images:
            return f"{listing.images} images", f"{len(view.images or ())} images"
        return None

    @staticmethod
    def _lists(listing: Expected, shown: PublicationList) -> bool:
        return sorted(shown.ids) == sorted(listing.publications)
