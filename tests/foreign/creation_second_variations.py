"""Second batch of variations: other manners, other data, other delays that stay within the documents."""

import json
import re
import time
import unicodedata
import uuid
from email.utils import formatdate
from hashlib import sha256
from urllib.parse import quote

from tests.foreign.creation_second import mixed, other, own_listing, publications_of, said, with_body
from tests.foreign.creation_world import Refused, Reply


def shown(name, says, does):
    """Get listing shows something else; `does` changes what is shown."""

    def edits(w, ask, op, ids, go):
        reply = go()
        if op == "get-listing" and reply.status == 200:
            w.bites += 1
            does(w, reply.body)
        return reply

    edits.__doc__ = says
    other(name)(edits)


def empty_urls_null(w, view):
    view["urls"] = view["urls"] or None


def empty_urls_absent(w, view):
    if not view["urls"]:
        view.pop("urls")


def attributes_added(w, view):
    view["attributes"] = {"art": "sonstige", **(view.get("attributes") or {}), "seller_type": "commercial"}


def price_grows(w, view):
    price = view.get("adPrice")
    view["adPrice"] = price and {**price, "currency": "EUR", "amountText": f"{price['amount']} €", "amountInCents": None}


def price_twice(w, view):
    view["price"] = view.get("adPrice")


def account_contact(w, view):
    view |= {"contactPerson": "Haus der Puppen GmbH", "email": "konto@haus.example.test", "phoneNumber": "+49 30 1234567"}


def related(w, view):
    view["related"] = [{"uuid": each, "urls": []} for each in list(w.listings)[-3:]]


def urls_by_content(w, view):
    seen = []
    for each in view["urls"]:
        found = [i for e in w.listings.values() for i in e.images if f"img/{i['id']}.jpg" in each]
        name = sha256(w.objects.get(found[0]["key"]) or b"").hexdigest()[:20] if found else "none"
        seen.append(each.rpartition("/")[0] + f"/{name}-{sum(name in s for s in seen)}.jpg")
    return seen


shown("urls-null-when-empty", "`urls` is null while there is no image", empty_urls_null)
shown("urls-absent-when-empty", "`urls` is absent while there is no image", empty_urls_absent)
shown("attributes-added", "the service adds attributes of its own to those sent", attributes_added)
shown("price-with-currency", "adPrice has further members", price_grows)
shown("price-under-both-names", "a listing shows its price as `price` and as `adPrice`", price_twice)
shown("contact-of-the-account", "contactPerson, email and phoneNumber are always those of the account", account_contact)
shown("related-listings-shown", "a listing shows the UUIDs of the account's newest listings beside its own", related)


@other("attributes-merged")
def attributes_merged(w, ask, op, ids, go):
    """an update of attributes adds to those there are"""
    asked, listing = said(ask), own_listing(w, ask, ids)
    if op == "update" and listing and isinstance(asked, dict) and isinstance(asked.get("attributes"), dict):
        w.bites += 1
        with_body(ask, asked | {"attributes": (listing.data.get("attributes") or {}) | asked["attributes"]})
    return go()


@other("texts-composed")
def texts_composed(w, ask, op, ids, go):
    """texts are kept in the composed form of Unicode (NFC), which is canonically the same"""
    asked = said(ask)
    if op in ("create-listing", "update") and isinstance(asked, dict):
        new = {n: unicodedata.normalize("NFC", v) if isinstance(v, str) else v for n, v in asked.items()}
        w.bites += new != asked
        if new != asked:
            with_body(ask, new)
    return go()


@other("resume-through-validation")
def resume_through_validation(w, ask, op, ids, go):
    """a resumed publication is pending for 1.2 s before it is live again"""
    reply = go()
    if op == "state" and "RESUMED" in ask.path:
        w.bites += 1
        w.publications[ids[1].lower()].turn((0, "PENDING"), (1.2, "LIVE"))
    return reply


@other("pause-of-pending-waits")
def pause_of_pending_waits(w, ask, op, ids, go):
    """a pause during validation counts when validation ends: pending, live for a moment, paused"""
    each = w.publications.get(ids[1].lower()) if op == "state" else None
    pending = each and each.state(time.time()) == "PENDING"
    reply = go()
    if pending and "PAUSED" in ask.path:
        w.bites += 1
        each.turn((0, "PENDING"), (0.5, "LIVE"), (0.7, "PAUSED"))
    return reply


@other("republish-goes-offline")
def republish_goes_offline(w, ask, op, ids, go):
    """a republish is offline in between: a word the target file does not know, for 1.5 s"""
    reply = go()
    if op == "republish" and "PUBLISHED" in ask.path:
        w.bites += 1
        w.publications[ids[1].lower()].turn((0, "REPLACING"), (1.5, "LIVE"))
    return reply


@other("deleted-are-archived")
def deleted_are_archived(w, ask, op, ids, go):
    """publications of a deleted listing are ARCHIVED, a word the target file does not know, 0.8 s later"""
    listing = own_listing(w, ask, ids)
    before = [(each, each.state(time.time())) for each in publications_of(w, listing)] if op == "delete" and listing else []
    reply = go()
    for each, word in before:
        w.bites += 1
        each.turn((0, word), (0.8, "ARCHIVED"))
    return reply


