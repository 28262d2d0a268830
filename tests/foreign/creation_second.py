"""The second batch of the foreign gateway's oddities: each stands around the requests it concerns, and counts its bites.

A row wraps one stage: `door` (before the caller is known), `caller` (whose request it is), `work` (one operation of a known
caller), `storage` (uploads) or `wire` (an answer as bytes). It gets the world, the request, the operation's name, the ids of the
path, and `go`, which does the rest.
"""

import contextlib
import json
import time

from tests.foreign.creation_world import Refused

VIOLATIONS, VARIATIONS, ROWS = {}, {}, {}


def wrong(name, needs="", stage="work"):
    """A violation; the docstring names the passage and the rule, `needs` the wider claim without which nobody asks for it."""

    def entered(does):
        VIOLATIONS[name] = (needs, does.__doc__)
        ROWS[name, stage] = does
        return does

    return entered


def other(name, stage="work"):
    """A variation; the docstring says what is done otherwise."""

    def entered(does):
        VARIATIONS[name] = does.__doc__
        ROWS[name, stage] = does
        return does

    return entered


def mixed(name, *parts):
    VARIATIONS[f"mixed-{name}"] = "mix: " + " ".join(parts)


def around(w, stage, ask, op, ids, go):
    """`go`, with every row of this stage that is on around it."""
    for (name, own), does in ROWS.items():
        if own == stage and w.on(name):
            go = wrapped(name, does, w, ask, op, ids, go)
    return go()


def wrapped(name, does, w, ask, op, ids, go):
    """`does` around `go`, with the bites that are its own put down under its name."""

    def run():
        deeper, start = 0, w.bites

        def inner():
            nonlocal deeper
            before = w.bites
            try:
                return go()
            finally:
                deeper += w.bites - before

        try:
            return does(w, ask, op, ids, inner)
        finally:
            w.bites_of[name] = w.bites_of.get(name, 0) + w.bites - start - deeper

    return run


def said(ask):
    """The JSON of a request, or nothing."""
    try:
        return json.loads(ask.body)
    except ValueError:
        return None


def with_body(ask, value):
    ask.body = json.dumps(value).encode()


def ticket_of(w, ask):
    """The ticket that an attach names."""
    asked = said(ask)
    name = asked.get("ticketUuid") if isinstance(asked, dict) else None
    return w.tickets.get(name.lower()) if isinstance(name, str) else None


def own_listing(w, ask, ids):
    """The caller's listing of that path, deleted or not; nothing otherwise."""
    found = w.listings.get(ids[0].lower()) if ids else None
    return found if found is not None and found.owner == ask.who else None


def done(go):
    """The answer of `go`, or the refusal as a value."""
    try:
        return go(), None
    except Refused as error:
        return None, error


def publications_of(w, listing):
    return [w.publications[each] for each in listing.publications]


@contextlib.contextmanager
def elsewhere(w):
    """Let others in for the while."""
    w.lock.release()
    try:
        yield
    finally:
        w.lock.acquire()


def breath(w, seconds=0.006):
    with elsewhere(w):
        time.sleep(seconds)
