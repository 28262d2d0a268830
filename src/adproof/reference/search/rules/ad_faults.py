"""Faults and variants of an ad's fields."""

from __future__ import annotations

import html
from sqlite3 import Row
from typing import Any

from ..asked import Desk
from ..drafts import DAY
from . import date
from .ad import location, metadata, seller, shown

Fields = dict[str, Any]


@shown.fault("ad.adid-is-text")
def ad_adid_as_number(d: Desk, ad: Row) -> Fields:
    """adid is a number."""
    return {**shown.kept(d, ad), "adid": int(ad["adid"])}


@shown.fault("ad.adid-is-text", "paging.pages-share-no-ad", "paging.pages-hold-every-ad", subtle=True)
def ad_adid_as_number_now_and_then(d: Desk, ad: Row) -> Fields:
    """adid is a number in every second answer."""
    return {**shown.kept(d, ad), "adid": int(ad["adid"]) if d.requests % 2 else ad["adid"]}


@shown.fault("ad.title-is-text")
def ad_title_missing_for_some(d: Desk, ad: Row) -> Fields:
    """Every tenth ad has no title."""
    return {**shown.kept(d, ad), "title": None if ad["number"] % 10 == 4 else ad["title"]}


@shown.fault("ad.carries-its-id-title-and-date", subtle=True)
def ad_without_upload_date_for_some(d: Desk, ad: Row) -> Fields:
    """Every tenth ad lacks upload_date."""
    fields = shown.kept(d, ad)
    return {key: value for key, value in fields.items() if key != "upload_date" or ad["number"] % 10 != 4}


@shown.fault("ad.carries-every-documented-field", "ad.no-ad-lacks-a-field")
def ad_without_scrape_time(d: Desk, ad: Row) -> Fields:
    """Ads have no scrape_time."""
    return {key: value for key, value in shown.kept(d, ad).items() if key != "scrape_time"}


@shown.fault("ad.no-ad-lacks-a-field", subtle=True)
def ad_without_images_where_empty(d: Desk, ad: Row) -> Fields:
    """An ad without pictures has no images field."""
    return {key: value for key, value in shown.kept(d, ad).items() if key != "images" or value}


@shown.fault("ad.price-is-an-amount", "ad.price-is-a-number", subtle=True)
def ad_price_false_where_free(d: Desk, ad: Row) -> Fields:
    """An ad that is free, or has no price, shows false."""
    return {**shown.kept(d, ad), "price": ad["price"] or False}


@shown.fault("ad.texts-are-whole-characters")
def ad_title_ends_in_half_a_character(d: Desk, ad: Row) -> Fields:
    """Titles end in half a surrogate pair."""
    return {**shown.kept(d, ad), "title": ad["title"] + "\ud83d"}


@shown.fault("ad.texts-are-whole-characters", subtle=True)
def ad_some_descriptions_end_in_half_a_character(d: Desk, ad: Row) -> Fields:
    """Every twentieth description ends in the second half of a surrogate pair."""
    return {**shown.kept(d, ad), "description": ad["description"] + "\ude00" * (ad["number"] % 20 == 3)}


@shown.fault("ad.price-is-an-amount", "ad.price-is-a-number")
def ad_price_as_an_object(d: Desk, ad: Row) -> Fields:
    """The price is an object of amount and currency."""
    return {**shown.kept(d, ad), "price": {"amount": ad["price"], "currency": "EUR"}}


@shown.fault("ad.price-is-a-number", subtle=True)
def ad_price_negative_without_price(d: Desk, ad: Row) -> Fields:
    """An ad without a price shows -1."""
    return {**shown.kept(d, ad), "price": -1 if ad["price"] is None else ad["price"]}


@shown.fault("ad.price-is-a-number")
def ad_price_as_words(d: Desk, ad: Row) -> Fields:
    """The price is a text with the currency."""
    return {**shown.kept(d, ad), "price": f"{ad['price'] or 0} €"}


@shown.fault("ad.same-ad-reads-the-same-everywhere", "combination.roles-see-the-same-ads", subtle=True)
def ad_price_in_cents_for_pro_keys(d: Desk, ad: Row) -> Fields:
    """Pro keys are shown prices in cents."""
    factor = 100 if d.memory.get("role") == "pro" else 1
    return {**shown.kept(d, ad), "price": ad["price"] and ad["price"] * factor}


