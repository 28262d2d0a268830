"""Imprints and publications of the foreign gateway."""

import time
from urllib.parse import parse_qs, urlsplit

from tests.foreign.creation_world import UUID, Publication, Refused, Reply, read_object

WORDS = {"PENDING": "in_pruefung", "LIVE": "sichtbar", "PAUSED": "angehalten", "DELETED": "entfernt", "FAILED": "abgelehnt"}
SETTLES = 0.6


def create_imprint(w, ask):
    asked = read_object(ask.body)
    content = asked.get("content", "" if w.on("imprint-content-optional") else None)
    if not isinstance(content, str):
        raise Refused(400, "Failed to read request")
    same = [id for id, (owner, text) in w.imprints.items() if owner == ask.who and text == content]
    id = same[0] if same and w.on("imprint-one-per-content") else w.new_id()
    w.imprints[id] = (ask.who, content)
    if w.on("imprint-returned-is-another"):
        id = w.new_id()
    return Reply(w.code(201), {"uuid": w.shown(id)})


def publish(w, ask, id):
    asked = read_object(ask.body)
    if w.on("publish-to-unknown-listing-2xx") and id.lower() not in w.listings:
        return Reply(w.code(202), {"uuid": w.new_id()})
    listing = w.listing(id, ask.who, "publish")
    imprint = asked.get("imprintUuid")
    if imprint is None and w.on("imprint-optional"):
        imprint = next(iter(w.imprints), w.new_id())
    if not isinstance(imprint, str) or not UUID.fullmatch(imprint):
        raise Refused(400, "imprintUuid is missing")
    imprint = imprint.lower()
    steps = plan(w, listing)
    if w.imprints.get(imprint, ("nobody",))[0] != ask.who and not w.on("any-imprint-accepted"):
        if not w.on("unknown-imprint-fails-later"):
            raise Refused(403 if w.on("foreign-403") else 404, "Imprint not found")
        steps = [(0, "PENDING"), (SETTLES, "FAILED")]
    if w.on("publish-needs-location") and not (isinstance(asked.get("location"), dict) and asked["location"].get("zip")):
        raise Refused(400, "location.zip is missing")
    if w.on("publish-needs-image") and not listing.images:
        raise Refused(409, "an image is needed")
    if w.on("fails-without-image") and not listing.images:
        steps = [(0, "PENDING"), (SETTLES, "FAILED")]
    mine = [w.publications[each] for each in listing.publications]
    same = [each for each in mine if each.imprint == imprint]
    if same and w.on("one-publication-per-imprint"):
        raise Refused(409, "is published under this imprint")
    if same and w.on("same-imprint-same-publication"):
        return made(w, same[0])
    now = time.time()
    new = Publication(w.new_id(), listing.uuid, imprint, [(now + delay, word) for delay, word in steps])
    if w.on("publication-id-is-the-listing-s"):
        new.uuid = listing.uuid
    if w.on("second-publication-replaces-first"):
        listing.publications = []
    if w.on("publishing-pauses-the-first") and mine:
        mine[0].turn((0, "PAUSED"))
    if w.on("publishing-publishes-neighbours"):
        for each in w.publications.values():
            each.imprint = imprint if w.listings[each.listing].owner == ask.who else each.imprint
    w.publications[new.uuid] = new
    if w.on("concurrent-publishes-lost"):
        seen = list(listing.publications)
        w.lock.release()
        time.sleep(0.005)
        w.lock.acquire()
        listing.publications = seen
    listing.publications.append(new.uuid)
    if w.on("publish-resets-description"):
        listing.data = {**listing.data, "description": "published"}
        listing.remember()
    if w.on("publish-drops-images") and len(listing.images) > 1:
        listing.images = listing.images[:1]
        listing.remember()
    return made(w, new)


def made(w, new):
    id = w.shown(w.new_id() if w.on("publish-returns-unknown-id") else new.uuid)
    body = {"uuid": id}
    if w.on("publish-returns-the-imprint"):
        body = {"uuid": w.shown(new.imprint)}
    if w.on("publish-returns-nothing"):
        return Reply(202)
    if w.on("fields-elsewhere"):
        body = {"result": [{"publicationId": id}]}
    return Reply(w.code(202), body, {"Location": f"{w.address}/publication/{id}"} if w.on("location-headers") else {})


