"""Conforming oddities of the search contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from . import manners
from .frame import Answer, Ask, Asked, Memory, count, told
from .search import book, is_search, meta_of, recut, whole

manners.enter(book, "envelope.documented-request-succeeds", "robustness.odd-values-cause-no-server-error")
book.oddity(manners.undocumented_refusals_are_422)


@book.odd_edit
def totals_are_written_as_floats(asked: Asked, body: Any, memory: Memory) -> None:
    """The numbers of meta are written 240.0, which JSON does not tell from 240; prices have cents places."""
    for key in ("total", "max_page", "limit", "page"):
        meta_of(body)[key] = float(meta_of(body)[key])
    for ad in body["data"]["ads"]:
        ad["price"] = None if ad["price"] is None else float(ad["price"])


@book.odd_edit
def counts_and_categories_are_numbers(asked: Asked, body: Any, memory: Memory) -> None:
    """views and category ids are numbers; their type is shown by an example only."""
    for ad in body["data"]["ads"]:
        ad["views"] = int(ad["views"] or 0)
        ad["metadata"]["categories"] = [int(id_) for id_ in ad["metadata"]["categories"]]


@book.odd_edit
def unset_filters_are_null(asked: Asked, body: Any, memory: Memory) -> None:
    """meta shows keywords and dates that were not given as null, and echoes the other filters."""
    for key in ("exclude", "upload_date_from", "upload_date_to"):
        meta_of(body).setdefault(key, None)
    for key in ("category", "location_id", "radius"):
        meta_of(body)[key] = asked.param(key)


@book.odd_edit
def dates_are_in_berlin_time(asked: Asked, body: Any, memory: Memory) -> None:
    """All dates are written with an offset of one hour, without milliseconds: the same instants in ISO 8601."""

    def shifted(text: str) -> str:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
        if moment.year > 9000:
            return text
        moment += timedelta(hours=1)
        return moment.strftime("%Y-%m-%dT%H:%M:%S+01:00")

    for key in ("upload_date_from", "upload_date_to"):
        if isinstance(meta_of(body).get(key), str):
            meta_of(body)[key] = shifted(meta_of(body)[key])
    for ad in body["data"]["ads"]:
        ad["upload_date"], ad["scrape_time"] = shifted(ad["upload_date"]), shifted(ad["scrape_time"])


@book.odd_edit
def request_ids_are_ulids(asked: Asked, body: Any, memory: Memory) -> None:
    """Request ids are counted texts instead of UUIDs, and messages are German."""
    body["request_id"] = f"01JD{count(memory):022}"
    body["message"] = "Daten erfolgreich abgerufen"


@book.odd_edit
def nothing_has_one_page(asked: Asked, body: Any, memory: Memory) -> None:
    """Where nothing is found max_page is 1."""
    meta_of(body)["max_page"] = max(1, meta_of(body)["max_page"])


@book.odd_edit
def meta_limit_is_what_was_asked(asked: Asked, body: Any, memory: Memory) -> None:
    """Under a limit above the maximum meta.limit shows the number that was asked for."""
    if asked.number("limit", 0) > meta_of(body)["limit"] > 0:
        meta_of(body)["limit"] = asked.number("limit", 0)


@book.oddity
async def missing_keys_are_forbidden(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A missing or unknown key is refused with 403 and a page in HTML."""
    answer = await ask(asked)
    if answer.status != 401:
        return answer
    return replace(answer.headed("content-type", "text/html"), status=403, body=b"<html><h1>Forbidden</h1></html>")


@book.oddity
async def pages_beyond_the_last_are_404(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A page beyond max_page is refused with 404."""
    answer = await ask(asked)
    if is_search(asked, answer) and meta_of(answer.json)["page"] > max(1, meta_of(answer.json)["max_page"]):
        return told(404, {"success": False, "message": "no such page", "request_id": answer.json["request_id"]})
    return answer


@book.oddity
async def ads_arrive_during_the_run(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Eight of the newest ads arrive one by one, every 40 searches one; each answer is right for its moment."""
    if not asked.path.endswith("/search"):
        return await ask(asked)
    if "coming" not in memory:
        memory["coming"] = []
        newest = await whole(Asked("GET", asked.path), ask, memory, sort="newest")
        memory["coming"] = [ad["adid"] for ad in newest[:8]]
    late = set(memory["coming"][: max(0, 8 - count(memory) // 40)])
    return await recut(asked, ask, memory, lambda ads: [ad for ad in ads if ad["adid"] not in late])


@book.oddity
async def ads_are_deleted_during_the_run(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every 50 searches one of ten ads from all over the index is deleted; each answer is right for its moment."""
    if not asked.path.endswith("/search"):
        return await ask(asked)
    if "going" not in memory:
        memory["going"] = []
        everything = await whole(Asked("GET", asked.path), ask, memory)
        memory["going"] = [ad["adid"] for ad in everything[5::23]]
    gone = set(memory["going"][: count(memory) // 50])
    return await recut(asked, ask, memory, lambda ads: [ad for ad in ads if ad["adid"] not in gone])


@book.oddity
async def scrapes_and_views_move_on(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """views grow with every answer, and scrape_time follows the clock every 100 searches."""
    answer = await ask(asked)
    if not is_search(asked, answer):
        return answer
    body, number = answer.json, count(memory)
    scraped = (datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    for place, ad in enumerate(body["data"]["ads"]):
        ad["views"] = str(int(ad["views"] or 0) + number)
        if (number + place) % 100 == 0:
            ad["scrape_time"] = scraped
    return answer.carrying(body)


@book.odd_edit
def texts_are_sparse(asked: Asked, body: Any, memory: Memory) -> None:
    """Sellers have no badges, ads no images and no details, ads without shipping say null."""
    for ad in body["data"]["ads"]:
        ad["images"] = []
        ad["seller"] |= {"badges": [], "badges_text": []}
        ad["metadata"] |= {"details": [], "details_text": ""}
        ad["shipping"] = ad["shipping"] or None
