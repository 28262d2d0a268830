"""What can be switched in the reference: faults break one documented rule, variants are allowed differences.

A contract package lists its own as FAULTS and VARIANTS; its rules ask `switches.on(name)`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True)
class Fault:
    """A deliberate violation of a rule: the first of `breaks` must fail, the others may, nothing else does."""

    name: str
    breaks: tuple[str, ...]
    says: str
    subtle: bool = False


@dataclass(frozen=True)
class Variant:
    """An allowed difference; `reading` is the open requirement with the reading that it takes."""

    name: str
    says: str
    reading: tuple[str, str] | None = None


class UnknownSwitchError(ValueError):
    """A name that no contract lists as a fault or variant."""


@dataclass(frozen=True)
class Switches:
    """The switches of one process: which are on, of those that exist."""

    active: frozenset[str] = frozenset()
    known: frozenset[str] = field(default=frozenset(), repr=False)

    def __post_init__(self) -> None:
        for name in sorted(self.active - self.known):
            raise UnknownSwitchError(explain_unknown(name, self.known))

    def on(self, name: str) -> bool:
        """Whether the switch is on; a name nobody lists is a programming error, never silently off."""
        if name not in self.known:
            raise UnknownSwitchError(explain_unknown(name, self.known))
        return name in self.active


def select(names: Iterable[str], faults: Iterable[Fault], variants: Iterable[Variant]) -> Switches:
    """The switches with `names` on. Raises UnknownSwitchError with the nearest known name."""
    known = frozenset(fault.name for fault in faults) | frozenset(variant.name for variant in variants)
    return Switches(frozenset(names), known)


def explain_unknown(name: str, known: Iterable[str]) -> str:
    """One line for a name that does not exist, with the nearest one that does."""
    near = get_close_matches(name, sorted(known), n=1)
    hint = f" Did you mean '{near[0]}'?" if near else " --list-switches prints them all."
    return f"No fault or variant is called '{name}'.{hint}"
