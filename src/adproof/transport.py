"""The one way to a target: sends, records, waits when throttled, keeps to deadlines and sizes, and guards credentials.

Tests never call this for evidence; sending is recording. Redirects are never followed: a 3xx is an answer.
"""

import itertools
import json as jsonlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import httpx

from adproof import __version__, evidence
from adproof.answer import Answer, Unusable
from adproof.deadline import wire
from adproof.patience import (
    BACKOFF,
    GATEWAY_TROUBLE,
    SAFE_METHODS,
    passing_trouble,
    pause_after,
    surely_undone,
    told_when_to_come_back,
    worth_repeating,
)
from adproof.rate import Rate
from adproof.secrets import Credential
from adproof.target import Origin
from adproof.wire import ENCODINGS, Received, Unsendable, receive
from adproof.words import EnvironmentProblem, ReadOnly, judge_by_laws

_BACKOFF = BACKOFF
_GIVEN_UP = 3  # requests in a row that found nobody; from then on nobody is looked for
_ASK_OTHERS = 2  # after so many repetitions it is time to see whether the trouble is everybody's
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


class Client:
    """Talks to one contract's base address. Safe for threads; one per contract and process."""

    def __init__(self, contract: str, base_url: str, rate: Rate, limits: Limits) -> None:
        self.contract, self.base_url, self._rate, self.limits = contract, base_url.rstrip("/"), rate, limits
        self._origin = Origin.of(base_url)
        self._wire = wire()
        self._timeout = httpx.Timeout(limits.deadline).as_dict()
        self._known_good: tuple[httpx.Request, ...] = ()  # the last two that were answered well
        self._unanswered = 0
        self._malfunctions: list[Answer] = []
        self._malfunctions_recur = False

    def __repr__(self) -> str:
        return f"<client of {self.contract}>"

    def close(self) -> None:
        self._wire.close()

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
        answer = self._patiently(request, operation)
        for each in (*self._recurring(), answer):
            judge_by_laws(self.contract, each)
        return answer

    def _recurring(self) -> list[Answer]:
        """Answers with 500 that were right when asked again: one may be an accident, from the second on all are judged."""
        if len(self._malfunctions) < 2 and not self._malfunctions_recur:
            return []
        due, self._malfunctions, self._malfunctions_recur = self._malfunctions, [], True
        return due

    def _url(self, path: str, params: Sequence[tuple[str, object]] | None, query: str | None) -> httpx.URL:
        raw = urlencode([(name, value) for name, value in params]) if params else query
        address = path if path.startswith(("http://", "https://")) else self.base_url + path
        if raw is not None:
            address += ("&" if "?" in address else "?") + raw
        try:
            url = httpx.URL(address)
            Origin.of(address)
        except (httpx.InvalidURL, ValueError) as wrong:
            raise BadAddress(f"{address[:200]!r} is no address that can be asked: {wrong}") from None
        return url

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
        headers.setdefault("Accept-Encoding", ENCODINGS)
        headers.setdefault("User-Agent", f"adproof/{__version__}")
        if json is not ...:
            headers.setdefault("Content-Type", "application/json")
            content = jsonlib.dumps(json, ensure_ascii=False).encode("utf-8", errors="surrogatepass")
        if form is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
            content = urlencode(form).encode()
        # blanks around a value are no part of it, and h11 refuses them
        encoded = [
            (name.encode("ascii", "replace"), value.strip(" \t").encode("utf-8", "replace")) for name, value in headers.items()
        ]
        return httpx.Request(method, url, headers=encoded, content=content, extensions={"timeout": self._timeout})

    def _patiently(self, request: httpx.Request, operation: str) -> Answer:
        """Send until the answer is no throttling and no gateway's trouble, within bounds."""
        record = evidence.current()
        if self._unanswered >= _GIVEN_UP:
            raise EnvironmentProblem(f"{self.base_url} did not answer {self._unanswered} requests in a row; not asked any more")
        others_fare_better, perhaps_done = 0, False
        for attempt, pause in enumerate(itertools.chain(_BACKOFF[: 3 if self._unanswered else None], itertools.repeat(None))):
            record.waited += self._rate.wait()
            received, answer = self._once(request, operation, attempt, perhaps_done)
            perhaps_done = perhaps_done or not surely_undone(received)
            self._unanswered = 0 if received.status is not None else self._unanswered
            problem = passing_trouble(received)
            if problem is None:
                self._remember(request, received)
                return answer
            lasting = not worth_repeating(request.method, received, attempt)
            over = pause is None and not told_when_to_come_back(received, attempt)
            seconds = None if lasting or over else pause_after(received, pause or _BACKOFF[-1])
            if seconds is None or record_wait(self.limits, seconds) is False:
                return self._give_up(request, received, answer, problem)
            if attempt >= _ASK_OTHERS and "retry-after" not in received.headers:
                others_fare_better += self._others_are_answered(request)
                if others_fare_better == 2:  # once may be the end of a burst
                    return answer
            if received.status == 500:
                self._malfunctions.append(answer)
            record.notes[f"{request.method}: {problem}"] += 1
            record.repeated += 1
            record.waited += seconds
            time.sleep(seconds)
        raise AssertionError("unreachable: the pauses never end")

    def _remember(self, request: httpx.Request, received: Received) -> None:
        if request.method == "GET" and received.status is not None and 200 <= received.status < 300:
            others = [each for each in self._known_good if each.url != request.url]
            self._known_good = (*others[-1:], request)

    def _give_up(self, request: httpx.Request, received: Received, answer: Answer, problem: str) -> Answer:
        """After the last attempt: throttling and silence are the environment's; trouble that others do not have is judged."""
        if received.status == 429:
            raise EnvironmentProblem(f"{answer.asked} is throttled without end; lower `rate` in the target's file, or run later")
        outside = received.unreachable or received.status in GATEWAY_TROUBLE
        if outside and not self._others_are_answered(request):
            self._unanswered += 1 if received.unreachable else 0
            where = f"{request.method} {request.url.copy_with(query=None)}"
            raise EnvironmentProblem(f"{where}: {problem}; {_advice(problem)}")
        return answer

    def _others_are_answered(self, request: httpx.Request) -> bool:
        """Whether a request that was answered before is still answered: then the trouble belongs to this request alone."""
        other = next((each for each in self._known_good if each.url != request.url), None)
        if other is None:
            return False
        evidence.current().waited += self._rate.wait()
        received, _ = self._once(other, "canary", 0)
        return received.status is not None and 200 <= received.status < 300

    def _once(self, request: httpx.Request, operation: str, attempt: int, perhaps_done: bool = False) -> tuple[Received, Answer]:
        started, begin = datetime.now(UTC), time.monotonic()
        try:
            received = receive(self._wire, request, self.limits.deadline)
        except Unsendable as wrong:
            raise BadAddress(str(wrong)) from None
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
                status=received.status or None,
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
            broken=received.unreachable or received.broken,
            stray=received.stray,
            retried=attempt,
            perhaps_done=perhaps_done,
            request_body=body,
            contract=self.contract,
        )
        return received, answer


class BadAddress(Unusable):
    """An address or a header that came from the target cannot be sent at all."""


def record_wait(limits: Limits, seconds: float) -> bool:
    """Take `seconds` from what may still be waited in this process; False when there is not enough left."""
    if limits.waiting < seconds:
        return False
    limits.waiting -= seconds
    return True


def _note(received: Received, attempt: int) -> str | None:
    said = [f"asked again, attempt {attempt + 1}"] if attempt else []
    if received.unreachable or received.broken:
        said.append(received.unreachable or f"body {received.broken}")
    return "; ".join(said) or None


def _advice(problem: str) -> str:
    """What to do about a target that cannot be reached."""
    if "CERTIFICATE_VERIFY_FAILED" in problem:
        return "name the file of the authority that signed its certificate in SSL_CERT_FILE"
    return "is the target running and reachable from here?"
