"""Faults that show on more than one answer only: texts that depend on the page, and calls that leave traces."""

from __future__ import annotations

from ..protocol import Reply
from ..rules import Book, Rule
from ..store import Store
from ..values import Ads, Advertisement, Call, Json, Page

BOOK = Book()
fault = BOOK.fault
AD = "ads.embedded-ad-agrees-with-its-resource"


@fault("advertisement", "ads.same-ad-reads-the-same-everywhere", AD)
def large_pages_cut_descriptions(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """With a limit above 50 descriptions end after 20 letters."""
    members = rule(ad, page)
    return {**members, "description": ad.description[:20]} if page and page.limit > 50 else members


@fault("advertisement", "ads.same-ad-reads-the-same-everywhere", AD, subtle=True)
def prices_of_later_pages_are_rounded(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """From the second page on an asking price that is no whole tenner is rounded down to one."""
    members = rule(ad, page)
    asked = ad.price_model.get("askingPrice")
    if asked is None or page is None or page.offset == 0:
        return members
    return {**members, "priceModel": {**ad.price_model, "askingPrice": asked // 1000 * 1000}}


@fault("finish", "ads.texts-are-whole-characters")
def full_stops_are_half_characters(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """Every full stop in a text becomes half of a character."""
    given = rule(call, reply)
    return Reply(given.status, given.headers, given.body.replace(b'."', b'\\ud83d"')) if given.status == 200 else given


@fault("advertisement", "ads.texts-survive-their-encoding")
def letters_are_decoded_wrongly(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Descriptions end with an accent that was decoded as Latin-1."""
    return {**rule(ad, page), "description": ad.description + " Prijs à vijf euro".encode().decode("latin-1")}


@fault("advertisement", "ads.texts-survive-their-encoding", subtle=True)
def a_title_has_a_replacement(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The title of the fourth ad ends in a replacement character."""
    return {**rule(ad, page), "title": f"{ad.title}\ufffd"} if ad.position == 3 else rule(ad, page)


@fault("finish", "ads.texts-are-whole-characters", subtle=True)
def a_name_is_cut_in_half(rule: Rule[Reply], call: Call, reply: Reply) -> Reply:
    """The name of a town on a page of one ad ends in half a character."""
    given = rule(call, reply)
    if given.status != 200 or "1" not in call.values("limit"):
        return given
    return Reply(given.status, given.headers, given.body.replace(b'"},"seller"', b'\\uD83D"},"seller"'))


@fault("offset_is_supported", "offset.multiple-of-limit-is-accepted", subtle=True)
def multiples_by_floating_point(rule: Rule[bool], call: Call, offset: int, limit: int, held: int) -> bool:
    """An offset is multiplied with one by the limit, and refused if that gives a fraction, as 49 times a 49th does."""
    return rule(call, offset, limit, held) and (offset * (1 / limit)) % 1 == 0


@fault("content", "content.pages-are-slices-of-one-sequence", "limit.page-never-exceeds-the-limit", subtle=True)
def pages_are_kept_under_joined_digits(
    rule: Rule[Ads],
    store: Store,
    page: Page,
    kept: dict[str, Ads] = {},  # noqa: B006 - shared by all calls
) -> Ads:
    """Pages are kept, and known again by their limit with their offset written behind it."""
    return kept.setdefault(f"{page.user}/{page.limit}{page.offset}", rule(store, page))


@fault("finish", "content.refused-call-leaves-no-trace")
def refusals_come_again(
    rule: Rule[Reply],
    call: Call,
    reply: Reply,
    kept: list[Reply] = [],  # noqa: B006 - shared by all calls
) -> Reply:
    """Right after an invalid pair a later page is refused as well."""
    given = rule(call, reply)
    if given.status == 400:
        kept[:] = [given]
        return given
    return kept.pop() if kept and call.values("offset") == ["6"] else given


@fault("content", "content.refused-call-leaves-no-trace", subtle=True)
def page_after_a_stranger_is_the_first(
    rule: Rule[Ads],
    store: Store,
    page: Page,
    strangers: list[int] = [],  # noqa: B006 - shared by all calls
) -> Ads:
    """After a call without a token the next page holds the ads of the first."""
    after = bool(strangers)
    strangers.clear()
    return store.ads(page.user, 0, page.limit) if after else rule(store, page)


@BOOK.part("caller", page_after_a_stranger_is_the_first)
def remembers_strangers(rule: Rule[int], call: Call, store: Store) -> int:
    """A call without a token is remembered."""
    if not call.headers.get("authorization"):
        page_after_a_stranger_is_the_first.__defaults__[0].append(1)  # type: ignore[index]
    return rule(call, store)
