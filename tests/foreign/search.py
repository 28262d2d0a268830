"""A server of the ads search, written from the document alone: `python -m tests.foreign.search --size 300`."""

import re
import uuid
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from math import ceil, log
from typing import Any

from tests.foreign.search_data import BY_ID, PLACES, Ad, iso, kilometres, stock
from tests.foreign.wire import Ask, Board, Reply, command, listen

BASE = "/ads/v1/kleinanzeigen"
KEYS = {"free": "kiosk-f-11", "basic": "kiosk-b-22", "pro": "kiosk-p-33", "enterprise": "kiosk-e-44"}
CAPS = {"free": 10, "basic": 50, "pro": 100, "enterprise": 250}
SORTS = ("relevance", "price_desc", "price_asc", "oldest", "newest")
BOARD = Board()
PARTS = (
    *("variations", "wire_variations", "unusual_variations", "unusual_stocks"),
    *("violations", "meta_violations", "wire_violations", "rare_violations"),
    *("meeting_violations", "stale_violations", "shape_violations"),
)
Facts = dict[str, Any]
Keeps = Callable[[Ad], bool]


class Refused(Exception):
    """A request that is not served; the document names no status, so this server has its own."""


def stem(word: str) -> str:
    word = word.replace("ä", "a").replace("ö", "o").replace("ü", "u")
    return re.sub(r"(en|er|es|e|n|s)$", "", word) if len(word) > 5 else word


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


class Index:
    """Which ads hold which stem, and how often."""

    def __init__(self, ads: list[Ad]) -> None:
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.plain: dict[int, str] = {}
        for each in ads:
            self.add(each)

    def add(self, ad: Ad) -> None:
        self.plain[ad.number] = f" {' '.join(words(ad.text))} "
        for word in words(ad.text):
            counts = self.counts[stem(word)]
            counts[ad.number] = counts.get(ad.number, 0) + 1

    def holding(self, text: str) -> set[int] | None:
        """The ads that hold every word of the text, stemmed; None where the text has no word: then it says nothing."""
        found = [set(self.counts.get(stem(word), ())) for word in words(text)]
        return set.intersection(*found) if found else None

    def score(self, ad: Ad, text: str) -> float:
        hits = [self.counts.get(stem(word), {}) for word in words(text)]
        return sum(each.get(ad.number, 0) / (1 + log(1 + len(each))) for each in hits) * (
            2 if text.casefold() in ad.text.casefold() else 1
        )

    def says(self, ad: Ad, keyword: str) -> bool:
        """Whether an ad contains a keyword: its words, one after the other."""
        wanted = " ".join(words(keyword))
        return f" {wanted} " in self.plain[ad.number] if wanted else bool(keyword.strip()) and keyword.strip() in ad.text


class Stall:
    ads: list[Ad]
    index: Index


STALL = Stall()


def number(asked: Ask, name: str, otherwise: float | None) -> Any:
    text = asked.one(name)
    if text is None:
        return otherwise
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,20})?", text):
        raise Refused(f"{name} ist keine Zahl")
    return float(text) if "." in text else int(text)


def categories(asked: Ask) -> list[str]:
    """Both spellings of an array, and the list with commas."""
    texts = [value for name, value in asked.pairs if name in ("category", "category[]")]
    return [id.strip() for text in texts for id in text.split(",") if id.strip()]


def facts(asked: Ask, role: str) -> Facts:
    """The parameters with their defaults."""
    found: Facts = {
        "role": role, "cap": CAPS[role], "nth": asked.nth,
        "query": "*" if asked.one("query") is None else asked.one("query"),
        "exclude": asked.one("exclude"), "sort": asked.one("sort") or "newest",
        "limit": number(asked, "limit", 5), "page": number(asked, "page", 1),
        "category": categories(asked),
        "place": number(asked, "location_id", None), "radius": number(asked, "radius", None),
        "from": number(asked, "upload_date_from", None), "to": number(asked, "upload_date_to", None),
    }  # fmt: skip
    found["keywords"] = [each.strip() for each in (found["exclude"] or "").split(",") if each.strip()]
    found["size"] = min(found["limit"], found["cap"])
    return found


def check(p: Facts) -> None:
    for name, least in (("limit", 1), ("page", 1)):
        if p[name] < least or p[name] != int(p[name]):
            raise Refused(f"{name} muss eine positive ganze Zahl sein")
    if p["sort"] not in SORTS:
        raise Refused("sort ist unbekannt")
    if (p["place"] is None) != (p["radius"] is None):
        raise Refused("location_id und radius gehören zusammen")


def filters(p: Facts) -> dict[str, Keeps]:
    """What an ad must meet, by the parameter that asks for it."""
    keeps: dict[str, Keeps] = {}
    if p["query"].strip() not in ("*", ""):
        holding = STALL.index.holding(p["query"])
        keeps["query"] = lambda ad: holding is None or ad.number in holding
    if p["keywords"]:
        keeps["exclude"] = lambda ad: not any(STALL.index.says(ad, each) for each in p["keywords"])
    if p["category"]:
        keeps["category"] = lambda ad: not set(p["category"]).isdisjoint(ad.categories)
    if p["place"] is not None:
        centre = BY_ID[p["place"]].spot if p["place"] in BY_ID else None
        keeps["place"] = lambda ad: centre is not None and kilometres(centre, ad.spot) <= p["radius"]
    if p["from"] is not None:
        keeps["from"] = lambda ad: ad.stamp >= p["from"]
    if p["to"] is not None:
        keeps["to"] = lambda ad: ad.stamp <= p["to"]
    return keeps


