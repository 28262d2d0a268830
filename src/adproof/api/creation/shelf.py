"""What one process keeps for its tests: imprints, tickets left to expire, live ads, one watched course of publications.

Everything is made when it is first needed, so that a single test asks for no more than it uses, and waits overlap where they can.
"""

import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from adproof.answer import Unusable
from adproof.api.creation import pictures
from adproof.api.creation.album import Album
from adproof.api.creation.asking import memory
from adproof.api.creation.dialect import Phase
from adproof.api.creation.seller import Seller
from adproof.api.creation.things import Imprint, Listing, ListingView, Publication, PublicationList, Ticket, succeeded
from adproof.api.creation.timeline import Timeline, watch
from adproof.words import EnvironmentProblem, ReadOnly

_AHEAD = 4  # live ads that are published together when the first one is asked for
_PROMPT_ENOUGH = 4
_PLACES = 5  # images that a bench takes
_GRACE = 0.5  # of the deadline: how much longer to look, to tell "too slow" from "never"


@dataclass(frozen=True)
class LiveAd:
    """A listing with a publication that was seen live, and with the word for it."""

    listing: Listing
    publication: Publication
    word: str


@dataclass(frozen=True)
class Bystander:
    """A listing that nobody touches after its making, as it was read then."""

    listing: Listing
    view: ListingView
    publications: tuple[str, ...]


@dataclass
class Course:
    """One listing published (with two imprints, where the target takes that), a second one published, a third one not."""

    published: Listing
    other: Listing
    unpublished: Listing
    timelines: list[Timeline]
    seconds: float


