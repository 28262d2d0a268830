"""Second batch of violations: listings, their texts and fields, what meets an update, and odd inputs."""

import json
import re
import time
from urllib.parse import unquote

from tests.foreign.creation_second import breath, done, own_listing, publications_of, said, with_body, wrong
from tests.foreign.creation_world import Refused, Reply


def shown(name, needs, says, does):
    """Get listing shows something else: `does` gets the world, the listing and what is shown, and says whether it bit."""

    def edits(w, ask, op, ids, go):
        reply = go()
        if op == "get-listing" and reply.status == 200 and (listing := own_listing(w, ask, ids)):
            w.bites += bool(does(w, listing, reply.body))
        return reply

    edits.__doc__ = says
    wrong(name, needs)(edits)


def kept(name, needs, says, does, ops=("create-listing", "update")):
    """Something else than what was sent is kept: `does` changes the request's object and says whether it bit."""

    def edits(w, ask, op, ids, go):
        asked = said(ask)
        if op in ops and isinstance(asked, dict) and does(w, asked, ids):
            w.bites += 1
            with_body(ask, asked)
        return go()

    edits.__doc__ = says
    wrong(name, needs)(edits)


def set_to(holder, name, value):
    changed = holder.get(name) != value or type(holder.get(name)) is not type(value)
    holder[name] = value
    return changed


def phone_as_number(w, listing, view):
    phone = view.get("phoneNumber")
    return isinstance(phone, str) and phone.isdecimal() and set_to(view, "phoneNumber", int(phone))


def yes_becomes_true(w, listing, view):
    values = view.get("attributes") or {}
    if "ja" in values.values():
        return set_to(view, "attributes", {name: True if each == "ja" else each for name, each in values.items()})
    return False


def teaser(w, listing, view):
    text = view.get("description") or ""
    if listing.publications and len(text) > 80:
        return set_to(view, "description", text[:79] + "…")
    return False


def texts_with(change):
    def does(w, asked, ids):
        return any(
            isinstance(asked.get(name), str) and change(asked[name]) != asked[name] and set_to(asked, name, change(asked[name]))
            for name in ("title", "description")
        )

    return does


def fifth_price(w, asked, ids):
    w.memory["prices"] = nth = w.memory.get("prices", 0) + 1
    return nth % 5 == 0 and asked.pop("price", None) is not None


def falsy_ignored(w, asked, ids):
    hit = [name for name, value in asked.items() if value in (False, 0, "") and value is not None]
    for name in hit:
        asked.pop(name)
    return hit


def contact_hits_reference(w, asked, ids):
    if isinstance(asked.get("contactPerson"), str) and "customReference" not in asked:
        return set_to(asked, "customReference", asked.pop("contactPerson"))
    return False


def lost_while_paused(w, asked, ids):
    listing = w.listings.get(ids[0].lower())
    if listing and any(each.state(time.time()) == "PAUSED" for each in publications_of(w, listing)) and asked:
        asked.clear()
        return True
    return False


