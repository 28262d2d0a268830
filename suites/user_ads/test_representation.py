"""What a page looks like. Most of this chapter is judged on every page of a run; see laws.py and laws_schema.py."""

from adproof import expect, follows, requirement, schemas, witness
from adproof.api.user_ads import BIGGEST_LIMIT

NO_ATTRIBUTES = {
    *schemas.load("user_ads/advertisement.schema.json")["properties"],
    "_embedded",
    "status",
    "reserved",
    "showOnMap",
}


@requirement("user_ads.representation.own-collection-is-served")
def test_the_own_collection_is_served(seller):
    page = seller.lists_own_ads()

    witness(1, "calls by the owner")
    expect(page.served, expected="200 with a page of ads", of=page.answer)


@requirement("user_ads.representation.own-collection-is-served")
def test_the_own_collection_is_served_to_a_caller_that_accepts_anything(seller):
    page = seller.lists_own_ads(limit=1, headers={"Accept": "*/*"})

    witness(1, "calls by the owner")
    expect(page.served, expected="200 with a page of ads", of=page.answer)


@requirement("user_ads.representation.ads-are-an-array")
def test_one_ad_stands_in_an_array(seller):
    page = seller.lists_own_ads(limit=1)

    witness(1, "pages of one ad")
    expect(page.ads_or_none is not None, expected="an array below _embedded", of=page.answer, pointer="/_embedded")


@requirement("user_ads.representation.attribute-values-may-be-embedded")
def test_attribute_values_are_shown_or_left_out(seller):
    for page in (seller.lists_own_ads(), seller.lists_own_ads(limit=BIGGEST_LIMIT)):  # the same ads
        shown = witness([ad for ad in page.ads if set(ad.members) - NO_ATTRIBUTES], "ads with attribute values")
        reading = "shown" if shown else "left-out"
        follows("user_ads.representation.attribute-values-may-be-embedded", reading, of=page.answer)


@requirement("user_ads.representation.item-link-is-templated")
def test_an_item_link_is_absent_templated_or_plain(seller):
    for limit in (1, 2):
        page = seller.lists_own_ads(limit=limit)
        links = [value for pointer, rel, value in page.all_links() if pointer == "/_links/item" and rel == "item"]
        templated = links and isinstance(links[0], dict) and links[0].get("templated") is True
        reading = "templated" if templated else "plain" if links else "absent"
        follows("user_ads.representation.item-link-is-templated", reading, of=page.answer)
