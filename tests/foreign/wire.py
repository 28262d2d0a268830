"""The plain HTTP/1.1 below both servers: requests in, replies out, and the switches that change what happens between."""

import argparse
import fnmatch
import gzip
import itertools
import json
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass
class Ask:
    """One request, decoded once; `nth` counts all requests of this server."""

    method: str
    path: str
    pairs: list[tuple[str, str]]
    headers: Any
    nth: int
    facts: dict[str, Any] = field(default_factory=dict)

    def one(self, name: str) -> str | None:
        return next((value for key, value in self.pairs if key == name), None)


@dataclass
class Reply:
    """What goes back: `body` is a JSON value, or bytes that go out as they are."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    chunked: bool = False
    dumps: dict[str, Any] = field(default_factory=lambda: {"ensure_ascii": False, "separators": (",", ":")})

    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.body is None else json.dumps(self.body, **self.dumps).encode()


@dataclass(frozen=True)
class Switch:
    """A change of one stage; `rule` says what it keeps to, or which rule it breaks."""

    name: str
    kind: str
    stage: str
    rule: str
    change: Callable[..., Any]


class Board:
    """All switches of a server, and those that are on."""

    def __init__(self) -> None:
        self.all: dict[str, Switch] = {}
        self.on: dict[str, list[Switch]] = {}
        self.lock = threading.RLock()
        self.bites: Path | None = None

    def _adds(self, kind: str, stage: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def add(change: Callable[..., Any]) -> Callable[..., Any]:
            name = change.__name__.strip("_").replace("_", "-")
            assert name not in self.all, name
            self.all[name] = Switch(name, kind, stage, " ".join((change.__doc__ or "").split()), change)
            return change

        return add

    def variation(self, stage: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self._adds("variations", stage)

    def violation(self, stage: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return self._adds("violations", stage)

    def turn_on(self, names: list[str]) -> None:
        for name in names:
            self.on.setdefault(self.all[name].stage, []).append(self.all[name])

    def at(self, stage: str, value: Any, *more: Any) -> Any:
        """The value after every switch of this stage; one that answers None has changed it in place, or not at all."""
        for each in self.on.get(stage, ()):
            before = fingerprint(value) if self.bites else None
            changed = each.change(value, *more)
            value = value if changed is None else changed
            if self.bites and fingerprint(value) != before and stage != "filters":
                self.note(stage)
        return value

    def note(self, stage: str) -> None:
        with self.bites.open("a") as file:  # type: ignore[union-attr]
            file.write(f"{stage}\n")


def fingerprint(value: Any) -> Any:
    """Enough to see that a switch has changed something."""
    if isinstance(value, list):
        return [id(each) for each in value]
    return json.dumps(
        value, default=lambda it: f"{getattr(it, 'status', '')}{getattr(it, 'body', '')}{getattr(it, 'headers', '')}"
    )


def handler(answer: Callable[[Ask], Reply], board: Board) -> type[BaseHTTPRequestHandler]:
    count = itertools.count(1)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version, sys_version = "Kiosk/3.2", ""
        wbufsize = -1
        disable_nagle_algorithm = True

        def reply(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            if length:
                self.rfile.read(min(length, 1_000_000))
            parts = urlsplit(self.path.encode("latin-1").decode("utf-8", "replace"))  # bytes that were sent unescaped
            pairs = parse_qsl(parts.query, keep_blank_values=True, errors="replace")
            asked = Ask(self.command, unquote(parts.path), pairs, self.headers, next(count))
            try:
                with board.lock:
                    given = board.at("reply", answer(asked), asked)
            except Exception as error:  # an own mistake must be seen, not looked like the target's
                given = Reply(500, {"oops": repr(error)})
                self.log_error("%r for %s", error, self.path)
                if board.on.get("raise"):
                    raise
            self.send(given)

        def send(self, given: Reply) -> None:
            content = given.content()
            if given.headers.get("Content-Encoding") == "gzip":
                content = gzip.compress(content, 1)
            self.send_response(given.status)
            for name, value in given.headers.items():
                self.send_header(name, value)
            if given.chunked:
                self.send_header("transfer-encoding", "chunked")
                pieces = [content[at : at + 1500] for at in range(0, len(content), 1500)]
                content = b"".join(b"%X\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
            elif given.status not in (204, 304):
                self.send_header("content-length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
            if given.headers.get("Connection") == "close":
                self.close_connection = True

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = reply  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            if "oops" in format or "%r" in format:
                super().log_message(format, *args)

    return Handler


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


def gzipped(given: Reply, asked: Ask) -> None:
    if "gzip" in (asked.headers.get("Accept-Encoding") or ""):
        given.headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}


def command(board: Board, about: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--size", type=int, default=240)
    parser.add_argument("--with", dest="names", action="append", default=[], metavar="NAME")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--bites", action="store_true", help="note beside the target file every value that a switch has changed")
    parser.add_argument("--list", action="store_true", help="every switch with its rule, as JSON lines")
    options = parser.parse_args()
    options.names = [name for each in options.names for name in fnmatch.filter(board.all, each) or parser.error(f"no {each}")]
    if options.list:
        for each in board.all.values():
            print(json.dumps({"name": each.name, "kind": each.kind, "rule": each.rule}, ensure_ascii=False))
        parser.exit()
    return options


def listen(answer: Callable[[Ask], Reply], board: Board, options: argparse.Namespace, target: Callable[[str], str]) -> None:
    """Serve until the process ends; the one line that is printed is the path of the target file."""
    server = Server(("127.0.0.1", options.port), handler(answer, board))
    with tempfile.NamedTemporaryFile("w", suffix=".toml", delete=False) as file:
        file.write(target(f"http://127.0.0.1:{server.server_port}"))
    if options.bites:
        board.bites = Path(f"{file.name}.bites")
    print(file.name, flush=True)
    server.serve_forever()
