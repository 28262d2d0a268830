"""Upload dates where the page is silent: bounds that cross, and ads exactly on a bound."""

import pytest

from adproof import expect, follows, inconclusive, requirement
from adproof.api.search import instants
from adproof.api.search.actor import joined
from adproof.api.search.expectations import note_in_orders


@requirement("search.date.crossed-bounds")
def test_crossed_bounds_find_nothing_or_are_refused(best, stock):
    middle = instants.noon(stock.days[len(stock.days) // 2]) if stock.days else 1_700_000_000
    crossed = [("upload_date_from", middle), ("upload_date_to", middle - 5 * instants.DAY), ("limit", 3)]
    found = best.sends(crossed)
    reading = "refused" if found.refused else "nothing" if not found.delivered else None
    expect(reading, expected="no ads, or a refusal", received=f"{len(found.delivered)} ads", of=found.answer)
    follows("search.date.crossed-bounds", reading, of=found.answer)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("upload_date_from", marks=requirement("search.date.ad-on-the-start")),
        pytest.param("upload_date_to", marks=requirement("search.date.ad-on-the-end")),
    ],
)
def test_an_ad_on_the_bound_is_in_or_out(field, name, request):
    days = sorted({ad.uploaded for ad in field.base.ads.values() if ad.uploaded is not None})
    if len(days) < 2:
        inconclusive("all ads of the narrow search have one upload date")
    day = days[len(days) // 2]
    on_it = {ad.id for ad in field.base.ads.values() if ad.uploaded == day}

    def read(order):
        found = field.searcher.everything({**joined(field.base.narrowing, {name: int(day)}), **order}).usable()
        return "inclusive" if on_it & found.ids else "exclusive", found

    id = request.node.get_closest_marker("requirement").args[0]
    note_in_orders(field, id, read, "ads on the bound in, or out")
