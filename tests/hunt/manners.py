"""Oddities of transport and JSON that any conforming target may have, entered into every book."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .frame import Answer, Ask, Asked, Book, Memory, count, told


async def bodies_are_gzipped(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Bodies are compressed for callers that accept gzip."""
    answer = await ask(asked)
    if "gzip" not in asked.header("accept-encoding") or len(answer.body) < 20:
        return answer
    return replace(answer.headed("content-encoding", "gzip").headed("vary", "Accept-Encoding"), body=gzip.compress(answer.body))


async def bodies_are_chunked_and_connections_closed(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Bodies come in chunks, and every connection is closed after its answer."""
    return replace(await ask(asked), chunked=True, close=True)


async def json_is_written_otherwise(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """JSON is indented, escaped to ASCII, and its members come in reverse order."""
    answer = await ask(asked)
    if answer.json is None or "json" not in answer.header("content-type"):
        return answer
    return answer.headed("content-type", "application/json;charset=UTF-8").carrying(
        turned(answer.json), ensure_ascii=True, indent=3
    )


def turned(value: Any) -> Any:
    """The same value with the members of its objects backwards."""
    if isinstance(value, dict):
        return {key: turned(inner) for key, inner in reversed(value.items())}
    return [turned(inner) for inner in value] if isinstance(value, list) else value


async def further_members_and_headers(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every object carries a further member, and every answer further headers."""
    answer = await ask(asked)
    for name, value in (("x-cache", "MISS"), ("set-cookie", "lb=7; Path=/"), ("server", "edge"), ("x-frame-options", "DENY")):
        answer = answer.headed(name, value)
    if answer.json is None or "json" not in answer.header("content-type"):
        return answer
    return answer.carrying(widened(answer.json))


def widened(value: Any, parent: str = "") -> Any:
    """The same value with further members in its objects, but for maps whose members are all of one kind."""
    if isinstance(value, list):
        return [widened(inner, parent) for inner in value]
    if not isinstance(value, dict):
        return value
    more = {key: widened(inner, key) for key, inner in value.items()}
    plain = parent in ("_links", "attributes", "_embedded")
    return more if plain else more | {"trace_id": "4f2a", "futureFlags": {"beta": False, "ratio": 0.5}}


async def answers_are_slow(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every seventh answer takes a third of a second, and every hundredth two seconds."""
    number = count(memory)
    await asyncio.sleep(2 if number % 100 == 0 else 0.3 if number % 7 == 0 else 0)
    return await ask(asked)


async def reads_are_throttled_now_and_then(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every 60th reading call is answered with 429 and a delay of a second."""
    if asked.method == "GET" and count(memory) % 60 == 0:
        return told(429, {"success": False, "code": "too-many-requests", "message": "slow down"}).headed("retry-after", "1")
    return await ask(asked)


async def a_gateway_fails_for_a_moment(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Once in the run, three reading calls in a row meet a 503 with Retry-After."""
    if asked.method == "GET" and 90 <= count(memory) < 93:
        return replace(told(503, {}), body=b"<html>busy</html>").headed("content-type", "text/html").headed("retry-after", "1")
    return await ask(asked)


async def a_server_fails_once(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Once in the run a reading call meets a 500; asked again, it is served."""
    return told(500, {"message": "restarting"}) if asked.method == "GET" and count(memory) == 80 else await ask(asked)


async def every_sixtieth_reading_call_is_a_500(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Every sixtieth reading call is answered with an internal error."""
    return told(500, {"message": "oops"}) if asked.method == "GET" and count(memory) % 60 == 0 else await ask(asked)


async def media_type_is_written_otherwise(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """The media type comes in capitals with a parameter, and bodies carry blanks around the JSON."""
    answer = await ask(asked)
    if "json" not in answer.header("content-type"):
        return answer
    body = b"\n " + answer.body + b" \r\n" if answer.body else b""
    return replace(answer.headed("content-type", 'Application/JSON; Charset="utf-8"'), body=body)


async def undocumented_refusals_are_422(asked: Asked, ask: Ask, memory: Memory) -> Answer:
    """Malformed values whose refusal has no documented form are refused with 422 and another body."""
    answer = await ask(asked)
    if asked.path.endswith("/search") and answer.status == 400:
        return told(
            422, {"success": False, "message": "unprocessable", "errors": [{"loc": ["query"], "msg": json.dumps(asked.query)}]}
        )
    return answer


COMMON: tuple[Callable[..., Any], ...] = (
    bodies_are_gzipped,
    bodies_are_chunked_and_connections_closed,
    json_is_written_otherwise,
    further_members_and_headers,
    answers_are_slow,
    reads_are_throttled_now_and_then,
    a_gateway_fails_for_a_moment,
    a_server_fails_once,
    media_type_is_written_otherwise,
)


def enter(book: Book, *no_server_error: str) -> None:
    """The oddities of transport, and internal errors now and then, which break the given requirements."""
    for act in COMMON:
        book.oddity(act)
    book.breaks(*no_server_error)(every_sixtieth_reading_call_is_a_500)
