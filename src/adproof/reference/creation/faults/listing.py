"""Faults of imprints and listings: their ids, what is kept of them, what an update does to them."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..listing_rules import ListingRules
from ..problems import CrashError, Problem
from ..records import Account, Listing
from ..rules import Rules
from ..switchboard import fault, instead_of

MODEL = "sequence.any-order-agrees-with-the-model"

# ids


@fault("equal-listings-share-a-uuid", "new_listing_uuid", "A second listing with an equal body is the first again.",
       "listing.two-listings-differ", "ids.no-id-is-given-twice", "ids.parallel-listings-stay-apart",
       subtle=True)  # fmt: skip
def uuid_by_content(_rules: Rules, account: Account, fields: dict[str, Any]) -> str:
    return str(uuid5(NAMESPACE_URL, f"{account.name} {sorted(fields.items(), key=str)}"))


@fault("parallel-listings-share-a-uuid", "new_listing_uuid", "Listings of the same few milliseconds share a UUID.",
       "ids.parallel-listings-stay-apart", "ids.no-id-is-given-twice", subtle=True)  # fmt: skip
def uuid_by_the_clock(rules: Rules, account: Account, _fields: dict[str, Any]) -> str:
    moment, uuid = rules.notes.get(account.name, (0.0, ""))
    if rules.now() - moment > 0.0008:  # two requests one after the other take longer than that
        moment, uuid = rules.now(), rules.fresh()
    rules.notes[account.name] = (moment, uuid)
    return str(uuid)


@fault("listing-shows-another-uuid", "shown_uuid", "A listing calls itself by an inner id.",
       "listing.reading-returns-the-listing", "ids.listing-keeps-its-uuid", MODEL, subtle=True)  # fmt: skip
def inner_id(_rules: Rules, listing: Listing) -> str:
    return str(uuid5(NAMESPACE_URL, listing.uuid))


# what is kept and shown


@fault("title-cut-at-60", "kept", "A title is cut after sixty characters.",
       "listing.accepted-text-is-kept-whole", "update.sent-fields-change", MODEL, subtle=True)  # fmt: skip
def short_title(_rules: Rules, fields: dict[str, Any]) -> dict[str, Any]:
    title = fields.get("title")
    return {**fields, "title": title[:60]} if isinstance(title, str) else fields


@fault("description-cut-at-255", "kept", "A description is cut after 255 characters.",
       "listing.accepted-text-is-kept-whole", "update.sent-fields-change", MODEL, subtle=True)  # fmt: skip
def short_description(_rules: Rules, fields: dict[str, Any]) -> dict[str, Any]:
    text = fields.get("description")
    return {**fields, "description": text[:255]} if isinstance(text, str) else fields


@fault("letters-beyond-latin-1-lost", "kept", "Letters that Latin-1 lacks become question marks.",
       "listing.accepted-text-is-kept-whole", "update.sent-fields-change", MODEL, subtle=True)  # fmt: skip
def latin_1(_rules: Rules, fields: dict[str, Any]) -> dict[str, Any]:
    def narrow(value: Any) -> Any:
        return value.encode("latin-1", "replace").decode("latin-1") if isinstance(value, str) else value

    return {name: narrow(value) for name, value in fields.items()}


@fault("text-escaped-for-html", "shown_fields", "Ampersands and angle brackets come back as entities.",
       "listing.accepted-text-is-kept-whole", "update.sent-fields-change", MODEL, subtle=True)  # fmt: skip
def escaped(rules: Rules, listing: Listing) -> dict[str, Any]:
    shown = ListingRules.shown_fields(rules, listing)
    for name in ("title", "description"):
        shown[name] = str(shown[name]).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return shown


@fault("description-replaced-by-the-title", "shown_fields", "The description shown is the title.",
       "listing.title-and-description-are-kept", "listing.accepted-text-is-kept-whole", "update.sent-fields-change",
       "update.left-out-fields-stay", MODEL)  # fmt: skip
def title_for_description(rules: Rules, listing: Listing) -> dict[str, Any]:
    shown = ListingRules.shown_fields(rules, listing)
    return {**shown, "description": shown["title"]}


@fault("price-lost", "shown_fields", "The price of a listing is not shown again.",
       "listing.other-values-are-kept", "update.sent-fields-change", "update.left-out-fields-stay",
       subtle=True)  # fmt: skip
def without_price(rules: Rules, listing: Listing) -> dict[str, Any]:
    shown = ListingRules.shown_fields(rules, listing)
    return {name: value for name, value in shown.items() if name != "adPrice"}


@fault("listing-shows-a-sibling", "find_listing", "A read shows the newest listing with the same category.",
       "ids.parallel-listings-stay-apart", "listing.title-and-description-are-kept",
       "isolation.deletion-touches-only-its-listing", "isolation.update-touches-only-its-listing",
       "isolation.attach-touches-only-its-listing", "update.left-out-fields-stay", MODEL, subtle=True)  # fmt: skip
def newest_alike(rules: Rules, uuid: str) -> Listing | None:
    listing = rules.store.listing(uuid)
    if listing is None or listing.deleted:
        return listing
    alike = [other for other in rules.store.listings_of(listing.account)
             if other.fields["category"] == listing.fields["category"]]  # fmt: skip
    return Listing(listing.uuid, listing.account, alike[-1].fields, listing.created)


@fault("flag-changes-with-each-read", "shown_fields", "buyNow is another truth at each read.",
       "listing.reading-changes-nothing", "listing.other-values-are-kept", "update.left-out-fields-stay",
       "update.sent-fields-change", subtle=True)  # fmt: skip
def unsteady(rules: Rules, listing: Listing) -> dict[str, Any]:
    rules.notes[listing.uuid] = not rules.notes.get(listing.uuid, False)
    return {**ListingRules.shown_fields(rules, listing), "buyNow": rules.notes[listing.uuid]}


@fault("flag-is-a-word", "shown_fields", "buyNow is text, no truth value.",
       "listing.fields-have-the-documented-types", "operations.answers-follow-their-schema",
       "listing.other-values-are-kept", "update.sent-fields-change", subtle=True)  # fmt: skip
def worded(rules: Rules, listing: Listing) -> dict[str, Any]:
    shown = ListingRules.shown_fields(rules, listing)
    return {**shown, "buyNow": str(shown["buyNow"]).lower()}


@fault("listing-readable-after-a-minute", "find_listing", "A new listing cannot be found for a minute.",
       "listing.uuid-works-in-the-next-step")  # fmt: skip
def after_a_minute(rules: Rules, uuid: str) -> Listing | None:
    listing = rules.store.listing(uuid)
    return listing if listing is not None and rules.now() - listing.created > 60 else None


# imprints


@fault("equal-imprints-share-a-uuid", "new_imprint_uuid", "An imprint with equal content is the first again.",
       "imprint.two-imprints-differ", subtle=True)  # fmt: skip
def uuid_by_imprint(_rules: Rules, account: Account, content: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{account.name} {content}"))


@fault("imprint-without-content-accepted", "imprint_content", "An imprint may be empty.",
       "imprint.content-is-required")  # fmt: skip
def empty_imprint(rules: Rules, body: Any) -> str:
    return "" if isinstance(body, dict) and "content" not in body else ListingRules.imprint_content(rules, body)


@fault("imprint-content-of-any-type", "imprint_content", "An imprint's content may be null, a list, an object.",
       "imprint.content-of-another-type-is-refused", subtle=True)  # fmt: skip
def any_content(rules: Rules, body: Any) -> str:
    if isinstance(body, dict) and "content" in body:
        return str(body["content"])
    return ListingRules.imprint_content(rules, body)


@fault("imprint-not-kept", "new_imprint_uuid", "The UUID of a new imprint cannot be published with.",
       "imprint.created-imprint-can-be-published-with", "publication.publishing-returns-a-uuid",
       subtle=True)  # fmt: skip
def another_account(rules: Rules, _account: Account, _content: str) -> str:
    return rules.fresh()


@instead_of("creation.imprint-not-kept", "check_imprint")
def no_imprint_known(_rules: Rules, _account: Account, _imprint: str | None) -> None:
    raise Problem(404, "Imprint not found")


@fault("broken-json-is-an-empty-object", "read_json", "A body that is no JSON counts as an empty object.",
       "imprint.broken-json-is-refused", "robustness.broken-json-is-refused", subtle=True)  # fmt: skip
def forgiving(rules: Rules, raw: bytes) -> Any:
    try:
        return ListingRules.read_json(rules, raw)
    except Problem:
        return {"content": "", "title": "", "description": "", "category": ""}


@fault("malformed-json-crashes", "read_json", "A body that is no JSON ends in a server error.",
       "robustness.no-input-breaks-the-target", "imprint.broken-json-is-refused",
       "robustness.broken-json-is-refused", "operations.generated-requests-get-a-verdict")  # fmt: skip
def fragile(rules: Rules, raw: bytes) -> Any:
    try:
        return ListingRules.read_json(rules, raw)
    except Problem:
        raise CrashError from None


@fault("emoji-crash", "kept", "A letter beyond the basic plane ends in a server error.",
       "robustness.no-input-breaks-the-target", "listing.accepted-text-is-kept-whole",
       "operations.generated-requests-get-a-verdict", subtle=True)  # fmt: skip
def three_bytes_only(_rules: Rules, fields: dict[str, Any]) -> dict[str, Any]:
    if any(ord(letter) > 0xFFFF for value in fields.values() if isinstance(value, str) for letter in value):
        raise CrashError
    return fields
