"""Listings do not touch each other."""

from adproof import expect, inconclusive, requirement, weak, witness
from adproof.api.creation import (
    Phase,
    assert_refused,
    assert_unchanged,
    fields,
    is_refusal,
    succeeded,
)


@requirement("creation.isolation.attach-touches-only-its-listing")
def test_an_attach_touches_only_its_listing(seller, shelf):
    busy, one, empty = shelf.listing(), shelf.busy_listing(), shelf.listing()
    views = [(each.uuid, seller.reads_listing(each.uuid)) for each in (one, empty)]
    attached = seller.attaches(seller.has_an_uploaded_ticket().uuid, busy.uuid)
    if not succeeded(attached):
        inconclusive(f"nothing could be attached ({attached.received})")
    seller.patience.until("image", lambda: seller.reads_listing(busy.uuid).images, lambda images: images is None or images)
    for listing, view in views:
        assert_unchanged(seller, listing, view, "another listing got an image")


@requirement("creation.isolation.publishing-touches-only-its-listing")
def test_publishing_touches_only_its_listing(seller, shelf):
    listing, quiet = shelf.listing(), shelf.listing()
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
    (one, first), (other, second) = shelf.published(), shelf.published()
    for listing, publication in ((one, second), (other, first)):
        view = seller.reads_publication(listing.uuid, publication.uuid)
        assert_refused(view.answer, "reading another listing's publication")
        shown = seller.lists_publications(listing.uuid)
        witness(1, "lists")
        expect(
            publication.uuid.lower() not in shown.ids, expected="only the listing's own", received="another's", of=shown.answer
        )


@requirement("creation.isolation.update-touches-only-its-listing")
def test_an_update_touches_only_its_listing(seller, shelf):
    one, other = shelf.listing(), shelf.listing()
    view = seller.reads_listing(other.uuid)
    title = seller.new_title()
    if not succeeded(seller.updates(one.uuid, {"title": title, "description": seller.new_description("Geändert.")})):
        inconclusive("the update was not accepted")
    seller.patience.until("update", lambda: seller.reads_listing(one.uuid), lambda seen: seen.text("title") == title)
    assert_unchanged(seller, other.uuid, view, "another listing was updated")


@requirement("creation.isolation.deletion-touches-only-its-listing")
def test_a_deletion_touches_only_its_listing(seller, shelf):
    (gone, _), ad, plain = shelf.published(), shelf.new_live_ad(), shelf.listing()
    views = [(each, seller.reads_listing(each)) for each in (ad.listing.uuid, plain.uuid)]
    if not succeeded(seller.deletes(gone.uuid)):
        inconclusive("the deletion was not accepted")
    for listing, view in views:
        assert_unchanged(seller, listing, view, "another listing was deleted")
    assert_still_live(seller, ad, "another listing was deleted")


@requirement("creation.isolation.pausing-touches-only-its-publication")
def test_pausing_touches_only_its_publication(seller, shelf):
    ad, neighbours = shelf.live_ad(), [shelf.live_ad()]
    if (twin := shelf.twin_of(ad)) is not None:
        neighbours.append(twin)
    if not succeeded(seller.pauses(ad.listing.uuid, ad.publication.uuid)):
        inconclusive("the pause was not accepted")
    read = lambda: seller.reads_publication(ad.listing.uuid, ad.publication.uuid)  # noqa: E731
    seller.patience.until("state", read, lambda view: view.phase is not Phase.LIVE)
    for neighbour in neighbours:
        assert_still_live(seller, neighbour, "another publication was paused")


def assert_still_live(seller, ad, why):
    read = lambda: seller.reads_publication(ad.listing.uuid, ad.publication.uuid)  # noqa: E731
    seen = seller.patience.stays("state", read, lambda view: view.status == ad.word)
    witness(1, "live neighbours")
    said = f"{seen.value.status!r} ({seen.value.answer.received})"
    expect(seen.came, expected=f"{ad.word!r} still: {why}", received=said, of=seen.value.answer)


@requirement("creation.ids.listing-keeps-its-uuid")
def test_a_listing_keeps_its_uuid(seller, shelf):
    ad = shelf.live_ad()
    attached = seller.attaches(seller.has_an_uploaded_ticket().uuid, ad.listing.uuid)
    if is_refusal(attached):
        weak("a live listing takes no further image here")
    view = seller.reads_listing(ad.listing.uuid)
    witness(1, "published listings")
    expect(view.found, expected="the listing under its UUID", received=view.answer.received, of=view.answer)
    fine = view.id is None or fields.same_id(view.id, ad.listing.uuid)
    expect(fine, expected=ad.listing.uuid, received=str(view.id), of=view.answer)
