"""Publishing: acknowledged at once, worked on afterwards, shown alike by every view."""

import uuid
from contextlib import suppress
from itertools import combinations

import pytest

from adproof import Unusable, expect, follows, inconclusive, requirement, weak, witness
from adproof.api.creation import (
    Phase,
    assert_names_a_uuid,
    assert_refused,
    fields,
    is_refusal,
    succeeded,
    watch,
)


@requirement("creation.publication.publishing-returns-a-uuid")
def test_publishing_is_acknowledged_with_a_uuid(shelf):
    for each in shelf.course().timelines:
        assert_names_a_uuid(each.publication)


@requirement("creation.publication.publications-of-two-listings-differ")
def test_publications_of_two_listings_differ(shelf):
    made = [each.publication for each in shelf.course().timelines]
    witness(len(made) - 1, "further publications")
    for one, other in combinations(made, 2):
        differ = one.listing == other.listing or one.uuid.lower() != other.uuid.lower()
        expect(differ, expected="a UUID of its own", received="the same", of=[one.answer, other.answer])


@requirement("creation.publication.second-publication")
def test_publishing_a_second_time(seller, shelf):
    """Two ads, both live, or both just published where none gets live: what is pending may be treated otherwise."""
    for listing, first in published_ones(shelf):
        again = seller.publishes(listing.uuid, first.imprint)
        if not is_refusal(again.answer):
            reading = "same-uuid" if fields.same_id(again.uuid, first.uuid) else "new-uuid"
        else:
            reading = "refused"
        follows("creation.publication.second-publication", reading, of=again.answer)


def published_ones(shelf):
    with suppress(Unusable):
        return [(each.listing, each.publication) for each in (shelf.live_ad(), shelf.live_ad())]
    return [shelf.published()]


@requirement("creation.publication.missing-imprint-never-goes-live")
@pytest.mark.parametrize(("imprint", "null"), [(None, False), (None, True), ("", False)], ids=["absent", "null", "empty"])
def test_a_publication_without_an_imprint_never_goes_live(seller, shelf, imprint, null):
    assert_never_live(seller, shelf, imprint, null)


@requirement("creation.publication.unknown-imprint-never-goes-live")
def test_a_publication_with_an_unknown_imprint_never_goes_live(seller, shelf):
    assert_never_live(seller, shelf, str(uuid.uuid4()))


@requirement("creation.publication.unknown-imprint-never-goes-live")
def test_a_publication_with_a_listing_for_an_imprint_never_goes_live(seller, shelf):
    assert_never_live(seller, shelf, shelf.plain().uuid)


def assert_never_live(seller, shelf, imprint, null=False):
    """Refused at once, or acknowledged and never live: watched for longer than a good publication takes."""
    publication = seller.publishes(shelf.publishable().uuid, imprint, null=null)
    witness(1, "publications that could have gone live")
    if not succeeded(publication.answer):
        assert_refused(publication.answer, f"publishing with the imprint {imprint!r}")
        seen = seller.patience.stays("list", lambda: seller.lists_publications(publication.listing), lambda shown: not shown.raw)
        said = f"{len(seen.value.raw or [])} publications"
        expect(seen.came, expected="no publication after a refusal", received=said, of=[publication.answer, seen.value.answer])
        return
    shelf.live_ad()
    patience = min(seller.section.publish_deadline, 1 + 3 * (seller.patience.longest("publication") or 1))
    (timeline,) = watch(seller, [publication], patience)
    live = [each for each in timeline.points if each.phase is Phase.LIVE]
    expect(
        not live, expected="a refusal, or a status that is never live", received="; ".join(timeline.words), of=timeline.answers
    )


@requirement("creation.publication.unknown-listing-is-refused")
def test_publishing_an_unknown_listing_is_refused(seller, shelf):
    for nowhere in (str(uuid.uuid4()), str(uuid.uuid4())):
        assert_refused(seller.publishes(nowhere, shelf.imprint()).answer, "publishing an unknown listing")


