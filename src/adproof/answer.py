"""What a target answered, as suites see it. Reading an answer never raises anything but Unusable, whatever the bytes are."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

import httpx

from adproof.secrets import mask

_LONGEST_NUMBER = 400


class Unusable(Exception):
    """An answer (or its absence) that gives a test nothing to judge by: inconclusive, and judged elsewhere if it is wrong."""

    def __init__(self, reason: str, *, of: "Answer | Sequence[Answer] | None" = None) -> None:
        super().__init__(reason)
        self.of = of


@dataclass(frozen=True)
class Answer:
    """A response to one request of ours. `broken` says why the body could not be read whole, if so."""

    method: str
    url: httpx.URL
    operation: str
    status: int
    reason_phrase: str
    headers: httpx.Headers
    body: bytes = field(repr=False)
    exchange: str
    seconds: float
    broken: str | None = None
    stray: bytes = field(default=b"", repr=False)  # what followed an answer that must have no body
    retried: int = 0
    perhaps_done: bool = False  # the request was sent before, and what became of that is not known
    request_body: bytes = field(default=b"", repr=False)
    contract: str = ""

    def __repr__(self) -> str:
        return f"<{self.asked} -> {self.received}>"

    @property
    def asked(self) -> str:
        """The request in one line: method, path and query."""
        return f"{self.method} {self.url.raw_path.decode('ascii', errors='replace')}"

    @property
    def received(self) -> str:
        """The response in one line: status, and the error code or the reason the body is no use."""
        if not self.status:
            return f"no answer: {self.broken}"
        line = f"{self.status} {self.reason_phrase}".strip()
        value = self.json_or_none
        if self.status >= 400 and isinstance(value, dict):
            said = [value[key] for key in ("code", "error", "title", "message", "detail") if isinstance(value.get(key), str)]
            line += f" ({mask(said[0])[:80]})" if said else ""  # first masked, then cut: no half of a token gets away
        return f"{line}, body {self.broken}" if self.broken else line

    @cached_property
    def media_type(self) -> str:
        """The media type in lower case without parameters; empty when none was sent."""
        return str(self.headers.get("content-type", "")).split(";")[0].strip().lower()

    @cached_property
    def charset(self) -> str | None:
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return str(value.strip().strip('"').lower())
        return None

    @cached_property
    def text(self) -> str:
        return self.body.decode("utf-8", errors="backslashreplace")

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        """The query as sent, decoded, in order, repeated names kept."""
        return parse_qsl(self.url.query.decode("ascii", errors="replace"), keep_blank_values=True)

    @cached_property
    def _parsed(self) -> tuple[Any, tuple[str, ...], str | None]:
        return _parse(self.body)

    @property
    def json(self) -> Any:
        """The body as JSON. Raises Unusable when it is none."""
        value, _, problem = self._parsed
        if self.broken or problem:
            raise Unusable(f"{self.asked} answered {self.status} with no usable JSON: {self.broken or problem}", of=self)
        return value

    @property
    def json_or_none(self) -> Any:
        value, _, problem = self._parsed
        return None if self.broken or problem else value

    @property
    def json_problem(self) -> str | None:
        """Why the body is no JSON, or None."""
        return self._parsed[2]

    @property
    def json_findings(self) -> tuple[str, ...]:
        """What strict JSON forbids and a lenient reader lets pass: duplicate names, NaN, broken UTF-8, a byte order mark."""
        return self._parsed[1]

    @cached_property
    def date(self) -> datetime | None:
        """The server's clock, from the Date header."""
        try:
            moment = parsedate_to_datetime(self.headers["date"])
        except (KeyError, ValueError, TypeError, IndexError, OverflowError):
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _parse(body: bytes) -> tuple[Any, tuple[str, ...], str | None]:
    """The value, the strict findings, and why there is no value."""
    findings: list[str] = []
    if not body.strip():
        return None, (), "the body is empty"
    if body.startswith(b"\xef\xbb\xbf"):
        findings.append("starts with a byte order mark")
        body = body[3:]
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as wrong:
        findings.append(f"is not UTF-8 at byte {wrong.start}")
        text = body.decode("utf-8", errors="replace")

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = dict(pairs)
        if len(names) < len(pairs) and len(findings) < 10:
            seen: set[str] = set()
            twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
            findings.append(f"has the member {twice!r} twice in one object")
        return names

    def constant(name: str) -> float:
        if len(findings) < 10:
            findings.append(f"holds {name}, which JSON does not know")
        return float(name.replace("Infinity", "inf"))

    def whole(digits: str) -> int | float:
        return int(digits) if len(digits) <= _LONGEST_NUMBER else float("-inf" if digits[0] == "-" else "inf")

    try:
        value = json.loads(text, object_pairs_hook=members, parse_constant=constant, parse_int=whole)
    except RecursionError:
        return None, tuple(findings), "the JSON is nested too deeply to be read"
    except json.JSONDecodeError as wrong:
        return None, tuple(findings), f"it is not JSON at character {wrong.pos}"
    except ValueError:
        return None, tuple(findings), "it is not JSON"
    return value, tuple(findings), None
