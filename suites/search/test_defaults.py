"""What a parameter is when it is left out."""

from adproof import expect, inconclusive, requirement, witness
from adproof.api.search import relations, vocabulary
from adproof.api.search.actor import joined


def same_result(searcher, narrowing, one, other, sort):
    """Two searches show one total and one list of keys, asked around an unmoved answer."""

    def holds():
        first, second, again = (searcher.asks({**narrowing, **each}) for each in (one, other, one))
        relations.unmoved_page(first, again, sort)
        said = f"a total of {second.total}"
        expect(second.total == first.total, expected=f"a total of {first.total}", received=said, of=[first.answer, second.answer])
        same = second.keys(sort) == first.keys(sort) and len(second.ads) == len(first.ads)
        expect(same, expected="the same list", received="another list", of=[first.answer, second.answer])

    relations.established(holds)


@requirement("search.defaults.page-is-one")
def test_without_a_page_the_first_is_delivered(best, wide, field):
    for narrowing in (wide, field.base.narrowing):
        second = best.asks({**narrowing, "limit": 4, "page": 2})
        first = best.asks({**narrowing, "limit": 4})  # the page before is over and done with
        shown = first.meta.get("page")
        expect(shown == vocabulary.DEFAULT_PAGE, expected="meta.page 1", received=repr(shown)[:40], of=first.answer)
        witness([ad.id for ad in first.delivered] != [ad.id for ad in second.delivered], "searches whose second page differs")
        same_result(best, narrowing, {"limit": 4, "page": vocabulary.DEFAULT_PAGE}, {"limit": 4}, "newest")


@requirement("search.defaults.query-is-a-star")
def test_without_a_query_everything_is_found(best, wide, field):
    star = {"query": vocabulary.DEFAULT_QUERY}
    narrowings = [wide, field.base.narrowing] if not field.base.uses("query") else [wide]
    for narrowing in narrowings:
        same_result(best, narrowing, {"limit": 7}, {"limit": 7, **star}, "newest")
        witness(best.asks({**narrowing, "limit": 1}).total, "ads that could be missing")


@requirement("search.defaults.star-finds-everything")
def test_the_star_leaves_no_ad_out(field, grounds):
    for each in grounds:
        if each.base.uses("query"):
            continue
        star = each.searcher.everything({**each.base.narrowing, "query": vocabulary.DEFAULT_QUERY}).usable()
        found = [each.alone[feature] for feature in each.alone if feature.kind == "query"]
        witness(sum(map(len, found)), "ads found by words")
        if star.ids != each.base.ids or any(not ids <= star.ids for ids in found):
            features = [feature for feature in each.alone if feature.kind == "query"][:3]

            def holds(each=each, features=features):
                stayed, alone, (again,) = each.afresh(features, {**each.base.narrowing, "query": vocabulary.DEFAULT_QUERY})
                lost = (frozenset(stayed) | frozenset().union(*alone)) - again.ids
                expect(not lost, expected="every ad", received=f"without {relations.named(lost)}", of=again.answer)

            relations.established(holds)
    if all(each.base.uses("query") for each in grounds):
        inconclusive("every narrow search needed a word, so * could not be tried on one")


@requirement("search.defaults.bare-request-succeeds")
def test_a_search_without_any_parameter_is_answered(searchers):
    for each in searchers.values():
        found = each.asks({})
        witness(1, "requests without a parameter")
        expect(found.succeeded, expected="a result", of=found.answer)


@requirement("search.defaults.explicit-defaults-change-nothing")
def test_every_default_given_explicitly_changes_nothing(best, wide):
    explicit = {name: vocabulary.default(name) for name in ("query", "limit", "page", "sort")}
    same_result(best, wide, {}, explicit, "newest")
    for name, value in explicit.items():
        same_result(best, wide, {}, {name: value}, "newest")
    found = best.asks(joined(wide, {"page": 2}))
    witness(len(found.delivered), "ads on a second page, which other defaults would show")


@requirement("search.defaults.explicit-defaults-change-nothing")
def test_every_default_given_beside_a_filter_changes_nothing(best, field):
    """One filter of each kind: by itself, with nothing else, as in the document's examples."""
    explicit = {name: vocabulary.default(name) for name in ("query", "limit", "page", "sort")}
    for kind, feature in field.of_each_kind().items():
        alone = field.narrowed(feature) if kind == "dates" else feature.search
        others = {name: value for name, value in explicit.items() if name not in alone}
        same_result(best, alone, {}, others, "newest")
        witness(field.base.ids - field.alone[feature], f"ads that a filter by {kind} leaves out")
