"""A ticket's last moments: good just before its expiry, refused just after it. The only wait that is as long as a life."""

import time
from datetime import timedelta

from adproof import inconclusive, requirement
from adproof.api.creation import (
    CLOCK_ALLOWANCE,
    assert_accepted,
    assert_refused,
    assert_unchanged,
    is_refusal,
)

LEAST_LIFETIME, LATE = timedelta(seconds=2), timedelta(seconds=3)


@requirement("creation.attach.ticket-works-until-it-expires")
def test_a_ticket_works_until_it_expires(seller, shelf):
    listing = shelf.listing().uuid
    ticket, lifetime = short_lived(seller, shelf, 0, until=lambda expiry, spare: expiry - spare)
    spare = spare_of(lifetime)
    wait_until(lambda: seller.target_time()[1], ticket.expiry - spare)
    answer = seller.attaches(ticket.uuid, listing)
    if is_refusal(answer) and seller.target_time()[1] > ticket.expiry - spare / 2:
        inconclusive("the target is too slow to be asked just before an expiry")
    assert_accepted(answer, f"a ticket {spare.total_seconds():.1f} s before its expiry")


@requirement("creation.attach.expired-ticket-is-refused")
def test_an_expired_ticket_is_refused(seller, shelf):
    listing, others = shelf.busy_listing(), (shelf.listing(), shelf.published()[0])
    ticket, _ = short_lived(seller, shelf, 1, until=lambda expiry, spare: expiry + CLOCK_ALLOWANCE + LATE)
    before = seller.reads_listing(listing.uuid)
    wait_until(lambda: seller.target_time()[0], ticket.expiry + CLOCK_ALLOWANCE)
    for each, kind in zip((listing, *others), ("an illustrated", "a bare", "a published"), strict=True):
        assert_refused(seller.attaches(ticket.uuid, each.uuid), f"an expired ticket on {kind} listing")
    assert_unchanged(seller, listing.uuid, before, "the ticket had expired")


@requirement("creation.attach.used-ticket-is-refused")
def test_a_ticket_that_was_used_long_ago_is_refused(seller, shelf):
    """The memory of a use must not fade before the ticket expires, nor after."""
    if shelf.spent is None:
        inconclusive("no ticket was used at the beginning of the run")
    ticket, listing = shelf.spent
    for home in (listing, shelf.listing().uuid):
        assert_refused(seller.attaches(ticket, home), "a ticket that was used at the beginning of the run")


def spare_of(lifetime):
    return min(max(timedelta(seconds=1), lifetime * 0.15), lifetime * 0.4)


def short_lived(seller, shelf, number, until):
    """A ticket whose expiry can be waited for, and its lifetime: one set aside, if the moment to use it is still ahead."""
    if not shelf.doomed or tardy(seller, shelf.doomed[number], until):
        shelf.sets_tickets_aside()
    if not shelf.doomed:
        inconclusive("no ticket could be had, or no image uploaded")
    ticket = shelf.doomed[number]
    if ticket.expiry is None:
        inconclusive("tickets come without an expiry that could be read")
    lifetime = timedelta(seconds=ticket.seconds_left_at_issue)
    if lifetime > timedelta(seconds=seller.section.ticket_wait) or lifetime < LEAST_LIFETIME:
        inconclusive(f"tickets live {lifetime.total_seconds():.0f} s; ticket_wait allows {seller.section.ticket_wait:g} s")
    return ticket, lifetime


def tardy(seller, ticket, until):
    if ticket.expiry is None:
        return False
    spare = spare_of(timedelta(seconds=ticket.seconds_left_at_issue))
    return seller.target_time()[1] > until(ticket.expiry, spare)


def wait_until(clock, moment):
    time.sleep(max(0.0, (moment - clock()).total_seconds()))
