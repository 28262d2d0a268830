"""Variants of what the documents leave open about listings and publications."""

from __future__ import annotations

from typing import Any

from ..access import AccessRules
from ..listing_rules import ListingRules
from ..media_rules import MediaRules
from ..problems import Problem
from ..publication_rules import PublicationRules
from ..records import Account, Listing, Publication, State
from ..rules import Rules
from ..switchboard import variant, varies

ACCOUNT_HOLDS = 40  # listings

# listings

variant("deleted-listing-still-readable", "A deleted listing is shown with a mark.",
        reading=("delete.read-after-deletion", "still-readable"))  # fmt: skip


@varies("deleted-listing-still-readable", "open_after_deletion")
def readable(_rules: Rules, operation: str) -> bool:
    return operation in ("getListing", "listPublications", "getPublication")


@varies("deleted-listing-still-readable", "shown_fields")
def marked(rules: Rules, listing: Listing) -> dict[str, Any]:
    return {**ListingRules.shown_fields(rules, listing), "deleted": listing.deleted}


variant("deleted-listing-all-gone", "The publications of a deleted listing are gone with it.")


@varies("deleted-listing-all-gone", "open_after_deletion")
def all_gone(_rules: Rules, _operation: str) -> bool:
    return False


variant("second-deletion-accepted", "A deleted listing can be deleted again.",
        reading=("delete.second-deletion", "accepted"))  # fmt: skip


@varies("second-deletion-accepted", "open_after_deletion")
def deletable(rules: Rules, operation: str) -> bool:
    return operation == "deleteListing" or ListingRules.open_after_deletion(rules, operation)


variant("empty-update-refused", "An update without any field is refused.",
        reading=("update.empty-update", "refused"))  # fmt: skip


@varies("empty-update-refused", "changes")
def something_to_change(rules: Rules, listing: Listing, body: Any) -> dict[str, Any]:
    changes = ListingRules.changes(rules, listing, body)
    if not changes:
        raise Problem(400, "Nothing to update")
    return changes


variant("null-clears", "Null clears a field.",
        reading=("update.null-clears-or-is-ignored", "clears"))  # fmt: skip


@varies("null-clears", "merged")
def cleared(_rules: Rules, fields: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}


variant("null-refused", "An update with null in it is refused.",
        reading=("update.null-clears-or-is-ignored", "refused"))  # fmt: skip


@varies("null-refused", "changes")
def without_null(rules: Rules, listing: Listing, body: Any) -> dict[str, Any]:
    changes = ListingRules.changes(rules, listing, body)
    if None in changes.values():
        raise Problem(400, "Failed to read request")
    return changes


variant("long-titles-refused", "A title of more than 200 characters is refused.")


@varies("long-titles-refused", "documented_fields")
def limited(rules: Rules, body: Any) -> dict[str, Any]:
    fields = ListingRules.documented_fields(rules, body)
    if len(fields.get("title") or "") > 200:
        raise Problem(400, "The title is too long")
    return fields


variant("update-republishes", "An update makes the listing's live publications anew, with the same UUIDs.")


@varies("update-republishes", "after_update")
def made_anew(rules: Rules, listing: Listing) -> None:
    for publication in rules.publications_of(listing):
        if publication.state == State.PUBLISHED:
            rules.begin(publication, State.PUBLISHED, rules.settings.publish_seconds)


variant("malformed-id-is-a-400", "An id in a path that is no UUID is refused with 400.")


@varies("malformed-id-is-a-400", "find_listing")
def well_formed(rules: Rules, uuid: str) -> Listing | None:
    if len(uuid) != 36:
        raise Problem(400, "Failed to convert 'uuid'")
    return rules.store.listing(uuid)


variant("order-stands-in-an-object", "A new order of images is an object; a bare array is refused.")


@varies("order-stands-in-an-object", "order_in")
def no_bare_order(rules: Rules, body: Any) -> list[str]:
    if isinstance(body, list):
        raise Problem(400, "Failed to read request")
    return MediaRules.order_in(rules, body)


variant("raw-token", "The Authorization header holds the bare token, as in the documentation's samples.", bearer=False)


@varies("raw-token", "token_in")
def bare(_rules: Rules, authorization: str | None) -> str | None:
    return authorization if authorization and " " not in authorization else None


variant("raw-token-as-well", "The Authorization header may hold the bare token.")


@varies("raw-token-as-well", "token_in")
def both(rules: Rules, authorization: str | None) -> str | None:
    return AccessRules.token_in(rules, authorization) or bare(rules, authorization)


# publications

variant("bad-imprint-ends-rejected", "An unknown or missing imprint is acknowledged and then rejected.")


@varies("bad-imprint-ends-rejected", "imprint_in")
def perhaps(_rules: Rules, body: Any) -> str | None:
    if not isinstance(body, dict):
        raise Problem(400, "Failed to read request")
    imprint = body.get("imprintUuid")
    return imprint if isinstance(imprint, str) else None


@varies("bad-imprint-ends-rejected", "check_imprint")
def judged_later(_rules: Rules, _account: Account, _imprint: str | None) -> None:
    return


