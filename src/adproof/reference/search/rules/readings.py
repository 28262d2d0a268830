"""Where the page is silent: variants that follow a reading of their own, and faults that follow none, or not always the same."""

from __future__ import annotations

from functools import reduce

from ..asked import Asked, Crash, Refused, Search
from ..bits import without
from ..consequences import TOGETHER
from ..drafts import words
from ..places import BY_ID, Place
from ..rule import Rule
from . import category, date, exclude, limit, location, paging, parameters, query, sort
from .envelope import CRASHES
from .sort import Segment

KNOWN = (
    "query",
    "exclude",
    "limit",
    "page",
    "sort",
    "category",
    "category[]",
    "location_id",
    "radius",
    "upload_date_from",
    "upload_date_to",
)
QUERIED = ("query.finds-words-of-the-title", "query.finds-words-of-the-description", "query.finds-every-ad-with-the-word")
EXCLUDED = ("exclude.excluded-word-is-absent", "exclude.removes-only-what-it-names", "sort.sorts-permute-one-set")


def backwards(s: Search) -> bool:
    """Whether the oldest ads come first: where some of the faults below read a request in another way."""
    return s.sort == "oldest"


@Rule
def strangers(_: Asked, _names: list[str]) -> None:
    """Parameters that nobody documented are ignored."""


def met(a: Asked) -> None:
    """Sees the parameters that nobody documented, if there are any."""
    names = [name for name, _ in a.pairs if name not in KNOWN]
    if names:
        strangers(a, names)


@strangers.variant(reading=("combination.unknown-parameter", "refused"))
def parameters_unknown_one_refused(_: Asked, names: list[str]) -> None:
    """A parameter that is not documented is refused."""
    raise Refused(400, f"there is no parameter {names[0]}")


@parameters.query.fault("combination.unknown-parameter")
def parameters_unknown_one_is_the_query(a: Asked) -> str | None:
    """A parameter that is not documented is looked for in the texts, as a query is."""
    names = [name for name, _ in a.pairs if name not in KNOWN]
    return a.text(names[0]) if names else a.text("query")


@query.hits.variant(reading=("query.empty-query", "nothing"))
def query_of_nothing_finds_nothing(s: Search) -> int:
    """An empty query finds nothing."""
    return 0 if s.query == "" else query.hits.kept(s)


@query.hits.fault("query.empty-query", subtle=True)
def query_of_nothing_needs_a_price(s: Search) -> int:
    """An empty query finds the ads that have a price."""
    return s.store.priced if s.query == "" else query.hits.kept(s)


@query.hits.variant(reading=("query.several-words", "otherwise"))
def query_words_of_the_title_count_each(s: Search) -> int:
    """Several words find the ads with all of them, and those with one of them in the title."""
    found, terms = query.hits.kept(s), words(s.query or "")
    if not s.queried or len(terms) < 2:
        return found
    return reduce(int.__or__, [s.store.word("title", word) for word in terms], found)


@query.hits.fault("query.several-words", *TOGETHER, subtle=True)
def query_of_several_words_is_wider_under_oldest(s: Search) -> int:
    """Under oldest one of several words is enough."""
    return query.query_any_word(s) if backwards(s) else query.hits.kept(s)


@query.carrying.fault("query.letter-case-of-the-term", *QUERIED, *TOGETHER, subtle=True)
def query_minds_letter_case_under_oldest(s: Search, word: str) -> int:
    """Under oldest a word is found in its own letter case only."""
    return query.query_minds_letter_case(s, word) if backwards(s) else query.carrying.kept(s, word)


@query.carrying.fault("query.parts-of-words", *QUERIED, *TOGETHER, subtle=True)
def query_finds_beginnings_under_oldest(s: Search, word: str) -> int:
    """Under oldest a word is found as the beginning of longer words, too."""
    return query.query_finds_beginnings(s, word) if backwards(s) else query.carrying.kept(s, word)


@exclude.carrying.fault("exclude.letter-case-of-a-keyword", *EXCLUDED, *TOGETHER, subtle=True)
def exclude_minds_letter_case_under_oldest(s: Search, keyword: str) -> int:
    """Under oldest keywords exclude words in the same letter case only."""
    return exclude.exclude_minds_letter_case(s, keyword) if backwards(s) else exclude.carrying.kept(s, keyword)


@exclude.carrying.fault("exclude.keyword-inside-a-longer-word", *EXCLUDED, *TOGETHER, subtle=True)
def exclude_whole_words_under_oldest(s: Search, keyword: str) -> int:
    """Under oldest keywords exclude whole words only."""
    return exclude.whole(s, keyword) if backwards(s) else exclude.carrying.kept(s, keyword)