def plan(w, listing):
    """The states a new publication goes through."""
    if w.on("many-states"):
        words = ("RECEIVED", "QUEUED", "CHECKING", "CHECKED", "CREATING", "LIVE")
        return [(0.3 * nth, word) for nth, word in enumerate(words)]
    if w.on("live-at-once"):
        return [(0, "LIVE")]
    if w.on("live-after-eight-seconds"):
        return [(0, "PENDING"), (8, "LIVE")]
    if w.on("never-settles"):
        return [(0, "PENDING")]
    if w.on("second-never-settles") and listing.publications:
        return [(0, "PENDING")]
    if w.on("never-settles-with-images") and listing.images:
        return [(0, "PENDING")]
    if w.on("flaps"):
        return [(0.7 * nth, ("PENDING", "LIVE")[nth % 2]) for nth in range(60)]
    if w.on("flaps-once"):
        return [(0, "PENDING"), (0.6, "LIVE"), (1.4, "PENDING"), (2.0, "LIVE")]
    if w.on("falls-back"):
        return [(0, "PENDING"), (0.6, "LIVE"), (1.6, "PENDING")]
    if w.on("always-fails"):
        return [(0, "PENDING"), (SETTLES, "FAILED")]
    return [(0, "PENDING"), (SETTLES, "LIVE")]


def entry(w, each, moment, single):
    state = each.state(moment)
    if (w.on("list-stays-pending") and not single) or (w.on("single-stays-pending") and single):
        state = "PENDING"
    if w.on("list-says-live-too-early") and not single and state == "PENDING":
        state = "LIVE"
    word = WORDS.get(state, state) if w.on("states-of-their-own") else state
    listing = w.listings[each.listing]
    imprint = each.imprint
    others = [w.publications[id].imprint for id in listing.publications]
    if w.on("list-swaps-imprints") and not single:
        imprint = others[::-1][others.index(imprint)]
    if w.on("single-swaps-imprints") and single:
        imprint = others[0]
    if w.on("list-shows-the-newest-imprint") and not single:
        imprint = others[-1]
    shown = {"uuid": w.shown(each.uuid), "status": word, "imprintUuid": w.shown(imprint), "listingUuid": w.shown(each.listing)}
    if w.on("imprint-as-object"):
        shown["imprint"] = {"uuid": shown.pop("imprintUuid")}
    if w.on("publication-names-of-their-own"):
        shown = {"publicationUuid": shown["uuid"], "state": word, "imprint": w.shown(imprint)}
    if (w.on("list-without-imprint") and not single) or w.on("nothing-names-the-imprint"):
        shown.pop("imprintUuid")
    if w.on("single-without-status") and single:
        shown.pop("status")
    if w.on("list-without-status") and not single:
        shown.pop("status")
    if w.on("single-names-another") and single:
        shown["uuid"] = next(iter(w.publications))
    return shown


def read_all(w, ask, id):
    if w.on("list-of-unknown-listing-is-empty") and id.lower() not in w.listings:
        return Reply(200, [])
    listing = w.listing(id, ask.who, "list-publications")
    now = time.time()
    moment = now - (0.7 if w.on("list-lags") else 0)
    ids = list(listing.publications)
    if w.on("list-lags"):
        ids = [each for each in ids if w.publications[each].events[0][0] <= moment]
    if w.on("list-shows-all"):
        ids = [each.uuid for each in w.publications.values() if w.listings[each.listing].owner == ask.who]
    if w.on("list-shows-live-only"):
        ids = [each for each in ids if w.publications[each].state(now) == "LIVE"]
    if w.on("list-hides-paused"):
        ids = [each for each in ids if w.publications[each].state(now) != "PAUSED"]
    if w.on("list-shows-newest-only"):
        ids = ids[-1:]
    if w.on("list-shows-two-at-most"):
        ids = ids[:2]
    if w.on("list-newest-first"):
        ids = ids[::-1]
    entries = [entry(w, w.publications[each], moment, False) for each in ids]
    if w.on("list-shows-twice"):
        entries = entries + entries[:1]
    if w.on("list-in-content"):
        return Reply(200, {"content": entries, "page": {"number": 0, "size": 50, "totalElements": len(entries)}})
    if w.on("list-embedded"):
        return Reply(200, {"_embedded": {"publications": entries}, "_links": {"self": {"href": ask.path}}})
    return Reply(200, {"publications": entries} if w.on("list-in-publications") else entries)


