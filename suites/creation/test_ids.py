"""Ids under concurrency: what is created at the same moment stays apart."""

from functools import partial

from adproof import expect, requirement, witness
from adproof.api.creation import at_once

AT_ONCE = 4


@requirement("creation.ids.parallel-listings-stay-apart")
def test_listings_created_at_once_stay_apart(seller, shelf, profile):
    known = shelf.plain().uuid
    for _ in range(1 if profile.name == "quick" else 2):
        asks = [
            partial(seller.creates_a_listing, description=seller.new_description(f"gleichzeitig {number}"))
            for number in range(AT_ONCE)
        ]
        listings = at_once(asks, warm_up=lambda: seller.reads_listing(known))
        ids = {each.uuid.lower() for each in listings}
        witness(len(listings) - 1, "listings created beside another one")
        expect(
            len(ids) == AT_ONCE,
            expected=f"{AT_ONCE} different UUIDs",
            received=f"{len(ids)}",
            of=[each.answer for each in listings],
        )
        for each in listings:
            view = seller.patience.until(
                "listing", lambda at=each: seller.reads_listing(at.uuid), lambda view, at=each: has_texts(view, at)
            )
            said = f"{view.value.text('title')!r}, {view.value.text('description')!r}"
            wanted = f"its own texts, {each.sent['title']!r}"
            expect(view.came, expected=wanted, received=said, of=[each.answer, view.value.answer])


def has_texts(view, listing):
    return all(view.text(name) in (listing.sent[name], None) for name in ("title", "description"))
