"""How else the user advertisements collection may be served without leaving the document."""

import hashlib
import json
from typing import Any

from tests.foreign.user_ads import BOARD, OTHER, SHOP, TOKEN, advertisement
from tests.foreign.wire import Ask, Reply
from tests.foreign.wire_variations import allow

allow(BOARD)
vary = BOARD.variation
TREE = dict[str, Any]


def shown(body: TREE) -> list[TREE]:
    return body["_embedded"]["mp:advertisements"]


@vary("body")
def singular_key(body: TREE, asked: Ask) -> None:
    """Relations table: the relation is called mp:advertisement."""
    body["_embedded"] = {"mp:advertisement": shown(body)}


@vary("body")
def nothing_embedded_when_empty(body: TREE, asked: Ask) -> None:
    """Relations: cardinality 0..N; an empty page has no `_embedded` at all."""
    if not shown(body):
        del body["_embedded"]


@vary("body")
def only_links_and_ids(body: TREE, asked: Ask) -> None:
    """Note: embedded advertisements carry no attribute values at this moment."""
    for ad in shown(body):
        for name in set(ad) - {"itemId", "_links", "title", "description", "categoryId", "priceModel", "location", "seller"}:
            del ad[name]


@vary("body")
def missing_values_are_null(body: TREE, asked: Ask) -> None:
    """Nothing says how a missing value looks."""
    for ad in shown(body):
        for name in ("url", "closeDate", "model", "fuel", "apkExpirationDate"):
            ad.setdefault(name, None)


@vary("places")
def ends_only_where_they_lead(places: TREE, asked: Ask) -> TREE:
    """The example shows a middle page only: no `first` on the first page, no `last` on the last."""
    return {rel: at for rel, at in places.items() if rel == "self" or at != asked.facts["offset"]}


@vary("places")
def last_as_in_the_example(places: TREE, asked: Ask) -> None:
    """The example's `last` is offset 4 of 4: the page behind the end where the limit divides the total."""
    places["last"] = asked.facts["total"] // asked.facts["limit"] * asked.facts["limit"]


@vary("places")
def way_back_one_page_behind_the_end(places: TREE, asked: Ask) -> None:
    """Behind the end, `prev` is simply the page before."""
    if asked.facts["offset"]:
        places["prev"] = asked.facts["offset"] - asked.facts["limit"]


@vary("places")
def no_links_behind_the_end(places: TREE, asked: Ask) -> TREE | None:
    """Behind the end, only `self` is left."""
    return {"self": places["self"]} if asked.facts["offset"] >= max(asked.facts["total"], 1) else None


@vary("link")
def limit_first(values: TREE, asked: Ask, rel: str) -> TREE:
    """The example's links name the limit first."""
    return dict(reversed(values.items()))


@vary("link")
def bare_self_without_parameters(values: TREE, asked: Ask, rel: str) -> TREE | None:
    """A request without parameters is itself the self link."""
    return {} if rel == "self" and not asked.pairs else None


@vary("link")
def defaults_left_out_of_links(values: TREE, asked: Ask, rel: str) -> TREE:
    """Both parameters are optional with defaults 0 and 100; a link may rely on them."""
    return {name: value for name, value in values.items() if (name, value) not in {("offset", 0), ("limit", 100)}}


@vary("link")
def tracking_in_links(values: TREE, asked: Ask, rel: str) -> TREE:
    """A link may carry further parameters."""
    return {"rel": rel, **values, "src": "api%2Bv1"}


@vary("body")
def absolute_links(body: TREE, asked: Ask) -> None:
    """An href may be absolute as well: it is resolved against the address asked for."""
    origin = f"http://{asked.headers['Host']}"
    for links in (body["_links"], *(ad["_links"] for ad in shown(body))):
        for rel, link in links.items():
            if rel != "curies" and link["href"].startswith("/"):
                link["href"] = origin + link["href"]


@vary("body")
def links_say_more(body: TREE, asked: Ask) -> None:
    """Further members, links and curies are nothing the document forbids."""
    body["_links"]["item"] = {"href": "/v1/advertisements/{itemId}", "templated": True, "title": "één advertentie"}
    body["_links"]["curies"].append({"name": "ex", "href": "https://docs.kiosk.example.test/{rel}", "templated": True})
    body["_links"]["self"] |= {"title": "Advertenties", "type": "application/json"}
    body["_embedded"]["ex:hint"] = {"text": "offset en limit"}


@vary("numbers")
def numbers_are_cut(numbers: tuple[int | None, int | None], asked: Ask) -> tuple[int | None, int] | None:
    """The limit cannot be greater than 100: a larger one is applied, and shown, as 100."""
    return (numbers[0], 100) if numbers[1] is not None and numbers[1] > 100 else None


