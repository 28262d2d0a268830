"""Second batch of variations: limits, refusals and the manners of the storage and of the wire that the documents leave open."""

import time
from datetime import UTC, datetime
from email.utils import formatdate

from tests.foreign.creation_second import breath, mixed, other, own_listing, publications_of, said, ticket_of
from tests.foreign.creation_world import Refused, Reply

WRITES = ("update", "delete", "attach", "delete-images", "reorder", "publish", "republish", "state")


@other("images-at-most-2")
def images_at_most_2(w, ask, op, ids, go):
    """a listing takes two images, a third is a 409"""
    listing = own_listing(w, ask, ids) if op == "attach" else None
    if listing and len(listing.images) > 1 and not (ticket_of(w, ask) and ticket_of(w, ask).uses):
        w.bites += 1
        raise Refused(409, "two images at most")
    return go()


@other("listings-at-most-25")
def quota(w, ask, op, ids, go):
    """an account has 25 listings at a time (its package's quota), a further one is a 403"""
    mine = [each for each in w.listings.values() if each.owner == ask.who and not each.deleted]
    if op == "create-listing" and len(mine) > 24:
        w.bites += 1
        raise Refused(403, "your package allows 25 listings")
    return go()


@other("tickets-at-most-4-open")
def open_tickets(w, ask, op, ids, go):
    """an account has four unused tickets at a time, a further request is a 429 with Retry-After"""
    mine = [each for each in w.tickets.values() if each.owner == ask.who and not each.uses and each.until > time.time()]
    if op == "request-ticket" and len(mine) > 3:
        w.bites += 1
        return Reply(429, {"status": 429}, {"Retry-After": "1"})
    return go()


@other("parallel-writes-409")
def parallel_writes(w, ask, op, ids, go):
    """a listing takes one change at a time, another one that comes meanwhile (10 ms) is a 409"""
    if op not in WRITES:
        return go()
    busy = w.memory.setdefault("busy", set())
    if ids[0].lower() in busy:
        w.bites += 1
        raise Refused(409, "the listing is being changed")
    busy.add(ids[0].lower())
    try:
        breath(w, 0.01)
        return go()
    finally:
        busy.discard(ids[0].lower())


@other("publish-while-pending-409")
def publish_while_pending(w, ask, op, ids, go):
    """a second publication is refused while the first one is being validated"""
    listing = own_listing(w, ask, ids) if op == "publish" else None
    if listing and any(each.state(time.time()) == "PENDING" for each in publications_of(w, listing)):
        w.bites += 1
        raise Refused(409, "a publication is being validated")
    return go()


@other("publications-at-most-2")
def publications_at_most(w, ask, op, ids, go):
    """a listing takes two publications, a third is a 409"""
    listing = own_listing(w, ask, ids) if op == "publish" else None
    if listing and len(listing.publications) > 1:
        w.bites += 1
        raise Refused(409, "two publications at most")
    return go()


@other("locked-while-pending")
def locked_while_pending(w, ask, op, ids, go):
    """a listing takes no change while a publication of it is being validated"""
    listing = own_listing(w, ask, ids) if op in ("update", "attach", "delete-images", "reorder") else None
    if listing and any(each.state(time.time()) == "PENDING" for each in publications_of(w, listing)):
        w.bites += 1
        raise Refused(409, "locked during validation")
    return go()


@other("description-10-to-4000")
def description_limits(w, ask, op, ids, go):
    """a description has 10 to 4000 letters, others are a 400"""
    asked = said(ask)
    text = asked.get("description") if isinstance(asked, dict) else None
    if op in ("create-listing", "update") and isinstance(text, str) and not 10 <= len(text) <= 4000:
        w.bites += 1
        raise Refused(400, "description has to have 10 to 4000 letters")
    return go()


@other("one-way-to-write-a-price")
def euros(w, ask, op, ids, go):
    """amounts are whole, from 1 to 9999, the type is FIXED, adType is OFFER; others are a 400"""
    asked = said(ask)
    if op in ("create-listing", "update") and isinstance(asked, dict):
        price = asked.get("price")
        amount = price.get("amount") if isinstance(price, dict) else 1
        odd = type(amount) is not int or not 1 <= amount <= 9999 or (isinstance(price, dict) and price.get("type") != "FIXED")
        if odd or asked.get("adType", "OFFER") not in ("OFFER", None):
            w.bites += 1
            raise Refused(400, "price or adType not supported")
    return go()


@other("picture-bytes-judged")
def picture_bytes(w, ask, op, ids, go):
    """attaching refuses bytes that are no whole picture of the ticket's type: 422"""
    ticket = ticket_of(w, ask) if op == "attach" else None
    data = (w.objects.get(ticket.key) or b"") if ticket and not ticket.uses else None
    if data is not None:
        jpeg, png = data[:2] == b"\xff\xd8" and b"\xff\xd9" in data[-4:], data[:8] == b"\x89PNG\r\n\x1a\n" and b"IEND" in data
        if not (png if ticket.media_type == "image/png" else jpeg):
            w.bites += bool(data)
            raise Refused(422, "no picture")
    return go()


