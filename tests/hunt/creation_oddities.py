"""Conforming oddities of the creation contract."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from . import manners
from .creation import ATTACH, CREATE, LISTED, ONE, PUBLISH, READ, STATE, TICKET, book, call_of, done
from .frame import Answer, Ask, Asked, Memory, count, told

manners.enter(book, "robustness.no-input-breaks-the-target")


@book.oddity
async def creates_are_200_and_publishing_201(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Creations are answered with 200, publishing with 201 and a Location."""
    answer, call = await ask(asked), call_of(asked)
    if call.what == PUBLISH and done(answer):
        return replace(answer, status=201).headed("location", f"{asked.path}/{answer.json['uuid']}")
    return replace(answer, status=200) if answer.status == 201 else answer


@book.oddity
async def attaching_answers_with_the_listing(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A successful attach is answered with 200 and the listing."""
    answer = await ask(asked)
    if call_of(asked).what == ATTACH and done(answer):
        listing = await ask(replace(asked, method="GET", path=asked.path.removesuffix("/media"), body=b""))
        return listing if done(listing) else answer
    return answer


@book.oddity
async def refusals_have_other_codes(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Where no code is documented, refusals are 422 or 410, as application/problem+json with members of their own."""
    answer, call = await ask(asked), call_of(asked)
    if call.what in (ATTACH, PUBLISH) and answer.status in (400, 409, 410):
        status = 410 if call.what == ATTACH else 422
        body = {"type": "https://errors.example.test/e17", "title": "Refused", "status": status, "traceId": "9f"}
        return told(status, body, "application/problem+json")
    return answer


@book.oddity
async def foreign_things_are_forbidden(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """What belongs to another account is refused with 403, and a bad token with 403 without a body."""
    answer = await ask(asked)
    if answer.status == 401:
        return Answer(403)
    other = asked.header("authorization") == memory["target"].get("other_authorization")
    return told(403, {"status": 403, "title": "Forbidden"}) if other and answer.status == 404 else answer


@book.oddity
async def images_appear_a_second_later(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """An attached image is shown a second after its attach was acknowledged."""
    answer, call = await ask(asked), call_of(asked)
    late, now = memory.setdefault("late", {}), asyncio.get_running_loop().time()
    if call.what == ATTACH and done(answer):
        late.setdefault(call.listing, []).append(now + 1)
    if call.what == READ and done(answer) and call.listing in late:
        body = answer.json
        hidden = sum(until > now for until in late[call.listing])
        body["urls"] = body["urls"][: len(body["urls"]) - hidden]
        return answer.carrying(body)
    return answer


@book.oddity
async def publications_appear_late_in_the_list(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A publication is listed half a second after it was acknowledged, newest first."""
    answer, call = await ask(asked), call_of(asked)
    late, now = memory.setdefault("late", {}), asyncio.get_running_loop().time()
    if call.what == PUBLISH and done(answer):
        late[answer.json["uuid"]] = now + 0.5
    if call.what == LISTED and isinstance(answer.json, list):
        return answer.carrying([row for row in reversed(answer.json) if late.get(row["uuid"], 0) < now])
    return answer


@book.oddity
async def states_change_half_a_second_later(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A change of state is acknowledged at once and seen half a second later in both views."""
    call, old = call_of(asked), memory.setdefault("old", {})
    now = asyncio.get_running_loop().time()
    if call.what == STATE:
        before = await ask(replace(asked, method="GET", path=asked.path.removesuffix("/state"), query="", body=b""))
        answer = await ask(asked)
        if done(answer) and done(before):
            old[call.publication] = (before.json["status"], now + 0.5)
        return answer
    answer = await ask(asked)
    if call.what in (ONE, LISTED) and done(answer):
        body = answer.json
        for row in body if isinstance(body, list) else [body]:
            status, until = old.get(row["uuid"], ("", 0.0))
            row["status"] = status if now < until else row["status"]
        return answer.carrying(body)
    return answer


@book.odd_edit
def expiry_is_written_with_an_offset(asked: Asked, body: Any, memory: Memory) -> None:
    """The expiry is written with fractions and an offset of two hours, and the ticket says more."""
    if call_of(asked).what == TICKET:
        moment = datetime.fromisoformat(body["expireAt"].replace("Z", "+00:00")).astimezone(timezone(timedelta(hours=2)))
        body |= {"expireAt": moment.strftime("%Y-%m-%dT%H:%M:%S.000000+02:00"), "maxBytes": 12_000_000, "headers": {}}


@book.oddity
async def storage_is_the_same_origin(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Uploads go to an address of the API's own origin that needs no token, and are answered with 200 and XML."""
    stored = memory.setdefault("stored", {})
    if asked.path in stored:
        answer = await memory["outside"](asked.method, stored[asked.path], asked.headers, asked.body)
        return answer if not done(answer) else Answer(200, (("content-type", "application/xml"),), b"<Stored/>")
    answer = await ask(asked)
    if call_of(asked).what == TICKET and done(answer):
        body, path = answer.json, f"/store/{count(memory)}"
        stored[path], body["signedPutUrl"] = body["signedPutUrl"], memory["origin"] + path
        return answer.carrying(body)
    return answer


@book.odd_edit
def listings_say_more_and_null(asked: Asked, body: Any, memory: Memory) -> None:
    """A listing has null for what it does not know, members of its own, and its category as a path."""
    if call_of(asked).what == READ:
        for key in ("email", "phoneNumber", "customReference", "contactPerson"):
            body.setdefault(key, None)
        body |= {"createdAt": "2026-11-21T10:00:00Z", "version": count(memory)}
        if isinstance(body.get("category"), str) and "/" not in body["category"]:
            body["category"] = f"Familie_Kind_Baby/{body['category']}"


@book.oddity
async def writes_are_throttled_now_and_then(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every 50th writing call is refused with 429 before it has any effect."""
    if asked.method != "GET" and count(memory) % 50 == 0:
        return told(429, {"status": 429, "title": "Too Many Requests"}).headed("retry-after", "1")
    return await ask(asked)


@book.oddity
async def problems_are_bare(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Problems have a status and a title in capitals, no type, no instance, and a null detail where nothing is documented."""
    answer = await ask(asked)
    if answer.status < 400 or not isinstance(answer.json, dict) or "status" not in answer.json:
        return answer
    kept = {"status": answer.status, "title": str(answer.json.get("title", "")).upper().replace(" ", "_")}
    told_more = call_of(asked).what in (STATE, TICKET)
    return answer.carrying(kept | ({"detail": answer.json.get("detail")} if told_more else {"detail": None}))


@book.oddity
async def every_tenth_creation_is_slow(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every tenth creation of a listing takes a second and a half."""
    if call_of(asked).what == CREATE and count(memory) % 10 == 0:
        await asyncio.sleep(1.5)
    return await ask(asked)
