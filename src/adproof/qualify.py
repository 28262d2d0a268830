"""Proof that every check can fail and every conforming target is welcome: runs the suites against each fault and each variant.

    clean reference   every requirement is decided, none fails
    each fault        the requirement it names fails, and nothing fails that is not known to follow from it
    each variant      nothing fails, and no must becomes undecided that the clean reference decides

The kill sheet says, requirement by requirement, which faults its checks have caught; fault by fault, what failed; and for each
open requirement, which switches follow which reading.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adproof import catalogue, places, trials
from adproof.trials import Trial

KILL_SHEET = places.SCHEMAS / "adproof" / "kill-sheet.json"
CLEAN = "the clean reference"
_BROKEN = ("failed", "warned", "error")


@dataclass(frozen=True)
class Switch:
    """A fault or a variant of the reference. `breaks` is empty for a variant."""

    name: str
    contract: str
    says: str
    breaks: tuple[str, ...] = ()
    subtle: bool = False
    reading: tuple[str, str] | None = None

    @property
    def is_fault(self) -> bool:
        return bool(self.breaks)

    @property
    def options(self) -> list[str]:
        """How the reference is told to turn it on."""
        return ["--fault" if self.is_fault else "--variant", self.name]


@dataclass
class Sheet:
    """What the trials prove, and what they do not. `known` is what earlier sheets saw fail under each fault."""

    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    failing: dict[str, list[str]] = field(default_factory=dict)
    readings: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    objections: list[str] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    welcomed: set[str] = field(default_factory=set)
    faults: int = 0
    noticed: int = 0
    variants: int = 0
    welcome: int = 0

    def as_data(self, known: Iterable[Switch], before: Mapping[str, Any]) -> dict[str, Any]:
        """The kill sheet: what was tried now, laid over the sheet `before`, as far as its switches still exist.

        `requirements` says which faults each has caught, `faults` what failed under each, `variants` which are welcome,
        `readings` who follows them, `gaps` what all of it does not prove.
        """
        by_name = {each.name: each for each in known}
        failing = {name: ids for name, ids in before.get("faults", {}).items() if name in by_name} | self.failing
        welcome = {name for name in before.get("variants", ()) if name in by_name and name not in self.tried} | self.welcomed
        rows: dict[str, dict[str, Any]] = {}
        for name, ids in sorted(failing.items()):
            for id in sorted({*ids, by_name[name].breaks[0]}):
                row = rows.setdefault(id, {"caught": 0, "seeded": 0, "faults": []})
                row["caught"] += id in ids
                row["seeded"] += 1
                row["faults"].append(name)
        noticed = sum(by_name[name].breaks[0] in ids for name, ids in failing.items())
        variants = sum(not each.is_fault for each in by_name.values())
        readings = self._readings_over(before.get("readings", {}), by_name)
        data = {
            "schema_version": 2,
            "totals": {"faults": len(failing), "noticed": noticed, "variants": variants, "welcome": len(welcome)},
            "requirements": dict(sorted(rows.items())),
            "faults": {name: sorted(ids) for name, ids in sorted(failing.items())},
            "variants": sorted(welcome),
            "readings": readings,
        }
        return {**data, "gaps": list(incomplete(data, by_name.values()))}

    def _readings_over(self, before: Mapping[str, Any], known: Mapping[str, Switch]) -> dict[str, dict[str, list[str]]]:
        merged: dict[str, dict[str, set[str]]] = {}
        for id, readings in before.items():
            for reading, names in readings.items():
                kept = {name for name in names if (name in known or name == CLEAN) and name not in self.tried}
                merged.setdefault(id, {}).setdefault(reading, set()).update(kept)
        for id, followed in self.readings.items():
            for reading, by in followed.items():
                merged.setdefault(id, {}).setdefault(reading, set()).update(by)
        return {
            id: {reading: sorted(by)[:5] for reading, by in sorted(each.items()) if by} for id, each in sorted(merged.items())
        }


def switches() -> list[Switch]:
    """Every fault and variant of the reference, as its process lists them."""
    command = [sys.executable, "-m", "adproof.reference", "--list-switches"]
    listed = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)  # noqa: S603
    rows = []
    for each in (*listed["faults"], *listed["variants"]):
        reading = each.get("reading")
        rows.append(
            Switch(
                name=each["name"],
                contract=each.get("contract") or each["name"].split(".")[0],
                says=each["says"],
                breaks=tuple(each.get("breaks", ())),
                subtle=bool(each.get("subtle")),
                reading=(reading[0], reading[1]) if reading else None,
            )
        )
    return rows


def shipped() -> dict[str, Any]:
    """The kill sheet that the package carries; empty before the first was written."""
    if not KILL_SHEET.is_file():
        return {}
    sheet: dict[str, Any] = json.loads(KILL_SHEET.read_text(encoding="utf-8"))
    return sheet


def trial(contract: str, switch: Switch | None, profile: str, only: Sequence[str] = ()) -> Trial:
    """One run against one switch, or against the clean reference."""
    name, options = (switch.name, switch.options) if switch else ("", [])
    return trials.trial(contract, name, options, profile, only)


def qualify(
    chosen: Iterable[Switch],
    profile: str,
    workers: int,
    tell: Callable[[str], None],
    *,
    only_named: bool = False,
    journal: Path | None = None,
) -> Sheet:
    """Run everything, tell progress line by line, and return the sheet. Trials in the journal are not run again."""
    chosen = list(chosen)
    sheet = Sheet(known=shipped().get("faults", {}))
    done = {(each.contract, each.switch): each for each in trials.read(journal)}
    clean = {}
    for contract in sorted({each.contract for each in chosen}):
        clean[contract] = done.get((contract, "")) or _noted(trial(contract, None, profile), journal)
        _weigh_clean(clean[contract], sheet)
        tell(f"{CLEAN} of {contract}: {clean[contract].problem or clean[contract].sentence}")
    open_ones = [each for each in chosen if (each.contract, each.name) not in done]
    for each in chosen:
        if each not in open_ones:
            weigh(done[(each.contract, each.name)], each, clean[each.contract], sheet)
    with ThreadPoolExecutor(workers) as pool:
        jobs = {
            pool.submit(trial, each.contract, each, profile, each.breaks if only_named and each.is_fault else ()): each
            for each in open_ones
        }
        for number, job in enumerate(as_completed(jobs), 1):
            switch = jobs[job]
            said = weigh(_noted(job.result(), journal), switch, clean[switch.contract], sheet)
            tell(f"[{number}/{len(jobs)}] {switch.name}: {said}")
    return sheet


def _noted(tried: Trial, journal: Path | None) -> Trial:
    if journal is not None:
        with journal.open("a", encoding="utf-8") as lines:
            lines.write(tried.as_line())
    return tried


def _weigh_clean(clean: Trial, sheet: Sheet) -> None:
    broken = clean.having(*_BROKEN)
    if broken or clean.status != 0:
        what = ", ".join(sorted(broken)) or clean.problem or clean.sentence
        sheet.objections.append(f"{CLEAN} of {clean.contract} does not pass: {what}")
    _follow(clean, CLEAN, sheet)


def _follow(tried: Trial, name: str, sheet: Sheet) -> None:
    for id, reading in tried.readings.items():
        sheet.readings.setdefault(id, {}).setdefault(reading, []).append(name)


def weigh(tried: Trial, switch: Switch, clean: Trial, sheet: Sheet) -> str:
    """Enter one trial into the sheet; returns what to say of it."""
    sheet.tried.add(switch.name)
    objection = _fault(tried, switch, sheet) if switch.is_fault else _variant(tried, clean, switch, sheet)
    if objection:
        sheet.objections.append(f"{switch.name}: {objection}")
    return objection or ("noticed" if switch.is_fault else "welcome")


def _fault(tried: Trial, switch: Switch, sheet: Sheet) -> str | None:
    sheet.faults += 1
    named, broken = switch.breaks[0], tried.having(*_BROKEN)
    sheet.failing[switch.name] = sorted(broken)
    _follow(tried, switch.name, sheet)
    if named not in broken:
        why = tried.problem or tried.verdict(named)
        return f"not noticed: {named} is {why}; broken are {', '.join(sorted(broken)) or 'none'}"
    sheet.noticed += 1
    strange = broken - {*switch.breaks, *sheet.known.get(switch.name, ())}
    return f"noticed, but this fails as well and was not known to follow: {', '.join(sorted(strange))}" if strange else None


def _variant(tried: Trial, clean: Trial, switch: Switch, sheet: Sheet) -> str | None:
    sheet.variants += 1
    if tried.status is None:
        return f"no verdict: {tried.problem}"
    refused = tried.having("failed", "error")
    if refused:  # a should that is not kept is a word of advice, not a refusal
        return f"not welcome: {', '.join(sorted(refused))}"
    sheet.welcome += 1
    sheet.welcomed.add(switch.name)
    _follow(tried, switch.name, sheet)
    musts = {row.id for row in catalogue.load() if row.strength is catalogue.Strength.MUST}
    lost = {id for id in tried.having("inconclusive") if clean.verdict(id) == "passed"} & musts
    if lost:
        return f"welcome, but no longer decided: {', '.join(sorted(lost))}"
    if switch.reading and tried.readings.get(switch.reading[0]) not in (None, switch.reading[1]):
        return f"welcome, but its reading was taken for {tried.readings[switch.reading[0]]}"
    return None


def incomplete(sheet: Mapping[str, Any], known: Iterable[Switch]) -> Iterator[str]:
    """What a kill sheet does not prove, in one line each: musts that fewer than two faults break, readings nobody follows."""
    by_name = {each.name: each for each in known}
    tried = set(sheet["faults"])
    for name, switch in by_name.items():
        if name not in (tried if switch.is_fault else sheet["variants"]):
            yield f"{name} was never {'tried' if switch.is_fault else 'welcomed'}"
    for name in tried - by_name.keys():
        yield f"{name} is on the sheet, but the reference has no such fault"
    for row in catalogue.load():
        if row.untested:
            continue
        caught = [by_name[name] for name, ids in sheet["faults"].items() if row.id in ids and name in by_name]
        if row.strength is catalogue.Strength.MUST and (len(caught) < 2 or not any(each.subtle for each in caught)):
            yield f"{row.id} has caught {len(caught)} faults, {sum(each.subtle for each in caught)} of them subtle"
        if row.strength is catalogue.Strength.OPEN:
            if not caught:
                yield f"{row.id} has caught no fault that follows none of its readings"
            for reading in sorted({*row.readings} - {*sheet["readings"].get(row.id, {})}):
                yield f"{row.id}: nobody follows the reading {reading}"
