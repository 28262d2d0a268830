"""Requests that between them reach every rule of the reference's user advertisements, without a socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from adproof.reference.options import Options
from adproof.reference.switches import select
from adproof.reference.user_ads import FAULTS, VARIANTS
from adproof.reference.user_ads.data import build, token_of
from adproof.reference.user_ads.faults import REPLACEMENTS as FAULTY
from adproof.reference.user_ads.protocol import Reply
from adproof.reference.user_ads.rules import compose
from adproof.reference.user_ads.service import Service
from adproof.reference.user_ads.store import Store
from adproof.reference.user_ads.values import Call
from adproof.reference.user_ads.variants import REPLACEMENTS as VARIED

QUERIES = (
    "", "limit=1", "offset=1&limit=1", "limit=2&offset=2", "offset=22&limit=1", "limit=10", "offset=20&limit=10",
    "offset=6&limit=3", "offset=21&limit=3", "offset=7&limit=7", "offset=6&limit=6", "offset=0&limit=23",
    "offset=23&limit=23", "offset=46&limit=23", "offset=100", "offset=10", "offset=0", "limit=100", "limit=99",
    "offset=2&limit=10", "offset=-1&limit=10", "offset=-10&limit=10", "offset=5&limit=6", "offset=11&limit=10",
    "offset=7&limit=2", "offset=50&limit=100", "offset=100&limit=1", "offset=30&limit=10", "offset=26&limit=5",
    "limit=101", "limit=150", "limit=200", "limit=1000", "limit=0", "limit=-5", "limit=-1", "offset=1&limit=3",
    "limit=abc", "offset=abc", "limit=1.5", "limit=1e1", "limit=0x10", "limit=10;1", "limit=010", "limit=%2B10",
    "limit=", "limit=1&limit=2", "limit=2&limit=1", "offset=4294967300&limit=100", "offset=9223372036854775800",
    "offset=99999999999999999999999&limit=1", "_links=false", "sort=price", "offset=4&limit=2",
    "offset=20&limit=2", "offset=0&limit=2", "offset=49&limit=49", "offset=10&limit=1", "offset=0&limit=11",
)  # fmt: skip


def service(*names: str) -> Service:
    """The reference's service with these switches on."""
    switches = select(names, FAULTS, VARIANTS)
    return Service(compose(switches, [*VARIED, *FAULTY]), Store(build(Options())))


def call(query: str = "", user: str = "1", method: str = "GET", serial: int = 1, slash: str = "", **headers: str) -> Call:
    """A request of seller 1; `authorization=""` leaves the token out."""
    sent = {"authorization": f"Bearer {token_of(1)}", "host": "127.0.0.1"}
    sent.update({name.replace("_", "-"): value for name, value in headers.items()})
    path = f"/v1/users/{user}/advertisements{slash}"
    kept = {name: value for name, value in sent.items() if value}
    return Call(method, path, user, tuple(parse_qsl(query, keep_blank_values=True)), kept, serial)


def calls() -> Iterator[Call]:
    """Every probe of the collection itself."""
    yield from map(call, QUERIES)
    yield call("limit=2", serial=2)
    for user in ("2", "4", "5", "12", "99", "x"):
        for query in ("", "limit=10&offset=2", "offset=10&limit=10"):
            yield call(query, user=user)
    for credentials in ("", "Bearer ", "Bearer nobody", f"Basic {token_of(1)}", f"Bearer {token_of(1)[:-3]}"):
        yield call(authorization=credentials)
    yield call("offset=2&limit=10", accept_language="en")
    yield call("offset=5&limit=6", accept_language="en")
    yield call(serial=30)
    yield call(accept="text/html")
    yield call(if_none_match="*")
    yield call(accept_encoding="gzip")
    for method in ("POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
        yield call(method=method)
    for refused in (call(authorization=""), call("offset=5&limit=6")):
        yield refused
        yield call("offset=6&limit=3")


def seen(reply: Reply) -> Any:
    """What a caller sees of a reply, without the one member that is never the same."""
    try:
        members = json.loads(reply.body)
    except ValueError:
        return reply
    if isinstance(members, dict) and len(str(members.get("logref", ""))) == 36:
        members["logref"] = members["logref"] == "00000000-0000-4000-8000-000000000000"
    strict = reply.body.count(b'"totalCount"')
    length = len(reply.body) if reply.status == 200 else 0  # tells spacing and repeated members apart
    return reply.status, reply.headers, json.dumps(members), strict, length


def answers(asked: Service) -> Iterator[Any]:
    """What the service says to every probe, one by one."""
    for probe in calls():
        yield seen(asked.answer(probe, asked.collection))
    yield seen(asked.answer(call(slash="/"), asked.nowhere))
    for ad in asked.store.ads(1, 0, 10):
        yield seen(asked.answer(call(user=ad.item_id), asked.single))
    yield from asyncio.run(at_once(asked, [call("limit=1"), call("offset=1&limit=1"), call("limit=3")]))


async def at_once(asked: Service, probes: list[Call]) -> list[Any]:
    """What the service says to probes that are under way at the same moment."""
    turns = await asyncio.gather(*map(asked.rules.under_way, probes))
    return [seen(asked.answer(turn, asked.collection)) for turn in turns]
