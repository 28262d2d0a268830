"""Second batch of violations: accounts, access tokens and the bytes of answers."""

import json
import re
import time

from tests.foreign.creation_second import done, own_listing, said, with_body, wrong  # noqa: F401
from tests.foreign.creation_second_publications import found, word_of
from tests.foreign.creation_world import CLIENT, OTHER, SECRET, SELLER, Reply


@wrong("foreign-pause-refused-but-done", "state")
def foreign_pause(w, ask, op, ids, go):
    """Update publication state: what another account is refused is not done"""
    each = found(w, ids)
    if op == "state" and each and w.listings[each.listing].owner != ask.who and word_of(ask) in ("PAUSED", "RESUMED"):
        w.bites += 1
        each.turn((0, "PAUSED" if word_of(ask) == "PAUSED" else "LIVE"))
    return go()


@wrong("foreign-delete-refused-but-done", "delete")
def foreign_delete(w, ask, op, ids, go):
    """Delete listing: what another account is refused is not done"""
    each = w.listings.get(ids[0].lower()) if op == "delete" else None
    if each and each.owner != ask.who:
        w.bites += 1
        each.deleted = True
    return go()


@wrong("foreign-update-refused-but-done", "update")
def foreign_update(w, ask, op, ids, go):
    """Update listing: what another account is refused is not done"""
    each, asked = w.listings.get(ids[0].lower()) if op == "update" else None, said(ask)
    if each and each.owner != ask.who and isinstance(asked, dict):
        w.bites += 1
        each.data = {**each.data, **{n: v for n, v in asked.items() if n in each.data}}
        each.remember()
    return go()


def anonymous_but_done(name, op_, needs, says):
    """401, and done all the same."""

    def does(w, ask, op, ids, go):
        reply, error = done(go)
        if error and error.status == 401 and op == op_ and ids and ids[0].lower() in w.listings:
            w.bites += 1
            kept, ask.headers = ask.headers, {"Authorization": f"Bearer {SELLER}"}
            done(go)
            ask.headers = kept
        if error:
            raise error
        return reply

    does.__doc__ = says
    wrong(name, needs, stage="door")(does)


anonymous_but_done(
    "unauthorized-publish-done", "publish", "", "reference pages: refused, nothing changes (published all the same)"
)
anonymous_but_done(
    "unauthorized-delete-done", "delete", "delete", "reference pages: refused, nothing changes (deleted all the same)"
)
anonymous_but_done(
    "unauthorized-update-done", "update", "update", "reference pages: refused, nothing changes (updated all the same)"
)
anonymous_but_done("unauthorized-attach-done", "attach", "", "reference pages: refused, nothing changes (attached all the same)")


@wrong("anonymous-read-from-cache", stage="door")
def anonymous_from_cache(w, ask, op, ids, go):
    """reference pages: the header is required (two seconds after a read a listing is shown without it)"""
    cache = w.memory.setdefault("anonymous", {})
    if op == "get-listing" and not ask.headers.get("Authorization"):
        until, value = cache.get(ids[0], (0, None))
        if time.time() < until:
            w.bites += 1
            return Reply(200, json.loads(value))
    reply = go()
    if op == "get-listing" and reply.status == 200:
        cache[ids[0]] = (time.time() + 2, json.dumps(reply.body))
    return reply


def taken_for(name, says, fits):
    """A header that is no valid token is taken for the seller's."""

    def takes(w, ask, op, ids, go):
        value = ask.headers.get("Authorization")
        if value is not None and value not in (f"Bearer {SELLER}", f"Bearer {OTHER}") and fits(w, value):
            w.bites += 1
            return "seller"
        return go()

    takes.__doc__ = says
    wrong(name, stage="caller")(takes)


taken_for("token-case-ignored", "reference pages: the token has to be the one issued (in other letters' case it is another)",
          lambda w, value: value.lower() == f"bearer {SELLER}".lower() and value[7:] != SELLER)  # fmt: skip
taken_for("empty-bearer-accepted", "reference pages: the header is required, with a token (`Bearer` alone is taken)",
          lambda w, value: value.strip().lower() in ("bearer", ""))  # fmt: skip
