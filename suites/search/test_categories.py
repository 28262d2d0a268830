"""The list of categories: a wider endpoint, judged where the target claims it."""

from collections import Counter

from adproof import Unusable, expect, requirement, schemas, witness


def listed(best):
    answer = best.asks_for_categories()
    body = answer.json
    found = body.get("categories") if isinstance(body, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Unusable("the list of categories has no readable entries", of=answer)
    return answer, found


@requirement("search.categories.list-stands-at-the-top")
def test_the_list_stands_at_the_top(best):
    answer = best.asks_for_categories()
    findings = schemas.check("search/categories-answer.schema.json", answer.json_or_none)
    witness(1, "lists of categories")
    expect(not findings, expected="an array categories at the top", received=findings[0].message if findings else "", of=answer)


@requirement("search.categories.ids-are-unique-and-named")
def test_ids_are_unique_and_named(best):
    answer, found = listed(best)
    witness(len(found) > 1, "categories")
    twice = [id for id, times in Counter(str(each.get("id")) for each in found).items() if times > 1]
    expect(not twice, expected="every id once", received=f"{twice[:3]} twice", of=answer)
    nameless = [each for each in found if not each.get("name")]
    expect(not nameless, expected="a name for every category", received=str(nameless[:1])[:80], of=answer)


@requirement("search.categories.ids-are-those-of-the-ads")
def test_categories_of_ads_are_listed(best, stock):
    answer, found = listed(best)
    known = {str(each.get("id")) for each in found}
    # an ad's list may end with a place, so its first id is looked up
    unknown = {ad.categories[0] for ad in stock.ads.values() if ad.categories} - known
    witness(len(stock.ads), "ads")
    expect(not unknown, expected="the ads' categories in the list", received=f"not {sorted(unknown)[:3]}", of=answer)


@requirement("search.categories.listed-ids-are-accepted")
def test_listed_ids_are_accepted(best):
    _, found = listed(best)
    for each in found[:: max(1, len(found) // 6)]:
        answer = best.sends([("category", each.get("id")), ("limit", 1)])
        witness(1, "listed ids")
        expect(answer.succeeded, expected=f"a result for category {each.get('id')}", of=answer.answer)
