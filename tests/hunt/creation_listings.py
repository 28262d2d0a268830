"""Violations of the creation contract: listings, their texts and ids."""

from __future__ import annotations

import asyncio
from typing import Any

from .creation import ATTACH, CREATE, PUBLISH, READ, book, call_of, done
from .frame import Answer, Ask, Asked, Memory, count


@book.edits("listing.accepted-text-is-kept-whole", "listing.title-and-description-are-kept")
def descriptions_end_after_thousand_letters(asked: Asked, body: Any, memory: Memory) -> None:
    """A description is cut behind its thousandth letter."""
    if call_of(asked).what == READ and isinstance(body.get("description"), str):
        body["description"] = body["description"][:1000]


@book.edits("listing.accepted-text-is-kept-whole")
def emoji_become_question_marks(asked: Asked, body: Any, memory: Memory) -> None:
    """Characters beyond the basic plane are read back as question marks."""
    if call_of(asked).what == READ and isinstance(body.get("title"), str):
        for key in ("title", "description"):
            body[key] = "".join(c if ord(c) < 65536 else "?" for c in body[key] or "")


@book.edits("ids.listing-keeps-its-uuid", "listing.reading-returns-the-listing")
def published_listings_have_another_uuid(asked: Asked, body: Any, memory: Memory) -> None:
    """After its publication a listing calls itself by the publication's UUID."""
    call, names = call_of(asked), memory.setdefault("names", {})
    if call.what == PUBLISH:
        names[call.listing] = body["uuid"]
    if call.what == READ and call.listing in names:
        body["uuid"] = names[call.listing]


@book.breaks("ids.no-id-is-given-twice", "listing.two-listings-differ")
async def ninth_listing_is_the_eighth(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every ninth creation answers with the UUID of the listing created before."""
    if call_of(asked).what != CREATE:
        return await ask(asked)
    answer = await ask(asked)
    if done(answer) and count(memory) % 9 == 0:
        return memory["before"]
    memory["before"] = answer if done(answer) else memory.get("before")
    return answer


@book.breaks("ids.parallel-listings-stay-apart", "listing.title-and-description-are-kept")
async def listings_at_once_mix_their_titles(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A listing created while another creation is under way gets the other's title."""
    if call_of(asked).what != CREATE or not isinstance(asked.json, dict) or "title" not in asked.json:
        return await ask(asked)
    if memory.get("title") is not None:
        return await ask(asked.carrying(asked.json | {"title": memory["title"]}))
    memory["title"] = asked.json["title"]
    try:
        answer = await ask(asked)
        await asyncio.sleep(0.005)
        return answer
    finally:
        memory["title"] = None


@book.breaks("attach.attached-image-appears", "sequence.any-order-agrees-with-the-model", "listing.reading-changes-nothing")
async def reads_are_cached_until_an_update(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A listing that was read shows the same for a minute, whatever is attached in between."""
    call, kept = call_of(asked), memory.setdefault("kept", {})
    key = call.listing + asked.header("authorization")
    if call.what == READ and key in kept:
        return kept[key]
    answer = await ask(asked)
    if call.what == READ and done(answer):
        kept[key] = answer
    elif call.listing and call.what not in (ATTACH, READ) and asked.method in ("PUT", "DELETE"):
        kept.pop(key, None)
    return answer