taken_for("basic-accepted", "reference pages: a token that was not issued is none (any Basic credentials are taken)",
          lambda w, value: value.lower().startswith("basic "))  # fmt: skip
taken_for("jwt-unchecked", "reference pages: a token that was not issued is none (unsigned JWTs are taken)",
          lambda w, value: value.count(".") == 2 and value.lower().startswith("bearer ey"))  # fmt: skip


def token_rule(name, says, does):
    """Something is wrong at the token endpoint: `does` gets the form as a dict and `go`."""

    def goes(w, ask, op, ids, go):
        return does(w, ask, go) if op == "token" else go()

    goes.__doc__ = says
    wrong(name, "token", stage="door")(goes)


def second_token_kills_first(w, ask, go):
    old = list(w.tokens)
    reply = go()
    if reply.status == 200:
        w.bites += any(w.tokens.pop(each) > time.time() for each in old)
    return reply


def dies_early(w, ask, go):
    reply = go()
    if reply.status == 200:
        w.bites += 1
        w.tokens[reply.body["access_token"]] = time.time() + 1
    return reply


def any_client(w, ask, go):
    if SECRET.encode() in ask.body and CLIENT.encode() not in ask.body and b"client_id=" in ask.body:
        w.bites += 1
        parts = [b"client_id=" + CLIENT.encode() if each.startswith(b"client_id=") else each for each in ask.body.split(b"&")]
        ask.body = b"&".join(parts)
    return go()


def error_as_problem(w, ask, go):
    reply = go()
    if reply.status == 400:
        w.bites += 1
        reply.body = {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": "invalid"}
    return reply


def empty_secret(w, ask, go):
    parts = ask.body.split(b"&")
    if b"client_secret=" in parts or not any(each.startswith(b"client_secret") for each in parts):
        w.bites += 1
        ask.body = b"&".join([*(e for e in parts if not e.startswith(b"client_secret")), b"client_secret=" + SECRET.encode()])
    return go()


token_rule(
    "second-token-kills-first",
    "Authentication: a token holds, also when another is issued",
    second_token_kills_first,
)
token_rule("token-dies-early", "Authentication: a token holds for expires_in seconds (it holds for one)", dies_early)
token_rule("any-client-accepted", "Authentication: client_id is judged, too (the secret alone suffices)", any_client)
token_rule("token-error-as-problem", "Authentication: a 400 has `error` (it is a problem object)", error_as_problem)
token_rule("secret-may-be-missing", "Authentication: a missing or empty client_secret is refused", empty_secret)


def bytes_of(name, says, does, needs=""):
    """An answer's bytes are spoilt: `does` gets them and gives others."""

    def spoils(w, ask, op, ids, go):
        reply = go()
        if isinstance(reply.body, bytes) and op:
            new = does(w, op, reply)
            w.bites += new != reply.body
            reply.body = new
        return reply

    spoils.__doc__ = says
    wrong(name, needs, stage="wire")(spoils)


def latin(w, op, reply):
    try:
        return reply.body.decode().encode("latin-1")
    except UnicodeError:
        return reply.body


def every_fortieth(w, ask, op, ids, go):
    """suite policy: nothing breaks the service (every fortieth read is a 500)"""
    reply = go()
    if op in ("get-listing", "read-publication", "list-publications") and reply.status == 200:
        w.memory["reads"] = nth = w.memory.get("reads", 0) + 1
        if nth % 40 == 0:
            w.bites += 1
            return Reply(500, b'{"status":500}', {"Content-Type": "application/json"})
    return reply


wrong("every-fortieth-read-is-500", stage="wire")(every_fortieth)
bytes_of("answers-count-letters", "reference pages: successes are JSON (their length counts letters, they are cut)",
         lambda w, op, reply: reply.body[: len(reply.body.decode())])  # fmt: skip
bytes_of("answers-in-latin-1", "RFC 8259, 8.1: JSON is UTF-8 (umlauts come as Latin-1)", latin)
bytes_of("answers-with-nan", "RFC 8259, 6: numbers are finite (whole amounts above 1000 come as NaN)",
         lambda w, op, reply: re.sub(rb'("amount": )\d{4,}(\.0)?(?=[,}])', rb"\1NaN", reply.body))  # fmt: skip
