"""Faults of tickets and images that show for one type, one listing or one way of asking only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ..media_rules import MediaRules
from ..publication_rules import PublicationRules
from ..records import ACCOUNTS, Account, Listing, Ticket
from ..rules import Rules
from ..switchboard import fault, instead_of
from .attach import NO_TICKET, nothing_attached
from .seldom import nth, taking_every_second

JPEG, PNG = "image/jpeg", "image/png"
LINK_LOCAL = 0xA9FEA9FE  # 169.254.169.254, where clouds keep their secrets

# the attach


@fault("refused-reuse-illustrates-another-listing", "refuse_spent", "A refused second use adds the image to another listing.",
       "attach.refused-reuse-adds-no-image", subtle=True)  # fmt: skip
def added_elsewhere(rules: Rules, ticket: Ticket, listing: Listing) -> None:
    if listing.uuid != ticket.listing:
        rules.store.add_image(listing.uuid, rules.image_url(ticket), rules.now())
    raise rules.spent(ticket)


@fault("listing-uuid-passes-for-a-ticket", "attach", "A listing's UUID in place of a ticket is acknowledged, to no effect.",
       "attach.unknown-ticket-is-refused", subtle=True)  # fmt: skip
async def no_ticket_of_that_name(rules: Rules, account: Account, listing: Listing, uuid: str) -> None:
    if rules.store.listing(uuid) is None:
        await MediaRules.attach(rules, account, listing, uuid)


@fault("null-ticket-accepted", "ticket_in", "An attach whose ticket is null is answered with success.",
       "attach.missing-ticket-is-refused", subtle=True)  # fmt: skip
def null_is_fine(rules: Rules, body: Any) -> str:
    named = isinstance(body, dict) and "ticketUuid" in body
    return NO_TICKET if named and body["ticketUuid"] is None else MediaRules.ticket_in(rules, body)


instead_of("creation.null-ticket-accepted", "attach")(nothing_attached)


fault("second-attach-to-an-unknown-listing-accepted", "unknown_listing", "Every second attach to an unknown listing is taken.",
      "attach.unknown-listing-is-refused", "attach.unknown-listing-is-a-404",
      subtle=True)(taking_every_second("attachMedia"))  # fmt: skip


# the listing's images


@fault("deletion-of-several-images-answers-200", "delete_images", "Deleting several images at once is answered with 200.",
       "images.deletion-is-a-204", subtle=True)  # fmt: skip
def counted(rules: Rules, listing: Listing, urls: list[str]) -> None:
    MediaRules.delete_images(rules, listing, urls)
    rules.notes["deleted at once"] = len(urls)


@instead_of("creation.deletion-of-several-images-answers-200", "status_of")
def by_their_number(rules: Rules, operation: str) -> int:
    several = operation == "deleteMedia" and rules.notes.get("deleted at once", 0) > 1
    return 200 if several else Rules.status_of(rules, operation)


@fault("url-with-a-tail-deletes-its-image", "delete_images", "A URL that goes on behind an image's deletes that image.",
       "images.unknown-url-deletes-nothing", subtle=True)  # fmt: skip
def by_beginning(rules: Rules, listing: Listing, urls: list[str]) -> None:
    existing = rules.urls(listing)
    meant = [image for image in existing for url in urls if url.startswith(image)]
    MediaRules.delete_images(rules, listing, meant or urls)


@fault("empty-order-accepted", "reorder", "An order without any image is acknowledged, to no effect.",
       "images.incomplete-order-is-refused", subtle=True)  # fmt: skip
def nothing_to_order(rules: Rules, listing: Listing, wanted: list[str]) -> None:
    if wanted:
        MediaRules.reorder(rules, listing, wanted)


@fault("refused-order-names-the-cover", "reorder", "A refused order that adds an image still moves its first one to the front.",
       "images.refused-order-changes-nothing", subtle=True)  # fmt: skip
def cover_before_the_check(rules: Rules, listing: Listing, wanted: list[str]) -> None:
    existing = rules.urls(listing)
    if len(wanted) > len(existing) and wanted[0] in existing:
        rest = [url for url in existing if url != wanted[0]]
        rules.store.set_urls(listing.uuid, [wanted[0], *rest], rules.now() - rules.settings.image_delay)
    rules.check_order(existing, wanted)
    MediaRules.reorder(rules, listing, wanted)


# the ticket and its address


@fault("jpeg-address-relative", "signed_url", "The upload address of a JPEG is a mere path.",
       "ticket.request-returns-a-presigned-url", subtle=True)  # fmt: skip
def path_for_jpeg(rules: Rules, ticket: Ticket) -> str:
    address = MediaRules.signed_url(rules, ticket)
    return address.removeprefix(rules.settings.storage_origin) if ticket.media_type == JPEG else address


@fault("every-third-ticket-repeats", "new_ticket_uuid", "Every third ticket has the UUID of the ticket before.",
       "ticket.tickets-are-unique", "ids.no-id-is-given-twice", subtle=True)  # fmt: skip
async def the_one_before(rules: Rules, account: Account, _type: str) -> str:
    if not nth(rules, "ticket uuid", 3) or account.name not in rules.notes:
        rules.notes[account.name] = rules.fresh()
    return str(rules.notes[account.name])


@fault("jpeg-expiry-in-the-past", "ticket_shown", "The expiry shown for a JPEG is a minute behind the answer.",
       "ticket.expiry-lies-ahead", subtle=True)  # fmt: skip
def jpegs_behind(rules: Rules, ticket: Ticket) -> dict[str, Any]:
    shown = MediaRules.ticket_shown(rules, ticket)
    return shown | {"expireAt": rules.shown_expiry(rules.now() - 60)} if ticket.media_type == JPEG else shown


@fault("upload-address-of-a-metadata-service-in-disguise", "signed_url", "The upload address is link-local, as a number.",
       "upload.url-may-be-contacted", subtle=True)  # fmt: skip
def one_number(rules: Rules, ticket: Ticket) -> str:
    address = MediaRules.signed_url(rules, ticket)
    return f"http://{LINK_LOCAL}" + address.removeprefix(rules.settings.storage_origin)


@fault("png-address-names-its-client", "signed_url", "The upload address of a PNG ends with the account's name and token.",
       "upload.url-carries-no-api-credential", subtle=True)  # fmt: skip
def signed_by_token(rules: Rules, ticket: Ticket) -> str:
    address = MediaRules.signed_url(rules, ticket)
    return f"{address}&X-Client={ticket.account}:{ACCOUNTS[ticket.account].token}" if ticket.media_type == PNG else address


# ids


@fault("every-second-imprint-id-cut", "new_imprint_uuid", "Every second imprint's UUID lacks its last letter.",
       "imprint.creation-returns-a-uuid", subtle=True)  # fmt: skip
def last_letter_lost(rules: Rules, _account: Account, _content: str) -> str:
    return rules.fresh()[:-1] if nth(rules, "imprint", 2) else rules.fresh()


@fault("only-the-first-imprint-works", "check_imprint", "An account can publish with its first imprint only.",
       "imprint.created-imprint-can-be-published-with", subtle=True)  # fmt: skip
def first_imprint(rules: Rules, account: Account, imprint: str | None) -> None:
    known = rules.store.imprints_of(account.name)
    PublicationRules.check_imprint(rules, account, None if imprint in known[1:] else imprint)


@fault("listings-of-one-title-share-a-uuid", "new_listing_uuid", "A new listing with a title that is there gets that one's UUID.",
       "listing.two-listings-differ", "ids.no-id-is-given-twice", subtle=True)  # fmt: skip
def uuid_by_title(rules: Rules, account: Account, fields: dict[str, Any]) -> str:
    alike = [each.uuid for each in rules.store.listings_of(account.name) if each.fields["title"] == fields["title"]]
    return alike[0] if alike else rules.fresh()


def version(uuid: str) -> int | None:
    """The version of a UUID; None for anything else."""
    try:
        return UUID(uuid).version
    except ValueError:
        return None


@fault("unknown-listing-of-version-1-shown", "unknown_listing", "An unknown UUID made of time is read as an empty listing.",
       "listing.unknown-listing-is-refused", subtle=True)  # fmt: skip
def empty_if_old(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    if operation != "getListing" or version(uuid) != 1:
        return MediaRules.unknown_listing(rules, account, uuid, operation)
    return Listing(uuid, account.name, {"title": "", "description": "", "category": ""}, rules.now())


@fault("image-lands-on-older-listings-too", "add_image", "The account's listings before this one get the image as well.",
       "isolation.attach-touches-only-its-listing", "attach.parallel-attaches-add-one-image")  # fmt: skip
async def older_listings_as_well(rules: Rules, listing: Listing, ticket: Ticket) -> None:
    await MediaRules.add_image(rules, listing, ticket)
    for other in rules.store.listings_of(listing.account)[-12:]:
        if other.uuid != listing.uuid:
            await MediaRules.add_image(rules, other, ticket)
