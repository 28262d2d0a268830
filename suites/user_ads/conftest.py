"""Who acts in the tests of user advertisements, and the three outcomes that most of them expect."""

from pathlib import Path

import pytest

from adproof import expect, follows, witness
from adproof.api.user_ads import Seller, codes_of

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """What looks back on the run comes last; the order of all other tests is kept."""
    items.sort(key=lambda item: item.path.parent == HERE and item.path.name == "test_content_in_the_end.py")


@pytest.fixture(scope="session")
def seller(connect, target):
    return Seller(connect("user_ads"), target.user_ads)


@pytest.fixture(scope="session")
def total(seller):
    """How many ads the seller has, as the collection itself says, or shows. A hint for choosing pages; it may move."""
    page = seller.lists_own_ads()
    told = page.count("totalCount")
    return told if told is not None else len(page.ads_or_none or ())


@pytest.fixture(scope="session")
def expect_accepted(total):
    """A valid pair is served; beyond the end it may also be unknown."""

    def accepted(page):
        beyond = page.asked.offset is not None and page.asked.offset >= total and page.asked.offset > 0
        if beyond and page.status in (200, 404):
            follows("user_ads.offset.beyond-the-end-has-one-answer", "empty-page" if page.served else "not-found", of=page.answer)
        expect(page.served or (beyond and page.status == 404), expected="200, since the pair is valid", of=page.answer)

    return accepted


@pytest.fixture(scope="session")
def expect_refused():
    """A pair that cannot be supported is refused with 400; by which code, is judged on every such answer as well."""

    def refused(page, code=None):
        told = codes_of(page.answer)
        expected = f"400 {code or ''}".strip()
        expect(
            page.status == 400 and (code is None or code in told),
            expected=expected,
            received=page.answer.received,
            of=page.answer,
        )

    return refused


@pytest.fixture(scope="session")
def expect_no_ads():
    """An unmentioned value is refused, or gives a page without ads; the reading is noted where it is the only unclear thing."""

    def reading(page, id, refusals, note=True):
        refused = page.status in refusals
        nothing = page.served and page.ads_or_none == ()
        witness(1, "calls with an unmentioned value")
        expect(refused or nothing, expected="a refusal, or a page without ads", of=page.answer)
        if note:
            follows(id, "refused" if refused else "empty-page", of=page.answer)
        return nothing

    return reading
