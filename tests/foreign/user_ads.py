"""A server of the user advertisements, written from the document alone: `python -m tests.foreign.user_ads --size 240`."""

import random
import re
import string
import uuid
from importlib import import_module
from typing import Any

from tests.foreign.wire import Ask, Board, Reply, command, listen

USER, OTHER, TOKEN = 4401877, 4401912, "Bearer kiosk-7c1d-seller"
DOCS = "https://docs.kiosk.example.test/v1"
BOARD = Board()

THINGS = ["Bakfiets", "Koffiemolen", "Eettafel", "Kinderwagen", "Gitaar", "Lego-set", "Wasmachine", "Tuinstoel", "Vouwtent"]
TRAITS = ["z.g.a.n.", "'70s", "100%", "met doos & bon", "(defect)", "nieuw!", "à la carte", "½ prijs", "“zeldzaam” 🚲", "<leer>"]
TOWNS = [
    ("8302JM", "Emmeloord"),
    ("1012 AB", "Amsterdam"),
    ("5211BR", "'s-Hertogenbosch"),
    ("9711", "Groningen"),
    ("8501AA", "Joure"),
]
TREE = {91: [92, 112, 157], 1: [4, 2], 2600: [2611]}
PRICES: list[dict[str, Any]] = [
    {"modelType": "fixed", "askingPrice": 12312300},
    {"modelType": "fixed", "askingPrice": 0},
    {"modelType": "bidding", "minimalBid": 1000, "askingPrice": 2550},
    {"modelType": "bidding"},
    {"modelType": "see description"},
    {"modelType": "reserved"},
    {"modelType": "fixed", "askingPrice": 1, "retailPrice": 9999},
]


def advertisement(nth: int, user: int = USER) -> dict[str, Any]:
    """One advertisement; everything about it follows from its number, its place in the list does not."""
    dice = random.Random(f"{user}/{nth}")
    item = f"{dice.choice('ma')}{dice.randrange(10**8, 10**10)}"
    level = dice.choice(sorted(TREE))
    category = dice.choice(TREE[level])
    postcode, city = dice.choice(TOWNS)
    month, own = dice.randrange(1, 12), f"/v1/advertisements/{item}"
    links = {f"mp:{'advertisement-' * (part != 'bids')}{part}": {"href": f"{own}/{part}"} for part in
             ("transactions", "bids", "statistics", "images", "features")}  # fmt: skip
    ad: dict[str, Any] = {
        "categoryId": category,
        "title": f"{dice.choice(THINGS)} {dice.choice(TRAITS)}",
        "itemId": item,
        "description": "<p>Ophalen &amp; contant.</p>\n" + "Zo goed als nieuw – écht waar! " * dice.randrange(1, 30),
        "priceModel": dict(dice.choice(PRICES)),
        "location": {"cityName": city, "postcode": postcode},
        "seller": {"sellerName": "Bé & Zn.", "sellerId": user, "acceptPaypal": False},
        "startDate": f"20{dice.randrange(12, 26)}-{month:02}-{dice.randrange(1, 28):02}T{dice.randrange(24):02}:59:07Z",
        "closeDate": "2031-02-28T23:59:59Z",
        "status": "online",
        "_links": {
            **links,
            "mp:seller": {"href": f"/v1/users/{user}"},
            "mp:category": {"href": f"/v1/categories/{level}/{category}"},
            "describedby": {"href": f"{DOCS}/advertisement.html"},
            "self": {"href": own},
        },
    }
    if dice.random() < 0.3:
        ad |= {
            "constructionYear": 2008,
            "fuel": "Diesel",
            "mileage": 166640,
            "apkExpirationDate": "2014-11-04",
            "body": ["Stationwagon"],
        }
    return ad


class Shop:
    """Whose advertisements there are; switches may change the list and the counters."""

    def __init__(self) -> None:
        self.ads: list[dict[str, Any]] = []
        self.foreign = [advertisement(nth, OTHER) for nth in range(23)]
        self.cache: dict[Any, Any] = {}
        self.random = random.Random(5)


SHOP = Shop()


def whole(text: str | None, otherwise: int) -> int | None:
    if text is None:
        return otherwise
    digits = text.removeprefix("-")
    return int(text) if digits and len(digits) < 19 and set(digits) <= set(string.digits) else None


def refusal(asked: Ask, status: int, code: str, message: str) -> Reply:
    body = {
        "message": message,
        "logref": str(uuid.UUID(int=SHOP.random.getrandbits(128))),
        "code": code,
        "statuscode": str(status),
        "_links": {"help": {"href": f"{DOCS}/errors/{code}"}},
    }
    reply = Reply(status, BOARD.at("refusal", body, asked))
    if status == 401:
        reply.headers["WWW-Authenticate"] = "Bearer"
    return reply


