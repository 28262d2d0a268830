"""How many ads a page has: the limit, its default, and the maximum of the key's role."""

from __future__ import annotations

from ..asked import Refused, Search
from ..consequences import CLAMP, PAGES
from ..rule import Rule

MAXIMA = {"free": 10, "basic": 50, "pro": 100, "enterprise": 250}


@Rule
def maximum(s: Search) -> int:
    """The most ads that the role is given at once."""
    return MAXIMA[s.role]


@maximum.fault(
    "limit.basic-key-has-its-maximum",
    *CLAMP,
)
def limit_basic_has_the_maximum_of_pro(s: Search) -> int:
    """Basic keys are served 100 ads at once."""
    return MAXIMA["pro"] if s.role == "basic" else MAXIMA[s.role]


@maximum.fault(
    "limit.basic-key-has-its-maximum",
    *CLAMP,
    subtle=True,
)
def limit_basic_has_49(s: Search) -> int:
    """Basic keys are served 49 ads at most."""
    return MAXIMA[s.role] - (s.role == "basic")


@maximum.fault(
    "limit.free-key-has-its-maximum",
    *CLAMP,
    subtle=True,
)
def limit_free_has_11(s: Search) -> int:
    """Free keys are served 11 ads at most."""
    return MAXIMA[s.role] + (s.role == "free")


@maximum.fault(
    "limit.enterprise-key-has-its-maximum",
    *CLAMP,
    subtle=True,
)
def limit_enterprise_has_200(s: Search) -> int:
    """Enterprise keys are served 200 ads at most."""
    return min(200, MAXIMA[s.role])


@Rule
def clamped(s: Search) -> int:
    """The limit in effect: what was asked for, cut down to the role's maximum."""
    return min(s.limit, maximum(s))


@clamped.fault(
    "limit.never-more-ads-than-allowed",
    *CLAMP,
)
def limit_not_clamped(s: Search) -> int:
    """No maximum is applied."""
    return s.limit


@clamped.fault(
    "limit.never-more-ads-than-allowed",
    *CLAMP,
    subtle=True,
)
def limit_clamped_above_twice_the_maximum(s: Search) -> int:
    """The maximum is applied only to limits of more than twice the maximum."""
    return s.limit if s.limit <= 2 * maximum(s) else min(s.limit, maximum(s))


@clamped.fault(
    "limit.larger-limit-equals-the-maximum",
    *CLAMP,
)
def limit_above_the_maximum_becomes_the_default(s: Search) -> int:
    """A limit above the maximum is served as 5."""
    return s.limit if s.limit <= maximum(s) else 5


@clamped.fault(
    "limit.larger-limit-is-not-refused",
    "envelope.documented-request-succeeds",
    *CLAMP,
)
def limit_above_the_maximum_refused(s: Search) -> int:
    """A limit above the maximum is refused."""
    if s.limit > maximum(s):
        raise Refused(400, "limit exceeds the maximum of your plan")
    return s.limit


@clamped.fault(
    "limit.larger-limit-is-not-refused",
    "envelope.documented-request-succeeds",
    *CLAMP,
    subtle=True,
)
def limit_above_a_million_refused(s: Search) -> int:
    """A limit above a million is refused."""
    if s.limit > 1_000_000:
        raise Refused(400, "limit is too large")
    return min(s.limit, maximum(s))


@clamped.fault(
    "limit.never-more-ads-than-allowed",
    *CLAMP,
    subtle=True,
)
def limit_not_clamped_with_a_radius(s: Search) -> int:
    """The maximum is not applied to radius searches."""
    return s.limit if s.near else min(s.limit, maximum(s))


@clamped.fault(
    "limit.never-more-ads-than-allowed",
    *CLAMP,
    subtle=True,
)
def limit_not_clamped_from_page_2(s: Search) -> int:
    """The maximum is applied to page 1 only."""
    return min(s.limit, maximum(s)) if s.page == 1 else s.limit


@clamped.fault(
    "limit.never-more-ads-than-allowed",
    "limit.smaller-limit-is-a-prefix",
    "limit.double-limit-joins-two-pages",
    "paging.pages-hold-every-ad",
    *CLAMP,
    subtle=True,
)
def limit_one_is_two(s: Search) -> int:
    """A limit of 1 is served as 2."""
    return max(2, min(s.limit, maximum(s)))


@Rule
def divisor(s: Search) -> int:
    """By how many ads the pages are counted."""
    return clamped(s)


@divisor.fault(
    "limit.larger-limit-divides-by-the-maximum",
    *CLAMP,
    subtle=True,
)
def limit_max_page_by_the_requested_limit(s: Search) -> int:
    """max_page is counted by the requested limit, also above the maximum."""
    return s.limit


@divisor.fault(
    "meta.max-page-is-total-by-limit",
    *CLAMP,
    subtle=True,
)
def limit_max_page_by_the_maximum(s: Search) -> int:
    """max_page is always counted by the role's maximum."""
    return maximum(s)


@Rule
def stride(s: Search) -> int:
    """How many ads each earlier page took."""
    return clamped(s)


@stride.fault(
    "limit.larger-limit-pages-by-the-maximum",
    *CLAMP,
    *PAGES,
    subtle=True,
)
def limit_offset_by_the_requested_limit(s: Search) -> int:
    """Page 2 begins after as many ads as were asked for, also above the maximum."""
    return s.limit


@stride.fault(
    "paging.pages-hold-every-ad",
    *CLAMP,
    *PAGES,
    subtle=True,
)
def limit_offset_by_the_default(s: Search) -> int:
    """Page 2 begins after five ads, whatever the limit."""
    return 5 if s.page == 2 else clamped(s)


@Rule
def shown(s: Search, _delivered: int) -> int:
    """The limit as meta shows it: the one in effect."""
    return clamped(s)


@shown.fault("limit.meta-limit-under-clamp")
def limit_shown_as_default_when_clamped(s: Search, _delivered: int) -> int:
    """Under a limit above the maximum meta.limit is 5."""
    return s.limit if s.limit <= maximum(s) else 5


@shown.fault("meta.limit-echoes-the-number", "limit.meta-limit-under-clamp", "defaults.limit-is-five", subtle=True)
def limit_shown_as_ads_delivered(_: Search, delivered: int) -> int:
    """meta.limit is the number of ads on the page, so it differs on the last one."""
    return delivered


@shown.fault("limit.meta-limit-under-clamp", subtle=True)
def limit_shown_changes_with_the_page(s: Search, _delivered: int) -> int:
    """Under a clamp meta.limit is the requested number on page 1 and the maximum on the others."""
    return s.limit if s.page == 1 else clamped(s)


@shown.variant(reading=("limit.meta-limit-under-clamp", "requested"))
def limit_shown_as_requested(s: Search, _delivered: int) -> int:
    """meta.limit is the requested number, also above the maximum."""
    return s.limit
