"""Requests that between them reach every rule of the reference for search, without a socket."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import Any

from adproof.reference.search import FAULTS, VARIANTS, service
from adproof.reference.search.asked import Desk
from adproof.reference.search.places import PLACES, kilometres
from adproof.reference.search.rules import access, traffic, wider
from adproof.reference.search.store import Kind, Store
from adproof.reference.switches import select

TODAY = 1_795_219_200
MID = TODAY - 40 * 86_400 + 43_200
MIDNIGHT, LATER = MID - 43_200, MID + 864_000
KEYS = {role: key for key, role in access.KEYS.items()}
RADIUS = f"{kilometres(PLACES[0], PLACES[6]) * 1.0005:.6f}"  # reaches an area only on a smaller earth
PLAIN = f"""
limit=120 limit=11 limit=12&page=2 limit=101&page=2 limit=100000000 limit=1 limit=0 limit=7&page=2 limit=7&page=3
limit=7&page=4 limit=8&page=30 limit=7&page=35 limit=7&page=36 limit=10&page=99 limit=5&page=20 page=0 page=1
limit=3.5 upload_date_from=x sort=upwards limit=60&sort=newest limit=60&sort=oldest limit=60&sort=price_asc
limit=60&sort=price_desc limit=60&sort=relevance limit=120&sort=price_asc limit=120&sort=price_desc
limit=120&sort=relevance sort=price_asc&limit=20&page=2 sort=oldest&limit=20&page=2 query=* query=*&limit=120 query=
query=%20neu++VB%20 query=zerfqwkhzu query=OVP&limit=100 query=ovp&limit=100 query=Versand&limit=100
query=R%C3%BCckseite query=wie+neu&limit=100 query=Freunde&limit=100 query=Zustand&limit=100 query=50%25&limit=1
query=%22x%27 query=%2541 query=a%26b exclude=neu&limit=120 exclude=NEU,ovp,Versand&limit=120 exclude=VB,OVP&limit=120
exclude=Versand,neu&limit=10&page=2 exclude=zerfqwkhzu&limit=120 exclude=R%C3%BCckseite&limit=120
exclude=Erbst%C3%BCck&limit=120 exclude=%20neu,,ovp&limit=120 exclude=Fahrrad&limit=120 exclude=K%C3%B6lnerin exclude=
query=OVP&exclude=Versand&limit=90 exclude=Freunde&limit=120 exclude=neu&sort=price_asc&limit=90
exclude=iPhone&limit=120 exclude=R%C3%BCckgabe,Versand,Abholung,OVP&limit=120 category=49&limit=90
category=110&limit=90 category=11&limit=90 category=110,81&limit=90 category=81,49,22&limit=90
category=81&category=110&limit=90 category=9999 category=170&limit=90 category=49&exclude=neu&limit=90
category=110&query=neu&limit=90 category=49&sort=newest&limit=90&page=1 category=49&limit=5&page=3
category[]=49&limit=90 category=21&limit=120 location_id=2031&radius=1&limit=90 location_id=2031&radius=3&limit=90
location_id=2031&radius=8&limit=90 location_id=2031&radius=10&limit=90 location_id=2031&radius=25&limit=90
location_id=2031&radius=35&limit=90 location_id=2031&radius=40&limit=90 location_id=2031&radius=70&limit=90
location_id=2031&radius=500&limit=90 location_id=2031&radius=150&limit=90 location_id=2031 radius=5
location_id=99&radius=10 location_id=2031&radius=60&limit=2&page=2 location_id=2031&radius=60&limit=2000
location_id=2031&radius=60&category=49&limit=90 location_id=2031&radius=60&sort=oldest&limit=90
location_id=2031&radius=60&query=neu location_id=2031&radius=60&sort=price_desc&limit=90
location_id=2031&radius=60&category=49&exclude=neu&limit=90 location_id=2031&radius=4.7&limit=90
location_id=2031&radius=23.5&limit=90 location_id=2032&radius=23.5&limit=90 location_id=2033&radius=23.5&limit=90
location_id=2034&radius=23.5&limit=90 location_id=2035&radius=23.5&limit=90 location_id=2036&radius=23.5&limit=90
location_id=2037&radius=23.5&limit=90 location_id=2038&radius=23.5&limit=90 location_id=2039&radius=23.5&limit=90
location_id=2040&radius=23.5&limit=90 location_id=2041&radius=23.5&limit=90 location_id=2042&radius=23.5&limit=90
location_id=2043&radius=23.5&limit=90 location_id=2044&radius=23.5&limit=90 location_id=2045&radius=23.5&limit=90
location_id=2046&radius=23.5&limit=90 location_id=2047&radius=23.5&limit=90 location_id=2048&radius=23.5&limit=90
location_id=2049&radius=23.5&limit=90 location_id=2050&radius=23.5&limit=90 location_id=2051&radius=23.5&limit=90
location_id=2052&radius=23.5&limit=90 location_id=2053&radius=23.5&limit=90 location_id=2054&radius=23.5&limit=90
upload_date_from={MID}&limit=120 upload_date_to={MID}&limit=120
upload_date_from={MID}&upload_date_to={LATER}&limit=120 upload_date_from={MIDNIGHT}&limit=120
upload_date_to={MIDNIGHT}&limit=120 upload_date_from=0&limit=120 upload_date_from=4000000000&sort=price_asc
upload_date_from={MID}&query=neu&limit=90 upload_date_to={MID}&location_id=2031&radius=90&limit=90
upload_date_from={MID}&category=49&limit=90 upload_date_from={MID}&upload_date_to={LATER}&query=neu&limit=90
upload_date_from={MID}&sort=relevance&limit=120 query=neu&category=49&upload_date_from={MID}&limit=90
upload_date_to={MID}&limit=10&page=3 limit=2&page=30 query=in&limit=90 query=iPhone&limit=90 exclude=ung&limit=90
query=neu+wie&limit=90 sort=price_asc&limit=250 query=Rechnung query=keine&limit=90 limit=240
location_id=2031&radius={RADIUS}&limit=90 location_id=6411&radius={RADIUS}&limit=90
location_id=9409&radius={RADIUS}&limit=90 location_id=945&radius={RADIUS}&limit=90
location_id=3820&radius={RADIUS}&limit=90 query=Elektronik&limit=90 query=Berlin&limit=90 exclude=Elektronik&limit=250
exclude=Berlin&limit=250 sort=oldest&query=versand&limit=90 sort=oldest&query=Versan&limit=90
sort=oldest&query=neu+wie&limit=90 sort=oldest&exclude=versand&limit=120 sort=oldest&exclude=Artikel&limit=120
exclude=neu,+ovp&limit=120 exclude=zerfqwkhzu,uzhkwqfrez&limit=250 colour=red category=49&sort=price_asc&limit=90
category=80&sort=price_asc&limit=90 upload_date_from={MID}&upload_date_to={LATER}&exclude=neu&limit=120
upload_date_from={MID}&upload_date_to={LATER}&exclude=neu,ovp,VB,Freunde,Abholung&limit=120
upload_date_from={MIDNIGHT}&sort=oldest&limit=120 upload_date_to={MID}&category=49&limit=90 sort=price_desc&limit=250
sort=oldest&exclude=Abhol&limit=250 exclude=a1,b2,c3,d4,e5,neu&limit=90 query=neu&exclude=neu&limit=90
category=9991,9992,9993,9994,9995,49&limit=90 limit=1&page=12 limit=11&page=2
limit=2&page=3 limit=3&page=2 query=neu&limit=5&page=3 query=neu&sort=relevance&limit=5&page=2
query=*&category=49&limit=90 query=*&exclude=neu&limit=90 location_id=2031&radius=600&limit=90 query=256&limit=90
"""
QUERIES = ("", "query=" + "lang+" * 120, *PLAIN.split())
OTHERS = (
    ("locations", "query=M%C3%BCnchen"), ("locations", "query=zerfqwkhzu"), ("locations", "query=Berlin&limit=2"),
    ("locations", "query=K%C3%B6ln"),
    ("locations", "query=D%C3%BCsseldorf"), ("categories", ""), ("inserat", "id=3032850243"), ("inserat", "id=1"),
)  # fmt: skip
ENDPOINTS = {"search": service.search, "locations": wider.places, "categories": wider.categories, "inserat": wider.details}


@cache
def store(moving: bool) -> Store:
    """The reference's 240 ads, built once."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    return Store(connection, Kind(240, 1, TODAY, moving))


