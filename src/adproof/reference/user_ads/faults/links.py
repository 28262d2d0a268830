"""Faults in the links between pages."""

from __future__ import annotations

from ..paging import last_offset
from ..rules import Book, Rule
from ..values import Call, Json, Page, Point, Refusal

BOOK = Book()
fault = BOOK.fault


@fault("href", "links.self-denotes-this-page", "links.self-gives-the-same-page", subtle=True)
def self_without_offset(rule: Rule[str], page: Page, point: Point, rel: str) -> str:
    """The self link leaves the offset out."""
    return f"{rule(page, point, rel).partition('?')[0]}?limit={point[1]}" if rel == "self" else rule(page, point, rel)


@fault("self_point", "links.self-denotes-this-page", subtle=True)
def bare_self_has_another_limit(rule: Rule[Point | None], page: Page) -> Point | None:
    """Without parameters the self link has a limit of 10."""
    return (0, 10) if not page.call.query else rule(page)


@fault("self_point", "links.self-denotes-this-page", subtle=True)
def self_of_last_page_is_the_one_before(rule: Rule[Point | None], page: Page) -> Point | None:
    """The last of several pages links the page before as self."""
    last = page.is_last() and page.offset
    return (page.offset - page.limit, page.limit) if last else rule(page)


@fault("href", "links.next-is-one-limit-on", "links.only-the-offset-changes", subtle=True)
def next_drops_limit(rule: Rule[str], page: Page, point: Point, rel: str) -> str:
    """The next link leaves the limit out."""
    return rule(page, point, rel).replace(f"limit={point[1]}&", "") if rel == "next" else rule(page, point, rel)


@fault("href", "links.prev-is-one-limit-back", "links.only-the-offset-changes", subtle=True)
def prev_drops_limit(rule: Rule[str], page: Page, point: Point, rel: str) -> str:
    """The prev link leaves the limit out."""
    return rule(page, point, rel).replace(f"limit={point[1]}&", "") if rel == "prev" else rule(page, point, rel)


@fault(
    "next_point",
    "links.next-is-one-limit-on",
    "links.page-links-are-valid-pairs",
    "links.page-links-are-answered",
)
def next_one_too_far(rule: Rule[Point | None], page: Page) -> Point | None:
    """The next link is one ad too far."""
    point = rule(page)
    return (point[0] + 1, point[1]) if point else None


@fault("next_point", "walks.next-visits-each-ad-once", "links.next-is-one-limit-on", subtle=True)
def next_skips_a_page(rule: Rule[Point | None], page: Page) -> Point | None:
    """From the second page next skips the third."""
    point = rule(page)
    return (point[0] + page.limit, page.limit) if point and page.offset == page.limit else point


@fault("next_point", "links.next-is-present-while-ads-remain", "walks.next-visits-each-ad-once", subtle=True)
def next_ends_a_page_early(rule: Rule[Point | None], page: Page) -> Point | None:
    """The page before the last carries no next link."""
    return rule(page) if page.offset + 2 * page.limit < page.total else None


@fault("next_point", "links.next-is-absent-on-the-last-page", "links.next-of-the-last-page-is-empty", subtle=True)
def next_after_a_full_last_page(rule: Rule[Point | None], page: Page) -> Point | None:
    """Where the limit divides the total, the last page links a page beyond."""
    over = page.is_last() and page.total % page.limit == 0
    return (page.offset + page.limit, page.limit) if over else rule(page)


@fault("next_point", "links.next-is-absent-on-the-last-page", "walks.next-visits-each-ad-once")
def next_without_end(_rule: object, page: Page) -> Point | None:
    """Every page carries a next link."""
    return (page.offset + page.limit, page.limit)


