"""A ticket's last moments: good just before its expiry. Early in the run, while the tickets set aside at first still live."""

from datetime import UTC, datetime, timedelta

from adproof import inconclusive, requirement
from adproof.api.creation import assert_accepted, assert_refused, is_refusal, short_lived, spare_of, wait_until


@requirement("creation.attach.ticket-works-until-it-expires")
def test_a_ticket_works_until_it_expires(seller, shelf):
    """Where that is refused, once more: clocks that show whole seconds, and busy machines, may be late once."""
    for again in (False, True):
        if again:
            shelf.sets_tickets_aside()
        ticket, lifetime = short_lived(seller, shelf, 0, until=lambda expiry, spare: expiry - spare)
        spare = spare_of(lifetime)
        wait_until(lambda: seller.target_time()[1], ticket.expiry - spare)
        answer = seller.attaches(ticket.uuid, shelf.bench().uuid)
        if not is_refusal(answer):
            break
        age = datetime.now(UTC) - ticket.received
        if seller.target_time()[1] > ticket.expiry - spare / 2 or age > lifetime - spare / 2:
            inconclusive("the target is too slow to be asked just before an expiry")
    assert_accepted(answer, f"a ticket {spare.total_seconds():.1f} s before its expiry")


@requirement("creation.attach.used-ticket-is-refused")
def test_a_used_ticket_is_refused_until_it_expires(seller, shelf):
    """The last moment of a ticket that was used at the beginning: by then a use may have been forgotten."""
    if shelf.spent is None:
        inconclusive("no ticket was used at the beginning of the run")
    ticket, listing = shelf.spent
    if shelf.doomed and shelf.doomed[0].expiry and shelf.doomed[0].seconds_left_at_issue < seller.section.ticket_wait:
        lifetime = timedelta(seconds=shelf.doomed[0].seconds_left_at_issue)
        wait_until(lambda: seller.target_time()[1], shelf.doomed[0].expiry - spare_of(lifetime))
    for home in (listing, shelf.plain().uuid):
        assert_refused(seller.attaches(ticket, home), "a ticket that was used some time ago")
