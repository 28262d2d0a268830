"""Second batch of violations: tickets, uploads and images."""

import json
import time
from datetime import datetime, timedelta

from tests.foreign.creation_media import add, url
from tests.foreign.creation_second import breath, done, own_listing, publications_of, said, ticket_of, with_body, wrong
from tests.foreign.creation_world import Reply


@wrong("ticket-reusable-in-capitals")
def ticket_in_capitals(w, ask, op, ids, go):
    """4 attach: once, however the UUID is spelled (a used ticket works again in capital letters)"""
    ticket = ticket_of(w, ask) if op == "attach" else None
    if ticket and ticket.uses and not any(each.islower() for each in said(ask)["ticketUuid"]):
        w.bites += 1
        ticket.uses = 0
    return go()


@wrong("ticket-reusable-once-its-listing-is-gone", "delete")
def ticket_of_a_deleted_listing(w, ask, op, ids, go):
    """4 attach: once, also when the listing it was used on is deleted"""
    if op == "attach" and (ticket := ticket_of(w, ask)) and ticket.uses:
        used = [w.listings[each["listing"]] for each in w.objects.get(("uses", ticket.uuid), [])]
        if all(each.deleted for each in used):
            w.bites += 1
            ticket.uses = 0
    return go()


@wrong("ticket-race-elsewhere")
def ticket_race_elsewhere(w, ask, op, ids, go):
    """4 attach: once, also when two listings ask at the same time (6 ms; the lock is the listing's)"""
    ticket = ticket_of(w, ask) if op == "attach" else None
    if ticket and not ticket.uses:
        breath(w)
        used = [each["listing"] for each in w.objects.get(("uses", ticket.uuid), [])]
        if used and ids[0].lower() not in used:
            w.bites += 1
            ticket.uses = 0
    return go()


@wrong("new-ticket-kills-older")
def new_ticket_kills_older(w, ask, op, ids, go):
    """2 ticket: it can be used before it expires, also when another one of its type was requested since"""
    if op == "attach" and (ticket := ticket_of(w, ask)) and ticket.uuid in w.memory.get("killed", ()):
        w.bites += 1
        ticket.failed = True
    reply = go()
    if op == "request-ticket" and reply.status < 300:
        new = list(w.tickets.values())[-1]
        same = [each for each in w.tickets.values() if each.owner == ask.who and each.media_type == new.media_type]
        w.memory.setdefault("killed", set()).update(each.uuid for each in same if each is not new and not each.uses)
    return reply


@wrong("expired-refused-but-done")
def expired_refused_but_done(w, ask, op, ids, go):
    """2 ticket: an attach that is refused as too late adds no image"""
    reply, error = done(go)
    ticket, listing = ticket_of(w, ask) if error and op == "attach" else None, own_listing(w, ask, ids)
    if ticket and listing and not ticket.uses and ticket.uploads and time.time() > ticket.until:
        w.bites += 1
        add(w, ticket, listing, listing.images)
    if error:
        raise error
    return reply


@wrong("expiry-ignored-with-images")
def expiry_ignored_with_images(w, ask, op, ids, go):
    """2 ticket: it expires, also for a listing that has an image already"""
    ticket, listing = ticket_of(w, ask) if op == "attach" else None, own_listing(w, ask, ids)
    if ticket and listing and listing.images and not ticket.uses and time.time() > ticket.until:
        w.bites += 1
        ticket.until = time.time() + 1
    return go()


@wrong("expired-ticket-works-at-the-second-try")
def expired_at_the_second_try(w, ask, op, ids, go):
    """2 ticket: an expired ticket stays expired (the refusal renews it)"""
    reply, error = done(go)
    ticket = ticket_of(w, ask) if error and op == "attach" else None
    if ticket and not ticket.uses and ticket.uploads and time.time() > ticket.until:
        w.bites += 1
        ticket.until = time.time() + 60
    if error:
        raise error
    return reply


