"""Violations of the search contract: what meta and the envelope say."""

from __future__ import annotations

import asyncio
from typing import Any

from .frame import Answer, Ask, Asked, Memory
from .search import book, meta_of


@book.edits("meta.query-echoes-the-term")
def echo_folds_umlauts(asked: Asked, body: Any, memory: Memory) -> None:
    """meta.query writes ss for a sharp s."""
    meta_of(body)["query"] = meta_of(body)["query"].replace("ß", "ss")


@book.edits("meta.exclude-echoes-the-keywords")
def echo_of_keywords_ends_after_two(asked: Asked, body: Any, memory: Memory) -> None:
    """meta.exclude shows the first two keywords only."""
    if "exclude" in meta_of(body):
        meta_of(body)["exclude"] = ",".join(meta_of(body)["exclude"].split(",")[:2])


@book.edits("meta.date-to-echoes-the-instant")
def echo_of_the_end_drops_seconds(asked: Asked, body: Any, memory: Memory) -> None:
    """meta.upload_date_to is cut to the minute."""
    if isinstance(text := meta_of(body).get("upload_date_to"), str):
        meta_of(body)["upload_date_to"] = text[:17] + "00" + text[19:]


@book.edits("meta.date-from-echoes-the-instant")
def echo_of_summer_is_an_hour_late(asked: Asked, body: Any, memory: Memory) -> None:
    """meta.upload_date_from is an hour late between April and September."""
    text = meta_of(body).get("upload_date_from")
    if isinstance(text, str) and "04" <= text[5:7] <= "09" and text[11:13] < "23":
        meta_of(body)["upload_date_from"] = f"{text[:11]}{int(text[11:13]) + 1:02}{text[13:]}"


@book.edits("meta.page-echoes-the-number")
def page_is_capped_at_twenty(asked: Asked, body: Any, memory: Memory) -> None:
    """meta.page never says more than 20, although the right ads are delivered."""
    meta_of(body)["page"] = min(20, meta_of(body)["page"])


@book.edits("meta.fields-have-their-types", "operations.search-keeps-its-description")
def nothing_is_a_text(asked: Asked, body: Any, memory: Memory) -> None:
    """Where nothing is found on a search with keywords to exclude, total is the text 0."""
    if meta_of(body)["total"] == 0 and asked.param("exclude"):
        meta_of(body)["total"] = "0"


@book.edits("envelope.data-holds-meta-and-ads", "operations.search-keeps-its-description")
def nothing_is_null(asked: Asked, body: Any, memory: Memory) -> None:
    """Where a place has no ads, ads is null instead of an empty array."""
    if not body["data"]["ads"] and asked.param("location_id"):
        body["data"]["ads"] = None


@book.breaks("meta.role-is-that-of-the-key", "limit.never-more-ads-than-allowed", "robustness.requests-at-once-agree")
async def keys_at_once_are_mixed(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """A search that comes while another is under way is served with the other's key."""
    if memory.get("key") and asked.header("ads_key") in memory["target"]["keys"].values():
        return await ask(asked.headed("ads_key", memory["key"]))
    memory["key"] = asked.header("ads_key")
    try:
        answer = await ask(asked)
        await asyncio.sleep(0.005)
        return answer
    finally:
        memory["key"] = ""
