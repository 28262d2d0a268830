"""The reference's creation contract keeps the documents, over HTTP, with its storage on another origin."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the client is a module beside this one

from creation_client import LISTING, OTHER, Seller, reference

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def seller() -> Iterator[Seller]:
    with reference() as made:
        yield made


def assert_problem(answer: httpx.Response, status: int, detail: str = "") -> None:
    body = answer.json()
    assert (answer.status_code, body["status"]) == (status, status)
    assert detail in body["detail"]
    assert body["instance"].startswith("/api/v1/")


# the guide


def test_the_guide_leads_to_a_live_ad(seller):
    listing = seller.create()
    ticket = seller.ticket()
    assert seller.attach(listing, ticket).status_code == 204
    publication = seller.publish(listing)
    assert seller.listed(listing)[0]["status"] == "PENDING"
    assert seller.settles(listing, publication, "PUBLISHED")
    assert [each["uuid"] for each in seller.listed(listing)] == [publication]
    assert httpx.get(seller.urls(listing)[0]).content == b"picture"


def test_plural_and_singular_paths_are_one_service(seller):
    listing = seller.http.post("/listings", json=LISTING).json()["uuid"]
    imprint = seller.imprint()
    made = seller.http.post(f"/listings/{listing}/publications", json={"imprintUuid": imprint})
    assert made.status_code == 202
    read = seller.http.get(f"/listings/{listing}/publications/{made.json()['uuid']}").json()
    assert read == seller.listed(listing)[0]
    assert read["imprintUuid"] == imprint


def test_a_listing_shows_what_it_was_given(seller):
    given = {**LISTING, "title": "Größe 😀 <&>", "price": {"type": "FIXED", "amount": 12}, "buyNow": True}
    shown = seller.get(seller.create(**given)).json()
    assert {name: shown[name] for name in LISTING} == {name: given[name] for name in LISTING}
    assert (shown["adPrice"], shown["buyNow"], shown["urls"]) == (given["price"], True, [])


# tickets


def test_the_storage_is_another_origin_and_knows_no_credentials(seller):
    url = httpx.URL(seller.ticket(upload=False)["signedPutUrl"])
    assert url.port != seller.http.base_url.port
    assert httpx.put(url, content=b"x", headers={"Authorization": "Bearer x"}).status_code == 400
    assert httpx.put(str(url)[:-1] + "x", content=b"x").status_code == 403
    assert httpx.get(url).status_code == 405


def test_of_parallel_attaches_one_succeeds(seller):
    for _ in range(5):
        listings, ticket = [seller.create(), seller.create()], seller.ticket()
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(seller.attach, listings * 4, [ticket] * 8))
        assert sorted(answer.status_code for answer in answers) == [204] + [409] * 7
        assert sum(len(seller.urls(listing)) for listing in listings) == 1


def test_parallel_tickets_differ(seller):
    with ThreadPoolExecutor(8) as pool:
        tickets = list(pool.map(lambda _: seller.ticket(upload=False), range(24)))
    assert len({UUID(ticket["ticketUuid"]) for ticket in tickets}) == 24
    assert len({ticket["signedPutUrl"] for ticket in tickets}) == 24


def test_a_failed_attach_leaves_the_ticket_usable(seller):
    listing, ticket = seller.create(), seller.ticket(upload=False)
    assert_problem(seller.attach(str(uuid4()), ticket), 404)
    assert_problem(seller.attach(listing, ticket), 409)
    assert_problem(seller.attach(listing, ticket, headers=OTHER), 404)
    httpx.put(ticket["signedPutUrl"], content=b"picture")
    assert seller.attach(listing, ticket).status_code == 204
    assert_problem(seller.attach(listing, ticket), 409)
    assert len(seller.urls(listing)) == 1


def test_a_ticket_works_until_the_moment_it_names():
    with reference("--ticket-seconds", "1") as seller:
        listing, early, late = seller.create(), seller.ticket(), seller.ticket()
        expires = datetime.fromisoformat(late["expireAt"])
        assert expires > datetime.now(UTC)
        assert seller.attach(listing, early).status_code == 204
        time.sleep(max(0.0, expires.timestamp() - time.time()) + 0.01)
        assert_problem(seller.attach(listing, late), 410)
        assert len(seller.urls(listing)) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"mediaType": "image/gif"}, 415),
        ({"mediaType": ""}, 415),
        ({}, 400),
        ({"mediaType": None}, 400),
        ([], 400),
    ],
)
def test_other_media_types_are_refused(seller, body, status):
    assert_problem(seller.http.post("/media", json=body), status)


# images


def test_images_are_deleted_and_ordered(seller):
    listing, (first, second, third) = seller.listing_with_images(3)
    order = [third, first, second]
    assert seller.http.put(f"/listing/{listing}/media/order", json=order).status_code == 204
    assert seller.urls(listing) == order
    for wrong in (order[:2], [*order, "x"], [*order, first], [third, third, first], ["x", first, second]):
        assert_problem(seller.http.put(f"/listing/{listing}/media/order", json=wrong), 400)
    gone = seller.http.delete(f"/listing/{listing}/media", params={"urls": f"{third},{second}"})
    assert (gone.status_code, gone.content) == (204, b"")
    assert seller.urls(listing) == [first]


# updates


def test_an_update_changes_what_it_sends_and_nothing_else(seller):
    listing = seller.create(phoneNumber="1", price={"type": "FIXED", "amount": 1})
    before = seller.get(listing).json()
    answer = seller.http.put(f"/listing/{listing}", json={"title": "Neu", "phoneNumber": None})
    assert (answer.status_code, answer.content) == (204, b"")
    assert seller.get(listing).json() == {**before, "title": "Neu"}


@pytest.mark.parametrize(
    "body", [b'{"price": {"amount": 3}}', b'{"title": 3}', b'{"buyNow": 0, "title": "x"}', b"[]", b"{", b'{"title": NaN}']
)  # fmt: skip
def test_a_refused_update_changes_nothing(seller, body):
    listing = seller.create(price={"type": "FIXED", "amount": 1})
    before = seller.get(listing).json()
    assert_problem(seller.http.put(f"/listing/{listing}", content=body), 400)
    assert seller.get(listing).json() == before


# publications


def test_publications_pause_resume_and_are_made_anew(seller):
    listing = seller.create()
    publication = seller.publish(listing)
    assert_problem(seller.change_state(listing, publication, requestedState="PAUSED"), 400)
    assert seller.settles(listing, publication, "PUBLISHED")
    assert seller.change_state(listing, publication, requestedState="PAUSED").status_code == 204
    assert seller.status(listing, publication) == "PAUSED"
    for wrong in ({}, {"requestedState": "PUBLISHED"}, {"requestedState": "paused"}):
        assert_problem(seller.change_state(listing, publication, **wrong), 400)
    assert seller.change_state(listing, publication, requestedState="RESUMED").status_code == 204
    assert seller.status(listing, publication) == "PUBLISHED"
    one = f"/listing/{listing}/publication/{publication}"
    assert seller.http.put(one, params={"requestedState": "PAUSED"}, json={}).status_code == 204
    assert seller.settles(listing, publication, "PAUSED")
    assert_problem(seller.http.put(one, params={"requestedState": "PAUSED"}), 400)


def test_a_publication_belongs_to_one_listing(seller):
    listing, other = seller.create(), seller.create()
    publication, unknown = seller.publish(listing), str(uuid4())
    crossed = seller.change_state(other, publication, requestedState="PAUSED")
    assert_problem(crossed, 400, f"{publication} does not belong to the Listing {other}")
    missing = seller.change_state(listing, unknown, requestedState="PAUSED")
    assert_problem(missing, 404, unknown)
    assert missing.json()["instance"] == f"/api/v1/listings/{listing}/publications/{unknown}?requestedState=PAUSED"
    assert set(missing.json()) == {"status", "title", "detail", "instance"}
    assert missing.json()["title"] == "NOT_FOUND"


@pytest.mark.parametrize("body", [{}, {"imprintUuid": None}, {"imprintUuid": str(uuid4())}])
def test_nothing_is_published_without_an_own_imprint(seller, body):
    listing = seller.create()
    assert seller.http.post(f"/listing/{listing}/publication", json=body).status_code in (400, 404)
    assert seller.listed(listing) == []


def test_deleting_a_listing_ends_pending_and_live_publications(seller):
    listing = seller.create()
    live = seller.publish(listing)
    assert seller.settles(listing, live, "PUBLISHED")
    seller.publish(listing)
    assert seller.http.delete(f"/listing/{listing}").status_code == 204
    time.sleep(0.5)
    assert [each["status"] for each in seller.listed(listing)] == ["DELETED", "DELETED"]
    assert_problem(seller.get(listing), 404, "Listing not found")
    assert_problem(seller.http.delete(f"/listing/{listing}"), 404)


# who may do what


def test_another_account_sees_and_changes_nothing(seller):
    listing = seller.create()
    publication, ticket = seller.publish(listing), seller.ticket()
    one = f"/listing/{listing}"
    for method, path, body in (
        ("GET", one, None),
        ("PUT", one, {"title": "x"}),
        ("DELETE", one, None),
        ("PUT", f"{one}/media", {"ticketUuid": ticket["ticketUuid"]}),
        ("POST", f"{one}/publication", {"imprintUuid": str(uuid4())}),
        ("GET", f"{one}/publications", None),
        ("GET", f"{one}/publication/{publication}", None),
        ("PUT", f"{one}/publication/{publication}/state?requestedState=PAUSED", None),
    ):
        for headers, status in ((OTHER, 404), ({"Authorization": "Bearer nobody"}, 401)):
            assert_problem(seller.http.request(method, path, json=body, headers=headers), status)
    assert seller.get(listing).json()["title"] == LISTING["title"]
    assert seller.attach(listing, ticket).status_code == 204


def test_tokens_are_given_for_client_credentials(seller):
    access = seller.section["token"]
    form = {"grant_type": "client_credentials", "audience": "consumer-goods-api"}
    form |= {"client_id": access["client_id"], "client_secret": access["client_secret"]}
    token = httpx.post(access["url"], data=form).json()
    assert (token["token_type"], token["expires_in"]) == ("bearer", 3600)
    used = {"Authorization": f"Bearer {token['access_token']}"}
    assert seller.http.get(f"/listing/{seller.create()}", headers=used).status_code == 200
    for name in form:
        refused = httpx.post(access["url"], data={**form, name: "x"})
        assert (refused.status_code, "error" in refused.json()) == (400, True)


# the process


def test_the_data_file_holds_what_was_made(tmp_path):
    file = tmp_path / "data.sqlite"
    with reference("--data", str(file), "--publish-after", "0") as seller:
        listing = seller.create()
        assert seller.settles(listing, seller.publish(listing), "PUBLISHED")
    with sqlite3.connect(file) as rows:
        assert rows.execute("select uuid from creation_listings").fetchall() == [(listing,)]
