"""The words suites are written in: requirement, step, law, witness, expect, follows. They record; none decides a verdict."""

import re
from collections.abc import Callable, Iterator, Sequence, Sized
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

import pytest

from adproof import catalogue, evidence
from adproof.answer import Answer, Unusable
from adproof.evidence import Check, Outcome
from adproof.secrets import mask
from adproof.target import Target

requirement = pytest.mark.requirement
scenario = pytest.mark.scenario
Answers = Answer | Sequence[Answer] | None
Judge = Callable[[Answer], None]
Thing = TypeVar("Thing", bound="Sized | int | bool")

LAWS: dict[str, list[tuple[str, Judge]]] = {}
_target: Target | None = None


class Violation(AssertionError):
    """The target broke what was expected. Prints asked / expected / received in aligned lines."""

    def __init__(self, expected: str, received: str, asked: str, pointer: str | None, answers: Sequence[Answer]) -> None:
        self.expected, self.received, self.asked, self.pointer = expected, received, asked, pointer
        self.exchanges = tuple(each.exchange for each in answers)
        super().__init__(f"\nasked     {asked}\nexpected  {expected}\nreceived  {received}")


class Inconclusive(Exception):
    """The target gave nothing to judge by; the text says what is missing."""


class EnvironmentProblem(Exception):
    """The target cannot be judged from here: unreachable, credentials refused, throttled out. Never the target's failure."""


class ReadOnly(Inconclusive):
    """A write was asked for in a run that may only read."""


class Blocked(Exception):
    """Ends a scenario after a step that failed; the later steps are inconclusive."""


def _answers(of: Answers) -> list[Answer]:
    if of is None:
        return []
    return [of] if isinstance(of, Answer) else list(of)


def expect(
    condition: object,
    *,
    expected: str,
    received: str | None = None,
    of: Answers = None,
    asked: str | None = None,
    pointer: str | None = None,
) -> None:
    """Raise a Violation unless `condition` holds. `of` names the answers it was read from; the last is the proof."""
    if not condition:
        violated(expected=expected, received=received, of=of, asked=asked, pointer=pointer)


def violated(
    *, expected: str, received: str | None = None, of: Answers = None, asked: str | None = None, pointer: str | None = None
) -> NoReturn:
    """Raise a Violation: what was asked, expected and received, in one line each."""
    answers = _answers(of)
    said = received if received is not None else (answers[-1].received if answers else "something else")
    asked = asked or "; ".join(each.asked for each in answers[-3:])
    raise Violation(_line(expected), _line(said), _line(asked), pointer, answers)


def _line(text: str) -> str:
    """One printable line: control characters of hostile data stay visible and harmless."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in mask(str(text)))[:600]


def witness(things: Thing, what: str) -> Thing:
    """Hand over what could have proven the check wrong. Counted on the requirement that is being booked; nothing counts as 0."""
    record = evidence.current()
    count = max(0, int(things)) if isinstance(things, int) else len(things)
    if record.booking:
        record.witnesses[record.booking[-1], what] += count
    return things


def weak(reason: str) -> None:
    """The check passes, but say what would make it stronger."""
    record = evidence.current()
    if record.booking:
        record.weak.add((record.booking[-1], reason))


def inconclusive(reason: str) -> NoReturn:
    """End the test: the target gave nothing to judge by."""
    raise Inconclusive(_line(reason))


def follows(id: str, reading: str, *, of: Answers = None) -> None:
    """Note which admissible reading of an open requirement the target follows. Raises CatalogueError for an unknown reading."""
    known = catalogue.load()[id].readings
    if reading not in known:
        raise catalogue.CatalogueError(f"{id} has no reading {reading!r}.{catalogue.did_you_mean(reading, known)}")
    record = evidence.current()
    answers = _answers(of)
    record.readings.setdefault((id, reading), answers[-1].exchange if answers else "")
    record.pin([answers[-1].exchange] if answers else [])
    record.witnesses[id, f"answers that follow {reading!r}"] += 1


def claimed(need: str) -> bool:
    """Whether the target's file claims or configures `need`, a dotted path such as `creation.claims.images`."""
    return _target is not None and _target.claims(need)


