"""Violations of the creation contract: tickets, uploads and attaching, listings and their ids."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from .frame import Answer, Ask, Asked, Book, Memory, count, told

NAMES = ("imprints", "listing", "media", "oidc")


@dataclass(frozen=True)
class Call:
    """What a request does: "POST listing", "GET listing/*", "PUT listing/*/media" ... and the ids in its path."""

    what: str
    listing: str = ""
    publication: str = ""


def call_of(asked: Asked) -> Call:
    parts = asked.path.split("/v1/", 1)[-1].split("/")
    listing = parts[1] if parts[0] == "listing" and len(parts) > 1 else ""
    publication = parts[3] if len(parts) > 3 and parts[2] == "publication" else ""
    shape = "/".join("*" if part and part in (listing, publication) else part for part in parts)
    return Call(f"{asked.method} {shape}", listing, publication)


def done(answer: Answer) -> bool:
    return 200 <= answer.status < 300


book = Book("creation", lambda _, answer: done(answer))
ATTACH, READ, LISTED, ONE = "PUT listing/*/media", "GET listing/*", "GET listing/*/publications", "GET listing/*/publication/*"
PUBLISH, CREATE, TICKET, STATE = "POST listing/*/publication", "POST listing", "POST media", "PUT listing/*/publication/*/state"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    + "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def ticket_of(asked: Asked) -> str:
    """The ticket that an attach names, wherever it stands in the payload."""
    found = re.findall(rb"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", asked.body)
    return found[0].decode() if found else ""


async def fresh_attach(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Attaches with a new ticket of the proxy's own in the place of the one that is not taken any more."""
    media = replace(asked, method="POST", path=asked.path.split("/listing/")[0] + "/media").carrying({"mediaType": "image/png"})
    ticket = (await ask(media)).json
    await memory["outside"]("PUT", ticket["signedPutUrl"], (("content-type", "image/png"),), PNG)
    body = asked.body.replace(ticket_of(asked).encode(), ticket["ticketUuid"].encode())
    return await ask(replace(asked, body=body))


