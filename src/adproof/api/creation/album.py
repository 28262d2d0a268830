"""Listings with images: how many they show, what an attach did to them, and one well-filled album for all tests of images."""

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from adproof.answer import Answer, Unusable
from adproof.api.creation import pictures
from adproof.api.creation.keeping import Keeping
from adproof.api.creation.things import Listing, succeeded

_FILLED_WITH = (pictures.PNG, pictures.JPEG, pictures.JPEG, pictures.PNG)


@dataclass(frozen=True)
class Attached:
    """One attach: the ticket, its answer, and the listing's images before it and once they had changed (None: not shown)."""

    ticket: str
    media_type: str
    answer: Answer
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None

    @property
    def worked(self) -> bool:
        return succeeded(self.answer)


@dataclass
class Album(Keeping):
    """What a Shelf has of images."""

    @abstractmethod
    def listing(self, **changes: Any) -> Listing: ...

    @abstractmethod
    def plain(self) -> Listing: ...

    def filling(self) -> tuple[Listing, list[Attached]]:
        """A new listing filled with images of both types one after the other, each step as it was seen. Raises Unusable."""
        return self.kept("filling", self._fill)

    def _fill(self) -> tuple[Listing, list[Attached]]:
        listing = self.listing()
        self.plain()  # so that the listing filled is neither the first nor the last one made
        before: tuple[str, ...] | None = self.seller.reads_listing(listing.uuid).images or ()
        steps = []
        for media_type in _FILLED_WITH:
            steps.append(self._attach(listing.uuid, media_type, before))
            before = steps[-1].after
        return listing, steps

    def _attach(self, listing: str, media_type: str, before: tuple[str, ...] | None) -> Attached:
        ticket = self.seller.has_an_uploaded_ticket(media_type).uuid
        answer, after = self.seller.attaches(ticket, listing), before
        if succeeded(answer) and before is not None:  # a listing that showed none at the step before shows none now
            read = lambda: self.seller.reads_listing(listing).images  # noqa: E731
            after = self.seller.patience.until("image", read, lambda images: images not in (None, before)).value
        return Attached(ticket, media_type, answer, before, after)

    def album(self, number: int = 3) -> tuple[Listing, tuple[str, ...]]:
        """The listing that all tests of images share, with at least so many, as it shows them now. Raises Unusable."""
        listing, _ = self.filling()
        shown = self.images_of(listing.uuid)
        while len(shown) < number:
            step = self._attach(listing.uuid, pictures.PNG, shown)
            if not step.worked:
                raise Unusable(f"an image could not be attached ({step.answer.received})", of=step.answer)
            if step.after is None or len(step.after) <= len(shown):
                said = "none" if step.after is None else len(step.after)
                raise Unusable(f"the listing shows {said} images instead of {len(shown) + 1}", of=step.answer)
            shown = step.after
        return listing, shown

    def takes_orders(self) -> None:
        """Raises Unusable unless some permutation of the album's images is accepted: without that, a refusal says nothing."""
        listing, images = self.album(3)
        answer = self.kept("an order", lambda: self.seller.reorders_images(listing.uuid, images[::-1]))
        if not succeeded(answer):
            raise Unusable(f"no order of images is accepted ({answer.received})", of=answer)

    def images_of(self, listing: str) -> tuple[str, ...]:
        """The images a listing shows. Raises Unusable when it shows no list of images."""
        view = self.seller.reads_listing(listing)
        if view.images is None:
            raise Unusable("listings show no list of images, so the effect of an attach cannot be seen", of=view.answer)
        return view.images

    def images_shown(self, listings: Sequence[str]) -> int | None:
        """How many images these listings show together; None when they show no lists."""
        shown = [self.seller.reads_listing(each).images for each in listings]
        return None if None in shown else sum(len(each or ()) for each in shown)

    def listing_with_images(self, number: int) -> tuple[Listing, tuple[str, ...]]:
        """A listing with so many images, attached one after the other, as it shows them. Raises Unusable."""
        listing = self.listing()
        for _ in range(number):
            answer = self.seller.attaches(self.seller.has_an_uploaded_ticket().uuid, listing.uuid)
            if not succeeded(answer):
                raise Unusable(f"an image could not be attached ({answer.received})", of=answer)
        return listing, self.images_when(listing.uuid, number, answer)

    def ticket_or_none(self) -> str | None:
        """A ticket with an image, or None where that cannot be had."""
        with suppress(Unusable):
            return self.seller.has_an_uploaded_ticket().uuid
        return None

    def busy_listing(self) -> Listing:
        """A listing with an image, where images can be had and seen; otherwise just a listing."""
        listing = self.listing()
        with suppress(Unusable):
            self.attaches_and_waits(listing.uuid)
        return listing

    def attaches_and_waits(self, listing: str) -> str:
        """Attach a new image and wait for the listing to show a change, where it shows images. The ticket; raises Unusable."""
        before = self.seller.reads_listing(listing).images
        ticket = self.seller.has_an_uploaded_ticket().uuid
        answer = self.seller.attaches(ticket, listing)
        if not succeeded(answer):
            raise Unusable(f"an uploaded image could not be attached ({answer.received})", of=answer)
        if before is not None:
            self.seller.patience.until(
                "image", lambda: self.seller.reads_listing(listing).images, lambda images: images != before
            )
        return ticket

    def images_when(self, listing: str, number: int, attached: Answer) -> tuple[str, ...]:
        """The images once there are so many. Raises Unusable when that does not come."""
        seen = self.seller.patience.until("image", lambda: self.images_of(listing), lambda shown: len(shown) == number)
        if not seen.came:
            raise Unusable(f"the listing shows {len(seen.value)} images instead of {number}", of=attached)
        return seen.value

    def counts_images(self) -> bool | None:
        """As `adds_images`; None where images cannot be counted."""
        try:
            return self.adds_images()
        except Unusable:
            return None

    def adds_images(self) -> bool:
        """Whether a further image is added, or replaces the first. Raises Unusable where images cannot be counted."""
        _, (first, second, *_) = self.filling()
        if not (first.worked and second.worked) or first.after is None or second.after is None:
            raise Unusable("two images could not be attached to one listing, or are not shown", of=second.answer)
        if first.after == second.after:
            raise Unusable("a second image has no effect on the listing", of=second.answer)
        return len(second.after) > len(first.after)