@dataclass
class Shelf(Album):
    """One for a process, used by every test of it."""

    _imprints: list[str] = field(default_factory=list)
    _waiting: list[tuple[Listing, Publication]] = field(default_factory=list)
    _prompt: int = 0  # new listings in a row that could be read at once; after some, they are no longer waited for
    _benched: int = -1
    spent: tuple[str, str] | None = None
    bystanders: list[Bystander] = field(default_factory=list)
    doomed: list[Ticket] = field(default_factory=list)
    used_early: str | None = None

    def __repr__(self) -> str:
        return "<shelf>"

    def imprint(self, number: int = 0) -> str:
        """An imprint: the one of the target's file, else one made through the API; further ones are made. Raises Unusable."""
        if not self._imprints and self.seller.section.imprint:
            self._imprints.append(self.seller.section.imprint)
            memory().imprints.add(self.seller.section.imprint.lower())
        while len(self._imprints) <= number:
            self._imprints.append(self.seller.creates_an_imprint().uuid)
        return self._imprints[number]

    def imprint_of(self, other: Seller) -> str:
        """An imprint of another account: from the target's file, else one it makes, else this account's own."""
        if other.section.other_imprint:
            return other.section.other_imprint
        if "imprints" not in other.section.claims:
            return self.imprint()
        return other.creates_an_imprint().id or self.imprint()

    def known_to_work(self, other: Seller) -> Seller:
        """Another account that can do something: what is refused to it is not refused to everybody. Raises Unusable."""
        self.kept("a listing of another account", lambda: other.creates_a_listing().uuid)
        return other

    def second_imprint(self) -> str | None:
        """Another imprint, or None where the target offers no way to one."""
        if "imprints" not in self.seller.section.claims:
            return None
        made: Imprint = self.seller.creates_an_imprint()
        return made.id if succeeded(made.answer) else None

    @property
    def keeps(self) -> set[str]:
        return super().keeps | {listing.uuid for listing, _ in self._waiting}

    def listing(self, **changes: Any) -> Listing:
        """A new listing that can be read. Raises Unusable."""
        made = self.seller.creates_a_listing(**changes)
        if self._prompt >= _PROMPT_ENOUGH:
            if known := memory().alive(made.uuid):
                known.seen = True
            return made
        seen = self.seller.patience.until("listing", lambda: self.seller.reads_listing(made.uuid), lambda view: view.found)
        if not seen.came:
            raise Unusable(f"a new listing cannot be read ({seen.value.answer.received})", of=seen.value.answer)
        self._prompt = self._prompt + 1 if seen.looks == 1 else -_PROMPT_ENOUGH * 100
        return made

    def plain(self) -> Listing:
        """A listing that no right answer changes: for calls that have to be refused, or that touch something else."""
        return self.kept("plain listing", self.listing)

    def bench(self) -> Listing:
        """A listing that takes a few images of anybody's. Raises Unusable."""
        self._benched += 1
        return self.kept(f"bench {self._benched // _PLACES}", self.listing)

    def published(self, listing: Listing | None = None) -> tuple[Listing, Publication]:
        """A listing, new unless given, with an acknowledged publication; nothing is waited for. Raises Unusable."""
        listing = listing or self.publishable()
        publication = self.seller.publishes(listing.uuid, self.imprint())
        publication.uuid  # noqa: B018  # raises Unusable
        return listing, publication

    def publishable(self) -> Listing:
        """A new listing that can be published: as the guide tells it, with an image, where this target wants one."""
        return self.listing() if self.takes_bare_ones() else self.busy_listing()

    def takes_bare_ones(self) -> bool:
        """Whether a listing without an image can be published here and goes live: the guide does not promise it."""
        return self.kept("bare publication", self._publishes_a_bare_one)

    def _publishes_a_bare_one(self) -> bool:
        if not self.seller.section.states:
            self.course()
        listing = self.seller.creates_a_listing()
        publication = self.seller.publishes(listing.uuid, self.imprint())
        if not succeeded(publication.answer) or publication.id is None:
            return False
        read = partial(self.seller.reads_publication, listing.uuid, publication.uuid)
        seen = self.seller.patience.until("bare publication", read, lambda view: view.phase in (Phase.LIVE, Phase.FAILED))
        if seen.value.phase is Phase.LIVE:
            self._waiting.append((listing, publication))
        return seen.value.phase is not Phase.FAILED

    def live_ad(self) -> LiveAd:
        """An ad that is live now and that nobody else uses. Raises Unusable when it does not go live in time."""
        if not self.seller.section.states:
            self.course()
        self.takes_bare_ones()
        if not self._waiting:
            self._waiting = [self.published() for _ in range(_AHEAD)]
        return self.live(*self._waiting.pop(0))

    def steady_ad(self) -> LiveAd:
        """A live ad that no right answer changes: for calls that have to be refused. Raises Unusable."""
        return self.kept("steady ad", self.live_ad)

    def new_live_ad(self) -> LiveAd:
        """An ad that was published only now, so that nothing done earlier in the run has touched it. Raises Unusable."""
        return self.live(*self.published())

    def twin_of(self, ad: LiveAd) -> LiveAd | None:
        """A second publication of the same listing, live; None where the target takes no second one."""
        imprint = self.second_imprint()
        if imprint is None:
            return None
        publication = self.seller.publishes(ad.listing.uuid, imprint)
        if not succeeded(publication.answer) or publication.id in (None, ad.publication.id):
            return None
        return self.live(ad.listing, publication)

    def live(self, listing: Listing, publication: Publication) -> LiveAd:
        seen = self.seller.patience.until(
            "publication",
            lambda: self.seller.reads_publication(publication.listing, publication.uuid),
            lambda view: view.phase in (Phase.LIVE, Phase.FAILED),
        )
        if seen.value.phase is not Phase.LIVE:
            raise Unusable(f"no publication goes live here (the last status is {seen.value.status!r})", of=seen.value.answer)
        return LiveAd(listing, publication, str(seen.value.status))

    def goes_live(self, listing: str, publication: str) -> None:
        """Wait for it, and be content with whatever comes."""
        read = partial(self.seller.reads_publication, listing, publication)
        self.seller.patience.until("publication", read, lambda view: view.phase in (Phase.LIVE, Phase.FAILED))

    def listed(self, ad: LiveAd) -> PublicationList:
        """The list that shows this ad's publication. Raises Unusable when it does not come."""
        read = partial(self.seller.lists_publications, ad.listing.uuid)
        seen = self.seller.patience.until("list", read, lambda shown: shown.of(ad.publication.uuid) is not None)
        if not seen.came:
            raise Unusable("the list of publications does not show a live publication", of=seen.value.answer)
        return seen.value

    def course(self) -> Course:
        """The watched course of publications; its exchanges are at hand in every test that asks for it."""
        return self.kept("course", self._run_course)

    def _run_course(self) -> Course:
        seller = self.seller
        published, other, unpublished = self.busy_listing(), self.busy_listing(), seller.creates_a_listing()
        publications = [seller.publishes(published.uuid, self.imprint())]
        publications.append(seller.publishes(other.uuid, self.imprint()))
        if (second := self.second_imprint()) is not None:
            again = seller.publishes(published.uuid, second)
            if succeeded(again.answer) and again.id and again.id != publications[0].id:
                publications.append(again)
        for each in publications:
            each.uuid  # noqa: B018  # raises Unusable
        begin = time.monotonic()
        timelines = watch(seller, publications, seller.section.publish_deadline * (1 + _GRACE))
        if not seller.section.states:
            self._learn_words(timelines)
        return Course(published, other, unpublished, timelines, time.monotonic() - begin)

    def _learn_words(self, timelines: list[Timeline]) -> None:
        """For a target that maps no states: what good publications end in is its word for live, the first word for pending."""
        finals = {each.final.status for each in timelines if each.final and each.settled_after is not None}
        if len(finals) == 1 and len(timelines) == len([each for each in timelines if each.settled_after is not None]):
            self.seller.dialect.learn(finals.pop(), Phase.LIVE)
            for each in timelines:
                self.seller.dialect.learn(each.points[0].status, Phase.PENDING)

    def sets_tickets_aside(self) -> None:
        """Start the lifetime of a few tickets now, so that waiting for their expiry overlaps with everything else. The third
        is used at once: until it expires, and after that, it has to stay used. For the last no image is ever uploaded."""
        try:
            kinds = (pictures.PNG, pictures.PNG, pictures.PNG, pictures.JPEG)
            self.doomed = [self.seller.has_an_uploaded_ticket(each) for each in kinds]
            self.doomed.append(self.seller.requests_a_media_ticket())
            used = self.seller.attaches(self.doomed[2].uuid, self.bench().uuid)
            self.used_early = self.doomed[2].uuid if succeeded(used) else None
        except (Unusable, EnvironmentProblem, ReadOnly):
            self.doomed = []

    def places_bystanders(self) -> None:
        """Make listings that nothing is done to any more: whatever happens to them, other calls did it."""
        with suppress(Unusable, EnvironmentProblem, ReadOnly), self.keeping():
            made = [(self.seller.creates_a_listing(), ()), (self.busy_listing(), ())]
            self.seller.reads_listing(made[0][0].uuid)
            namesake = self.seller.creates_a_listing(title=made[0][0].sent["title"], description=self.seller.new_description("2"))
            made += [(namesake, ())] if succeeded(namesake.answer) and namesake.id else []
            listing, publication = self.published()
            for each, publications in (*made, (listing, (publication.uuid.lower(),))):
                seen = self.seller.patience.until(
                    "listing", partial(self.seller.reads_listing, each.uuid), lambda view: view.found
                )
                self.bystanders.append(Bystander(each, seen.value, publications))

    def spends_a_ticket(self) -> None:
        """Use a ticket now, to try it again at the end of the run."""
        with suppress(Unusable, EnvironmentProblem, ReadOnly), self.keeping():
            listing, ticket = self.seller.creates_a_listing().uuid, self.seller.has_an_uploaded_ticket().uuid
            if succeeded(self.seller.attaches(ticket, listing)):
                self.spent = (ticket, listing)