@parameters.exclude.variant(reading=("exclude.blank-after-a-comma", "refused"))
def parameters_blank_in_a_list_refused(a: Asked) -> str | None:
    """A blank after a comma of exclude is refused."""
    if ", " in (a.text("exclude") or ""):
        raise Refused(400, "exclude is a list without blanks")
    return a.text("exclude")


@date.hits.fault("date.ad-on-the-start", "date.ad-on-the-end", "sort.sorts-permute-one-set", *TOGETHER, subtle=True)
def date_bounds_exclusive_under_oldest(s: Search) -> int:
    """An ad exactly on a bound is out under oldest, and in under every other order."""
    return date.date_bounds_exclusive(s) if backwards(s) else date.hits.kept(s)


@parameters.zero_limit.variant(reading=("limit.limit-of-zero", "nothing"))
def parameters_limit_zero_delivers_nothing(_: Asked) -> int:
    """A limit of 0 is a page without ads."""
    return 0


@parameters.zero_limit.variant(reading=("limit.limit-of-zero", "maximum"))
def parameters_limit_zero_is_the_maximum(a: Asked) -> int:
    """A limit of 0 is read as the role's maximum."""
    return limit.MAXIMA[a.role]


@parameters.zero_limit.fault("limit.limit-of-zero")
def parameters_limit_zero_is_seven(_: Asked) -> int:
    """A limit of 0 is read as 7."""
    return 7


@location.incomplete.variant(reading=("location.place-without-radius", "nothing"))
def location_half_a_pair_finds_nothing(_: Asked, _missing: str) -> float | None:
    """location_id without radius, and radius without location_id, find nothing."""
    return -1.0


@location.incomplete.fault("location.place-without-radius", "location.radius-without-place", *CRASHES)
def location_half_a_pair_crashes(_: Asked, _missing: str) -> float | None:
    """location_id without radius, and radius without location_id, are server errors."""
    raise Crash


@location.place_of.fault("location.unknown-place")
def location_unknown_place_is_berlin(_: Asked, number: int) -> Place | None:
    """An unknown location_id is taken for Berlin's."""
    return BY_ID.get(number, BY_ID[2031])


@category.sent.fault("category.array-form")
def category_repeated_is_ignored(a: Asked) -> list[str]:
    """Repeated category parameters do not restrict at all."""
    found = category.sent.kept(a)
    return found if len(found) < 2 else []


@category.found.variant(reading=("category.parent-category", "own-ads-only"))
def category_parents_have_ads_of_their_own(s: Search, number: str) -> int:
    """Every fifth ad is filed in a parent category itself, and a parent finds these ads only."""
    found, own = s.store.category(number), s.store.where("number % 5 = 0")
    if number in category.PARENTS:
        return found & own
    return found if int(number) in category.PLACE_IDS else without(found, own)


@parameters.zero_page.variant(reading=("paging.page-zero", "empty"))
def parameters_page_zero_is_empty(_: Asked) -> int:
    """Page 0 is a page without ads."""
    return 0


@paging.number.variant(reading=("paging.page-beyond-the-last", "first-again"))
def paging_beyond_the_last_is_the_first(s: Search, total: int) -> int:
    """A page beyond the last is the first one again."""
    return s.page if s.page <= paging.pages(total, limit.clamped(s)) else 1


@sort.price_desc.variant(reading=("sort.ads-without-price-under-price-desc", "among"))
def sort_no_price_among_gifts_under_price_desc(_: Search, ads: int) -> list[Segment]:
    """Under price_desc ads without a price stand among those for 0 euro."""
    return [Segment(ads, "coalesce(price, 0), row", backwards=True)]


@sort.segments.fault("sort.ads-without-price-under-price-asc", "sort.ads-without-price-under-price-desc", *TOGETHER, subtle=True)
def sort_no_price_first_with_a_category(s: Search, ads: int) -> list[Segment]:
    """Under both price orders ads without a price stand first in a category, and last elsewhere."""
    found = sort.segments.kept(s, ads)
    return found[::-1] if s.categories and s.sort.startswith("price") else found


@parameters.unknown_sort.variant(reading=("sort.unknown-order", "other"))
def parameters_unknown_sort_is_relevance(_: Asked) -> str:
    """An unknown order is read as relevance."""
    return "relevance"


@parameters.unknown_sort.variant(reading=("sort.unknown-order", "echoed"))
def parameters_unknown_sort_is_echoed(a: Asked) -> str:
    """An unknown order is shown as sent; the ads come newest first."""
    return a.text("sort") or ""


@parameters.unknown_sort.fault("sort.unknown-order", *CRASHES)
def parameters_unknown_sort_crashes(_: Asked) -> str:
    """An unknown order is a server error."""
    raise Crash
