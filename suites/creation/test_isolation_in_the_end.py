"""What nobody touched since the beginning of the run is still as it was, whatever was done beside it, and however late it is."""

import time
from functools import partial

from adproof import claimed, expect, inconclusive, requirement, weak, witness
from adproof.api.creation import (
    PAUSED_FOR,
    Phase,
    assert_as_booked,
    assert_refused,
    book,
    difference,
    is_refusal,
    memory,
    paused_early,
    paused_while_pending,
)

FEW = 6  # ads that can be compared
MOST = 24  # listings that are compared, and that another account tries to read


@requirement("creation.state.paused-publication-is-not-live")
def test_a_paused_publication_stays_paused(seller, shelf):
    paused = paused_early(shelf)
    time.sleep(max(0.0, paused.since + PAUSED_FOR - time.monotonic()))
    view = seller.reads_publication(*paused.where)
    witness(1, "paused publications")
    live, said = paused.ad.word, f"{view.status!r} after {time.monotonic() - paused.since:.1f} s without a request"
    expect(view.status != live, expected=f"{paused.word!r} still, and not {live!r}", received=said, of=view.answer)


@requirement("creation.state.paused-publication-is-not-live")
def test_what_was_paused_before_it_was_live_is_not_live(seller, shelf):
    """Its validation ended long ago; the pause was acknowledged before."""
    early = paused_while_pending(shelf)
    if early is None:
        weak("a publication cannot be paused while it is pending")
        return
    where, answer = early
    seen = seller.patience.until("state", lambda: seller.reads_publication(*where), lambda view: view.phase is not Phase.LIVE)
    witness(1, "publications that were paused while they were pending")
    said = f"{seen.value.status!r} in the end"
    expect(seen.came, expected="a paused publication", received=said, of=[answer, seen.value.answer])


@requirement("creation.state.resumed-publication-is-live-again")
def test_whatever_was_resumed_is_live(seller):
    """Whichever publication of its listing it was, and whatever stood beside it."""
    for listing, publication in book().resumed()[:FEW]:
        read = partial(seller.reads_publication, listing, publication)
        seen = seller.patience.until("state", read, lambda view: view.phase in (Phase.LIVE, Phase.UNMAPPED))
        witness(1, "resumed publications")
        said = f"{seen.value.status!r} ({seen.value.answer.received})"
        expect(seen.came, expected="a live publication, since it was resumed", received=said, of=seen.value.answer)


@requirement("creation.delete.publications-leave-their-status")
def test_no_publication_of_a_deleted_listing_is_live_again(seller):
    """Whatever its listing went through, and however long ago it was deleted."""
    for listing, publication in book().ended()[:MOST]:
        view = seller.reads_publication(listing, publication)
        witness(1, "publications of listings that were deleted")
        fine = view.phase is not Phase.LIVE
        expect(fine, expected="no live publication of a deleted listing", received=f"{view.status!r}", of=view.answer)


@requirement("creation.publication.list-names-every-publication")
def test_the_list_names_a_paused_publication(seller, shelf):
    """All publications of the listing: the document leaves no state out."""
    if not claimed("creation.claims.state"):
        return
    listing, publication = paused_early(shelf).where
    read = partial(seller.lists_publications, listing)
    seen = seller.patience.until("list", read, lambda shown: shown.of(publication) is not None)
    witness(1, "paused publications")
    said = f"{len(seen.value.ids)} others, {seen.value.answer.received}"
    expect(seen.came, expected=f"an entry for {publication}, which is paused", received=said, of=seen.value.answer)


@requirement("creation.publication.like-ads-end-alike")
def test_like_ads_have_ended_alike(seller, shelf):
    """Those that nobody looked at as well; the law judges each look."""
    for _ in range(2 if len(memory().alike) < FEW else 0):
        shelf.live_ad()
    for each in list(memory().alike.values())[:MOST]:
        read = partial(seller.reads_publication, each.listing, each.publication)
        seller.patience.until("publication", read, lambda view: view.phase is not Phase.PENDING)


