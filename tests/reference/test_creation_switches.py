"""The creation contract's switches: every one replaces something that exists, and some are tried out over HTTP."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from adproof import catalogue
from adproof.reference.creation import FAULTS, VARIANTS, switchboard
from adproof.reference.creation.rules import Rules

sys.path.insert(0, str(Path(__file__).parent))  # the client is a module beside this one

import creation_probes as probes
from creation_client import OTHER, Seller, reference

TOLD = ("narrow_access", "narrow_course", "narrow_media", "wavering")  # the modules whose faults the long story shows
STORIES = {
    switch.name
    for switch in (*FAULTS, *VARIANTS)
    for _, function in switchboard.REPLACED.get(switch.name, ())
    if function.__module__.rpartition(".")[2] in TOLD
}
ROWS = {row.id: row for row in catalogue.load() if row.contract == "creation"}


def test_names_are_told_apart():
    names = [switch.name for switch in (*FAULTS, *VARIANTS)]
    assert len(names) == len(set(names))
    assert all(name.startswith("creation.") for name in names)


def test_every_switch_does_something():
    for switch in (*FAULTS, *VARIANTS):
        assert switchboard.REPLACED.get(switch.name) or switchboard.SETTINGS.get(switch.name), switch.name


def test_only_existing_rules_are_replaced():
    replaced = {rule for changes in switchboard.REPLACED.values() for rule, _ in changes}
    assert sorted(rule for rule in replaced if not hasattr(Rules, rule)) == []


def test_faults_break_requirements_of_the_catalogue():
    named = {id for fault in FAULTS for id in fault.breaks}
    assert sorted(named - set(ROWS)) == []


def test_readings_of_variants_are_admissible():
    for each in VARIANTS:
        if each.reading:
            id, reading = each.reading
            assert reading in ROWS[id].readings, each.name


def test_most_faults_are_subtle():
    assert sum(fault.subtle for fault in FAULTS) > len(FAULTS) / 2


@pytest.fixture(scope="module")
def clean() -> list[object]:
    return probes.told()


def test_the_story_is_told_alike_each_time(clean: list[object]):
    assert probes.told("creation.creates-answer-200") != clean  # and so the reference is another one the next time
    assert probes.told() == clean


RARE = {"creation.every-fifth-publication-rejected", "creation.every-sixth-publication-refused"}


@pytest.mark.parametrize("name", sorted({*STORIES, *RARE, "creation.null-refused"}))
def test_a_switch_changes_the_story(name: str, clean: list[object]):
    assert probes.told(name) != clean


def parallel_attaches_succeed(seller: Seller) -> int:
    """The most successes of a round: a window of milliseconds need not show in each of them."""

    def successes() -> int:
        listing, ticket = seller.create(), seller.ticket()
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda _: seller.attach(listing, ticket), range(6)))
        return sum(answer.is_success for answer in answers)

    return max(successes() for _ in range(10))


def ticket_survives_a_failed_attach(seller: Seller) -> bool:
    ticket = seller.ticket()
    seller.attach("00000000-0000-4000-8000-000000000000", ticket)
    return seller.attach(seller.create(), ticket).is_success


def left_out_field_after_update(seller: Seller) -> str | None:
    listing = seller.create(contactPerson="Berta")
    seller.http.put(f"/listing/{listing}", json={"price": {"type": "FIXED", "amount": 2}})
    return seller.get(listing).json().get("contactPerson")


def state_of_second_publication_after_deletion(seller: Seller) -> str:
    listing = seller.create()
    assert seller.settles(listing, seller.publish(listing), "PUBLISHED")
    second = seller.publish(listing)
    seller.settles(listing, second, "PUBLISHED")
    seller.http.delete(f"/listing/{listing}")
    return seller.status(listing, second)


def foreign_read(seller: Seller) -> int:
    listing = seller.create()
    publication = seller.publish(listing)
    return seller.http.get(f"/listing/{listing}/publication/{publication}", headers=OTHER).status_code


def states_seen_after_live(seller: Seller) -> set[str]:
    listing = seller.create()
    publication = seller.publish(listing)
    assert seller.settles(listing, publication, "PUBLISHED")
    ends, seen = time.monotonic() + 0.8, set()
    while time.monotonic() < ends:
        seen.add(seller.status(listing, publication))
    return seen


@pytest.mark.process
@pytest.mark.parametrize(
    ("fault", "probe", "honest"),
    [
        ("ticket-race", parallel_attaches_succeed, 1),
        ("failed-attach-burns-the-ticket", ticket_survives_a_failed_attach, True),
        ("price-update-resets-the-contact", left_out_field_after_update, "Berta"),
        ("second-publication-outlives-its-listing", state_of_second_publication_after_deletion, "DELETED"),
        ("foreign-publication-readable", foreign_read, 404),
        ("live-falls-back", states_seen_after_live, {"PUBLISHED"}),
    ],
)
def test_a_fault_shows_and_the_honest_rule_does_not(fault: str, probe: Callable[[Seller], object], honest: object):
    with reference() as seller:
        assert probe(seller) == honest
    with reference("--fault", f"creation.{fault}") as seller:
        assert probe(seller) != honest


@pytest.mark.process
def test_variants_speak_through_their_target_file():
    names = ("raw-token", "other-status-words", "ids-under-other-names", "storage-on-the-apis-origin")
    with reference(*(word for name in names for word in ("--variant", f"creation.{name}"))) as seller:
        made = seller.http.post("/listing", json={"title": "a", "description": "b", "category": "c"})
        assert seller.section["fields"] == {"listing": "/listingUuid", "publication": "/publicationUuid"}
        assert made.json().keys() == {"listingUuid"}
        assert seller.section["states"]["live"] == ["online"]
        assert not seller.section["authorization"].startswith("Bearer ")
        ticket = seller.ticket(upload=False)
        assert httpx.URL(ticket["signedPutUrl"]).port == seller.http.base_url.port
        assert httpx.put(ticket["signedPutUrl"], content=b"x").status_code == 200