@shown.fault("ad.shipping-is-a-boolean")
def ad_shipping_as_number(d: Desk, ad: Row) -> Fields:
    """shipping is 0 or 1."""
    return {**shown.kept(d, ad), "shipping": ad["shipping"]}


@shown.fault("ad.images-are-web-addresses")
def ad_images_without_host(d: Desk, ad: Row) -> Fields:
    """Pictures are paths without a host."""
    fields = shown.kept(d, ad)
    return {**fields, "images": [url.partition(".test")[2] for url in fields["images"]]}


@shown.fault("ad.images-are-web-addresses", subtle=True)
def ad_one_image_as_text(d: Desk, ad: Row) -> Fields:
    """A single picture stands without its array."""
    fields = shown.kept(d, ad)
    return {**fields, "images": fields["images"][0] if len(fields["images"]) == 1 else fields["images"]}


@shown.fault("ad.views-reads-as-a-count")
def ad_views_negative(d: Desk, ad: Row) -> Fields:
    """Some ads have -1 views."""
    return {**shown.kept(d, ad), "views": "-1" if ad["views"] < 50 else str(ad["views"])}


@shown.fault("ad.views-reads-as-a-count", subtle=True)
def ad_views_with_thousands(d: Desk, ad: Row) -> Fields:
    """Views from 400 on are written in thousands, as 0,4k."""
    views = ad["views"]
    return {**shown.kept(d, ad), "views": f"0,{views // 100}k" if views >= 400 else str(views)}


@shown.fault("ad.upload-date-is-an-instant")
def ad_upload_date_in_german(d: Desk, ad: Row) -> Fields:
    """upload_date is written with the day first, without a zone."""
    year, month, day = date.iso(ad["uploaded"])[:10].split("-")
    return {**shown.kept(d, ad), "upload_date": f"{day}.{month}.{year}"}


@shown.fault("ad.scrape-time-is-an-instant", subtle=True)
def ad_scrape_time_without_zone(d: Desk, ad: Row) -> Fields:
    """scrape_time has no time zone."""
    return {**shown.kept(d, ad), "scrape_time": date.iso(ad["scraped"])[:-1]}


@shown.fault("ad.dates-lie-in-the-past", subtle=True)
def ad_scraped_in_the_future(d: Desk, ad: Row) -> Fields:
    """scrape_time is a year ahead."""
    return {**shown.kept(d, ad), "scrape_time": date.iso(ad["scraped"] + 365 * DAY)}


@shown.fault("ad.text-survives-its-encoding", "exclude.excluded-word-is-absent", "query.found-ads-carry-the-term", subtle=True)
def ad_text_as_html(d: Desk, ad: Row) -> Fields:
    """In texts the signs & < > and quotes are HTML entities."""
    return {**shown.kept(d, ad), "title": html.escape(ad["title"]), "description": html.escape(ad["description"])}


@shown.fault("ad.text-survives-its-encoding", "query.finds-words-with-umlauts", "query.finds-every-ad-with-the-word")
def ad_umlauts_broken(d: Desk, ad: Row) -> Fields:
    """Titles are read in the wrong encoding."""
    return {**shown.kept(d, ad), "title": ad["title"].encode().decode("latin-1")}


@shown.fault("ad.same-ad-reads-the-same-everywhere", "sort.price-asc-never-decreases", subtle=True)
def ad_title_depends_on_the_request(d: Desk, ad: Row) -> Fields:
    """Every tenth ad has its title in capitals when it is found by a price order."""
    loud = d.memory.get("sort", "").startswith("price") and ad["number"] % 10 == 4
    return {**shown.kept(d, ad), "title": ad["title"].upper() if loud else ad["title"]}


