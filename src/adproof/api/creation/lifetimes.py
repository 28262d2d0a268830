"""Tickets that are left to expire, and the moments to use them at."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from adproof.api.creation.seller import Seller
from adproof.api.creation.shelf import Shelf
from adproof.api.creation.things import Ticket
from adproof.words import Inconclusive, inconclusive, weak

Seen = TypeVar("Seen")
_LEAST_LIFETIME = timedelta(seconds=2)
Moment = Callable[[datetime, timedelta], datetime]  # of the expiry, and of what is to spare before it


def spare_of(lifetime: timedelta) -> timedelta:
    """How long before its expiry a ticket is still asked to work: time for an answer, and a small part of its life."""
    return min(max(timedelta(seconds=1), lifetime * 0.15), lifetime * 0.4)


def short_lived(seller: Seller, shelf: Shelf, number: int, until: Moment) -> tuple[Ticket, timedelta]:
    """A ticket whose expiry can be waited for, and its lifetime: one set aside, if the moment to use it is still ahead."""
    if not shelf.doomed or _tardy(seller, shelf.doomed[number], until):
        shelf.sets_tickets_aside()
    if not shelf.doomed:
        inconclusive("no ticket could be had, or no image uploaded")
    ticket = shelf.doomed[number]
    seconds = ticket.seconds_left_at_issue
    if seconds is None:
        inconclusive("tickets come without an expiry that could be read")
    if seconds > seller.section.ticket_wait or seconds < _LEAST_LIFETIME.total_seconds():
        inconclusive(f"tickets live {seconds:.0f} s; ticket_wait allows {seller.section.ticket_wait:g} s")
    return ticket, timedelta(seconds=seconds)


def _tardy(seller: Seller, ticket: Ticket, until: Moment) -> bool:
    if ticket.expiry is None or ticket.seconds_left_at_issue is None:
        return False
    spare = spare_of(timedelta(seconds=ticket.seconds_left_at_issue))
    return seller.target_time()[1] > until(ticket.expiry, spare)


def wait_until(clock: Callable[[], datetime], moment: datetime) -> None:
    """Sleep until the target's clock shows this moment."""
    time.sleep(max(0.0, (moment - clock()).total_seconds()))


def if_it_can_be_waited_for(look: Callable[[], Seen]) -> Seen | None:
    """What `look` returns; None, and a weak pass for the rest of the rule, where a lifetime is too long to be waited for."""
    try:
        return look()
    except Inconclusive as why:
        weak(str(why))
        return None
