"""Values that nobody documented: survived, answered, and never a way past the role's maximum."""

import pytest

from adproof import expect, inconclusive, requirement, witness
from adproof.api.search import relations

SAID = ("query", "exclude", "sort", "limit", "page", "max_page", "api_key_role")
NUMBERS = ["", "abc", "5abc", "NaN", "1e3", "-1", "0", "1.5", "007", "9" * 30, "null", "٥"]
TEXTS = [
    "",
    " ",
    "'",
    '"',
    "\\",
    "%",
    "a" * 2000,
    "**",
    "-wort",
    "*",
    "'; DROP TABLE ads;--",
    "<b>",
    "{}",
    "[",
    "(",
    "\u0000",
    "\u202e",
    "😀",
]
ODD = [
    (name, value)
    for name in ("limit", "page", "radius", "location_id", "upload_date_from", "upload_date_to")
    for value in NUMBERS
]
ODD += [(name, value) for name in ("query", "exclude") for value in TEXTS]
ODD += [("sort", value) for value in ("", "NEWEST", "price", "newest,oldest", "a" * 300)]
ODD += [("category", value) for value in ("", ",", "abc", "1,,2", "-1", "1;2", "9" * 30)]
FEW = {name: [pair for pair in ODD if pair[0] == name] for name in dict.fromkeys(name for name, _ in ODD)}


def pairs_of(name, value):
    """A request with one odd value; a place and a radius go together."""
    extra = {"radius": [("location_id", 1)], "location_id": [("radius", 10)]}.get(name, [])
    return [(name, value), *extra]


@requirement("search.robustness.odd-values-cause-no-server-error")
@pytest.mark.parametrize("name", FEW)
def test_an_odd_value_is_survived(best, name, profile):
    # numbers are read alike, so each parameter gets half of them; a thorough run tries all with all
    step = 2 if name in ("radius", "location_id", "upload_date_from", "upload_date_to") and profile.name != "thorough" else 1
    for pair in FEW[name][list(FEW).index(name) % step :: step]:
        found = best.sends(pairs_of(*pair))
        witness(1, "odd values")
        expect(found.answer.status < 500, expected="any answer but a server error", of=found.answer)


@requirement("search.robustness.odd-values-cause-no-server-error")
@pytest.mark.parametrize(
    "raw",
    [
        "limit=5&limit=500",
        "page=1&page=2",
        "query=a&query=b",
        "sort=newest&sort=oldest",
        "query=%00",
        "query=%FF%FE",
        "query=%ZZ",
        "&&&",
        "=",
        "limit",
    ],
)
def test_an_odd_query_string_is_survived(best, raw):
    found = best.sends(raw=raw)
    witness(1, "odd query strings")
    expect(found.answer.status < 500, expected="any answer but a server error", of=found.answer)


@requirement("search.limit.never-more-ads-than-allowed")
def test_no_odd_limit_gets_past_the_maximum(searchers, wide):
    values = ("-1", "0", "1e6", "999999.5", "9" * 30, "2147483653", " 5000", "5000 ", "+5000", "", "Infinity")
    smallest = min(searchers.values(), key=lambda each: each.maximum)
    for searcher in searchers.values():
        for value in values if searcher is smallest else values[:3]:
            found = searcher.sends([*wide.items(), ("limit", value)])
            most = len(found.entries or ())
            witness((found.number("total") or 0) > searcher.maximum, "searches with more ads than the maximum")
            wanted = f"at most {searcher.maximum} ads"
            expect(most <= searcher.maximum, expected=wanted, received=f"{most} ads", of=found.answer)
        twice = searcher.sends(raw=f"limit={searcher.maximum}&limit={searcher.maximum * 100}")
        expect(len(twice.entries or ()) <= searcher.maximum, expected=f"at most {searcher.maximum} ads", of=twice.answer)


@requirement("search.robustness.odd-values-are-answered-in-json")
def test_odd_values_are_answered_in_json(best):
    for pairs in ([("page", "abc")], [("limit", "abc")], [("upload_date_from", "yesterday")]):
        found = best.sends(pairs)
        witness(1, "odd values")
        expect(
            found.answer.json_or_none is not None, expected="JSON", received=found.answer.json_problem or "none", of=found.answer
        )


@requirement("search.robustness.refusal-delivers-no-ads")
def test_refusals_are_looked_at(best):
    for found in (best.searches_without_a_key(), best.sends([("page", "-1")]), best.sends([("limit", "abc")])):
        if found.answer.status >= 400:
            witness(1, "refusals")


@requirement("search.robustness.service-answers-as-before")
def test_the_service_answers_as_before(field):
    narrowing = field.base.narrowing
    before = field.searcher.everything(narrowing)
    for pair in ODD[::14]:
        field.searcher.sends(pairs_of(*pair))
    witness(len(before.ads), "ads found before")
    for _ in range(3):
        after = field.searcher.everything(narrowing)
        if after.ids == before.ids:
            return
        before = after
    inconclusive("the narrow search kept changing")


SPOILED = {
    "an unknown key": lambda searcher: searcher.searches_with_an_unknown_key(),
    "no key": lambda searcher: searcher.searches_without_a_key(),
    **{
        f"{name}={value}": lambda searcher, pair=(name, value): searcher.sends([pair])
        for name, value in (("limit", "abc"), ("page", "abc"), ("sort", "upwards"), ("upload_date_from", "abc"))
    },
}


def later_pages(field):
    """Searches beyond their first page: one with a filter, one without, in orders that nobody gets by default."""
    telling = [each for each in field.alone if 1 < len(field.alone[each]) < len(field.base.ids)]
    widest = sorted(telling, key=lambda each: -len(field.alone[each]))[:1]
    filtered, all_of_it = (field.narrowed(*widest), field.expected(widest)), (field.base.narrowing, field.base.ids)
    for (search, known), sort in ((filtered, "oldest"), (all_of_it, "price_desc")):
        size = max(1, min(len(known) // 3, field.searcher.maximum))
        yield {**search, "limit": size, "page": 2, "sort": sort}, len(known) > size


@requirement("search.robustness.refused-request-leaves-no-trace")
@pytest.mark.parametrize("kind", SPOILED)
def test_a_search_after_a_refused_request_is_as_before(field, kind, profile):
    pages = list(later_pages(field))
    for search, later in pages if profile.name != "quick" else pages[list(SPOILED).index(kind) % 2 :][:1]:

        def judged(search=search, sort=str(search["sort"])):
            with relations.recalling(False):
                before, spoiled, after = (
                    field.searcher.asks(search),
                    SPOILED[kind](field.searcher),
                    field.searcher.sends([*search.items()]),
                )
                if told(before, sort) != told(after, sort):
                    relations.unmoved_page(before, field.searcher.asks(search), sort)
            due = f"{described(before)}, as before {kind}"
            right = told(before, sort) == told(after, sort)
            expect(right, expected=due, received=described(after), of=[before.answer, spoiled.answer, after.answer])

        relations.established(judged)
        witness(later, "pages beyond the first")


def told(found, sort):
    """What one search has to be told each time: which of several equal ads it shows is left open."""
    keys = found.keys(sort)
    ids = [each.id for each in found.ads] if len(set(keys)) == len(found.ads) else len(found.ads)
    return keys, ids, found.total, {name: found.meta.get(name) for name in SAID}


def described(found):
    ids = ", ".join(each.id for each in found.ads[:3])
    return f"a total of {found.total} and {len(found.ads)} ads ({ids})"
