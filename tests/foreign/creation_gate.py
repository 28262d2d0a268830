"""The door of the foreign gateway: which operation a request means, who sent it, and how answers and problems are dressed."""

import json
import re
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.foreign import creation_listings as listings
from tests.foreign import creation_media as media
from tests.foreign import creation_publications as publications
from tests.foreign.creation_second import around
from tests.foreign.creation_tokens import token
from tests.foreign.creation_world import OTHER, SELLER, Refused, Reply

BASE = "/shop/api/v2"
ONE, PUB = r"/listings?/([^/]+)", r"/publications?/([^/]+)"
ROUTES = [
    (name, method, re.compile(pattern), operation)
    for name, method, pattern, operation in (
        ("create-imprint", "POST", r"/imprints?", publications.create_imprint),
        ("request-ticket", "POST", r"/media", media.request_ticket),
        ("create-listing", "POST", r"/listings?", listings.create),
        ("get-listing", "GET", ONE, listings.read),
        ("update", "PUT", ONE, listings.update),
        ("delete", "DELETE", ONE, listings.delete),
        ("attach", "PUT", ONE + "/media", media.attach),
        ("delete-images", "DELETE", ONE + "/media", media.remove),
        ("reorder", "PUT", ONE + "/media/order", media.reorder),
        ("publish", "POST", ONE + "/publications?", publications.publish),
        ("list-publications", "GET", ONE + "/publications?", publications.read_all),
        ("read-publication", "GET", ONE + PUB, publications.read_one),
        ("republish", "PUT", ONE + PUB, publications.republish),
        ("state", "PUT", ONE + PUB + "/state", publications.change_state),
    )
]
OPERATIONS = [name for name, *_ in ROUTES]


@dataclass
class Ask:
    method: str
    path: str
    headers: object
    body: bytes
    who: str = ""


def answer(w, ask):
    """One request, judged and done; never an exception but a bug."""
    if w.on("slow"):
        time.sleep(0.15)
    with w.lock:
        w.served += 1
        try:
            reply = around(w, "door", ask, *named(ask), lambda: dispatch(w, ask))
        except Refused as error:
            reply = problem(w, ask, error)
        return around(w, "wire", ask, *named(ask), lambda: dressed(w, ask, reply))


def named(ask):
    """The operation and the ids of its path; "token" and "" for what is none of them."""
    path = urlsplit(ask.path).path
    if path == "/v2/oidc/token":
        return "token", ()
    for name, method, regex, _ in ROUTES:
        if method == ask.method and (match := regex.fullmatch(path.removeprefix(BASE))):
            return name, match.groups()
    return "", ()


def dispatch(w, ask):
    path = urlsplit(ask.path).path
    if path == "/bites":
        return Reply(200, {"bites": w.bites_of if len(w.names) > 1 else w.bites})
    if ask.method == "POST" and path == "/v2/oidc/token":
        return token(w, ask)
    if not path.startswith(BASE + "/"):
        raise Refused(404, "No such resource")
    path = path[len(BASE) :]
    found = [(name, method, match, does) for name, method, regex, does in ROUTES if (match := regex.fullmatch(path))]
    if not found:
        raise Refused(404, "No such resource")
    hit = [each for each in found if each[1] == ask.method]
    if not hit:
        raise Refused(405, "Method not allowed")
    name, _, match, does = hit[0]
    ask.who = caller(w, ask, name)
    if w.on("busy-now-and-then") and ask.method == "GET" and w.served % 17 == 0:
        return Reply(429, None, {"Retry-After": "1"})
    if w.on("busy-for-writes") and ask.method != "GET" and w.served % 23 == 0:
        return Reply(429, None, {"Retry-After": "1"})
    try:
        return around(w, "work", ask, name, match.groups(), lambda: does(w, ask, *match.groups()))
    except Refused as error:
        if error.status == 400 and w.on("broken-json-500") and "Failed to read" in str(error):
            return Reply(500, {"status": 500, "title": "Internal Server Error"})
        raise


def caller(w, ask, operation):
    """Whose request it is; 401 when nobody's."""
    value = ask.headers.get("Authorization") or ""
    if not w.on("raw-token"):
        value = value[7:] if value[:7].lower() == "bearer " else ""
    again = around(w, "caller", ask, operation, (), lambda: "")
    if again:
        return again
    if value == SELLER or (value and w.on("token-prefix-is-enough") and value.startswith(SELLER[:10])):
        return "seller"
    if value == OTHER:
        return "other"
    until = w.tokens.get(value)
    if until and (time.time() < until or w.on("expired-token-accepted")):
        return "seller"
    anonymous = not ask.headers.get("Authorization")
    if (w.on(f"open-{operation}") and anonymous) or (w.on("any-token-reads") and value and ask.method == "GET"):
        return "seller"
    if w.on(f"any-token-{operation}") and value:
        return "seller"
    raise Refused(403 if w.on("unknown-caller-403") else 401, "Who are you?")