def publication(w, ask, id, number, operation):
    listing = w.listing(id, ask.who, operation)
    found = w.publications.get(w.id_of(number, "Publication"))
    if found is None:
        raise Refused(404, f"Publication {number} not found")
    if found.listing != listing.uuid and not w.on(f"mismatch-{operation}"):
        foreign = w.listings[found.listing].owner != ask.who
        code = 404 if foreign or (operation == "read-publication" and w.on("read-mismatch-404")) else 400
        raise Refused(code, f"Publication {number} does not belong to the Listing {id}.")
    return found


def read_one(w, ask, id, number):
    if w.on("unknown-publication-is-pending") and number.lower() not in w.publications:
        return Reply(200, {"uuid": number, "status": "PENDING"})
    found = publication(w, ask, id, number, "read-publication")
    return Reply(200, entry(w, found, time.time(), True))


def wanted(w, ask, words):
    values = parse_qs(urlsplit(ask.path).query, keep_blank_values=True).get("requestedState", [])
    if not values and w.on("state-optional"):
        return words[0]
    if not values or (values[0] not in words and not w.on("any-state-accepted")):
        raise Refused(400, "requestedState is missing or unknown")
    return values[0]


def change_state(w, ask, id, number):
    if w.on("state-of-unknown-204") and number.lower() not in w.publications:
        return Reply(204)
    found = publication(w, ask, id, number, "state")
    word = wanted(w, ask, ("PAUSED", "RESUMED"))
    now = time.time()
    if w.on("pause-of-pending-409") and found.state(now) not in ("LIVE", "PAUSED"):
        raise Refused(409, "not live")
    if w.on("pause-of-paused-409") and found.state(now) == {"PAUSED": "PAUSED", "RESUMED": "LIVE"}.get(word):
        raise Refused(409, "is so already")
    hit = [found]
    if w.on("pause-affects-all-of-the-listing"):
        hit = [w.publications[each] for each in w.listings[found.listing].publications]
    if w.on("pause-affects-neighbour"):
        hit = [each for each in w.publications.values() if each.imprint == found.imprint]
    if w.on("pause-hits-the-first"):
        hit = [w.publications[w.listings[found.listing].publications[0]]]
    if (w.on("pause-without-effect") and word == "PAUSED") or (w.on("resume-without-effect") and word == "RESUMED"):
        hit = []
    delay = 0.7 if w.on("state-changes-late") else 0
    if w.on("pause-resets-description"):
        listing = w.listings[found.listing]
        listing.data = {**listing.data, "description": ""}
        listing.remember()
    for each in hit:
        if word == "PAUSED":
            each.turn((delay, "PAUSED"))
            if w.on("pause-wears-off"):
                each.turn((0, "PAUSED"), (1.5, "LIVE"))
        else:
            each.turn((delay, "LIVE"))
    return Reply(200, {"status": word}) if w.on("state-answers-200") else Reply(204)


def republish(w, ask, id, number):
    found = publication(w, ask, id, number, "republish")
    word = wanted(w, ask, ("PUBLISHED", "PAUSED"))
    if not (w.on("republish-body-ignored") or read_object(ask.body) == {}):
        raise Refused(400, "the body has to be empty")
    if w.on("republish-of-pending-409") and found.state(time.time()) == "PENDING":
        raise Refused(409, "has not settled yet")
    if w.on("republish-renews-id"):
        listing = w.listings[found.listing]
        listing.publications.remove(found.uuid)
        found.uuid = w.new_id()
        w.publications = {each.uuid: each for each in w.publications.values()}
        listing.publications.append(found.uuid)
    listing = w.listings[found.listing]
    if w.on("republish-drops-images"):
        listing.images = listing.images[:-1]
        listing.remember()
    if w.on("republish-affects-the-whole-listing") and word == "PAUSED":
        for each in listing.publications:
            w.publications[each].turn((0.2, "PAUSED"))
    if w.on("republish-paused-without-effect") and word == "PAUSED":
        return Reply(204)
    if w.on("republish-never-ends"):
        found.turn((0, "PENDING"))
    elif word == "PUBLISHED":
        found.turn((0, "PENDING"), (SETTLES, "LIVE"))
    else:
        found.turn((0.2, "PAUSED"))
    return Reply(202, {}) if w.on("republish-answers-202") else Reply(204)
