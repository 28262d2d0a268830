"""Another account sees nothing and changes nothing: judged by its answers and by what the owner reads after each of them."""

from adproof import claimed, expect, inconclusive, requirement, witness
from adproof.api.creation import (
    Phase,
    assert_accepted,
    assert_refused,
    attempts,
    coveted,
    difference,
    is_refusal,
    pause_lasts,
    pause_one,
    paused_early,
    watch,
)

CREATIONS = {"createListing", "requestTicket", "createImprint"}  # these another account may do, for itself


@requirement("creation.isolation.other-account-reads-no-listing")
def test_another_account_reads_no_listing(stranger, shelf):
    intruder = shelf.known_to_work(stranger)
    scene, plain = coveted(shelf), shelf.plain()
    for listing, title in ((plain.uuid, plain.sent["title"]), (scene.listing, scene.title)):
        answer = assert_refused(intruder.reads_listing(listing).answer, "reading another's listing")
        expect(title not in answer.text, expected="nothing of the listing", received="its title", of=answer)


@requirement("creation.isolation.other-account-reads-no-publication")
def test_another_account_reads_no_publication(stranger, shelf):
    """Whatever state it is in."""
    intruder = shelf.known_to_work(stranger)
    intruders = intruder.creates_a_listing().uuid
    scene, (listing, publication) = coveted(shelf), shelf.published()
    places = [(scene.listing, scene.publication), (listing.uuid, publication.uuid)]
    if claimed("creation.claims.state"):
        places.append(paused_early(shelf).where)
    for home, id in places:
        shown = intruder.lists_publications(home)
        witness(1, "published listings")
        fine = is_refusal(shown.answer) or shown.raw == []
        expect(fine, expected="a refusal or nothing to see", received=shown.answer.received, of=shown.answer)
        assert_refused(intruder.reads_publication(home, id).answer, "reading another's publication")
        below = intruder.reads_publication(intruders, id).answer
        assert_refused(below, "reading another's publication below an own listing")


@requirement("creation.isolation.other-account-attaches-nothing")
def test_another_account_attaches_nothing(seller, stranger, shelf):
    assert_without_effect(seller, stranger, shelf, "attachMedia")
    intruder, scene = shelf.known_to_work(stranger), coveted(shelf)
    before = seller.reads_listing(scene.listing)
    own = intruder.has_an_uploaded_ticket().uuid
    for listing in (scene.listing, shelf.plain().uuid):
        assert_refused(intruder.attaches(own, listing), "attaching to another's listing")
    after = seller.reads_listing(scene.listing)
    expect(before.content == after.content, expected="the listing as before", received=difference(before, after), of=after.answer)


@requirement("creation.isolation.other-account-publishes-nothing")
def test_another_account_publishes_nothing(seller, stranger, shelf):
    assert_without_effect(seller, stranger, shelf, "createPublication")
    intruder, listing = shelf.known_to_work(stranger), shelf.plain()
    for imprint in (shelf.imprint(), shelf.imprint_of(intruder)):
        assert_refused(intruder.publishes(listing.uuid, imprint).answer, "publishing another's listing")
    seen = seller.patience.stays("list", lambda: seller.lists_publications(listing.uuid), lambda shown: not shown.raw)
    witness(1, "listings that could have been published")
    expect(seen.came, expected="no publication", received=f"{len(seen.value.raw or [])}", of=seen.value.answer)


@requirement("creation.isolation.other-accounts-imprint-publishes-nothing")
def test_anothers_imprint_publishes_nothing(seller, stranger, shelf):
    """Refused at once, or acknowledged and never live."""
    imprint = shelf.imprint_of(shelf.known_to_work(stranger))
    if imprint.lower() == shelf.imprint().lower():
        inconclusive("the other account has no imprint of its own")
    publication = seller.publishes(shelf.publishable().uuid, imprint)
    witness(1, "publications that could have gone live")
    if is_refusal(publication.answer):
        return
    (timeline,) = watch(seller, [publication], 1 + 2 * (seller.patience.longest("publication") or 1))
    live = any(point.phase is Phase.LIVE for point in timeline.points)
    expect(not live, expected="a refusal, or never live", received="; ".join(timeline.words), of=timeline.answers)