@requirement("creation.sequence.any-order-agrees-with-the-model")
def test_every_listing_is_what_the_run_made_of_it(shelf, seller):
    """Whatever was done to it, and however long ago."""
    adds, samples = shelf.counts_images(), book().samples(MOST)
    if not samples:
        inconclusive("there is no listing of which is known what it has to show")
    for listing in samples:
        assert_as_booked(seller, listing, adds, "in the end")


@requirement("creation.isolation.other-account-reads-no-listing")
def test_another_account_reads_no_listing_whatever_was_done_to_it(stranger, shelf):
    """Bare and with images, published and paused, updated and put into order."""
    intruder = shelf.known_to_work(stranger)
    for listing in book().samples(MOST):
        assert_refused(intruder.reads_listing(listing).answer, "reading another's listing")


@requirement("creation.attach.used-ticket-is-refused")
def test_a_ticket_that_was_used_long_ago_is_refused(seller, shelf):
    """The memory of a use must not fade before the ticket expires, nor after."""
    listing, steps = shelf.filling()
    used = [(step.ticket, listing.uuid) for step in steps if step.worked] + ([shelf.spent] if shelf.spent else [])
    if not used:
        inconclusive("no ticket was used before")
    for ticket, home in used:
        for where in (home, shelf.plain().uuid):
            assert_refused(seller.attaches(ticket, where), "a ticket that was used much earlier in the run")


@requirement("creation.listing.uuid-works-in-the-next-step")
def test_listings_that_could_not_be_read_can_be_read_by_now(seller):
    """A new listing may take a while to be there, but not for ever."""
    for listing, answer in memory().doubted.items():
        known = memory().alive(listing)
        if known is None or known.seen:
            continue
        read = lambda at=listing: seller.reads_listing(at)  # noqa: E731
        seen = seller.patience.until("listing", read, lambda view: view.found)
        said = f"{seen.value.answer.received}, {known.age:.1f} s after its creation"
        expect(seen.came, expected="a listing that can be read", received=said, of=[answer, seen.value.answer])


@requirement("creation.isolation.attach-touches-only-its-listing")
def test_bystanders_keep_their_images(seller, shelf):
    for each, view in bystanders(seller, shelf):
        witness(1, "untouched listings")
        wanted = f"the same {len(each.view.images or ())} images"
        said = difference(each.view, view) if view.images != each.view.images else ""
        expect(view.images == each.view.images, expected=wanted, received=said, of=view.answer)


@requirement("creation.isolation.publishing-touches-only-its-listing")
def test_bystanders_keep_their_publications(seller, shelf):
    for each, _ in bystanders(seller, shelf):
        shown = seller.lists_publications(each.listing.uuid)
        witness(1, "untouched listings")
        fine = sorted(shown.ids) == sorted(each.publications) or (not each.publications and is_refusal(shown.answer))
        expect(fine, expected=f"the publications {each.publications}", received=f"{shown.ids}", of=shown.answer)


@requirement("creation.isolation.update-touches-only-its-listing")
def test_bystanders_keep_their_texts(seller, shelf):
    for each, view in bystanders(seller, shelf):
        for name in ("title", "description"):
            was, is_now = each.view.text(name), view.text(name)
            witness(was is not None, "untouched texts")
            expect(was == is_now, expected=f"the {name} {was!r:.80}", received=f"{is_now!r:.80}", of=view.answer)


@requirement("creation.isolation.deletion-touches-only-its-listing")
def test_bystanders_are_still_there(seller, shelf):
    for _, view in bystanders(seller, shelf):
        witness(1, "untouched listings")
        expect(view.found, expected="a listing that is still there", received=view.answer.received, of=view.answer)


def bystanders(seller, shelf):
    if not shelf.bystanders:
        inconclusive("no listing could be made at the beginning of the run")
    return shelf.kept("bystanders", lambda: [(each, seller.reads_listing(each.listing.uuid)) for each in shelf.bystanders])
