"""Faults and variants of the orders."""

from __future__ import annotations

from zlib import crc32

from ..asked import Search
from ..bits import positions, without
from ..consequences import ORDER, PAGES
from ..drafts import DAY
from ..store import BY_PRICE
from .sort import SHUFFLED, Segment, chosen, newest, oldest, price_asc, price_desc, relevance, segments


@newest.fault(
    "sort.newest-never-increases",
    *ORDER,
)
def sort_newest_by_scrape_time(_: Search, ads: int) -> list[Segment]:
    """newest sorts by the scrape time."""
    return [Segment(ads, "scraped, row", backwards=True)]


@newest.fault(
    "sort.newest-never-increases",
    *ORDER,
)
def sort_newest_by_adid(_: Search, ads: int) -> list[Segment]:
    """newest sorts by the id."""
    return [Segment(ads, "adid", backwards=True)]


@newest.fault(
    "sort.newest-never-increases",
    *ORDER,
    subtle=True,
)
def sort_newest_by_day_of_the_month(_: Search, ads: int) -> list[Segment]:
    """newest sorts by the date written with the day first."""
    return [Segment(ads, "strftime('%d.%m.%Y', uploaded, 'unixepoch'), row", backwards=True)]


@newest.fault(
    "sort.newest-never-increases",
    *ORDER,
    subtle=True,
)
def sort_newest_ignored_with_a_category(s: Search, ads: int) -> list[Segment]:
    """newest is ignored when a category is given."""
    return [Segment(ads, SHUFFLED)] if s.categories else [Segment(ads, backwards=True)]


@newest.fault(
    "sort.newest-never-increases",
    *ORDER,
    subtle=True,
)
def sort_newest_by_week(_: Search, ads: int) -> list[Segment]:
    """newest sorts by the week; within a week the order is arbitrary."""
    return [Segment(ads, f"uploaded / {7 * DAY}, {SHUFFLED}", backwards=True)]


@oldest.fault(
    "sort.oldest-never-decreases",
    *ORDER,
)
def sort_oldest_is_newest(_: Search, ads: int) -> list[Segment]:
    """oldest sorts as newest."""
    return [Segment(ads, backwards=True)]


@price_asc.fault(
    "sort.price-asc-never-decreases",
    *ORDER,
    subtle=True,
)
def sort_price_as_text(s: Search, ads: int) -> list[Segment]:
    """price_asc compares prices as texts."""
    return [Segment(ads & s.store.priced, "cast(price as text), row"), Segment(without(ads, s.store.priced))]


@price_asc.fault(
    "sort.sorts-permute-one-set",
    "paging.pages-hold-every-ad",
    "limit.page-is-filled-exactly",
    "meta.total-counts-the-matches",
    *ORDER,
    subtle=True,
)
def sort_price_drops_ads_without_price(s: Search, ads: int) -> list[Segment]:
    """price_asc leaves ads without a price out, though total counts them."""
    return [Segment(ads & s.store.priced, BY_PRICE)]


@price_asc.fault(
    "sort.price-asc-never-decreases",
    *ORDER,
    subtle=True,
)
def sort_gifts_last(s: Search, ads: int) -> list[Segment]:
    """price_asc puts ads for 0 euro last, as if they had no price."""
    return [Segment(ads & s.store.priced, "price = 0, price, row"), Segment(without(ads, s.store.priced))]


@price_asc.fault(
    "sort.price-asc-never-decreases",
    *ORDER,
    subtle=True,
)
def sort_price_by_four_digits(s: Search, ads: int) -> list[Segment]:
    """price_asc looks at the last four digits of a price only."""
    return [Segment(ads & s.store.priced, "price % 10000, row"), Segment(without(ads, s.store.priced))]


@price_asc.fault(
    "sort.price-asc-never-decreases",
    *ORDER,
    subtle=True,
)
def sort_price_by_tens(s: Search, ads: int) -> list[Segment]:
    """price_asc compares full tens of euros."""
    return [Segment(ads & s.store.priced, f"price / 10, {SHUFFLED}"), Segment(without(ads, s.store.priced))]


@price_desc.fault(
    "sort.price-desc-never-increases",
    *ORDER,
)
def sort_price_desc_ascends(s: Search, ads: int) -> list[Segment]:
    """price_desc sorts upwards."""
    return price_asc.kept(s, ads)


@price_desc.fault(
    "sort.price-desc-never-increases",
    *ORDER,
    subtle=True,
)
def sort_price_desc_ignored_with_a_radius(s: Search, ads: int) -> list[Segment]:
    """price_desc is ignored when a place is given."""
    return newest.kept(s, ads) if s.near else price_desc.kept(s, ads)


@price_desc.fault(
    "sort.price-desc-never-increases",
    *ORDER,
    "combination.roles-see-the-same-ads",
    subtle=True,
)
def sort_price_desc_ignored_for_pro_keys(s: Search, ads: int) -> list[Segment]:
    """price_desc is ignored for pro keys."""
    return newest.kept(s, ads) if s.role == "pro" else price_desc.kept(s, ads)


