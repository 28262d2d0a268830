"""Categories: one id or a list of ids to filter by. That every ad lists a requested id is a law."""

from collections import Counter

from adproof import expect, follows, inconclusive, requirement, witness
from adproof.api.search import relations
from adproof.api.search.expectations import only_removes
from adproof.api.search.listed import UNKNOWN, carriers, free_of_categories, of, unlike


@requirement("search.category.found-ads-list-the-category")
def test_categories_of_real_ads_are_asked_for(best, wide, stock):
    for id, _ in [*stock.categories().most_common(4), *stock.categories().most_common()[-3:]]:
        for sort in ("newest", "price_desc"):
            found = best.recalls({**wide, "category": id, "sort": sort, "limit": best.maximum}).usable()
            witness(len(found.ads), "ads of searches by category")


@requirement("search.category.only-removes")
def test_a_category_brings_in_no_ad(grounds):
    for ground in free_of_categories(grounds):
        witness(only_removes(ground, "category", "ads found without a category"), "ads removed by a category")


def admissible(ads, id):
    """What an id may find: all ads that list it, those that list it last, or last but one (the last may be a place), or none."""
    listing = {ad.id for ad in ads if id in ad.categories}
    last = {ad.id for ad in ads if ad.categories[-1:] == (id,)}
    last_but_one = {ad.id for ad in ads if ad.categories[-2:-1] == (id,)}
    return [listing, last, last_but_one, last | last_but_one, set()]


@requirement("search.category.finds-every-ad-of-it")
def test_a_category_finds_every_ad_of_it(grounds):
    some = Counter()
    for ground in free_of_categories(grounds):
        ids = sorted(carriers(ground), key=lambda id: -len(carriers(ground)[id]))
        for id in [*ids[:5], *ids[-3:]]:

            def holds(before, results, id=id):
                here, wanted = results[0].ids & before.ids, admissible(before.ads, id)
                lost = wanted[0] - here
                said = f"{len(here)} of {len(wanted[0])}, without {relations.named(lost)}"
                expect(here in wanted, expected=f"all ads of category {id}", received=said, of=results[0].answer)
                some[id] += len(here)
                witness(len(here), "ads found by a category")

            ground.relate(holds, of(ground, id))
    expect(some.total() or not some, expected="ads for some category that ads list", received="none for any")


@requirement("search.category.unknown-id-delivers-no-ads")
def test_an_unknown_id_delivers_no_ads(best, stock):
    if UNKNOWN in stock.categories():
        inconclusive(f"an ad really lists category {UNKNOWN}")
    found = best.sends([("category", UNKNOWN), ("limit", best.maximum)])
    witness(stock.total, "ads that could have been delivered")
    said = f"{len(found.delivered)} ads, a total of {found.number('total')}"
    expect(not found.delivered and not found.number("total"), expected="no ads, or a refusal", received=said, of=found.answer)


def own_reading(ids, listing, own, nothing):
    """How a category that stands above others is taken, by the ads it finds; None for a part of its ads that nothing explains."""
    if ids == nothing:
        return "finds-nothing"
    return "holds-its-children" if ids == listing else "own-ads-only" if ids in own else None


@requirement("search.category.parent-category")
def test_a_parent_finds_its_children_or_its_own(grounds):
    for ground in free_of_categories(grounds):
        firsts = Counter(ad.categories[0] for ad in ground.base.ads.values() if len(ad.categories) > 1)
        for parent, _ in [each for each in firsts.most_common() if each[0] in carriers(ground)][:1]:

            def read(ground=ground, parent=parent):
                base, found = ground.ask(ground.base.narrowing), ground.ask(of(ground, parent)).usable()
                listing, *own, nothing = admissible(base.ads, parent)
                return own_reading(found.ids & base.ids, listing, own, nothing), found

            reading, found = ground.settle(read)
            said = f"{len(found.ids)} of the ads that list it"
            expect(reading, expected="the ads of its children, its own, or none", received=said, of=found.answer)
            follows("search.category.parent-category", reading, of=found.answer)
            return
    inconclusive("no ad lists a category above another")


@requirement("search.category.array-form")
def test_a_repeated_parameter_is_a_list_or_one_id(grounds):
    for ground in free_of_categories(grounds):
        for one, other in unlike(ground, 2)[:1]:
            pairs = [*ground.base.narrowing.items(), ("category", one), ("category", other), ("limit", ground.searcher.maximum)]

            def read(ground=ground, one=one, other=other, pairs=pairs):
                found = ground.searcher.sends(pairs)
                first, last, both = (ground.ask(of(ground, *form)).ids for form in ((one,), (other,), (one, other)))
                ids = frozenset(ad.id for ad in found.delivered)
                known = {both: "union", first: "first", last: "last", frozenset(): "nothing"}
                return "refused" if found.refused else known.get(ids), found

            reading, found = ground.settle(read)
            said = f"{len(found.delivered)} other ads"
            expect(reading, expected="the union, one of the ids, or a refusal", received=said, of=found.answer)
            follows("search.category.array-form", reading, of=found.answer)
            return
    inconclusive("no two categories with ads of their own were found")
