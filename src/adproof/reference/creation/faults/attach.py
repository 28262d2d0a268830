"""Faults of the attach: the ticket's one use, who may have it, and where the image goes."""

from __future__ import annotations

import asyncio
from typing import Any

from ..media_rules import MediaRules
from ..problems import Problem
from ..records import Account, Listing, Ticket
from ..rules import Rules
from ..switchboard import fault, instead_of

# the one use


@fault("ticket-race", "take_use", "The use is looked up first and written four milliseconds later.",
       "attach.parallel-attaches-succeed-once", "attach.parallel-attaches-add-one-image",
       "images.each-image-has-its-own-url", subtle=True)  # fmt: skip
async def look_then_take(rules: Rules, ticket: Ticket, listing: Listing) -> bool:
    seen = rules.store.ticket(ticket.uuid, ticket.account)
    await asyncio.sleep(0.004)
    rules.store.spend(ticket, listing.uuid, rules.now())
    return seen is not None and not seen.spent


@fault("ticket-race-across-listings", "take_use", "The use is locked for each listing, not for the ticket.",
       "attach.parallel-attaches-succeed-once", "attach.parallel-attaches-add-one-image", subtle=True)  # fmt: skip
async def locked_by_listing(rules: Rules, ticket: Ticket, listing: Listing) -> bool:
    async with rules.notes.setdefault(listing.uuid, asyncio.Lock()):
        return await look_then_take(rules, ticket, listing)


@fault("parallel-attach-adds-an-image-behind-its-refusal", "take_use",
       "Of parallel attaches one is answered with success, but each adds an image.",
       "attach.parallel-attaches-add-one-image", "images.each-image-has-its-own-url", subtle=True)  # fmt: skip
async def added_before_it_is_taken(rules: Rules, ticket: Ticket, listing: Listing) -> bool:
    seen = rules.store.ticket(ticket.uuid, ticket.account)
    await asyncio.sleep(0.004)
    taken = rules.store.spend(ticket, listing.uuid, rules.now())
    if not taken and seen is not None and not seen.spent:
        await rules.add_image(listing, ticket)
    return taken


@fault("used-ticket-works-on-its-listing", "take_use", "A ticket can be used on the same listing again.",
       "attach.used-ticket-is-refused", "attach.parallel-attaches-succeed-once",
       "attach.parallel-attaches-add-one-image", "attach.refused-reuse-adds-no-image",
       "images.each-image-has-its-own-url", "sequence.any-order-agrees-with-the-model")  # fmt: skip
async def again_here(rules: Rules, ticket: Ticket, listing: Listing) -> bool:
    rules.store.spend(ticket, listing.uuid, rules.now())
    now = rules.store.ticket(ticket.uuid, ticket.account)
    return now is not None and now.listing == listing.uuid


@fault("used-ticket-works-elsewhere", "take_use", "A ticket can be used once on every listing.",
       "attach.used-ticket-is-refused-elsewhere", "attach.refused-reuse-adds-no-image",
       "sequence.any-order-agrees-with-the-model", "attach.parallel-attaches-succeed-once",
       "attach.parallel-attaches-add-one-image", subtle=True)  # fmt: skip
async def once_a_listing(rules: Rules, ticket: Ticket, listing: Listing) -> bool:
    used: set[tuple[str, str]] = rules.notes.setdefault("used", set())
    first = (ticket.uuid, listing.uuid) not in used
    used.add((ticket.uuid, listing.uuid))
    return first


@fault("used-ticket-works-after-its-image-is-deleted", "take_use",
       "Deleting the image gives its ticket another use.", "attach.used-ticket-is-refused-elsewhere",
       "attach.used-ticket-is-refused", subtle=True)  # fmt: skip
async def again_after_deletion(rules: Rules, ticket: Ticket, listing: Listing) -> bool:
    if not ticket.spent or ticket.listing is None:
        return await MediaRules.take_use(rules, ticket, listing)
    return rules.image_url(ticket) not in rules.store.urls(ticket.listing, rules.now())


@fault("refused-reuse-adds-the-image", "refuse_spent", "A second use is refused, but adds the image again.",
       "attach.refused-reuse-adds-no-image", "attach.parallel-attaches-add-one-image",
       "images.each-image-has-its-own-url", "sequence.any-order-agrees-with-the-model", subtle=True)  # fmt: skip
