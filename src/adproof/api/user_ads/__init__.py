"""The contract `user_ads` in the document's words: a seller lists ads, pages carry ads and links."""

from adproof.api.user_ads.errors import codes_of, error_form, error_of, told_as_json
from adproof.api.user_ads.page import PAGE_LINKS, Ad, Asked, Link, Page, brief
from adproof.api.user_ads.paging import (
    BIGGEST_LIMIT,
    DEFAULT_LIMIT,
    DEFAULT_OFFSET,
    Pair,
    ends_of,
    last_offset,
    next_multiple,
    page_count,
    walkable_limits,
)
from adproof.api.user_ads.seller import LIST, LIST_OF_ANOTHER, LIST_OTHERWISE, LIST_UNENTITLED, Seller, Stock
from adproof.api.user_ads.sightings import differing, sightings
from adproof.api.user_ads.views import ads_of, answer_to_listing, expect_of, page_of, placed_page_of, plain_page_of
from adproof.api.user_ads.walk import pages_by_number, walk_back, walk_on, while_still

__all__ = [
    "BIGGEST_LIMIT",
    "DEFAULT_LIMIT",
    "DEFAULT_OFFSET",
    "LIST",
    "LIST_OF_ANOTHER",
    "LIST_OTHERWISE",
    "LIST_UNENTITLED",
    "PAGE_LINKS",
    "Ad",
    "Asked",
    "Link",
    "Page",
    "Pair",
    "Seller",
    "Stock",
    "ads_of",
    "answer_to_listing",
    "brief",
    "codes_of",
    "differing",
    "ends_of",
    "error_form",
    "error_of",
    "expect_of",
    "last_offset",
    "next_multiple",
    "page_count",
    "page_of",
    "pages_by_number",
    "placed_page_of",
    "plain_page_of",
    "sightings",
    "told_as_json",
    "walk_back",
    "walk_on",
    "walkable_limits",
    "while_still",
]
