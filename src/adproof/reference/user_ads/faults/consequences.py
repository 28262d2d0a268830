"""What else may fail when a rule is broken: requirements that other answers cannot keep any more.

A walk over pages fails if a page does, a link cannot be followed if its pair is refused. Such failures are
related to a fault on the rule, whichever fault it is.
"""

from __future__ import annotations

from dataclasses import replace

from ...switches import Fault
from ..rules import Replacement

WALKS = (
    "content.total-counts-what-a-walk-finds",
    "walks.next-visits-each-ad-once",
    "walks.prev-walks-back-to-the-start",
    "walks.prev-inverts-next",
    "walks.first-and-last-lead-to-the-ends",
)
CONTENT = (
    *WALKS,
    "content.pages-are-slices-of-one-sequence",
    "content.an-ad-stands-on-one-page",
    "content.page-is-full-or-ends-the-collection",
    "content.order-holds-still",
    "limit.page-never-exceeds-the-limit",
    "defaults.defaults-equal-their-explicit-form",
    "defaults.missing-limit-means-100",
    "defaults.missing-offset-means-0",
    "defaults.parameter-order-is-free",
    "links.self-gives-the-same-page",
    "protocol.unknown-parameters-are-left-open",
    "protocol.links-can-be-switched-off",
    "protocol.reading-changes-nothing",
)
LINKS = (
    *WALKS,
    "links.page-links-are-answered",
    "links.page-links-are-valid-pairs",
    "links.only-the-offset-changes",
    "links.next-is-one-limit-on",
    "links.next-of-the-last-page-is-empty",
    "links.prev-is-one-limit-back",
)
COUNTS = (
    *WALKS,
    "content.page-is-full-or-ends-the-collection",
    "content.total-is-the-same-on-every-page",
    "links.self-gives-the-same-page",
    "links.last-starts-the-last-page",
    "links.last-of-a-divided-total",
    "links.next-is-absent-on-the-last-page",
    "links.next-is-present-while-ads-remain",
    "offset.beyond-the-end-has-one-answer",
    "operations.good-calls-have-documented-answers",
    "representation.page-keeps-its-schema",
)
SCHEMA = ("operations.good-calls-have-documented-answers", "representation.page-keeps-its-schema")
PAIRS = (
    "offset.other-offset-is-refused",
    "offset.multiple-of-limit-is-accepted",
    "offset.multiple-beyond-the-end-is-valid",
    "offset.listed-valid-pairs-are-accepted",
    "offset.listed-invalid-pairs-are-refused",
    "offset.unusual-spelling-is-read-or-refused",
    "offset.empty-value-is-missing-or-refused",
    "offset.type-error-has-one-code",
    "offset.huge-numbers-are-handled",
    "offset.beyond-the-end-has-one-answer",
    "defaults.default-limit-takes-part-in-the-rule",
    "defaults.parameter-order-is-free",
    "errors.pagination-error-names-its-code",
    "errors.code-is-a-member-of-the-body",
    "errors.code-does-not-depend-on-language",
    "limit.maximum-is-accepted",
    "limit.larger-limit-is-refused-or-clamped",
    "links.next-of-the-last-page-is-empty",
    "links.page-links-are-answered",
    "operations.bad-calls-are-never-served",
    "operations.good-calls-have-documented-answers",
    *WALKS,
)
ACCESS = (
    "access.another-user-is-unauthorized",
    "access.another-users-refusal-tells-nothing",
    "access.only-the-own-collection-is-served",
    "access.unknown-user-has-one-answer",
    "access.two-faults-at-once-are-refused",
    "access.malformed-credentials-are-not-served",
    "access.token-refusal-has-one-form",
    "operations.refusals-have-documented-statuses",
    "ads.seller-is-the-user-asked-for",
)
DEFAULTS = (
    *PAIRS,
    "defaults.applied-limit-is-repeated",
    "links.first-is-offset-0",
    "links.last-starts-the-last-page",
    "links.only-the-offset-changes",
    "links.prev-is-one-limit-back",
    "links.self-denotes-this-page",
)
OF_RULE = {
    **dict.fromkeys(("content",), CONTENT),
    **dict.fromkeys(("total", "counts"), COUNTS),
    **dict.fromkeys(("self_point", "first_point", "prev_point", "next_point", "last_point", "href"), LINKS),
    **dict.fromkeys(("advertisement", "documentation", "embedded", "item_link"), SCHEMA),
    **dict.fromkeys(("integer", "single", "offset_is_supported", "limit_is_supported", "served_limit"), PAIRS),
    **dict.fromkeys(("caller", "may_read"), ACCESS),
    "defaults": DEFAULTS,
}


def with_consequences(replacement: Replacement) -> Replacement:
    """The same replacement, its fault naming the consequences of its rule behind what it breaks itself."""
    fault = replacement.switch
    if not isinstance(fault, Fault):
        return replacement
    further = tuple(f"user_ads.{requirement}" for requirement in OF_RULE.get(replacement.of, ()))
    return replace(replacement, switch=replace(fault, breaks=tuple(dict.fromkeys((*fault.breaks, *further)))))
