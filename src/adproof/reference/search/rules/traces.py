"""Faults of what stays behind: pages kept under the wrong key, and requests that change the answer to the next one."""

from __future__ import annotations

from starlette.requests import Request

from ..asked import Desk, Search
from ..consequences import CLAMP, COUNT, ORDER, PAGES, TOGETHER
from . import access, traffic
from .paging import number, rows


@rows.fault(
    "paging.look-alike-pages-keep-apart", "robustness.requests-at-once-keep-apart", *PAGES, *CLAMP, *TOGETHER, subtle=True
)
def paging_kept_under_joined_digits(s: Search, ads: int) -> list[int]:
    """Pages are kept for the next request, under their limit with their page written behind it."""
    return kept(s, ads, f"{s.limit}{s.page}")


@rows.fault("paging.look-alike-pages-keep-apart", "robustness.requests-at-once-keep-apart", *PAGES, *CLAMP, *TOGETHER)
def paging_kept_under_a_product(s: Search, ads: int) -> list[int]:
    """Pages are kept for the next request, under how far they reach."""
    return kept(s, ads, str(s.limit * s.page))


def kept(s: Search, ads: int, key: str) -> list[int]:
    """The rows of a page, or those that the request before kept under the same key, of the same matches in the same order."""
    latest = s.desk.memory.get("kept", (None, []))
    whole = (ads, s.sort, s.role, key)
    found = latest[1] if latest[0] == whole else rows.kept(s, ads)
    s.desk.memory["kept"] = (whole, found)
    return found


@number.fault(
    "robustness.refused-request-leaves-no-trace", "robustness.requests-at-once-keep-apart", *PAGES, *TOGETHER, subtle=True
)
def paging_starts_again_after_a_refusal(s: Search, _total: int) -> int:
    """The first search after a request that was no search, or none that is served, gets its first page."""
    latest = s.desk.memory.get("latest search", s.desk.requests)
    s.desk.memory["latest search"] = s.desk.requests
    return 1 if s.desk.requests - latest > 1 else s.page


@traffic.query_of.fault(
    "robustness.refused-request-leaves-no-trace",
    "robustness.requests-at-once-keep-apart",
    *PAGES,
    *CLAMP,
    *COUNT,
    *ORDER,
    *TOGETHER,
)
def traffic_limit_lost_after_a_stranger(d: Desk, request: Request) -> str:
    """The first request after one with an unknown key, or with none, is read without its limit."""
    query = traffic.query_of.kept(d, request)
    if access.role_of(d, traffic.key_of(d, request)) is None:
        d.memory["a stranger"] = True
    elif d.memory.pop("a stranger", False):
        return "&".join(each for each in query.split("&") if not each.startswith("limit="))
    return query
