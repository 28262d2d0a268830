"""Tickets, the storage and the images of the foreign gateway."""

import secrets
import time
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qs, unquote, urlsplit

from tests.foreign.creation_listings import url
from tests.foreign.creation_world import Refused, Reply, Ticket, read_json, read_object

LIFETIME = 4.0
TYPES = ("image/jpeg", "image/png")


def request_ticket(w, ask):
    asked = read_object(ask.body)
    kind = asked.get("mediaType")
    if kind is None and w.on("media-type-optional"):
        kind = "image/jpeg"
    if not isinstance(kind, str):
        raise Refused(400, "Failed to read request")
    fine = (
        kind in TYPES or (w.on("gif-accepted") and kind == "image/gif") or (w.on("any-image-accepted") and kind[:6] == "image/")
    )
    fine = fine or (w.on("long-types-accepted") and kind.startswith(TYPES))
    if not fine:
        code = 400 if w.on("unsupported-type-400") else 415
        raise Refused(code, f"Unsupported media type: '{kind[:200]}'. Supported types are: image/jpeg, image/png")
    now = time.time()
    mine = [each for each in w.tickets.values() if each.owner == ask.who and each.media_type == kind]
    if w.on("ticket-shared-within-50-ms") and mine and now - (mine[-1].until - LIFETIME) < 0.05:
        return given(w, mine[-1])
    until = now + (900 if w.on("tickets-live-long") else LIFETIME) - (LIFETIME + 60 if w.on("ticket-born-expired") else 0)
    ticket = Ticket(w.new_id(), ask.who, kind, until, secrets.token_hex(12))
    if w.on("tickets-share-the-url") and mine:
        ticket.key = mine[-1].key
    w.tickets[ticket.uuid] = ticket
    w.objects.setdefault(ticket.key, None)
    return given(w, ticket)


def given(w, ticket):
    query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AK%2F2026%2Fs3&X-Amz-SignedHeaders=host&X-Amz-Signature="
    signed = f"{w.storage}/up/{ticket.key}" + (f"?{query}{ticket.key[:9]}%2B%3D" if w.on("presigned-query") else "")
    body = {"ticketUuid": w.shown(ticket.uuid), "signedPutUrl": signed, "expireAt": instant(w, ticket.until)}
    if w.on("signed-url-without-host"):
        body["signedPutUrl"] = f"/up/{ticket.key}"
    if w.on("ticket-without-expiry"):
        body.pop("expireAt")
    if w.on("ticket-names-another-uuid"):
        body["ticketUuid"] = w.new_id()
    return Reply(w.code(201), body, {"Location": f"{w.address}/media/{ticket.uuid}"} if w.on("location-headers") else {})


def instant(w, moment):
    at = datetime.fromtimestamp(moment, UTC)
    if w.on("expiry-with-offset"):
        return at.astimezone(timezone(timedelta(hours=5, minutes=30))).isoformat(timespec="milliseconds")
    if w.on("expiry-with-nanoseconds"):
        return at.strftime("%Y-%m-%dT%H:%M:%S.%f123Z")
    if w.on("expiry-in-small-letters"):
        return at.strftime("%Y-%m-%dt%H:%M:%Sz")
    if w.on("expiry-in-seconds"):
        return str(int(moment))
    if w.on("expiry-in-words"):
        return "in a while"
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")[:-5] + "Z"


