"""Attaching at the same moment: a ticket is worth one success, however many ask, and no success is lost."""

from functools import partial

from adproof import expect, inconclusive, requirement, weak, witness
from adproof.api.creation import at_once, succeeded

AT_ONCE = 6
ROUNDS = {"quick": 3, "standard": 5, "thorough": 24}


@requirement("creation.attach.parallel-attaches-succeed-once")
def test_of_several_attaches_at_once_one_succeeds(seller, shelf, profile):
    for homes, answers, _, later in rushes(seller, shelf, profile):
        if any(each.perhaps_done for each in answers):
            continue  # an answer was lost on the way, so the successes cannot be counted
        winners = [each for each in answers if succeeded(each)] or later
        witness(len(answers) - 1, "attaches that came too late")
        said = f"{len(winners)} of {len(answers)} on {len(homes)} listings"
        expect(len(winners) == 1, expected="exactly one success", received=said, of=winners or answers)


@requirement("creation.attach.parallel-attaches-add-one-image")
def test_of_several_attaches_at_once_one_image_comes(seller, shelf, profile):
    for _, answers, added, _ in rushes(seller, shelf, profile):
        if added is None:
            inconclusive("listings show no list of images")
        witness(1, "rounds")
        expect(added <= 1, expected="at most one image", received=f"{added} images", of=answers)


def rushes(seller, shelf, profile):
    """Rounds of several attaches of one ticket at the same moment: on one listing, and spread over three."""

    def run():
        rounds, listings = [], [shelf.listing().uuid for _ in range(3)]
        shown = {each: seller.reads_listing(each).images for each in listings}
        for number in range(ROUNDS[profile.name]):
            homes = listings if number % 2 else listings[:1]
            ticket = seller.has_an_uploaded_ticket().uuid
            asks = [partial(seller.attaches, ticket, homes[number % len(homes)]) for number in range(AT_ONCE)]
            answers = at_once(asks, warm_up=lambda at=homes[0]: seller.reads_listing(at))
            nobody = not any(
                succeeded(each) for each in answers
            )  # all may have stood in each other's way; then the ticket is still good
            later = [each for each in [seller.attaches(ticket, homes[0])] if succeeded(each)] if nobody else []
            before, shown = shown, shown | shown_after(seller, homes, shown)
            rounds.append((homes, answers, added(before, shown), later))
        return rounds

    return shelf.kept("rushes", run)


def shown_after(seller, homes, before):
    """The images of these listings once one of them has changed."""
    read = lambda: {each: seller.reads_listing(each).images for each in homes}  # noqa: E731
    changed = lambda now: None in now.values() or any(now[each] != before[each] for each in homes)  # noqa: E731
    return seller.patience.until("image", read, changed).value


def added(before, after):
    """How many images more there are; None where they cannot be counted."""
    if None in (*before.values(), *after.values()):
        return None
    return sum(map(len, after.values())) - sum(map(len, before.values()))


@requirement("creation.attach.parallel-tickets-lose-no-image")
def test_different_tickets_at_once_lose_no_image(seller, shelf, profile):
    adds = shelf.adds_images()
    if not adds:
        weak("a further image replaces the first here, so no more than one can be lost")
    for _ in range(max(1, ROUNDS[profile.name] // 4)):
        listing = shelf.listing().uuid
        tickets = [seller.has_an_uploaded_ticket().uuid for _ in range(AT_ONCE - 2)]
        asks = [partial(seller.attaches, each, listing) for each in tickets]
        answers = at_once(asks, warm_up=lambda at=listing: seller.reads_listing(at))
        successes = sum(succeeded(each) for each in answers)
        witness(max(0, successes - 1), "attaches that succeeded beside another one")
        wanted = successes if adds else min(1, successes)
        seen = seller.patience.until("image", lambda at=listing: shelf.images_of(at), lambda images, n=wanted: len(images) >= n)
        expect(len(seen.value) == wanted, expected=f"{wanted} images", received=f"{len(seen.value)}", of=answers)