@book.breaks("attach.used-ticket-is-refused-elsewhere", "attach.refused-reuse-adds-no-image")
async def tickets_are_used_up_for_one_listing_only(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A used ticket is refused on the listing it was used on, but works on another one."""
    answer, call = await ask(asked), call_of(asked)
    used, ticket = memory.setdefault("used", {}), ticket_of(asked)
    if call.what == ATTACH and done(answer):
        used.setdefault(ticket, call.listing)
    if call.what == ATTACH and 400 <= answer.status < 500 and used.get(ticket, call.listing) != call.listing:
        known = await ask(replace(asked, method="GET", path=asked.path.removesuffix("/media"), body=b""))
        return await fresh_attach(asked, ask, memory) if done(known) else answer
    return answer


@book.breaks("attach.used-ticket-is-refused", "attach.refused-reuse-adds-no-image", "sequence.any-order-agrees-with-the-model")
async def only_the_last_used_ticket_is_remembered(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A used ticket works again on the same listing once another ticket was used in between."""
    answer, call = await ask(asked), call_of(asked)
    used, ticket = memory.setdefault("used", []), ticket_of(asked)
    if call.what == ATTACH and done(answer):
        used.append((ticket, call.listing))
    if call.what == ATTACH and answer.status >= 400 and (ticket, call.listing) in used[:-1]:
        return await fresh_attach(asked, ask, memory)
    return answer


@book.breaks("attach.used-ticket-is-refused", "sequence.any-order-agrees-with-the-model")
async def second_use_of_a_jpeg_is_acknowledged(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """The second use of a ticket for a JPEG is answered as a success, without any effect."""
    answer, call = await ask(asked), call_of(asked)
    if call.what == TICKET and done(answer) and (asked.json or {}).get("mediaType") == "image/jpeg":
        memory.setdefault("jpeg", set()).add(answer.json["ticketUuid"])
    if call.what == ATTACH and done(answer):
        memory.setdefault("used", {})[ticket_of(asked)] = answer
    if call.what == ATTACH and answer.status >= 400 and ticket_of(asked) in memory.get("jpeg", ()):
        return memory.get("used", {}).get(ticket_of(asked), answer)
    return answer


@book.breaks("attach.expired-ticket-is-refused")
async def expired_tickets_have_a_minute_of_grace(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A ticket can still be used in the minute after its expiry."""
    answer, call = await ask(asked), call_of(asked)
    ends = memory.setdefault("ends", {})
    if call.what == TICKET and done(answer):
        ends[answer.json["ticketUuid"]] = datetime.fromisoformat(answer.json["expireAt"].replace("Z", "+00:00"))
    if call.what == ATTACH and done(answer):
        ends.pop(ticket_of(asked), None)
    end = ends.get(ticket_of(asked))
    if call.what == ATTACH and answer.status >= 400 and end is not None and datetime.now(UTC) >= end:
        ends.pop(ticket_of(asked))
        return await fresh_attach(asked, ask, memory)
    return answer


@book.breaks("attach.failed-attach-keeps-the-ticket", "sequence.any-order-agrees-with-the-model")
async def failing_on_an_unknown_listing_uses_the_ticket_up(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """An attach to a listing that does not exist uses the ticket up."""
    call, burnt = call_of(asked), memory.setdefault("burnt", set())
    if call.what == ATTACH and ticket_of(asked) in burnt:
        return told(409, {"status": 409, "title": "Conflict", "detail": "Ticket was used"})
    answer = await ask(asked)
    if call.what == ATTACH and answer.status == 404:
        burnt.add(ticket_of(asked))
    return answer


@book.breaks("attach.parallel-attaches-succeed-once")
async def attaches_at_once_are_all_acknowledged(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Attaches of one ticket that are under way at the same moment are all acknowledged, though one counts."""
    call, under_way = call_of(asked), memory.setdefault("under way", {})
    if call.what != ATTACH:
        return await ask(asked)
    ticket = ticket_of(asked)
    at_once = ticket in under_way
    under_way[ticket] = under_way.get(ticket, 0) + 1
    answer = await ask(asked)
    await asyncio.sleep(0.02)
    at_once = at_once or under_way[ticket] > 1
    memory["good"] = answer if done(answer) else memory.get("good")
    asyncio.get_running_loop().call_later(0.2, under_way.pop, ticket, None)
    return memory["good"] if at_once and memory["good"] is not None else answer


@book.breaks("attach.attached-image-appears", "attach.parallel-tickets-lose-no-image", "images.further-images-are-added")
async def attaches_at_once_lose_an_image(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Of two different tickets attached to one listing at the same moment one is acknowledged and lost."""
    call, under_way = call_of(asked), memory.setdefault("under way", set())
    if call.what != ATTACH:
        return await ask(asked)
    if call.listing in under_way and memory.get("good") is not None and ticket_of(asked) != memory["ticket"]:
        return memory["good"]
    under_way.add(call.listing)
    memory["ticket"] = ticket_of(asked)
    try:
        answer = await ask(asked)
        memory["good"] = answer if done(answer) else memory.get("good")
        await asyncio.sleep(0.03)
        return answer
    finally:
        under_way.discard(call.listing)


@book.edits(
    "attach.parallel-tickets-lose-no-image",
    "attach.attached-image-appears",
    "attach.one-attach-adds-one-image",
    "images.further-images-are-added",
)
def fourth_image_is_not_shown(asked: Asked, body: Any, memory: Memory) -> None:
    """A listing shows three images at most, although more were attached with success."""
    if call_of(asked).what == READ and len(body.get("urls") or []) > 3:
        body["urls"] = body["urls"][:3]


@book.edits("attach.attached-image-appears", "images.each-image-has-its-own-url", "images.further-images-are-added")
def third_image_shows_the_first_again(asked: Asked, body: Any, memory: Memory) -> None:
    """The third image of a listing is shown with the URL of the first."""
    if call_of(asked).what == READ and len(body.get("urls") or []) > 2:
        body["urls"][2] = body["urls"][0]


@book.edits("attach.attached-image-appears", "isolation.attach-touches-only-its-listing", "ids.no-id-is-given-twice")
def attach_shows_someone_elses_picture(asked: Asked, body: Any, memory: Memory) -> None:
    """The image shown after an attach is the one that was attached to the listing before."""
    if call_of(asked).what == READ and body.get("urls"):
        shown = memory.setdefault("shown", {})
        own = shown.setdefault(body["uuid"], body["urls"][0])
        others = [url for uuid, url in shown.items() if uuid != body["uuid"]]
        body["urls"][0] = others[0] if others else own


@book.breaks("attach.unknown-listing-is-refused", "attach.unknown-listing-is-a-404")
async def unknown_listings_take_images(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Attaching a good ticket to a listing that does not exist is acknowledged."""
    answer, call = await ask(asked), call_of(asked)
    if call.what == TICKET and done(answer):
        memory.setdefault("tickets", set()).add(answer.json["ticketUuid"])
    known = call.what == ATTACH and ticket_of(asked) in memory.get("tickets", ())
    return Answer(204) if known and answer.status == 404 else answer


@book.breaks("ticket.parallel-tickets-are-unique", "ticket.tickets-are-unique", "ids.no-id-is-given-twice")
async def tickets_at_once_are_one(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Two tickets that are requested at the same moment for one type are one."""
    if call_of(asked).what != TICKET:
        return await ask(asked)
    name = asked.body + asked.header("authorization").encode()
    if (waiting := memory.get(name)) is not None:
        return await asyncio.shield(waiting)
    memory[name] = future = asyncio.ensure_future(ask(asked))
    try:
        answer = await asyncio.shield(future)
        await asyncio.sleep(0.01)
        return answer
    finally:
        memory[name] = None


@book.breaks("ticket.tickets-are-unique", "ids.no-id-is-given-twice")
async def every_sixth_ticket_is_the_one_before(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every sixth ticket is the fifth once more."""
    answer = await ask(asked)
    if call_of(asked).what == TICKET and done(answer):
        if count(memory) % 6 == 0:
            return memory["before"]
        memory["before"] = answer
    return answer


@book.edits("ticket.expiry-lies-ahead")
def png_tickets_are_born_expired(asked: Asked, body: Any, memory: Memory) -> None:
    """The expiry of a ticket for a PNG is an hour early, as if local time were UTC."""
    if call_of(asked).what == TICKET and (asked.json or {}).get("mediaType") == "image/png":
        moment = datetime.fromisoformat(body["expireAt"].replace("Z", "+00:00")) - timedelta(hours=1)
        body["expireAt"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@book.edits("ticket.expiry-is-a-moment")
def expiry_has_no_zone(asked: Asked, body: Any, memory: Memory) -> None:
    """The expiry of a ticket does not say its zone."""
    if call_of(asked).what == TICKET:
        body["expireAt"] = body["expireAt"].rstrip("Z")


@book.breaks("upload.url-takes-the-image-directly")
async def storage_wants_the_token(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """The storage takes JPEG images only from callers that show the API's token."""
    stored = memory.setdefault("stored", {})
    if asked.path in stored:
        if not asked.header("authorization"):
            return told(403, {"message": "Missing Authentication Token"})
        return await memory["outside"](asked.method, stored[asked.path], asked.headers, asked.body)
    answer = await ask(asked)
    if call_of(asked).what == TICKET and done(answer) and "jpeg" in asked.body.decode("latin-1"):
        body = answer.json
        path = f"/store/{count(memory)}"
        stored[path], body["signedPutUrl"] = body["signedPutUrl"], memory["origin"] + path
        return answer.carrying(body)
    return answer


@book.edits("ticket.each-ticket-has-its-own-url")
def every_fourth_ticket_shares_its_address(asked: Asked, body: Any, memory: Memory) -> None:
    """Every fourth ticket has the upload address of the ticket before."""
    if call_of(asked).what == TICKET:
        if count(memory) % 4 == 0:
            body["signedPutUrl"] = memory["url"]
        memory["url"] = body["signedPutUrl"]
