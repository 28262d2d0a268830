"""The search for places, as far as the search for ads needs it."""

from collections import Counter

from adproof import expect, inconclusive, requirement, schemas, witness
from adproof.api.search import census, places
from adproof.api.search.text import NONSENSE

UMLAUT = frozenset("äöüß")


@requirement("search.places.known-name-yields-a-place")
def test_some_city_of_an_ad_is_known(best, stock):
    witness(stock.tried_places, "names")
    if not stock.places and set(stock.tried_places) <= set(census.EXAMPLE_PLACES):
        inconclusive("no ad names a city, and the cities of the document's examples need not be known here")
    answer = best.asks_for_places(query=stock.tried_places[0])
    tried = ", ".join(stock.tried_places)
    expect(stock.places, expected=f"a place for one of {tried}", received="none for any", of=answer)


@requirement("search.places.known-name-yields-a-place")
def test_not_every_name_yields_one_place(best, stock):
    answers = {name: best.asks_for_places(query=name) for name in stock.tried_places[:4]}
    found = {name: places.first_place(answer, name) for name, answer in answers.items()}
    ids = [place.id for place in found.values() if place is not None]
    witness(len(ids) > 2, "names that yield a place")
    said = f"place {ids[0]} for each of {', '.join(found)}" if ids else ""
    expect(len(ids) < 3 or len(set(ids)) > 1, expected="different places", received=said, of=list(answers.values()))


def cities(stock, umlaut):
    """Plain names of cities that ads carry, those of most ads first."""
    located = [ad.raw.get("location") for ad in stock.ads.values()]
    named = Counter(each["city"] for each in located if isinstance(each, dict) and isinstance(each.get("city"), str))
    plain = [city for city, _ in named.most_common() if city.isalpha() and 4 <= len(city) <= 30]
    return [city for city in plain if bool(UMLAUT.intersection(city.casefold())) == umlaut]


def unknown(best, names):
    """The names for which no place is found, each with the answer."""
    asked = {name: best.asks_for_places(query=name) for name in names}
    return {name: answer for name, answer in asked.items() if places.first_place(answer, name) is None}


@requirement("search.places.umlauts-are-found")
def test_a_city_with_an_umlaut_is_found(best, stock):
    named, plain = cities(stock, True)[:4], cities(stock, False)[:3]
    lost = unknown(best, named or census.EXAMPLE_PLACES[:1])
    witness(max(1, len(named)) - len(lost), "cities with an umlaut that are found")
    alone = len(lost) == 1 < len(named) and lost.keys().isdisjoint(census.EXAMPLE_PLACES)  # one name may be cut oddly
    if not lost or alone:
        return
    if not named or not plain or unknown(best, plain):
        inconclusive("not every city without an umlaut that ads name is found by its name, or none has an umlaut")
    said = f"no place for {', '.join(lost)}"
    expect(False, expected=f"a place, as for {', '.join(plain)}", received=said, of=next(iter(lost.values())))


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