@relevance.fault(
    "sort.sorts-permute-one-set",
    *PAGES,
    subtle=True,
)
def sort_relevance_ends_after_20_ads(_: Search, ads: int) -> list[Segment]:
    """relevance delivers the first 20 ads only, though total counts all."""
    kept = positions(ads, 0, 20)
    return [Segment(ads & ((2 << kept[-1]) - 1 if kept else 0), backwards=True)]


@segments.fault(
    "paging.pages-share-no-ad",
    "paging.pages-hold-every-ad",
    *ORDER,
    subtle=True,
)
def sort_ignored_from_page_2(s: Search, ads: int) -> list[Segment]:
    """From page 2 on the order is ignored."""
    return [Segment(ads, SHUFFLED)] if s.page > 1 else segments.kept(s, ads)


@segments.fault(
    "sort.newest-never-increases",
    *ORDER,
    subtle=True,
)
def sort_ignored_with_a_query(s: Search, ads: int) -> list[Segment]:
    """With a query the ads come by relevance, whatever order is asked for."""
    return [Segment(ads, SHUFFLED)] if s.queried else segments.kept(s, ads)


@segments.fault(
    "paging.order-of-equal-ads-is-stable",
    "paging.pages-share-no-ad",
    "paging.pages-hold-every-ad",
    *ORDER,
    subtle=True,
)
def sort_ties_turn_round_from_page_2(s: Search, ads: int) -> list[Segment]:
    """From page 2 on ads of the same day or price change places, so that some are shown twice and some never."""
    if s.page == 1:
        return segments.kept(s, ads)
    return [tie_turned(segment) for segment in segments.kept(s, ads)]


def tie_turned(segment: Segment) -> Segment:
    """The segment with ties the other way round."""
    if segment.by == BY_PRICE:
        return Segment(segment.ads, "price, -row", segment.backwards)
    return Segment(segment.ads, f"uploaded / {DAY}, -row", segment.backwards)


@chosen.fault("meta.sort-echoes-the-order")
def sort_shown_as_newest(_: Search) -> str:
    """meta.sort is always newest."""
    return "newest"


@chosen.fault("meta.sort-echoes-the-order", subtle=True)
def sort_shown_as_newest_for_relevance_without_query(s: Search) -> str:
    """relevance without a query is shown as newest."""
    return "newest" if s.sort == "relevance" and not s.queried else s.sort


@price_asc.variant(reading=("sort.ads-without-price-under-price-asc", "first"))
def sort_no_price_first(s: Search, ads: int) -> list[Segment]:
    """Under price_asc ads without a price stand first."""
    return price_asc.kept(s, ads)[::-1]


@price_desc.variant(reading=("sort.ads-without-price-under-price-desc", "first"))
def sort_no_price_first_under_price_desc(s: Search, ads: int) -> list[Segment]:
    """Under price_desc ads without a price stand first."""
    return price_desc.kept(s, ads)[::-1]


@price_asc.variant(reading=("sort.ads-without-price-under-price-asc", "among"))
def sort_no_price_among_gifts(_: Search, ads: int) -> list[Segment]:
    """Under price_asc ads without a price stand among those for 0 euro."""
    return [Segment(ads, "coalesce(price, 0), row")]


@relevance.variant()
def sort_relevance_is_arbitrary(_: Search, ads: int) -> list[Segment]:
    """relevance follows no order that could be seen, but always the same one."""
    return [Segment(ads, SHUFFLED)]


@segments.variant()
def sort_ties_in_another_order(s: Search, ads: int) -> list[Segment]:
    """Ads of the same day or price stand in an order of their own."""
    return [shuffled(segment, SHUFFLED) for segment in segments.kept(s, ads)]


@segments.variant()
def sort_ties_by_filters(s: Search, ads: int) -> list[Segment]:
    """Ads of the same day or price stand in an order that is another one for every set of filters."""
    filters = (s.query, s.exclude, s.categories, s.near, s.since, s.until)
    factor = 3 + 2 * (crc32(repr(filters).encode()) % 50_000)
    return [shuffled(segment, f"row * {factor} % 99991") for segment in segments.kept(s, ads)]


@segments.variant()
def sort_ties_at_random(s: Search, ads: int) -> list[Segment]:
    """Ads of the same day or price stand in another order at every request."""
    factor = 3 + 2 * s.desk.random.randrange(50_000)
    return [shuffled(segment, f"row * {factor} % 99991") for segment in segments.kept(s, ads)]


def shuffled(segment: Segment, tie: str) -> Segment:
    """The segment with another order among equals."""
    by = "price" if segment.by == BY_PRICE else f"uploaded / {DAY}"
    return Segment(segment.ads, f"{by}, {tie}", segment.backwards)
