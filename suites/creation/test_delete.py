"""Deleting a listing, and what that does to its publications."""

import time
import uuid
from contextlib import suppress

import pytest

from adproof import Unusable, claimed, expect, follows, inconclusive, requirement, weak, witness
from adproof.api.creation import Phase, assert_accepted, assert_problem, is_refusal, pause_one, succeeded, watch


@requirement("creation.delete.owned-listing-is-deleted")
def test_an_own_listing_is_deleted(seller, shelf):
    assert_accepted(seller.deletes(shelf.listing().uuid), "deleting an own listing")
    assert_accepted(seller.deletes(shelf.published()[0].uuid), "deleting a published listing")


@requirement("creation.delete.deletion-takes-effect")
@pytest.mark.parametrize("make", ["listing", "busy_listing"], ids=["bare", "with an image"])
def test_a_deletion_leaves_a_trace(seller, shelf, make):
    listing = getattr(shelf, make)().uuid
    before = seller.reads_listing(listing).answer.json_or_none
    deleted(seller, listing)
    witness(1, "deleted listings")
    changed = lambda view: is_refusal(view.answer) or view.answer.json_or_none != before  # noqa: E731
    if changed(seller.reads_listing(listing)) or is_refusal(seller.deletes(listing)):
        return
    seen = seller.patience.until("deletion-shown", lambda: seller.reads_listing(listing), changed)
    if not seen.came and not is_refusal(seller.attaches(seller.has_an_uploaded_ticket().uuid, listing)):
        said = "the listing as before, and open to all work"
        expect(False, expected="a trace of the deletion", received=said, of=seen.value.answer)


@requirement("creation.delete.publications-leave-their-status")
def test_a_deletion_changes_every_publication(seller, shelf):
    ad = shelf.live_ad()
    uuids = {ad.publication.uuid: ad.word}
    with suppress(Unusable):
        if (twin := shelf.twin_of(ad)) is not None:
            uuids |= {twin.publication.uuid: twin.word}
    answer = deleted(seller, ad.listing.uuid)
    for publication, word in uuids.items():
        left = lambda view, was=word: is_refusal(view.answer) or view.status != was  # noqa: E731
        seen = seller.patience.until("deletion", lambda at=publication: seller.reads_publication(ad.listing.uuid, at), left)
        witness(1, "publications of a deleted listing")
        expect(
            seen.came, expected=f"another status than {word!r}", received=f"{seen.value.status!r}", of=[answer, seen.value.answer]
        )
    lists = lambda: seller.lists_publications(ad.listing.uuid)  # noqa: E731
    seen = seller.patience.until("deletion", lists, lambda shown: not any(each.phase is Phase.LIVE for each in shown.entries))
    expect(seen.came, expected="no live publication in the list", received="a live one", of=[answer, seen.value.answer])


@requirement("creation.delete.publications-leave-their-status")
def test_a_deletion_ends_what_is_pending_or_paused(seller, shelf):
    """What is paused leaves that status; what is not live yet must not become so, and still be, when all is done.

    The listing of the pending one has an image, which other deleted listings may have not."""
    paused = paused_one(shelf)
    listing, pending = shelf.published(shelf.busy_listing())
    answer, begin = deleted(seller, listing.uuid), time.monotonic()
    if paused is not None:
        gone = deleted(seller, paused.where[0])
        left = lambda view: is_refusal(view.answer) or view.status != paused.word  # noqa: E731
        seen = seller.patience.until("deletion", lambda: seller.reads_publication(*paused.where), left)
        said = f"{seen.value.status!r}"
        expect(seen.came, expected=f"another status than {paused.word!r}", received=said, of=[gone, seen.value.answer])
    usual = seller.patience.longest("publication") or 1
    time.sleep(max(0.0, begin + min(2 * usual + 0.5, seller.section.publish_deadline) - time.monotonic()))
    read = lambda: seller.reads_publication(listing.uuid, pending.uuid)  # noqa: E731
    seen = seller.patience.until("deletion", read, lambda view: view.phase is not Phase.LIVE)
    witness(1, "publications of a deleted listing")
    expect(seen.came, expected="no live publication", received=f"{seen.value.status!r}", of=[answer, seen.value.answer])