@other("publications-with-history")
def publications_with_history(w, ask, op, ids, go):
    """a publication shows its past, with states, moments and ids of events, before its status"""
    reply = go()
    rows = {"list-publications": reply.body, "read-publication": [reply.body]}.get(op, [])
    for row in rows if isinstance(rows, list) else []:
        past = [{"uuid": str(uuid.uuid4()), "status": word, "at": formatdate(at)} for at, word in
                w.publications[row["uuid"].lower()].events]  # fmt: skip
        kept = dict(row)
        row.clear()
        row.update({"history": past, "requestedBy": {"uuid": str(uuid.uuid4()), "status": "ACTIVE"}} | kept)
        w.bites += 1
    return reply


@other("empty-list-204")
def empty_list(w, ask, op, ids, go):
    """the list of a listing without publications is a 204"""
    reply = go()
    if op == "list-publications" and reply.body == []:
        w.bites += 1
        return Reply(204)
    return reply


@other("updates-late")
def updates_late(w, ask, op, ids, go):
    """an update is accepted and shown 0.9 s later, the listing as a whole; later ones wait for earlier ones"""
    listing = own_listing(w, ask, ids)
    before = listing.at(time.time()) if op == "update" and listing and listing.history else None
    reply = go()
    if before and not listing.deleted:
        w.bites += 1
        last = listing.history.pop()
        listing.history.append((time.time() + 0.9, last[1], last[2]))
    return reply


@other("deletes-late")
def deletes_late(w, ask, op, ids, go):
    """a deletion is accepted with 202 and done 0.8 s later"""
    listing = own_listing(w, ask, ids)
    reply = go()
    if op == "delete" and listing:
        w.bites += 1
        listing.deleted, w.memory.setdefault("dying", {})[listing.uuid] = False, time.time() + 0.8
        return Reply(202)
    return reply


@other("deletes-late", stage="door")
def funerals(w, ask, op, ids, go):
    """a deletion is accepted with 202 and done 0.8 s later"""
    for id, at in list(w.memory.get("dying", {}).items()):
        if at < time.time():
            w.listings[id].deleted = True
            w.memory["dying"].pop(id)
    return go()


def wired(name, says, does):
    """The same value in other bytes."""

    def writes(w, ask, op, ids, go):
        reply = go()
        if isinstance(reply.body, bytes) and reply.body.strip()[:1] in (b"{", b"["):
            new = does(reply.body)
            w.bites += new != reply.body
            reply.body = new
        return reply

    writes.__doc__ = says
    other(name, stage="wire")(writes)


def exponent(m):
    return m[1] + b"%.17e" % float(m[2]) if len(m[2]) < 15 else m[0]


def shuffled(body):
    def turned(value):
        if isinstance(value, dict):
            return {name: turned(each) for name, each in sorted(value.items(), reverse=True)}
        return [turned(each) for each in value] if isinstance(value, list) else value

    return json.dumps(turned(json.loads(body)), ensure_ascii=False, separators=(",", ":")).encode()


wired("json-with-space-around", "JSON has white space before and after it", lambda body: b"\r\n\t " + body + b"\n\n")
wired(
    "json-escapes-slashes",
    "JSON escapes slashes and letters that need it not",
    lambda b: b.replace(b"/", b"\\/").replace(b"ss", b"s\\u0073"),
)
wired("members-backwards", "members come in the opposite order of the alphabet", shuffled)
wired("numbers-with-exponents", "amounts are written with an exponent (2.5e1)",
      lambda body: re.sub(rb'("amount":\s?)(\d+)(\.0)?(?=[,}])', exponent, body))  # fmt: skip
wired("numbers-with-zeros", "amounts are written with two digits behind the point (25.00)",
      lambda body: re.sub(rb'("amount": \d+)(?=[,}])', rb"\1.00", body))  # fmt: skip


@other("urls-by-content", stage="wire")
def content_urls(w, ask, op, ids, go):
    """image URLs are hashes of their bytes: the same picture has the same address at every listing"""
    reply = go()
    if op == "get-listing" and reply.status == 200 and (view := json.loads(reply.body)).get("urls"):
        w.bites += 1
        reply.body = json.dumps(view | {"urls": urls_by_content(w, view)}).encode()
        w.memory.setdefault("aliases", {}).update(zip(urls_by_content(w, view), view["urls"], strict=True))
        w.memory.setdefault(ids[0].lower(), {}).update(zip(urls_by_content(w, view), view["urls"], strict=True))
    return reply


@other("urls-by-content", stage="door")
def content_urls_asked(w, ask, op, ids, go):
    """image URLs are hashes of their bytes: the same picture has the same address at every listing"""
    for shown_url, true in (w.memory.get(ids[0].lower(), {}) if op in ("reorder", "delete-images") else {}).items():
        ask.body = ask.body.replace(shown_url.encode(), true.encode())
        ask.path = ask.path.replace(quote(shown_url, safe=""), quote(true, safe="")).replace(shown_url, true)
    return go()


@other("unknown-caller-400", stage="door")
def caller_400(w, ask, op, ids, go):
    """unknown callers get 400 (the page names no code)"""
    try:
        return go()
    except Refused as error:
        if error.status == 401:
            w.bites += 1
            raise Refused(400, "no such caller") from None
        raise


mixed("moving", "updates-late", "reads-lag", "resume-through-validation", "republish-goes-offline", "list-lags")
mixed("odd-bytes", "json-with-space-around", "json-escapes-slashes", "numbers-with-exponents", "members-backwards", "chunked")
mixed("sparse", "urls-absent-when-empty", "nulls-left-out", "problem-with-nulls", "empty-list-204", "codes-204")
mixed("crowded", "publications-with-history", "related-listings-shown", "attributes-added", "price-with-currency", "extra-fields")
