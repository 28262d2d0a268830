"""Where faults and variants are declared: beside the function that replaces a rule, or with the settings they change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from adproof.reference.switches import Fault, Variant

from .settings import Settings

FAULTS: list[Fault] = []
VARIANTS: list[Variant] = []
REPLACED: dict[str, list[tuple[str, Callable[..., Any]]]] = {}
SETTINGS: dict[str, dict[str, Any]] = {}
TARGETS: dict[str, dict[str, Any]] = {}

Rule = TypeVar("Rule", bound=Callable[..., Any])


def instead_of(name: str, *rules: str) -> Callable[[Rule], Rule]:
    """Registers a function as the replacement of one or more rules while the switch `name` is on."""

    def register(function: Rule) -> Rule:
        REPLACED.setdefault(name, []).extend((rule, function) for rule in rules)
        return function

    return register


def fault(name: str, rule: str, says: str, *breaks: str, subtle: bool = False) -> Callable[[Rule], Rule]:
    """Declares a fault; `breaks` are the clauses below `creation.`, the first of which has to fail."""
    full = f"creation.{name}"
    FAULTS.append(Fault(full, tuple(f"creation.{clause}" for clause in breaks), says, subtle))
    return instead_of(full, rule)


def fault_of_settings(name: str, says: str, *breaks: str, subtle: bool = False, **settings: Any) -> None:
    """Declares a fault that is no other rule but a setting gone wrong."""
    full = f"creation.{name}"
    FAULTS.append(Fault(full, tuple(f"creation.{clause}" for clause in breaks), says, subtle))
    SETTINGS[full] = settings


def variant(
    name: str,
    says: str,
    *,
    reading: tuple[str, str] | None = None,
    target: dict[str, Any] | None = None,
    **settings: Any,
) -> None:
    """Declares an allowed difference: settings to change and what its target file has to say about it."""
    full = f"creation.{name}"
    VARIANTS.append(Variant(full, says, reading and (f"creation.{reading[0]}", reading[1])))
    SETTINGS[full] = settings
    TARGETS[full] = target or {}


def varies(name: str, *rules: str) -> Callable[[Rule], Rule]:
    """Registers a function for the variant just declared."""
    return instead_of(f"creation.{name}", *rules)


def replaced_by(active: tuple[str, ...]) -> list[tuple[str, Callable[..., Any]]]:
    return [change for name in active for change in REPLACED.get(name, ())]


def settings_with(active: tuple[str, ...], settings: Settings) -> Settings:
    for name in active:
        settings = changed(settings, SETTINGS.get(name, {}))
    return settings


def changed(settings: Settings, values: dict[str, Any]) -> Settings:
    return replace(settings, **values)
