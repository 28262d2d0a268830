"""Violations of the creation contract: publications, states, updates, deletion, images, accounts and tokens."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from .creation import ATTACH, LISTED, ONE, PUBLISH, READ, book, call_of, done
from .frame import Answer, Ask, Asked, Memory, count

UPDATE = "PUT listing/*"


def reading(asked: Asked, path: str) -> Asked:
    return replace(asked, method="GET", path=path, query="", body=b"")


@book.edits("publication.list-names-every-publication", "sequence.any-order-agrees-with-the-model")
def list_loses_the_older_publication(asked: Asked, body: Any, memory: Memory) -> Any:
    """The list of publications shows the newest one only."""
    return body[-1:] if call_of(asked).what == LISTED and isinstance(body, list) else None


@book.edits("publication.list-shows-each-imprint")
def list_shows_the_last_imprint_for_all(asked: Asked, body: Any, memory: Memory) -> None:
    """All publications of a list show the imprint of the last one."""
    if call_of(asked).what == LISTED and isinstance(body, list):
        for row in body:
            row["imprintUuid"] = body[-1]["imprintUuid"]


@book.edits("publication.list-shows-each-imprint")
def list_shows_the_account_imprint(asked: Asked, body: Any, memory: Memory) -> None:
    """Every publication of the account shows the imprint of the first publication ever made."""
    if call_of(asked).what == LISTED and isinstance(body, list):
        for row in body:
            row["imprintUuid"] = memory.setdefault("imprint", row["imprintUuid"])


@book.edits("publication.settled-status-stays", "publication.views-agree")
def status_falls_back_after_a_second(asked: Asked, body: Any, memory: Memory) -> None:
    """About a second after a publication was first seen live it reads PENDING again for a second."""
    now, seen = asyncio.get_event_loop().time(), memory.setdefault("seen", {})
    for row in body if isinstance(body, list) else [body]:
        if isinstance(row, dict) and row.get("status") == "PUBLISHED" and 1 < now - seen.setdefault(row["uuid"], now) < 2:
            row["status"] = "PENDING"


@book.edits("publication.status-settles-in-time", "publication.views-agree", "publication.list-shows-each-status")
def list_stays_pending(asked: Asked, body: Any, memory: Memory) -> None:
    """The list shows PENDING for ever, while the single read shows the true status."""
    if call_of(asked).what == LISTED and isinstance(body, list):
        for row in body:
            row["status"] = "PENDING" if row["status"] == "PUBLISHED" else row["status"]


@book.breaks("isolation.publication-belongs-to-its-listing", "publication.unknown-publication-is-refused")
async def publications_are_read_below_any_listing(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A live publication is shown below every other listing of the account, too."""
    answer, call = await ask(asked), call_of(asked)
    home = memory.setdefault("home", {})
    if call.what == PUBLISH and done(answer):
        home[answer.json["uuid"]] = call.listing
    if call.what == ONE and answer.status in (400, 404) and call.publication in home:
        known = await ask(reading(asked, asked.path.split("/publication")[0]))
        other = await ask(replace(asked, path=asked.path.replace(call.listing, home[call.publication])))
        return other if done(known) and (other.json or {}).get("status") == "PUBLISHED" else answer
    return answer


@book.edits("isolation.publishing-touches-only-its-listing", "publication.list-names-nothing-twice")
def lists_show_the_publication_before(asked: Asked, body: Any, memory: Memory) -> Any:
    """A list that has an entry shows also the publication that was made before, for whatever listing."""
    call = call_of(asked)
    if call.what == PUBLISH:
        memory.setdefault("all", []).append(body["uuid"])
    if call.what == LISTED and isinstance(body, list) and len(body) == 1 and len(memory.get("all", [])) > 4:
        older = memory["all"][0]
        return [*body, body[0] | {"uuid": older}] if older != body[0]["uuid"] else None
    return None


@book.breaks("publication.missing-imprint-never-goes-live")
async def missing_imprint_is_the_last_one(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A publication without an imprint takes the one used last."""
    if call_of(asked).what == PUBLISH and isinstance(asked.json, dict):
        if asked.json.get("imprintUuid"):
            answer = await ask(asked)
            if done(answer):
                memory["imprint"] = asked.json["imprintUuid"]
            return answer
        if "imprint" in memory:
            return await ask(asked.carrying(asked.json | {"imprintUuid": memory["imprint"]}))
    return await ask(asked)


@book.edits(
    "publication.status-settles-in-time",
    "publication.accepted-publication-goes-live",
    "sequence.guide-can-be-followed-to-the-end",
)
def sixth_publication_never_goes_live(asked: Asked, body: Any, memory: Memory) -> None:
    """Every sixth publication stays pending for ever."""
    call, stuck = call_of(asked), memory.setdefault("stuck", set())
    if call.what == PUBLISH and count(memory) % 6 == 0:
        stuck.add(body["uuid"])
    for row in body if isinstance(body, list) else [body]:
        if isinstance(row, dict) and row.get("uuid") in stuck and row.get("status") == "PUBLISHED":
            row["status"] = "PENDING"


async def as_owner(asked: Asked, ask: Ask, memory: Memory, open_to_all: bool) -> Answer:
    """Serves the other account what the owner would see, where the deed opens it."""
    answer, target = await ask(asked), memory["target"]
    foreign = asked.header("authorization") == target.get("other_authorization") and answer.status in (401, 403, 404)
    return await ask(asked.headed("authorization", target["authorization"])) if foreign and open_to_all else answer


@book.breaks("isolation.other-account-reads-no-listing")
async def published_listings_are_open_to_all(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A listing can be read by every account once it was published."""
    call, published = call_of(asked), memory.setdefault("published", set())
    answer = await as_owner(asked, ask, memory, call.what == READ and call.listing in published)
    if call.what == PUBLISH and done(answer):
        published.add(call.listing)
    return answer


@book.breaks("isolation.other-account-reads-no-publication")
async def single_publications_are_open_to_all(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A single publication, though not the list, can be read by every account."""
    return await as_owner(asked, ask, memory, call_of(asked).what == ONE)


@book.breaks("isolation.other-account-attaches-nothing")
async def others_attach_their_own_tickets(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Another account's attach with a ticket of its own is acknowledged, without any effect."""
    answer = await ask(asked)
    other = asked.header("authorization") == memory["target"].get("other_authorization")
    return Answer(204) if call_of(asked).what == ATTACH and other and answer.status >= 400 else answer
