"""A few ads side by side: one operation on one of them, then a look at all the others, again and again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from adproof.answer import Answer
from adproof.api.creation.dialect import Phase
from adproof.api.creation.seller import Seller
from adproof.api.creation.shelf import LiveAd, Shelf
from adproof.api.creation.things import PublicationView, succeeded

Operation = Callable[[Seller, str, str], Answer]


def deletes(seller: Seller, listing: str, publication: str) -> Answer:
    del publication
    return seller.deletes(listing)


def republishes_paused(seller: Seller, listing: str, publication: str) -> Answer:
    return seller.republishes(listing, publication, "PAUSED")


# The claim that allows an operation, the operation, and which ad it is done to: 0 was published first, 1 and 2 are of one
# listing (2 is 1 again where a target takes no second publication), 3 was published last.
COURSE: tuple[tuple[str, Operation, int], ...] = (
    ("state", Seller.pauses, 1),
    ("state", Seller.pauses, 3),
    ("state", Seller.resumes, 1),
    ("state", Seller.pauses, 2),
    ("state", Seller.pauses, 0),
    ("state", Seller.resumes, 3),
    ("state", Seller.pauses, 1),
    ("republish", Seller.republishes, 2),  # while its twin is paused
    ("republish", republishes_paused, 3),
    ("delete", deletes, 0),
)


@dataclass(frozen=True)
class Look:
    """Another publication after an operation: the status it had to keep, and what was seen."""

    ad: LiveAd
    wanted: str
    seen: PublicationView


@dataclass(frozen=True)
class Disturbance:
    """One operation on one ad, and what the others showed afterwards."""

    claim: str
    answer: Answer
    looks: list[Look]


@dataclass
class Neighbours:
    """The ads, and the status each of them came to by what was done to itself."""

    shelf: Shelf
    ads: list[LiveAd]
    words: dict[str, str] = field(default_factory=dict)

    @classmethod
    def move_in(cls, shelf: Shelf) -> "Neighbours":
        """Publish them one after the other, and wait for all. Raises Unusable."""
        made = [shelf.published() for _ in range(2)]
        listing, second = made[1][0], shelf.second_imprint()
        again = shelf.seller.publishes(listing.uuid, second) if second else None
        twin = again and succeeded(again.answer) and again.id and again.id != made[1][1].id
        made += [(listing, again), shelf.published()] if again and twin else [made[1], shelf.published()]
        ads = [shelf.live(*each) for each in made]
        return cls(shelf, ads, {each.publication.uuid: each.word for each in ads})

    def disturbed(self) -> list[Disturbance]:
        """The whole course, as far as the target offers its operations and accepts them."""
        seller, done = self.shelf.seller, []
        for claim, operation, number in COURSE:
            if claim not in seller.section.claims:
                continue
            ad = self.ads[number]
            answer = operation(seller, ad.listing.uuid, ad.publication.uuid)
            if succeeded(answer):
                self._comes(ad, claim)
                done.append(Disturbance(claim, answer, self._looks_but_at(ad)))
        return done

    def _comes(self, ad: LiveAd, claim: str) -> None:
        """Wait for what was done to show: the live one comes to another status, and a finished one; the others go live again."""
        seller, was = self.shelf.seller, self.words[ad.publication.uuid]
        read = partial(seller.reads_publication, ad.listing.uuid, ad.publication.uuid)
        if claim == "delete":
            seen = seller.patience.until("deletion", read, lambda view: view.status != was)
        elif was == ad.word:
            seen = seller.patience.until("state", read, lambda view: view.status != was and view.phase is not Phase.PENDING)
        else:
            seen = seller.patience.until("state", read, lambda view: view.status == ad.word)
        self.words[ad.publication.uuid] = seen.value.status or ""

    def _looks_but_at(self, ad: LiveAd) -> list[Look]:
        looks = []
        for other in {each.publication.uuid: each for each in self.ads}.values():
            wanted = self.words[other.publication.uuid]
            if other.publication.uuid == ad.publication.uuid or not wanted:
                continue
            view = self.shelf.seller.reads_publication(other.listing.uuid, other.publication.uuid)
            looks.append(Look(other, wanted, view))
            self.words[other.publication.uuid] = view.status or ""  # told once
        return looks


def disturbances(shelf: Shelf) -> list[Disturbance]:
    """Gone through once for all tests. Raises Unusable where no ad gets live."""
    return shelf.kept("disturbances", lambda: Neighbours.move_in(shelf).disturbed())
