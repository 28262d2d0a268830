"""What every contract package is told about the process it runs in, and the data file they share."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """The process as started: addresses are the real ones, ports never 0; `switched` names what is on."""

    host: str = "127.0.0.1"
    port: int = 0
    storage_port: int = 0
    data: str | None = None
    ads: int | None = None
    seed: int = 1
    switched: tuple[str, ...] = ()
    publish_after: float | None = None
    ticket_seconds: float | None = None

    def origin(self) -> str:
        """Scheme, host and port of the API."""
        return f"http://{bracketed(self.host)}:{self.port}"

    def storage_origin(self) -> str:
        """Scheme, host and port of the object storage, which is another origin on purpose."""
        return f"http://{bracketed(self.host)}:{self.storage_port}"


def bracketed(host: str) -> str:
    """A host as it stands in a URL: IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host else host


def database(options: Options) -> sqlite3.Connection:
    """The process's SQLite database: the --data file, or memory of the caller's own.

    All handlers run on the event loop's thread. Tables carry their contract's name in front (`user_ads_ad`).
    """
    connection = sqlite3.connect(options.data or ":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    if options.data:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")
    return connection
