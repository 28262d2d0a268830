"""An ad: what it carries, and that it reads the same everywhere. Shapes are laws, written in the schemas."""

from adproof import expect, requirement, schemas, witness
from adproof.api.search import relations

FIELDS = schemas.load("search/ad-as-shown.schema.json")["allOf"][0]["required"]


@requirement("search.ad.carries-every-documented-field")
def test_every_documented_field_is_carried(stock):
    ads = list(stock.ads.values())
    witness(ads, "ads")
    absent = [name for name in FIELDS if not any(name in ad.raw for ad in ads)]
    answer = next(iter(stock.looks.values())).answer
    expect(not absent, expected=f"ads with {', '.join(FIELDS)}", received=f"no ad with {', '.join(absent)}", of=answer)


@requirement("search.ad.same-ad-reads-the-same-everywhere")
def test_an_ad_reads_the_same_through_every_search(grounds):
    for ground in grounds:
        size = max(1, min(len(ground.base.ids) // 3, ground.searcher.maximum))
        others = [{"sort": "price_asc"}, {"sort": "oldest", "limit": size, "page": 2}, {"limit": size, "page": 3}, {"limit": 1}]
        others += [feature.search for feature in list(ground.alone)[::3] if feature.kind != "dates"]
        for other in others:
            search = {**ground.base.narrowing, "limit": ground.searcher.maximum, "page": 1, **other}

            def holds(ground=ground, search=search):
                before, found, after, again = (
                    ground.searcher.everything(ground.base.narrowing),
                    ground.searcher.asks(search),
                    ground.searcher.everything(ground.base.narrowing),
                    ground.searcher.asks(search),
                )
                stayed, shown = relations.steady(before, after), relations.steady(found, again)
                witness(len(shown), "ads seen twice")
                for id in sorted(set(stayed) & set(shown)):
                    differing = [name for name in FIELDS if differs(stayed[id].raw.get(name), shown[id].raw.get(name), name)]
                    said = f"ad {id} with other {', '.join(differing)}"
                    expect(not differing, expected="the ad as seen before", received=said, of=[after.answer, again.answer])

            relations.established(holds)


def differs(one, other, name):
    """Whether a field differs; counters and times that move by themselves are left out."""
    return name not in ("views", "scrape_time") and one != other

