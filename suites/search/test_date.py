"""Upload dates: a window that bounds what is found. That no ad lies outside is a law."""

import pytest

from adproof import expect, inconclusive, requirement, witness
from adproof.api.search import instants, relations
from adproof.api.search.actor import crossed, joined
from adproof.api.search.expectations import judge_feature, only_removes
from adproof.api.search.features import NEARLY
from adproof.api.search.instants import YEARS_AHEAD


def days_of(ground):
    return sorted({ad.uploaded for ad in ground.base.ads.values() if ad.uploaded is not None})


def dated(grounds):
    """The grounds whose ads have several upload dates."""
    several = [each for each in grounds if len(days_of(each)) > 1]
    return several or inconclusive("all ads of every narrow search have one upload date")


def windows(ground):
    """Bounds around the days of a ground: each side alone and both, at noon and at a day's end."""
    days = days_of(ground)
    for day in dict.fromkeys((days[1], days[len(days) // 2])):
        yield {"upload_date_from": instants.end_of_day(day - instants.DAY)}
        yield {"upload_date_to": instants.noon(day - instants.DAY)}
        yield {"upload_date_from": instants.noon(day - instants.DAY), "upload_date_to": instants.noon(day)}


@requirement("search.date.from-bounds-the-upload-date")
def test_starts_around_real_dates_are_asked_for(grounds, best, stock, wide):
    for ground in dated(grounds):
        for window in windows(ground):
            search = joined(ground.base.narrowing, window)
            if not crossed(search):
                witness(len(ground.look(search).usable().ads), "ads of searches with a start")
    for day in stock.days[:: max(1, len(stock.days) // 4)]:
        search = joined(wide, {"upload_date_from": instants.end_of_day(day)})
        for sort in ("oldest", "price_asc") if not crossed(search) else ():
            found = best.recalls({**search, "sort": sort, "limit": best.maximum}).usable()
            witness(len(found.ads), "ads of searches with a start")


@requirement("search.date.to-bounds-the-upload-date")
def test_ends_around_real_dates_are_asked_for(best, stock):
    for day in stock.days[:: max(1, len(stock.days) // 4)]:
        for sort in ("newest", "price_desc"):
            found = best.recalls({"upload_date_to": instants.noon(day), "sort": sort, "limit": best.maximum}).usable()
            witness(len(found.ads), "ads of searches with an end")


@requirement("search.date.narrower-window-only-removes")
def test_a_narrower_window_brings_in_no_ad(grounds):
    for ground in grounds:
        witness(only_removes(ground, "dates", "ads of the wider window"), "ads removed by a narrower window")


def seconds_between(days):
    """Seconds at which no ad was uploaded, nor one before or after: noons, and half an hour before and after an upload."""
    chosen = list(dict.fromkeys((days[1], days[len(days) // 2], days[-1])))
    near = [int(day) + apart for day in chosen[:2] for apart in (-NEARLY, NEARLY)]
    taken = {int(day) + apart for day in days for apart in (-1, 0, 1, 2)}
    return [second for second in [*(instants.noon(day - instants.DAY) for day in chosen), *near] if second not in taken]


@requirement("search.date.split-loses-nothing")
def test_two_windows_make_up_a_third(grounds):
    for ground in dated(grounds):
        days = days_of(ground)
        for middle in seconds_between(days):

            def holds(before, results):
                early, late = results
                witness(early.ids and late.ids, "windows with ads on both sides")
                answers = [before.answer, early.answer, late.answer]
                lost, twice = before.ids - early.ids - late.ids, early.ids & late.ids
                expect(
                    not lost, expected="every ad in one of the windows", received=f"{relations.named(lost)} in none", of=answers
                )
                expect(
                    not twice, expected="every ad in one of the windows", received=f"{relations.named(twice)} in both", of=answers
                )
                said = f"{early.total} and {late.total} of {before.total}"
                expect(early.total + late.total == before.total, expected="totals that add up", received=said, of=answers)

            halves = ({"upload_date_to": middle}, {"upload_date_from": middle + 1})
            searches = [joined(ground.base.narrowing, half) for half in halves]
            if not any(map(crossed, searches)):
                ground.relate(holds, *searches)


def broad_splits(stock, wide):
    """The widest search that holds still with three moments to split it at, and the search for everything with one."""
    days = [day for day in stock.days if day <= wide.get("upload_date_to", YEARS_AHEAD)]
    if len(days) < 2:
        inconclusive("all ads seen have one upload date")
    middles = [instants.noon(days[place] - instants.DAY) for place in (len(days) // 4, len(days) // 2, -1)]
    undated = any(ad.uploaded is None for ad in stock.ads.values())
    yield from ((wide, middle) for middle in dict.fromkeys(middles))
    yield from [({}, middles[1])] if wide and not undated else []


@requirement("search.date.split-loses-nothing")
def test_totals_of_broad_windows_add_up(best, stock, wide):
    for window, middle in broad_splits(stock, wide):

        def holds(window=window, middle=middle):
            searches = (
                window,
                joined(window, {"upload_date_to": middle}),
                joined(window, {"upload_date_from": middle + 1}),
                window,
            )
            if any(map(crossed, searches)):
                return
            whole, early, late, again = (best.asks({**each, "limit": 1}) for each in searches)
            if whole.total != again.total:
                raise relations.Moved
            witness(min(early.total, late.total), "ads on both sides of a broad window")
            wanted, said = f"totals that add up to {whole.total}", f"{early.total} and {late.total}"
            expect(
                early.total + late.total == whole.total,
                expected=wanted,
                received=said,
                of=[whole.answer, early.answer, late.answer],
            )

        relations.established(holds) if window else relations.Tally("broad windows").judge(holds)


@requirement("search.date.both-bounds-hold-together")
def test_both_bounds_find_what_each_leaves(grounds):
    for ground in dated(grounds):
        days = days_of(ground)
        low, high = days[len(days) // 4], days[(3 * len(days)) // 4]
        start, end = {"upload_date_from": instants.noon(low - instants.DAY)}, {"upload_date_to": instants.noon(high)}

        def holds(before, results):
            late, early, both = results
            witness(before.ids - both.ids, "ads outside the window")
            wanted = late.ids & early.ids
            said = f"{len(both.ids)} ads"
            expect(both.ids == wanted, expected=f"the {len(wanted)} ads that both bounds leave", received=said, of=both.answer)

        ground.relate(holds, *(joined(ground.base.narrowing, *window) for window in ([start], [end], [start, end])))


@requirement("search.date.finds-every-ad-inside")
def test_every_ad_inside_the_window_is_found(grounds):
    for ground in grounds:
        for feature in [each for each in ground.features if each.kind == "dates"]:
            inside, outside = judge_feature(
                ground, feature, missing="every ad inside the window", strange="no ad outside the window"
            )
            witness(inside, "ads inside, with others outside" if outside else "ads inside")


@requirement("search.date.each-bound-works-alone")
@pytest.mark.parametrize("name", ["upload_date_from", "upload_date_to"])
def test_one_bound_leaves_the_other_side_open(best, stock, name):
    sort = "newest" if name.endswith("from") else "oldest"
    middle = instants.noon((stock.days or [0])[len(stock.days) // 2] - instants.DAY)

    def holds():
        before, found, after = (best.asks({"sort": sort, "limit": 1, **bound}) for bound in ({}, {name: middle}, {}))
        if before.keys(sort) != after.keys(sort):
            raise relations.Moved
        beyond = instants.surely_before if name.endswith("from") else instants.surely_after
        first = before.ads[0].uploaded if before.ads else None
        if first is None or abs(first - middle) < instants.DAY or beyond(first, middle):
            return  # nothing is known to lie between the bound and the open end
        same = found.keys(sort) == before.keys(sort)
        expect(same, expected="the ad at the open end first", received="another ad", of=[before.answer, found.answer])
        outermost = best.asks({"sort": "oldest" if sort == "newest" else "newest", "limit": 1, name: middle})
        outside = [ad for ad in outermost.ads if ad.uploaded is not None and beyond(ad.uploaded, middle)]
        expect(
            not outside, expected=f"no ad beyond {name}", received=relations.named(ad.id for ad in outside), of=outermost.answer
        )

        witness(len(stock.days) > 1, "different upload dates")

    relations.established(holds)
