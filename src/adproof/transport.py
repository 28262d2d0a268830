"""The one way to a target: sends, records, waits when throttled, keeps to deadlines and sizes, and guards credentials.

Tests never call this for evidence; sending is recording. Redirects are never followed: a 3xx is an answer.
"""

import itertools
import json as jsonlib
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

import httpx

from adproof import __version__, evidence
from adproof.answer import Answer
from adproof.deadline import clock, wire
from adproof.rate import Rate
from adproof.secrets import Credential
from adproof.target import Origin
from adproof.words import EnvironmentProblem, ReadOnly, judge_by_laws

LARGEST_BODY = 32 * 1024 * 1024
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
IDEMPOTENT = SAFE_METHODS | {"PUT", "DELETE"}
GATEWAY_TROUBLE = frozenset({502, 503, 504})
_BACKOFF = (0.2, 0.5, 1.0, 2.0, 4.0)
_GIVEN_UP = 3  # requests in a row that found nobody; from then on nobody is looked for
_LONGEST_PAUSE = 60.0
_worker = "m"
_numbers = itertools.count(1)


def name_worker(name: str) -> None:
    """Exchange ids carry the worker's name, so that they are unique in a run."""
    global _worker
    _worker = name


@dataclass
class Limits:
    """What one process may spend: seconds per exchange, seconds of waiting in all."""

    deadline: float = 60.0
    waiting: float = 180.0
    read_only: bool = False


@dataclass(frozen=True)
class _Received:
    status: int | None
    reason: str
    headers: httpx.Headers
    body: bytes
    broken: str | None
    stray: bytes = b""
    unreachable: str | None = None


