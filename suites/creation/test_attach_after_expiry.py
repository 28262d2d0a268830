"""A ticket just after its expiry: refused."""

from datetime import timedelta

from adproof import requirement
from adproof.api.creation import CLOCK_ALLOWANCE, assert_refused, assert_unchanged, short_lived, wait_until

LATE = timedelta(seconds=3)  # any later, and a ticket that lives too long would go unnoticed


@requirement("creation.attach.expired-ticket-is-refused")
def test_an_expired_ticket_is_refused(seller, shelf):
    listing, others = shelf.kept("illustrated", shelf.busy_listing), (shelf.plain(), shelf.published()[0])
    ticket, _ = short_lived(seller, shelf, 1, until=lambda expiry, spare: expiry + CLOCK_ALLOWANCE + LATE)
    before = seller.reads_listing(listing.uuid)
    jpeg, empty = shelf.doomed[3:5]
    last = max(each.expiry or ticket.expiry for each in (ticket, jpeg, empty))
    wait_until(lambda: seller.target_time()[0], last + CLOCK_ALLOWANCE)
    assert_refused(seller.attaches(jpeg.uuid, shelf.plain().uuid), "an expired ticket for a JPEG image")
    if empty.id:
        assert_refused(seller.attaches(empty.id, shelf.plain().uuid), "an expired ticket to whose address nothing was uploaded")
    for each, kind in zip((listing, *others), ("an illustrated", "a bare", "a published"), strict=True):
        assert_refused(seller.attaches(ticket.uuid, each.uuid), f"an expired ticket on {kind} listing")
    assert_unchanged(seller, listing.uuid, before, "the ticket had expired")
