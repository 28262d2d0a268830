"""What an update of a listing does to its publications: their content may follow, their state stays."""

from functools import partial

from adproof import claimed, expect, inconclusive, requirement, witness
from adproof.api.creation import Phase, pause_one, succeeded


def updated(seller, listing):
    answer = seller.updates(listing, {"title": seller.new_title(), "description": seller.new_description("Mit neuem Text.")})
    if not succeeded(answer):
        inconclusive(f"the update of a published listing was not accepted ({answer.received})")
    return answer


@requirement("creation.update.publications-keep-their-state")
def test_a_live_publication_is_live_after_an_update(seller, shelf):
    """It may be pending for a while, since a target may publish it anew."""
    ad = shelf.live_ad()
    answer = updated(seller, ad.listing.uuid)
    read = partial(seller.reads_publication, ad.listing.uuid, ad.publication.uuid)
    live = lambda view: view.phase in (Phase.LIVE, Phase.UNMAPPED)  # noqa: E731
    seller.patience.stays("update", read, live)
    seen = seller.patience.until("publication", read, live)
    witness(1, "live publications of updated listings")
    said = f"{seen.value.status!r}"
    expect(seen.came, expected=f"{ad.word!r}, as before the update", received=said, of=[answer, seen.value.answer])


@requirement("creation.update.publications-keep-their-state")
def test_a_paused_publication_is_not_live_after_an_update(seller, shelf):
    if not claimed("creation.claims.state"):
        return
    paused = pause_one(shelf)
    answer = updated(seller, paused.where[0])
    read = partial(seller.reads_publication, *paused.where)
    seen = seller.patience.stays("update", read, lambda view: view.phase is not Phase.LIVE)
    witness(1, "paused publications of updated listings")
    said = f"{seen.value.status!r}"
    expect(seen.came, expected=f"{paused.word!r} still, or pending", received=said, of=[answer, seen.value.answer])