@fault(
    "next_point",
    "links.next-of-the-last-page-is-empty",
    "links.next-is-one-limit-on",
    "links.next-is-absent-on-the-last-page",
    "walks.next-visits-each-ad-once",
    subtle=True,
)
def next_of_last_page_starts_over(rule: Rule[Point | None], page: Page) -> Point | None:
    """The last page's next link leads to the first page."""
    return (0, page.limit) if page.is_last() else rule(page)


@fault(
    "prev_point",
    "links.prev-of-the-first-page-stays-there",
    "links.page-links-are-valid-pairs",
    "links.prev-is-absent-on-the-first-page",
    "links.page-links-are-answered",
    subtle=True,
)
def prev_is_negative(rule: Rule[Point | None], page: Page) -> Point | None:
    """The first page links an offset below 0 as prev."""
    return (-page.limit, page.limit) if page.is_first() else rule(page)


@fault("prev_point", "links.prev-is-absent-on-the-first-page", subtle=True)
def prev_on_the_first_page(rule: Rule[Point | None], page: Page) -> Point | None:
    """The first page links itself as prev."""
    return (0, page.limit) if page.is_first() else rule(page)


@fault(
    "prev_point",
    "walks.prev-inverts-next",
    "links.prev-is-one-limit-back",
    "walks.prev-walks-back-to-the-start",
    subtle=True,
)
def prev_is_always_the_first_page(rule: Rule[Point | None], page: Page) -> Point | None:
    """The prev link leads to the first page from everywhere."""
    return (0, page.limit) if rule(page) else None


@fault(
    "prev_point",
    "walks.prev-walks-back-to-the-start",
    "links.prev-is-present-after-the-first-page",
    subtle=True,
)
def prev_missing_on_the_last_page(rule: Rule[Point | None], page: Page) -> Point | None:
    """The last page carries no prev link."""
    return None if page.is_last() else rule(page)


@fault("prev_point", "links.prev-is-present-after-the-first-page", "links.middle-page-has-all-five", subtle=True)
def prev_missing_on_every_other_page(rule: Rule[Point | None], page: Page) -> Point | None:
    """The third page, the fifth and so on carry no prev link."""
    return None if page.offset // page.limit % 2 == 0 else rule(page)


@fault("prev_point", "links.page-links-are-valid-pairs", "links.prev-is-one-limit-back")
def prev_one_ad_back(rule: Rule[Point | None], page: Page) -> Point | None:
    """The prev link is one ad back instead of one page."""
    return (page.offset - 1, page.limit) if rule(page) else None


@fault("prev_point", "links.prev-beyond-the-end-leads-back", "links.prev-is-one-limit-back", subtle=True)
def prev_beyond_the_end_leads_on(rule: Rule[Point | None], page: Page) -> Point | None:
    """Beyond the end the prev link leads further on."""
    return (page.offset + page.limit, page.limit) if page.is_beyond() and page.offset else rule(page)


@fault("last_point", "links.last-starts-the-last-page", subtle=True)
def last_a_page_early(rule: Rule[Point | None], page: Page) -> Point | None:
    """Where the limit does not divide the total, the last link is one page early."""
    point = rule(page)
    early = point and page.total % page.limit and page.total > page.limit
    return (last_offset(page) - page.limit, page.limit) if early else point


@fault("last_point", "links.last-starts-the-last-page", "links.page-links-are-valid-pairs", subtle=True)
def last_counts_back_from_the_total(rule: Rule[Point | None], page: Page) -> Point | None:
    """The last link starts one limit before the total."""
    return (max(0, page.total - page.limit), page.limit) if rule(page) else None


@fault("last_point", "links.last-starts-the-last-page", subtle=True)
def last_a_page_late(rule: Rule[Point | None], page: Page) -> Point | None:
    """The last link is one page beyond the end if the limit does not divide the total."""
    late = rule(page) and page.total % page.limit
    return (last_offset(page) + page.limit, page.limit) if late else rule(page)


