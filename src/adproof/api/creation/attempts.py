"""Every operation of the API as an attempt on somebody's ad: for tests that let everything be tried by someone who may not."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from adproof.answer import Answer, Unusable
from adproof.api.creation.seller import Seller
from adproof.api.creation.shelf import Shelf
from adproof.secrets import Credential


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


def altered(credential: Credential, run_tag: str) -> Credential:
    """The same credential with a letter in the middle of its secret changed: nobody issued that."""
    scheme, _, secret = credential.value.rpartition(" ")
    middle = len(secret) // 2
    other = "b" if secret[middle] == "a" else "a"
    value = f"{scheme} {secret[:middle]}{other}{secret[middle + 1 :]}".strip()
    return Credential(f"ALTERED_{run_tag}", credential.header, f"{scheme} (altered)".strip(), value)


def lengthened(credential: Credential, run_tag: str) -> Credential:
    """The same credential with two letters more: where tokens are base64, that is a byte more at least."""
    return Credential(
        f"LENGTHENED_{run_tag}",
        credential.header,
        f"{credential.value.rpartition(' ')[0]} (lengthened)".strip(),
        f"{credential.value}xx",
    )


def other_ending(credential: Credential, run_tag: str) -> Credential:
    """The same credential with its last four letters changed, if it has more than twice as many."""
    scheme, _, secret = credential.value.rpartition(" ")
    if len(secret) < 9:
        return altered(credential, run_tag)
    ending = "".join("b" if each == "a" else "a" for each in secret[-4:])
    value = f"{scheme} {secret[:-4]}{ending}".strip()
    return Credential(f"OTHER_ENDING_{run_tag}", credential.header, f"{scheme} (altered)".strip(), value)


def invented(credential: Credential, run_tag: str) -> Credential:
    """A secret of our own making behind the same scheme."""
    scheme = credential.value.rpartition(" ")[0]
    return Credential(
        f"INVENTED_{run_tag}", credential.header, f"{scheme} (invented)".strip(), f"{scheme} nobody-{run_tag}".strip()
    )
