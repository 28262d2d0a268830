"""The contract `creation`: listings, media tickets, presigned uploads and asynchronous publications."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from adproof.reference.options import Options, database
from adproof.reference.switches import Switches

from . import switchboard, target
from .faults import ALL as FAULTS
from .rules import Rules, rules_with
from .service import routes_of
from .settings import Settings
from .storage import storage_routes
from .store import Store
from .variants import ALL as VARIANTS
from .worker import Worker

__all__ = ["FAULTS", "VARIANTS", "routes", "storage_app", "target_section"]


def settings_of(active: tuple[str, ...], options: Options) -> Settings:
    """The settings as the command line and the switches leave them."""
    made = Settings(storage_origin=options.storage_origin(), api_origin=options.origin())
    if options.publish_after is not None:
        made = switchboard.changed(made, {"publish_seconds": options.publish_after})
    if options.ticket_seconds is not None:
        made = switchboard.changed(made, {"ticket_seconds": options.ticket_seconds})
    made = switchboard.settings_with(active, made)
    if made.storage_on_api:
        made = switchboard.changed(made, {"storage_origin": options.origin()})
    return made


@lru_cache(maxsize=1)
def rules_of(switches: Switches, options: Options) -> Rules:
    """The one set of rules that both ports share."""
    active = tuple(sorted(switches.active))
    settings = settings_of(active, options)
    rules = rules_with(switchboard.replaced_by(active), Store(database(options)), settings)
    rules.wake = Worker(rules).wake  # type: ignore[method-assign]
    return rules


def routes(switches: Switches, options: Options) -> list[BaseRoute]:
    """The API's routes. With the storage on the API's own origin, its routes are among them."""
    rules = rules_of(switches, options)
    return [*routes_of(rules), *storage_routes(rules)]


def storage_app(switches: Switches, options: Options) -> ASGIApp:
    """The object storage for the second port."""
    return Starlette(routes=storage_routes(rules_of(switches, options)))


def target_section(origin: str, options: Options) -> dict[str, Any]:
    """The target file's section for this process."""
    return target.section(origin, options, settings_of(options.switched, options))
