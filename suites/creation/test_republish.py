"""Republishing: the call that makes a seller's changes visible, or pauses the ad."""

import uuid

from adproof import expect, follows, inconclusive, requirement, scenario, step, witness
from adproof.api.creation import Phase, assert_refused, assert_status, fields, is_refusal, succeeded


@scenario(
    "creation.republish.publishing-again-is-a-204",
    "creation.republish.pausing-is-a-204",
    "creation.republish.requested-state-is-reached",
)
def test_a_publication_is_republished(seller, shelf):
    ad = shelf.kept("republished ad", shelf.live_ad)
    where = (ad.listing.uuid, ad.publication.uuid)

    with step("creation.republish.publishing-again-is-a-204"):
        assert_status(seller.republishes(*where), 204, "republishing a live publication")
        seller.patience.until("state", lambda: seller.reads_publication(*where), lambda view: view.status == ad.word)

    with step("creation.republish.pausing-is-a-204"):
        assert_status(seller.republishes(*where, "PAUSED"), 204, "republishing into the paused state")

    with step("creation.republish.requested-state-is-reached"):
        assert_leaves(seller, where, ad.word)
        paused = seller.republishes(*where, "PUBLISHED")
        expect(succeeded(paused), expected="republishing a paused publication is accepted", received=paused.received, of=paused)
        seen = seller.patience.until("state", lambda: seller.reads_publication(*where), lambda view: view.status == ad.word)
        expect(seen.came, expected=f"{ad.word!r} again", received=f"{seen.value.status!r}", of=[paused, seen.value.answer])
        stays = seller.patience.stays(
            "state", lambda: seller.reads_publication(*where), lambda view: view.phase in (Phase.LIVE, Phase.PENDING)
        )
        expect(stays.came, expected=f"{ad.word!r} still", received=f"{stays.value.status!r}", of=stays.value.answer)


def assert_leaves(seller, where, word):
    """The publication comes to another status than this one, and to a finished one."""
    done = lambda view: view.found and view.status != word and view.phase is not Phase.PENDING  # noqa: E731
    seen = seller.patience.until("state", lambda: seller.reads_publication(*where), done)
    witness(1, "publications that were to be paused")
    expect(seen.came, expected="a paused publication", received=f"{seen.value.status!r}", of=seen.value.answer)


@requirement("creation.republish.publication-keeps-its-uuid")
def test_a_republish_keeps_the_publication(seller, shelf):
    ad = shelf.kept("republished ad", shelf.live_ad)
    before = shelf.listed(ad)
    if not succeeded(seller.republishes(ad.listing.uuid, ad.publication.uuid)):
        inconclusive("the republish was not accepted")
    seen = seller.patience.stays(
        "list", lambda: seller.lists_publications(ad.listing.uuid), lambda shown: sorted(shown.ids) == sorted(before.ids)
    )
    witness(len(before.ids), "publications")
    expect(seen.came, expected=f"{sorted(before.ids)}", received=f"{sorted(seen.value.ids)}", of=seen.value.answer)
    entry = seen.value.of(ad.publication.uuid)
    fine = entry is None or entry.imprint is None or fields.same_id(entry.imprint, ad.publication.imprint)
    expect(
        fine,
        expected=f"the imprint {ad.publication.imprint}",
        received=f"{entry.imprint if entry else None}",
        of=seen.value.answer,
    )


@requirement("creation.republish.unknown-publication-is-refused")
def test_republishing_an_unknown_publication_is_refused(seller, shelf):
    ad = shelf.steady_ad()
    for state in ("PUBLISHED", "PAUSED"):
        answer = seller.republishes(ad.listing.uuid, str(uuid.uuid4()), state)
        assert_refused(answer, "republishing an unknown publication")


@requirement("creation.republish.mismatch-is-refused")
def test_republishing_below_another_listing_is_refused(seller, shelf):
    """It names nothing that is there."""
    ad = shelf.steady_ad()
    for other in (shelf.plain().uuid, shelf.published()[0].uuid):
        for state in ("PAUSED", "PUBLISHED"):
            answer = seller.republishes(other, ad.publication.uuid, state)
            assert_refused(answer, "republishing another listing's publication")
    read = lambda: seller.reads_publication(ad.listing.uuid, ad.publication.uuid)  # noqa: E731
    seen = seller.patience.stays("publication", read, lambda view: view.status == ad.word)
    witness(1, "publications that could have changed")
    expect(seen.came, expected=f"{ad.word!r} still", received=f"{seen.value.status!r}", of=[answer, seen.value.answer])


@requirement("creation.republish.unknown-state-is-refused")
def test_another_state_is_refused(seller, shelf):
    ad = shelf.steady_ad()
    for state in ("BANANA", "DELETED"):
        assert_refused(seller.republishes(ad.listing.uuid, ad.publication.uuid, state), f"the state {state!r}")


@requirement("creation.republish.other-body")
def test_a_republish_with_another_body(seller, shelf):
    for ad in (shelf.kept("republished ad", shelf.live_ad), shelf.live_ad()):
        shelf.goes_live(ad.listing.uuid, ad.publication.uuid)
        answer = seller.republishes(ad.listing.uuid, ad.publication.uuid, "PUBLISHED", {"adproof": True})
        follows("creation.republish.other-body", "refused" if is_refusal(answer) else "accepted", of=answer)
