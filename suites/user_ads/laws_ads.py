"""What holds for every embedded ad beyond its schema: how its parts agree with each other and with the page."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from adproof import expect, law, schemas, witness
from adproof.api.user_ads import ads_of, expect_of, page_of

SUB_RESOURCES = ("features", "images", "statistics", "bids", "transactions")
PRICE = schemas.load("user_ads/price-model.schema.json")
AMOUNTS = ("askingPrice", "minimalBid", "retailPrice")


@lru_cache(maxsize=4096)
def path_of(href):
    try:
        return unquote(urlsplit(href or "").path)
    except ValueError:
        return ""


@law("user_ads.ads.item-id-is-unique-on-a-page")
def item_ids_are_unique_on_a_page(answer):
    ids = [ad.id for ad in ads_of(answer) if ad.id]
    witness(ids, "ads")
    twice = [id for id in ids if ids.count(id) > 1] if len(set(ids)) < len(ids) else []
    expect(not twice, expected="different itemIds", received=f"{twice[:1]} more than once", of=answer, pointer="/_embedded")


@law("user_ads.ads.self-names-the-item")
def self_names_the_item(answer):
    for ad in ads_of(answer):
        if ad.id is not None and ad.href("self") is not None:
            witness(1, "ads with self")
            good = path_of(ad.href("self")).endswith(f"/advertisements/{ad.id}")
            due = f"self ending in /advertisements/{ad.id}"
            expect_of(ad, good, expected=due, received=ad.href("self"), of=answer, member="_links/self/href")


@law("user_ads.ads.sub-resources-lie-below-self")
def sub_resources_lie_below_self(answer):
    for ad in ads_of(answer):
        for name in SUB_RESOURCES:
            rel = "mp:bids" if name == "bids" else f"mp:advertisement-{name}"
            if ad.href(rel) is not None and ad.href("self") is not None:
                witness(1, "links to sub-resources")
                due = f"{path_of(ad.href('self'))}/{name}"
                good = path_of(ad.href(rel)) == due
                expect_of(ad, good, expected=f"{rel} at {due}", received=ad.href(rel), of=answer, member=f"_links/{rel}/href")


@law("user_ads.ads.members-of-the-example-are-there")
def members_of_the_example_are_there(answer):
    for ad in ads_of(answer):
        witness(1, "ads")
        missing = [name for name in ("title", "description", "categoryId", "priceModel") if ad.members.get(name) is None]
        expect_of(ad, not missing, expected="the example's members", received=f"no {', '.join(missing)}", of=answer, member="")


@law("user_ads.ads.category-link-ends-in-the-category")
def the_category_link_ends_in_the_category(answer):
    for ad in ads_of(answer):
        href, category = ad.href("mp:category"), ad.members.get("categoryId")
        if href is not None and type(category) is int:
            witness(1, "ads with category and link")
            found = re.search(r"/categories/(\d+)/(\d+)$", path_of(href))
            good = bool(found) and int(found[2]) == category
            due = f"mp:category ending in two categories, the second {category}"
            expect_of(ad, good, expected=due, received=href, of=answer, member="_links/mp:category/href")


@law("user_ads.ads.seller-is-the-user-asked-for")
def the_seller_is_the_user_asked_for(answer):
    page = page_of(answer)
    user = page.asked.user if page else None
    for ad in ads_of(answer):
        witness(1, "ads")
        seller = ad.part("seller").get("sellerId")
        if type(seller) is int:
            expect_of(
                ad, str(seller) == user, expected=f"sellerId {user}", received=f"{seller}", of=answer, member="seller/sellerId"
            )
        href = ad.href("mp:seller")
        if href is not None:
            good = path_of(href).endswith(f"/users/{user}")
            expect_of(
                ad, good, expected=f"mp:seller ending in /users/{user}", received=href, of=answer, member="_links/mp:seller/href"
            )


@law("user_ads.ads.ids-and-money-are-integers")
def ids_and_money_are_written_without_a_fraction(answer):
    for ad in ads_of(answer):
        witness(1, "ads")
        values = {"categoryId": ad.members.get("categoryId"), "seller/sellerId": ad.part("seller").get("sellerId")}
        values |= {f"priceModel/{name}": ad.part("priceModel").get(name) for name in AMOUNTS}
        for member, value in values.items():
            whole = value.is_integer() if isinstance(value, float) else not isinstance(value, str | bool)
            expect_of(ad, whole, expected=f"{member} as an integer", received=repr(value), of=answer, member=member)


@law("user_ads.ads.price-model-has-a-type")
def every_ad_has_a_price_model(answer):
    """What a price model needs to have is for its schema to say."""
    for ad in ads_of(answer):
        witness(1, "ads")
        model = ad.members.get("priceModel")
        good = isinstance(model, dict)
        expect_of(ad, good, expected="a priceModel with its modelType", received=f"{model!r:.60}", of=answer, member="priceModel")


@law("user_ads.ads.price-model-is-known")
def the_price_model_is_known(answer):
    known = PRICE["properties"]["modelType"]["examples"]
    for ad in ads_of(answer):
        type_ = ad.part("priceModel").get("modelType")
        if isinstance(type_, str):
            witness(1, "price models")
            expect_of(
                ad,
                type_ in known,
                expected="a documented modelType",
                received=repr(type_),
                of=answer,
                member="priceModel/modelType",
            )


@law("user_ads.ads.price-model-has-only-its-members")
def a_price_model_has_only_its_members(answer):
    for ad in ads_of(answer):
        model = ad.part("priceModel")
        type_ = model.get("modelType")
        if isinstance(type_, str) and type_ in PRICE["x-members"]:
            witness(1, "price models")
            strange = [name for name in AMOUNTS if name in model and name not in PRICE["x-members"][type_]]
            due = f"only the amounts of a model {type_!r}"
            expect_of(ad, not strange, expected=due, received=f"{strange}", of=answer, member="priceModel")


@law("user_ads.ads.missing-values-are-left-out")
def missing_values_are_left_out(answer):
    for ad in ads_of(answer):
        witness(1, "ads")
        empty = [name for name, value in nulls(ad.members) if value is None]
        expect_of(ad, not empty, expected="no null", received=f"null at {empty[:3]}", of=answer, member=(empty or [""])[0])


def nulls(members):
    """Members of an ad and of the objects in it."""
    for name, value in members.items():
        yield name, value
        if isinstance(value, dict):
            yield from ((f"{name}/{inner}", each) for inner, each in value.items())
