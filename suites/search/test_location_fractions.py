"""A radius with a fraction, between two whole kilometres that find different numbers of ads."""

from contextlib import suppress
from functools import partial
from itertools import pairwise

from adproof import expect, inconclusive, requirement, witness
from adproof.api.search import relations

STEPS = (0, 2, 4, 8, 16, 32, 64, 128)
NEARLY = 0.999  # of a kilometre: of a thousand ads one lies beyond it
ENOUGH = 3  # whole kilometres, each of which stops at itself


def total(best, wide, place, radius):
    return best.asks({**wide, "location_id": place.id, "radius": radius, "limit": 1}).total if radius else 0


def whole_steps(best, wide, place):
    """Whole kilometres whose successor finds more, at different distances from a place."""
    for near, far in pairwise(STEPS):
        low, high = total(best, wide, place, near), total(best, wide, place, far)
        while far - near > 1 and low < high:
            middle = (near + far) // 2
            found = total(best, wide, place, middle)
            near, far, low, high = (middle, far, found, high) if high - found >= found - low else (near, middle, low, found)
        if near and low < high:
            yield near


def stops_at(best, wide, place, near, cut):
    """Note whether the fraction finds no more than the whole kilometre, although the next one does."""
    asks = [best.asks({**wide, "location_id": place.id, "radius": near + more, "limit": 1}) for more in (0, NEARLY, 1, 0)]
    below, nearly, beyond, again = (each.total for each in asks)
    if below != again:
        raise relations.Moved
    cut[place.id, near] = asks[1] if beyond > below >= nearly else None
    expect(cut[place.id, near] is None, expected=f"more than the {below} ads of {near} km", of=asks[1].answer)


@requirement("search.location.fractions-of-a-kilometre-count")
def test_a_fraction_finds_what_lies_before_the_next_kilometre(best, wide, stock):
    cut = {}
    for place, near in ((each, near) for each in stock.places for near in whole_steps(best, wide, each)):
        with suppress(AssertionError):  # the ads of one step may all lie at its end
            relations.established(partial(stops_at, best, wide, place, near, cut))
        witness(1, "whole kilometres that add ads")
        if cut[place.id, near] is None or len(cut) == ENOUGH:
            break
    stopped = {at: found for at, found in cut.items() if found is not None}
    if stopped and len(stopped) == len(cut):
        if len(cut) == 1:
            inconclusive("one whole kilometre only adds ads, and its ads may lie at its end")
        said = f"what {', '.join(str(near) for _, near in cut)} km find"
        answers = [each.answer for each in stopped.values()]
        expect(False, expected=f"ads that lie between a whole kilometre and {NEARLY} km more", received=said, of=answers)


@requirement("search.location.larger-radius-only-adds")
def test_half_a_kilometre_finds_no_more_than_a_whole_one(best, wide, stock):
    """A service may refuse fractions or round them, to one or to none."""
    for place in stock.places[:1]:

        def holds(place=place):
            half, one = (best.asks({**wide, "location_id": place.id, "radius": each, "limit": 1}) for each in (0.5, 1))
            if not half.refused:
                witness(stock.total > one.usable().total, "ads farther away")
                said = f"{half.usable().total} ads"
                expect(half.total <= one.total, expected=f"at most the {one.total} ads of 1 km", received=said, of=half.answer)

        relations.established(holds)
