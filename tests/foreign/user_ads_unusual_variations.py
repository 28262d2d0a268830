"""How else the user advertisements collection may be without leaving its document: stocks, doors, the wire, moving data."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from tests.foreign.user_ads import BOARD, SHOP, USER
from tests.foreign.wire import Ask, Reply

vary = BOARD.variation
TREE = dict[str, Any]


def shown(body: TREE) -> list[TREE]:
    return body["_embedded"]["mp:advertisements"]


@vary("invalid")
def offsets_beyond_int32_are_refused(refused: bool, asked: Ask, offset: int, limit: int) -> bool:
    """Reference: 400 for an offset and limit "that we cannot support", which can be a matter of size."""
    return refused or offset >= 2**31


@vary("reply")
def strange_parameters_are_refused(given: Reply, asked: Ask) -> Reply | None:
    """Query Parameters: what happens to others, and to one that comes twice, is not said."""
    names = [name for name, _ in asked.pairs]
    odd = given.status == 200 and (not set(names) <= {"offset", "limit"} or len(set(names)) < len(names))
    return Reply(400, {"code": "validation-failure", "message": "Onbekende parameter"}) if odd else None


@vary("reply")
def no_token_is_forbidden(given: Reply, asked: Ask) -> None:
    """Errors: 401 is for a userId that is not the logged in user's; nothing is said of who is not logged in at all."""
    if given.status == 401 and not asked.headers.get("Authorization"):
        given.status, given.body = 403, {"code": "forbidden", "message": "Niet ingelogd"}


@vary("reply")
def refusals_are_vendor_errors(given: Reply, asked: Ask) -> None:
    """Errors: no media type of an error is documented."""
    if given.status >= 400:
        given.headers = {"Content-Type": "application/vnd.error+json", "Connection": "close"}


@vary("stock")
def ids_of_other_forms(ads: list[TREE]) -> None:
    """itemId: its form is not documented; a capital and thirty digits do as well."""
    for each in ads:
        old, new = each["itemId"], f"Q{int(each['itemId'][1:]):030}"
        each["itemId"] = new
        each["_links"] = {rel: {"href": link["href"].replace(f"/{old}", f"/{new}")} for rel, link in each["_links"].items()}


@vary("stock")
def all_alike(ads: list[TREE]) -> None:
    """Data: advertisements may be the same but for their ids."""
    for each in ads[1:]:
        each |= {name: ads[0][name] for name in ("title", "description", "startDate", "priceModel", "location")}
        each["categoryId"], each["_links"]["mp:category"] = ads[0]["categoryId"], ads[0]["_links"]["mp:category"]


@vary("stock")
def texts_of_signs(ads: list[TREE]) -> None:
    """Data: titles of one sign, of braces and escapes; descriptions long, or empty."""
    for at, each in enumerate(ads):
        each["title"] = ("}", '"\\"', "{rel}", "%7B", "\u2028", "0", "null")[at % 7]
        each["description"] = "" if at % 2 else "<li>{offset}&limit={limit}</li>\r\n" * 400


@vary("stock")
def prices_of_castles(ads: list[TREE]) -> None:
    """askingPrice: a whole number without a bound."""
    for at, each in enumerate(ads):
        each["priceModel"] = {"modelType": "fixed", "askingPrice": 2**53 + at}


@vary("stock")
def closed_long_ago(ads: list[TREE]) -> None:
    """startDate, closeDate: which advertisements are shown is not said; ended ones, and ended at once, too."""
    for each in ads:
        each |= {"closeDate": each["startDate"], "status": "expired"}


@vary("ad")
def dates_of_amsterdam(ad: TREE, asked: Ask, number: int) -> None:
    """startDate, closeDate: only the example shows a form; an offset names the moment as well."""
    for name in {"startDate", "closeDate"} & set(ad):
        moment = datetime.strptime(ad[name], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        ad[name] = (moment + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S+01:00")


@vary("body")
def self_is_what_was_asked(body: TREE, asked: Ask) -> None:
    """Examples: `self` is the address of the request, its parameters in the order they came and no others."""
    body["_links"]["self"]["href"] = asked.path + (f"?{urlencode(asked.pairs)}" if asked.pairs else "")


@vary("body")
def links_name_the_public_host(body: TREE, asked: Ask) -> None:
    """Examples: an href may be absolute; behind a proxy it names the host that the world knows."""
    for links in (body["_links"], *(ad["_links"] for ad in shown(body))):
        for rel, link in links.items():
            if rel != "curies" and link["href"].startswith("/"):
                links[rel] = {"href": f"https://api.kiosk.example.test{link['href']}"}


@vary("body")
def ads_with_few_links(body: TREE, asked: Ask) -> None:
    """Relations: the table names none of an advertisement's links; a fresh one has itself and its category."""
    for ad in shown(body):
        ad["_links"] = {rel: link for rel, link in ad["_links"].items() if rel in ("self", "mp:category")}


@vary("reply")
def limited_without_a_word(given: Reply, asked: Ask) -> Reply | None:
    """HTTP: 429 need not say how long to wait, nor have a body; every seventieth request."""
    return Reply(429, None, {}) if asked.nth % 70 == 0 else None


@vary("reply")
def away_for_a_moment(given: Reply, asked: Ask) -> Reply | None:
    """HTTP: 503 as a page of the proxy, with a date to come back at; every eightieth request."""
    soon = (datetime.now(UTC) + timedelta(seconds=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    page = b"<html><h1>503</h1></html>"
    return Reply(503, page, {"Content-Type": "text/html", "Retry-After": soon}) if asked.nth % 80 == 0 else None


@vary("reply")
def slow_now_and_then(given: Reply, asked: Ask) -> None:
    """No time is promised: every fiftieth request takes a second and a half."""
    time.sleep(1.5 if asked.nth % 50 == 0 else 0.01)


@vary("list")
def ads_are_pushed_up(ads: list[TREE], asked: Ask) -> None:
    """Data moves: every seventieth request an advertisement goes to the front (which sellers pay for)."""
    if asked.nth % 70 == 0 and SHOP.ads and asked.facts["user"] == USER:
        SHOP.ads.insert(0, SHOP.ads.pop(asked.nth % len(SHOP.ads)))


@vary("list")
def texts_are_edited(ads: list[TREE], asked: Ask) -> None:
    """Data moves: every fiftieth request a title and a price change."""
    if asked.nth % 50 == 0 and SHOP.ads:
        at = asked.nth % len(SHOP.ads)
        SHOP.ads[at] = SHOP.ads[at] | {"title": f"Nu {asked.nth}", "priceModel": {"modelType": "fixed", "askingPrice": asked.nth}}