def paused_one(shelf):
    """None where none can be had."""
    with suppress(Unusable):
        return pause_one(shelf) if claimed("creation.claims.state") else None
    return None


@requirement("creation.delete.unknown-listing-is-a-404-problem")
def test_deleting_an_unknown_listing_is_a_404(seller):
    assert_problem(seller.deletes(str(uuid.uuid4())), 404)


@requirement("creation.delete.deletion-takes-effect")
def test_nothing_brings_a_deleted_listing_back(seller, shelf):
    """Whatever a later call is answered with."""
    paused = paused_one(shelf)
    listing = paused.where[0] if paused else shelf.listing().uuid
    deleted(seller, listing)
    gone = lambda view: is_refusal(view.answer)  # noqa: E731
    if not seller.patience.until("deletion", lambda: seller.reads_listing(listing), gone).came:
        weak("a deleted listing can still be read, so nothing shows that it came back")
        return
    tried = [seller.attaches(seller.has_an_uploaded_ticket().uuid, listing)]
    tried += [seller.updates(listing, {"title": seller.new_title()})] if claimed("creation.claims.update") else []
    tried += [seller.resumes(*paused.where)] if paused else []
    seen = seller.patience.stays("deletion-shown", lambda: seller.reads_listing(listing), gone)
    witness(len(tried), "calls to a deleted listing")
    said = f"a listing that can be read ({seen.value.answer.received})"
    expect(seen.came, expected="a listing that stays deleted", received=said, of=[*tried, seen.value.answer])
    if paused:
        view = seller.reads_publication(*paused.where)
        said = f"{view.status!r}"
        expect(view.phase is not Phase.LIVE, expected="no live publication", received=said, of=[*tried, view.answer])


@requirement("creation.delete.deleted-listing-is-not-published")
def test_a_deleted_listing_is_not_published(seller, shelf):
    listing = shelf.listing().uuid
    deleted(seller, listing)
    seller.patience.until("deletion", lambda: seller.reads_listing(listing), lambda view: is_refusal(view.answer))
    publication = seller.publishes(listing, shelf.imprint())
    witness(1, "deleted listings")
    if is_refusal(publication.answer):
        return
    shelf.live_ad()
    (timeline,) = watch(seller, [publication], 1 + 2 * (seller.patience.longest("publication") or 1))
    live = any(point.phase is Phase.LIVE for point in timeline.points)
    expect(not live, expected="a refusal, or never live", received="; ".join(timeline.words), of=timeline.answers)


@requirement("creation.delete.read-after-deletion")
def test_reading_a_deleted_listing(seller, shelf):
    listings = deleted_ones(seller, shelf)
    read = lambda: [seller.reads_listing(each).answer for each in listings]  # noqa: E731
    seller.patience.stays("deletion", read, lambda answers: all(map(succeeded, answers)))
    for answer in seller.patience.until("deletion-shown", read, alike).value:
        follows("creation.delete.read-after-deletion", "gone" if is_refusal(answer) else "still-readable", of=answer)


@requirement("creation.delete.second-deletion")
def test_deleting_twice(seller, shelf):
    listings = deleted_ones(seller, shelf)
    for again in seller.patience.until("deletion-shown", lambda: [seller.deletes(each) for each in listings], alike).value:
        follows("creation.delete.second-deletion", "refused" if is_refusal(again) else "accepted", of=again)


def alike(answers):
    """Not yet so, perhaps, where a deletion takes a while to be known everywhere."""
    return len(set(map(is_refusal, answers))) == 1


def deleted_ones(seller, shelf):
    """Two listings alike, each deleted: what becomes of the one becomes of the other."""

    def run():
        listings = [shelf.listing().uuid for _ in range(2)]
        for each in listings:
            deleted(seller, each)
        return listings

    return shelf.kept("deleted listings", run)


def deleted(seller, listing):
    answer = seller.deletes(listing)
    if not succeeded(answer):
        inconclusive(f"the deletion was not accepted ({answer.received})")
    return answer