@vary("numbers")
def nonsense_is_pagination_invalid(numbers: tuple[int | None, int | None], asked: Ask) -> tuple[int, int] | None:
    """Errors: what is no number cannot be supported, and pagination-invalid says so."""
    return (-1, 10) if None in numbers else None


@vary("numbers")
def empty_value_is_default(numbers: tuple[int | None, int | None], asked: Ask) -> tuple[int | None, int | None]:
    """An empty value is no value: the default applies."""
    offset, limit = numbers
    return (0 if asked.one("offset") == "" else offset, 100 if asked.one("limit") == "" else limit)


@vary("refusal")
def bare_errors(body: TREE, asked: Ask) -> TREE:
    """Errors: the table names a code and a description, nothing more."""
    return {"code": body["code"], "message": body["message"]}


@vary("refusal")
def errors_with_details(body: TREE, asked: Ask) -> None:
    """An error may explain itself further."""
    body |= {
        "statuscode": int(body["statuscode"]),
        "errors": [],
        "details": [{"field": "offset", "code": "not-a-multiple", "message": "x"}],
    }


@vary("reply")
def tagged(given: Reply, asked: Ask) -> Reply | None:
    """HTTP: an ETag, and 304 for who has it already."""
    if given.status == 200:
        given.headers["ETag"] = f'W/"{hashlib.sha1(given.content()).hexdigest()}"'
        if asked.headers.get("If-None-Match") == given.headers["ETag"]:
            return Reply(304, None, {"ETag": given.headers["ETag"]})
    return None


@vary("reply")
def busy_at_times(given: Reply, asked: Ask) -> Reply | None:
    """HTTP: a client is asked to wait a moment at every fiftieth request."""
    wait = {"Content-Type": "application/json", "Retry-After": "0"}
    return Reply(429, {"code": "too-many-requests", "message": "Rustig"}, wait) if asked.nth % 50 == 0 else None


@vary("reply")
def whole_numbers_with_point(given: Reply, asked: Ask) -> None:
    """JSON knows one kind of number: 10.0 is 10."""
    if given.status == 200:
        for name in ("offset", "limit", "totalCount"):
            given.body[name] = float(given.body[name])


@vary("ad")
def dates_with_fractions(ad: TREE, asked: Ask, number: int) -> None:
    """No format of dates is named: fractions of seconds are ISO 8601 too."""
    for name in {"startDate", "closeDate"} & set(ad):
        ad[name] = ad[name].replace("Z", ".123456Z" if number % 2 else ".5Z")


@vary("ad")
def more_price_models(ad: TREE, asked: Ask, number: int) -> None:
    """Price models other than the example's are not closed by the document."""
    ad["priceModel"] = {"modelType": ("to be discussed", "trade", "by request", "buy it now")[number % 4]}


@vary("ad")
def private_places(ad: TREE, asked: Ask, number: int) -> None:
    """Only the example shows the place; some advertisements have none."""
    if number % 3 == 0:
        del ad["location"]


@vary("list")
def new_ads_come(ads: list[TREE], asked: Ask) -> None:
    """Data moves: every ninetieth request finds one more, at the front."""
    if asked.nth % 90 == 0:
        SHOP.ads.insert(0, advertisement(10_000 + asked.nth))


@vary("list")
def sold_ads_go(ads: list[TREE], asked: Ask) -> None:
    """Data moves: every hundredth request one is gone."""
    if asked.nth % 100 == 0 and len(SHOP.ads) > 1:
        SHOP.ads.pop(len(SHOP.ads) // 2)


@vary("allowed")
def bearer_in_any_case(allowed: bool, asked: Ask) -> bool:
    """HTTP: the scheme of a credential has no letter case."""
    given = asked.headers.get("Authorization") or ""
    return (
        given[:7].lower() + given[7:] == TOKEN.replace("Bearer", "bearer") and asked.facts["user"] not in (OTHER, -1) and allowed
    )


@vary("reply")
def first_pair_wrong_for_strangers(given: Reply, asked: Ask) -> Reply | None:
    """Nothing says what is judged first: a stranger's invalid pair is told to be invalid."""
    offset, limit = asked.one("offset") or "0", asked.one("limit") or "100"
    if given.status == 401 and offset.isdigit() and limit.isdigit() and (int(limit) == 0 or int(offset) % int(limit)):
        return Reply(400, {"code": "pagination-invalid", "message": json.dumps(asked.pairs)})
    return None


@vary("reply")
def vendor_headers(given: Reply, asked: Ask) -> None:
    """Further headers, and the type written in capitals with a quoted charset."""
    given.headers = {"X-RateLimit-Remaining": "99999", "content-TYPE": 'Application/JSON; charset="utf-8"', "X-Empty": ""}
