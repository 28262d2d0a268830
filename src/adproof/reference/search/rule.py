"""A rule of the contract, and what may stand in for it: a fault that breaks it, or a variant that keeps it differently.

A stand-in's function name is its switch's name, its docstring says what it does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar, TypeVarTuple

from ..switches import Fault, Switches, Variant


class Switched(Protocol):
    """Whatever knows the process's switches."""

    @property
    def switches(self) -> Switches: ...


C = TypeVar("C", bound=Switched)
T = TypeVarTuple("T")
R = TypeVar("R")

FAULTS: list[Fault] = []
VARIANTS: list[Variant] = []


class Rule(Generic[C, *T, R]):
    """A function that does what the document says, unless a switch puts another one in its place."""

    def __init__(self, kept: Callable[[C, *T], R]) -> None:
        self.kept = kept
        self.others: list[tuple[str, Callable[[C, *T], R]]] = []
        self.chosen: dict[frozenset[str], Callable[[C, *T], R]] = {}

    def __call__(self, context: C, *values: *T) -> R:
        active = context.switches.active
        if active not in self.chosen:
            self.chosen[active] = self.choose(context.switches)
        return self.chosen[active](context, *values)

    def choose(self, switches: Switches) -> Callable[[C, *T], R]:
        """The first stand-in that is switched on, else the rule itself."""
        return next((other for name, other in self.others if switches.on(name)), self.kept)

    def fault(self, *breaks: str, subtle: bool = False) -> Callable[[Callable[[C, *T], R]], Callable[[C, *T], R]]:
        """Makes a function a fault that breaks these requirements, the first one above all."""

        def entered(other: Callable[[C, *T], R]) -> Callable[[C, *T], R]:
            ids = tuple(f"search.{clause}" for clause in dict.fromkeys(breaks))
            FAULTS.append(Fault(switch_name(other), ids, first_line(other), subtle))
            self.others.append((switch_name(other), other))
            return other

        return entered

    def variant(self, reading: tuple[str, str] | None = None) -> Callable[[Callable[[C, *T], R]], Callable[[C, *T], R]]:
        """Makes a function an allowed difference; `reading` is the open requirement and the reading taken."""

        def entered(other: Callable[[C, *T], R]) -> Callable[[C, *T], R]:
            taken = (f"search.{reading[0]}", reading[1]) if reading else None
            VARIANTS.append(Variant(switch_name(other), first_line(other), taken))
            self.others.append((switch_name(other), other))
            return other

        return entered


def switch_name(function: Callable[..., object]) -> str:
    """`search.` and the function's name with hyphens."""
    return "search." + function.__name__.replace("_", "-")


def first_line(function: Callable[..., object]) -> str:
    """What the function says it does."""
    return (function.__doc__ or "").strip().partition("\n")[0]
