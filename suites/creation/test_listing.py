"""Listings: created, named, read back as they were written."""

import uuid

import pytest

from adproof import expect, inconclusive, requirement, schemas, witness
from adproof.api.creation import (
    assert_accepted,
    assert_appears,
    assert_names_a_uuid,
    assert_problem,
    assert_refused,
    difference,
    fields,
    is_refusal,
    succeeded,
)

TEXTS = {
    "umlauts": "Kinderküche, weiß, für draußen",
    "other-scripts": "Матрёшка 日本 ابجد Ωμέγα",
    "beyond-the-basic-plane": "Drache 🐉 und Puzzle 🧩",
    "signs": "5 < 7 & 9 > 3, 2+3=5; 100 % #1 a/b?c 'einfach' \"doppelt\" \\n %41 {x} &amp;",
    "capitals": "GROSSE Kiste ABC, McDonald, iPhone 15Pro, NEU & OVP",
    "long": "Ein langer Text, der nirgends abgeschnitten wird. " * 70,
    "very-long": "Ein noch längerer Text. " * 480,
    "just-over-255": "x" * 200 + "ä" * 57,
}
# Times and counters are not among them; the images are read by the target's own name for them.
DOCUMENTED = {*schemas.load("creation/listing.schema.json")["properties"], "price"} - {"adPrice", "uuid", "urls"}


@requirement("creation.listing.creation-returns-a-uuid")
def test_a_created_listing_is_named_by_a_uuid(seller):
    assert_names_a_uuid(seller.creates_a_listing())


@requirement("creation.listing.uuid-works-in-the-next-step")
def test_a_new_listing_can_be_read(seller):
    listing = seller.creates_a_listing().uuid

    witness(1, "new listings")
    assert_appears(
        seller,
        "listing",
        lambda: seller.reads_listing(listing),
        lambda view: succeeded(view.answer),
        "the new listing can be read",
        lambda view: view.answer.received,
    )


@requirement("creation.listing.two-listings-differ")
def test_the_same_body_twice_gives_two_listings(seller):
    title = seller.new_title()
    one, other = seller.creates_a_listing(title=title), seller.creates_a_listing(title=title)
    if is_refusal(other.answer):  # a target may refuse the same ad twice
        other = seller.creates_a_listing()

    witness(1, "pairs of listings")
    expect(
        one.uuid.lower() != other.uuid.lower(), expected="a UUID of its own", received="the same", of=[one.answer, other.answer]
    )


@requirement("creation.listing.reading-returns-the-listing")
def test_reading_returns_the_listing_asked_for(seller):
    for listing in (seller.creates_a_listing(), seller.creates_a_listing()):
        view = seller.patience.until("listing", lambda at=listing: seller.reads_listing(at.uuid), lambda seen: seen.found).value
        assert_accepted(view.answer, "reading an own listing")
        expect(view.found, expected="the listing as an object", received=view.answer.text[:80], of=view.answer)
        expect(
            view.id is None or fields.same_id(view.id, listing.uuid), expected=listing.uuid, received=str(view.id), of=view.answer
        )


@requirement("creation.listing.title-and-description-are-kept")
def test_title_and_description_are_read_back(seller, shelf):
    for listing in (shelf.plain(), shelf.listing(description=seller.new_description("Zweite"))):
        reads_back(seller, listing, "title")
        reads_back(seller, listing, "description")


@requirement("creation.listing.accepted-text-is-kept-whole")
@pytest.mark.parametrize("odd", TEXTS)
def test_an_accepted_text_is_kept_whole(seller, odd):
    """In both fields, and in the one alone where both together are refused."""
    texts = {
        name: f"{seller.section.listing.get(name, '')} {seller.run_tag} {TEXTS[odd]}".strip() for name in ("title", "description")
    }
    both = seller.creates_a_listing(**texts)
    tried = [both] if succeeded(both.answer) else [seller.creates_a_listing(**{name: text}) for name, text in texts.items()]
    for listing in tried:
        witness(succeeded(listing.answer), "accepted texts of that length or script")
        if succeeded(listing.answer):
            reads_back(seller, listing, "title")
            reads_back(seller, listing, "description")