@requirement("creation.publication.list-is-empty-before-publishing")
def test_an_unpublished_listing_lists_nothing(seller, shelf):
    shelf.course()
    for listing in (shelf.plain().uuid, shelf.course().unpublished.uuid):
        shown = seller.lists_publications(listing)
        witness(1, "lists that could have had an entry")
        fine = is_refusal(shown.answer) or (succeeded(shown.answer) and not shown.raw)
        expect(
            fine, expected="no publication", received=f"{len(shown.raw or [])} entries, {shown.answer.received}", of=shown.answer
        )


@requirement("creation.publication.list-names-every-publication")
def test_the_list_names_every_publication(seller, shelf):
    for each in shelf.course().timelines:
        wanted = each.publication.uuid
        seen = seller.patience.until(
            "list",
            lambda at=each: seller.lists_publications(at.publication.listing),
            lambda shown, id=wanted: shown.of(id) is not None,
        )
        witness(1, "publications")
        said = f"{len(seen.value.ids)} others, {seen.value.answer.received}"
        expect(seen.came, expected=f"an entry for {wanted}", received=said, of=seen.value.answer)


@requirement("creation.publication.list-names-nothing-twice")
def test_the_list_names_nothing_twice_and_nothing_else(seller, shelf):
    course = shelf.course()
    for listing in (course.published, course.other):
        own = {each.publication.uuid.lower() for each in course.timelines if each.publication.listing == listing.uuid}
        shown = seller.lists_publications(listing.uuid)
        ids = [each for each in shown.ids if each]
        witness(len(ids), "entries")
        expect(len(set(ids)) == len(ids), expected="each publication once", received=f"{ids}", of=shown.answer)
        expect(
            set(ids) <= own,
            expected="only publications that were acknowledged",
            received=f"{sorted(set(ids) - own)}",
            of=shown.answer,
        )


@requirement("creation.publication.list-shows-each-status")
def test_the_list_shows_a_status_for_each(shelf):
    for each in shelf.course().timelines:
        entries = [point for point in each.of("list") if succeeded(point.answer)]
        last = entries[-1] if entries else None
        witness(1, "entries")
        expect(
            last is not None and last.status, expected="a status in the list", received="none", of=last.answer if last else None
        )


@requirement("creation.publication.list-shows-each-imprint")
def test_the_list_shows_the_imprint_of_each(seller, shelf):
    course = shelf.course()
    for each in course.timelines:
        publication = each.publication
        shown = seller.lists_publications(publication.listing)
        entry = shown.of(publication.uuid)
        if entry is None:
            inconclusive("the list does not name the publication")
        witness(1, "entries")
        fine = fields.same_id(entry.imprint, publication.imprint) if entry.imprint else entry.mentions(publication.imprint)
        expect(
            fine,
            expected=f"the imprint {publication.imprint}",
            received=f"{entry.imprint}",
            of=[publication.answer, shown.answer],
        )
        for point in each.points:
            same = point.imprint is None or fields.same_id(point.imprint, publication.imprint)
            expect(same, expected=f"the imprint {publication.imprint} all the time", received=f"{point.imprint}", of=point.answer)
    if len({each.publication.imprint for each in course.timelines}) < 2:
        weak("all publications have the same imprint; a second one would show mix-ups")


@requirement("creation.publication.single-read-names-the-publication")
def test_a_single_read_shows_the_publication_asked_for(seller, shelf):
    for each in shelf.course().timelines:
        wanted = each.publication
        view = seller.reads_publication(wanted.listing, wanted.uuid)
        witness(1, "single reads")
        expect(view.found, expected="the publication", received=view.answer.received, of=view.answer)
        expect(
            view.id is None or fields.same_id(view.id, wanted.uuid), expected=wanted.uuid, received=str(view.id), of=view.answer
        )
        expect(view.status, expected="a status", received="none", of=view.answer)
        fine = view.imprint is None or fields.same_id(view.imprint, wanted.imprint)
        expect(fine, expected=f"the imprint {wanted.imprint}", received=f"{view.imprint}", of=view.answer)


@requirement("creation.publication.unknown-publication-is-refused")
def test_an_unknown_publication_is_refused(seller, shelf):
    listing = shelf.steady_ad().listing
    for nobodys in (str(uuid.uuid4()), str(uuid.uuid1())):
        assert_refused(seller.reads_publication(listing.uuid, nobodys).answer, "reading an unknown publication")
