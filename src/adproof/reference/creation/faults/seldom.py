"""Faults that show now and then, in one state of an ad only, or in an ad beside the one that was meant."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from starlette.requests import Request

from ..listing_rules import ListingRules
from ..media_rules import MediaRules
from ..problems import Problem, unknown_listing, unknown_publication
from ..publication_rules import PublicationRules
from ..records import Account, Listing, Publication, State, Ticket
from ..rules import Rules
from ..storage_rules import StorageRules
from ..switchboard import fault, instead_of


def nth(rules: Rules, what: str, period: int) -> bool:
    """Whether this is one of every so many of its kind."""
    count = rules.notes[f"nth {what}"] = rules.notes.get(f"nth {what}", 0) + 1
    return int(count) % period == 0


def taking_every_second(tried: str) -> Callable[[Rules, Account, str, str], Listing]:
    """A rule for listings that do not exist: for this operation every second one is taken for a listing."""

    def ghost(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
        if operation == tried and nth(rules, "ghost", 2):
            return Listing(uuid, account.name, {}, rules.now())
        return ListingRules.unknown_listing(rules, account, uuid, operation)

    return ghost


# now and then


@fault("every-twentieth-ticket-refused", "issue_ticket", "Every twentieth media request is a bad request.",
       "ticket.request-returns-a-ticket-uuid", "ticket.jpeg-and-png-are-accepted", subtle=True)  # fmt: skip
async def some_tickets(rules: Rules, account: Account, media_type: str) -> Ticket:
    if nth(rules, "ticket", 20):
        raise Problem(400, "Failed to read request")
    return await MediaRules.issue_ticket(rules, account, media_type)


@fault("every-sixth-publication-refused", "publish", "Every sixth publication is a conflict.",
       "publication.publishing-returns-a-uuid", subtle=True)  # fmt: skip
def some_publications(rules: Rules, listing: Listing, imprint: str | None) -> Publication:
    if nth(rules, "publication", 6):
        raise Problem(409, "Try again")
    return PublicationRules.publish(rules, listing, imprint)


@fault("every-fifth-publication-rejected", "outcome", "Every fifth publication is acknowledged and ends rejected.",
       "publication.like-ads-end-alike", subtle=True)  # fmt: skip
def some_rejected(rules: Rules, publication: Publication) -> str:
    return State.REJECTED if nth(rules, "outcome", 5) else PublicationRules.outcome(rules, publication)


@fault("every-twelfth-listing-refused", "create_listing", "Every twelfth new listing is a bad request.",
       "listing.creation-returns-a-uuid", subtle=True)  # fmt: skip
def some_listings(rules: Rules, account: Account, fields: dict[str, Any]) -> str:
    if nth(rules, "listing", 12):
        raise Problem(400, "Failed to read request")
    return ListingRules.create_listing(rules, account, fields)


@fault("every-twelfth-listing-lost", "create_listing", "Every twelfth new listing is acknowledged and lost.",
       "listing.uuid-works-in-the-next-step", "sequence.any-order-agrees-with-the-model", subtle=True)  # fmt: skip
def lost_listings(rules: Rules, account: Account, fields: dict[str, Any]) -> str:
    return rules.fresh() if nth(rules, "lost", 12) else ListingRules.create_listing(rules, account, fields)


@fault("listing-misses-now-and-then", "owned_listing", "Every fortieth read of a listing finds nothing.",
       "listing.uuid-works-in-the-next-step", subtle=True)  # fmt: skip
def missed_listings(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    if operation == "getListing" and nth(rules, "read", 40):
        raise unknown_listing()
    return PublicationRules.owned_listing(rules, account, uuid, operation)


@fault("publication-misses-now-and-then", "publication_of", "Every fortieth read of a publication finds nothing.",
       "ids.publication-keeps-its-uuid", "publication.settled-status-stays", subtle=True)  # fmt: skip
def missed_publications(rules: Rules, listing: Listing, uuid: str, operation: str) -> Publication:
    if operation == "getPublication" and nth(rules, "single", 40):
        raise unknown_publication(uuid)
    return PublicationRules.publication_of(rules, listing, uuid, operation)


@fault("every-tenth-ticket-shares-its-address", "signed_url", "Every tenth ticket has the address of the ticket before.",
       "ticket.each-ticket-has-its-own-url", "attach.ticket-attaches-the-image", subtle=True)  # fmt: skip
def shared_address(rules: Rules, ticket: Ticket) -> str:
    before = rules.notes.get("address")
    rules.notes["address"] = MediaRules.signed_url(rules, ticket)
    return str(before) if before and nth(rules, "address", 10) else rules.notes["address"]


# one type, one state, one place


@fault("second-use-of-a-jpeg-acknowledged", "refuse_spent", "The second use of a JPEG's ticket is acknowledged, and ignored.",
       "attach.used-ticket-is-refused", "attach.used-ticket-is-refused-elsewhere", subtle=True)  # fmt: skip
def jpeg_again(rules: Rules, ticket: Ticket, listing: Listing) -> None:
    if ticket.media_type != "image/jpeg":
        MediaRules.refuse_spent(rules, ticket, listing)


@fault("fourth-image-not-shown", "shown_urls", "A listing shows three images at most.",
       "attach.attached-image-appears", "images.further-images-are-added", "attach.one-attach-adds-one-image",
       subtle=True)  # fmt: skip
def three_shown(rules: Rules, listing: Listing) -> list[str]:
    return MediaRules.shown_urls(rules, listing)[:3]


@fault("last-deletion-takes-two", "delete_images", "Deleting the last of several images deletes the one before, too.",
       "images.other-images-stay", subtle=True)  # fmt: skip
def last_two_go(rules: Rules, listing: Listing, urls: list[str]) -> None:
    images = rules.urls(listing)
    more = images[-2:] if len(images) > 2 and urls == images[-1:] else urls
    MediaRules.delete_images(rules, listing, more)


@fault("last-two-images-keep-their-places", "reorder", "An order that only changes the last two images is ignored.",
       "images.new-order-is-kept", subtle=True)  # fmt: skip
def last_two_stay(rules: Rules, listing: Listing, wanted: list[str]) -> None:
    before = rules.urls(listing)
    if len(wanted) < 3 or wanted[:-2] != before[:-2]:
        MediaRules.reorder(rules, listing, wanted)


@fault("live-publication-read-anywhere", "mismatched", "A live publication can be read below any own listing.",
       "isolation.publication-belongs-to-its-listing", subtle=True)  # fmt: skip
def live_anywhere(rules: Rules, publication: Publication, listing: Listing, operation: str) -> Publication:
    if operation == "getPublication" and publication.state == State.PUBLISHED:
        return publication
    return PublicationRules.mismatched(rules, publication, listing, operation)


@fault("published-listing-open-to-all", "owned_listing", "A listing that was published can be read by every account.",
       "isolation.other-account-reads-no-listing", subtle=True)  # fmt: skip
def public_listings(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    listing = rules.find_listing(uuid)
    if operation == "getListing" and listing is not None and rules.publications_of(listing):
        return listing
    return PublicationRules.owned_listing(rules, account, uuid, operation)


@fault("paused-takes-any-state", "requested_state", "For a paused publication every state will do, and does nothing.",
       "state.unknown-state-is-refused", "state.requested-state-is-required", subtle=True)  # fmt: skip
def any_state(rules: Rules, value: str | None, words: Collection[str]) -> str:
    if value not in words and "RESUMED" in words and rules.notes.get("paused"):
        return "PAUSED"
    return PublicationRules.requested_state(rules, value, words)


@instead_of("creation.paused-takes-any-state", "publication_of")
def noting_the_paused(rules: Rules, listing: Listing, uuid: str, operation: str) -> Publication:
    publication = PublicationRules.publication_of(rules, listing, uuid, operation)
    rules.notes["paused"] = publication.state == State.PAUSED
    return publication


@fault("resuming-a-mismatch-is-a-404", "mismatched", "A paused publication below another listing is not found.",
       "state.mismatch-is-a-400", "state.mismatch-names-both-ids", subtle=True)  # fmt: skip
def paused_not_found(rules: Rules, publication: Publication, listing: Listing, operation: str) -> Publication:
    if operation == "updatePublicationState" and publication.state == State.PAUSED:
        raise unknown_publication(publication.uuid)
    return PublicationRules.mismatched(rules, publication, listing, operation)


@fault("republish-below-any-listing", "mismatched", "A publication can be republished below any own listing.",
       "republish.mismatch-is-refused")  # fmt: skip
def republished_anywhere(rules: Rules, publication: Publication, listing: Listing, operation: str) -> Publication:
    if operation == "updatePublication":
        return publication
    return PublicationRules.mismatched(rules, publication, listing, operation)


@fault("republish-below-another-listing-pauses", "mismatched", "A refused republish below another listing pauses.",
       "republish.mismatch-is-refused", subtle=True)  # fmt: skip
def paused_by_a_mismatch(rules: Rules, publication: Publication, listing: Listing, operation: str) -> Publication:
    if operation == "updatePublication":
        rules.later(publication, State.PAUSED, 0.1)
    return PublicationRules.mismatched(rules, publication, listing, operation)


# the ad beside


def the_one_before(rules: Rules, publication: Publication) -> Publication | None:
    return rules.store.publication(publication.id - 1)


@fault("pausing-pauses-the-neighbour", "change_state", "Pausing pauses the publication made before, too.",
       "isolation.pausing-touches-only-its-publication", subtle=True)  # fmt: skip
def pauses_two(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.change_state(rules, publication, requested)
    before = the_one_before(rules, publication)
    if requested == "PAUSED" and before is not None and before.state == State.PUBLISHED:
        rules.set_state(before, State.PAUSED)


@fault("resuming-resumes-the-neighbour", "change_state", "Resuming resumes the account's other paused publications.",
       "isolation.pausing-touches-only-its-publication", subtle=True)  # fmt: skip
def resumes_all(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.change_state(rules, publication, requested)
    for each in rules.store.publications() if requested == "RESUMED" else ():
        if each.state == State.PAUSED:
            rules.set_state(each, State.PUBLISHED)


@fault("republish-resumes-the-neighbours", "republish", "A republish publishes the account's paused publications, too.",
       "isolation.republish-touches-only-its-publication")  # fmt: skip
def republishes_all(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.republish(rules, publication, requested)
    for each in rules.store.publications():
        if each.state == State.PAUSED and requested == "PUBLISHED":
            rules.later(each, State.PUBLISHED, rules.settings.publish_seconds)


@fault("republish-pauses-the-twin", "republish", "A republish pauses the other publications of the listing.",
       "isolation.republish-touches-only-its-publication", subtle=True)  # fmt: skip
def pauses_twins(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.republish(rules, publication, requested)
    for each in rules.store.publications(listing=publication.listing):
        if each.id != publication.id and each.state == State.PUBLISHED:
            rules.set_state(each, State.PAUSED)


@fault("any-accounts-imprint-works", "check_imprint", "Any account's imprint can be published with.",
       "isolation.other-accounts-imprint-publishes-nothing")  # fmt: skip
def anyones_imprint(rules: Rules, _account: Account, imprint: str | None) -> None:
    if imprint is None or rules.store.imprint_account(imprint) is None:
        raise Problem(404, "Imprint not found")


@fault("anothers-imprint-works-after-an-own", "check_imprint", "Who published before can use any account's imprint.",
       "isolation.other-accounts-imprint-publishes-nothing", subtle=True)  # fmt: skip
def trusted_imprint(rules: Rules, account: Account, imprint: str | None) -> None:
    if any(each.account == account.name for each in rules.store.publications()):
        return anyones_imprint(rules, account, imprint)
    return PublicationRules.check_imprint(rules, account, imprint)


# used tickets that come to life again


@fault("used-ticket-good-again-after-a-second", "refuse_spent", "A use is forgotten three seconds before the ticket expires.",
       "attach.used-ticket-is-refused", subtle=True)  # fmt: skip
def forgotten_use(rules: Rules, ticket: Ticket, listing: Listing) -> None:
    if ticket.expires - rules.now() > 3:
        MediaRules.refuse_spent(rules, ticket, listing)


@fault("upload-renews-the-ticket", "check_upload", "A second upload makes a used ticket good again.",
       "attach.used-ticket-is-refused", subtle=True)  # fmt: skip
def renewing_upload(rules: Rules, request: Request) -> None:
    StorageRules.check_upload(rules, request)
    rules.notes.setdefault("renewed", set()).add(request.path_params["key"])


@instead_of("creation.upload-renews-the-ticket", "refuse_spent")
def renewed(rules: Rules, ticket: Ticket, listing: Listing) -> None:
    used: set[str] = rules.notes.setdefault("used", set())
    if ticket.key not in used or ticket.key not in rules.notes.get("renewed", ()):
        MediaRules.refuse_spent(rules, ticket, listing)


@instead_of("creation.upload-renews-the-ticket", "add_image")
async def forget_the_first_upload(rules: Rules, listing: Listing, ticket: Ticket) -> None:
    rules.notes.setdefault("renewed", set()).discard(ticket.key)
    rules.notes.setdefault("used", set()).add(ticket.key)
    await MediaRules.add_image(rules, listing, ticket)
