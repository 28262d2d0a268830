"""Faults in the advertisements on a page. Most touch one ad of a collection, none of its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..rules import Book, Rule
from ..values import Advertisement, Json, Page

BOOK = Book()
fault = BOOK.fault


def with_links(ad: Json, change: Callable[[Json], Json]) -> Json:
    """The ad with another link map."""
    return {**ad, "_links": {**ad["_links"], **change(ad["_links"])}}


def with_price(ad: Json, change: Callable[[Json], Json]) -> Json:
    """The ad with another price model."""
    return {**ad, "priceModel": change(ad["priceModel"])}


def amounts(price: Json, change: Callable[[int], Any]) -> Json:
    """The price model with every amount changed."""
    return {key: change(value) if isinstance(value, int) else value for key, value in price.items()}


@fault("advertisement", "ads.item-id-is-a-string", "content.an-ad-stands-on-one-page", "ads.self-names-the-item")
def item_id_is_a_number(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The itemId is a number."""
    return {**rule(ad, page), "itemId": int(ad.item_id[1:])}


@fault("advertisement", "ads.item-id-is-a-string", "ads.self-names-the-item", subtle=True)
def an_item_id_is_empty(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The itemId of the fourth ad is empty."""
    return {**rule(ad, page), "itemId": ""} if ad.position == 3 else rule(ad, page)


@fault("advertisement", "ads.self-names-the-item", "ads.embedded-ad-agrees-with-its-resource", subtle=True)
def a_self_names_another_item(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The self link of the sixth ad names another item."""
    other = {"self": {"href": f"/v1/advertisements/{ad.item_id}0"}}
    return with_links(rule(ad, page), lambda _links: other) if ad.position == 5 else rule(ad, page)


@fault("advertisement", "ads.sub-resources-lie-below-self", subtle=True)
def bids_are_named_by_position(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The link to the bids carries the ad's place instead of its id."""
    bids = {"mp:bids": {"href": f"/v1/advertisements/m{ad.position}/bids"}}
    return with_links(rule(ad, page), lambda _links: bids)


@fault("advertisement", "ads.category-link-ends-in-the-category", subtle=True)
def category_levels_swapped(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The category link names the two levels the wrong way round."""
    category = {"mp:category": {"href": f"/v1/categories/{ad.level2}/{ad.level1}"}}
    return with_links(rule(ad, page), lambda _links: category)


@fault("advertisement", "ads.category-link-ends-in-the-category", subtle=True)
def category_link_of_one_level(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The category link of ads that are no cars leaves the upper level out."""
    category = {"mp:category": {"href": f"/v1/categories/{ad.level2}"}}
    return rule(ad, page) if ad.attributes else with_links(rule(ad, page), lambda _links: category)


@fault("advertisement", "ads.seller-is-the-user-asked-for", subtle=True)
def a_seller_link_is_wrong(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The seller link of the eighth ad names another user."""
    seller = {"mp:seller": {"href": f"/v1/users/{ad.seller_id + 1}"}}
    return with_links(rule(ad, page), lambda _links: seller) if ad.position == 7 else rule(ad, page)


@fault("advertisement", "ads.seller-is-the-user-asked-for", subtle=True)
def a_seller_id_is_wrong(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The last of every ten ads names another seller in its body."""
    seller = {"sellerId": ad.seller_id + 3, "sellerName": ad.seller_name}
    return {**rule(ad, page), "seller": seller} if ad.position % 10 == 9 else rule(ad, page)


@fault("advertisement", "ads.ids-and-money-are-integers", "representation.page-keeps-its-schema", subtle=True)
def bidding_amounts_are_euros(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Amounts of the model bidding are decimals."""
    bidding = ad.price_model["modelType"] == "bidding"
    change = with_price(rule(ad, page), lambda price: amounts(price, lambda cents: cents / 100 + 0.005))
    return change if bidding else rule(ad, page)


@fault("advertisement", "ads.ids-and-money-are-integers")
def amounts_are_text(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Amounts are written as text."""
    return with_price(rule(ad, page), lambda price: amounts(price, str))


@fault("advertisement", "ads.ids-and-money-are-integers", "representation.page-keeps-its-schema", subtle=True)
def a_category_is_text(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The categoryId of cars is text."""
    return {**rule(ad, page), "categoryId": str(ad.level2)} if ad.attributes else rule(ad, page)


@fault("advertisement", "ads.texts-are-strings", "representation.page-keeps-its-schema", subtle=True)
def a_title_is_a_number(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The title of the fifth ad is a number."""
    return {**rule(ad, page), "title": 3310} if ad.position == 4 else rule(ad, page)


@fault("advertisement", "representation.page-keeps-its-schema", subtle=True)
def a_place_is_text(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The location of the sixth ad is text."""
    return {**rule(ad, page), "location": f"{ad.postcode} {ad.city}"} if ad.position == 5 else rule(ad, page)


@fault("advertisement", "ads.texts-are-strings", subtle=True)
def a_title_is_empty(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The title of the newest ad is empty."""
    return {**rule(ad, page), "title": ""} if ad.position == 0 else rule(ad, page)


@fault("advertisement", "ads.members-of-the-example-are-there", subtle=True)
def a_description_is_missing(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Ads of the model bidding have no description."""
    drops = ad.price_model["modelType"] == "bidding"
    return {key: value for key, value in rule(ad, page).items() if not drops or key != "description"}


@fault("advertisement", "ads.price-model-has-a-type", subtle=True)
def a_price_has_no_type(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """A price model without amounts has no type either."""
    bare = len(ad.price_model) == 1
    return {**rule(ad, page), "priceModel": {}} if bare else rule(ad, page)


@fault("advertisement", "ads.price-model-has-a-type", "ads.members-of-the-example-are-there", subtle=True)
def a_reserved_ad_has_no_price_model(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """An ad whose price model has no amounts is shown without one."""
    bare = len(ad.price_model) == 1
    return {key: value for key, value in rule(ad, page).items() if not bare or key != "priceModel"}


@fault("advertisement", "ads.price-model-is-known", subtle=True)
def a_price_model_is_unknown(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Reserved ads and those with a price in the description are called free."""
    known = ad.price_model["modelType"] in ("fixed", "bidding")
    return rule(ad, page) if known else {**rule(ad, page), "priceModel": {"modelType": "free"}}


@fault("advertisement", "ads.fixed-price-asks-an-amount", subtle=True)
def a_fixed_price_has_no_amount(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The fixed price of the third ad has no amount."""
    price = {"modelType": "fixed"}
    return {**rule(ad, page), "priceModel": price} if ad.position == 2 else rule(ad, page)


@fault("advertisement", "ads.fixed-price-asks-an-amount", "ads.missing-values-are-left-out", subtle=True)
def a_fixed_price_is_null(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Fixed prices behind the first ten ads are null."""
    spoilt = ad.price_model["modelType"] == "fixed" and ad.position > 9
    return with_price(rule(ad, page), lambda price: {**price, "askingPrice": None}) if spoilt else rule(ad, page)


@fault("advertisement", "ads.amounts-are-never-negative", "representation.page-keeps-its-schema", subtle=True)
def a_high_price_is_negative(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Prices from 500 euros on are negative, as where a counter is too short."""
    return with_price(rule(ad, page), lambda price: amounts(price, lambda cents: cents if cents < 50_000 else -cents))


@fault("advertisement", "ads.amounts-are-never-negative", "representation.page-keeps-its-schema", subtle=True)
def a_minimal_bid_is_negative(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """A minimal bid is -1 where bidding is free."""
    free = ad.price_model == {"modelType": "bidding"}
    return with_price(rule(ad, page), lambda price: {**price, "minimalBid": -1}) if free else rule(ad, page)


@fault("advertisement", "ads.price-model-has-only-its-members", subtle=True)
def a_reserved_ad_keeps_its_price(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Models without members carry an amount."""
    bare = ad.price_model["modelType"] not in ("fixed", "bidding")
    return with_price(rule(ad, page), lambda price: {**price, "askingPrice": 1000}) if bare else rule(ad, page)


@fault("advertisement", "ads.moments-are-utc", "ads.moments-end-in-z")
def moments_are_local(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Moments are written with a local offset."""
    return {**rule(ad, page), "startDate": ad.started.replace("Z", "+01:00")}


@fault("advertisement", "ads.moments-are-utc", "ads.moments-end-in-z", subtle=True)
def a_close_is_local(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The close of the fourth ad is written as summer time."""
    return {**rule(ad, page), "closeDate": ad.closes.replace("Z", "+02:00")} if ad.position == 3 else rule(ad, page)


@fault("advertisement", "ads.moments-end-in-z", subtle=True)
def a_moment_has_an_offset(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The close of the fifth ad is written with an offset of zero."""
    return {**rule(ad, page), "closeDate": ad.closes.replace("Z", "+00:00")} if ad.position == 4 else rule(ad, page)


@fault("advertisement", "ads.moments-are-iso-8601", "ads.moments-end-in-z", subtle=True)
def a_moment_has_no_zone(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The close of the seventh ad names no zone."""
    return {**rule(ad, page), "closeDate": ad.closes.rstrip("Z")} if ad.position == 6 else rule(ad, page)


@fault("advertisement", "ads.moments-are-iso-8601", subtle=True)
def a_moment_is_no_day(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """The close of the second ad is on a day the calendar does not have."""
    return {**rule(ad, page), "closeDate": "2027-02-30T12:00:00Z"} if ad.position == 1 else rule(ad, page)


@fault("advertisement", "ads.ads-close-after-they-start", subtle=True)
def an_ad_closes_before_it_starts(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Start and close of the ninth ad are swapped."""
    swapped = {"startDate": ad.closes, "closeDate": ad.started}
    return {**rule(ad, page), **swapped} if ad.position == 8 else rule(ad, page)


@fault("advertisement", "ads.days-are-year-month-day", subtle=True)
def days_are_written_the_dutch_way(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """A date without a time is written day first."""
    members = rule(ad, page)
    day = members.get("apkExpirationDate")
    return {**members, "apkExpirationDate": "-".join(reversed(day.split("-")))} if day else members


@fault("advertisement", "ads.missing-values-are-left-out", "representation.page-keeps-its-schema", subtle=True)
def missing_website_is_null(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """An ad without a website has a url of null."""
    return {"url": None, **rule(ad, page)}


@fault("advertisement", "ads.embedded-ad-agrees-with-its-resource", subtle=True)
def own_resource_counts_in_euros(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """An ad's own resource gives amounts in whole euro."""
    return rule(ad, page) if page else with_price(rule(ad, page), lambda price: amounts(price, lambda c: c // 100))


@fault("advertisement", "ads.embedded-ad-agrees-with-its-resource", subtle=True)
def embedded_title_is_cut(rule: Rule[Json], ad: Advertisement, page: Page | None) -> Json:
    """Embedded titles are cut after 12 characters."""
    return {**rule(ad, page), "title": ad.title[:12]} if page else rule(ad, page)