def refused_with_effect(rules: Rules, ticket: Ticket, listing: Listing) -> None:
    rules.store.add_image(listing.uuid, rules.image_url(ticket), rules.now())
    raise rules.spent(ticket)


@fault("failed-attach-burns-the-ticket", "after_failed_attach", "Any failed attach uses the ticket up.",
       "attach.failed-attach-keeps-the-ticket", "attach.attach-before-upload",
       "sequence.any-order-agrees-with-the-model", subtle=True)  # fmt: skip
def burn(rules: Rules, account: Account, body: Any) -> None:
    ticket = rules.store.ticket(rules.ticket_in(body), account.name)
    if ticket is not None:
        rules.store.spend(ticket, "", rules.now())


@fault("attach-before-upload-burns-the-ticket", "check_uploaded",
       "An attach before the upload is refused and uses the ticket up.",
       "attach.failed-attach-keeps-the-ticket", "attach.attach-before-upload",
       "sequence.any-order-agrees-with-the-model", subtle=True)  # fmt: skip
def burn_before_upload(rules: Rules, ticket: Ticket) -> None:
    if ticket.uploaded is None:
        rules.store.spend(ticket, "", rules.now())
        raise Problem(409, "No image has been uploaded for this ticket")


@fault("foreign-attempt-burns-the-ticket", "unknown_ticket",
       "Another account's refused attempt uses the ticket up.",
       "isolation.other-account-uses-no-ticket", subtle=True)  # fmt: skip
def burn_foreign(rules: Rules, _account: Account, uuid: str) -> Problem:
    if ticket := rules.store.ticket(uuid):
        rules.store.spend(ticket, "", rules.now())
    return Problem(404, "Ticket not found")


@fault("only-the-newest-ticket-works", "check_not_expired", "A new ticket ends the account's earlier ones.",
       "attach.ticket-works-until-it-expires", "attach.ticket-attaches-the-image",
       "attach.parallel-tickets-lose-no-image", subtle=True)  # fmt: skip
def ends_earlier_ones(rules: Rules, ticket: Ticket, listing: Listing) -> None:
    if rules.store.tickets_of(ticket.account)[-1].uuid != ticket.uuid:
        raise rules.expired(ticket)
    MediaRules.check_not_expired(rules, ticket, listing)


# what is refused


@fault("attach-refused-for-two-seconds", "check_uploaded", "An image cannot be attached for two seconds.",
       "attach.ticket-attaches-the-image", "attach.failed-attach-keeps-the-ticket",
       "attach.parallel-attaches-succeed-once", "isolation.other-account-uses-no-ticket",
       "sequence.guide-can-be-followed-to-the-end")  # fmt: skip
def still_processing(rules: Rules, ticket: Ticket) -> None:
    MediaRules.check_uploaded(rules, ticket)
    if rules.now() - (ticket.uploaded or 0.0) < 2:
        raise Problem(409, "The image is still being processed")


@fault("unknown-ticket-accepted", "ticket_named", "Any UUID passes for a ticket.",
       "attach.unknown-ticket-is-refused", "isolation.other-account-uses-no-ticket",
       "sequence.any-order-agrees-with-the-model")  # fmt: skip
def invented_ticket(rules: Rules, account: Account, uuid: str) -> Ticket:
    ticket = Ticket(uuid, account.name, "image/jpeg", f"{uuid}.jpg", rules.expiry())
    rules.store.add_ticket(ticket)
    if rules.store.ticket(uuid, account.name) == ticket:
        rules.store.note_upload(ticket.key, rules.now())
    return MediaRules.ticket_named(rules, account, uuid)


@fault("foreign-ticket-accepted", "ticket_named", "A ticket works for every account.",
       "isolation.other-account-uses-no-ticket", subtle=True)  # fmt: skip
def anyones_ticket(rules: Rules, account: Account, uuid: str) -> Ticket:
    return rules.store.ticket(uuid) or MediaRules.ticket_named(rules, account, uuid)


NO_TICKET = "no ticket at all"


@fault("missing-ticket-accepted", "ticket_in", "An attach without a ticket is answered with success.",
       "attach.missing-ticket-is-refused")  # fmt: skip
