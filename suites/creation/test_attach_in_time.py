"""A ticket's last moments: good just before its expiry. Early in the run, while the tickets set aside at first still live."""

from datetime import UTC, datetime

from adproof import inconclusive, requirement
from adproof.api.creation import (
    assert_accepted,
    assert_refused,
    if_it_can_be_waited_for,
    is_refusal,
    short_lived,
    spare_of,
    wait_until,
)


@requirement("creation.attach.ticket-works-until-it-expires")
def test_a_ticket_works_until_it_expires(seller, shelf):
    answer, spare, _ = last_moment(seller, shelf)
    assert_accepted(answer, f"a ticket {spare.total_seconds():.1f} s before its expiry")


@requirement("creation.attach.used-ticket-is-refused")
def test_a_used_ticket_is_refused_until_it_expires(seller, shelf):
    """The one used in its last moment, and one that was used in its first: by then that may have been forgotten."""
    looked = if_it_can_be_waited_for(lambda: last_moment(seller, shelf))
    if looked is None:
        return
    answer, spare, later = looked
    if is_refusal(answer):
        inconclusive("the ticket could not be used at all")
    for each in later:
        assert_refused(each, f"a used ticket {spare.total_seconds():.1f} s before its expiry")


def last_moment(seller, shelf):
    """An attach shortly before the expiry, and then the same and an older use again.

    Where the first is refused, once more: clocks that show whole seconds, and busy machines, may be late once.
    """

    def run():
        for again in (False, True):
            if again:
                shelf.sets_tickets_aside()
            ticket, lifetime = short_lived(seller, shelf, 0, until=lambda expiry, spare: expiry - spare)
            spare, home = spare_of(lifetime), shelf.bench().uuid
            wait_until(lambda: seller.target_time()[1], ticket.expiry - spare)
            answer = seller.attaches(ticket.uuid, home)
            if not is_refusal(answer):
                break
            age = datetime.now(UTC) - ticket.received
            if seller.target_time()[1] > ticket.expiry - spare / 2 or age > lifetime - spare / 2:
                inconclusive("the target is too slow to be asked just before an expiry")
        used = [ticket.uuid, *([shelf.used_early] if shelf.used_early else [])]
        return answer, spare, [seller.attaches(each, home) for each in used]

    return shelf.kept("last moment", run)