@shown.fault("ad.same-ad-reads-the-same-everywhere", "details.shows-the-ad-of-the-search", subtle=True)
def ad_seller_depends_on_the_page(d: Desk, ad: Row) -> Fields:
    """From page 2 on every ad is shown with the next seller."""
    fields = shown.kept(d, ad)
    return {**fields, "seller": seller.kept(d, ad["number"] // 3 + 1)} if d.memory.get("page", 1) > 1 else fields


@seller.fault("ad.seller-since-is-in-seconds", subtle=True)
def ad_seller_since_in_milliseconds(d: Desk, number: int) -> Fields:
    """seller.since is in milliseconds."""
    fields = seller.kept(d, number)
    return {**fields, "since": fields["since"] * 1000}


@seller.fault("ad.badges-have-their-texts", subtle=True)
def ad_last_badge_without_text(d: Desk, number: int) -> Fields:
    """A seller's third badge has no text."""
    fields = seller.kept(d, number)
    return {**fields, "badges_text": fields["badges_text"][:2]}


@seller.fault("ad.seller-has-its-fields")
def ad_seller_without_type(d: Desk, number: int) -> Fields:
    """Sellers have no type."""
    return {key: value for key, value in seller.kept(d, number).items() if key != "type"}


@location.fault(
    "ad.geocoding-is-latitude-longitude",
    "location.ads-lie-within-the-radius",
    "location.radius-bounds-the-diameter",
    "location.finds-every-ad-well-inside",
    "location.results-of-two-radii-fit-together",
)
def ad_geocoding_swapped(d: Desk, ad: Row) -> Fields:
    """geocoding is longitude and latitude."""
    fields = location.kept(d, ad)
    return {**fields, "geocoding": fields["geocoding"][::-1]}


@location.fault("ad.zip-keeps-its-digits", subtle=True)
def ad_zip_without_leading_zero(d: Desk, ad: Row) -> Fields:
    """A zip that begins with 0 lacks it."""
    fields = location.kept(d, ad)
    return {**fields, "zip": fields["zip"].lstrip("0")}


@location.fault("ad.geocoding-is-latitude-longitude", "ad.location-has-its-fields")
def ad_geocoding_as_object(d: Desk, ad: Row) -> Fields:
    """geocoding is an object with lat and lon."""
    fields = location.kept(d, ad)
    return {**fields, "geocoding": dict(zip(("lat", "lon"), fields["geocoding"], strict=True))}


@metadata.fault("ad.categories-have-their-texts", subtle=True)
def ad_breadcrumb_lacks_a_text(d: Desk, ad: Row) -> Fields:
    """The breadcrumb's last entry has no text."""
    fields = metadata.kept(d, ad)
    return {**fields, "categories_text": fields["categories_text"][:-1]}


@metadata.fault("ad.details-have-their-texts", subtle=True)
def ad_details_in_lines(d: Desk, ad: Row) -> Fields:
    """The parts of details_text are divided by commas."""
    return {**metadata.kept(d, ad), "details_text": ad["details"].replace(" | ", ", ")}


@metadata.fault("ad.metadata-has-its-fields")
def ad_categories_as_text(d: Desk, ad: Row) -> Fields:
    """categories is one text."""
    fields = metadata.kept(d, ad)
    return {**fields, "categories": ",".join(fields["categories"])}


@shown.variant()
def ad_price_as_text(d: Desk, ad: Row) -> Fields:
    """The price is written as a text."""
    return {**shown.kept(d, ad), "price": None if ad["price"] is None else str(ad["price"])}


@shown.variant()
def ad_price_absent_without_price(d: Desk, ad: Row) -> Fields:
    """An ad without a price lacks the field."""
    return {key: value for key, value in shown.kept(d, ad).items() if key != "price" or value is not None}


@shown.variant()
def ad_views_as_number(d: Desk, ad: Row) -> Fields:
    """views is a number."""
    return {**shown.kept(d, ad), "views": ad["views"]}


@shown.variant()
def ad_descriptions_shortened(d: Desk, ad: Row) -> Fields:
    """Every third description is shortened in search results."""
    text = ad["description"]
    return {**shown.kept(d, ad), "description": text[:60] + "..." if ad["number"] % 3 == 0 and len(text) > 70 else text}


@shown.variant()
def ad_null_where_unknown(d: Desk, ad: Row) -> Fields:
    """Empty descriptions are null, and some ads have null for shipping, seller, coordinates or no details."""
    fields, lacks = {**shown.kept(d, ad), "description": ad["description"] or None}, ad["number"] % 40
    if lacks in (5, 7):
        return {**fields, {5: "shipping", 7: "seller"}[lacks]: None}
    if lacks == 9:
        return {**fields, "location": {**fields["location"], "geocoding": None}}
    return {**fields, "metadata": {**fields["metadata"], "details": [], "details_text": ""}} if lacks == 11 else fields


@shown.variant()
def ad_has_more_fields(d: Desk, ad: Row) -> Fields:
    """Ads, sellers and places have fields beyond the documented ones."""
    fields = shown.kept(d, ad)
    return {**fields, "url": None, "tags": ["top"], "seller": {**fields["seller"], "rating": 4.5}, "price_type": "FIXED"}
