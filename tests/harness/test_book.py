"""The book of listings: a difference is seen where it is sure, and never where the target may have done otherwise."""

import pytest

from adproof.api.creation.asking import Asking
from adproof.api.creation.book import ANY, LIVE, PAUSED, Book, Page, echoes
from adproof.api.creation.dialect import Phase


class View:
    """A listing as it was read: its members, and its images."""

    found = True

    def __init__(self, images=(), **members):
        self.members, self.images = members, images

    def value(self, *names):
        return next((self.members[each] for each in names if each in self.members), None)

    def text(self, name):
        return self.members.get(name)


class Answer:
    status, retried, received = 200, 0, "200"


class Entry:
    def __init__(self, phase):
        self.phase, self.status = phase, phase.value


class Shown:
    def __init__(self, **phases):
        self.phases, self.ids = phases, tuple(phases)

    def of(self, id):
        return Entry(self.phases[id]) if id in self.phases else None


def page(**sent):
    return Page("a-listing", sent)


def written(book, operation, body=None, query=None, created=None, **more):
    book.writes(Asking(operation, listing="a-listing", **more), Answer(), body, query, created)
    return book.pages["a-listing"]


@pytest.fixture
def book():
    made = Book()
    made.writes(Asking("createListing"), Answer(), {"title": "Teddy", "price": {"amount": 5}}, None, "a-listing")
    return made


def test_a_field_counts_once_it_was_read_as_sent(book):
    mine = book.pages["a-listing"]
    assert mine.differs(View(title="Another"), None, set()) is None
    book.reads("a-listing", View(title="Teddy"))
    assert mine.differs(View(title="Another"), None, set()) is not None


def test_a_field_counts_once_several_others_showed_it(book):
    mine = book.pages["a-listing"]
    for number in range(5):
        book.pages[f"other-{number}"] = page(title="Teddy")
        book.reads(f"other-{number}", View(title="Teddy"))
    assert book.usual(mine) == {"title"}
    assert mine.differs(View(title="Another"), None, book.usual(mine)) is not None


def test_a_listing_that_looked_wrong_once_is_told_of_first(book):
    book.reads("a-listing", View(title="Teddy"))
    assert not book.doubts
    book.reads("a-listing", View(title="Another"))
    assert list(book.doubts) == ["a-listing"]


def test_an_updated_field_of_another_kind_has_to_be_read_again(book):
    book.reads("a-listing", View(title="Teddy", price={"amount": 5}))
    assert written(book, "updateListing", {"price": {"type": "GIVE_AWAY"}, "title": "Bär"}).echoed == {"title"}


@pytest.mark.parametrize(("more", "sure"), [({}, True), ({"own": False}, False)])
def test_what_another_account_did_makes_unsure(book, more, sure):
    assert written(book, "updateListing", {"title": "Bär"}, **more).sure is sure


def test_null_makes_unsure(book):
    assert not written(book, "updateListing", {"title": None}).sure


@pytest.mark.parametrize(
    ("wanted", "phase", "fine"),
    [
        (LIVE, Phase.LIVE, True),
        (LIVE, Phase.PENDING, True),
        (LIVE, Phase.PAUSED, False),
        (LIVE, Phase.GONE, False),
        (PAUSED, Phase.PAUSED, True),
        (PAUSED, Phase.LIVE, False),
        (ANY, Phase.LIVE, True),
        (ANY, Phase.PAUSED, True),
        (ANY, Phase.GONE, False),
    ],
)
def test_states_that_a_publication_may_be_in(wanted, phase, fine):
    mine = page()
    mine.publications["a-publication"] = wanted
    assert (mine.lacks(Shown(**{"a-publication": phase})) is None) is fine


def test_an_update_leaves_every_state_but_gone(book):
    book.pages["a-listing"].publications["a-publication"] = PAUSED
    assert written(book, "updateListing", {"title": "Bär"}).publications == {"a-publication": ANY}


@pytest.mark.parametrize(
    ("shown", "sent", "same"),
    [("a", "a", True), ("b", "a", False), ({"amount": 5, "currency": "EUR"}, {"amount": 5}, True), ({}, {"amount": 5}, False)],
)
def test_an_object_may_have_got_more_members(shown, sent, same):
    assert echoes(View(colour=shown), "colour", sent) is same


@pytest.mark.parametrize(("images", "adds", "fine"), [(2, True, True), (3, True, False), (1, False, True), (2, False, False)])
def test_images_are_counted_as_the_target_attaches_them(images, adds, fine):
    mine = page()
    mine.images = 2
    assert (mine.differs(View(images=tuple("abc"[:images])), adds, set()) is None) is fine
