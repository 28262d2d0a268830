"""Books how a pytest item ended on its requirements, and lets pytest's own lines say the same. Decides no verdict."""

import hypothesis
import pytest

from adproof import catalogue as catalogues
from adproof import evidence, selection, words
from adproof.evidence import Outcome
from adproof.secrets import mask


def book(item: pytest.Item, call: pytest.CallInfo[None], record: evidence.Record) -> None:
    """Book how a test ended on its requirement, or, for a scenario, on the steps it did not come to."""
    problem = None if call.excinfo is None else _innermost(call.excinfo.value)
    if isinstance(problem, KeyboardInterrupt | pytest.skip.Exception):
        return
    if item.get_closest_marker("scenario"):
        _book_steps(item, problem, record)
        return
    id = selection.ids_of(item)[0]
    if problem is None:
        record.cases[id] += 1
        record.book(words.passed_or_toothless(id, record.witnessed(id)))
    else:
        record.book(words.check_of(id, problem))


def _book_steps(item: pytest.Item, problem: BaseException | None, record: evidence.Record) -> None:
    done = {each.requirement for each in record.checks if each.step}
    ids = selection.ids_of(item)
    left = [id for id in dict.fromkeys(ids) if id not in done and _is_claimed(id)]
    if problem is not None and not isinstance(problem, words.Blocked):
        where = left[0] if left else ids[-1]  # between two steps it belongs to the next, behind the last to that
        record.book(words.check_of(where, problem, step=True))
        problem, left = words.Blocked(where), left[1:]
    for id in left:
        why = f"blocked: {problem} came to no good end" if problem else "the scenario did not come to this step"
        record.book(evidence.Check(id, Outcome.INCONCLUSIVE, detail=why, step=True))


def _is_claimed(id: str) -> bool:
    return all(words.claimed(need) for need in catalogues.load()[id].needs)


def _innermost(problem: BaseException) -> BaseException:
    """Hypothesis wraps what did not repeat into groups; the target's violation in it is what counts."""
    if isinstance(problem, BaseExceptionGroup):
        inner = [_innermost(each) for each in problem.exceptions]
        return next((each for each in inner if isinstance(each, AssertionError)), inner[0])
    if isinstance(problem, hypothesis.errors.Unsatisfiable):
        return words.Inconclusive("no generated input fits what the target holds")
    return problem


def show(report: pytest.TestReport, record: evidence.Record, catalogue: catalogues.Catalogue) -> None:
    """Let pytest's own line of a test say what its checks say: a law that was broken on the way is no pass."""
    outcomes: dict[str, evidence.Check] = {}
    for each in record.checks:
        soft = each.outcome is Outcome.FAILED and catalogue[each.requirement].strength is catalogues.Strength.SHOULD
        outcomes.setdefault("warned" if soft else each.outcome.value, each)
    for said in ("error", "failed", "environment", "inconclusive", "warned"):
        if said in outcomes:
            check = outcomes[said]
            report.adproof = said  # type: ignore[attr-defined]
            if said in ("error", "failed", "environment"):
                report.outcome, report.longrepr = "failed", _words_of(check, catalogue)
            elif report.when == "setup":  # what a fixture found wanting: the test itself must not be called
                report.outcome, report.longrepr = "skipped", (report.nodeid, 0, _words_of(check, catalogue))
            else:
                report.outcome, report.longrepr, report.sections = "passed", None, []
            return


def _words_of(check: evidence.Check, catalogue: catalogues.Catalogue) -> str:
    """The three aligned lines, then the requirement's statement and source."""
    requirement = catalogue[check.requirement]
    document = catalogue.documents[requirement.contract]
    if check.expected or check.received:
        lines = [f"asked     {check.asked}", f"expected  {check.expected}", f"received  {check.received}"]
    else:
        lines = [check.detail]
    lines.append(f"--- {requirement.id} ({requirement.strength.value}) ---")
    lines += [requirement.statement, f"{document.title}: {requirement.section}"]
    return mask("\n".join(lines)).encode("utf-8", "backslashreplace").decode()