def upload(w, ask):
    """The storage: bytes in, no account involved."""
    ticket = next(
        (each for each in reversed(w.tickets.values()) if each.key == urlsplit(ask.path).path.removeprefix("/up/")), None
    )
    query = urlsplit(ask.path).query
    if ticket is None or (w.on("presigned-query") and not query.endswith(f"Signature={ticket.key[:9]}%2B%3D")):
        return Reply(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>", {"Content-Type": "application/xml"})
    kind = ask.headers.get("Content-Type")
    wrong = w.on("storage-wants-the-type") and kind != ticket.media_type
    wrong = wrong or (w.on("storage-refuses-tokens") and "Authorization" in ask.headers)
    wrong = wrong or (w.on("storage-takes-one-upload") and ticket.uploads) or (time.time() > ticket.until)
    wrong = wrong or (w.on("storage-wants-a-token") and "Authorization" not in ask.headers)
    wrong = wrong or (w.on("storage-refuses-png") and ticket.media_type == "image/png")
    if wrong:
        return Reply(403, b"<Error><Code>AccessDenied</Code></Error>", {"Content-Type": "application/xml"})
    ticket.uploads += 1
    w.objects[ticket.key] = ask.body[: len(ask.body) // 2] if w.on("upload-cut") else ask.body
    if w.on("reupload-renews-ticket") and ticket.uploads > 1:
        ticket.uses = 0
    xml = Reply(200, b"<?xml version='1.0'?><PutResult/>", {"Content-Type": "application/xml"})
    return (
        Reply(201) if w.on("storage-201") else Reply(204) if w.on("storage-204") else xml if w.on("storage-xml") else Reply(200)
    )


def attach(w, ask, id):
    asked = read_object(ask.body)
    name = asked.get("ticketUuid") or asked.get("ticket")
    if w.on("attach-needs-alt") and not asked.get("alt"):
        raise Refused(400, "alt is missing")
    if not isinstance(name, str):
        raise Refused(400, "ticketUuid is missing")
    ticket = w.tickets.get(name.lower())
    try:
        if w.on("attach-to-unknown-listing-2xx") and id.lower() not in w.listings:
            return Reply(w.code(200, created=False))
        listing = w.listing(id, ask.who, "attach")
        if ticket is None and w.on("unknown-ticket-accepted"):
            ticket = Ticket(w.new_id(), ask.who, "image/png", time.time() + 5, "none", uploads=1)
        if ticket is None or (ticket.owner != ask.who and not w.on("foreign-ticket")):
            raise Refused(422 if w.on("ticket-refused-422") else 404, "Ticket not found")
        usable(w, ticket, listing)
    except Refused:
        if ticket is not None and w.on("failed-attach-burns-ticket"):
            ticket.failed = True
        raise
    w.lock.release()  # the race below is only one where attaches may overlap
    try:
        time.sleep(0.005 if w.on("ticket-race", "concurrent-attaches-lose-images") else 0)
        seen = list(listing.images)
        time.sleep(0.005 if w.on("concurrent-attaches-lose-images") else 0)
    finally:
        w.lock.acquire()
    if not w.on("ticket-race"):
        usable(w, ticket, listing)
    ticket.uses += 1
    add(w, ticket, listing, seen)
    if w.on("attach-shows-the-listing"):
        return Reply(200, {"uuid": listing.uuid, "urls": [url(w, each, time.time()) for each in listing.images]})
    return Reply(w.code(200, created=False), {} if w.on("bodies-where-none-is-named") else None)


def usable(w, ticket, listing):
    """Refuse a ticket that is used up, too old, or has no image yet."""
    code = 410 if w.on("ticket-refused-410") else 422 if w.on("ticket-refused-422") else 409
    if ticket.failed or (ticket.uses and not again(w, ticket, listing)):
        if w.on("reuse-refused-but-done"):
            add(w, ticket, listing, listing.images)
        raise Refused(code, "Ticket was used")
    late = w.on("expiry-ignored") or (w.on("expiry-ignored-once-uploaded") and ticket.uploads)
    late = late or (w.on("expiry-ignored-for-jpeg") and ticket.media_type == "image/jpeg")
    late = late or (w.on("expiry-with-grace") and time.time() < ticket.until + 5)
    early = w.on("ticket-dies-early") and time.time() > ticket.until - LIFETIME + 1
    if early or (time.time() > ticket.until and not late):
        raise Refused(code, "Ticket has expired")
    if not ticket.uploads and not w.on("attach-before-upload"):
        raise Refused(code, "Nothing was uploaded yet")
    if w.on("images-at-most-10") and len(listing.images) >= 10:
        raise Refused(409, "Too many images")


def again(w, ticket, listing):
    used = [each["listing"] for each in w.objects.get(("uses", ticket.uuid), [])]
    return (
        w.on("ticket-reusable", "ticket-reuse-silent")
        or (w.on("ticket-reusable-elsewhere") and listing.uuid not in used)
        or (w.on("ticket-reusable-here") and listing.uuid in used)
        or (w.on("ticket-reusable-for-jpeg") and ticket.media_type == "image/jpeg")
        or (w.on("ticket-reusable-for-png") and ticket.media_type == "image/png")
        or (w.on("ticket-reusable-after-two-others") and ticket.later >= 2)
        or (w.on("ticket-usable-twice") and ticket.uses < 2)
        or (w.on("ticket-reusable-after-a-second") and time.time() > ticket.until - LIFETIME + 1.5)
        or (
            w.on("ticket-reusable-once-its-image-is-gone")
            and listing.uuid in used
            and all(each["ticket"] is not ticket for each in listing.images)
        )
        or (w.on("ticket-reusable-once-published") and listing.publications)
    )


def add(w, ticket, listing, seen):
    if ticket.uses > 1 and w.on("ticket-reuse-silent"):
        return
    for each in w.tickets.values():
        each.later += each is not ticket and each.uses > 0
    image = {"id": secrets.token_hex(6), "key": ticket.key, "type": ticket.media_type, "since": time.time(), "ticket": ticket}
    w.objects.setdefault(("uses", ticket.uuid), []).append({"listing": listing.uuid})
    mine = [each for each in w.listings.values() if each.owner == listing.owner]
    if w.on("attach-to-newest-listing"):
        listing = mine[-1]
    if w.on("attach-shows-at-neighbour-too"):
        for each in mine[-2:]:
            if each is not listing:
                each.images = [*each.images, image]
                each.remember()
    images = seen if w.on("concurrent-attaches-lose-images") else listing.images
    if w.on("attach-replaces"):
        images = []
    lost = w.on("third-image-lost") and len(images) == 2
    lost = lost or (w.on("attach-once-published-lost") and listing.publications)
    if not lost and not w.on("attach-without-effect"):
        listing.images = [*images, image]
    if w.on("attach-adds-twice"):
        listing.images = [*listing.images, {**image, "id": secrets.token_hex(6)}]
    if w.on("attach-resets-description"):
        listing.data = {**listing.data, "description": None}
    if w.on("attach-puts-first"):
        listing.images = [listing.images[-1], *listing.images[:-1]]
    listing.remember()
    if w.on("images-vanish-later"):
        listing.history.append((time.time() + 1.5, dict(listing.data), []))


def show(w, ask):
    id = urlsplit(ask.path).path.removeprefix("/img/").removesuffix(".jpg")
    for each in w.listings.values():
        for image in each.images:
            if image["id"] == id:
                return Reply(200, w.objects.get(image["key"]) or b"", {"Content-Type": image["type"]})
    return Reply(404, b"")


def remove(w, ask, id):
    """Delete images by the comma-separated `urls`."""
    listing = w.listing(id, ask.who, "delete-images")
    raw = urlsplit(ask.path).query
    asked = next((each.removeprefix("urls=") for each in raw.split("&") if each.startswith("urls=")), "")
    wanted = {unquote(each) for each in asked.split(",")} | {unquote(each) for each in parse_qs(raw).get("urls", [])}
    now = time.time()
    hit = [each for each in listing.images if url(w, each, now) in wanted]
    if w.on("urls-with-commas"):
        hit = [each for each in listing.images if f",{url(w, each, now)}," in f",{unquote(asked)},"]
    if not hit and w.on("unknown-image-400"):
        raise Refused(400, "No such image")
    if w.on("delete-images-first-only"):
        hit = hit[:1]
    if w.on("delete-images-takes-the-cover") and hit:
        hit = listing.images[:1]
    if w.on("delete-images-takes-all") and hit:
        hit = listing.images
    if w.on("delete-images-without-effect") or (w.on("delete-images-once-published-lost") and listing.publications):
        hit = []
    listing.images = [each for each in listing.images if each not in hit]
    if w.on("delete-images-turns-order"):
        listing.images = listing.images[::-1]
    listing.remember()
    return Reply(200, {}) if w.on("delete-images-answers-200") else Reply(204)


def reorder(w, ask, id):
    listing = w.listing(id, ask.who, "reorder")
    asked = read_json(ask.body)
    asked = asked.get("urls") if isinstance(asked, dict) else asked
    now = time.time()
    known = {url(w, each, now): each for each in listing.images}
    if not isinstance(asked, list) or not all(isinstance(each, str) for each in asked):
        raise Refused(400, "a list of urls is needed")
    fewer = w.on("reorder-subset-accepted") and set(asked) < set(known) and len(set(asked)) == len(asked)
    more = w.on("reorder-stranger-accepted") and set(asked) > set(known)
    if sorted(asked) != sorted(known) and not fewer and not more:
        if w.on("reorder-refused-but-done"):
            listing.images = [known[each] for each in asked if each in known]
            listing.remember()
        raise Refused(422 if w.on("ticket-refused-422") else 400, "not the same set of images")
    images = [known[each] for each in dict.fromkeys(asked) if each in known]
    if w.on("reorder-without-effect"):
        images = listing.images
    if w.on("reorder-moves-the-cover-only") and images:
        images = [images[0], *(each for each in listing.images if each is not images[0])]
    if w.on("reorder-backwards"):
        images = images[::-1]
    before, listing.images = listing.images, images
    listing.remember()
    if w.on("reorder-reverts-later"):
        listing.images = before
        listing.history.append((time.time() + 1.5, dict(listing.data), before))
    return Reply(w.code(204, created=False), [] if w.on("codes-200") else None)
