"""Another account sees nothing and changes nothing: judged by its answers and by what the owner reads afterwards."""

from adproof import expect, requirement, witness
from adproof.api.creation import Phase, assert_accepted, assert_refused, assert_unchanged, is_refusal


@requirement("creation.isolation.other-account-reads-no-listing")
def test_another_account_reads_no_listing(stranger, shelf):
    intruder = shelf.known_to_work(stranger)
    listing = shelf.listing()
    answer = assert_refused(intruder.reads_listing(listing.uuid).answer, "reading another's listing")
    expect(listing.sent["title"] not in answer.text, expected="nothing of the listing", received="its title", of=answer)


@requirement("creation.isolation.other-account-reads-no-publication")
def test_another_account_reads_no_publication(seller, stranger, shelf):
    intruder = shelf.known_to_work(stranger)
    listing, publication = shelf.published()
    seller.patience.until("list", lambda: seller.lists_publications(listing.uuid), lambda shown: shown.of(publication.uuid))
    shown = intruder.lists_publications(listing.uuid)
    witness(1, "published listings")
    fine = is_refusal(shown.answer) or shown.raw == []
    expect(fine, expected="a refusal or nothing to see", received=shown.answer.received, of=shown.answer)
    assert_refused(intruder.reads_publication(listing.uuid, publication.uuid).answer, "reading another's publication")


@requirement("creation.isolation.other-account-attaches-nothing")
def test_another_account_attaches_nothing(seller, stranger, shelf):
    intruder = shelf.known_to_work(stranger)
    listing = shelf.busy_listing()
    before = seller.reads_listing(listing.uuid)
    assert_refused(intruder.attaches(intruder.has_an_uploaded_ticket().uuid, listing.uuid), "attaching to another's listing")
    assert_unchanged(seller, listing.uuid, before, "only another account asked")


@requirement("creation.isolation.other-account-publishes-nothing")
def test_another_account_publishes_nothing(seller, stranger, shelf):
    intruder = shelf.known_to_work(stranger)
    listing = shelf.listing()
    for imprint in (shelf.imprint(), shelf.imprint_of(intruder)):
        assert_refused(intruder.publishes(listing.uuid, imprint).answer, "publishing another's listing")
    seen = seller.patience.stays("list", lambda: seller.lists_publications(listing.uuid), lambda shown: not shown.raw)
    witness(1, "listings that could have been published")
    expect(seen.came, expected="no publication", received=f"{len(seen.value.raw or [])}", of=seen.value.answer)


@requirement("creation.isolation.other-account-updates-nothing")
def test_another_account_updates_nothing(seller, stranger, shelf):
    intruder = shelf.known_to_work(stranger)
    listing = shelf.listing()
    before = seller.reads_listing(listing.uuid)
    assert_refused(intruder.updates(listing.uuid, {"title": "Fremder Titel"}), "updating another's listing")
    assert_unchanged(seller, listing.uuid, before, "only another account asked")


@requirement("creation.isolation.other-account-deletes-nothing")
def test_another_account_deletes_nothing(seller, stranger, shelf):
    intruder = shelf.known_to_work(stranger)
    ad = shelf.live_ad()
    before = seller.reads_listing(ad.listing.uuid)
    assert_refused(intruder.deletes(ad.listing.uuid), "deleting another's listing")
    assert_unchanged(seller, ad.listing.uuid, before, "only another account asked")
    assert_still_live(seller, ad)


@requirement("creation.isolation.other-account-removes-no-image")
def test_another_account_removes_no_image(seller, stranger, shelf):
    intruder = shelf.known_to_work(stranger)
    listing, images = shelf.listing_with_images(2)
    before = seller.reads_listing(listing.uuid)
    assert_refused(intruder.deletes_images(listing.uuid, images[:1]), "deleting another's image")
    assert_refused(intruder.reorders_images(listing.uuid, images[::-1]), "reordering another's images")
    assert_unchanged(seller, listing.uuid, before, "only another account asked")


@requirement("creation.isolation.other-account-changes-no-state")
def test_another_account_changes_no_state(seller, stranger, shelf):
    intruder = shelf.known_to_work(stranger)
    ad = shelf.live_ad()
    assert_refused(intruder.pauses(ad.listing.uuid, ad.publication.uuid), "pausing another's publication")
    assert_refused(intruder.resumes(ad.listing.uuid, ad.publication.uuid), "resuming another's publication")
    assert_still_live(seller, ad)


def assert_still_live(seller, ad):
    read = lambda: seller.reads_publication(ad.listing.uuid, ad.publication.uuid)  # noqa: E731
    seen = seller.patience.stays("state", read, lambda view: view.phase is Phase.LIVE)
    witness(1, "live publications")
    said = f"{seen.value.status!r} ({seen.value.answer.received})"
    expect(seen.came, expected=f"{ad.word!r} still: only another account asked", received=said, of=seen.value.answer)


@requirement("creation.isolation.other-account-uses-no-ticket")
def test_another_account_uses_no_ticket(seller, stranger, shelf):
    intruder = shelf.known_to_work(stranger)
    ticket, theirs = seller.has_an_uploaded_ticket().uuid, intruder.creates_a_listing().uuid
    assert_refused(intruder.attaches(ticket, theirs), "another account's use of the ticket")
    assert_accepted(seller.attaches(ticket, shelf.listing().uuid), "the ticket, for its owner")
