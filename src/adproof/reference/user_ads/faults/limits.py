"""Faults in the bounds of the limit."""

from __future__ import annotations

from ..rules import Book, Rule
from ..store import Store
from ..values import Ads, Json, Page, Refusal

BOOK = Book()
fault = BOOK.fault


@fault("limit_is_supported", "limit.larger-limit-is-not-applied", "limit.larger-limit-is-refused-or-clamped")
def any_limit_served(_rule: object, limit: int) -> bool:
    """Limits have no upper bound."""
    return limit >= 1


@fault("limit_is_supported", "limit.larger-limit-is-not-applied", subtle=True)
def limit_101_served(rule: Rule[bool], limit: int) -> bool:
    """The upper bound of the limit is one too high."""
    return rule(limit) or limit == 101


@fault("limit_is_supported", "limit.page-never-exceeds-100", "limit.larger-limit-is-not-applied")
def page_of_200_served(rule: Rule[bool], limit: int) -> bool:
    """A limit of 200 or more is served in full, on repeated ads if the collection is small."""
    return rule(limit) or limit >= 200


@BOOK.part("content", page_of_200_served)
def _(rule: Rule[Ads], store: Store, page: Page) -> Ads:
    return (rule(store, page) * 200)[:150] if page.limit >= 200 else rule(store, page)


@fault("limit_is_supported", "limit.larger-limit-is-not-applied", subtle=True)
def clamped_limit_kept_in_links(_rule: object, limit: int) -> bool:
    """A larger limit is clamped in the body, while the page links carry what was asked."""
    return limit >= 1


@BOOK.part("counts", clamped_limit_kept_in_links)
def _(rule: Rule[Json], page: Page) -> Json:
    return {**rule(page), "limit": min(page.limit, 100)}


@fault("served_limit", "limit.larger-limit-is-refused-or-clamped", subtle=True)
def limit_clamped_from_200_on(rule: Rule[int], limit: int) -> int:
    """Limits of 101 to 199 are refused, larger ones are clamped."""
    return 100 if limit >= 200 else rule(limit)


@fault("served_limit", "limit.zero-limit-yields-no-ads", "operations.bad-calls-are-never-served", subtle=True)
def limit_zero_means_all(rule: Rule[int], limit: int) -> int:
    """A limit of 0 is read as the default."""
    return 100 if limit == 0 else rule(limit)


@fault(
    "limit_is_supported",
    "operations.no-input-is-a-server-error",
    "limit.zero-limit-yields-no-ads",
    subtle=True,
)
def limit_zero_divides(rule: Rule[bool], limit: int) -> bool:
    """A limit of 0 gets as far as the division."""
    return limit == 0 or rule(limit)


@fault("served_limit", "operations.bad-calls-are-never-served", "limit.negative-limit-yields-no-ads", subtle=True)
def negative_limit_means_unlimited(rule: Rule[int], limit: int) -> int:
    """A negative limit is read as no limit."""
    return 100 if limit < 0 else rule(limit)


@fault("served_limit", "limit.negative-limit-yields-no-ads", subtle=True)
def limit_minus_one_means_all(rule: Rule[int], limit: int) -> int:
    """A limit of -1 is read as the default."""
    return 100 if limit == -1 else rule(limit)


@fault("served_limit", "limit.maximum-is-accepted", "defaults.defaults-equal-their-explicit-form", subtle=True)
def limit_100_refused(rule: Rule[int], limit: int) -> int:
    """A limit of exactly 100 is refused."""
    if limit == 100:
        raise Refusal(400, "pagination-invalid")
    return rule(limit)


@fault("served_limit", "defaults.applied-limit-is-repeated", "limit.maximum-is-accepted", subtle=True)
def limit_above_50_cut(rule: Rule[int], limit: int) -> int:
    """Limits from 51 to 100 are served, and told, as 50."""
    return 50 if 50 < limit <= 100 else rule(limit)
