"""adproof: does this implementation keep what the documents promise, and how do we know?

The names below are all that a suite may import. They are loaded on first use, so that `adproof.reference`, which shares this
package's name and nothing else, starts without the harness.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from adproof.answer import Answer, Unusable
    from adproof.transport import Client
    from adproof.words import (
        claimed,
        expect,
        follows,
        inconclusive,
        law,
        requirement,
        scenario,
        step,
        violated,
        weak,
        witness,
    )

_HOMES = {
    "Answer": "adproof.answer",
    "Unusable": "adproof.answer",
    "Client": "adproof.transport",
    **dict.fromkeys(
        ("claimed", "expect", "follows", "inconclusive", "law", "requirement", "scenario", "step", "violated", "weak", "witness"),
        "adproof.words",
    ),
}

__all__ = [
    "Answer",
    "Client",
    "Unusable",
    "claimed",
    "expect",
    "follows",
    "inconclusive",
    "law",
    "requirement",
    "scenario",
    "step",
    "violated",
    "weak",
    "witness",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'adproof' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