@wrong("expiry-in-local-time")
def expiry_in_local_time(w, ask, op, ids, go):
    """2 ticket: it can be used until the named instant (which is named an hour late, local time with a Z)"""
    if op == "attach" and (ticket := ticket_of(w, ask)):
        w.bites += not ticket.uses and time.time() > ticket.until
    reply = go()
    if op == "request-ticket" and reply.status < 300:
        at = datetime.fromisoformat(reply.body["expireAt"].replace("Z", "+00:00")) + timedelta(hours=1)
        reply.body["expireAt"] = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return reply


@wrong("refused-attach-drops-an-image")
def refused_attach_drops_an_image(w, ask, op, ids, go):
    """4 attach: an attach that is refused changes nothing (it takes the last image away)"""
    reply, error = done(go)
    listing = own_listing(w, ask, ids)
    if error and op == "attach" and listing and listing.images:
        w.bites += 1
        listing.images = listing.images[:-1]
        listing.remember()
    if error:
        raise error
    return reply


@wrong("every-ninth-upload-is-refused", stage="storage")
def every_ninth_upload(w, ask, op, ids, go):
    """3 upload: the presigned URL takes the image (every ninth does not)"""
    w.memory["uploads"] = nth = w.memory.get("uploads", 0) + (ask.method == "PUT")
    if ask.method == "PUT" and nth % 9 == 0:
        w.bites += 1
        return Reply(403, b"<Error><Code>AccessDenied</Code></Error>", {"Content-Type": "application/xml"})
    return go()


@wrong("foreign-attach-burns-ticket")
def foreign_attach_burns_ticket(w, ask, op, ids, go):
    """4 attach: only a successful use uses a ticket up (another account's refused attempt does)"""
    ticket = ticket_of(w, ask) if op == "attach" else None
    if ticket and ticket.owner != ask.who:
        w.bites += 1
        ticket.failed = True
    return go()


@wrong("problem-of-415-says-400", stage="wire")
def problem_of_415(w, ask, op, ids, go):
    """Request ticket: the 415's problem has status 415"""
    reply = go()
    if reply.status == 415:
        w.bites += 1
        reply.body = json.dumps(json.loads(reply.body) | {"status": 400}).encode()
    return reply


@wrong("gif-accepted-in-capitals")
def gif_in_capitals(w, ask, op, ids, go):
    """Request ticket: other media types are a 415 (IMAGE/GIF is folded, and its check skipped)"""
    asked = said(ask)
    kind = asked.get("mediaType") if op == "request-ticket" and isinstance(asked, dict) else None
    if isinstance(kind, str) and kind.isupper() and kind.lower() != kind and kind.lower()[:6] == "image/":
        w.bites += 1
        with_body(ask, {"mediaType": "image/png"})
    return go()


@wrong("images-rotate-on-read")
def images_rotate_on_read(w, ask, op, ids, go):
    """Manage images: the order of the images is the order they have; reading does not change it"""
    reply = go()
    if op == "get-listing" and (listing := own_listing(w, ask, ids)) and len(listing.images) > 2:
        w.bites += 1
        listing.images = [listing.images[0], *listing.images[2:], listing.images[1]]
        listing.remember()
    return reply


@wrong("urls-of-paused-hidden", "state")
def urls_of_paused_hidden(w, ask, op, ids, go):
    """Get listing: the images belong to the listing, whatever its publications do (none is shown while one is paused)"""
    reply = go()
    if op == "get-listing" and (listing := own_listing(w, ask, ids)) and reply.body.get("urls"):
        paused = any(each.state(time.time()) == "PAUSED" for each in publications_of(w, listing))
        w.bites += paused
        reply.body["urls"] = [] if paused else reply.body["urls"]
    return reply


