"""The results file as values.

Unknown keys are ignored and missing ones get a default, so that what an interrupted run left behind still
becomes a report. Nothing in here judges: verdicts are read, never made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

T = TypeVar("T")
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Outcome:
    code: int = 3
    name: str = "adproof-error"
    sentence: str = "ADPROOF ERROR: the results hold no verdict."


@dataclass(frozen=True)
class Run:
    id: str = ""
    seed: int | str = ""
    profile: str = ""
    started: str = ""
    seconds: float = 0.0
    workers: int = 0
    requests: int = 0
    repeated: int = 0
    waited_seconds: float = 0.0
    read_only: bool = False
    fail_on: str = "must"
    selection: Sequence[str] = ()
    complete: bool = True
    requests_by_contract: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Target:
    name: str = ""
    given: str = ""
    contracts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    launched: bool = False
    credentials: Sequence[str] = ()


@dataclass(frozen=True)
class Contract:
    name: str
    title: str = ""
    publisher: str = ""
    address: str = ""
    language: str = ""
    read: str = ""
    claimed: bool = True
    sections: Mapping[str, str] | Sequence[str] = ()

    def order_of_sections(self) -> dict[str, int]:
        """Where each heading stands in the document, if the results say so."""
        names = list(self.sections)
        order = {name: place for place, name in enumerate(names)}
        if isinstance(self.sections, Mapping):
            order |= {self.sections[name]: place for place, name in enumerate(names)}
        return order


@dataclass(frozen=True)
class Witness:
    what: str = ""
    count: int = 0


@dataclass(frozen=True)
class Kills:
    caught: int = 0
    seeded: int = 0
    faults: Sequence[str] = ()


@dataclass(frozen=True)
class Waiver:
    requirement: str = ""
    signature: str = ""
    reason: str = ""
    owner: str = ""
    expires: str = ""
    state: str = "used"


@dataclass(frozen=True)
class Check:
    test: str = ""
    outcome: str = "passed"
    asked: str = ""
    expected: str = ""
    received: str = ""
    detail: str = ""
    pointer: str = ""
    signature: str = ""
    exchanges: Sequence[str] = ()
    witnesses: Sequence[Witness] = ()
    weak: Sequence[str] = ()
    reading: str | None = None
    step: bool = False


@dataclass(frozen=True)
class Requirement:
    id: str
    contract: str = ""
    topic: str = ""
    strength: str = "must"
    origin: str = "document"
    statement: str = ""
    section: str = ""
    interpretation: str | None = None
    untested: str | None = None
    verdict: str = "inconclusive"
    reason: str = ""
    reading: str | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    blame: str | None = None
    signature: str | None = None
    waiver: Waiver | None = None
    weak: Sequence[str] = ()
    cases: int = 0
    witnesses: Sequence[Witness] = ()
    kills: Kills | None = None
    checks: Sequence[Check] = ()


@dataclass(frozen=True)
class Exchange:
    id: str
    contract: str = ""
    operation: str = ""
    method: str = "GET"
    url: str = ""
    request_headers: Headers = ()
    request_body: str | None = None
    status: int | None = None
    reason_phrase: str = ""
    response_headers: Headers = ()
    response_body: str | None = None
    response_bytes: int = 0
    truncated: bool = False
    started: str = ""
    milliseconds: float = 0.0
    note: str | None = None
    curl: str = ""


@dataclass(frozen=True)
class Reading:
    requirement: str = ""
    reading: str = ""
    meaning: str = ""
    statement: str = ""


@dataclass(frozen=True)
class Point:
    seconds: float = 0.0
    view: str = ""
    state: str = ""
    exchange: str = ""


@dataclass(frozen=True)
class Timeline:
    publication: str = ""
    points: Sequence[Point] = ()
    finding: str | None = None


@dataclass(frozen=True)
class Step:
    actor: str = "client"
    to: str = "api"
    label: str = ""
    status: int | None = None
    exchange: str = ""
    requirement: str | None = None
    failed: bool = False


@dataclass(frozen=True)
class Scenario:
    test: str = ""
    title: str = ""
    steps: Sequence[Step] = ()


@dataclass(frozen=True)
class Results:
    verdict: Outcome
    version: str
    catalogue: str
    target: Target
    run: Run
    contracts: Sequence[Contract]
    requirements: Sequence[Requirement]
    exchanges: Mapping[str, Exchange]
    readings: Sequence[Reading]
    waivers: Sequence[Waiver]
    environment: Mapping[str, Any]
    timelines: Sequence[Timeline]
    scenarios: Sequence[Scenario]
    problems: Sequence[str]

    def source_of(self, requirement: Requirement) -> str:
        """Where a requirement is promised: document title, section, public address."""
        contract = next((each for each in self.contracts if each.name == requirement.contract), None)
        parts = [contract.title if contract else requirement.contract, requirement.section]
        return ", ".join(part for part in parts if part)


def read(data: Mapping[str, Any]) -> Results:
    """Turn the content of results.json (schema version 1) into values."""
    version = data.get("schema_version", 1)
    if version != 1:
        raise ValueError(f"results of schema version {version!r} cannot be rendered, only version 1")
    adproof = data.get("adproof") or {}
    return Results(
        verdict=_one(Outcome, data.get("verdict")),
        version=str(adproof.get("version", "")),
        catalogue=str(adproof.get("catalogue", "")),
        target=_one(Target, data.get("target")),
        run=_one(Run, data.get("run")),
        contracts=_many(Contract, data.get("contracts")),
        requirements=tuple(_requirement(each) for each in data.get("requirements") or ()),
        exchanges={each["id"]: _exchange(each) for each in data.get("exchanges") or ()},
        readings=_many(Reading, data.get("readings")),
        waivers=_many(Waiver, data.get("waivers")),
        environment=data.get("environment") or {},
        timelines=tuple(_one(Timeline, each, points=_many(Point, each.get("points"))) for each in data.get("timelines") or ()),
        scenarios=tuple(_one(Scenario, each, steps=_many(Step, each.get("steps"))) for each in data.get("sequences") or ()),
        problems=tuple(data.get("problems") or ()),
    )


def _one(kind: type[T], data: Any, **known: Any) -> T:
    given = data if isinstance(data, Mapping) else {}
    names = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    values = {key: value for key, value in given.items() if key in names and value is not None}
    return kind(**{**values, **known})


def _many(kind: type[T], data: Any) -> tuple[T, ...]:
    return tuple(_one(kind, each) for each in data or ())


def _requirement(data: Mapping[str, Any]) -> Requirement:
    return _one(
        Requirement,
        data,
        waiver=_one(Waiver, data["waiver"]) if data.get("waiver") else None,
        kills=_one(Kills, data["kills"]) if data.get("kills") else None,
        witnesses=_many(Witness, data.get("witnesses")),
        checks=tuple(_one(Check, each, witnesses=_many(Witness, each.get("witnesses"))) for each in data.get("checks") or ()),
    )


def _exchange(data: Mapping[str, Any]) -> Exchange:
    return _one(
        Exchange,
        data,
        request_headers=tuple((str(name), str(value)) for name, value in data.get("request_headers") or ()),
        response_headers=tuple((str(name), str(value)) for name, value in data.get("response_headers") or ()),
    )
