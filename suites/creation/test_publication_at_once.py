"""Publications made at the same moment: of several listings, and of one."""

from functools import partial

from adproof import claimed, expect, requirement, weak, witness
from adproof.api.creation import at_once, succeeded

MOST = 7  # publications of one listing: more than a careless page would hold


@requirement("creation.publication.publications-of-two-listings-differ")
def test_publications_made_at_once_stay_apart(seller, shelf):
    listings, imprint = [shelf.publishable().uuid for _ in range(3)], shelf.imprint()
    asks = [partial(seller.publishes, each, imprint) for each in listings]
    made = at_once(asks, warm_up=lambda: seller.reads_listing(listings[0]))
    witness(len({each.uuid.lower() for each in made}) - 1, "publications made beside another one")
    for each in made:
        read = lambda at=each: seller.lists_publications(at.listing)  # noqa: E731
        seen = seller.patience.until("list", read, lambda shown, at=each: list(shown.ids) == [at.uuid.lower()])
        said = f"{seen.value.ids}"
        expect(seen.came, expected=f"just {each.uuid} in its list", received=said, of=[each.answer, seen.value.answer])


@requirement("creation.publication.list-names-every-publication")
def test_publications_of_one_listing_made_at_once_are_all_listed(seller, shelf):
    if not claimed("creation.claims.imprints"):
        weak("there is one imprint only, so publications of one listing cannot be made at once")
        return
    listing, imprints = shelf.publishable().uuid, [shelf.imprint(number) for number in range(MOST)]
    asks = [partial(seller.publishes, listing, each) for each in imprints]
    made = at_once(asks, warm_up=lambda: seller.reads_listing(listing))
    wanted = {each.id.lower() for each in made if succeeded(each.answer) and each.id and not each.answer.perhaps_done}
    seen = seller.patience.until("list", lambda: seller.lists_publications(listing), lambda shown: wanted <= set(shown.ids))
    witness(len(wanted), "publications made at once")
    said = f"{len(wanted & set(seen.value.ids))} of them"
    expect(seen.came, expected=f"all {len(wanted)} that were acknowledged", received=said, of=seen.value.answer)