def set_target(target: Target | None) -> None:
    global _target
    _target = target


def law(id: str) -> Callable[[Judge], Judge]:
    """Register a function that judges every answer of its contract, whoever asked for it."""
    catalogue.load()[id]

    def register(judge: Judge) -> Judge:
        LAWS.setdefault(id.split(".")[0], []).append((id, judge))
        return judge

    return register


def judge_by_laws(contract: str, answer: Answer) -> None:
    """Book what every law of the contract says of this answer. Never raises."""
    record = evidence.current()
    for id, judge in LAWS.get(contract, ()):
        with record.lock:  # several threads may receive answers at once, and witnesses go to whatever is being booked
            record.booking.append(id)
            try:
                judge(answer)
            except Exception as problem:  # noqa: BLE001  # a law that crashes is our own error, and the other laws still judge
                record.book(check_of(id, problem, asked=answer.asked, exchanges=(answer.exchange,)))
            finally:
                record.booking.pop()


@contextmanager
def step(id: str) -> Iterator[None]:
    """Book what happens inside on `id`. A failed step is booked and ends the scenario (Blocked)."""
    record = evidence.current()
    record.booking.append(catalogue.load()[id].id)
    before = record.witnessed(id)
    try:
        yield
    except Exception as problem:
        record.book(check_of(id, problem, step=True))
        raise Blocked(id) from problem
    else:
        record.cases[id] += 1
        record.book(passed_or_toothless(id, record.witnessed(id) - before, step=True))
    finally:
        record.booking.pop()


def passed_or_toothless(id: str, witnessed: int, *, step: bool = False) -> Check:
    """A pass with a witness; without one, inconclusive: a check that could not have failed proves nothing."""
    if witnessed:
        return Check(id, Outcome.PASSED, step=step)
    wanted = evidence.current().wanted(id)
    return Check(id, Outcome.INCONCLUSIVE, detail="saw no " + (", no ".join(wanted) or "witness"), step=step, toothless=True)


def check_of(id: str, problem: BaseException, *, asked: str = "", exchanges: tuple[str, ...] = (), step: bool = False) -> Check:
    """What an exception says about a requirement. The one place that tells the target's failures from ours."""
    if isinstance(problem, Violation):
        return Check(
            id,
            Outcome.FAILED,
            expected=problem.expected,
            received=problem.received,
            asked=problem.asked or asked,
            pointer=problem.pointer,
            signature=signature(problem.expected),
            exchanges=problem.exchanges or exchanges,
            step=step,
        )
    if isinstance(problem, AssertionError):
        text = _line(str(problem).splitlines()[0] if str(problem) else "an assertion did not hold")
        return Check(id, Outcome.FAILED, received=text, asked=asked, signature=signature(text), exchanges=exchanges, step=step)
    if isinstance(problem, Unusable):
        exchanges = tuple(each.exchange for each in _answers(problem.of)) or exchanges
    outcome = Outcome.ERROR
    if isinstance(problem, Unusable | Inconclusive):
        outcome = Outcome.INCONCLUSIVE
    elif isinstance(problem, EnvironmentProblem):
        outcome = Outcome.ENVIRONMENT
    detail = str(problem) if outcome is not Outcome.ERROR else f"{type(problem).__name__}: {problem}{_place(problem)}"
    return Check(id, outcome, detail=_line(detail), asked=asked, exchanges=exchanges, step=step)


def _place(problem: BaseException) -> str:
    """Where our own error happened: file and line of the innermost frame."""
    frame: Any = problem.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    if frame is None:
        return ""
    return f" (in {frame.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{frame.tb_lineno})"


def signature(text: str) -> str:
    """A short stable name of a failure's shape: numbers, quoted texts and ids are left out."""
    text = re.sub(r"'[^']*'|\"[^\"]*\"|\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\d+(\.\d+)?", "#", text.lower())
    return re.sub(r"[^a-z#]+", "-", text).strip("-")[:80]
