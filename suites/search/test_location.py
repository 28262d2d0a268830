"""Around a place: a radius in kilometres. That no two ads are too far apart is a law."""

import itertools

from adproof import expect, follows, inconclusive, requirement, weak, witness
from adproof.api.search import geo, relations
from adproof.api.search.expectations import judge_feature, only_removes

LADDER = (1, 3, 5, 10, 25, 50, 100, 200, 400, 800)
UNKNOWN_PLACE = 987654321


def known(stock):
    if not stock.places:
        inconclusive(f"the search for places knows none of {', '.join(stock.tried_places)}")
    return stock.places


def outward(best, wide, place):
    """Searches around a place with larger and larger radii, in two orders by turns."""
    for number, radius in enumerate(LADDER):
        sort = ("newest", "price_asc")[number % 2]
        yield {**wide, "location_id": place.id, "radius": radius, "sort": sort, "limit": best.maximum}


def circles(grounds):
    """Every place-and-radius feature that was answered, with its ground."""
    return [(ground, feature) for ground in grounds for feature in ground.alone if feature.kind == "place"]


@requirement("search.location.place-search-yields-a-usable-id")
def test_the_id_of_a_place_can_be_searched_around(best, stock):
    for place in known(stock):
        found = best.asks({"location_id": place.id, "radius": 30, "limit": 3})
        witness(1, "places searched around")
        expect(found.succeeded, expected=f"a result around {place.name}", of=found.answer)


@requirement("search.location.place-search-yields-a-usable-id")
def test_some_place_of_an_ad_has_ads_around_it(best, stock):
    totals = [best.recalls({"location_id": place.id, "radius": 200, "limit": 3}) for place in known(stock)]
    witness(len(stock.ads), "ads that could be found")
    found = [each for each in totals if each.number("total")]
    located = [ad.point for ad in stock.ads.values() if ad.point]
    near = [place for place in stock.places if place.point and any(geo.distance(place.point, each) < 150 for each in located)]
    if not near and not found:
        inconclusive("no place of an ad is known to the search for places")
    expect(found, expected="ads within 200 km of a city that ads name", received="none", of=[each.answer for each in totals])


@requirement("search.location.radius-bounds-the-diameter")
def test_results_of_many_radii_are_looked_at(best, stock, wide):
    for place in known(stock)[:2]:
        for search in outward(best, wide, place):
            witness(len(best.recalls(search).usable().ads), "ads around places")


@requirement("search.location.ads-lie-within-the-radius")
def test_no_ad_is_farther_than_the_radius(best, stock, wide, grounds):
    places = [each for each in known(stock) if each.point is not None]
    if not places:
        weak("the search for places shows no coordinates; distances were judged between ads")
        witness(len(circles(grounds)), "results around places")  # the laws judge the distances between ads
    for place in places:
        for number, radius in enumerate(LADDER[1::2]):
            for sort in (("price_desc", "oldest")[number % 2],):
                found = best.recalls(
                    {**wide, "location_id": place.id, "radius": radius, "sort": sort, "limit": best.maximum}
                ).usable()
                for ad in [each for each in found.ads if each.point is not None]:
                    apart = geo.distance(place.point, ad.point)
                    said = f"ad {ad.id}, {apart:.1f} km away"
                    expect(
                        apart <= geo.allowed(radius),
                        expected=f"ads within {radius} km of {place.name}",
                        received=said,
                        of=found.answer,
                    )
                far = [ad for ad in stock.ads.values() if ad.point and geo.distance(place.point, ad.point) > geo.allowed(radius)]
                witness(far, "ads outside the radius")


@requirement("search.location.finds-every-ad-well-inside")
def test_every_ad_well_inside_is_found(grounds):
    if not circles(grounds):
        inconclusive("no place is known")
    for ground, feature in circles(grounds):
        inside, outside = judge_feature(ground, feature, missing="every ad well inside")
        witness(inside and outside, "ads well inside, with others outside")


