"""Every operation of the API as an attempt on somebody's ad: for tests that let everything be tried by someone who may not."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from adproof.answer import Answer, Unusable
from adproof.api.creation.seller import Seller
from adproof.api.creation.shelf import Shelf


@dataclass(frozen=True)
class Scene:
    """What the attempts aim at. `ready_ticket` requests a ticket and uploads its image: one of earlier could have expired."""

    listing: str
    title: str
    publication: str
    imprint: str
    ready_ticket: Callable[[], str]
    images: Sequence[str]


@dataclass(frozen=True)
class Attempt:
    """One operation. `claim` is what the target's file claims it by; None for the guide's own."""

    name: str
    claim: str | None
    make: Callable[[Seller, Scene], Answer]


ATTEMPTS = (
    Attempt("createListing", None, lambda who, _: who.creates_a_listing().answer),
    Attempt("getListing", None, lambda who, at: who.reads_listing(at.listing).answer),
    Attempt("requestTicket", None, lambda who, _: who.requests_a_media_ticket().answer),
    Attempt("attachMedia", None, lambda who, at: who.attaches(at.ready_ticket(), at.listing)),
    Attempt("createPublication", None, lambda who, at: who.publishes(at.listing, at.imprint).answer),
    Attempt("listPublications", None, lambda who, at: who.lists_publications(at.listing).answer),
    Attempt("getPublication", None, lambda who, at: who.reads_publication(at.listing, at.publication).answer),
    Attempt("createImprint", "imprints", lambda who, _: who.creates_an_imprint().answer),
    Attempt("updateListing", "update", lambda who, at: who.updates(at.listing, {"title": "Unbefugt"})),
    Attempt("reorderMedia", "images", lambda who, at: who.reorders_images(at.listing, list(at.images)[::-1])),
    Attempt("deleteMedia", "images", lambda who, at: who.deletes_images(at.listing, list(at.images)[:1])),
    Attempt("updatePublicationState", "state", lambda who, at: who.pauses(at.listing, at.publication)),
    Attempt("republish", "republish", lambda who, at: who.republishes(at.listing, at.publication, "PAUSED")),
    Attempt("deleteListing", "delete", lambda who, at: who.deletes(at.listing)),
)


def attempts(claims: Sequence[str]) -> list[Attempt]:
    """The guide's operations and the claimed ones, the most destructive last."""
    return [each for each in ATTEMPTS if each.claim is None or each.claim in claims]


def coveted(shelf: Shelf) -> Scene:
    """An ad with images, live if any ad gets live here, and tickets that are good. Raises Unusable."""

    def make() -> Scene:
        seller = shelf.seller
        try:
            ad = shelf.live_ad()
            listing, publication = ad.listing, ad.publication
        except Unusable:
            listing, publication = shelf.published()
        with suppress(Unusable):
            for _ in range(2):
                shelf.attaches_and_waits(listing.uuid)
        images = seller.reads_listing(listing.uuid).images or ()
        title = str(listing.sent.get("title", ""))
        return Scene(listing.uuid, title, publication.uuid, shelf.imprint(), lambda: seller.has_an_uploaded_ticket().uuid, images)

    return shelf.kept("coveted ad", make)
