"""A loopback server that answers exactly the bytes it is told to, as badly and as slowly as it is told to.

An answer is bytes, a list of answers to give one after the other (the last again and again), or a function of the
connection and the request. A function that returns False has the connection closed.
"""

import contextlib
import socket
import threading
from dataclasses import dataclass

JSON = ("Content-Type: application/json",)


@dataclass(frozen=True)
class Seen:
    """A request as it came in. `connection` counts the connections of this server."""

    method: str
    target: str
    headers: tuple
    body: bytes
    connection: int

    @property
    def path(self):
        return self.target.split("?")[0]

    def header(self, name):
        return [value for each, value in self.headers if each.lower() == name.lower()]


def answer(body=b"{}", status="200 OK", headers=JSON, length=None):
    """An ordinary answer; `length` is what Content-Length claims."""
    body = body if isinstance(body, bytes) else body.encode()
    claimed = len(body) if length is None else length
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, f"Content-Length: {claimed}", "", ""]).encode() + body


class Hostile:
    """Serves `answers` by path; None is for every other path. Use it as a context."""

    def __init__(self, answers=None, family=socket.AF_INET, host="127.0.0.1"):
        self.answers = {None: answer(b'{"ads": []}'), **(answers or {})}
        self.seen, self.connections, self.done = [], 0, threading.Event()
        self._listener = socket.create_server((host, 0), family=family)
        self._open, self._given = set(), {}
        self.port = self._listener.getsockname()[1]
        self.address = f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *problem):
        self.done.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in list(self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def paths(self):
        return [each.path for each in self.seen]

    def _accept(self):
        while not self.done.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection, self.connections), daemon=True).start()

    def _serve(self, connection, number):
        with contextlib.suppress(OSError), connection:
            while (request := _read(connection, number)) is not None:
                self.seen.append(request)
                if self._give(self._chosen(request), connection, request) is False:
                    break
        self._open.discard(connection)

    def _chosen(self, request):
        chosen = self.answers.get(request.path, self.answers[None])
        if isinstance(chosen, list):
            turn = self._given.get(request.path, 0)
            self._given[request.path] = turn + 1
            return chosen[min(turn, len(chosen) - 1)]
        return chosen

    @staticmethod
    def _give(chosen, connection, request):
        if isinstance(chosen, bytes):
            return connection.sendall(chosen)
        result = chosen(connection, request)
        return connection.sendall(result) if isinstance(result, bytes) else result


def _read(connection, number):
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65_536)
        if not more:
            return None
        data += more
        if data[0] == 0x16:  # a TLS handshake on a plain port
            connection.sendall(answer(b"plain HTTP only", "400 Bad Request"))
            return None
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = tuple(tuple(each.split(": ", 1)) if ": " in each else (each.rstrip(":"), "") for each in lines)
    length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
    while len(body) < length:
        body += connection.recv(65_536)
    method, target, _ = first.split(" ", 2)
    return Seen(method, target, headers, body, number)


def closing(connection, request):
    """Closes the connection without a word."""
    return False


def dripping(head, drop, pause, done):
    """`head` at once, then `drop` again and again with pauses, until the client has had enough."""

    def drip(connection, request):
        connection.sendall(head)
        while not done.wait(pause):
            connection.sendall(drop)
        return False

    return drip


def chunked(piece, times, headers=JSON):
    """`piece` as a chunk, so many times, never held in memory at once."""

    def pour(connection, request):
        connection.sendall("\r\n".join(["HTTP/1.1 200 OK", *headers, "Transfer-Encoding: chunked", "", ""]).encode())
        chunk = b"%x\r\n%s\r\n" % (len(piece), piece)
        for _ in range(times):
            connection.sendall(chunk)
        connection.sendall(b"0\r\n\r\n")

    return pour