@fault("last_point", "links.last-of-a-divided-total", subtle=True)
def last_of_divided_total_flips(rule: Rule[Point | None], page: Page) -> Point | None:
    """Where the limit divides the total, the first page counts last as the example does, later ones do not."""
    flips = rule(page) and page.is_first() and page.total % page.limit == 0
    return (page.total, page.limit) if flips else rule(page)


@fault("last_point", "links.last-of-a-divided-total", subtle=True)
def last_of_divided_total_two_early(rule: Rule[Point | None], page: Page) -> Point | None:
    """Where the limit divides the total, the last link is two pages before the total."""
    early = rule(page) and page.total % page.limit == 0 and page.total > 2 * page.limit
    return (page.total - 2 * page.limit, page.limit) if early else rule(page)


@fault("first_point", "walks.first-and-last-lead-to-the-ends", "links.first-is-offset-0")
def first_is_the_second_page(rule: Rule[Point | None], page: Page) -> Point | None:
    """The first link leads to the second page."""
    return (page.limit, page.limit) if rule(page) else None


@fault("href", "links.first-is-offset-0", "links.only-the-offset-changes", subtle=True)
def first_has_the_default_limit(rule: Rule[str], page: Page, point: Point, rel: str) -> str:
    """The first link leaves both parameters out."""
    return rule(page, point, rel).partition("?")[0] if rel == "first" else rule(page, point, rel)


@fault(
    "first_point",
    "links.middle-page-has-all-five",
    "links.first-is-present-after-the-first-page",
    subtle=True,
)
def first_missing_in_the_middle(rule: Rule[Point | None], page: Page) -> Point | None:
    """Pages in the middle carry no first link."""
    return None if page.is_middle() else rule(page)


@fault("last_point", "links.middle-page-has-all-five", "links.last-is-present-before-the-last-page", subtle=True)
def last_missing_from_the_third_page(rule: Rule[Point | None], page: Page) -> Point | None:
    """From the third page on the last link is left out."""
    return None if page.offset >= 2 * page.limit else rule(page)


@fault("last_point", "links.last-is-present-before-the-last-page", subtle=True)
def last_missing_on_the_first_page(rule: Rule[Point | None], page: Page) -> Point | None:
    """The first page carries no last link."""
    return None if page.is_first() else rule(page)


@fault("href", "links.only-the-offset-changes", "links.page-links-are-answered", subtle=True)
def last_names_another_user(rule: Rule[str], page: Page, point: Point, rel: str) -> str:
    """The last link names the user with the next number."""
    path, _, query = rule(page, point, rel).partition("?")
    return f"{path.replace(f'/{page.user}/', f'/{page.user + 1}/')}?{query}" if rel == "last" else f"{path}?{query}"


@fault("href", "links.page-links-stay-under-the-same-root", "links.page-links-are-answered")
def links_lose_the_root(rule: Rule[str], page: Page, point: Point, rel: str) -> str:
    """Page links lack the version in front."""
    return rule(page, point, rel).removeprefix("/v1")


@fault("href", "links.page-links-stay-under-the-same-root", subtle=True)
def next_leads_to_another_host(rule: Rule[str], page: Page, point: Point, rel: str) -> str:
    """The next link leads to another host."""
    host = "https://internal.example.test" if rel == "next" else ""
    return host + rule(page, point, rel)


@fault("offset_is_supported", "offset.beyond-the-end-has-one-answer", subtle=True)
def just_beyond_the_end_is_404(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """The page right after the last one is not found, pages further on are empty."""
    if rule(call, offset, limit, held) and 0 < held <= offset < held + limit:
        raise Refusal(404, "not-found")
    return rule(call, offset, limit, held)


@fault("item_link", "representation.templated-links-say-so", "representation.item-link-is-templated", subtle=True)
def item_link_is_not_marked(_rule: object, _page: Page) -> Json:
    """The templated item link is not marked as templated."""
    return {"item": {"href": "/v1/advertisements/{itemId}"}}