def reads_back(seller, listing, name):
    """The text just as it was sent; it may come late."""
    wanted = listing.sent[name]
    view = seller.patience.until(
        "listing", lambda: seller.reads_listing(listing.uuid), lambda view: view.text(name) == wanted
    ).value
    if view.text(name) == wanted and name == "title":
        view = seller.reads_listing(listing.uuid)  # and once more: what was read once is there to stay
    if view.found and view.text(name) is None:
        inconclusive(f"listings show no {name}")
    witness(len(wanted), "letters")
    said = f"{view.text(name)!r:.200} ({len(view.text(name) or '')} letters)"
    expect(
        view.text(name) == wanted, expected=f"the {name} {wanted!r:.200} ({len(wanted)} letters)", received=said, of=view.answer
    )


@requirement("creation.listing.other-values-are-kept")
def test_the_other_values_are_read_back(seller, shelf):
    """Amounts of every length among them."""
    amounts = [seller.creates_a_listing(price={"type": "FIXED", "amount": each}) for each in (19.99, 0.29, 7, 999, 1200, 123456)]
    for listing in (shelf.plain(), *amounts):
        if succeeded(listing.answer):
            assert_shows_the_rest(seller, listing)


def assert_shows_the_rest(seller, listing):
    shows_all = lambda view: all(value(view, name) is not None for name in set(listing.sent) & DOCUMENTED)  # noqa: E731
    view = seller.patience.until("values", lambda: seller.reads_listing(listing.uuid), shows_all).value
    for name, sent in listing.sent.items():
        shown = value(view, name)
        if name in ("title", "description") or (shown is None and name not in DOCUMENTED) or sent in (None, "", {}, False):
            continue
        witness(1, "further values")
        expect(
            alike(name, sent, shown),
            expected=f"{name} {sent!r:.80}",
            received=f"{shown!r:.80}",
            of=view.answer,
            pointer=f"/{name}",
        )


def value(view, name):
    return view.value("adPrice", "price") if name == "price" else view.value(name)


def alike(name, sent, shown):
    """A category may be shown by its last segment, an object may show more members than were sent."""
    if name == "category":
        return str(sent).rpartition("/")[2] == str(shown).rpartition("/")[2]
    if isinstance(sent, dict) and isinstance(shown, dict):
        return all(alike(key, value, shown.get(key)) for key, value in sent.items())
    return sent == shown


@requirement("creation.listing.reading-changes-nothing")
def test_reading_again_shows_the_same(seller, shelf):
    assert_reads_the_same(seller, seller.creates_a_listing().uuid)  # not read by anybody before
    assert_reads_the_same(seller, shelf.filling()[0].uuid)  # with several images


def assert_reads_the_same(seller, listing):
    seller.patience.until("listing", lambda: seller.reads_listing(listing), lambda view: view.found)
    twice = lambda: (seller.reads_listing(listing), seller.reads_listing(listing))  # noqa: E731
    same = lambda pair: documented(pair[0]) == documented(pair[1])  # noqa: E731
    first, again = seller.patience.until("steady", twice, same).value
    for each in (again, *(seller.reads_listing(listing) for _ in range(3))):
        witness(1, "repeated reads")
        expect(
            first.content == each.content,
            expected="the same listing",
            received=difference(first, each),
            of=[first.answer, each.answer],
        )
        for name in sorted(DOCUMENTED):
            was, is_now = value(first, name), value(each, name)
            of = [first.answer, each.answer]
            expect(was == is_now, expected=f"the same {name}, {was!r:.80}", received=f"{is_now!r:.80}", of=of)


def documented(view):
    """What the documentation shows of a listing; whatever else a target shows, such as counters, may move."""
    return view.content, [value(view, name) for name in sorted(DOCUMENTED)]


@requirement("creation.listing.unknown-listing-is-refused")
def test_an_unknown_listing_is_refused(seller, shelf):
    shelf.plain()
    for id in (str(uuid.uuid4()), str(uuid.uuid1())):
        assert_refused(seller.reads_listing(id).answer, "reading an unknown listing")


@requirement("creation.listing.unknown-listing-is-a-404-problem")
def test_an_unknown_listing_is_a_404(seller):
    assert_problem(seller.reads_listing(str(uuid.uuid4())).answer, 404)
