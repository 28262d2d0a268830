"""A gateway for ads by another hand: conforming in unusual ways, or wrong in one named way. `--with NAME` as often as needed.

It prints its target file once it listens. `--list` prints every name as JSON lines and ends.
"""

import argparse
import fnmatch
import gzip
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.foreign import creation_gate as gate
from tests.foreign.creation_names import VARIATIONS
from tests.foreign.creation_violations import VIOLATIONS
from tests.foreign.creation_world import CLIENT, OTHER, SECRET, SELLER, World

CLAIMS = ["update", "delete", "images", "state", "republish", "imprints", "token"]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass  # a client that hung up


class Door(BaseHTTPRequestHandler):
    """One connection; `world` and `serve` are set by `doors`."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Laden/0.9", ""
    world, serve = None, None

    def setup(self):
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def take(self):
        self.send(self.serve(self.world, gate.Ask(self.command, self.path, self.headers, self.body())))

    def send(self, reply):
        w, content = self.world, reply.body if reply.body is not None else b""
        headers = dict(reply.headers)
        if w.on("gzipped") and content and "gzip" in self.headers.get("Accept-Encoding", ""):
            content, headers["Content-Encoding"] = gzip.compress(content), "gzip"
        if w.on("chunked") and content:
            headers["Transfer-Encoding"] = "chunked"
            content = (
                b"".join(b"%x;x=1\r\n%s\r\n" % (len(part), part) for part in (content[:9], content[9:]) if part) + b"0\r\n\r\n"
            )
        elif reply.status != 204 or content:
            headers["Content-Length"] = str(len(content))
        if w.on("closes-each-time"):
            headers["Connection"] = "close"
            self.close_connection = True
        if w.on("http-1-0"):
            self.protocol_version, self.close_connection = "HTTP/1.0", True
        if w.on("hints-first") and self.path.startswith("/shop"):
            self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")
        self.send_response_only(reply.status, "")
        if not w.on("no-date"):
            self.send_header("Date", self.date_time_string())
        for name, value in headers.items():
            self.send_header(name.lower() if w.on("small-headers") else name, value)
        self._headers_buffer.append(b"\r\n")
        head, self._headers_buffer = b"".join(self._headers_buffer), []
        self.wfile.write(head + (b"" if self.command == "HEAD" else content))

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = do_TRACE = take  # noqa: N815

    def log_message(self, *args):
        pass


def target(w):
    """The target file that an operator of this gateway would write."""
    listing = {
        "title": "Puppenhaus aus Holz",
        "description": "Handarbeit, drei Zimmer",
        "category": "Familie_Kind_Baby/Spielzeug",
        "adType": "OFFER",
        "price": {"type": "FIXED", "amount": 25},
        "buyNow": False,
        "attributes": {"condition": "like_new", "versand": "ja"},
        "email": "shop@haus.example.test",
        "phoneNumber": "030123456",
        "customReference": "R-1",
        "contactPerson": "Jo Haus",
    }
    if w.on("config-default-listing"):
        listing = None
    own = w.on("states-of-their-own")
    states = {"live": "sichtbar" if own else "LIVE", "pending": "in_pruefung" if own else "PENDING",
              "paused": "angehalten" if own else "PAUSED", "failed": "abgelehnt" if own else "FAILED",
              "gone": "entfernt" if own else "DELETED"}  # fmt: skip
    scheme = "" if w.on("raw-token") else "Bearer "
    lines = ['name = "foreign"', "[creation]", f'base_url = "{w.address}"', f'authorization = "{scheme}{SELLER}"']
    lines += [f'paths = "{"reference" if w.on("config-reference-paths") else "guide"}"', "ticket_wait = 30.0"]
    lines += [f"publish_deadline = {12.0 if w.on('live-after-eight-seconds') else 6.0}"]
    if not w.on("config-no-other"):
        lines += [f'other_authorization = "{scheme}{OTHER}"']
    if not w.on("config-no-states"):
        lines += ["states = {" + ", ".join(f'{kind} = ["{word}"]' for kind, word in states.items()) + "}"]
    if w.on("config-imprint-given", "config-no-claims"):
        w.imprints["0b7e8a5c-7d1f-4c3b-9d55-21f1d7f0a001"] = ("seller", "given")
        lines += ['imprint = "0b7e8a5c-7d1f-4c3b-9d55-21f1d7f0a001"']
    if listing:
        pairs = ", ".join(f"{name} = {value}" for name, value in ((n, toml(v)) for n, v in listing.items()))
        lines += ["listing = {" + pairs + "}"]
    if w.on("publish-needs-location"):
        lines += ['publication = { location = { zip = "10115", city = "Berlin" } }']
    if w.on("attach-needs-alt"):
        lines += ['attach = { alt = "a picture" }']
    if w.on("fields-elsewhere"):
        lines += ['fields = { listing = "/data/listing/id", publication = "/result/0/publicationId" }']
    claims = [each for each in CLAIMS if not w.on(f"config-no-{each}", "config-no-claims")]
    lines += [f"claims = {json.dumps(claims)}"]
    if "token" in claims:
        url = w.address.removesuffix(gate.BASE) + "/v2/oidc/token"
        lines += [f'token = {{ url = "{url}", client_id = "{CLIENT}", client_secret = "{SECRET}" }}']
    return "\n".join(lines)


def toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {toml(each)}" for name, each in value.items()) + "}"
    return json.dumps(value)


def main():
    parser = argparse.ArgumentParser(prog="tests.foreign.creation", description=__doc__)
    parser.add_argument("--with", dest="names", action="append", default=[], metavar="NAME")
    parser.add_argument("--list", action="store_true", help="every name, as JSON lines")
    options = parser.parse_args()
    if options.list:
        rows = [("variation", n, s, "") for n, s in VARIATIONS.items()] + [
            ("violation", n, s, k) for n, (k, s) in VIOLATIONS.items()
        ]
        for kind, name, says, needs in rows:
            print(json.dumps({"kind": kind, "name": name, "says": says, "needs": needs}, ensure_ascii=False))
        return
    unknown = [each for each in options.names if each not in VARIATIONS and each not in VIOLATIONS]
    if unknown:
        parser.error(f"no such name: {unknown}; see --list")
    w = World({each for name in options.names for each in parts(name)})
    api = Server(("127.0.0.1", 0), type("Api", (Door,), {"world": w, "serve": staticmethod(both if same(w) else gate.answer)}))
    w.address = f"http://127.0.0.1:{api.server_port}{gate.BASE}"
    store = (
        api if same(w) else Server(("127.0.0.1", 0), type("Store", (Door,), {"world": w, "serve": staticmethod(gate.storage)}))
    )
    w.storage = f"http://{'localhost' if w.on('storage-named-localhost') else '127.0.0.1'}:{store.server_port}"
    threading.Thread(target=store.serve_forever, daemon=True).start() if store is not api else None
    print(target(w), flush=True)
    api.serve_forever()


def same(w):
    return w.on("storage-on-the-same-port")


def both(w, ask):
    return gate.storage(w, ask) if ask.path.startswith(("/up/", "/img/")) else gate.answer(w, ask)


def parts(name):
    """A mixture stands for its parts: `mixed-...` names are spelled out where they are described."""
    says = VARIATIONS.get(name, "")
    return [n for each in says[5:].split() for n in fnmatch.filter(VARIATIONS, each)] if says.startswith("mix: ") else [name]


if __name__ == "__main__":
    main()
