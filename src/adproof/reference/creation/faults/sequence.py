"""Faults that show only in a certain course of calls, and ids that are none."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..listing_rules import ListingRules
from ..media_rules import MediaRules
from ..problems import CrashError, Problem
from ..publication_rules import PublicationRules
from ..records import SELLER, Account, Listing, Publication, State, Ticket
from ..rules import Rules
from ..switchboard import fault

MODEL = "sequence.any-order-agrees-with-the-model"
SETTLES = "publication.status-settles-in-time"
WHOLE = "sequence.guide-can-be-followed-to-the-end"

# ids that are none


@fault("listing-id-is-a-number", "new_listing_uuid", "A listing's id is a number.",
       "listing.creation-returns-a-uuid")  # fmt: skip
def listing_number(rules: Rules, _account: Account, _fields: dict[str, Any]) -> str:
    rules.notes["listings"] = rules.notes.get("listings", 0) + 1
    return str(rules.notes["listings"])


@fault("ticket-id-is-a-token", "new_ticket_uuid", "A ticket's id is no UUID.",
       "ticket.request-returns-a-ticket-uuid")  # fmt: skip
async def ticket_word(rules: Rules, _account: Account, _type: str) -> str:
    return "ticket_" + rules.new_uuid().hex


@fault("publication-id-is-a-number", "new_publication_uuid", "A publication's id is a number.",
       "publication.publishing-returns-a-uuid")  # fmt: skip
def publication_number(rules: Rules, _listing: Listing, _imprint: str | None) -> str:
    rules.notes["publications"] = rules.notes.get("publications", 0) + 1
    return str(rules.notes["publications"])


@fault("imprint-id-is-a-word", "new_imprint_uuid", "An imprint's id is no UUID.",
       "imprint.creation-returns-a-uuid")  # fmt: skip
def imprint_word(rules: Rules, _account: Account, _content: str) -> str:
    return "imprint-" + rules.new_uuid().hex[:8]


@fault("listing-uuid-changes-with-an-image", "shown_uuid", "A listing with images calls itself otherwise.",
       "ids.listing-keeps-its-uuid", MODEL, "listing.reading-returns-the-listing", subtle=True)  # fmt: skip
def renamed_with_images(rules: Rules, listing: Listing) -> str:
    return str(uuid5(NAMESPACE_URL, listing.uuid)) if rules.urls(listing) else listing.uuid


@fault("publication-uuid-changes-when-live", "publication_shown", "The list renames a publication that is live.",
       "publication.list-names-every-publication", "ids.publication-keeps-its-uuid",
       "publication.list-names-nothing-twice", "publication.list-shows-each-status", SETTLES,
       "republish.publication-keeps-its-uuid", MODEL, WHOLE, subtle=True)  # fmt: skip
def renamed_when_live(rules: Rules, publication: Publication, view: str) -> dict[str, Any]:
    shown = PublicationRules.publication_shown(rules, publication, view)
    if view == "list" and publication.state == State.PUBLISHED:
        shown["uuid"] = str(uuid5(NAMESPACE_URL, publication.uuid))
    return shown


@fault("single-read-renames-when-live", "publication_shown", "The single read renames a publication that is live.",
       "ids.publication-keeps-its-uuid", "publication.single-read-names-the-publication", MODEL, WHOLE,
       subtle=True)  # fmt: skip
def read_renamed_when_live(rules: Rules, publication: Publication, view: str) -> dict[str, Any]:
    shown = PublicationRules.publication_shown(rules, publication, view)
    if view == "single" and publication.state == State.PUBLISHED:
        shown["uuid"] = str(uuid5(NAMESPACE_URL, publication.uuid))
    return shown


@fault("expiry-under-another-name", "ticket_shown", "The expiry is called expiresAt.",
       "ticket.answer-has-the-documented-names", "ticket.expiry-is-a-moment", "ticket.expiry-lies-ahead",
       "operations.answers-follow-their-schema", subtle=True)  # fmt: skip
def renamed_expiry(rules: Rules, ticket: Ticket) -> dict[str, Any]:
    shown = MediaRules.ticket_shown(rules, ticket)
    return {("expiresAt" if name == "expireAt" else name): value for name, value in shown.items()}


# only in a certain course


@fault("listing-with-images-not-published", "publish", "A listing that has an image is refused when published.",
       "publication.publishing-returns-a-uuid", WHOLE, subtle=True)  # fmt: skip
def imageless_only(rules: Rules, listing: Listing, imprint: str | None) -> Publication:
    if rules.urls(listing):
        raise Problem(409, "Images are still being processed")
    return PublicationRules.publish(rules, listing, imprint)


@fault("attach-after-publishing-lost", "add_image", "A published listing takes images to no effect.",
       MODEL, "attach.attached-image-appears", subtle=True)  # fmt: skip
async def before_publishing_only(rules: Rules, listing: Listing, ticket: Ticket) -> None:
    if not rules.store.publications(listing=listing.uuid):
        await MediaRules.add_image(rules, listing, ticket)


@fault("update-after-publishing-lost", "update", "A published listing takes updates to no effect.",
       MODEL, "update.sent-fields-change", subtle=True)  # fmt: skip
async def update_before_publishing(rules: Rules, listing: Listing, changes: dict[str, Any]) -> None:
    if not rules.store.publications(listing=listing.uuid):
        await ListingRules.update(rules, listing, changes)


@fault("second-publication-drops-the-images", "publish", "Publishing again takes the images away.",
       MODEL, "publication.second-publication", subtle=True)  # fmt: skip
def images_dropped(rules: Rules, listing: Listing, imprint: str | None) -> Publication:
    if rules.store.publications(listing=listing.uuid):
        rules.store.set_urls(listing.uuid, [], rules.now())
    return PublicationRules.publish(rules, listing, imprint)


@fault("second-publication-replaces-the-first", "publish", "Publishing again ends the listing's first publication.",
       "publication.accepted-publication-goes-live", "publication.settled-status-stays",
       "publication.list-names-every-publication", MODEL, subtle=True)  # fmt: skip
def first_ended(rules: Rules, listing: Listing, imprint: str | None) -> Publication:
    for publication in rules.store.publications(listing=listing.uuid):
        rules.set_state(publication, State.DELETED)
    return PublicationRules.publish(rules, listing, imprint)


@fault("publishing-reaches-a-sibling", "publish", "The account's previous listing is published as well.",
       "isolation.publishing-touches-only-its-listing", "publication.list-names-nothing-twice",
       "publication.list-is-empty-before-publishing", MODEL, subtle=True)  # fmt: skip
def sibling_published(rules: Rules, listing: Listing, imprint: str | None) -> Publication:
    others = [other for other in rules.store.listings_of(listing.account) if other.uuid != listing.uuid]
    for other in others[-1:]:
        PublicationRules.publish(rules, other, imprint)
    return PublicationRules.publish(rules, listing, imprint)


@fault("unpublished-listing-shows-a-stranger", "publications_of", "A listing never published lists another's ad.",
       "publication.list-is-empty-before-publishing", "isolation.publishing-touches-only-its-listing", MODEL,
       "publication.list-names-nothing-twice", subtle=True)  # fmt: skip
def strangers_instead(rules: Rules, listing: Listing) -> list[Publication]:
    own = PublicationRules.publications_of(rules, listing)
    return own or [each for each in rules.store.publications() if each.state == State.PUBLISHED][-1:]


# refusals of what is allowed, and the reverse


@fault("resume-refused", "change_state", "A paused publication cannot be resumed.",
       "state.resuming-is-a-204", "state.resumed-publication-is-live-again")  # fmt: skip
def pause_only(rules: Rules, publication: Publication, requested: str) -> None:
    if requested == "RESUMED" and publication.state == State.PAUSED:
        raise Problem(400, "A paused publication cannot be resumed")
    PublicationRules.change_state(rules, publication, requested)


@fault("update-needs-a-title", "changes", "An update without a title is refused.",
       "update.update-succeeds", "update.update-is-a-204", "update.sent-fields-change", subtle=True)  # fmt: skip
def titled_only(rules: Rules, listing: Listing, body: Any) -> dict[str, Any]:
    changes = ListingRules.changes(rules, listing, body)
    if changes and "title" not in changes:
        raise Problem(400, "A title is required")
    return changes


@fault("published-listing-not-deleted", "delete_listing", "A listing with publications cannot be deleted.",
       "delete.owned-listing-is-deleted", "delete.publications-leave-their-status", subtle=True)  # fmt: skip
def unpublished_only(rules: Rules, listing: Listing) -> None:
    if rules.store.publications(listing=listing.uuid):
        raise Problem(409, "The listing has publications")
    PublicationRules.delete_listing(rules, listing)


@fault("unknown-listing-is-a-400", "unknown_listing", "An unknown listing is refused with 400.",
       "listing.unknown-listing-is-a-404-problem", "update.unknown-listing-is-a-404-problem",
       "delete.unknown-listing-is-a-404-problem", "attach.unknown-listing-is-a-404", subtle=True)  # fmt: skip
def bad_request(_rules: Rules, _account: Account, _uuid: str, _operation: str) -> Listing:
    raise Problem(400, "Listing not found")


@fault("malformed-id-reads-the-newest", "find_listing", "An id that is no UUID leads to the newest listing.",
       "robustness.malformed-id-is-refused", subtle=True)  # fmt: skip
def newest_instead(rules: Rules, uuid: str) -> Listing | None:
    newest = rules.store.listings_of(SELLER.name)[-1:]
    return newest[0] if len(uuid) != 36 and newest else rules.store.listing(uuid)


@fault("broken-json-publishes", "read_json", "A publication with a broken body takes the newest imprint.",
       "robustness.broken-json-is-refused", subtle=True)  # fmt: skip
def newest_imprint(rules: Rules, raw: bytes) -> Any:
    try:
        return ListingRules.read_json(rules, raw)
    except Problem:
        imprints = rules.store.imprints_of(SELLER.name)
        return {"imprintUuid": imprints[-1]} if imprints else None


@fault("malformed-id-crashes-beside-the-read", "unknown_listing", "An id that is no UUID breaks every call but the plain read.",
       "robustness.no-input-breaks-the-target", "operations.generated-requests-get-a-verdict", subtle=True)  # fmt: skip
def no_uuid_crashes(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    if operation != "getListing" and len(uuid) != 36:
        raise CrashError
    return ListingRules.unknown_listing(rules, account, uuid, operation)


@fault("control-characters-crash", "imprint_content", "A control character in an imprint ends in a server error.",
       "operations.generated-requests-get-a-verdict", "robustness.no-input-breaks-the-target",
       subtle=True)  # fmt: skip
def printable_only(rules: Rules, body: Any) -> str:
    content = ListingRules.imprint_content(rules, body)
    if any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in content):
        raise CrashError
    return content
