"""Which answers a law may judge as what. All laws see one answer after the other, so the last one read is kept."""

from adproof.answer import Answer
from adproof.api.user_ads.page import Ad, Page
from adproof.api.user_ads.seller import LIST
from adproof.words import expect

_last: list[Page] = []


def answer_to_listing(answer: Answer) -> Page | None:
    """Any answer to a call for a page of the own collection, served or refused."""
    if answer.operation != LIST:
        return None
    if not _last or _last[0].answer is not answer:
        _last[:] = [Page(answer)]
    return _last[0]


def page_of(answer: Answer) -> Page | None:
    """A served page of an ordinary call: not one without links, nor one for a negative offset or a limit below 1."""
    page = answer_to_listing(answer)
    if page is None or not page.served or "_links" in page.asked.names:
        return None
    offset, limit = page.asked.offset, page.asked.limit
    return None if (offset is not None and offset < 0) or (limit is not None and limit < 1) else page


def ads_of(answer: Answer) -> tuple[Ad, ...]:
    """The ads of such a page; none where there is no such page."""
    page = page_of(answer)
    return (page.ads_or_none or ()) if page else ()


def expect_of(ad: Ad, condition: object, *, expected: str, received: str, of: Answer, member: str) -> None:
    """As `expect`, told of a member of one ad: a JSON pointer below it, without the slash before."""
    expect(condition, expected=expected, received=f"{received} in ad {ad.id}", of=of, pointer=f"{ad.pointer}/{member}")


def plain_page_of(answer: Answer) -> Page | None:
    """A served page whose place is known, since offset and limit alone were asked for and fit."""
    page = page_of(answer)
    return page if page is not None and page.pair is not None and page.asked.names <= {"offset", "limit"} else None


def placed_page_of(answer: Answer) -> Page | None:
    """A plain page that tells a usable total: what the arithmetic of links needs."""
    page = plain_page_of(answer)
    return page if page is not None and page.count("totalCount") is not None else None
