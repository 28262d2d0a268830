"""All rules of the contract as one object. A switch replaces a rule by another function of the same signature."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import MethodType
from typing import Any

from .answers import AnswerRules
from .settings import Settings
from .storage_rules import StorageRules
from .store import Store


class Rules(AnswerRules, StorageRules):
    """One small method a rule. They live in the modules of their subjects; this is their sum."""


def rules_with(changes: Iterable[tuple[str, Callable[..., Any]]], store: Store, settings: Settings) -> Rules:
    """The rules, with each named one replaced by a function that takes the rules as its first argument."""
    rules = Rules(store, settings)
    for name, function in changes:
        if not hasattr(Rules, name):
            raise AttributeError(f"no rule is called {name}")
        setattr(rules, name, MethodType(function, rules))
    return rules
