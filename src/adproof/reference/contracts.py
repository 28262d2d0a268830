"""Finds the contract packages and fixes what each offers to the frame."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol, cast

from .options import Options
from .switches import Fault, Switches, Variant

if TYPE_CHECKING:
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp

CONTRACTS = ("user_ads", "search", "creation")


class Contract(Protocol):
    """A contract package. It may also offer `storage_app(switches, options)`, served on the second port."""

    FAULTS: tuple[Fault, ...]
    VARIANTS: tuple[Variant, ...]

    def routes(self, switches: Switches, options: Options) -> list[BaseRoute]:
        """The contract's routes, each with its full path."""

    def target_section(self, origin: str, options: Options) -> dict[str, Any]:
        """The contract's section of a target file for this process."""


def load(names: Iterable[str]) -> dict[str, Contract]:
    """The packages of these contracts, in the fixed order; a package that is not there is left out."""
    wanted = frozenset(names)
    return {
        name: cast(Contract, importlib.import_module(f"{__package__}.{name}"))
        for name in CONTRACTS
        if name in wanted and is_there(name)
    }


def is_there(name: str) -> bool:
    """Whether the package exists, judged without importing it, so that its own import errors stay visible."""
    found = importlib.util.find_spec(f"{__package__}.{name}")
    return found is not None and found.origin is not None


def storage_app(contract: Contract, switches: Switches, options: Options) -> ASGIApp | None:
    """The contract's second application, if it has one."""
    make = getattr(contract, "storage_app", None)
    return cast("ASGIApp", make(switches, options)) if make else None
