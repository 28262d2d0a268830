"""Where page links lead: arithmetic on parsed queries with the defaults filled in, never on strings."""

from adproof import expect, follows, law, violated, witness
from adproof.api.user_ads import Pair, answer_to_listing, ends_of, last_offset, next_multiple, placed_page_of


def expect_link(page, rel, offset):
    """The link leads to the page of the same limit at `offset`."""
    due = Pair(offset, page.pair.limit)
    link = page.links[rel]
    expect(link.pair == due, expected=f"{rel} at {due}", received=str(link), of=page.answer, pointer=f"/_links/{rel}/href")


@law("user_ads.links.self-denotes-this-page")
def self_denotes_this_page(answer):
    page = placed_page_of(answer)
    if page and "self" in page.links:
        witness(1, "pages with self")
        expect_link(page, "self", page.pair.offset)
        same = page.links["self"].asked.user == page.asked.user
        expect(same, expected="self with this page's path", received=str(page.links["self"]), of=answer, pointer="/_links/self")


@law("user_ads.links.self-may-leave-defaults-out")
def self_without_parameters_is_bare_or_explicit(answer):
    page = placed_page_of(answer)
    if page and not page.asked.names and "self" in page.links and page.links["self"].pair == page.pair:
        reading = "explicit" if page.links["self"].asked.names else "bare"
        follows("user_ads.links.self-may-leave-defaults-out", reading, of=answer)


@law("user_ads.links.first-is-offset-0")
def first_is_offset_0(answer):
    page = placed_page_of(answer)
    if page and "first" in page.links:
        witness(1, "pages with first")
        expect_link(page, "first", 0)


@law("user_ads.links.prev-is-one-limit-back")
def prev_is_one_limit_back(answer):
    page = placed_page_of(answer)
    if page and "prev" in page.links and 0 < page.pair.offset <= next_multiple(page.total, page.pair.limit):
        witness(1, "later pages with prev")
        expect_link(page, "prev", page.pair.offset - page.pair.limit)


@law("user_ads.links.prev-of-the-first-page-stays-there")
def prev_of_the_first_page_stays_there(answer):
    page = placed_page_of(answer)
    if page and page.pair.offset == 0:
        witness(1, "first pages")
        if "prev" in page.links:
            expect_link(page, "prev", 0)


@law("user_ads.links.prev-beyond-the-end-leads-back")
def prev_beyond_the_end_leads_back(answer):
    page = placed_page_of(answer)
    if page and page.pair.offset > 0 and page.pair.offset >= page.total:
        witness(1, "pages beyond the end")
        link = page.links.get("prev")
        good = link is None or (link.pair and link.pair.valid and link.pair.offset < page.pair.offset)
        expect(good, expected="prev at a valid place before this page", received=str(link), of=answer, pointer="/_links/prev")
    listing = answer_to_listing(answer)
    witness(listing is not None and answer.status == 404, "places beyond the end that are unknown, hence carry no links")


@law("user_ads.links.next-is-one-limit-on")
def next_is_one_limit_on(answer):
    page = placed_page_of(answer)
    if page and "next" in page.links:
        witness(1, "pages with next")
        expect_link(page, "next", page.pair.offset + page.pair.limit)


@law("user_ads.links.last-starts-the-last-page")
def last_starts_the_last_page(answer):
    page = placed_page_of(answer)
    if page and "last" in page.links and (page.total == 0 or page.total % page.pair.limit):
        witness(1, "last links where the limit does not divide the total")
        expect_link(page, "last", last_offset(page.total, page.pair.limit))


@law("user_ads.links.last-of-a-divided-total")
def last_of_a_divided_total_follows_a_reading(answer):
    page = placed_page_of(answer)
    if not page or "last" not in page.links or not page.total or page.total % page.pair.limit:
        return
    link, start = page.links["last"], last_offset(page.total, page.pair.limit)
    if link.pair is None or link.pair.limit != page.pair.limit or link.pair.offset not in ends_of(page.total, page.pair.limit):
        due = f"last at offset {start}, or one page further"
        violated(expected=due, received=str(link), of=answer, pointer="/_links/last/href")
    follows("user_ads.links.last-of-a-divided-total", "last-page" if link.pair.offset == start else "one-beyond", of=answer)


@law("user_ads.links.page-links-are-valid-pairs")
def page_links_are_valid_pairs(answer):
    page = placed_page_of(answer)
    for link in page.links.values() if page else ():
        witness(1, "page links")
        good = link.pair is not None and link.pair.valid
        expect(good, expected=f"{link.rel} at a valid pair", received=str(link), of=answer, pointer=f"/_links/{link.rel}/href")


@law("user_ads.links.only-the-offset-changes")
def only_the_offset_changes(answer):
    page = placed_page_of(answer)
    for link in page.links.values() if page else ():
        witness(1, "page links")
        same = link.asked.user == page.asked.user and link.asked.limit == page.pair.limit
        due = f"{link.rel} of user {page.asked.user} with limit {page.pair.limit}"
        expect(same, expected=due, received=str(link), of=answer, pointer=f"/_links/{link.rel}/href")


@law("user_ads.links.page-links-stay-under-the-same-root")
def page_links_stay_under_the_same_root(answer):
    page = placed_page_of(answer)
    for link in page.links.values() if page else ():
        witness(1, "page links")
        same = link.url is not None and link.url.copy_with(query=None) == answer.url.copy_with(query=None)
        expect(
            same, expected=f"{link.rel} below this page's address", received=str(link), of=answer, pointer=f"/_links/{link.rel}"
        )
