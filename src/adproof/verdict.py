"""From what happened to what it means: the only place that decides. Pure: no pytest, no network, no clock.

checks of one requirement ──▶ judge ──▶ Judged(verdict, reason, blame) ──▶ conclude ──▶ exit status and sentence
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum, StrEnum

from adproof.catalogue import Requirement, Strength


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    WARNED = "warned"
    INCONCLUSIVE = "inconclusive"
    NOT_CLAIMED = "not claimed"
    WAIVED = "waived"
    ERROR = "error"
    UNTESTED = "untested"


class Exit(IntEnum):
    """Exit statuses; the order of precedence is PRECEDENCE, not the number."""

    CONFORMANT = 0
    NONCONFORMANT = 1
    INTERRUPTED = 2
    ADPROOF_ERROR = 3
    USAGE = 4
    NOTHING_RAN = 5
    INCONCLUSIVE = 6
    ENVIRONMENT = 7
    WAIVERS = 8


PRECEDENCE = (
    Exit.ADPROOF_ERROR,
    Exit.USAGE,
    Exit.INTERRUPTED,
    Exit.ENVIRONMENT,
    Exit.NONCONFORMANT,
    Exit.WAIVERS,
    Exit.INCONCLUSIVE,
    Exit.NOTHING_RAN,
    Exit.CONFORMANT,
)
NAMES = {
    Exit.CONFORMANT: "conformant",
    Exit.NONCONFORMANT: "nonconformant",
    Exit.INTERRUPTED: "interrupted",
    Exit.ADPROOF_ERROR: "adproof-error",
    Exit.USAGE: "usage",
    Exit.NOTHING_RAN: "nothing-ran",
    Exit.INCONCLUSIVE: "inconclusive",
    Exit.ENVIRONMENT: "environment",
    Exit.WAIVERS: "waivers",
}


@dataclass(frozen=True)
class Observation:
    """One check of one requirement, as it came out of a test."""

    outcome: str  # passed, failed, inconclusive, error, environment
    text: str = ""
    signature: str | None = None
    toothless: bool = False


@dataclass(frozen=True)
class Observed:
    """All that a run knows of one requirement."""

    observations: tuple[Observation, ...] = ()
    witnesses: int = 0
    readings: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


@dataclass(frozen=True)
class Admitted:
    """A waiver of the target's file."""

    requirement: str
    signature: str
    expires: date


@dataclass(frozen=True)
class Judged:
    """A requirement's verdict with its reason and whose matter it is."""

    requirement: Requirement
    verdict: Verdict
    reason: str
    blame: str | None = None
    reading: str | None = None
    signature: str | None = None
    weak: tuple[str, ...] = ()
    waiver: str | None = None  # used, changed, expired, stale
    environment: bool = False


@dataclass(frozen=True)
class Circumstances:
    """What happened beside the checks."""

    interrupted: bool = False
    problems_of_ours: Sequence[str] = field(default=())
    problems_of_environment: Sequence[str] = field(default=())
    fail_on: Strength = Strength.MUST


def judge(requirement: Requirement, seen: Observed, *, claimed: bool, waiver: Admitted | None, today: date) -> Judged:
    """The verdict on one requirement."""
    if requirement.untested:
        return Judged(requirement, Verdict.UNTESTED, requirement.untested)
    if not claimed:
        return Judged(requirement, Verdict.NOT_CLAIMED, "the target's file does not claim or configure it", None)
    judged = _unwaived(requirement, seen)
    return judged if waiver is None else _waive(judged, seen, waiver, today)


def _unwaived(requirement: Requirement, seen: Observed) -> Judged:
    by_outcome: dict[str, list[Observation]] = {}
    for each in seen.observations:
        by_outcome.setdefault(each.outcome, []).append(each)
    reading = ", ".join(seen.readings) or None
    if ours := by_outcome.get("error"):
        return Judged(requirement, Verdict.ERROR, ours[0].text, "adproof", reading, weak=seen.weak)
    if broken := by_outcome.get("failed"):
        return _broken(requirement, broken, reading, seen, environment="environment" in by_outcome)
    if outside := by_outcome.get("environment"):
        return Judged(requirement, Verdict.ERROR, outside[0].text, "environment", reading, weak=seen.weak, environment=True)
    if requirement.strength is Strength.OPEN and len(seen.readings) > 1:
        text = f"changed its reading within the run: {reading}"
        return Judged(requirement, Verdict.FAILED, text, "target", reading, "changed-reading", seen.weak)
    undecided = by_outcome.get("inconclusive", [])
    plain = [each for each in undecided if not each.toothless]
    if plain or not seen.witnesses:
        text = next((each.text for each in plain or undecided), "no test came to judge it")
        return Judged(requirement, Verdict.INCONCLUSIVE, text, "data", reading, weak=seen.weak)
    weak = tuple(dict.fromkeys((*seen.weak, *(each.text for each in undecided))))
    return Judged(requirement, Verdict.PASSED, "", None, reading, weak=weak)