TITLES = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict",
          410: "Gone", 415: "Unsupported Media Type", 422: "Unprocessable Content"}  # fmt: skip


def problem(w, ask, error):
    status = error.status
    path = urlsplit(ask.path).path
    body = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": str(error), "instance": path}
    body |= {"localizedTitle": "", "localizedDetail": "", "localizedMessage": ""}
    kind = "application/json"
    if w.on("problem-minimal"):
        body = {"status": status}
    if w.on("problem-rich"):
        body |= {"title": "NICHT_GEFUNDEN", "properties": {"trace": ["a", None, {"b": 1.5}]}, "traceId": "00-1f", "errors": []}
        body["type"] = "https://errors.example.test/catalogue#e-17"
    if w.on("problem-with-nulls"):
        body |= {"title": None, "detail": None, "instance": None, "properties": None}
        body.pop("type")
    if w.on("problem-media-type"):
        kind = 'application/problem+json; charset="utf-8"; version=2'
    if w.on("problem-status-500"):
        body["status"] = 500
    if w.on("problem-status-text"):
        body["status"] = str(status)
    if w.on("problem-without-status"):
        body.pop("status")
    if w.on("problem-404-says-400") and status == 404:
        body["status"] = 400
    headers = {"Content-Type": kind} | ({"WWW-Authenticate": "Bearer"} if status == 401 else {})
    if w.on("problem-as-text"):
        return Reply(status, f"{status} {error}".encode(), {"Content-Type": "text/plain"})
    if w.on("problem-as-page"):
        return Reply(status, b"<html><body>Error</body></html>", {"Content-Type": "text/html"})
    if w.on("problem-empty") or (w.on("problem-empty-for-404") and status == 404):
        return Reply(status)
    if w.on("unknown-is-500") and status == 404:
        return Reply(500, body)
    if w.on("unknown-is-400") and status == 404:
        return Reply(400, body | {"status": 400})
    if w.on("unknown-listing-is-204") and status == 404 and ask.method == "GET":
        return Reply(204)
    return Reply(status, body, headers)


def dressed(w, ask, reply):
    """The value as bytes, with the headers that belong to it."""
    value, headers = reply.body, {"Cache-Control": "no-store", **reply.headers}
    if isinstance(value, dict) and w.on("extra-fields") and ask.path.startswith(BASE):
        value = {"_meta": {"node": None, "tags": [1, "zwei"]}, "legacyId": 4711, **value, "links": []}
    if isinstance(value, dict) and w.on("token-in-answers"):
        value = {**value, "debug": {"authorization": ask.headers.get("Authorization")}}
    if value is not None and not isinstance(value, bytes):
        text = json.dumps(value, ensure_ascii=w.on("ascii-only"), indent=3 if w.on("pretty") else None)
        if w.on("members-twice") and text.startswith('{"uuid": '):
            text = text[:-1] + f', "uuid": {json.dumps(value["uuid"])}}}'
        value = text.encode("utf-16" if w.on("answers-in-utf-16") else "utf-8")
        if w.on("answers-cut-short") and w.served % 7 == 0:
            value = value[: len(value) // 2]
        headers.setdefault("Content-Type", "application/json; charset=UTF-8" if w.on("charset-named") else "application/json")
        if w.on("answers-as-page") and ask.method == "GET":
            headers["Content-Type"] = "text/html"
        if w.on("answers-as-text"):
            headers["Content-Type"] = "text/plain; charset=utf-8"
    if reply.status == 204:
        value = b'{"status":"ok"}' if w.on("body-after-204") else None
    return Reply(reply.status, value, headers)


def storage(w, ask):
    with w.lock:
        return around(w, "storage", ask, "", (), lambda: stored(w, ask))


def stored(w, ask):
    if ask.method == "PUT" and ask.path.startswith("/up/"):
        return media.upload(w, ask)
    if ask.method == "GET" and ask.path.startswith("/img/"):
        return media.show(w, ask)
    return Reply(403, b"<Error/>", {"Content-Type": "application/xml"})
