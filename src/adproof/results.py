"""Puts the records of a run together: one result per requirement, one file that every report is made from."""

import hashlib
import json
import os
import platform
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from adproof import __version__, qualify
from adproof.catalogue import Catalogue, Document, Requirement, Strength
from adproof.run import Run
from adproof.secrets import mask
from adproof.verdict import NAMES, Admitted, Circumstances, Exit, Judged, Observation, Observed, conclude, judge, sentence

SCHEMA_VERSION = 1
_PACKAGES = ("pytest", "pytest-xdist", "hypothesis", "schemathesis", "jsonschema", "jsonschema-rs", "httpx", "pydantic")


@dataclass
class Journal:
    """Records as they come in, each appended to a file at once, so that a killed run leaves what it had."""

    file: Path
    records: list[dict[str, Any]] = field(default_factory=list)

    def start(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text("", encoding="ascii")

    def add(self, line: str) -> None:
        self.records.append(json.loads(line))
        with self.file.open("a", encoding="ascii") as out:
            out.write(line + "\n")


@dataclass(frozen=True)
class Ending:
    """How the run ended, beside its records."""

    seconds: float
    workers: int
    interrupted: bool
    problems_of_ours: tuple[str, ...] = ()
    problems_of_environment: tuple[str, ...] = ()


def conclude_run(run: Run, catalogue: Catalogue, records: Iterable[Mapping[str, Any]], ending: Ending) -> dict[str, Any]:
    """The whole results document (see schemas/adproof/results.schema.json)."""
    records = list(records)
    assert run.target is not None
    chosen = [each for each in catalogue if run.selects(each)]
    seen = _gather(records)
    waivers = {each.requirement: Admitted(each.requirement, each.signature, each.expires) for each in run.target.waivers}
    today = datetime.now(UTC).date()
    judged = [_judge(run, each, seen, waivers, today) for each in chosen]
    circumstances = Circumstances(
        interrupted=ending.interrupted,
        problems_of_ours=ending.problems_of_ours,
        problems_of_environment=ending.problems_of_environment,
        fail_on=Strength(run.options.fail_on),
    )
    code = conclude(judged, circumstances)
    requests = sum((Counter(each["requests"]) for each in records), Counter[str]())
    return {
        "schema_version": SCHEMA_VERSION,
        "verdict": {"code": int(code), "name": NAMES[code], "sentence": mask(sentence(code, judged, circumstances))},
        "adproof": {"version": __version__, "catalogue": catalogue.digest()},
        "target": _target(run),
        "run": {
            "id": run.id,
            "seed": run.options.seed,
            "profile": run.options.profile,
            "started": run.started,
            "seconds": round(ending.seconds, 2),
            "workers": ending.workers,
            "requests": sum(requests.values()),
            "repeated": sum(each["repeated"] for each in records),
            "waited_seconds": round(sum(each["waited"] for each in records), 2),
            "read_only": run.options.read_only,
            "fail_on": run.options.fail_on,
            "selection": [*run.options.contracts, *run.options.only],
            "complete": not ending.interrupted and not ending.problems_of_ours and not ending.problems_of_environment,
            "requests_by_contract": dict(requests),
        },
        "contracts": [_contract(each, run) for each in catalogue.documents.values()],
        "requirements": [_row(each, seen[each.requirement.id], run) for each in judged],
        "exchanges": _exchanges(records),
        "readings": _readings(judged),
        "waivers": _waivers(run, judged),
        "environment": _environment(),
        "timelines": _attached(records, "timeline"),
        "sequences": _attached(records, "sequence"),
        "problems": _problems(records, ending),
    }


@dataclass
class _Seen:
    checks: list[dict[str, Any]] = field(default_factory=list)
    witnesses: Counter[str] = field(default_factory=Counter)
    cases: int = 0
    weak: list[str] = field(default_factory=list)
    readings: dict[str, str] = field(default_factory=dict)


def _gather(records: Iterable[Mapping[str, Any]]) -> defaultdict[str, _Seen]:
    seen: defaultdict[str, _Seen] = defaultdict(_Seen)
    for record in records:
        witnesses: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for id, what, count in record["witnesses"]:
            seen[id].witnesses[what] += count
            witnesses[id].append({"what": what, "count": count})
        weak = defaultdict(list)
        for id, reason in record["weak"]:
            weak[id].append(reason)
            if reason not in seen[id].weak:
                seen[id].weak.append(reason)
        for id, reading, exchange in record["readings"]:
            seen[id].readings.setdefault(reading, exchange)
        for id, count in record["cases"].items():
            seen[id].cases += count
        for check in record["checks"]:
            id = check["requirement"]
            extra = {"test": record["test"], "witnesses": witnesses[id], "weak": weak[id]}
            seen[id].checks.append({**check, **extra})
    return seen


def _judge(run: Run, requirement: Requirement, seen: Mapping[str, _Seen], waivers: Mapping[str, Admitted], today: date) -> Judged:
    mine = seen[requirement.id]
    observations = tuple(
        Observation(each["outcome"], _reason(each), each["signature"], each["toothless"]) for each in mine.checks
    )
    observed = Observed(observations, sum(mine.witnesses.values()), tuple(sorted(mine.readings)), tuple(mine.weak))
    return judge(requirement, observed, claimed=run.claims(requirement), waiver=waivers.get(requirement.id), today=today)


def _reason(check: Mapping[str, Any]) -> str:
    if check["outcome"] == "failed":
        return f"expected {check['expected']}, received {check['received']}" if check["expected"] else check["received"]
    return str(check["detail"])


def _row(judged: Judged, seen: _Seen, run: Run) -> dict[str, Any]:
    requirement = judged.requirement
    return {
        "id": requirement.id,
        "contract": requirement.contract,
        "topic": requirement.topic,
        "strength": requirement.strength.value,
        "origin": requirement.origin.value,
        "statement": requirement.statement,
        "section": requirement.section,
        "interpretation": requirement.reading,
        "untested": requirement.untested,
        "verdict": judged.verdict.value,
        "reason": judged.reason,
        "reading": judged.reading,
        "readings": dict(requirement.readings),
        "blame": judged.blame,
        "signature": judged.signature,
        "waiver": _waiver_of(requirement.id, judged, run),
        "weak": list(judged.weak),
        "cases": seen.cases,
        "witnesses": [{"what": what, "count": count} for what, count in seen.witnesses.most_common() if count],
        "kills": _kills().get(requirement.id),
        "candidates": list(requirement.candidates),
        "checks": _worth_keeping(seen.checks),
    }


def _worth_keeping(checks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every check that did not pass, and the first few that did: fifty times the same pass proves no more in print."""
    passed = [each for each in checks if each["outcome"] == "passed"]
    return [*(each for each in checks if each["outcome"] != "passed"), *passed[:5]]


def _waiver_of(id: str, judged: Judged, run: Run) -> dict[str, Any] | None:
    assert run.target is not None
    found = next((each for each in run.target.waivers if each.requirement == id), None)
    return None if found is None else {**found.model_dump(mode="json"), "state": judged.waiver or "unobserved"}


def _waivers(run: Run, judged: Iterable[Judged]) -> list[dict[str, Any]]:
    return [row for each in judged if (row := _waiver_of(each.requirement.id, each, run))]


def _readings(judged: Iterable[Judged]) -> list[dict[str, Any]]:
    rows = []
    for each in judged:
        for reading in (each.reading or "").split(", "):
            if reading:
                meaning = each.requirement.readings.get(reading, "")
                row = {"requirement": each.requirement.id, "reading": reading, "meaning": meaning}
                rows.append({**row, "statement": each.requirement.statement})
    return rows


def _exchanges(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**each, "curl": _curl(each)} for record in records for each in record["exchanges"]]


def _curl(exchange: Mapping[str, Any]) -> str:
    from adproof.report import curl, model

    headers = tuple((name, value) for name, value in exchange["request_headers"])
    sent = {name: exchange[name] for name in ("id", "method", "url", "request_body")}
    return curl.command(model.Exchange(**sent, request_headers=headers), mask.names)


def _attached(records: Iterable[Mapping[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [data for record in records for name, data in record["attachments"] if name == kind]


def _problems(records: Iterable[Mapping[str, Any]], ending: Ending) -> list[str]:
    notes: Counter[str] = Counter()
    for record in records:
        notes.update(record["notes"])
    passing = [f"{text}, {count} times; asked again" for text, count in notes.most_common(20)]
    return [mask(each) for each in (*ending.problems_of_ours, *ending.problems_of_environment, *passing)]


def _target(run: Run) -> dict[str, Any]:
    assert run.target is not None
    contracts: dict[str, dict[str, str]] = {}
    for name in run.target.contracts:
        section = run.target.section(name)
        assert section is not None
        contracts[name] = {key: mask(str(getattr(section, key))) for key in type(section).model_fields}
    given = mask(run.options.target or "")
    return {"name": run.target.name, "given": given, "contracts": contracts, "launched": run.reference is not None}


def _contract(document: Document, run: Run) -> dict[str, Any]:
    assert run.target is not None
    data = asdict(document)
    return {"name": data.pop("contract"), **data, "claimed": document.contract in run.target.contracts}


def _kills() -> dict[str, Any]:
    rows: dict[str, Any] = qualify.shipped().get("requirements", {})
    return rows


def _environment() -> dict[str, Any]:
    packages = {}
    for name in _PACKAGES:
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            packages[name] = "absent"
    return {"python": sys.version.split()[0], "platform": platform.platform(terse=True), "packages": packages}


def write(results: Mapping[str, Any], directory: Path) -> None:
    """Write results.json whole or not at all, then every report that is made from it."""
    from adproof.report import render

    directory.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=1)
    temporary = directory / f".results.{os.getpid()}.json"
    temporary.write_text(text, encoding="ascii")
    temporary.replace(directory / "results.json")
    render(dict(results), directory)


def fingerprint(results: Mapping[str, Any]) -> str:
    """A hash of what was decided, without times and ids: equal runs have equal fingerprints."""
    rows = [(each["id"], each["verdict"], each["reading"]) for each in results["requirements"]]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


__all__ = ["Ending", "Exit", "Journal", "conclude_run", "fingerprint", "write"]
