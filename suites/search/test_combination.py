"""Filters, orders, pages, limits and roles together: what each does alone, all of them have to do at once."""

from adproof import expect, follows, inconclusive, requirement, witness
from adproof.api.search import instants, relations, vocabulary
from adproof.api.search.actor import joined
from adproof.api.search.covering import covering, later_pages, second_pages
from adproof.api.search.expectations import counts, cut, judge_page, judge_set
from adproof.api.search.text import Carries


def combinations(grounds, searchers, number, seed):
    """A bounded covering of combinations over all grounds."""
    for ground in grounds:
        yield from ((ground, each) for each in covering(ground, searchers, max(1, number // len(grounds)), seed))


@requirement("search.combination.filters-find-their-intersection")
def test_filters_together_find_what_each_of_them_leaves(grounds, searchers, profile):
    asked, tally = set(), relations.Tally("combinations of filters")
    for ground, each in combinations(grounds, searchers, 8 * profile.examples, seed=1):
        if len(each.features) < 2 or (ground.base.kind, each.features) in asked or len(asked) >= profile.examples + 10:
            continue
        asked.add((ground.base.kind, each.features))
        tally.judge(lambda ground=ground, each=each: judge_set(ground, each.features))
        expected = ground.expected(each.features)
        witness(all(expected != ground.alone[one] for one in each.features), "combinations of which every filter bites")
    tally.close()


@requirement("search.combination.pages-cut-the-filtered-order")
def test_pages_are_cut_from_the_filtered_order(grounds, searchers, profile):
    tally = relations.Tally("pages of combinations")
    drawn = list(combinations(grounds, searchers, 2 * profile.examples + 10, seed=2))
    later = later_pages(grounds[0], [each for _, each in drawn])
    for ground, each in [*drawn, *((grounds[0], each) for each in later)]:
        tally.judge(lambda ground=ground, each=each: judge_page(ground, searchers, each, cut))
        witness(len(ground.expected(each.features)) > each.effective, "combinations of several pages")
    tally.close()


@requirement("search.combination.total-counts-what-all-filters-leave")
def test_total_counts_what_all_filters_leave(grounds, searchers, profile):
    tally = relations.Tally("totals of combinations")
    for ground, each in combinations(grounds, searchers, 2 * profile.examples + 10, seed=2):
        tally.judge(lambda ground=ground, each=each: judge_page(ground, searchers, each, counts))
        witness(len(ground.expected(each.features)) < len(ground.base.ids), "combinations that leave ads out")
    tally.close()


@requirement("search.combination.every-filter-holds-at-once")
def test_a_search_built_from_one_ad_finds_it(grounds, profile):
    tally = relations.Tally("searches built from an ad")
    for ground in grounds:
        words = ground.words
        for ad in list(ground.base.ads.values())[:: max(1, len(ground.base.ids) // max(2, profile.examples // 2))]:
            own = [word.word for word in words if ad.id in word.carriers]
            absent = [word.word for word in words if ad.carries(word.word) is Carries.NO]
            if not own or not absent or ad.uploaded is None or not ad.categories:
                continue
            search = joined(
                ground.base.narrowing,
                {
                    "upload_date_from": instants.noon(ad.uploaded - 2 * instants.DAY),
                    "upload_date_to": instants.noon(ad.uploaded + instants.DAY),
                },
                {} if ground.base.uses("query") else {"query": own[0]},
                {} if ground.base.uses("category") else {"category": ",".join(ad.categories[:2])},
                {"exclude": ",".join(absent[:2])},
            )

            def holds(before, results, ad=ad):
                found = results[0]
                if all(each.content != ad.content for each in before.ads):
                    return  # it was changed or taken off since it was picked
                witness(1, "searches built from an ad")
                said = f"{len(found.ids)} others"
                expect(ad.id in found.ids, expected=f"ad {ad.id}, which every filter fits", received=said, of=found.answer)

            tally.judge(lambda ground=ground, search=search, holds=holds: ground.relate(holds, search))
    tally.close()


@requirement("search.combination.added-filter-only-removes")
def test_one_more_filter_brings_in_no_ad(best, wide, grounds, profile):
    """On broad searches, where no answer holds everything: by totals."""
    features = [each for each in grounds[0].alone if each.kind != "dates"]
    kinds = {kind: [each for each in features if each.kind == kind][:2] for kind in ("query", "exclude", "category", "place")}
    listed = [each for group in kinds.values() for each in group]
    pairs = [(one, other) for one in listed for other in listed if one.kind < other.kind and grounds[0].expected((one, other))]
    pairs.sort(key=lambda pair: sum(kinds[each.kind].index(each) for each in pair))  # every two kinds once, before any twice
    pairs = pairs[: max(8, profile.examples)]
    alone = {each: best.asks({**joined(wide, each.search), "limit": 1}).total for each in listed}
    for one, other in pairs:
        both = best.asks({**joined(wide, one.search, other.search), "limit": 1}).total
        witness(both < min(alone[one], alone[other]), "filters that remove something more")
        if both <= min(alone[one], alone[other]):
            continue

        def holds(one=one, other=other):
            searches = ([one], [other], [one, other], [one], [other])
            asks = [best.asks({**joined(wide, *(each.search for each in search)), "limit": 1}) for search in searches]
            most = min(max(asks[0].total, asks[3].total), max(asks[1].total, asks[4].total))
            both = asks[2]
            said = f"a total of {both.total}"
            expect(
                both.total <= most,
                expected=f"at most {most}, as with one filter",
                received=said,
                of=[asks[0].answer, asks[1].answer, both.answer],
            )

        relations.established(holds)


@requirement("search.location.radius-combines-with-every-parameter")
def test_the_radius_holds_together_with_every_other_parameter(grounds, searchers):
    for ground in grounds:
        places = [each for each in ground.alone if each.kind == "place"]
        for kind in ("query", "exclude", "category", "dates"):
            pairs = [(place, other) for other in ground.alone if other.kind == kind for place in places]
            biting = [
                pair for pair in pairs if ground.expected(pair) not in (*(ground.alone[each] for each in pair), frozenset())
            ]
            for place, other in biting[:1]:
                judge_set(ground, (place, other))
                witness(1, "pairs of which both filters bite")
        for place in [each for each in places if len(ground.alone[each]) > 1][:1]:
            for each in second_pages(ground, place):
                judge_page(ground, searchers, each, cut)
    if not any(each.kind == "place" for ground in grounds for each in ground.alone):
        inconclusive("no place is known")


@requirement("search.combination.roles-see-the-same-ads")
def test_every_role_sees_the_same_ads(grounds, searchers, profile):
    smallest = min(each.maximum for each in searchers.values())
    tally = relations.Tally("searches with several keys")
    drawn = combinations(grounds, searchers, max(3, profile.examples // 3), seed=4)
    searches = [(each.search(ground.base), each.order, len(ground.expected(each.features))) for ground, each in drawn]
    for wanted, order, found in [({}, vocabulary.DEFAULT_SORT, 1), *searches]:
        search = {**wanted, "limit": max(1, smallest - 1), "page": 1}

        def holds(search=search, sort=order):
            anchor, *roles = searchers.values()
            first, others = anchor.asks(search), []
            for role in roles:
                others.append(role.asks(search))
                relations.unmoved_page(first, anchor.asks(search), sort)
            for each in others:
                same = each.total == first.total and each.keys(sort) == first.keys(sort) and len(each.ads) == len(first.ads)
                said = f"{len(each.ads)} other ads, a total of {each.total}"
                expect(
                    same,
                    expected=f"the ads of every key, a total of {first.total}",
                    received=said,
                    of=[first.answer, each.answer],
                )

        tally.judge(holds)
        witness(found, "ads that every key has to see")
    tally.close()


@requirement("search.combination.parameter-order-does-not-matter")
def test_the_order_of_parameters_changes_nothing(grounds, searchers, profile):
    """Backwards, and turned so that every parameter stands in front once."""
    in_front = set()
    for ground, each in combinations(grounds, searchers, max(3, profile.examples // 4), seed=5):
        pairs, searcher = list(each.search(ground.base).items()), searchers[each.role]
        turns = [place for place, (name, _) in enumerate(pairs) if name not in in_front]
        in_front.update(name for name, _ in pairs)

        def holds(pairs=pairs, searcher=searcher, sort=each.order, turns=turns):
            orders = [pairs[::-1], *(pairs[turn:] + pairs[:turn] for turn in turns if turn)]
            first, *turned, again = (searcher.sends(order).usable() for order in (pairs, *orders, pairs))
            relations.unmoved_page(first, again, sort)
            for other in turned:
                same = other.total == first.total and len(other.ads) == len(first.ads)
                said = f"{len(other.ads)} ads, a total of {other.total}"
                wanted = f"{len(first.ads)} ads, a total of {first.total}"
                expect(same, expected=wanted, received=said, of=[first.answer, other.answer])
            witness(len(pairs) > 1, "searches with several parameters")

        relations.established(holds)


@requirement("search.combination.unknown-parameter")
def test_an_unknown_parameter_is_ignored_or_refused(field):
    def read():
        found = field.searcher.sends([*field.base.narrowing.items(), ("limit", field.searcher.maximum), ("colour", "red")])
        same = found.number("total") == field.searcher.everything(field.base.narrowing).total
        return "refused" if found.refused else "ignored" if same else None, found

    reading, found = field.settle(read)
    said = f"a total of {found.number('total')}"
    expect(reading, expected="no change, or a refusal", received=said, of=found.answer)
    follows("search.combination.unknown-parameter", reading, of=found.answer)
