"""Allowed differences in the ads on a page and in how an answer is written."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

from ..protocol import Reply
from ..rules import Book, Rule
from ..store import Store
from ..values import Ads, Advertisement, Call, Json, Page

BOOK = Book()
variant = BOOK.variant


@variant("advertisement", "representation.attribute-values-may-be-embedded", "left-out")
def embedded_without_attributes(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Embedded ads carry no category attributes, their own resources do."""
    return rule(replace(ad, attributes={}) if page else ad, page)


@variant("advertisement")
def prices_mostly_without_amount(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """All but the newest ads are sold by price models that need no amount."""
    models = ("see description", "reserved", "bidding", "trade", "by request", "to be discussed")
    price = {"modelType": models[ad.position % len(models)]}
    return rule(replace(ad, price_model=price) if ad.position >= 2 else ad, page)


@variant("advertisement")
def price_with_retail_price(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Fixed prices name the retail price too, and may be 0."""
    fixed = ad.price_model["modelType"] == "fixed"
    price = {"modelType": "fixed", "askingPrice": ad.position * 95, "retailPrice": 2_500_000_000}
    return rule(replace(ad, price_model=price) if fixed else ad, page)


@variant("advertisement")
def moments_with_fractions(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Moments carry milliseconds."""
    return rule(replace(ad, started=finer(ad.started), closes=finer(ad.closes)), page)


def finer(moment: str) -> str:
    """A moment with three further digits."""
    return moment.replace("Z", ".250Z")


@variant("advertisement")
def lean_ads(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Ads leave out place, website, attributes and the links to what hangs below them."""
    members = rule(replace(ad, attributes={}, url=None), page)
    links = {rel: link for rel, link in members["_links"].items() if not rel.startswith("mp:") or rel == "mp:seller"}
    return {**{key: value for key, value in members.items() if key != "location"}, "_links": links}


@variant("advertisement")
def further_members_of_ads(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Ads carry further members and links, and embed their images."""
    members = rule(ad, page)
    website = {"mp:advertisement-website-link": {"href": "https://www.verkoper.example.test/"}}
    return {
        **members,
        "_links": {**members["_links"], **website},
        "_embedded": {"mp:advertisement-images": {"_embedded": {"mp:advertisement-image": []}}},
        "status": "online",
        "renewPossible": False,
        "showOnMap": True,
        "numberOfDoors": 5,
        "accessories": [],
        "seller": {**members["seller"], "phoneNumber": "0201234567", "acceptPaypal": False},
    }


@variant("advertisement")
def curies_in_every_ad(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Embedded ads declare their curies themselves as well."""
    curies = [{"href": "https://docs.example.test/rels/{rel}", "templated": True, "name": "mp"}]
    members = rule(ad, page)
    return {**members, "_links": {**members["_links"], "curies": curies}}


@variant("advertisement")
def descriptions_in_html(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Descriptions hold HTML, line breaks and letters beyond the basic plane."""
    text = f"<p>{ad.description}</p>\n<ul><li>é ü ß €</li></ul>\r\n\U0001f6b2 at com.example.Fiets(Fiets.java:12)"
    return rule(replace(ad, description=text), page)


@variant("content")
def oldest_first(_rule: object, store: Store, page: Page) -> Ads:
    """The collection runs from the oldest ad to the newest."""
    ads = store.ads(page.user, 0, page.total)[::-1]
    return ads[page.offset : page.offset + page.limit]


@variant("content_type")
def charset_parameter(rule: Rule[str], call: Call, status: int) -> str:
    """The media type carries a charset."""
    return rule(call, status) + ";charset=UTF-8"


@variant("content_type")
def media_type_in_capitals(_rule: object, _call: Call, _status: int) -> str:
    """The media type is written in other letters, with a blank before its parameter."""
    return "Application/JSON; charset=utf-8"


@variant("finish")
def indented_ascii(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """Bodies are indented and escape all letters beyond ASCII."""
    return rule(
        call,
        replace(reply, body=json.dumps(json.loads(reply.body), indent=2).encode()) if reply.body else reply,
    )


@variant("finish")
def compressed(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """Bodies are compressed for callers that accept it."""
    if "gzip" not in call.headers.get("accept-encoding", "") or not reply.body:
        return rule(call, reply)
    headers = {**reply.headers, "content-encoding": "gzip", "vary": "accept-encoding"}
    return rule(call, Reply(reply.status, headers, gzip.compress(reply.body, mtime=0)))


@variant("finish")
def further_headers(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """Answers carry rate limits, a request id and cache rules."""
    more = {
        "x-rate-limit-limit": "1000",
        "x-ratelimit-remaining": str(1000 - call.serial % 900),
        "x-request-id": f"r-{call.serial}",
        "cache-control": "private, no-store",
        "vary": "Authorization, Accept, Accept-Language",
        "set-cookie": f"visit={call.serial}; HttpOnly",
    }
    return rule(call, replace(reply, headers={**reply.headers, **more}))


@variant("advertisement")
def utc_is_an_offset(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Moments in UTC are written with an offset of zero."""
    return {**rule(ad, page), "startDate": ad.started.replace("Z", "+00:00"), "closeDate": ad.closes.replace("Z", "+00:00")}