def desk(*names: str) -> Desk:
    """The service with these switches on."""
    moving = "search.moving" in names
    return Desk(store(moving), select(names, FAULTS, VARIANTS), Random(1))


def answer(d: Desk, query: str, key: str | None, endpoint: str = "search") -> tuple[Any, ...]:
    """Status and body of one request, as they would be sent."""
    d.requests += 1
    away = traffic.busy(d)
    if away:
        return away
    traffic.before(d)
    headers = {"ads_key": key} if key else {}
    request = SimpleNamespace(headers=headers, scope={"query_string": query.encode()})
    status, content = service.served(d, request, ENDPOINTS[endpoint])
    written = traffic.written(d, content, "gzip")
    return status, repr(content), written, traffic.seconds(d), wider.offered(d)


def answers(d: Desk) -> Iterator[tuple[Any, ...]]:
    """The answers to all probes, one after the other."""
    for endpoint, query in OTHERS:
        yield answer(d, query, KEYS["pro"], endpoint)
    for key in (None, "nobody", *KEYS.values()):
        yield answer(d, "limit=300&page=2", key)
        yield answer(d, "limit=200", key)
        yield answer(d, "", key)
    yield answer(d, "", KEYS["free"])
    for query in QUERIES:
        yield answer(d, query, KEYS["enterprise"])
    for role in ("free", "basic", "pro"):
        for query in (
            "exclude=neu&limit=10",
            "category=49&limit=50",
            "sort=price_desc",
            "limit=10&page=2",
            "limit=51",
            "limit=11",
        ):
            yield answer(d, query, KEYS[role])