def no_ticket(rules: Rules, body: Any) -> str:
    return NO_TICKET if body == {} else MediaRules.ticket_in(rules, body)


@instead_of("creation.missing-ticket-accepted", "attach")
async def nothing_attached(rules: Rules, account: Account, listing: Listing, uuid: str) -> None:
    if uuid != NO_TICKET:
        await MediaRules.attach(rules, account, listing, uuid)


@fault("attach-to-an-unknown-listing-accepted", "unknown_listing", "An unknown listing takes images.",
       "attach.unknown-listing-is-refused", "attach.unknown-listing-is-a-404",
       "attach.failed-attach-keeps-the-ticket")  # fmt: skip
def ghost_for_images(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    if operation != "attachMedia":
        return MediaRules.unknown_listing(rules, account, uuid, operation)
    return Listing(uuid, account.name, {}, rules.now())


@fault("attach-to-an-unknown-listing-is-a-409", "unknown_listing", "An unknown listing is a conflict.",
       "attach.unknown-listing-is-a-404", subtle=True)  # fmt: skip
def conflict(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    if operation == "attachMedia":
        raise Problem(409, "Listing not found")
    return MediaRules.unknown_listing(rules, account, uuid, operation)


# where the image goes


@fault("attach-without-effect", "add_image", "An attach is answered with success and adds nothing.",
       "attach.attached-image-appears", "attach.parallel-tickets-lose-no-image",
       "images.further-images-are-added", "sequence.any-order-agrees-with-the-model")  # fmt: skip
async def nothing(_rules: Rules, _listing: Listing, _ticket: Ticket) -> None:
    return


@fault("third-image-lost", "add_image", "The third image of a listing is accepted and not kept.",
       "images.further-images-are-added", "attach.parallel-tickets-lose-no-image",
       "sequence.any-order-agrees-with-the-model", subtle=True)  # fmt: skip
async def two_at_most(rules: Rules, listing: Listing, ticket: Ticket) -> None:
    if len(rules.urls(listing)) < 2:
        await MediaRules.add_image(rules, listing, ticket)


@fault("parallel-images-overwrite-each-other", "add_image", "Images are read, and written back later.",
       "attach.parallel-tickets-lose-no-image", subtle=True)  # fmt: skip
async def read_then_write(rules: Rules, listing: Listing, ticket: Ticket) -> None:
    urls = rules.urls(listing)
    await asyncio.sleep(0.004)
    rules.store.set_urls(listing.uuid, [*urls, rules.image_url(ticket)], rules.now())


@fault("image-added-twice", "add_image", "One attach adds the image twice.",
       "attach.one-attach-adds-one-image", "images.each-image-has-its-own-url",
       "attach.parallel-attaches-add-one-image", "sequence.any-order-agrees-with-the-model")  # fmt: skip
async def twice(rules: Rules, listing: Listing, ticket: Ticket) -> None:
    await MediaRules.add_image(rules, listing, ticket)
    await MediaRules.add_image(rules, listing, ticket)


@fault("image-lands-on-a-sibling-too", "add_image", "The account's previous listing gets the image as well.",
       "isolation.attach-touches-only-its-listing", "attach.parallel-attaches-add-one-image",
       "images.url-of-another-listing-deletes-nothing", "sequence.any-order-agrees-with-the-model",
       subtle=True)  # fmt: skip
async def sibling_as_well(rules: Rules, listing: Listing, ticket: Ticket) -> None:
    await MediaRules.add_image(rules, listing, ticket)
    others = [other for other in rules.store.listings_of(listing.account) if other.uuid != listing.uuid]
    for other in others[-1:]:
        await MediaRules.add_image(rules, other, ticket)


@fault("image-urls-repeat", "image_url", "Images of one type share one URL.",
       "images.each-image-has-its-own-url", "images.deleted-image-is-gone", "images.other-images-stay",
       "images.url-of-another-listing-deletes-nothing", "images.order-with-a-foreign-image-is-refused",
       "images.order-with-a-repeated-image-is-refused",
       subtle=True)  # fmt: skip
def url_by_type(rules: Rules, ticket: Ticket) -> str:
    return f"{rules.settings.storage_origin}/images/{ticket.media_type.removeprefix('image/')}"
