"""The observed sequence of one test, for the report's diagram: who asked whom for what, and where it broke."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from adproof import evidence
from adproof.answer import Answer

_LONGEST = 60
_told: list[list[dict[str, Any]]] = []


@contextmanager
def telling(title: str, *, only_if_it_fails: bool = False) -> Iterator[list[dict[str, Any]]]:
    """Hand everything that is sent inside to the report as one sequence; the last step is marked when it ended in a failure.

    Gives the list of steps: whoever begins the story anew, as a shrinking test does, clears it.
    """
    steps: list[dict[str, Any]] = []
    _told.append(steps)
    failed = False
    try:
        yield steps
    except BaseException:
        failed = True
        raise
    finally:
        _told[:] = [each for each in _told if each is not steps]
        if failed and steps:
            steps[-1]["failed"] = True
        if failed or not only_if_it_fails:
            evidence.attach("sequence", {"test": evidence.current().test, "title": title, "steps": steps[-_LONGEST:]})


def tell(to: str, label: str, answer: Answer | None) -> None:
    """Add a step to the sequences that are being told."""
    booking = evidence.current().booking
    for steps in _told:
        steps.append(
            {
                "actor": "client",
                "to": to,
                "label": label,
                "status": answer.status if answer is not None else None,
                "exchange": answer.exchange if answer is not None else None,
                "requirement": booking[-1] if booking else None,
                "failed": False,
            }
        )
