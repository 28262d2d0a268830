"""Faults of what the documents leave open: a reading that changes within the run, or none that is admissible."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from ..listing_rules import ListingRules
from ..media_rules import MediaRules
from ..problems import Problem, unreadable
from ..publication_rules import PublicationRules
from ..records import Listing, Publication, Ticket
from ..rules import Rules
from ..storage_rules import StorageRefusal, StorageRules
from ..switchboard import fault, instead_of
from .seldom import nth

# the ticket and the storage


@fault("attach-before-upload-taken-by-turns", "check_uploaded", "Of attaches before the upload every second is taken.",
       "attach.attach-before-upload", subtle=True)  # fmt: skip
def uploaded_by_turns(rules: Rules, ticket: Ticket) -> None:
    if ticket.uploaded is not None or not nth(rules, "early attach", 2):
        MediaRules.check_uploaded(rules, ticket)


@fault("third-image-replaces-the-others", "add_image", "A second image is added, a third one replaces them.",
       "attach.second-image-adds-or-replaces", "images.further-images-are-added", subtle=True)  # fmt: skip
async def two_then_one(rules: Rules, listing: Listing, ticket: Ticket) -> None:
    if len(rules.urls(listing)) == 2:
        rules.store.set_urls(listing.uuid, [], rules.now())
    await MediaRules.add_image(rules, listing, ticket)


@fault("every-second-address-on-the-apis-origin", "signed_url", "Every second ticket leads to a storage on the API's origin.",
       "upload.storage-is-its-own-origin", subtle=True)  # fmt: skip
def origin_by_turns(rules: Rules, ticket: Ticket) -> str:
    address = MediaRules.signed_url(rules, ticket)
    moved = rules.settings.api_origin + address.removeprefix(rules.settings.storage_origin)
    return moved if nth(rules, "address", 2) else address


@fault("second-upload-taken-by-turns", "check_upload", "Of second uploads to an address every other one is taken.",
       "upload.second-upload-before-attaching", subtle=True)  # fmt: skip
def upload_by_turns(rules: Rules, request: Request) -> None:
    StorageRules.check_upload(rules, request)
    if (rules.images / request.path_params["key"]).exists() and nth(rules, "second upload", 2):
        raise StorageRefusal(412, "PreconditionFailed")


# the listing


@fault("every-second-deleted-listing-shown", "open_after_deletion", "Of deleted listings every second can still be read.",
       "delete.read-after-deletion", subtle=True)  # fmt: skip
def shown_by_turns(rules: Rules, operation: str) -> bool:
    shown = rules.notes.get("deleted and read") in rules.notes.get("shown after all", ())
    return (operation == "getListing" and shown) or PublicationRules.open_after_deletion(rules, operation)


@instead_of("creation.every-second-deleted-listing-shown", "find_listing")
def noting_what_is_read(rules: Rules, uuid: str) -> Listing | None:
    rules.notes["deleted and read"] = uuid
    return ListingRules.find_listing(rules, uuid)


@instead_of("creation.every-second-deleted-listing-shown", "delete_listing")
def noting_every_second(rules: Rules, listing: Listing) -> None:
    PublicationRules.delete_listing(rules, listing)
    if nth(rules, "deletion", 2):
        rules.notes.setdefault("shown after all", set()).add(listing.uuid)


@fault("second-deletion-taken-by-turns", "open_after_deletion", "Of second deletions every other one is taken.",
       "delete.second-deletion", subtle=True)  # fmt: skip
def deleted_by_turns(rules: Rules, operation: str) -> bool:
    taken = operation == "deleteListing" and nth(rules, "second deletion", 2)
    return taken or PublicationRules.open_after_deletion(rules, operation)


@fault("null-becomes-a-word", "merged", "Null in an update is kept as the word null.", "update.null-clears-or-is-ignored",
       subtle=True)  # fmt: skip
def worded_null(rules: Rules, fields: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    words = {name: "null" for name, value in changes.items() if value is None and isinstance(fields.get(name), str)}
    return ListingRules.merged(rules, fields, changes | words)


@fault("empty-update-empties-the-description", "changes", "An update without a field takes the description away.",
       "update.empty-update", subtle=True)  # fmt: skip
def nothing_means_none(rules: Rules, listing: Listing, body: Any) -> dict[str, Any]:
    return ListingRules.changes(rules, listing, body) or {"description": ""}


# the publication


@fault("second-publication-by-turns", "publish", "Publishing again with the same imprint is refused every second time.",
       "publication.second-publication", subtle=True)  # fmt: skip
def again_by_turns(rules: Rules, listing: Listing, imprint: str | None) -> Publication:
    again = any(each.imprint == imprint for each in rules.publications_of(listing))
    if again and nth(rules, "again", 2):
        raise Problem(409, "The listing is already published with this imprint")
    return PublicationRules.publish(rules, listing, imprint)


@fault("other-republish-body-by-turns", "check_republish_body", "Every second republish with another body is taken.",
       "republish.other-body", subtle=True)  # fmt: skip
def body_by_turns(rules: Rules, raw: bytes) -> None:
    if rules.read_json(raw) != {} and not nth(rules, "other body", 2):
        raise unreadable()
