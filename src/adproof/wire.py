"""One exchange on the wire, bounded in time and size. Never raises for anything the other side does, and decides nothing.

Requests go to httpx's transport below its client, so that no cookie is kept and no redirect is even prepared.
"""

import ssl
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import httpcore
import httpx

from adproof.deadline import clock

LARGEST_BODY = 32 * 1024 * 1024
ENCODINGS = "gzip, deflate"
_SLICE = 1024  # compressed bytes that are unpacked at once: a bomb of the highest ratio gives a megabyte


class Unsendable(Exception):
    """A request that HTTP has no form for, such as a header with a line break: nothing was sent."""


@dataclass(frozen=True)
class Received:
    """What came back. `status` is None when no response came, and then `unreachable` says how; 0 when it was no HTTP."""

    status: int | None
    reason: str
    headers: httpx.Headers
    body: bytes
    broken: str | None
    stray: bytes = b""
    unreachable: str | None = None
    hopeless: bool = False  # asking again cannot help


def receive(wire: httpx.HTTPTransport, request: httpx.Request, deadline: float) -> Received:
    """Send one request and read what comes, whole or up to the bounds. Raises Unsendable."""
    clock.start(deadline)
    try:
        response = wire.handle_request(request)
    except httpx.LocalProtocolError as wrong:
        raise Unsendable(f"the request cannot be sent: {_why(wrong)}") from None
    except httpx.ConnectTimeout:
        return _nothing("too slow", f"cannot be reached within {deadline:g} s")
    except httpx.ConnectError as refused:
        hopeless = isinstance(_root(refused), ssl.SSLError)
        return _nothing("connect", f"cannot be reached ({_why(refused)})", hopeless=hopeless)
    except httpx.TimeoutException:
        return _nothing("too slow", f"did not answer within {deadline:g} s")
    except httpx.RemoteProtocolError as wrong:
        if "disconnected" in str(wrong):
            return _nothing("closed", "closed the connection without an answer")
        return Received(0, "no HTTP", httpx.Headers(), b"", f"no valid HTTP ({_why(wrong)})")
    except httpx.TransportError as wrong:
        return _nothing("closed", f"broke the connection ({_why(wrong)})")
    try:
        body, broken = _body(response, request.method, deadline)
        stray = _stray(response, request.method)
    finally:
        response.close()
    return Received(response.status_code, _printable(response.reason_phrase), response.headers, body, broken, stray)


def _nothing(kind: str, unreachable: str, *, hopeless: bool = False) -> Received:
    return Received(None, "", httpx.Headers(), b"", kind, unreachable=unreachable, hopeless=hopeless)


def _body(response: httpx.Response, method: str, deadline: float) -> tuple[bytes, str | None]:
    """The decoded body up to the cap, and what is wrong with it."""
    body = bytearray()
    try:
        for part in _decoded(response, empty=method == "HEAD" or response.status_code in (204, 304)):
            body += part
            if len(body) > LARGEST_BODY:
                return bytes(body[:LARGEST_BODY]), f"larger than {LARGEST_BODY // 2**20} MB"
            clock.left(None)
    except zlib.error:
        return bytes(body), "undecodable"
    except (httpx.TimeoutException, httpcore.TimeoutException):
        return bytes(body), f"not finished within {deadline:g} s"
    except httpx.TransportError:
        return bytes(body), "truncated"
    return bytes(body), None


def _decoded(response: httpx.Response, *, empty: bool) -> Iterator[bytes]:
    """The body without its content coding, in pieces of bounded size. Raises zlib.error for what is no such coding."""
    assert isinstance(response.stream, httpx.SyncByteStream)
    coding = response.headers.get("content-encoding", "").strip().lower()
    if empty or coding not in ("gzip", "x-gzip", "deflate"):
        yield from response.stream
        return
    unpacker = _Unpacker(coding)
    for raw in response.stream:
        for start in range(0, len(raw), _SLICE):
            yield unpacker.feed(raw[start : start + _SLICE])
    unpacker.end()


class _Unpacker:
    """gzip, or deflate with and without zlib's header: the field sends both under one name."""

    def __init__(self, coding: str) -> None:
        self._gzip, self._begun = coding != "deflate", False
        self._unzip = self._fresh()

    def _fresh(self) -> "zlib._Decompress":
        return zlib.decompressobj(zlib.MAX_WBITS | (16 if self._gzip else 0))

    def feed(self, raw: bytes) -> bytes:
        if self._unzip.eof:
            self._unzip = self._fresh()  # gzip may come in several members; anything else behind the end is no gzip
        try:
            data = self._unzip.decompress(raw)
        except zlib.error:
            if self._gzip or self._begun:
                raise
            self._unzip = zlib.decompressobj(-zlib.MAX_WBITS)
            data = self._unzip.decompress(raw)
        self._begun = True
        return data + (self.feed(rest) if (rest := self._unzip.unused_data) else b"")

    def end(self) -> None:
        if self._begun and not self._unzip.eof:
            raise zlib.error("the compressed data ends early")


def _stray(response: httpx.Response, method: str) -> bytes:
    """Bytes that came after the answer's end. Their connection is given up, or the next answer would begin with them."""
    # neither httpx nor httpcore shows what h11 has read beyond the answer, or lets go of a connection that looks well
    stream = getattr(getattr(response.stream, "_httpcore_stream", None), "_stream", None)
    state = stream._connection._h11_state if stream is not None else None
    left = bytes(state.trailing_data[0]) if state is not None else b""
    if state is not None and (left or method == "HEAD" or response.status_code in (204, 304)):
        state.send_failed()
    return left


def _root(problem: BaseException) -> BaseException:
    while (cause := problem.__cause__ or problem.__context__) is not None:
        problem = cause
    return problem


def _why(problem: Exception) -> str:
    text = str(problem) or type(problem).__name__
    return _printable(text.splitlines()[0])[:160]


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() else "?" for each in text)[:200]
