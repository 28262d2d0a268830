"""Second batch of violations: publications, states, accounts, access tokens and the bytes of answers."""

import json
import time

from tests.foreign.creation_publications import plan
from tests.foreign.creation_second import breath, done, own_listing, publications_of, said, wrong
from tests.foreign.creation_world import Publication, Refused, Reply


def word_of(ask):
    return ask.path.rpartition("requestedState=")[2] if "requestedState=" in ask.path else None


def found(w, ids):
    return w.publications.get(ids[1].lower()) if len(ids) > 1 else None


@wrong("validation-outlives-deletion", "delete")
def validation_outlives_deletion(w, ask, op, ids, go):
    """Delete listing: every connected publication changes state, none goes live after (one in validation does)"""
    now, listing = time.time(), own_listing(w, ask, ids)
    pending = [e for e in publications_of(w, listing) if e.state(now) == "PENDING"] if op == "delete" and listing else []
    reply = go()
    for each in pending:
        w.bites += 1
        each.turn((0, "PENDING"), (0.6, "LIVE"))
    return reply


@wrong("pause-of-pending-overtaken", "state")
def pause_of_pending_overtaken(w, ask, op, ids, go):
    """Update publication state: a pause that is acknowledged pauses (validation ends later and sets it live)"""
    each = found(w, ids)
    pending = op == "state" and each and each.state(time.time()) == "PENDING"
    reply = go()
    if pending and word_of(ask) == "PAUSED":
        w.bites += 1
        each.turn((0, "PAUSED"), (0.6, "LIVE"))
    return reply


@wrong("resume-revives-deleted", "delete")
def resume_revives_deleted(w, ask, op, ids, go):
    """Delete listing: its publications are not live any more (RESUMED is acknowledged and sets one live)"""
    listing, each = own_listing(w, ask, ids), found(w, ids)
    if op == "state" and listing and listing.deleted and each and word_of(ask) == "RESUMED":
        w.bites += 1
        each.turn((0, "LIVE"))
        return Reply(204)
    return go()


@wrong("deleted-listing-published", "delete")
def deleted_listing_published(w, ask, op, ids, go):
    """Delete listing: a deleted listing is not published any more (publishing it is acknowledged, and ends live)"""
    listing = own_listing(w, ask, ids)
    if op == "publish" and listing and listing.deleted:
        w.bites += 1
        listing.deleted = False
        reply, error = done(go)
        listing.deleted = True
        if error:
            raise error
        return reply
    return go()


@wrong("list-cached-for-good")
def list_cached(w, ask, op, ids, go):
    """6 status: all publications are listed (a list that was read is shown for good, until its listing is updated)"""
    cache = w.memory.setdefault("lists", {})
    if op == "update":
        cache.pop(ids[0], None)
    if op == "list-publications" and ids[0] in cache and own_listing(w, ask, ids):
        fresh = json.dumps(go().body)
        w.bites += fresh != cache[ids[0]]
        return Reply(200, json.loads(cache[ids[0]]))
    reply = go()
    if op == "list-publications" and reply.status == 200:
        cache[ids[0]] = json.dumps(reply.body)
    return reply


@wrong("empty-list-cached-for-good")
def empty_list_cached(w, ask, op, ids, go):
    """6 status: all publications are listed (a list that was read before the first publication stays empty)"""
    reply = go()
    empty = w.memory.setdefault("empty", set())
    if op == "list-publications" and reply.body == []:
        empty.add(ids[0])
    if op == "list-publications" and ids[0] in empty and reply.body:
        w.bites += 1
        reply.body = []
    return reply


@wrong("list-shows-five-at-most")
def list_shows_five(w, ask, op, ids, go):
    """6 status: all publications are listed (five at most)"""
    reply = go()
    if op == "list-publications" and isinstance(reply.body, list):
        w.bites += len(reply.body) > 5
        reply.body = reply.body[:5]
    return reply


@wrong("republish-takes-the-newest-imprint", "republish")
def republish_takes_newest(w, ask, op, ids, go):
    """6 status: a publication is listed with its own imprint (a republish gives it the account's newest)"""
    reply = go()
    if op == "republish":
        newest = [id for id, (owner, _) in w.imprints.items() if owner == ask.who][-1]
        w.bites += found(w, ids).imprint != newest
        found(w, ids).imprint = newest
    return reply


@wrong("pauses-are-counted", "state")
def pauses_are_counted(w, ask, op, ids, go):
    """Update publication state: RESUMED resumes (after two pauses it takes two)"""
    reply = go()
    if op == "state" and (each := found(w, ids)):
        depth = w.memory.setdefault("depth", {})
        depth[each.uuid] = max(0, depth.get(each.uuid, 0) + (1 if word_of(ask) == "PAUSED" else -1))
        if word_of(ask) == "RESUMED" and depth[each.uuid]:
            w.bites += 1
            each.turn((0, "PAUSED"))
    return reply


@wrong("republish-leaves-paused", "republish")
def republish_leaves_paused(w, ask, op, ids, go):
    """Update listing: requestedState=PUBLISHED publishes, also what is paused"""
    each = found(w, ids)
    paused = op == "republish" and each and each.state(time.time()) == "PAUSED"
    reply = go()
    if paused and word_of(ask) == "PUBLISHED":
        w.bites += 1
        each.turn((0, "PAUSED"))
    return reply