class Client:
    """Talks to one contract's base address. Safe for threads; one per contract and process."""

    def __init__(self, contract: str, base_url: str, rate: Rate, limits: Limits) -> None:
        self.contract, self.base_url, self._rate, self.limits = contract, base_url.rstrip("/"), rate, limits
        self._origin = Origin.of(base_url)
        self._http = httpx.Client(transport=wire(), follow_redirects=False, trust_env=False, timeout=limits.deadline)
        self._known_good: tuple[httpx.Request, Credential | None] | None = None
        self._unanswered = 0

    def __repr__(self) -> str:
        return f"<client of {self.contract}>"

    def close(self) -> None:
        self._http.close()

    def send(
        self,
        method: str,
        path: str,
        *,
        operation: str = "",
        params: Sequence[tuple[str, object]] | None = None,
        query: str | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = ...,
        content: bytes | None = None,
        form: Mapping[str, str] | None = None,
        auth: Credential | None = None,
    ) -> Answer:
        """Send one request and record it. `path` is joined to the base address unless it is absolute.

        Raises EnvironmentProblem when the target cannot be reached or throttles for ever, ReadOnly for a write in a reading run.
        """
        if self.limits.read_only and method.upper() not in SAFE_METHODS:
            raise ReadOnly(f"{method} {path} would write, and this run is read-only")
        url = self._url(path, params, query)
        request = self._request(method, url, dict(headers or {}), json, content, form)
        if auth is not None and Origin.of(str(url)) == self._origin:
            request.headers[auth.header] = auth.value
        answer = self._patiently(request, operation, auth)
        judge_by_laws(self.contract, answer)
        return answer

    def _url(self, path: str, params: Sequence[tuple[str, object]] | None, query: str | None) -> httpx.URL:
        raw = urlencode([(name, value) for name, value in params]) if params else query
        address = path if path.startswith(("http://", "https://")) else self.base_url + path
        if raw is not None:
            address += ("&" if "?" in address else "?") + raw
        try:
            return httpx.URL(address)
        except (httpx.InvalidURL, ValueError) as wrong:
            raise BadAddress(f"{address[:200]!r} is no address that can be asked: {wrong}") from None

    def _request(
        self,
        method: str,
        url: httpx.URL,
        headers: dict[str, str],
        json: Any,
        content: bytes | None,
        form: Mapping[str, str] | None,
    ) -> httpx.Request:
        headers.setdefault("Accept", "application/json")
        headers.setdefault("User-Agent", f"adproof/{__version__}")
        if json is not ...:
            headers.setdefault("Content-Type", "application/json")
            content = jsonlib.dumps(json, ensure_ascii=False).encode("utf-8", errors="surrogatepass")
        if form is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
            content = urlencode(form).encode()
        encoded = [(name.encode("ascii", "replace"), value.encode("utf-8", "replace")) for name, value in headers.items()]
        return self._http.build_request(method, url, headers=encoded, content=content)

    def _patiently(self, request: httpx.Request, operation: str, auth: Credential | None) -> Answer:
        """Send until the answer is no throttling and no gateway's trouble, within bounds."""
        record = evidence.current()
        if self._unanswered >= _GIVEN_UP:
            raise EnvironmentProblem(f"{self.base_url} did not answer {self._unanswered} requests in a row; not asked any more")
        for attempt, pause in enumerate((*_BACKOFF[: 3 if self._unanswered else None], None)):
            record.waited += self._rate.wait()
            received, answer = self._once(request, operation, attempt)
            problem = self._passing_trouble(request.method, received)
            if problem is None:
                self._unanswered = 0
                if received.status is not None and received.status < 300 and request.method == "GET":
                    self._known_good = (request, auth)
                return answer
            record.notes[f"{request.method}: {problem}"] += 1
            lasting = pause is None or (received.status == 500 and attempt > 0)  # a 500 that comes twice is the answer
            seconds = None if lasting or pause is None else self._pause(received, pause)
            if seconds is None or record_wait(self.limits, seconds) is False:
                return self._give_up(request, received, answer, problem)
            record.repeated += 1
            record.waited += seconds
            time.sleep(seconds)
        raise AssertionError("unreachable: the last attempt always returns")

    @staticmethod
    def _passing_trouble(method: str, received: _Received) -> str | None:
        """Why this answer may be asked for again, or None when it is to be judged."""
        if received.unreachable:
            return received.unreachable if method in IDEMPOTENT or received.broken == "connect" else None
        if received.status == 429:
            return "throttled (429)"
        if received.status in GATEWAY_TROUBLE and (method in IDEMPOTENT or received.status == 503):
            return f"the gateway answered {received.status}"
        if received.status == 500 and method in SAFE_METHODS:
            return "answered 500"
        if received.broken == "truncated" and method in SAFE_METHODS:
            return "the body was cut off"
        return None

    @staticmethod
    def _pause(received: _Received, backoff: float) -> float | None:
        """Seconds to wait: what Retry-After says if it is no more than a minute, else None; without it, our own back-off."""
        said = received.headers.get("retry-after")
        if said is None:
            return backoff
        try:
            seconds = float(said)
        except ValueError:
            try:
                seconds = (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
            except (ValueError, TypeError):
                return backoff
        return None if seconds > _LONGEST_PAUSE else max(seconds, 0.05)

    def _give_up(self, request: httpx.Request, received: _Received, answer: Answer, problem: str) -> Answer:
        """After the last attempt: throttling and silence are the environment's; an answer that others do not get is judged."""
        if received.status == 429:
            raise EnvironmentProblem(f"{answer.asked} is throttled without end; lower `rate` in the target's file, or run later")
        self._unanswered += 1 if received.unreachable else 0
        if received.unreachable or (received.status in GATEWAY_TROUBLE and not self._others_are_answered(request)):
            where = f"{request.method} {request.url.copy_with(query=None)}"
            raise EnvironmentProblem(f"{where}: {problem}; is the target running and reachable from here?")
        return answer

    def _others_are_answered(self, request: httpx.Request) -> bool:
        """Whether a request that was answered before is still answered: then the trouble belongs to this request alone."""
        if self._known_good is None or self._known_good[0].url == request.url:
            return False
        received, _ = self._once(self._known_good[0], "canary", 0)
        return received.status is not None and received.status < 300

    def _once(self, request: httpx.Request, operation: str, attempt: int) -> tuple[_Received, Answer]:
        started, begin = datetime.now(UTC), time.monotonic()
        received = self._receive(request)
        seconds = time.monotonic() - begin
        id = f"{_worker}{next(_numbers)}"
        body = bytes(request.content)
        evidence.current().add(
            evidence.Exchange(
                id=id,
                contract=self.contract,
                operation=operation,
                method=request.method,
                url=str(request.url),
                request_headers=tuple(request.headers.items()),
                request_body=body,
                status=received.status,
                reason_phrase=received.reason,
                response_headers=tuple(received.headers.items()),
                response_body=received.body[:100_000],
                started=started.isoformat(timespec="milliseconds"),
                milliseconds=round(seconds * 1000, 1),
                note=_note(received, attempt),
            )
        )
        answer = Answer(
            method=request.method,
            url=request.url,
            operation=operation,
            status=received.status or 0,
            reason_phrase=received.reason,
            headers=received.headers,
            body=received.body,
            exchange=id,
            seconds=seconds,
            broken=received.broken,
            stray=received.stray,
            retried=attempt,
            request_body=body,
            contract=self.contract,
        )
        return received, answer

    def _receive(self, request: httpx.Request) -> _Received:
        """One exchange on the wire. Never raises for anything the other side does."""
        clock.start(self.limits.deadline)
        nothing = httpx.Headers()
        try:
            response = self._http.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as refused:
            return _Received(None, "", nothing, b"", "connect", unreachable=f"cannot be reached ({_why(refused)})")
        except httpx.TimeoutException:
            return _Received(None, "", nothing, b"", "too slow", unreachable=f"did not answer within {self.limits.deadline:g} s")
        except httpx.RemoteProtocolError as wrong:
            if "disconnected" in str(wrong):
                return _Received(None, "", nothing, b"", "closed", unreachable="closed the connection without an answer")
            return _Received(0, "no HTTP", nothing, b"", f"no valid HTTP ({_why(wrong)})")
        except httpx.TransportError as wrong:
            return _Received(None, "", nothing, b"", "closed", unreachable=f"broke the connection ({_why(wrong)})")
        try:
            body, broken = self._body(response)
        finally:
            response.close()
        return _Received(
            response.status_code, _ascii(response.reason_phrase), response.headers, body, broken, self._stray(response)
        )

    def _body(self, response: httpx.Response) -> tuple[bytes, str | None]:
        """The decoded body up to the cap, and what is wrong with it."""
        parts: list[bytes] = []
        size = 0
        try:
            for chunk in response.iter_bytes(65_536):
                parts.append(chunk)
                size += len(chunk)
                if size > LARGEST_BODY:
                    return b"".join(parts)[:LARGEST_BODY], f"larger than {LARGEST_BODY // 2**20} MB"
                clock.left(None)
        except (httpx.DecodingError, zlib.error, EOFError):
            return b"".join(parts), "undecodable"
        except (httpx.TimeoutException, TimeoutError):
            return b"".join(parts), f"not finished within {self.limits.deadline:g} s"
        except httpx.TransportError:
            return b"".join(parts), "truncated"
        except Exception as wrong:  # noqa: BLE001  # decoders raise what they like on hostile bytes
            late = "deadline" in str(wrong)
            return b"".join(parts), "not finished in time" if late else f"unreadable ({type(wrong).__name__})"
        return b"".join(parts), None

    @staticmethod
    def _stray(response: httpx.Response) -> bytes:
        """Bytes after an answer that ends with its headers; its connection is not used again."""
        if response.status_code not in (204, 304):
            return b""
        response.extensions["network_stream"].close()
        return bytes(clock.raw or b"").partition(b"\r\n\r\n")[2]


class BadAddress(Exception):
    """An address that came from the target cannot be asked at all."""


def record_wait(limits: Limits, seconds: float) -> bool:
    """Take `seconds` from what may still be waited in this process; False when there is not enough left."""
    if limits.waiting < seconds:
        return False
    limits.waiting -= seconds
    return True


def _note(received: _Received, attempt: int) -> str | None:
    said = [f"asked again, attempt {attempt + 1}"] if attempt else []
    if received.unreachable or received.broken:
        said.append(received.unreachable or f"body {received.broken}")
    return "; ".join(said) or None


def _why(problem: Exception) -> str:
    text = str(problem) or type(problem).__name__
    return text.splitlines()[0][:160]


def _ascii(text: str) -> str:
    return "".join(each if each.isprintable() else "?" for each in text)[:80]
