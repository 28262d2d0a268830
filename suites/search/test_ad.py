"""An ad: what it carries, and that it reads the same everywhere. Shapes are laws, written in the schemas."""

from adproof import expect, inconclusive, requirement, schemas, witness
from adproof.api.search import relations, vocabulary

FIELDS = schemas.load("search/ad-as-shown.schema.json")["allOf"][0]["required"]


@requirement("search.ad.carries-every-documented-field")
def test_every_documented_field_is_carried(stock):
    ads = list(stock.ads.values())
    if not ads:
        inconclusive("no ad was found at all")
    witness(ads, "ads")
    absent = [name for name in FIELDS if not any(name in ad.raw for ad in ads)]
    answer = next(iter(stock.looks.values())).answer
    expect(not absent, expected=f"ads with {', '.join(FIELDS)}", received=f"no ad with {', '.join(absent)}", of=answer)


@requirement("search.ad.carries-every-documented-field")
def test_every_key_is_shown_every_field(stock, searchers):
    """A field that some key is shown of an ad, every key is shown of some ad."""
    for searcher in searchers.values():
        found = searcher.recalls({"sort": "newest", "limit": searcher.maximum, "page": 1}).usable()
        known = [stock.ads[id].raw for id in found.ids & stock.ads.keys()]
        witness(known, "ads that several keys are shown")
        absent = [name for name in FIELDS if any(name in each for each in known) and not any(name in ad.raw for ad in found.ads)]
        said = f"no ad with {', '.join(absent)}"
        expect(
            not absent,
            expected=f"the fields that other keys are shown, for a {searcher.role} key",
            received=said,
            of=found.answer,
        )


@requirement("search.ad.same-ad-reads-the-same-everywhere")
def test_an_ad_reads_the_same_through_every_search(grounds):
    for ground in grounds:
        size = max(1, min(len(ground.base.ids) // 3, ground.searcher.maximum))
        others = [{"sort": sort} for sort in vocabulary.SORTS] + [{"limit": 1}]
        others += [{"sort": sort, "limit": size, "page": page} for sort in vocabulary.SORTS for page in (2, 3)][:6]
        searches = [{**ground.base.narrowing, **other} for other in others]
        searches += [ground.narrowed(feature) for feature in ground.alone]
        for search in searches:
            ground.relate(reads_the_same, search, search)


@requirement("search.ad.same-ad-reads-the-same-everywhere")
def test_an_ad_reads_the_same_for_every_key(grounds, searchers, stock):
    for ground in grounds[:1]:
        near = [each.search for each in ground.alone if each.kind == "place"][:1]
        for searcher in searchers.values():
            for other in ({"sort": "relevance"}, {"sort": "price_desc"}, *near):
                search = {**ground.base.narrowing, **other, "limit": searcher.maximum}

                def holds(ground=ground, searcher=searcher, search=search):
                    before, shown, after = (
                        asker.asks(each)
                        for asker, each in (
                            (ground.searcher, {**ground.base.narrowing, "limit": ground.searcher.maximum, "page": 1}),
                            (searcher, search),
                            (ground.searcher, {**ground.base.narrowing, "limit": ground.searcher.maximum, "page": 1}),
                        )
                    )
                    reads_the_same(before.only(lambda ad: ad.id in relations.steady(before, after)), [shown, shown])

                relations.established(holds)


def reads_the_same(before, results):
    known = {ad.id: ad for ad in before.ads}
    shown = relations.steady(*results)
    witness(len(shown), "ads seen again")
    for id in sorted(set(known) & set(shown)):
        differing = [name for name in FIELDS if differs(known[id].raw.get(name), shown[id].raw.get(name), name)]
        said = f"ad {id} with other {', '.join(differing)}"
        expect(not differing, expected="the ad as seen before", received=said, of=[before.answer, results[-1].answer])


def differs(one, other, name):
    """Whether a field differs; counters and times that move by themselves are left out, and so is NaN, which is no JSON."""
    return name not in ("views", "scrape_time") and one != other and (one == one or other == other)
