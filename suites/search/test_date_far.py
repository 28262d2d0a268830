"""Upload dates far away: bounds outside of everything change nothing, or leave nothing."""

from adproof import expect, inconclusive, requirement, witness
from adproof.api.search import instants, relations
from adproof.api.search.instants import YEARS_AHEAD


@requirement("search.date.far-bounds-change-nothing")
def test_far_bounds_change_nothing(best, field):
    far = {"upload_date_from": 0, "upload_date_to": YEARS_AHEAD}
    undated = {name: value for name, value in field.base.narrowing.items() if name not in far}

    def holds():
        before = best.asks(undated).usable()
        bounded = [best.asks({**undated, **bounds}).usable() for bounds in (*({name: far[name]} for name in far), far)]
        if best.asks(undated).total != before.total:
            raise relations.Moved
        for found in bounded:
            witness(before.total, "ads that could have vanished")
            expected, received = f"a total of {before.total}, as without bounds", f"a total of {found.total}"
            expect(found.total == before.total, expected=expected, received=received, of=[before.answer, found.answer])

    relations.established(holds)


@requirement("search.date.future-start-finds-nothing")
def test_a_start_in_the_future_finds_nothing(best, stock):
    for extra in ({}, {"sort": "price_asc"}, {"upload_date_to": YEARS_AHEAD + instants.DAY}):
        found = best.asks({"upload_date_from": YEARS_AHEAD, **extra, "limit": 3}).usable()
        witness(stock.total, "ads that could have been found")
        said = f"{len(found.ads)} ads, a total of {found.total}"
        expect(not found.ads and not found.total, expected="no ads", received=said, of=found.answer)


@requirement("search.date.to-bounds-the-upload-date")
def test_an_end_before_every_ad_finds_nothing(best, stock):
    """Where the end of 1970 is shown in meta, or refused by nobody, it is in effect."""
    oldest = min(stock.days, default=None)
    if oldest is None or oldest < 2 * instants.DAY:
        inconclusive("no ad with a date was seen")
    for end in (0, instants.DAY - 1):
        found = best.asks({"upload_date_to": end, "limit": 3})
        if found.refused or (end == 0 and found.meta.get("upload_date_to") is None):
            continue  # some take a zero for no bound, and say so
        witness(stock.total, "ads that could have been found")
        said = f"{len(found.ads)} ads, a total of {found.usable().total}"
        expect(not found.ads and not found.total, expected="no ads", received=said, of=found.answer)