def matching(p: Facts) -> list[Ad]:
    def kept(keeps: dict[str, Keeps]) -> list[Ad]:
        tests = list(keeps.values())
        return [ad for ad in STALL.ads if all(test(ad) for test in tests)]

    found = kept(BOARD.at("filters", filters(p), p))
    if BOARD.bites and BOARD.on.get("filters") and found != kept(filters(p)):
        BOARD.note("filters")
    return BOARD.at("found", found, p)


def priced(ad: Ad, sign: int) -> tuple[Any, ...]:
    return (ad.price is None, sign * (ad.price or 0), -ad.stamp, ad.number)


def in_order(ads: list[Ad], p: Facts) -> list[Ad]:
    """Ties by number; ads without price at the end both ways; relevance by score, then newest."""
    keys: dict[str, Callable[[Ad], Any]] = {
        "newest": lambda ad: (-ad.stamp, ad.number),
        "oldest": lambda ad: (ad.stamp, ad.number),
        "price_asc": lambda ad: priced(ad, 1),
        "price_desc": lambda ad: priced(ad, -1),
        "relevance": lambda ad: (-STALL.index.score(ad, p["query"]), -ad.stamp, ad.number),
    }
    return BOARD.at("order", sorted(ads, key=keys[p["sort"]]), p)


def stamp_text(stamp: float) -> str:
    try:
        return iso(datetime.fromtimestamp(stamp, UTC))
    except (OverflowError, ValueError, OSError):
        raise Refused("Zeitstempel") from None


def meta(p: Facts, total: int) -> Facts:
    said = {"api_key_role": p["role"], "max_page": ceil(total / p["size"]), "total": total, "page": p["page"], "limit": p["size"]}
    said |= {"sort": p["sort"], "query": p["query"]}
    if p["exclude"] is not None:
        said["exclude"] = p["exclude"]
    for name in ("from", "to"):
        if p[name] is not None:
            said[f"upload_date_{name}"] = stamp_text(p[name])
    return BOARD.at("meta", said, p)


def envelope(data: Any, message: str = "Daten erfolgreich geladen", success: bool = True) -> Facts:
    return {"request_id": f"rq-{uuid.uuid4().hex}", "data": data, "success": success, "message": message}


def search(asked: Ask, role: str) -> Facts:
    p = BOARD.at("facts", facts(asked, role), asked)
    asked.facts = p
    check(p)
    found = in_order(matching(p), p)
    start = (p["page"] - 1) * p["size"]
    p |= {"all": found, "start": start, "total": len(found), "last": start < len(found) <= start + p["size"]}
    page = BOARD.at("slice", found[start : start + p["size"]], p)
    said = meta(p, len(found))
    return BOARD.at("body", envelope({"ads": [BOARD.at("ad", dict(ad.shown), ad, p) for ad in page], "meta": said}), p)


def locations(asked: Ask) -> Facts:
    wanted = (asked.one("query") or "").casefold()
    found = [place for place in PLACES if wanted in f"{place.city} {place.zip} {place.state}".casefold()]
    shown = [
        {"geocoding": list(each.spot), "zip": each.zip, "state": each.state, "city": each.city, "id": each.id} for each in found
    ]
    return envelope({"locations": BOARD.at("locations", shown, asked)})


def answer(asked: Ask) -> Reply:
    role = next((role for role, key in KEYS.items() if asked.headers.get("ads_key") == key), None)
    if asked.path not in (f"{BASE}/search", f"{BASE}/locations"):
        return Reply(404, envelope(None, "Unbekannter Endpunkt", False))
    if asked.method not in ("GET", "HEAD"):
        return Reply(405, envelope(None, "Nur GET", False), {"Content-Type": "application/json", "Allow": "GET, HEAD"})
    if not role:
        return Reply(403, envelope(None, "Kein gültiger API-Schlüssel", False))
    try:
        body = search(asked, role) if asked.path.endswith("/search") else locations(asked)
    except Refused as refused:
        return Reply(422, BOARD.at("refusal", envelope(None, str(refused), False), asked))
    return Reply(200, body, {"content-type": "application/json;charset=UTF-8", "Cache-Control": "no-store"})


def target(origin: str) -> str:
    keys = ", ".join(f'{role} = "{key}"' for role, key in KEYS.items())
    return f'[targets.foreign.search]\nbase_url = "{origin}{BASE}"\nkeys = {{ {keys} }}\n'


def main() -> None:
    for part in PARTS:
        import_module(f"tests.foreign.search_{part}")

    options = command(BOARD, __doc__ or "")
    BOARD.turn_on(options.names)
    STALL.ads = BOARD.at("stock", stock(options.size))
    STALL.index = Index(STALL.ads)
    listen(answer, BOARD, options, target)


if __name__ == "__main__":
    from tests.foreign import search as module

    module.main()