def href(asked: Ask, rel: str, offset: int, limit: int) -> dict[str, Any]:
    values = BOARD.at("link", {"offset": offset, "limit": limit}, asked, rel)
    query = "&".join(f"{name}={value}" for name, value in values.items())
    return {"href": f"/v1/users/{asked.facts['user']}/advertisements" + (f"?{query}" if query else "")}


def links(asked: Ask, offset: int, limit: int, total: int) -> dict[str, Any]:
    """Page links: always the ends, the neighbours where there are any; behind the end, the way back is the last page."""
    last = max(0, (total - 1) // limit * limit)
    places = {"last": last, "first": 0, "self": offset}
    if offset + limit < total:
        places["next"] = offset + limit
    if offset:
        places["prev"] = min(offset - limit, last)
    found: dict[str, Any] = {rel: href(asked, rel, at, limit) for rel, at in BOARD.at("places", places, asked).items()}
    curie = {"templated": True, "name": "mp", "href": f"{DOCS}/rels/{{rel}}.html"}
    return {"curies": [curie], "describedby": {"href": f"{DOCS}/user-advertisements.html"}, **found}


def page(asked: Ask, offset: int, limit: int) -> dict[str, Any]:
    everything = BOARD.at("list", SHOP.ads if asked.facts["user"] == USER else SHOP.foreign, asked)
    total = len(everything)
    asked.facts.update(offset=offset, limit=limit, total=total, last=offset < total <= offset + limit, all=everything)
    ads = BOARD.at("slice", everything[offset : offset + limit], asked)
    shown = [BOARD.at("ad", dict(ad), asked, int(ad["itemId"][1:])) for ad in ads]
    embedded: dict[str, Any] = {"mp:advertisements": shown}
    body = {
        "totalCount": total,
        "limit": limit,
        "offset": offset,
        "_embedded": embedded,
        "_links": links(asked, offset, limit, total),
    }
    return BOARD.at("body", body, asked)


def invalid(offset: int, limit: int) -> bool:
    return offset < 0 or not 1 <= limit <= 100 or bool(offset % limit)


def logged_in(asked: Ask) -> bool:
    return asked.headers.get("Authorization") == TOKEN


def answer(asked: Ask) -> Reply:
    found = re.fullmatch(r"/v1/users/([^/]+)/advertisements", asked.path)
    if not found:
        return refusal(asked, 404, "resource-not-found", "Onbekend adres")
    if asked.method not in ("GET", "HEAD"):
        reply = refusal(asked, 405, "method-not-allowed", "Alleen lezen")
        reply.headers["Allow"] = "GET, HEAD"
        return reply
    asked.facts.update(user=int(found[1]) if found[1].isdigit() else -1)
    allowed = logged_in(asked) and asked.facts["user"] == USER
    if not BOARD.at("allowed", allowed, asked):
        return refusal(asked, 401, "unauthorized", "Deze gebruiker is niet ingelogd")
    numbers = BOARD.at("numbers", (whole(asked.one("offset"), 0), whole(asked.one("limit"), 100)), asked)
    offset, limit = numbers
    if offset is None or limit is None:
        return refusal(asked, 400, "validation-failure", "Geen getal")
    if BOARD.at("invalid", invalid(offset, limit), asked, offset, limit):
        return refusal(asked, 400, "pagination-invalid", "offset moet een veelvoud van limit zijn, en limit hooguit 100")
    return Reply(200, page(asked, offset, limit), {"content-type": "application/json;charset=UTF-8", "Cache-Control": "no-store"})


def target(origin: str) -> str:
    section = f'[targets.foreign.user_ads]\nbase_url = "{origin}"\nuser = {USER}\n'
    return section + f'authorization = "{TOKEN}"\nother_user = {OTHER}\n'


def main() -> None:
    parts = ("violations", "link_violations", "rare_violations", "meeting_violations")
    for part in ("variations", "unusual_variations", *parts):
        import_module(f"tests.foreign.user_ads_{part}")

    options = command(BOARD, __doc__ or "")
    BOARD.turn_on(options.names)
    SHOP.ads.extend(BOARD.at("stock", [advertisement(nth) for nth in range(options.size)]))
    random.Random(11).shuffle(SHOP.ads)
    listen(answer, BOARD, options, target)


if __name__ == "__main__":
    from tests.foreign import user_ads

    user_ads.main()
