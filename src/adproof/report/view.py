"""What the page shows and in which order, worked out from the results; no HTML in here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from adproof.report.model import Check, Contract, Exchange, Requirement, Results, Witness
from adproof.report.words import BLAMES, STRENGTHS, VERDICTS

_CHECKS_SHOWN = 12
_EXCHANGES_SHOWN = 8
_EXCHANGE_BUDGET = 2_400_000  # characters of bodies on the whole page
_LARGEST_BODY = 12_000
_SMALLEST_BODY = 600
_VALUES = re.compile(r"\d+(\.\d+)?|'[^']*'|\"[^\"]*\"")


@dataclass(frozen=True)
class Group:
    """Failures with one cause: same contract, same blame, same signature, same kind of answer."""

    blame: str
    requirements: Sequence[Requirement]


@dataclass(frozen=True)
class Chapter:
    """A contract as its document is read: sections with their requirements, in the order of the catalogue."""

    contract: Contract
    sections: Sequence[tuple[str, Sequence[Requirement]]]
    counts: Sequence[tuple[str, int]]


@dataclass
class Exchanges:
    """Each exchange stands on the page once, where it is met first; elsewhere there is a link."""

    results: Results
    owners: dict[str, str] = field(default_factory=dict)

    def claim(self, owner: str, ids: Iterable[str], limit: int = _EXCHANGES_SHOWN) -> None:
        for id in list(dict.fromkeys(ids))[-limit:]:
            if id in self.results.exchanges:
                self.owners.setdefault(id, owner)

    def of(self, owner: str) -> list[Exchange]:
        return [self.results.exchanges[id] for id, each in self.owners.items() if each == owner]

    def elsewhere(self, owner: str, ids: Iterable[str]) -> list[str]:
        return [id for id in dict.fromkeys(ids) if self.owners.get(id, owner) != owner]

    def body_limit(self) -> int:
        return min(_LARGEST_BODY, max(_SMALLEST_BODY, _EXCHANGE_BUDGET // (2 * max(1, len(self.owners)))))


def matrix(results: Results) -> list[tuple[str, list[tuple[str, int]]]]:
    counts = Counter((each.strength, each.verdict) for each in results.requirements)
    strengths = [*STRENGTHS, *sorted({strength for strength, _ in counts} - set(STRENGTHS))]
    return [(strength, [(verdict, counts[strength, verdict]) for verdict in verdicts(results)]) for strength in strengths]


def verdicts(results: Results) -> list[str]:
    """Every verdict of the vocabulary, and any the results bring along beyond it."""
    return [*VERDICTS, *sorted({each.verdict for each in results.requirements} - set(VERDICTS))]


def tally(requirements: Iterable[Requirement]) -> list[tuple[str, int]]:
    counts = Counter(each.verdict for each in requirements)
    order = list(VERDICTS)
    return sorted(counts.items(), key=lambda each: order.index(each[0]) if each[0] in order else len(order))


def problems(results: Results) -> list[Group]:
    """Failures by cause: broken musts first, then our own errors, then broken shoulds and waived ones."""
    found: dict[tuple[str, str, str, str], list[Requirement]] = {}
    for each in results.requirements:
        if each.verdict in ("failed", "error", "warned"):
            found.setdefault((each.verdict, each.blame or _blame(each), each.contract, _cause(each)), []).append(each)
    order = list(VERDICTS)
    groups = [Group(blame, members) for (_, blame, _, _), members in found.items()]
    return sorted(groups, key=lambda each: (order.index(each.requirements[0].verdict), -len(each.requirements)))


def _cause(requirement: Requirement) -> str:
    """What was expected, by its signature, and what came instead, by its shape: both alike is one cause."""
    check = next(iter(telling(requirement)), None)
    came = _VALUES.sub("#", ((check.received or check.detail) if check else requirement.reason)[:300])
    return f"{requirement.signature or requirement.id} {came}"


def _blame(requirement: Requirement) -> str:
    return "adproof" if requirement.verdict == "error" else "target"


def with_verdict(results: Results, *names: str) -> list[Requirement]:
    strengths = list(STRENGTHS)
    chosen = [each for each in results.requirements if each.verdict in names]
    return sorted(chosen, key=lambda each: strengths.index(each.strength) if each.strength in strengths else 9)


def undecided_by_reason(results: Results) -> list[tuple[str, list[Requirement]]]:
    """The inconclusive ones under what would decide them: one thing to provide often settles several."""
    reasons: dict[str, list[Requirement]] = {}
    for each in with_verdict(results, "inconclusive"):
        reasons.setdefault(each.reason or "no reason was given", []).append(each)
    return list(reasons.items())


def chapters(results: Results) -> list[Chapter]:
    known = {each.name: each for each in results.contracts}
    names = list(dict.fromkeys([*known, *(each.contract for each in results.requirements)]))
    return [_chapter(known.get(name) or Contract(name), results) for name in names]


def _chapter(contract: Contract, results: Results) -> Chapter:
    mine = [each for each in results.requirements if each.contract == contract.name]
    headings: dict[str, list[Requirement]] = {}
    for each in mine:
        headings.setdefault(each.section or "Without a section", []).append(each)
    order = contract.order_of_sections()
    sections = sorted(headings.items(), key=lambda each: order.get(each[0], len(order)))
    return Chapter(contract, sections, tally(mine))


def telling(requirement: Requirement) -> list[Check]:
    """The checks worth reading: those that did not pass, or else the first; the shortest request comes first."""
    odd = [each for each in requirement.checks if each.outcome != "passed"]
    if requirement.verdict == "passed" or not odd:
        return list(requirement.checks[:1])
    failed_first = sorted(odd, key=lambda each: (each.outcome != "failed", len(each.asked)))
    return failed_first[:_CHECKS_SHOWN]


def witness_sentence(witnesses: Sequence[Witness]) -> str:
    seen = [f"{each.count:,} {each.what}" for each in witnesses if each.count]
    return "; ".join(seen[:20])


def plan(results: Results) -> Exchanges:
    """Which exchange is printed where, in the order of the page: proofs first."""
    exchanges = Exchanges(results)
    for group in problems(results):
        for requirement in group.requirements:
            _claim(exchanges, "problem", requirement)
    for requirement in with_verdict(results, "inconclusive"):
        _claim(exchanges, "undecided", requirement)
    for number, scenario in enumerate(results.scenarios):
        exchanges.claim(f"scenario:{number}", (each.exchange for each in scenario.steps), limit=40)
    for number, timeline in enumerate(results.timelines):
        exchanges.claim(f"timeline:{number}", _turning_points(timeline.points))
    for requirement in with_verdict(results, "waived"):
        _claim(exchanges, "catalogue", requirement)
    for requirement in with_verdict(results, "passed"):
        first = next((check.exchanges for check in requirement.checks if check.exchanges), ())
        exchanges.claim(f"catalogue:{requirement.id}", first[:1])
    return exchanges


def _claim(exchanges: Exchanges, part: str, requirement: Requirement) -> None:
    for number, check in enumerate(telling(requirement)):
        exchanges.claim(f"{part}:{requirement.id}:{number}", check.exchanges)


def _turning_points(points: Sequence[object]) -> list[str]:
    """Of many polls only those at which the state changed are worth their exchange."""
    latest: dict[str, str] = {}
    turns = []
    for point in points:
        view, state, exchange = (getattr(point, name) for name in ("view", "state", "exchange"))
        if latest.get(view) != state:
            turns.append(exchange)
        latest[view] = state
    return turns


def traffic(results: Results) -> list[tuple[str, str, int, float, float]]:
    """Of the recorded exchanges: method, status, how many, median and longest milliseconds."""
    rows = sorted((each.method, str(each.status or "no answer"), each.milliseconds) for each in results.exchanges.values())
    table = []
    for (method, status), group in groupby(rows, key=lambda row: row[:2]):
        times = [row[2] for row in group]
        table.append((method, status, len(times), times[len(times) // 2], times[-1]))
    return table


def whose(blame: str) -> str:
    return BLAMES[blame].means if blame in BLAMES else ""