def cents(w, asked, ids):
    """Whole euros, as a form with a comma would leave them."""
    price = asked.get("price")
    if isinstance(price, dict) and type(price.get("amount")) is int and price["amount"] >= 1000:
        return set_to(asked, "price", {**price, "amount": price["amount"] // 1000})
    return False


shown("phone-as-number", "", "Get listing: phoneNumber is a string (one of digits comes back as a number)", phone_as_number)
shown("yes-becomes-true", "", "1 listing: attributes are kept, their values are strings (ja becomes true)", yes_becomes_true)
shown("published-description-is-a-teaser", "", "Get listing: the description is the listing's (79 letters if published)", teaser)
kept("description-cut-at-4000", "", "1 listing: the description sent is the one kept (cut at 4000, no refusal)",
     texts_with(lambda text: text[:4000]))  # fmt: skip
kept("backslashes-eaten", "", "1 listing: the text sent is the text kept (\\)", texts_with(lambda t: t.replace("\\", "")))
kept("capitals-toned-down", "", "1 listing: the text sent is kept (capitals)",
     texts_with(lambda t: re.sub(r"\b[A-Z]{4,}\b", lambda m: m[0].title(), t)))  # fmt: skip
kept("sharp-s-lost", "", "1 listing: the text sent is the text kept (ß becomes ss)", texts_with(lambda t: t.replace("ß", "ss")))
kept("percent-decoded", "", "1 listing: the text sent is the text kept (%41 becomes A)",
     texts_with(lambda t: unquote(t)))  # fmt: skip
kept("every-fifth-price-lost", "", "1 listing: the price sent is kept (every fifth is not)", fifth_price, ("create-listing",))
kept(
    "thousands-cut",
    "",
    "1 listing: the amount sent is the amount kept (1200 becomes 1)",
    cents,
)
kept(
    "update-ignores-falsy",
    "update",
    "Update listing: the fields sent are changed (false, too)",
    falsy_ignored,
    ("update",),
)
kept("update-of-contact-hits-reference", "update", "Update listing: the field named is changed (not customReference)",
     contact_hits_reference, ("update",))  # fmt: skip
kept(
    "update-while-paused-lost",
    "update",
    "Update listing: also while one is paused",
    lost_while_paused,
    ("update",),
)


@wrong("refused-update-half-done", "update")
def refused_update_half_done(w, ask, op, ids, go):
    """Update listing: an update that is refused changes nothing (the texts before the bad price are kept)"""
    reply, error = done(go)
    listing, asked = own_listing(w, ask, ids), said(ask)
    if error and op == "update" and listing and not listing.deleted and isinstance(asked, dict):
        good = {each: asked[each] for each in ("title", "description", "customReference") if isinstance(asked.get(each), str)}
        if good:
            w.bites += 1
            listing.data = {**listing.data, **good}
            listing.remember()
    if error:
        raise error
    return reply


@wrong("update-resumes-paused", "update")
def update_resumes_paused(w, ask, op, ids, go):
    """Update publication state: paused until resumed (an update of the listing sets its publications live)"""
    reply = go()
    for each in publications_of(w, own_listing(w, ask, ids)) if op == "update" else ():
        if each.state(time.time()) == "PAUSED":
            w.bites += 1
            each.turn((0, "LIVE"))
    return reply


@wrong("attach-and-update-race", "update")
def attach_and_update_race(w, ask, op, ids, go):
    """4 attach: the image is added, also with an update at the same time (6 ms; it writes back what it read)"""
    listing = own_listing(w, ask, ids) if op == "update" else None
    if listing:
        before = list(listing.images)
        breath(w)
        if listing.images != before:
            w.bites += 1
            listing.images = before
    return go()


@wrong("publish-and-update-race", "update")
def publish_and_update_race(w, ask, op, ids, go):
    """Update listing: what is acknowledged is kept, also while it is published (6 ms; that writes back what it read)"""
    listing = own_listing(w, ask, ids) if op == "publish" else None
    if listing:
        before = dict(listing.data)
        breath(w)
        if listing.data != before:
            w.bites += 1
            listing.data = before
            listing.remember()
    return go()


@wrong("parallel-updates-cross", "update")
def parallel_updates_cross(w, ask, op, ids, go):
    """Update listing: changes the listing named (of two at the same time, 6 ms, one takes the other's values)"""
    if op == "update":
        mine = w.memory["body"] = ask.body
        breath(w)
        if w.memory["body"] != mine:
            w.bites += 1
            ask.body = w.memory["body"]
    return go()


@wrong("update-revives-deleted", "delete")
def update_revives_deleted(w, ask, op, ids, go):
    """Delete listing: a deleted listing stays deleted (an update is acknowledged, and it can be read again)"""
    listing = own_listing(w, ask, ids)
    if op == "update" and listing and listing.deleted and isinstance(said(ask), dict):
        w.bites += 1
        listing.deleted = False
    return go()


@wrong("read-cached-for-everybody")
def read_cached_for_everybody(w, ask, op, ids, go):
    """Get listing: it has to belong to the caller (an answer is kept for two seconds, under its path alone)"""
    cache = w.memory.setdefault("reads", {})
    if op == "get-listing":
        until, owner, value = cache.get(ids[0], (0, "", None))
        if time.time() < until and owner != ask.who:
            w.bites += 1
            return Reply(200, json.loads(value))
    reply = go()
    if op == "get-listing" and reply.status == 200:
        cache[ids[0]] = (time.time() + 2, ask.who, json.dumps(reply.body))
    return reply


@wrong("refusal-cached-for-everybody")
def refusal_cached_for_everybody(w, ask, op, ids, go):
    """Get listing: its owner can read it (another account's 404 is kept for good, under the path alone)"""
    cache = w.memory.setdefault("refusals", set())
    if op == "get-listing" and ids[0] in cache and own_listing(w, ask, ids):
        w.bites += 1
        raise Refused(404, "Listing not found")
    reply, error = done(go)
    if error and op == "get-listing" and ids[0].lower() in w.listings and not own_listing(w, ask, ids):
        cache.add(ids[0])
    if error:
        raise error
    return reply


def broken(name, says, does, ops=("create-listing", "update")):
    """A 500 for one kind of input."""

    def breaks(w, ask, op, ids, go):
        if op in ops and does(ask, ids):
            w.bites += 1
            return Reply(500, {"status": 500, "title": "Internal Server Error"})
        return go()

    breaks.__doc__ = says
    wrong(name)(breaks)


def amount(ask):
    price = said(ask).get("price") if isinstance(said(ask), dict) else None
    value = price.get("amount") if isinstance(price, dict) else None
    return value if type(value) in (int, float) else 0


ALL = ("create-listing", "update", "attach", "publish", "request-ticket", "create-imprint", "republish")
broken("nul-is-500", "suite policy: no input breaks the service (U+0000 in a text)", lambda ask, ids: b"\\u0000" in ask.body)
broken("surrogate-is-500", "suite policy: no input breaks the service (half a surrogate pair)",
       lambda ask, ids: b"\\ud8" in ask.body.lower() and b"\\ud83d\\ud" not in ask.body.lower(), ALL)  # fmt: skip
broken(
    "huge-amount-is-500",
    "suite policy: no input breaks the service (huge amounts)",
    lambda ask, ids: amount(ask) > 2**63,
)
broken("no-object-is-500", "suite policy: no input breaks the service (a JSON body that is no object)",
       lambda ask, ids: bool(ask.body) and said(ask) is not None and not isinstance(said(ask), dict), ALL)  # fmt: skip
broken("number-for-text-is-500", "suite policy: no input breaks the service (a number as title)",
       lambda ask, ids: isinstance(said(ask), dict) and type(said(ask).get("title")) in (int, float))  # fmt: skip
broken("bytes-beyond-utf-8-are-500", "suite policy: no input breaks the service (a body that is no UTF-8)",
       lambda ask, ids: b"\xff" in ask.body or b"\xfe" in ask.body, ALL)  # fmt: skip
broken("malformed-id-is-500", "suite policy: no input breaks the service (an id that is no UUID)",
       lambda ask, ids: bool(ids) and len(ids[-1]) not in (36,), ("get-listing", "read-publication", "delete"))  # fmt: skip
