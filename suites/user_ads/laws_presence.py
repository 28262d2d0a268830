"""Which page carries which link: demanded where ads remain, recommended or left open at the ends."""

from adproof import expect, follows, law, witness
from adproof.api.user_ads import PAGE_LINKS, last_offset, placed_page_of


def expect_presence(page, rels):
    missing = [rel for rel in rels if rel not in page.links]
    received = f"no {', '.join(missing)}"
    expect(not missing, expected=f"links {', '.join(rels)}", received=received, of=page.answer, pointer="/_links")


def expect_absence(page, rel):
    received = str(page.links.get(rel))
    expect(rel not in page.links, expected=f"no {rel} link", received=received, of=page.answer, pointer=f"/_links/{rel}")


@law("user_ads.links.middle-page-has-all-five")
def a_middle_page_has_all_five(answer):
    if (page := placed_page_of(answer)) and page.pair.offset > 0 and page.pair.offset + page.pair.limit < page.total:
        witness(1, "middle pages")
        expect_presence(page, PAGE_LINKS)


@law("user_ads.links.next-is-present-while-ads-remain")
def next_is_present_while_ads_remain(answer):
    if (page := placed_page_of(answer)) and page.pair.offset + page.pair.limit < page.total:
        witness(1, "pages that ads follow")
        expect_presence(page, ("next",))


@law("user_ads.links.last-is-present-before-the-last-page")
def last_is_present_before_the_last_page(answer):
    if (page := placed_page_of(answer)) and page.pair.offset + page.pair.limit < page.total:
        witness(1, "pages that ads follow")
        expect_presence(page, ("last",))


@law("user_ads.links.prev-is-present-after-the-first-page")
def prev_is_present_after_the_first_page(answer):
    page = placed_page_of(answer)
    if page and 0 < page.pair.offset < page.total:
        witness(1, "later pages with ads")
        expect_presence(page, ("prev",))


@law("user_ads.links.first-is-present-after-the-first-page")
def first_is_present_after_the_first_page(answer):
    page = placed_page_of(answer)
    if page and 0 < page.pair.offset < page.total:
        witness(1, "later pages with ads")
        expect_presence(page, ("first",))


@law("user_ads.links.next-is-absent-on-the-last-page")
def next_is_absent_on_the_last_page(answer):
    if (page := placed_page_of(answer)) and page.pair.offset + page.pair.limit >= page.total:
        witness(1, "last pages")
        expect_absence(page, "next")


@law("user_ads.links.prev-is-absent-on-the-first-page")
def prev_is_absent_on_the_first_page(answer):
    page = placed_page_of(answer)
    if page and page.pair.offset == 0:
        witness(1, "first pages")
        expect_absence(page, "prev")


@law("user_ads.links.first-on-the-first-page")
def first_on_the_first_page_follows_a_reading(answer):
    page = placed_page_of(answer)
    if page and page.pair.offset == 0 and page.total > page.pair.limit:
        follows("user_ads.links.first-on-the-first-page", "shown" if "first" in page.links else "left-out", of=answer)


@law("user_ads.links.last-on-the-last-page")
def last_on_the_last_page_follows_a_reading(answer):
    page = placed_page_of(answer)
    # where the limit divides the total, the other reading of last decides whether it is this page
    several = page and page.total > page.pair.limit and page.total % page.pair.limit
    if several and page.pair.offset == last_offset(page.total, page.pair.limit):
        follows("user_ads.links.last-on-the-last-page", "shown" if "last" in page.links else "left-out", of=answer)


@law("user_ads.links.single-page-needs-no-page-links")
def a_single_page_follows_a_reading(answer):
    page = placed_page_of(answer)
    if page and page.pair.offset == 0 and page.total < page.pair.limit:
        shown = tuple(rel for rel in ("first", "last") if rel in page.links)
        reading = {(): "left-out", ("first",): "first-only", ("last",): "last-only"}.get(shown, "both")
        follows("user_ads.links.single-page-needs-no-page-links", reading, of=answer)
