"""Faults of the update: what it resets, loses, half keeps, or does to others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from ..listing_rules import ListingRules
from ..problems import CrashError, Problem
from ..records import Listing
from ..rules import Rules
from ..switchboard import fault

MODEL = "sequence.any-order-agrees-with-the-model"


@fault("update-resets-fields", "merged", "An update resets every field it leaves out.",
       "update.left-out-fields-stay", "update.null-is-allowed", MODEL)  # fmt: skip
def replaced(_rules: Rules, fields: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    needed = {"title": "", "description": "", "category": fields["category"]}
    return {**needed, **{name: value for name, value in changes.items() if value is not None}}


@fault("price-update-resets-the-contact", "merged", "An update of the price resets phone number and contact.",
       "update.left-out-fields-stay", subtle=True)  # fmt: skip
def contact_reset(_rules: Rules, fields: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = ListingRules.merged(_rules, fields, changes)
    lost = {"phoneNumber", "contactPerson"} - set(changes) if "price" in changes else set()
    return {name: value for name, value in merged.items() if name not in lost}


@fault("price-lost-beside-a-title", "merged", "An update of title and price keeps the old price.",
       "update.sent-fields-change", subtle=True)  # fmt: skip
def title_or_price(rules: Rules, fields: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    taken = {name: value for name, value in changes.items() if name != "price" or "title" not in changes}
    return ListingRules.merged(rules, fields, taken)


@fault("update-ignores-empty-values", "merged", "An update to false or to an empty text is not made.",
       "update.sent-fields-change", MODEL, subtle=True)  # fmt: skip
def truthy_only(rules: Rules, fields: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return ListingRules.merged(rules, fields, {name: value for name, value in changes.items() if value})


@fault("update-without-effect", "merged", "An update is answered with success and changes nothing.",
       "update.sent-fields-change", MODEL)  # fmt: skip
def unchanged(_rules: Rules, fields: dict[str, Any], _changes: dict[str, Any]) -> dict[str, Any]:
    return fields


@fault("update-reaches-a-sibling", "update", "An update is made to the account's previous listing too.",
       "isolation.update-touches-only-its-listing", MODEL, subtle=True)  # fmt: skip
async def sibling_too(rules: Rules, listing: Listing, changes: dict[str, Any]) -> None:
    others = [other for other in rules.store.listings_of(listing.account) if other.uuid != listing.uuid]
    for each in (listing, *others[-1:]):
        await ListingRules.update(rules, each, changes)


@fault("update-drops-the-images", "after_update", "An update takes the images away.",
       "update.images-stay", MODEL, subtle=True)  # fmt: skip
def images_dropped(rules: Rules, listing: Listing) -> None:
    rules.store.set_urls(listing.uuid, [], rules.now())


@fault("update-makes-publications-anew", "after_update", "An update gives the publications new UUIDs.",
       "update.publications-keep-their-uuids", "ids.publication-keeps-its-uuid", MODEL, subtle=True)  # fmt: skip
def publications_anew(rules: Rules, listing: Listing) -> None:
    for publication in rules.publications_of(listing):
        rules.store.db.execute("update creation_publications set uuid = ? where id = ?", (rules.fresh(), publication.id))


@fault("null-breaks-the-update", "changes", "A null in an update ends in a server error.",
       "update.null-is-allowed", "robustness.no-input-breaks-the-target",
       "operations.generated-requests-get-a-verdict")  # fmt: skip
def crash_on_null(rules: Rules, listing: Listing, body: Any) -> dict[str, Any]:
    changes = ListingRules.changes(rules, listing, body)
    if None in changes.values():
        raise CrashError
    return changes


@fault("null-price-breaks-the-update", "changes", "Only a null price ends in a server error.",
       "update.null-is-allowed", "robustness.no-input-breaks-the-target",
       "operations.generated-requests-get-a-verdict", subtle=True)  # fmt: skip
def crash_on_null_price(rules: Rules, listing: Listing, body: Any) -> dict[str, Any]:
    changes = ListingRules.changes(rules, listing, body)
    if changes.get("price", "") is None:
        raise CrashError
    return changes


@fault("refused-price-is-half-kept", "changes", "A price without its type is refused, but its amount is kept.",
       "update.refused-update-changes-nothing", subtle=True)  # fmt: skip
def amount_kept(rules: Rules, listing: Listing, body: Any) -> dict[str, Any]:
    price = body.get("price") if isinstance(body, dict) else None
    if isinstance(price, dict) and isinstance(price.get("amount"), int) and "type" not in price:
        half = {**listing.fields.get("price", {"type": "FIXED"}), "amount": price["amount"]}
        rules.store.set_fields(listing.uuid, {**listing.fields, "price": half})
    return ListingRules.changes(rules, listing, body)


def leaving(fields_left: Callable[[Listing, dict[str, Any]], dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """A refused update that leaves these fields all the same, by the listing and the object that was refused."""

    def changes(rules: Rules, listing: Listing, body: Any) -> dict[str, Any]:
        try:
            return ListingRules.changes(rules, listing, body)
        except Problem:
            if isinstance(body, dict):
                rules.store.set_fields(listing.uuid, fields_left(listing, body))
            raise

    return changes


@fault("refused-update-keeps-its-title", "changes", "An update with a bad price is refused, but its title is kept.",
       "update.refused-update-changes-nothing", MODEL, subtle=True)  # fmt: skip
@leaving
def title_kept(listing: Listing, body: dict[str, Any]) -> dict[str, Any]:
    return {**listing.fields, "title": body["title"]} if isinstance(body.get("title"), str) else listing.fields


@fault("half-a-price-takes-the-price", "changes", "Half a price is refused, and the price that was there is gone.",
       "update.refused-update-changes-nothing", MODEL, subtle=True)  # fmt: skip
@leaving
def price_taken(listing: Listing, body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in listing.fields.items() if name != "price" or "price" not in body}


@fault("price-without-amount-accepted", "changes", "A price needs no amount.",
       "update.price-needs-type-and-amount", "update.refused-update-changes-nothing", subtle=True)  # fmt: skip
def amount_optional(rules: Rules, listing: Listing, body: Any) -> dict[str, Any]:
    price = body.get("price") if isinstance(body, dict) else None
    if isinstance(price, dict) and "amount" not in price:
        body = {**body, "price": {**price, "amount": 0}}
    return ListingRules.changes(rules, listing, body)


@fault("price-without-type-accepted", "changes", "A price needs no type.",
       "update.price-needs-type-and-amount", "update.refused-update-changes-nothing", subtle=True)  # fmt: skip
def type_optional(rules: Rules, listing: Listing, body: Any) -> dict[str, Any]:
    price = body.get("price") if isinstance(body, dict) else None
    if isinstance(price, dict) and "type" not in price:
        body = {**body, "price": {**price, "type": "FIXED"}}
    return ListingRules.changes(rules, listing, body)


@fault("concurrent-updates-lose-one", "update", "Of two updates at the same moment one is lost.",
       "update.left-out-fields-stay", subtle=True)  # fmt: skip
async def lost_update(rules: Rules, listing: Listing, changes: dict[str, Any]) -> None:
    before = rules.store.listing(listing.uuid) or listing
    await asyncio.sleep(0.004)
    rules.store.set_fields(listing.uuid, rules.merged(before.fields, rules.kept(changes)))
