"""Attaching at the same moment: a ticket is worth one success, however many ask, and no success is lost."""

from functools import partial

import pytest

from adproof import expect, inconclusive, requirement, witness
from adproof.api.creation import at_once, succeeded

AT_ONCE = 6
ROUNDS = {"quick": 3, "standard": 6, "thorough": 20}


@requirement("creation.attach.parallel-attaches-succeed-once")
@pytest.mark.parametrize("listings", [1, 3], ids=["one-listing", "several-listings"])
def test_of_several_attaches_at_once_one_succeeds(seller, shelf, profile, listings):
    homes = [shelf.listing().uuid for _ in range(listings)]
    for _ in range(ROUNDS[profile.name]):
        answers = rush(seller, seller.has_an_uploaded_ticket().uuid, homes)
        winners = [each for each in answers if succeeded(each)]
        witness(len(answers) - 1, "attaches that came too late")
        if any(each.retried for each in answers):
            inconclusive("an answer was lost on the way, so the successes cannot be counted")
        expect(
            len(winners) == 1, expected="exactly one success", received=f"{len(winners)} of {len(answers)}", of=winners or answers
        )


@requirement("creation.attach.parallel-attaches-add-one-image")
@pytest.mark.parametrize("listings", [1, 2], ids=["one-listing", "several-listings"])
def test_of_several_attaches_at_once_one_image_comes(seller, shelf, profile, listings):
    for _ in range(ROUNDS[profile.name] // 2):
        homes = [shelf.listing().uuid for _ in range(listings)]
        for each in homes:
            shelf.images_of(each)
        answers = rush(seller, seller.has_an_uploaded_ticket().uuid, homes)
        seller.patience.until("image", lambda homes=homes: total(shelf, homes), bool)
        seen = seller.patience.stays("image", lambda homes=homes: total(shelf, homes), lambda count: count <= 1)
        witness(seen.value, "images that came")
        expect(seen.came, expected="at most one image", received=f"{seen.value} images", of=answers)


@requirement("creation.attach.parallel-tickets-lose-no-image")
def test_different_tickets_at_once_lose_no_image(seller, shelf, profile):
    probe, before = shelf.listing_with_images(1)
    seller.attaches(seller.has_an_uploaded_ticket().uuid, probe.uuid)
    if not shelf.adds(probe.uuid, before):
        inconclusive("a second image replaces the first here")
    for _ in range(ROUNDS[profile.name] // 2):
        listing = shelf.listing().uuid
        tickets = [seller.has_an_uploaded_ticket().uuid for _ in range(AT_ONCE - 1)]
        answers = at_once(
            [partial(seller.attaches, each, listing) for each in tickets], warm_up=lambda at=listing: seller.reads_listing(at)
        )
        wanted = sum(succeeded(each) for each in answers)
        witness(max(0, wanted - 1), "attaches that succeeded beside another one")
        seen = seller.patience.until("image", lambda at=listing: shelf.images_of(at), lambda images, n=wanted: len(images) >= n)
        expect(len(seen.value) == wanted, expected=f"{wanted} images", received=f"{len(seen.value)}", of=answers)


def rush(seller, ticket, homes):
    """One ticket, attached by several at the same moment, spread over the listings."""
    asks = [partial(seller.attaches, ticket, homes[number % len(homes)]) for number in range(AT_ONCE)]
    return at_once(asks, warm_up=lambda: seller.reads_listing(homes[0]))


def total(shelf, listings):
    return sum(len(shelf.images_of(each)) for each in listings)
