"""Laws on the list of ads: how many there are, each once, in the order asked for."""

from itertools import pairwise

from adproof import Answer, expect, follows, law, violated, witness
from adproof.api.search import vocabulary
from adproof.api.search.found import key_of
from adproof.api.search.judged import deep, limit_in_effect, order_in_effect, ours, successful
from adproof.api.search.memory import asking_role, memory

SLIPS = 2  # ads by which a count may slip when the service counts and lists at two moments
SLIPS_IN_A_ROW = 3


@law("search.limit.never-more-ads-than-allowed")
def a_page_never_has_more_ads_than_allowed(answer: Answer) -> None:
    found = ours(answer)
    if not found or not found.entries:
        return
    maximum = vocabulary.maximum(asking_role())
    asked = found.sent.limit if found.sent.documented else None
    allowed = min(asked or maximum, maximum)
    witness(len(found.entries) == allowed or (asked or 0) > maximum, "full pages")
    said = f"{len(found.entries)} ads"
    expect(len(found.entries) <= allowed, expected=f"at most {allowed} ads for a {asking_role()} key", received=said, of=answer)


@law("search.limit.meta-limit-under-clamp")
def under_a_clamp_meta_shows_one_of_two_limits(answer: Answer) -> None:
    found = successful(answer)
    asked, shown = (found.sent.limit, found.number("limit")) if found else (None, None)
    maximum = vocabulary.maximum(asking_role()) if found else 0
    if asked and asked > maximum and shown is not None:
        known = {maximum: "clamped", asked: "requested"}
        wanted = f"meta.limit {maximum} or {asked}"
        expect(shown in known, expected=wanted, received=f"meta.limit {shown}", of=answer, pointer="/data/meta/limit")
        follows("search.limit.meta-limit-under-clamp", known[shown], of=answer)


@law("search.limit.page-is-filled-exactly")
def a_page_is_filled_exactly(answer: Answer) -> None:
    found = successful(answer)
    total = found.number("total") if found else None
    if total is None or not 0 <= (found.sent.page - 1) * limit_in_effect(found) < max(total, 1):
        return
    delivered, wanted = len(found.entries), on_page(found, total)
    if deep(found) and not delivered:
        return  # last-page-of-a-broad-search-has-ads
    witness(1, "pages")
    if delivered == wanted:
        memory.cleared("slip", str(answer.url))
        return
    slipped = any(on_page(found, total + slip) == delivered for slip in range(-SLIPS, SLIPS + 1))
    if slipped and memory.doubted("slip", str(answer.url)) < SLIPS_IN_A_ROW:
        return
    where = f"{wanted} ads on page {found.sent.page} of a total of {total}"
    expect(False, expected=where, received=f"{delivered} ads", of=answer, pointer="/data/ads")


def on_page(found, total: int) -> int:
    """How many ads the page asked for has, if `total` match."""
    limit = limit_in_effect(found)
    return max(0, min(limit, total - (found.sent.page - 1) * limit))


@law("search.ad.adid-is-unique")
def an_ad_stands_once_in_an_answer(answer: Answer) -> None:
    found = ours(answer)
    if found and len(found.delivered) > 1:
        witness(1, "answers with several ads")
        ids = [each.id for each in found.delivered]
        twice = next((id for id in ids if ids.count(id) > 1), None) if len(set(ids)) < len(ids) else None
        expect(twice is None, expected="every adid once", received=f"{twice} twice", of=answer, pointer="/data/ads")


def order_law(id: str, sort: str):
    rising = sort in ("oldest", "price_asc")
    what = "price" if sort.startswith("price") else "upload date"
    field = "price" if sort.startswith("price") else "upload_date"

    @law(id)
    def the_order_holds(answer: Answer) -> None:
        found = successful(answer)
        if not found or order_in_effect(found) != sort:
            return
        keyed = [(key_of(each, sort), place, each) for place, each in enumerate(found.delivered)]
        keyed = [each for each in keyed if each[0] is not None]
        keys = [abs(key) for key, _, _ in keyed]
        witness(telling(keys, text=what == "price"), f"lists that another order of {what}s would show")
        for (before, _, one), (after, place, other) in pairwise(keyed):
            if before > after:
                said = f"{one.raw.get(field)} before {other.raw.get(field)}"
                wanted = f"a {what} that never {'decreases' if rising else 'increases'} under {sort}"
                violated(expected=wanted, received=said, of=answer, pointer=f"/data/ads/{place}/{field}")


def telling(keys, *, text: bool) -> bool:
    """Whether a list of keys could show a wrong order: for prices, one that differs when they are compared as texts."""
    return sorted(keys) != sorted(keys, key=lambda each: f"{each:g}") if text else len(set(keys)) > 1


order_law("search.sort.newest-never-increases", "newest")
order_law("search.sort.oldest-never-decreases", "oldest")
order_law("search.sort.price-asc-never-decreases", "price_asc")
order_law("search.sort.price-desc-never-increases", "price_desc")


@law("search.defaults.sort-is-newest")
def without_an_order_newest_comes_first(answer: Answer) -> None:
    found = successful(answer)
    if found and not found.sent.has("sort"):
        keys = [key for key in (key_of(each, "newest") for each in found.delivered) if key is not None]
        witness(len(set(keys)) > 1, "lists with several upload dates")
        shown = found.meta.get("sort")
        expect(shown == "newest", expected="meta.sort 'newest' by default", received=repr(shown)[:40], of=answer)
        expect(keys == sorted(keys), expected="newest first by default", received="upload dates in another order", of=answer)


@law("search.defaults.limit-is-five")
def without_a_limit_a_page_has_five_ads(answer: Answer) -> None:
    found = successful(answer)
    if found and not found.sent.has("limit"):
        five = vocabulary.DEFAULT_LIMIT
        witness((found.number("total") or 0) > five, f"searches that find more than {five} ads")
        shown = found.meta.get("limit")
        expect(shown == five, expected=f"meta.limit {five} by default", received=repr(shown)[:40], of=answer)
        said = f"{len(found.entries)} ads"
        expect(len(found.entries) <= five, expected=f"at most {five} ads by default", received=said, of=answer)


@law("search.defaults.omitted-query-reads-as-star")
def without_a_query_meta_shows_a_star(answer: Answer) -> None:
    found = successful(answer)
    if found and not found.sent.has("query"):
        witness(1, "answers without a query")
        shown, star = found.meta.get("query"), vocabulary.DEFAULT_QUERY
        expect(shown == star, expected=f"meta.query {star!r}", received=repr(shown)[:40], of=answer, pointer="/data/meta/query")
