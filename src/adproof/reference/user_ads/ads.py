"""Rules about one advertisement, embedded or on its own."""

from __future__ import annotations

from .paging import DOCUMENTATION, curies
from .values import Advertisement, Json, Page

SUB_RESOURCES = {
    "mp:advertisement-features": "features",
    "mp:advertisement-images": "images",
    "mp:advertisement-statistics": "statistics",
    "mp:bids": "bids",
    "mp:advertisement-transactions": "transactions",
}


def advertisement(ad: Advertisement, page: Page | None) -> Json:
    """An ad's members. Embedded in a page it leaves the curies to the collection."""
    links = ad_links(ad) if page else {**ad_links(ad), "curies": curies()}
    return {
        "_links": links,
        "itemId": ad.item_id,
        "title": ad.title,
        "description": ad.description,
        "categoryId": ad.level2,
        "priceModel": dict(ad.price_model),
        "location": {"postcode": ad.postcode, "cityName": ad.city},
        "seller": {"sellerId": ad.seller_id, "sellerName": ad.seller_name},
        **website(ad),
        **dates(ad),
        **ad.attributes,
    }


def ad_links(ad: Advertisement) -> Json:
    """Links that follow from the ad's own members: its id, its category, its seller."""
    own = f"/v1/advertisements/{ad.item_id}"
    return {
        "self": {"href": own},
        "describedby": {"href": f"{DOCUMENTATION}/advertisement.html"},
        "mp:category": {"href": f"/v1/categories/{ad.level1}/{ad.level2}"},
        "mp:seller": {"href": f"/v1/users/{ad.seller_id}"},
        **{rel: {"href": f"{own}/{part}"} for rel, part in SUB_RESOURCES.items()},
    }


def website(ad: Advertisement) -> Json:
    """The seller's page, for ads that bought it; a member without a value is left out."""
    return {"url": ad.url} if ad.url else {}


def dates(ad: Advertisement) -> Json:
    """UTC moments, the close after the start."""
    return {"startDate": ad.started, "closeDate": ad.closes}
