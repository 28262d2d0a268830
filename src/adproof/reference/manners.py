"""How any conforming service may fare on its way: its answers take uneven time, it is busy now and then.

Each contract has these variants under its own name, such as `creation.jitter`; they know no rule of a contract.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from random import Random

from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from .options import Options
from .switches import Switches, Variant

Turn = Callable[[int, Random], Awaitable[int]]


async def jitter(_nth: int, dice: Random) -> int:
    """Answers take up to 40 ms, each another time."""
    await asyncio.sleep(dice.random() * 0.04)
    return 0


async def busy_now_and_then(nth: int, _dice: Random) -> int:
    """Every 70th request is turned away with 429 and Retry-After, unserved."""
    return 429 if nth % 70 == 0 else 0


async def out_of_reach_in_bursts(nth: int, _dice: Random) -> int:
    """Of 150 requests three in a row are answered with 503 by a gateway."""
    return 503 if nth % 150 in (20, 21, 22) else 0


TURNS: dict[str, Turn] = {
    "jitter": jitter,
    "busy-now-and-then": busy_now_and_then,
    "out-of-reach-in-bursts": out_of_reach_in_bursts,
}


def variants(contract: str) -> tuple[Variant, ...]:
    """The contract's variants of traffic."""
    return tuple(Variant(f"{contract}.{name}", (turn.__doc__ or "").strip()) for name, turn in TURNS.items())


def mannered(routes: list[BaseRoute], contract: str, switches: Switches, options: Options) -> list[BaseRoute]:
    """The contract's routes, behind the manners that are on."""
    turns = [turn for name, turn in TURNS.items() if f"{contract}.{name}" in switches.active]
    numbers, dice = count(1), Random(options.seed)
    for route in routes:
        if turns and isinstance(route, Route):
            route.app = _behind(route.app, turns, numbers, dice)
    return routes


def _behind(app: ASGIApp, turns: list[Turn], numbers: count[int], dice: Random) -> ASGIApp:
    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        nth = next(numbers)
        for turn in turns:
            if status := await turn(nth, dice):
                await _turned_away(status, send)
                return
        await app(scope, receive, send)

    return serve


async def _turned_away(status: int, send: Send) -> None:
    headers = [(b"content-type", b"text/html"), (b"retry-after", b"0")] if status == 429 else [(b"content-type", b"text/html")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"<html>busy</html>"})