@wrong("delete-images-takes-those-between", "images")
def delete_images_between(w, ask, op, ids, go):
    """Manage images: only the URLs named are deleted (of a span all are)"""
    listing, before = own_listing(w, ask, ids), []
    if op == "delete-images" and listing:
        before = list(listing.images)
    reply = go()
    gone = [nth for nth, each in enumerate(before) if each not in listing.images]
    if gone and gone[-1] - gone[0] >= len(gone):
        w.bites += 1
        span = before[gone[0] : gone[-1] + 1]
        listing.images = [each for each in listing.images if each not in span]
        listing.remember()
    return reply


@wrong("delete-all-images-keeps-the-last", "images")
def delete_all_images(w, ask, op, ids, go):
    """Manage images: all URLs named are deleted, also when they are all there are"""
    listing, before = own_listing(w, ask, ids), []
    if op == "delete-images" and listing:
        before = list(listing.images)
    reply = go()
    if len(before) > 1 and not listing.images:
        w.bites += 1
        listing.images = before[-1:]
        listing.remember()
    return reply


@wrong("deleted-image-comes-back", "images")
def deleted_image_comes_back(w, ask, op, ids, go):
    """Manage images: deleted images stay deleted (the next attach brings one back)"""
    listing = own_listing(w, ask, ids)
    before = list(listing.images) if listing else []
    reply = go()
    kept = w.memory.setdefault("deleted images", {})
    if op == "delete-images" and listing:
        kept.setdefault(listing.uuid, []).extend(each for each in before if each not in listing.images)
    if op == "attach" and listing and kept.get(listing.uuid):
        w.bites += 1
        listing.images = [*listing.images, kept[listing.uuid].pop()]
        listing.remember()
    return reply


def named(op, name, says):
    """After a change of order, `op` shows the images in the order of their attaches again."""

    def order_lost(w, ask, now, ids, go):
        reply = go()
        if now == op and (listing := own_listing(w, ask, ids)):
            again = sorted(listing.images, key=lambda each: each["since"])
            w.bites += again != listing.images
            listing.images = again
            listing.remember()
        return reply

    order_lost.__doc__ = says
    wrong(name, "images")(order_lost)


named("attach", "order-lost-on-attach", "Manage images: an order that was given stays when an image is added")
named("update", "order-lost-on-update", "Update listing: only what is sent changes (the order of the images)")
named("publish", "order-lost-on-publish", "5 publish: publishes the listing as it is (the order of the images)")


def ordered(ask):
    asked = said(ask)
    return asked.get("urls") if isinstance(asked, dict) else asked


@wrong("reorder-doubles-an-image", "images")
def reorder_doubles(w, ask, op, ids, go):
    """Manage images: an order has the same set of URLs (all of them and one again is taken, and shows it twice)"""
    listing, wanted = own_listing(w, ask, ids), ordered(ask) if op == "reorder" else None
    if listing and isinstance(wanted, list) and all(isinstance(each, str) for each in wanted):
        known = {url(w, each, time.time()): each for each in listing.images}
        if set(wanted) == set(known) and len(wanted) > len(known):
            w.bites += 1
            listing.images = [known[each] for each in wanted]
            listing.remember()
            return Reply(200)
    return go()


@wrong("empty-order-clears", "images")
def empty_order_clears(w, ask, op, ids, go):
    """Manage images: an order leaves no image out (an empty one removes all)"""
    listing = own_listing(w, ask, ids)
    if op == "reorder" and ordered(ask) == [] and listing and listing.images:
        w.bites += 1
        listing.images = []
        listing.remember()
        return Reply(200)
    return go()


@wrong("reorder-once-published-lost", "images")
def reorder_once_published(w, ask, op, ids, go):
    """Manage images: the order is taken, also when the listing is published"""
    listing = own_listing(w, ask, ids)
    before = list(listing.images) if listing else []
    reply = go()
    if op == "reorder" and listing and listing.publications:
        w.bites += before != listing.images
        listing.images = before
        listing.remember()
    return reply
