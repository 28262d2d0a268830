"""The search contract of the reference: a search over made-up ads, served from sets of rows over SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..switches import Fault, Switches, Variant
from . import rule, rules

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from ..options import Options

FAULTS: tuple[Fault, ...] = tuple(sorted(rule.FAULTS, key=lambda fault: fault.name))
VARIANTS: tuple[Variant, ...] = tuple(sorted(rule.VARIANTS, key=lambda variant: variant.name))


def routes(switches: Switches, options: Options) -> list[BaseRoute]:
    """The contract's routes; makes or opens the index. The web stack is imported only here."""
    from .service import routes as made

    return made(switches, options)


def target_section(origin: str, options: Options) -> dict[str, Any]:
    """The contract's section of a target file for this process."""
    from .service import target_section as made

    return made(origin, options)


__all__ = ["FAULTS", "VARIANTS", "routes", "rules", "target_section"]
