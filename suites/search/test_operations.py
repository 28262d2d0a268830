"""Generated calls to the operations of openapi.yaml; the laws judge every answer as well."""

from hypothesis import given

from adproof import expect, fuzz, requirement, witness

searches = fuzz.good_calls("search", "searchAds")
place_searches = fuzz.good_calls("search", "searchLocations")


def expect_described(operation, answer):
    """Its status and its body; that it is called JSON as well is envelope.media-type-is-json."""
    wrong = fuzz.undocumented("search", operation, answer, media_type="application/json")
    expect(not wrong, expected="an answer as described", received=f"{answer.received}: {'; '.join(wrong)}", of=answer)


def turned_down(answer):
    """Whether a generated request was refused: how a refusal looks is nowhere described."""
    body = answer.json_or_none
    return 400 <= answer.status < 500 or (isinstance(body, dict) and body.get("success") is False)


@requirement("search.operations.search-keeps-its-description")
@given(call=searches)
def test_a_search_answers_as_described(best, call):
    found = best.sends(list(call.query))

    witness(found.succeeded, "searches that brought a result")
    if not turned_down(found.answer):  # an unknown place or category may be; what has to be served is a law
        expect_described("searchAds", found.answer)


@requirement("search.operations.locations-keeps-its-description")
@given(call=place_searches)
def test_a_search_for_places_answers_as_described(best, call):
    answer = best.asks_for_places(**dict(call.query))

    witness(answer.status < 300, "searches for places that brought a result")
    if not turned_down(answer):
        expect_described("searchLocations", answer)


@requirement("search.operations.categories-keeps-its-description")
def test_the_list_of_categories_answers_as_described(best):
    answer = best.asks_for_categories()

    witness(answer.status < 300, "lists of categories")
    expect_described("listCategories", answer)
