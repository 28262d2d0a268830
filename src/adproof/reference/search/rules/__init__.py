"""The contract's rules by topic, each with its faults and variants."""

from __future__ import annotations

from . import (
    access,
    ad,
    ad_faults,
    category,
    combination,
    date,
    date_echo,
    envelope,
    exclude,
    limit,
    location,
    meta,
    paging,
    paging_faults,
    parameters,
    query,
    sort,
    sort_faults,
    traffic,
    wider,
)

__all__ = [
    "access",
    "ad",
    "ad_faults",
    "category",
    "combination",
    "date",
    "date_echo",
    "envelope",
    "exclude",
    "limit",
    "location",
    "meta",
    "paging",
    "paging_faults",
    "parameters",
    "query",
    "sort",
    "sort_faults",
    "traffic",
    "wider",
]
