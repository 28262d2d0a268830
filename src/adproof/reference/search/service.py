"""The HTTP side: keys, parameters, the four endpoints, and what refusals and crashes look like."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from ..options import Options, database
from ..switches import Switches
from .asked import Asked, Crash, Desk, Refused
from .drafts import DAY
from .rules import access, ad, combination, envelope, meta, paging, parameters, readings, traffic, wider
from .store import Kind, Store

BASE = "/ads/v1/kleinanzeigen"
DEFAULT_ADS = 240
CLAIMS = ("locations", "categories", "details")
Answer = dict[str, Any]


def routes(switches: Switches, options: Options) -> list[BaseRoute]:
    """The contract's routes; makes or opens the index."""
    desk = opened(switches, options)
    endpoints: dict[str, Callable[[Asked], Answer]] = {"search": search, "locations": wider.places}
    if wider.offered(desk):
        endpoints |= {"categories": wider.categories, "inserat": wider.details}
    return [Route(f"{BASE}/{name}", handler(desk, answer)) for name, answer in endpoints.items()]


def target_section(origin: str, options: Options) -> dict[str, Any]:
    """The contract's section of a target file for this process."""
    lacking = "search.wider-endpoints-missing" in options.switched
    return {
        "base_url": origin + BASE,
        "claims": list(CLAIMS[:1] if lacking else CLAIMS),
        "keys": {role: key for key, role in access.KEYS.items()},
    }


def opened(switches: Switches, options: Options) -> Desk:
    """The service over its index. Its newest ads are of yesterday."""
    ads = DEFAULT_ADS if options.ads is None else max(0, options.ads)
    today = int(time.time()) // DAY * DAY
    kind = Kind(ads, options.seed, today, moving=switches.on("search.moving"))
    return Desk(Store(database(options), kind), switches, Random())


def handler(desk: Desk, answer: Callable[[Asked], Answer]) -> Callable[[Request], Any]:
    """An endpoint: everything that happens to a request before and after its answer is made."""

    async def endpoint(request: Request) -> Response:
        desk.requests += 1
        traffic.arrives(desk, request)
        await asyncio.sleep(traffic.seconds(desk) or traffic.dwelling(desk))
        away = traffic.busy(desk)
        if away:
            return Response(status_code=away[0], headers=away[1])
        traffic.before(desk)
        status, content = served(desk, request, answer)
        if content is None:
            return PlainTextResponse("Internal Server Error", status)
        body, headers = traffic.written(desk, content, request.headers.get("accept-encoding", ""))
        return Response(body, status, {"content-type": "application/json", **headers})

    return endpoint


def served(desk: Desk, request: Request, answer: Callable[[Asked], Answer]) -> tuple[int, Answer | None]:
    """Status and content; no content for a crash."""
    raw = traffic.query_of(desk, request)
    try:
        role = access.role_of(desk, traffic.key_of(desk, request))
        if role is None:
            refusal = envelope.refusal(desk, "ads_key is missing or unknown")
            return access.refusal_status(desk), refusal | access.refusal_data(desk)
        access.declared(desk, request.headers.get("content-type"))
        out_of_order(desk)
        return 200, answer(Asked(desk, role, tuple(parse_qsl(raw, keep_blank_values=True)), raw))
    except Refused as refused:
        return refused.status, envelope.refusal(desk, str(refused))
    except Crash:
        return 500, None


def out_of_order(desk: Desk) -> None:
    """Crashes as long as a fault wants it."""
    if desk.memory.get("out of order", 0):
        desk.memory["out of order"] -= 1
        raise Crash


def search(asked: Asked) -> Answer:
    """The answer to a search."""
    readings.met(asked)
    s = parameters.search(asked)
    envelope.endured(s)
    stored = envelope.stored(s)
    if stored is not None:
        return stored
    desk = asked.desk
    desk.memory |= {"role": s.role, "sort": s.sort, "page": s.page}
    matching = combination.matches(s)
    rows = paging.rows(s, matching)
    ads = [ad.shown(desk, found) for found in desk.store.fetch(rows)]
    made = envelope.wrapped(desk, meta.told(s, matching, len(ads)), ads)
    envelope.remembered(s, made)
    return made
