"""Fills the database with sellers and their advertisements: the same for the same seed."""

from __future__ import annotations

import json
import random
import sqlite3
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ..options import Options, database
from . import vocabulary as words

SELLERS = {1: "Richard", 2: "Fatima", 3: "Joost", 4: "Anneke", 5: "Willem"}
HOLDINGS = {1: 23, 2: 0, 3: 1, 4: 10, 5: 250}
NEWEST = datetime(2026, 11, 14, 20, 15, 25, tzinfo=UTC)
VERSION = 1

SCHEMA = """
create table user_ads_built (version integer, seed integer, main_holding integer);
create table user_ads_seller (seller_id integer primary key, name text not null, token text not null unique);
create table user_ads_ad (
    item_id text primary key,
    seller_id integer not null references user_ads_seller,
    position integer not null,
    title text not null,
    description text not null,
    level1 integer not null,
    level2 integer not null,
    price_model text not null,
    postcode text not null,
    city text not null,
    url text,
    started text not null,
    closes text not null,
    attributes text not null,
    unique (seller_id, position)
);
"""


def token_of(seller_id: int) -> str:
    """The seller's bearer token. It opens nothing but this sandbox."""
    return f"sandbox-token-of-seller-{seller_id}"


def build(options: Options) -> sqlite3.Connection:
    """The database with all sellers and ads; a data file built for other options is built anew."""
    connection = database(options)
    main_holding = HOLDINGS[1] if options.ads is None else max(0, options.ads)
    wanted = (VERSION, options.seed, main_holding)
    if built_for(connection) != wanted:
        connection.executescript("begin;" + drops(connection) + SCHEMA)
        fill(connection, options.seed, {**HOLDINGS, 1: main_holding})
        connection.execute("insert into user_ads_built values (?, ?, ?)", wanted)
        connection.execute("commit")
    return connection


def built_for(connection: sqlite3.Connection) -> tuple[int, ...] | None:
    """What the database was built for, if it was."""
    if not any(name == "user_ads_built" for name in tables(connection)):
        return None
    row = connection.execute("select version, seed, main_holding from user_ads_built").fetchone()
    return tuple(row) if row else None


def tables(connection: sqlite3.Connection) -> list[str]:
    """This contract's tables, those that refer to others first."""
    found = connection.execute("select name from sqlite_master where type = 'table' order by name")
    return [row["name"] for row in found if row["name"].startswith("user_ads_")]


def drops(connection: sqlite3.Connection) -> str:
    """SQL that removes this contract's tables and no other's."""
    return "".join(f"drop table {name};" for name in tables(connection))


def fill(connection: sqlite3.Connection, seed: int, holdings: dict[int, int]) -> None:
    """Writes sellers and ads."""
    sellers = [(seller, name, token_of(seller)) for seller, name in SELLERS.items()]
    connection.executemany("insert into user_ads_seller values (?, ?, ?)", sellers)
    for seller, count in holdings.items():
        chance = random.Random(f"{seed}/{seller}")
        rows = [compose(chance, seller, position) for position in range(count)]
        if rows:
            names = ", ".join(rows[0])
            marks = ", ".join(f":{name}" for name in rows[0])
            connection.executemany(f"insert into user_ads_ad ({names}) values ({marks})", rows)  # noqa: S608


def compose(chance: random.Random, seller: int, position: int) -> dict[str, Any]:
    """One advertisement as a row; every third is a car, because only cars carry attributes."""
    is_car = position % 3 == 0
    shelf = words.CARS if is_car else chance.choice(words.SHELVES)
    thing = chance.choice(shelf.things)
    postcode, city = chance.choice(words.CITIES)
    started = NEWEST - timedelta(hours=7 * position + chance.randrange(6), seconds=chance.randrange(3600))
    return {
        "item_id": f"m{1_054_000_000 + seller * 10_000_000 + position * 37 + chance.randrange(30)}",
        "seller_id": seller,
        "position": position,
        "title": title(chance, thing, is_car),
        "description": f"{thing}. {chance.choice(shelf.remarks)} {chance.choice(words.GREETINGS)}",
        "level1": shelf.level1,
        "level2": shelf.level2,
        "price_model": json.dumps(price_model(chance, shelf, position)),
        "postcode": postcode,
        "city": city,
        "url": f"https://www.verkoper-{seller}.example.test/" if position % 5 == 0 else None,
        "started": moment(started),
        "closes": moment(started + timedelta(days=28)),
        "attributes": json.dumps(car_attributes(chance, thing, started.date()) if is_car else {}),
    }


def title(chance: random.Random, thing: str, is_car: bool) -> str:
    """A title of 3 to 60 characters, often shared by several ads."""
    return f"{thing} {chance.choice(('1.6', '2.0', '2.4'))} uit {chance.randrange(2004, 2022)}" if is_car else thing


def price_model(chance: random.Random, shelf: words.Shelf, position: int) -> dict[str, Any]:
    """Mostly fixed prices, in cents; the other models come in turn."""
    cents = chance.randrange(*shelf.price) * 100 + chance.choice((0, 0, 50, 95))
    turn = position % 8
    if turn == 3:
        return {"modelType": "bidding", "askingPrice": cents, "minimalBid": cents // 2}
    if turn == 5:
        return {"modelType": "bidding"}
    if turn == 7:
        return {"modelType": chance.choice(("see description", "reserved"))}
    return {"modelType": "fixed", "askingPrice": cents}


def car_attributes(chance: random.Random, thing: str, started: date) -> dict[str, Any]:
    """The category attributes of a car."""
    make, model = thing.split(" ", 1)
    return {
        "model": model,
        "constructionYear": chance.randrange(2004, 2022),
        "fuel": chance.choice(words.FUELS),
        "mileage": chance.randrange(12_000, 280_000),
        "body": chance.choice(words.BODIES),
        "transmission": chance.choice(words.GEARBOXES),
        "color": chance.choice(words.COLOURS),
        "engineDisplacement": chance.randrange(998, 2998),
        "napNationalCarPass": "Ja",
        "makeDescription": make,
        "modelDescription": model,
        "apkExpirationDate": (started + timedelta(days=chance.randrange(20, 400))).isoformat(),
        "apkOnDelivery": chance.choice(("Ja", "Nee")),
    }


def moment(when: datetime) -> str:
    """A UTC moment with seconds, as the API writes it."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
