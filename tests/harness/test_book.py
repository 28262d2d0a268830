"""The book of listings: a difference is seen where it is sure, and never where the target may have done otherwise."""

import json

import httpx
import pytest

from adproof.answer import Answer
from adproof.api.creation import Dialect
from adproof.api.creation.asking import Asking
from adproof.api.creation.book import ANY, LIVE, PAUSED, Book, Page, echoes
from adproof.api.creation.dialect import Phase
from adproof.api.creation.things import ListingView, PublicationList
from adproof.secrets import Credential
from adproof.target import Creation

ACCOUNT = Credential("SELLER", "Authorization", "Bearer ${SELLER}", "Bearer x")
DIALECT = Dialect.of(Creation(base_url="http://127.0.0.1:1/v1", authorization=ACCOUNT))
WORDS = {Phase.LIVE: "PUBLISHED", Phase.PAUSED: "PAUSED", Phase.PENDING: "PENDING", Phase.GONE: "DELETED"}


def answer(value=None, status=200):
    body = b"" if value is None else json.dumps(value).encode()
    headers = httpx.Headers({"content-type": "application/json"})
    return Answer("GET", httpx.URL("http://127.0.0.1:1/v1/listing/a"), "getListing", status, "", headers, body, "1", 0.1)


def view(images=(), **members):
    """A listing as it was read: its members, and its images."""
    return ListingView(answer({"uuid": "a-listing", "urls": list(images), **members}), DIALECT)


def shown(**phases):
    """A list of publications with these states."""
    return PublicationList(answer([{"uuid": id, "status": WORDS[phase]} for id, phase in phases.items()]), DIALECT)


def page(**sent):
    return Page("a-listing", sent)


def written(book, operation, body=None, query=None, created=None, **more):
    book.writes(Asking(operation, listing="a-listing", **more), answer(), body, query, created)
    return book.pages["a-listing"]


@pytest.fixture
def book():
    made = Book()
    made.writes(Asking("createListing"), answer(), {"title": "Teddy", "price": {"amount": 5}}, None, "a-listing")
    return made


def test_a_field_counts_once_it_was_read_as_sent(book):
    mine = book.pages["a-listing"]
    assert mine.differs(view(title="Another"), None, set()) is None
    book.reads("a-listing", view(title="Teddy"))
    assert mine.differs(view(title="Another"), None, set()) is not None


def test_a_field_counts_once_several_others_showed_it(book):
    mine = book.pages["a-listing"]
    for number in range(5):
        book.pages[f"other-{number}"] = page(title="Teddy")
        book.reads(f"other-{number}", view(title="Teddy"))
    assert book.usual(mine) == {"title"}
    assert mine.differs(view(title="Another"), None, book.usual(mine)) is not None


def test_a_listing_that_looked_wrong_once_is_told_of_first(book):
    book.reads("a-listing", view(title="Teddy"))
    assert not book.doubts
    book.reads("a-listing", view(title="Another"))
    assert list(book.doubts) == ["a-listing"]


def test_an_updated_field_of_another_kind_has_to_be_read_again(book):
    book.reads("a-listing", view(title="Teddy", price={"amount": 5}))
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
    assert (mine.lacks(shown(**{"a-publication": phase})) is None) is fine


def test_an_update_leaves_every_state_but_gone(book):
    book.pages["a-listing"].publications["a-publication"] = PAUSED
    assert written(book, "updateListing", {"title": "Bär"}).publications == {"a-publication": ANY}


@pytest.mark.parametrize(
    ("shown", "sent", "same"),
    [("a", "a", True), ("b", "a", False), ({"amount": 5, "currency": "EUR"}, {"amount": 5}, True), ({}, {"amount": 5}, False)],
)
def test_an_object_may_have_got_more_members(shown, sent, same):
    assert echoes(view(colour=shown), "colour", sent) is same


@pytest.mark.parametrize(("images", "adds", "fine"), [(2, True, True), (3, True, False), (1, False, True), (2, False, False)])
def test_images_are_counted_as_the_target_attaches_them(images, adds, fine):
    mine = page()
    mine.images = 2
    assert (mine.differs(view(images=tuple("abc"[:images])), adds, set()) is None) is fine
