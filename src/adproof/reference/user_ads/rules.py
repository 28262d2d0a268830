"""All rules of the contract side by side, and how a switch puts its own in the place of one of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from ..switches import Fault, Switches, Variant
from . import ads, paging, problems, protocol, query
from .protocol import Reply
from .store import Store
from .values import Ads, Advertisement, Call, Json, Page, Point, Refusal

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
Rule = Callable[..., T]  # a rule as its replacement sees it


@dataclass(frozen=True)
class Rules:
    """Each field is one rule; the defaults keep the documents."""

    caller: Callable[[Call, Store], int] = query.caller
    may_read: Callable[[Call, int], bool] = query.may_read
    checks: Callable[[Call], tuple[str, ...]] = query.checks
    defaults: Callable[[Call], Point] = query.defaults
    single: Callable[[Call, str], str | None] = query.single
    integer: Callable[[str, str], int] = query.integer
    served_limit: Callable[[int], int] = query.served_limit
    limit_is_supported: Callable[[int], bool] = query.limit_is_supported
    offset_is_supported: Callable[[Call, int, int, int], bool] = query.offset_is_supported
    total: Callable[[Store, int, Call], int] = paging.total
    content: Callable[[Store, Page], Ads] = paging.content
    counts: Callable[[Page], Json] = paging.counts
    embedded: Callable[[Page, list[Json]], Json] = paging.embedded
    self_point: Callable[[Page], Point | None] = paging.self_point
    first_point: Callable[[Page], Point | None] = paging.first_point
    prev_point: Callable[[Page], Point | None] = paging.prev_point
    next_point: Callable[[Page], Point | None] = paging.next_point
    last_point: Callable[[Page], Point | None] = paging.last_point
    href: Callable[[Page, Point, str], str] = paging.href
    documentation: Callable[[Page], Json] = paging.documentation
    item_link: Callable[[Page], Json] = paging.item_link
    body: Callable[[Page, Json], Json] = paging.body
    advertisement: Callable[[Advertisement, Page | None], Json] = ads.advertisement
    problem: Callable[[Refusal, Call], Json] = problems.problem
    problem_headers: Callable[[Refusal, Call], dict[str, str]] = problems.problem_headers
    seller_behind_a_slash: Callable[[Call], str | None] = protocol.seller_behind_a_slash
    under_way: Callable[[Call], Awaitable[Call]] = protocol.under_way
    allowed: Callable[[Call], tuple[str, ...]] = protocol.allowed
    content_type: Callable[[Call, int], str] = protocol.content_type
    accepts_json: Callable[[Call], bool] = protocol.accepts_json
    hides_links: Callable[[Call], bool] = protocol.hides_links
    etag: Callable[[bytes], str | None] = protocol.etag
    unchanged: Callable[[Call, str], bool] = protocol.unchanged
    finish: Callable[[Call, Reply], Reply] = protocol.finish


@dataclass(frozen=True)
class Replacement:
    """A function that stands in for the rule `of`; it is handed the rule it replaces, then the rule's arguments."""

    switch: Fault | Variant
    of: str
    function: Callable[..., Any]


class Book:
    """Collects replacements as they are defined. A switch is named after its function and says its docstring."""

    def __init__(self) -> None:
        self.replacements: list[Replacement] = []

    def fault(self, of: str, *breaks: str, subtle: bool = False) -> Callable[[F], F]:
        """Marks a function as a violation of rule `of`; `breaks` without the contract's name in front."""

        def keep(function: F) -> F:
            ids = tuple(f"user_ads.{requirement}" for requirement in breaks)
            made = Fault(switch_name(function), ids, summary(function), subtle)
            self.replacements.append(Replacement(made, of, function))
            return function

        return keep

    def variant(self, of: str, requirement: str = "", reading: str = "") -> Callable[[F], F]:
        """Marks a function as an allowed other form of rule `of`, which follows `reading` of an open one."""

        def keep(function: F) -> F:
            taken = (f"user_ads.{requirement}", reading) if requirement else None
            made = Variant(switch_name(function), summary(function), taken)
            self.replacements.append(Replacement(made, of, function))
            return function

        return keep

    def part(self, of: str, whole: Callable[..., Any]) -> Callable[[F], F]:
        """Marks a function as a further part of the switch that `whole` defined, for another rule."""
        switch = next(made.switch for made in self.replacements if made.switch.name == switch_name(whole))

        def keep(function: F) -> F:
            self.replacements.append(Replacement(switch, of, function))
            return function

        return keep


def switch_name(function: Callable[..., Any]) -> str:
    """`prev_is_negative` becomes `user_ads.prev-is-negative`."""
    return "user_ads." + str(getattr(function, "__name__", "")).replace("_", "-")


def summary(function: Callable[..., Any]) -> str:
    """The docstring as one line."""
    return " ".join((function.__doc__ or "").split())


def compose(switches: Switches, replacements: Iterable[Replacement]) -> Rules:
    """The rules with every active replacement in place; several on one rule wrap each other in order."""
    rules = Rules()
    for replacement in replacements:
        if switches.on(replacement.switch.name):
            replaced = getattr(rules, replacement.of)
            rules = replace(rules, **{replacement.of: partial(replacement.function, replaced)})
    return rules
