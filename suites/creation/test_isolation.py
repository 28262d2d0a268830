"""Listings do not touch each other."""

from contextlib import suppress

from adproof import Unusable, claimed, expect, inconclusive, requirement, weak, witness
from adproof.api.creation import (
    assert_refused,
    assert_unchanged,
    disturbances,
    fields,
    is_refusal,
    paused_early,
    succeeded,
)


@requirement("creation.isolation.attach-touches-only-its-listing")
def test_an_attach_touches_only_its_listing(seller, shelf):
    busy, one, empty = shelf.bench(), shelf.kept("illustrated", shelf.busy_listing), shelf.plain()
    views = [(each.uuid, seller.reads_listing(each.uuid)) for each in (one, empty)]
    was = seller.reads_listing(busy.uuid).images
    attached = seller.attaches(seller.has_an_uploaded_ticket().uuid, busy.uuid)
    if not succeeded(attached):
        inconclusive(f"nothing could be attached ({attached.received})")
    seller.patience.until("image", lambda: seller.reads_listing(busy.uuid).images, lambda images: images is None or images != was)
    for listing, view in views:
        assert_unchanged(seller, listing, view, "another listing got an image")


@requirement("creation.isolation.publishing-touches-only-its-listing")
def test_publishing_touches_only_its_listing(seller, shelf):
    listing, quiet = shelf.publishable(), shelf.plain()
    publication = seller.publishes(listing.uuid, shelf.imprint())
    publication.uuid  # noqa: B018  # raises Unusable
    view = seller.reads_listing(quiet.uuid)
    seller.patience.until("list", lambda: seller.lists_publications(listing.uuid), lambda shown: shown.of(publication.uuid))
    shown = seller.lists_publications(quiet.uuid)
    witness(1, "listings that were not published")
    expect(not shown.raw, expected="no publication", received=f"{len(shown.raw or [])}", of=[publication.answer, shown.answer])
    assert_unchanged(seller, quiet.uuid, view, "another listing was published")


@requirement("creation.isolation.publication-belongs-to-its-listing")
def test_a_publication_is_not_shown_below_another_listing(seller, shelf):
    """While it is pending, when it is live and when it is paused; below a bare listing and below published ones."""
    pending, live = shelf.published(), shelf.steady_ad()
    homes = [(pending[0].uuid, pending[1].uuid), (live.listing.uuid, live.publication.uuid), *paused(shelf)]
    for home, publication in homes:
        for listing in (*(other for other, _ in homes if other != home), shelf.plain().uuid):
            view = seller.reads_publication(listing, publication)
            assert_refused(view.answer, "reading another listing's publication")
    for listing, own in (*homes, (shelf.plain().uuid, None)):
        shown = seller.lists_publications(listing)
        witness(1, "lists")
        foreign = {other.lower() for _, other in homes if other != own} & set(shown.ids)
        expect(not foreign, expected="only the listing's own", received=f"{foreign}", of=shown.answer)


def paused(shelf):
    """One that was paused at the beginning, where that can be had."""
    with suppress(Unusable):
        return [paused_early(shelf).where] if claimed("creation.claims.state") else []
    return []


@requirement("creation.isolation.update-touches-only-its-listing")
def test_an_update_touches_only_its_listing(seller, shelf):
    one, other = shelf.kept("updated", shelf.listing), shelf.plain()
    view = seller.reads_listing(other.uuid)
    title = seller.new_title()
    if not succeeded(seller.updates(one.uuid, {"title": title, "description": seller.new_description("Geändert.")})):
        inconclusive("the update was not accepted")
    seller.patience.until("update", lambda: seller.reads_listing(one.uuid), lambda seen: seen.text("title") == title)
    assert_unchanged(seller, other.uuid, view, "another listing was updated")


@requirement("creation.isolation.deletion-touches-only-its-listing")
def test_a_deletion_touches_only_its_listing(seller, shelf):
    (gone, _), plain = shelf.published(), shelf.listing()
    view = seller.reads_listing(plain.uuid)
    if not succeeded(seller.deletes(gone.uuid)):
        inconclusive("the deletion was not accepted")
    assert_unchanged(seller, plain.uuid, view, "another listing was deleted")
    assert_only_one_changed(shelf, "delete")


@requirement("creation.isolation.pausing-touches-only-its-publication")
def test_pausing_and_resuming_touch_only_their_publication(shelf):
    assert_only_one_changed(shelf, "state")


@requirement("creation.isolation.republish-touches-only-its-publication")
def test_a_republish_touches_only_its_publication(shelf):
    assert_only_one_changed(shelf, "republish")


def assert_only_one_changed(shelf, claim):
    """Publications made before and after, of the same listing and of others, live and paused, keep their status."""
    done = [each for each in disturbances(shelf) if each.claim == claim]
    if not done:
        inconclusive("nothing of that was accepted")
    for each in done:
        for look in each.looks:
            witness(1, f"other publications, {look.wanted}")
            said = f"{look.seen.status!r} ({look.seen.answer.received})"
            same = look.seen.status == look.wanted
            of = [each.answer, look.seen.answer]
            expect(same, expected=f"{look.wanted!r} still, as only another publication was meant", received=said, of=of)


@requirement("creation.ids.listing-keeps-its-uuid")
def test_a_listing_keeps_its_uuid(seller, shelf):
    ad = shelf.new_live_ad()
    attached = seller.attaches(seller.has_an_uploaded_ticket().uuid, ad.listing.uuid)
    if is_refusal(attached):
        weak("a live listing takes no further image here")
    view = seller.reads_listing(ad.listing.uuid)
    witness(1, "published listings")
    expect(view.found, expected="the listing under its UUID", received=view.answer.received, of=view.answer)
    fine = view.id is None or fields.same_id(view.id, ad.listing.uuid)
    expect(fine, expected=ad.listing.uuid, received=str(view.id), of=view.answer)
