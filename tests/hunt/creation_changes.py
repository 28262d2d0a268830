"""Violations of the creation contract: updates, deletion, states, images, tokens."""

from __future__ import annotations

from dataclasses import replace

from .creation import CREATE, LISTED, ONE, PUBLISH, READ, STATE, book, call_of, done
from .creation_publications import UPDATE, reading
from .frame import Answer, Ask, Asked, Memory, count, told


@book.breaks("update.left-out-fields-stay", "sequence.any-order-agrees-with-the-model")
async def updating_the_price_clears_the_contact(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """An update of the price alone sets buyNow and forgets the reference of the customer."""
    body = asked.json
    if call_of(asked).what == UPDATE and isinstance(body, dict) and list(body) == ["price"]:
        return await ask(asked.carrying(body | {"buyNow": True, "customReference": None}))
    return await ask(asked)


@book.breaks("update.left-out-fields-stay", "listing.title-and-description-are-kept")
async def updating_the_description_trims_the_title(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """An update of the description also cuts the title's last word."""
    body = asked.json
    if call_of(asked).what == UPDATE and isinstance(body, dict) and "description" in body and "title" not in body:
        old = (await ask(reading(asked, asked.path))).json
        if isinstance(old, dict) and isinstance(old.get("title"), str) and " " in old["title"]:
            body = body | {"title": old["title"].rsplit(" ", 1)[0]}
        return await ask(asked.carrying(body))
    return await ask(asked)


@book.breaks("update.images-stay")
async def updates_lose_the_second_image(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """An update of a listing with two images or more loses the last."""
    call, lost = call_of(asked), memory.setdefault("lost", {})
    answer = await ask(asked)
    if call.what == UPDATE and done(answer):
        urls = ((await ask(reading(asked, asked.path))).json or {}).get("urls") or []
        if len(urls) > 1:
            lost[call.listing] = urls[-1]
    if call.what == READ and done(answer) and call.listing in lost:
        body = answer.json
        body["urls"] = [url for url in body["urls"] if url != lost[call.listing]]
        return answer.carrying(body)
    return answer


@book.breaks("delete.publications-leave-their-status", "delete.deletion-takes-effect")
async def older_publications_outlive_their_listing(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Deleting a listing leaves all its publications but the last as they were."""
    call, kept = call_of(asked), memory.setdefault("kept", {})
    if call.what == "DELETE listing/*":
        rows = (await ask(reading(asked, asked.path + "/publications"))).json
        for row in rows[:-1] if isinstance(rows, list) else ():
            kept[row["uuid"]] = await ask(reading(asked, f"{asked.path}/publication/{row['uuid']}"))
    if call.what == ONE and call.publication in kept:
        return kept[call.publication]
    return await ask(asked)


@book.breaks("isolation.pausing-touches-only-its-publication")
async def pausing_pauses_the_neighbour(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Pausing a publication pauses also the publication made before it."""
    call, made = call_of(asked), memory.setdefault("made", [])
    answer = await ask(asked)
    if call.what == PUBLISH and done(answer):
        made.append((call.listing, answer.json["uuid"]))
    if call.what == STATE and done(answer) and asked.param("requestedState") == "PAUSED":
        place = next((n for n, row in enumerate(made) if row[1] == call.publication), 0)
        if place:
            other = asked.path.replace(call.listing, made[place - 1][0]).replace(call.publication, made[place - 1][1])
            await ask(replace(asked, path=other))
    return answer


@book.breaks("state.unknown-state-is-refused", "state.requested-state-is-required")
async def paused_publications_take_any_state(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A paused publication accepts every state, and ignores what it does not know."""
    call, answer = call_of(asked), await ask(asked)
    if call.what == STATE and answer.status == 400 and asked.param("requestedState"):
        row = (await ask(reading(asked, asked.path.removesuffix("/state")))).json
        return Answer(204) if (row or {}).get("status") == "PAUSED" else answer
    return answer


@book.breaks("state.mismatch-is-a-400")
async def resuming_a_mismatch_is_a_404(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Resuming, unlike pausing, a publication below another listing is answered with 404."""
    answer = await ask(asked)
    if call_of(asked).what == STATE and answer.status == 400 and asked.param("requestedState") == "RESUMED":
        return replace(answer.carrying((answer.json or {}) | {"status": 404}), status=404)
    return answer


@book.breaks("state.resumed-publication-is-live-again")
async def every_second_resume_is_ignored(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every second resume is acknowledged and ignored."""
    call = call_of(asked)
    if call.what == STATE and asked.param("requestedState") == "RESUMED" and count(memory) % 2 == 0:
        return Answer(204) if done(await ask(reading(asked, asked.path.removesuffix("/state")))) else await ask(asked)
    return await ask(asked)


@book.breaks("images.other-images-stay", "images.deleted-image-is-gone")
async def deleting_the_last_image_takes_two(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Deleting the last image of three or more deletes also the one before."""
    call = call_of(asked)
    if call.what == "DELETE listing/*/media" and "," not in (asked.param("urls") or ","):
        urls = ((await ask(reading(asked, asked.path.removesuffix("/media")))).json or {}).get("urls") or []
        if len(urls) > 2 and asked.param("urls") == urls[-1]:
            await ask(asked.having(urls=urls[-2]))
    return await ask(asked)


@book.breaks("images.order-with-a-foreign-image-is-refused", "images.incomplete-order-is-refused")
async def orders_of_the_right_length_are_taken(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """An order with as many images as the listing has is acknowledged, whatever images it names."""
    answer = await ask(asked)
    if call_of(asked).what == "PUT listing/*/media/order" and answer.status == 400:
        urls = ((await ask(reading(asked, asked.path.removesuffix("/media/order")))).json or {}).get("urls")
        sent = asked.json if isinstance(asked.json, list) else (asked.json or {}).get("urls")
        if isinstance(sent, list) and urls and len(sent) == len(urls):
            return Answer(204)
    return answer


@book.breaks("images.new-order-is-kept")
async def last_two_images_keep_their_places(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A new order that only changes the last two images is acknowledged and ignored."""
    call = call_of(asked)
    if call.what == "PUT listing/*/media/order":
        urls = ((await ask(reading(asked, asked.path.removesuffix("/media/order")))).json or {}).get("urls") or []
        sent = asked.json if isinstance(asked.json, list) else (asked.json or {}).get("urls")
        if (
            isinstance(sent, list)
            and len(urls) > 2
            and sent != urls
            and sent[:-2] == urls[:-2]
            and set(map(str, sent)) == set(urls)
        ):
            return Answer(204)
    return await ask(asked)


@book.breaks("problem.status-is-the-http-status")
async def status_of_unknown_publications_is_400_inside(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """The problem of an unknown publication says 400 inside an answer with 404."""
    answer = await ask(asked)
    if call_of(asked).what == ONE and answer.status == 404 and isinstance(answer.json, dict):
        return answer.carrying(answer.json | {"status": 400})
    return answer


@book.breaks("token.unknown-token-is-refused", "token.missing-token-is-refused")
async def publications_need_no_token(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """The list of publications is shown also to a token that was never issued."""
    answer = await ask(asked)
    if call_of(asked).what == LISTED and answer.status in (401, 403) and asked.header("authorization"):
        return await ask(asked.headed("authorization", memory["target"]["authorization"]))
    return answer


@book.breaks("token.wrong-audience-is-refused")
async def audiences_match_by_their_beginning(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A longer audience that begins with the right one is taken for it."""
    if asked.path.endswith("/oidc/token"):
        body = asked.body.decode("latin-1").split("&")
        fixed = ["audience=consumer-goods-api" if part.startswith("audience=consumer-goods-api") else part for part in body]
        return await ask(replace(asked, body="&".join(fixed).encode("latin-1")))
    return await ask(asked)


@book.breaks("publication.unknown-listing-is-refused")
async def publishing_the_unknown_is_acknowledged(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Publishing a listing that does not exist is acknowledged with a UUID, as validation comes later."""
    answer = await ask(asked)
    if call_of(asked).what == PUBLISH and answer.status == 404:
        return told(202, {"uuid": f"5b0c2d1e-7a63-4c1f-9d52-{count(memory):012}"})
    return answer


@book.breaks("listing.unknown-listing-is-refused", "robustness.malformed-id-is-refused")
async def unknown_listings_are_empty(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A listing that does not exist is read as an empty object with status 200."""
    answer = await ask(asked)
    return replace(answer.carrying({}), status=200) if call_of(asked).what == READ and answer.status == 404 else answer


@book.breaks(
    "sequence.any-order-agrees-with-the-model", "listing.uuid-works-in-the-next-step", "sequence.guide-can-be-followed-to-the-end"
)
async def every_twelfth_listing_is_gone(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every twelfth listing that is created is not there for any later step."""
    call, gone = call_of(asked), memory.setdefault("gone", set())
    if call.listing in gone:
        return told(404, {"status": 404, "title": "Not Found", "detail": "Listing not found"})
    answer = await ask(asked)
    if call.what == CREATE and done(answer) and count(memory) % 12 == 0:
        gone.add(answer.json["uuid"])
    return answer
