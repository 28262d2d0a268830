"""The search for places, as far as the search for ads needs it."""

from adproof import expect, inconclusive, requirement, schemas, witness
from adproof.api.search import places

NONSENSE = "xqvzkwjyhqbdtmfgplrn"


@requirement("search.places.known-name-yields-a-place")
def test_some_city_of_an_ad_is_known(best, stock):
    witness(stock.tried_places, "names")
    answer = best.asks_for_places(query=stock.tried_places[0])
    tried = ", ".join(stock.tried_places)
    expect(stock.places, expected=f"a place for one of {tried}", received="none for any", of=answer)


@requirement("search.places.places-have-an-id")
def test_places_have_ids(best, stock):
    for name in stock.tried_places[:3]:
        answer = best.asks_for_places(query=name)
        if answer.status < 300 and places.entries(answer):
            witness(len(places.entries(answer)), "places found")
            findings = schemas.check("search/locations-answer.schema.json", answer.json)
            expect(not findings, expected="data.locations with ids", received=findings[0].message if findings else "", of=answer)


@requirement("search.places.nonsense-yields-no-place")
def test_a_random_word_yields_no_place(best):
    answer = best.asks_for_places(query=NONSENSE)
    found = places.entries(answer)
    witness(1, "random words")
    expect(answer.status < 300 and found == [], expected="an empty list", of=answer)


@requirement("search.places.limit-bounds-the-list")
def test_a_limit_bounds_the_list_of_places(best):
    whole, cut = (places.entries(best.asks_for_places(query="B", limit=limit)) for limit in (20, 1))
    if not whole or len(whole) < 2:
        inconclusive("no name was found that several places share")
    witness(len(whole), "places with one name")
    expect(cut is not None and len(cut) <= 1, expected="at most 1 place", received=f"{len(cut or ())} places")