@requirement("search.location.finds-every-ad-well-inside")
def test_ads_near_what_a_small_radius_finds_are_found_by_a_larger_one(grounds):
    for ground, small in circles(grounds):
        for other, large in circles(grounds):
            near, far = small.search, large.search
            if other is not ground or near["location_id"] != far["location_id"] or near["radius"] >= far["radius"]:
                continue

            def holds(before, results, near=near, far=far):
                close, larger = results
                anchors = {ad.point for ad in close.ads if ad.point}
                reach = geo.well_inside(far["radius"]) - geo.allowed(near["radius"])
                inside = {
                    ad.id for ad in before.ads if ad.point and any(geo.distance(ad.point, each) <= reach for each in anchors)
                }
                witness(inside, "ads near what a smaller radius finds")
                lost, said = inside - larger.ids, f"without {relations.named(inside - larger.ids)}"
                expect(not lost, expected=f"every ad well inside {far['radius']} km", received=said, of=larger.answer)

            ground.relate(holds, ground.narrowed(small), ground.narrowed(large))


@requirement("search.location.larger-radius-only-adds")
def test_a_larger_radius_finds_at_least_as_much(best, stock, wide, grounds):
    for place in known(stock)[:2]:
        totals = [best.recalls(search).total for search in outward(best, wide, place)]
        if totals != sorted(totals):

            def holds(place=place):
                asks = [best.asks(search) for search in outward(best, wide, place)]
                said = ", ".join(str(each.total) for each in asks)
                rising = all(one.total <= other.total for one, other in itertools.pairwise(asks))
                expect(rising, expected="totals that rise with the radius", received=said, of=[each.answer for each in asks])

            relations.established(holds)
        witness(len(set(totals)) - 1, "steps of the radius that add ads")
    for ground, small in circles(grounds):
        for other, large in circles(grounds):
            near, far = small.search, large.search
            if other is ground and near["location_id"] == far["location_id"] and near["radius"] < far["radius"]:

                def holds(_, results):
                    lost = results[0].ids - results[1].ids
                    said = f"without {relations.named(lost)}"
                    expect(not lost, expected="every ad of the smaller radius", received=said, of=results[1].answer)

                ground.relate(holds, ground.narrowed(small), ground.narrowed(large))


@requirement("search.location.only-removes")
def test_a_place_brings_in_no_ad(grounds):
    for ground in grounds:
        witness(only_removes(ground, "place", "ads found without a place"), "ads removed by a place")
    if not circles(grounds):
        inconclusive("no place is known")


def anywhere(grounds):
    """The ground with most ads that names no place."""
    usable = [each for each in grounds if not each.base.uses("location_id")]
    if not usable:
        inconclusive("every narrow search needed a place already")
    return max(usable, key=lambda each: len(each.base.ids))


def taken(ground, pairs):
    """How an incomplete or unknown place was taken, with the answer."""

    def read():
        base, most = list(ground.base.narrowing.items()), ("limit", ground.searcher.maximum)
        found, unfiltered = ground.searcher.sends([*base, *pairs, most]), ground.ask(ground.base.narrowing)
        total = found.number("total")
        known = {0: "nothing", unfiltered.total: "ignored"}
        return "refused" if found.refused else known.get(total), found

    return ground.settle(read)


@requirement("search.location.place-without-radius")
def test_a_place_without_radius_is_taken_in_some_way(stock, grounds):
    reading, found = taken(anywhere(grounds), [("location_id", known(stock)[0].id)])
    expect(found.succeeded or found.refused, expected="a result or a refusal", of=found.answer)
    follows("search.location.place-without-radius", reading or "own-radius", of=found.answer)


@requirement("search.location.radius-without-place")
def test_a_radius_without_place_is_taken_in_some_way(grounds):
    reading, found = taken(anywhere(grounds), [("radius", 10)])
    said = f"{found.number('total')} ads"
    expect(reading, expected="everything, nothing, or a refusal", received=said, of=found.answer)
    follows("search.location.radius-without-place", reading, of=found.answer)


@requirement("search.location.unknown-place")
def test_an_unknown_place_is_taken_in_some_way(grounds):
    reading, found = taken(anywhere(grounds), [("location_id", UNKNOWN_PLACE), ("radius", 10)])
    said = f"{found.number('total')} ads"
    expect(reading, expected="nothing, everything, or a refusal", received=said, of=found.answer)
    follows("search.location.unknown-place", reading, of=found.answer)