@other("same-picture-409")
def same_picture(w, ask, op, ids, go):
    """a listing takes a picture once: the same bytes with another ticket are a 409"""
    ticket, listing = ticket_of(w, ask) if op == "attach" else None, own_listing(w, ask, ids)
    data = w.objects.get(ticket.key) if ticket and not ticket.uses else None
    if data and listing and any(w.objects.get(each["key"]) == data for each in listing.images):
        w.bites += 1
        raise Refused(409, "this picture is there already")
    return go()


@other("tickets-live-short")
def tickets_live_short(w, ask, op, ids, go):
    """a ticket lives for two seconds"""
    reply = go()
    if op == "request-ticket" and reply.status < 300:
        ticket = list(w.tickets.values())[-1]
        ticket.until = time.time() + 2
        reply.body["expireAt"] = datetime.fromtimestamp(ticket.until, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        w.bites += 1
    return reply


@other("ids-counted")
def ids_counted(w, ask, op, ids, go):
    """ids are UUIDs that count upward, neighbours differ in their last digit"""
    if not w.memory.get("counting"):
        w.memory["counting"], w.memory["nth"] = True, 0x10

        def new_id():
            w.memory["nth"] += 1
            w.bites += 1
            return f"0193a000-0000-4000-8000-{w.memory['nth']:012x}"

        w.new_id = new_id
    return go()


@other("storage-slow", stage="storage")
def storage_slow(w, ask, op, ids, go):
    """an upload takes 1.2 s"""
    w.bites += 1
    breath(w, 1.2)
    return go()


@other("storage-redirects", stage="storage")
def storage_redirects(w, ask, op, ids, go):
    """an upload is sent to another region's address by a 307, as S3 does"""
    if "region=2" not in ask.path and ask.method == "PUT":
        w.bites += 1
        mark = "&" if "?" in ask.path else "?"
        return Reply(307, b"<Error><Code>TemporaryRedirect</Code></Error>", {"Location": f"{w.storage}{ask.path}{mark}region=2"})
    return go()


@other("storage-wants-the-length", stage="storage")
def storage_wants_length(w, ask, op, ids, go):
    """an upload without Content-Length is a 411, as with S3"""
    if ask.method == "PUT" and ask.headers.get("Content-Length") is None:
        w.bites += 1
        return Reply(411, b"<Error><Code>MissingContentLength</Code></Error>")
    return go()


@other("storage-busy", stage="storage")
def storage_busy(w, ask, op, ids, go):
    """every seventh upload is a 503 SlowDown with Retry-After, as with S3; it works a moment later"""
    w.memory["puts"] = nth = w.memory.get("puts", 0) + 1
    if nth % 7 == 0:
        w.bites += 1
        return Reply(503, b"<Error><Code>SlowDown</Code></Error>", {"Retry-After": "1"})
    return go()


@other("length-demanded", stage="door")
def length_demanded(w, ask, op, ids, go):
    """a POST or PUT has to say its length or to be chunked (411), and its body to be named as JSON (415)"""
    if ask.method in ("POST", "PUT") and op != "token":
        if ask.headers.get("Content-Length") is None and ask.headers.get("Transfer-Encoding") is None:
            w.bites += 1
            return Reply(411, {"status": 411})
        if ask.body and "application/json" not in (ask.headers.get("Content-Type") or ""):
            w.bites += 1
            return Reply(415, {"status": 415})
    return go()


@other("busy-without-retry-after", stage="door")
def busy(w, ask, op, ids, go):
    """every 13th request is a 429 without Retry-After, and does nothing"""
    if op and w.served % 13 == 0:
        w.bites += 1
        return Reply(429, {"status": 429, "title": "Too Many Requests"})
    return go()


@other("busy-until-a-date", stage="door")
def busy_until(w, ask, op, ids, go):
    """every 19th request is a 429 whose Retry-After is a date, and does nothing"""
    if op and w.served % 19 == 0:
        w.bites += 1
        return Reply(429, None, {"Retry-After": formatdate(time.time() + 1, usegmt=True)})
    return go()


@other("thirty-a-second", stage="door")
def thirty_a_second(w, ask, op, ids, go):
    """thirty requests a second, more are a 429 with Retry-After"""
    now, recent = time.time(), w.memory.setdefault("recent", [])
    recent[:] = [each for each in recent if each > now - 1]
    if op and len(recent) >= 30:
        w.bites += 1
        return Reply(429, None, {"Retry-After": "1"})
    recent.append(now)
    return go()


@other("http-1-0")
def old_http(w, ask, op, ids, go):
    """answers are HTTP/1.0, each on its own connection"""
    w.bites += 1
    return go()


@other("hints-first")
def hints_first(w, ask, op, ids, go):
    """a 103 with hints comes before each answer"""
    w.bites += 1
    return go()


mixed("cautious", "locked-while-pending", "publish-while-pending-409", "parallel-writes-409", "republish-of-pending-409")
mixed(
    "frugal",
    "images-at-most-2",
    "publications-at-most-2",
    "tickets-at-most-4-open",
    "storage-busy",
    "one-publication-per-imprint",
)
mixed("strict", "description-10-to-4000", "one-way-to-write-a-price", "picture-bytes-judged", "length-demanded", "tags-refused")
