"""Sockets with one total deadline per exchange, where httpx only knows a timeout per read. Also keeps the first raw bytes."""

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

RAW_KEPT = 65_536


class Clock(threading.local):
    """The deadline and the raw bytes of the exchange that this thread is having."""

    ends: float | None = None
    raw: bytearray | None = None

    def start(self, seconds: float) -> None:
        self.ends, self.raw = time.monotonic() + seconds, bytearray()

    def left(self, timeout: float | None) -> float | None:
        """The smaller of a read's own timeout and what is left in all. Raises httpcore.ReadTimeout when nothing is."""
        if self.ends is None:
            return timeout
        left = self.ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the exchange took longer than its deadline")
        return left if timeout is None else min(timeout, left)


clock = Clock()


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, clock.left(timeout))
        if clock.raw is not None and len(clock.raw) < RAW_KEPT:
            clock.raw += data[:RAW_KEPT]
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, clock.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, clock.left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, inner: httpcore.NetworkBackend) -> None:
        self._inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.connect_tcp(host, port, clock.left(timeout), local_address, socket_options))

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


def wire() -> httpx.HTTPTransport:
    """A plain httpx transport whose sockets obey `clock`. No retries, no redirects, no proxies from the environment."""
    transport = httpx.HTTPTransport(retries=0, limits=httpx.Limits(max_connections=64, max_keepalive_connections=16))
    # httpx offers no way to hand over a network backend; its pool takes one.
    pool = transport._pool
    assert isinstance(pool, httpcore.ConnectionPool)
    pool._network_backend = _Backend(pool._network_backend)
    return transport
