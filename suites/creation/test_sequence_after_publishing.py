"""One ad with everything, and every call there is to it: after each of them the whole listing is read, with all publications."""

from functools import partial

from adproof import requirement, weak
from adproof.api.creation import assert_as_booked, book, succeeded

LONG = "Ein Satz, der noch lange nicht der letzte ist. " * 12 + "Ende"
PRICE = {"price": {"type": "FIXED", "amount": 88}}


@requirement("creation.sequence.call-changes-only-what-it-names")
def test_each_call_changes_what_it_names_and_nothing_else(seller, shelf):
    adds = shelf.counts_images()
    listing = shelf.listing_with_images(3)[0].uuid if adds else shelf.busy_listing().uuid
    seller.reads_listing(listing)
    seller.lists_publications(listing)  # empty yet, and not for ever
    for what, call in calls(seller, shelf, listing):
        answer = call()
        if not succeeded(answer):
            weak(f"{what} is not accepted here ({answer.status})")
        assert_as_booked(seller, listing, adds, f"after {what}", answer)


def calls(seller, shelf, listing):
    """What is done to the ad, one after the other, as far as the target offers it."""
    claims, images, publications = seller.section.claims, book().pages[listing.lower()].shown, []
    if "update" in claims:
        yield "an update of the description", lambda: seller.updates(listing, {"description": seller.new_description(LONG)})
    if "images" in claims and len(images) > 1:
        yield "a new order of the images", partial(seller.reorders_images, listing, images[1:] + images[:1])
    for what, imprint in (("publishing", shelf.imprint()), ("publishing again", shelf.second_imprint())):
        if imprint:
            made = seller.publishes(listing, imprint)
            publications += [made.id] if succeeded(made.answer) and made.id else []
            yield what, lambda answer=made.answer: answer
    for each in publications:
        shelf.goes_live(listing, each)
    if "update" in claims:
        yield "an update of the title", lambda: seller.updates(listing, {"title": seller.new_title()})
    if "state" in claims:
        for each in reversed(publications):
            shelf.goes_live(listing, each)
            yield "pausing", partial(seller.pauses, listing, each)
            if "update" in claims:
                yield "an update while paused", lambda: seller.updates(listing, {"title": seller.new_title(), **PRICE})
            yield "resuming", partial(seller.resumes, listing, each)
            shelf.goes_live(listing, each)
    if "images" in claims and len(images) > 1:
        yield "the images backwards", partial(seller.reorders_images, listing, images[::-1])
    if "republish" in claims and publications:
        yield "republishing", partial(seller.republishes, listing, publications[-1])
        shelf.goes_live(listing, publications[-1])
        yield "pausing by a republish", partial(seller.republishes, listing, publications[-1], "PAUSED")
    if ticket := shelf.ticket_or_none():
        yield "attaching an image", partial(seller.attaches, ticket, listing)
    if "images" in claims and len(images) > 1 and not any("," in each for each in images):
        yield "deleting an image", partial(seller.deletes_images, listing, images[1:2])
        left = lambda: book().pages[listing.lower()].shown  # noqa: E731
        yield "deleting all images", lambda: seller.deletes_images(listing, left())
    if "update" in claims:
        yield "an update of the price", lambda: seller.updates(listing, {"price": {"type": "FIXED", "amount": 77}})
