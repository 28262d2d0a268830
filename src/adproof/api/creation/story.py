"""The observed sequence of one test, for the report's diagram: who asked whom for what, and where it broke."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from adproof import evidence
from adproof.answer import Answer

_LONGEST = 60
_told: list[list[dict[str, Any]]] = []


@contextmanager
def telling(title: str) -> Iterator[None]:
    """Hand everything that is sent inside to the report as one sequence; the last step is marked when it ended in a failure."""
    steps: list[dict[str, Any]] = []
    _told.append(steps)
    try:
        yield
    except BaseException:
        if steps:
            steps[-1]["failed"] = True
        raise
    finally:
        _told.remove(steps)
        evidence.attach("sequence", {"test": evidence.current().test, "title": title, "steps": steps[-_LONGEST:]})


def tell(actor: str, to: str, label: str, answer: Answer | None) -> None:
    """Add a step to the sequences that are being told."""
    booking = evidence.current().booking
    for steps in _told:
        steps.append(
            {
                "actor": actor,
                "to": to,
                "label": label,
                "status": answer.status if answer is not None else None,
                "exchange": answer.exchange if answer is not None else None,
                "requirement": booking[-1] if booking else None,
                "failed": False,
            }
        )