def _broken(
    requirement: Requirement, broken: Sequence[Observation], reading: str | None, seen: Observed, *, environment: bool
) -> Judged:
    verdict = Verdict.WARNED if requirement.strength is Strength.SHOULD else Verdict.FAILED
    signature = broken[-1].signature
    return Judged(requirement, verdict, broken[-1].text, "target", reading, signature, seen.weak, environment=environment)


def _waive(judged: Judged, seen: Observed, waiver: Admitted, today: date) -> Judged:
    """An admission covers exactly its signature until its day; what passes is stale; what was not observed stays as it is."""
    failed = [each for each in seen.observations if each.outcome == "failed"]
    if judged.verdict is Verdict.PASSED:
        return _with(judged, waiver="stale", reason="the waiver is stale: the requirement is kept")
    if judged.verdict not in (Verdict.FAILED, Verdict.WARNED):
        return judged
    if waiver.expires < today:
        return _with(judged, waiver="expired", reason=f"{judged.reason} (its waiver expired on {waiver.expires})")
    if {judged.signature, *(each.signature for each in failed)} != {waiver.signature}:
        return _with(judged, waiver="changed", reason=f"{judged.reason} (its waiver admits another failure)")
    return _with(judged, waiver="used", verdict=Verdict.WAIVED)


def _with(judged: Judged, **changes: object) -> Judged:
    return replace(judged, **changes)  # type: ignore[arg-type]


def conclude(judged: Iterable[Judged], circumstances: Circumstances) -> Exit:
    """The exit status of a run: the first of PRECEDENCE that applies. 0 needs at least one requirement that was proven."""
    all_judged = list(judged)
    gating = {Strength.MUST, Strength.OPEN} | ({Strength.SHOULD} if circumstances.fail_on is Strength.SHOULD else set())
    applies = {
        Exit.ADPROOF_ERROR: bool(circumstances.problems_of_ours)
        or any(each.verdict is Verdict.ERROR and each.blame == "adproof" for each in all_judged),
        Exit.INTERRUPTED: circumstances.interrupted,
        Exit.ENVIRONMENT: bool(circumstances.problems_of_environment)
        or any(each.environment or each.blame == "environment" for each in all_judged),
        Exit.NONCONFORMANT: any(
            each.verdict in (Verdict.FAILED, Verdict.WARNED) and each.requirement.strength in gating for each in all_judged
        ),
        Exit.WAIVERS: any(each.waiver in ("stale", "expired", "changed") for each in all_judged),
        Exit.INCONCLUSIVE: any(
            each.verdict is Verdict.INCONCLUSIVE and each.requirement.strength is Strength.MUST for each in all_judged
        ),
        Exit.NOTHING_RAN: not any(each.verdict is Verdict.PASSED for each in all_judged),
        Exit.CONFORMANT: True,
    }
    return next(code for code in PRECEDENCE if applies.get(code))


def sentence(code: Exit, judged: Iterable[Judged], circumstances: Circumstances) -> str:
    """The verdict for people, in one sentence."""
    counts = _counts(judged)
    kept, undecided = counts["must", "passed"], counts["must", "inconclusive"]
    failed, waived = counts["must", "failed"], sum(n for (_, verdict), n in counts.items() if verdict == "waived")
    musts = kept + failed + counts["must", "waived"]
    rest = (
        (counts["open", "failed"], "open passages followed in no admissible way"),
        (counts["should", "warned"], "shoulds not kept"),
        (waived, "waived"),
    )
    tail = "".join(f"; {number} {word}" for number, word in rest if number)
    match code:
        case Exit.CONFORMANT:
            return f"CONFORMANT: all {kept} judged musts are kept{tail}."
        case Exit.NONCONFORMANT:
            more = f", {undecided} inconclusive" if undecided else ""
            return f"NOT CONFORMANT: {failed} of {musts} judged musts fail{more}{tail}."
        case Exit.INCONCLUSIVE:
            return f"NOT ESTABLISHED: {undecided} musts are inconclusive, {kept} are kept, none fails{tail}."
        case Exit.NOTHING_RAN:
            return "NOTHING PROVEN: no requirement was judged."
        case Exit.ENVIRONMENT:
            why = next(iter(circumstances.problems_of_environment), "") or _reason(judged, "environment")
            return f"NO VERDICT: the environment is in the way: {why}"
        case Exit.ADPROOF_ERROR:
            why = next(iter(circumstances.problems_of_ours), "") or _reason(judged, "adproof")
            return f"NO VERDICT: adproof itself made a mistake: {why}"
        case Exit.INTERRUPTED:
            return f"INTERRUPTED: what was judged so far: {kept} musts kept, {failed} failed."
        case Exit.WAIVERS:
            return f"WAIVERS NEED CARE: no unadmitted must fails, but a waiver is stale, expired or no longer fits{tail}."
        case Exit.USAGE:
            return "NO VERDICT: the command or the configuration is wrong."


def _counts(judged: Iterable[Judged]) -> Mapping[tuple[str, str], int]:
    return Counter((each.requirement.strength.value, each.verdict.value) for each in judged)


def _reason(judged: Iterable[Judged], blame: str) -> str:
    return next((f"{each.reason} ({each.requirement.id})" for each in judged if each.blame == blame), "unknown")