@varies("bad-imprint-ends-rejected", "outcome")
def judged(rules: Rules, publication: Publication) -> str:
    owner = rules.store.imprint_account(publication.imprint or "")
    return State.PUBLISHED if owner == publication.account else State.REJECTED


variant("same-imprint-same-publication", "Publishing again with the same imprint names the same publication.",
        reading=("publication.second-publication", "same-uuid"))  # fmt: skip


@varies("same-imprint-same-publication", "publish")
def once(rules: Rules, listing: Listing, imprint: str | None) -> Publication:
    alike = [each for each in rules.publications_of(listing) if each.imprint == imprint]
    return alike[0] if alike else PublicationRules.publish(rules, listing, imprint)


variant("same-imprint-refused", "Publishing again with the same imprint is refused with 409.",
        reading=("publication.second-publication", "refused"))  # fmt: skip


@varies("same-imprint-refused", "publish")
def conflict(rules: Rules, listing: Listing, imprint: str | None) -> Publication:
    if any(each.imprint == imprint for each in rules.publications_of(listing)):
        raise Problem(409, "The listing is already published with this imprint")
    return PublicationRules.publish(rules, listing, imprint)


variant("mismatch-read-is-a-404", "A publication read below another listing is not found.")


@varies("mismatch-read-is-a-404", "mismatched")
def not_here(rules: Rules, publication: Publication, listing: Listing, operation: str) -> Publication:
    if operation == "updatePublicationState":
        return PublicationRules.mismatched(rules, publication, listing, operation)
    return rules.missing_publication(listing, publication.uuid, operation)


variant("idle-state-changes-refused", "Pausing the paused and resuming the live is refused.",
        reading=("state.second-pause", "refused"))  # fmt: skip


@varies("idle-state-changes-refused", "change_state")
def real_changes(rules: Rules, publication: Publication, requested: str) -> None:
    if (publication.state == State.PAUSED) == (requested == "PAUSED"):
        raise Problem(400, f"Publication {publication.uuid} is {publication.state}")
    PublicationRules.change_state(rules, publication, requested)


variant("pending-can-be-paused", "A pending publication can be paused and resumed.")


@varies("pending-can-be-paused", "change_state")
def from_anywhere(rules: Rules, publication: Publication, requested: str) -> None:
    rules.set_state(publication, State.PAUSED if requested == "PAUSED" else State.PUBLISHED)


variant("republish-stays-live", "A republished ad stays live while it is made anew.")


@varies("republish-stays-live", "republish")
def meanwhile_live(rules: Rules, publication: Publication, requested: str) -> None:
    rules.store.drop_jobs(publication.id)
    wanted = State.PUBLISHED if requested == "PUBLISHED" else State.PAUSED
    rules.later(publication, wanted, rules.settings.publish_seconds)


variant("republish-takes-any-body", "A republish does not look at its body.",
        reading=("republish.other-body", "accepted"))  # fmt: skip


@varies("republish-takes-any-body", "check_republish_body")
def any_body(_rules: Rules, _raw: bytes) -> None:
    return


variant("unpublished-list-is-a-404", "A listing that was never published has no list of publications.")


@varies("unpublished-list-is-a-404", "list_shown")
def nothing_there(rules: Rules, shown: list[dict[str, Any]]) -> Any:
    if not shown:
        raise Problem(404, "No publications found")
    return Rules.list_shown(rules, shown)


variant("newest-publication-first", "The list begins with the newest publication.")


@varies("newest-publication-first", "list_shown")
def newest_first(rules: Rules, shown: list[dict[str, Any]]) -> Any:
    return Rules.list_shown(rules, shown[::-1])


variant("upper-case-types-accepted", "The media type's letter case and parameters do not matter.")


@varies("upper-case-types-accepted", "media_type_of")
def normalised(rules: Rules, body: Any) -> str:
    return MediaRules.media_type_of(rules, body).partition(";")[0].strip().lower()


variant("publishing-needs-an-image", "A listing without an image is not published.")


@varies("publishing-needs-an-image", "publish")
def illustrated(rules: Rules, listing: Listing, imprint: str | None) -> Publication:
    if not rules.urls(listing):
        raise Problem(409, "An ad needs an image")
    return PublicationRules.publish(rules, listing, imprint)


variant("bare-publication-fails", "The publication of a listing without an image ends rejected.")


@varies("bare-publication-fails", "outcome")
def bare_rejected(rules: Rules, publication: Publication) -> str:
    return State.PUBLISHED if rules.store.urls(publication.listing, rules.now()) else State.REJECTED


variant("account-holds-40-listings", "No further listing is taken while an account has forty.")


@varies("account-holds-40-listings", "create_listing")
def bounded(rules: Rules, account: Account, fields: dict[str, Any]) -> str:
    if len(rules.store.listings_of(account.name)) >= ACCOUNT_HOLDS:
        raise Problem(409, "The account holds as many listings as it may")
    return ListingRules.create_listing(rules, account, fields)
