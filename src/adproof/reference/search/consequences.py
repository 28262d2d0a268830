"""What a broken rule breaks along with it: requirements that a fault may fail beside the one it is made for."""

from __future__ import annotations

TOGETHER = (
    "combination.filters-find-their-intersection",
    "combination.every-filter-holds-at-once",
    "combination.added-filter-only-removes",
    "combination.pages-cut-the-filtered-order",
    "combination.total-counts-what-all-filters-leave",
    "location.radius-combines-with-every-parameter",
)  # a filter that does not hold
CLAMP = (
    "limit.never-more-ads-than-allowed",
    "limit.page-is-filled-exactly",
    "limit.larger-limit-equals-the-maximum",
    "limit.larger-limit-divides-by-the-maximum",
    "limit.larger-limit-pages-by-the-maximum",
    "limit.free-key-has-its-maximum",
    "limit.basic-key-has-its-maximum",
    "limit.pro-key-has-its-maximum",
    "limit.enterprise-key-has-its-maximum",
    "limit.meta-limit-under-clamp",
    "meta.limit-echoes-the-number",
    "meta.max-page-is-total-by-limit",
    "combination.pages-cut-the-filtered-order",
    "combination.total-counts-what-all-filters-leave",
)  # a maximum that is not the role's
PAGES = (
    "paging.pages-hold-every-ad",
    "paging.pages-share-no-ad",
    "paging.order-continues-over-pages",
    "paging.last-page-has-ads",
    "paging.last-page-of-a-broad-search-has-ads",
    "paging.order-of-equal-ads-is-stable",
    "limit.page-is-filled-exactly",
    "limit.smaller-limit-is-a-prefix",
    "limit.double-limit-joins-two-pages",
    "limit.larger-limit-equals-the-maximum",
    "limit.larger-limit-pages-by-the-maximum",
    "combination.pages-cut-the-filtered-order",
    "sort.sorts-permute-one-set",
    "sort.extremes-come-first",
    "defaults.page-is-one",
    "meta.total-counts-the-matches",
)  # pages cut in the wrong places
ORDER = (
    "sort.newest-never-increases",
    "sort.oldest-never-decreases",
    "sort.price-asc-never-decreases",
    "sort.price-desc-never-increases",
    "sort.oldest-mirrors-newest",
    "sort.price-desc-mirrors-price-asc",
    "sort.extremes-come-first",
    "paging.order-continues-over-pages",
    "limit.smaller-limit-is-a-prefix",
    "limit.double-limit-joins-two-pages",
    "combination.pages-cut-the-filtered-order",
    "defaults.sort-is-newest",
)  # ads in another order
COUNT = (
    "meta.total-counts-the-matches",
    "meta.total-ignores-page-limit-and-sort",
    "meta.total-is-the-same-for-every-role",
    "meta.max-page-is-total-by-limit",
    "combination.total-counts-what-all-filters-leave",
    "combination.pages-cut-the-filtered-order",
    "paging.pages-hold-every-ad",
    "paging.last-page-has-ads",
    "paging.last-page-of-a-broad-search-has-ads",
    "limit.page-is-filled-exactly",
)  # a total that is not the number of matches
WINDOW = (
    "date.from-bounds-the-upload-date",
    "date.to-bounds-the-upload-date",
    "date.narrower-window-only-removes",
    "date.split-loses-nothing",
    "date.both-bounds-hold-together",
    "date.finds-every-ad-inside",
    "date.each-bound-works-alone",
    "date.far-bounds-change-nothing",
    "date.future-start-finds-nothing",
    "date.crossed-bounds",
)  # another window than the one asked for