@requirement("creation.isolation.other-account-updates-nothing")
def test_another_account_updates_nothing(seller, stranger, shelf):
    assert_without_effect(seller, stranger, shelf, "updateListing")


@requirement("creation.isolation.other-account-deletes-nothing")
def test_another_account_deletes_nothing(seller, stranger, shelf):
    assert_without_effect(seller, stranger, shelf, "deleteListing")


@requirement("creation.isolation.other-account-removes-no-image")
def test_another_account_removes_no_image(seller, stranger, shelf):
    if not coveted(shelf).images:
        inconclusive("no listing with images could be had")
    assert_without_effect(seller, stranger, shelf, "deleteMedia", "reorderMedia")


@requirement("creation.isolation.other-account-changes-no-state")
def test_another_account_changes_no_state(seller, stranger, shelf):
    assert_without_effect(seller, stranger, shelf, "updatePublicationState", "republish")
    intruder, paused = shelf.known_to_work(stranger), pause_one(shelf)
    assert_refused(intruder.resumes(*paused.where), "resuming another's publication")
    own, stolen = intruder.creates_a_listing().uuid, paused.where[1]
    assert_refused(intruder.resumes(own, stolen), "resuming another's publication below an own listing")
    view = seller.reads_publication(*paused.where)
    if view.status != paused.word and not pause_lasts(shelf):
        inconclusive("a pause ends by itself here")
    expect(view.status == paused.word, expected=f"{paused.word!r} still", received=f"{view.status!r}", of=view.answer)


def assert_without_effect(seller, stranger, shelf, *operations):
    """Another account's attempts are refused, and right after each the owner finds the ad as it was right before it."""
    for name, answer, before, after in intrusion(seller, stranger, shelf):
        if name in operations:
            assert_refused(answer, f"{name} for another's ad")
            (listing, publication), (listing_now, publication_now) = before, after
            witness(listing.found, "ads that could have changed")
            said = f"{difference(listing, listing_now)} ({listing_now.answer.received})"
            expect(listing.content == listing_now.content, expected="the listing as before", received=said, of=[answer])
            said = f"{publication_now.status!r} ({publication_now.answer.received})"
            same = publication.status == publication_now.status
            of = [answer, publication_now.answer]
            expect(same, expected=f"the status {publication.status!r} as before", received=said, of=of)


def intrusion(seller, stranger, shelf):
    """Every operation that there is, tried by another account on a live ad with images."""

    def look(scene):
        return seller.reads_listing(scene.listing), seller.reads_publication(scene.listing, scene.publication)

    def run():
        intruder, scene, tried = shelf.known_to_work(stranger), coveted(shelf), []
        before = look(scene)
        for attempt in attempts(seller.section.claims):
            if attempt.name in CREATIONS:
                continue
            answer = attempt.make(intruder, scene)
            after = look(scene) if not answer.asked.startswith("GET") else before
            tried.append((attempt.name, answer, before, after))
            before = after
        return tried

    return shelf.kept("intrusion", run)


@requirement("creation.isolation.other-account-uses-no-ticket")
def test_another_account_uses_no_ticket(seller, stranger, shelf):
    intruder = shelf.known_to_work(stranger)
    theirs = shelf.kept("a listing of another account", lambda: stranger.creates_a_listing().uuid)
    ticket = seller.has_an_uploaded_ticket().uuid
    assert_refused(intruder.attaches(ticket, theirs), "another account's use of the ticket")
    assert_accepted(seller.attaches(ticket, shelf.listing().uuid), "the ticket, for its owner")
