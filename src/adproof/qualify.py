"""Proof that every check can fail and every conforming target is welcome: runs the suites against each fault and each variant.

    clean reference   every requirement is decided, none fails
    each fault        the requirement it names fails, and nothing fails that it does not name
    each variant      nothing fails, and no must becomes undecided that the clean reference decides

The kill sheet says, requirement by requirement, which faults its checks have caught.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adproof import catalogue, launch, places

KILL_SHEET = places.SCHEMAS / "adproof" / "kill-sheet.json"
_LONGEST_RUN = 600.0  # seconds; a run that takes longer is a finding of its own
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


@dataclass(frozen=True)
class Trial:
    """One run against one switch (or none: the clean reference)."""

    contract: str
    switch: Switch | None
    results: Mapping[str, Any] | None
    problem: str = ""

    def verdicts(self) -> dict[str, str]:
        rows = self.results["requirements"] if self.results else []
        return {each["id"]: each["verdict"] for each in rows}

    def broken(self) -> set[str]:
        return {id for id, verdict in self.verdicts().items() if verdict in _BROKEN}

    def readings(self) -> dict[str, str]:
        rows = self.results["readings"] if self.results else []
        return {each["requirement"]: each["reading"] for each in rows}


@dataclass
class Sheet:
    """What the trials prove, and what they do not."""

    caught: dict[str, list[str]] = field(default_factory=dict)
    seeded: dict[str, list[str]] = field(default_factory=dict)
    objections: list[str] = field(default_factory=list)
    faults: int = 0
    noticed: int = 0
    variants: int = 0
    welcome: int = 0

    def as_data(self) -> dict[str, Any]:
        rows = {
            id: {"caught": len(self.caught.get(id, [])), "seeded": len(names), "faults": sorted(names)}
            for id, names in sorted(self.seeded.items())
        }
        totals = {"faults": self.faults, "noticed": self.noticed, "variants": self.variants, "welcome": self.welcome}
        return {"schema_version": 1, "totals": totals, "requirements": rows}


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


def trial(contract: str, switch: Switch | None, profile: str, only: Sequence[str] = ()) -> Trial:
    """Launch the reference with one switch and judge it by a run of its own."""
    options = ["--contract", contract]
    if switch is not None:
        options += ["--fault" if switch.is_fault else "--variant", switch.name]
    try:
        launched = launch.reference(options)
    except launch.LaunchError as wrong:
        return Trial(contract, switch, None, str(wrong))
    try:
        with tempfile.TemporaryDirectory(prefix="adproof-qualify-") as folder:
            return _judged(launched, contract, switch, profile, only, Path(folder))
    finally:
        launched.stop()


def _judged(
    launched: launch.Launched, contract: str, switch: Switch | None, profile: str, only: Sequence[str], folder: Path
) -> Trial:
    target = folder / "target.toml"
    target.write_text(launched.target_file, encoding="utf-8")
    command = [sys.executable, "-m", "adproof", "run", str(target), "--contract", contract, "--profile", profile]
    command += ["--report-dir", str(folder / "report"), *(word for id in only for word in ("--only", id))]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_LONGEST_RUN, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return Trial(contract, switch, None, f"the run took longer than {_LONGEST_RUN:g} s")
    file = folder / "report" / "results.json"
    if not file.is_file():
        return Trial(contract, switch, None, done.stderr.decode(errors="replace").strip()[-300:] or "no results were written")
    return Trial(contract, switch, json.loads(file.read_text(encoding="utf-8")))


def qualify(
    chosen: Iterable[Switch], profile: str, workers: int, tell: Callable[[str], None], *, only_named: bool = False
) -> Sheet:
    """Run everything, tell progress line by line, and return the sheet."""
    chosen = list(chosen)
    sheet = Sheet()
    contracts = sorted({each.contract for each in chosen})
    clean = {name: trial(name, None, profile) for name in contracts}
    for name, each in clean.items():
        _weigh_clean(name, each, sheet)
        tell(f"clean {name}: {each.problem or (each.results or {}).get('verdict', {}).get('sentence', '')}")
    with ThreadPoolExecutor(workers) as pool:
        jobs = {
            pool.submit(trial, each.contract, each, profile, each.breaks if only_named and each.is_fault else ()): each
            for each in chosen
        }
        for number, done in enumerate(as_completed(jobs), 1):
            said = weigh(done.result(), clean[jobs[done].contract], sheet)
            tell(f"[{number}/{len(jobs)}] {jobs[done].name}: {said}")
    return sheet


def _weigh_clean(contract: str, clean: Trial, sheet: Sheet) -> None:
    code = clean.results["verdict"]["code"] if clean.results else None
    if clean.broken() or code != 0:
        what = ", ".join(sorted(clean.broken())) or clean.problem or f"exit status {code}"
        sheet.objections.append(f"the clean reference of {contract} does not pass: {what}")


def weigh(tried: Trial, clean: Trial, sheet: Sheet) -> str:
    """Enter one trial into the sheet; returns what to say of it."""
    switch = tried.switch
    assert switch is not None
    objection = _fault(tried, switch, sheet) if switch.is_fault else _variant(tried, clean, switch, sheet)
    if objection:
        sheet.objections.append(f"{switch.name}: {objection}")
    return objection or ("noticed" if switch.is_fault else "welcome")


def _fault(tried: Trial, switch: Switch, sheet: Sheet) -> str | None:
    sheet.faults += 1
    for id in switch.breaks[:1]:
        sheet.seeded.setdefault(id, []).append(switch.name)
    broken = tried.broken()
    if switch.breaks[0] not in broken:
        seen = tried.verdicts().get(switch.breaks[0], "no verdict")
        return f"not noticed: {switch.breaks[0]} is {tried.problem or seen}; broken are {sorted(broken) or 'none'}"
    sheet.noticed += 1
    for id in switch.breaks[:1]:
        sheet.caught.setdefault(id, []).append(switch.name)
    unrelated = broken - set(switch.breaks)
    return f"noticed, but unrelated requirements fail: {sorted(unrelated)}" if unrelated else None


def _variant(tried: Trial, clean: Trial, switch: Switch, sheet: Sheet) -> str | None:
    sheet.variants += 1
    if tried.problem or tried.results is None:
        return f"no verdict: {tried.problem}"
    refused = {id for id, verdict in tried.verdicts().items() if verdict in ("failed", "error")}
    if refused:  # a should that is not kept is a word of advice, not a refusal
        return f"not welcome: {sorted(refused)}"
    sheet.welcome += 1
    before = clean.verdicts()
    musts = {each["id"] for each in tried.results["requirements"] if each["strength"] == "must"}
    lost = {id for id, verdict in tried.verdicts().items() if verdict == "inconclusive" and before.get(id) == "passed"} & musts
    if lost:
        return f"welcome, but no longer decided: {sorted(lost)}"
    if switch.reading and tried.readings().get(switch.reading[0]) not in (None, switch.reading[1]):
        return f"welcome, but its reading was taken for {tried.readings()[switch.reading[0]]}"
    return None


def incomplete(chosen: Iterable[Switch], contracts: Sequence[str]) -> Iterator[str]:
    """Musts that no fault breaks, in one line each."""
    broken = {id for switch in chosen for id in switch.breaks[:1]}
    for row in catalogue.load():
        judged = row.contract in contracts and not row.untested and row.strength is catalogue.Strength.MUST
        if judged and row.id not in broken:
            yield f"{row.id} has no fault that breaks it"
