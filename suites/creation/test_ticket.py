"""Media tickets: unique, with an address to upload to and an expiry ahead."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from adproof import expect, inconclusive, requirement, witness
from adproof.api.creation import (
    CLOCK_ALLOWANCE,
    assert_names_a_uuid,
    assert_problem,
    assert_refused,
    at_once,
    fields,
    pictures,
)

AT_ONCE, ROUNDS = 6, {"quick": 2, "standard": 2, "thorough": 6}
SUPPORTED = (pictures.JPEG, pictures.PNG)
other_types = st.from_regex(r"\A[a-z]{3,8}/[a-z0-9.+-]{2,12}\Z") | st.sampled_from(
    ["image/bmp", "image/heic", "text/plain", "video/mp4", "image", "jpeg", "*/*"]
)


@requirement("creation.ticket.request-returns-a-ticket-uuid")
def test_a_ticket_is_named_by_a_uuid(seller, shelf):
    for each in some(seller, shelf):
        assert_names_a_uuid(each)


def some(seller, shelf):
    """Four tickets, of both types by turns."""
    return shelf.kept("tickets", lambda: [seller.requests_a_media_ticket(SUPPORTED[number % 2]) for number in range(4)])


@requirement("creation.ticket.request-returns-a-presigned-url")
def test_a_ticket_comes_with_an_address(seller, shelf):
    for ticket in some(seller, shelf):
        ticket.uuid  # noqa: B018  # without a ticket there is nothing to judge
        witness(1, "tickets")
        said = f"{ticket.upload_url!r:.120}"
        fine = isinstance(ticket.upload_url, str) and ticket.upload_url.lower().startswith(("http://", "https://"))
        expect(fine, expected="an absolute web address", received=said, of=ticket.answer)


@requirement("creation.ticket.tickets-are-unique")
def test_every_ticket_is_another_one(seller, shelf):
    assert_distinct(some(seller, shelf))


@requirement("creation.ticket.parallel-tickets-are-unique")
def test_tickets_requested_at_once_are_different(seller, shelf, profile):
    listing = shelf.plain().uuid
    for _ in range(ROUNDS[profile.name]):
        asks = [seller.requests_a_media_ticket] * AT_ONCE
        assert_distinct(at_once(asks, warm_up=lambda: seller.reads_listing(listing)))


def assert_distinct(tickets):
    ids = [each.uuid.lower() for each in tickets]
    witness(len(ids) - 1, "further tickets")
    expect(
        len(set(ids)) == len(ids),
        expected=f"{len(ids)} different tickets",
        received=f"{len(set(ids))}",
        of=[each.answer for each in tickets],
    )


@requirement("creation.ticket.each-ticket-has-its-own-url")
def test_no_two_tickets_share_an_address(seller, shelf):
    """A law looks at all tickets of the run as well."""
    tickets = some(seller, shelf)
    urls = [each.upload_url for each in tickets if each.upload_url]
    witness(max(0, len(urls) - 1), "further addresses")
    expect(
        len(set(urls)) == len(urls),
        expected="an address for each ticket",
        received="a shared one",
        of=[each.answer for each in tickets],
    )


@requirement("creation.ticket.expiry-is-a-moment")
def test_the_expiry_is_a_moment_with_its_zone(seller, shelf):
    ticket = asked_for_expiry(some(seller, shelf)[0])
    expect(
        ticket.expiry is not None,
        expected="a moment in time with its zone",
        received=f"{ticket.written_expiry!r:.80}",
        of=ticket.answer,
    )


@requirement("creation.ticket.expiry-lies-ahead")
@pytest.mark.parametrize("number", range(2))
def test_the_expiry_lies_ahead(seller, shelf, number):
    ticket = asked_for_expiry(some(seller, shelf)[number])
    if ticket.expiry is None:
        inconclusive("the expiry is no moment in time")
    now = ticket.answer.date or datetime.now(UTC)
    if ticket.answer.date is None and ticket.expiry <= now:
        inconclusive("the target sends no Date, so its clock is not known")
    said = f"{ticket.expiry.isoformat()} at {now.isoformat()}"
    expect(
        ticket.expiry > now - CLOCK_ALLOWANCE, expected="an expiry after the answer's own Date", received=said, of=ticket.answer
    )


def asked_for_expiry(ticket):
    ticket.uuid  # noqa: B018  # without a ticket there is nothing to judge
    if ticket.written_expiry is None:
        inconclusive("tickets come without an expiry (creation.fields.expiry can say where it stands)")
    witness(1, "expiries")
    return ticket


@requirement("creation.ticket.jpeg-and-png-are-accepted")
@pytest.mark.parametrize("number", range(2))
def test_a_supported_type_gets_a_ticket(seller, shelf, number):
    assert_names_a_uuid(some(seller, shelf)[number])


@requirement("creation.ticket.media-type-is-required")
@pytest.mark.parametrize("body", [{}, {"mediaType": None}], ids=["missing", "null"])
def test_a_request_without_a_media_type_is_refused(seller, body):
    assert_refused(seller.posts_a_media_request(body).answer)


@requirement("creation.ticket.unsupported-type-is-refused")
@given(media_type=other_types)
@example(media_type="image/gif")
@example(media_type="IMAGE/GIF")
@example(media_type="image/webp")
@example(media_type="image/svg+xml")
@example(media_type="image/*")
@example(media_type="image/jpg")
@example(media_type="image/jpegx")
@example(media_type="application/octet-stream")
@example(media_type="application/pdf")
@example(media_type="example")
def test_another_type_is_refused(seller, media_type):
    assume(not any(known in media_type.lower() and len(media_type) == len(known) for known in SUPPORTED))

    assert_refused(seller.requests_a_media_ticket(media_type).answer, f"the type {media_type!r}")


@requirement("creation.ticket.unsupported-type-is-a-415-problem")
def test_another_type_is_a_415(seller):
    assert_problem(seller.requests_a_media_ticket("image/gif").answer, 415)


@requirement("creation.ticket.refused-type-names-the-supported")
def test_the_refusal_names_the_supported_types(seller):
    answer = assert_refused(seller.requests_a_media_ticket("image/gif").answer)
    said = fields.canonical(answer.json_or_none) if answer.json_or_none else answer.text
    for each in SUPPORTED:
        expect(each in said, expected=f"a text that names {each}", received=said[:120], of=answer)