@wrong("republish-paused-wears-off", "republish")
def republish_paused_wears_off(w, ask, op, ids, go):
    """Update listing: requestedState=PAUSED pauses (a second later the work ends, and sets it live)"""
    reply = go()
    if op == "republish" and word_of(ask) == "PAUSED":
        w.bites += 1
        found(w, ids).turn((0.2, "PAUSED"), (1.3, "LIVE"))
    return reply


def lenient(name, needs, op_, says, takes, instead):
    """Takes a requestedState that is none."""

    def accepts(w, ask, op, ids, go):
        if op == op_ and takes(word_of(ask)) and own_listing(w, ask, ids):
            w.bites += 1
            ask.path = ask.path.partition("?")[0] + f"?requestedState={instead}"
        return go()

    accepts.__doc__ = says
    wrong(name, needs)(accepts)


lenient("state-empty-accepted", "state", "state", "Update publication state: PAUSED or RESUMED (an empty value resumes)",
        lambda word: word == "", "RESUMED")  # fmt: skip
lenient("state-with-more-letters-accepted", "state", "state", "Update publication state: PAUSED or RESUMED (not PAUSEDX)",
        lambda word: word and word[:6] in ("PAUSED", "RESUME") and word not in ("PAUSED", "RESUMED"), "PAUSED")  # fmt: skip
lenient("republish-any-state-accepted", "republish", "republish", "Update listing: PUBLISHED or PAUSED (others publish)",
        lambda word: word and word not in ("PUBLISHED", "PAUSED"), "PUBLISHED")  # fmt: skip


def mismatch(name, says, meets):
    """A publication below another listing of the caller's changes its state after all."""

    def accepts(w, ask, op, ids, go):
        each, listing = found(w, ids), own_listing(w, ask, ids)
        fits = op == "state" and each and listing and each.listing != listing.uuid and meets(w, listing, each)
        if fits and w.listings[each.listing].owner == ask.who and word_of(ask) in ("PAUSED", "RESUMED"):
            w.bites += 1
            each.turn((0, "PAUSED" if word_of(ask) == "PAUSED" else "LIVE"))
            return go() if name == "mismatch-refused-but-done" else Reply(204)
        return go()

    accepts.__doc__ = says
    wrong(name, "state")(accepts)


mismatch("mismatch-below-a-published-listing", "Update publication state: a 400 (unchecked when it has some itself)",
         lambda w, listing, each: listing.publications)  # fmt: skip
mismatch("mismatch-below-a-bare-listing", "Update publication state: a 400 (unchecked when it has none)",
         lambda w, listing, each: not listing.publications)  # fmt: skip
mismatch("mismatch-below-the-same-imprint", "Update publication state: a 400 (unchecked under one imprint)",
         lambda w, listing, each: each.imprint in [e.imprint for e in publications_of(w, listing)])  # fmt: skip
mismatch("mismatch-refused-but-done", "Update publication state: what is refused is not done", lambda w, listing, each: True)


@wrong("publish-refused-but-done")
def publish_refused_but_done(w, ask, op, ids, go):
    """5 publish: what is refused is not done (with an unknown imprint there is a publication all the same)"""
    reply, error = done(go)
    listing, asked = own_listing(w, ask, ids), said(ask)
    if error and op == "publish" and listing and not listing.deleted and isinstance(asked, dict):
        w.bites += 1
        steps = [(time.time() + delay, word) for delay, word in plan(w, listing)]
        new = Publication(w.new_id(), listing.uuid, str(asked.get("imprintUuid")), steps)
        w.publications[new.uuid] = new
        listing.publications.append(new.uuid)
    if error:
        raise error
    return reply


@wrong("foreign-imprint", "imprints")
def foreign_imprint(w, ask, op, ids, go):
    """Create imprint: it is created for the caller (another account publishes under it: a consequence)"""
    asked = said(ask)
    name = asked.get("imprintUuid") if op == "publish" and isinstance(asked, dict) else None
    owner, text = w.imprints.get(str(name).lower(), (ask.who, ""))
    if owner != ask.who and own_listing(w, ask, ids):
        w.bites += 1
        w.imprints[name.lower()] = (ask.who, text)
        reply, error = done(go)
        w.imprints[name.lower()] = (owner, text)
        if error:
            raise error
        return reply
    return go()


@wrong("imprint-serves-one-listing")
def imprint_serves_one_listing(w, ask, op, ids, go):
    """Prerequisites: an imprint is made once, for publishing (a second listing is refused under it)"""
    asked, used = said(ask), w.memory.setdefault("imprints", {})
    name = asked.get("imprintUuid") if op == "publish" and isinstance(asked, dict) else None
    if name and used.setdefault(name, ids[0]) != ids[0]:
        w.bites += 1
        raise Refused(409, "this imprint is taken")
    return go()


@wrong("publish-answer-of-a-neighbour")
def publish_answer_of_a_neighbour(w, ask, op, ids, go):
    """5 publish: the Publication UUID returned is this one's (of two at the same time, 6 ms, both get the later one's)"""
    reply = go()
    if op == "publish":
        w.memory["last"] = mine = reply.body
        breath(w)
        w.bites += w.memory["last"] != mine
        reply.body = w.memory["last"]
    return reply
