"""Variants of durations, of the ticket and of the storage."""

from __future__ import annotations

from starlette.requests import Request

from ..listing_rules import ListingRules
from ..media_rules import MediaRules
from ..problems import Problem
from ..publication_rules import PublicationRules
from ..records import Account, Listing, Publication, State, Ticket
from ..rules import Rules
from ..storage_rules import StorageRefusal, StorageRules
from ..switchboard import variant, varies

# times

variant("slow-publication", "A publication takes a second and a half.", publish_seconds=1.5)
variant("immediate-publication", "A publication is live with the answer.")


@varies("immediate-publication", "begin")
def at_once(rules: Rules, publication: Publication, state: str, _seconds: float) -> None:
    rules.set_state(publication, state)


variant("images-appear-late", "An image is shown three tenths of a second after its attach.", image_delay=0.3)
variant("views-lag-behind", "The status is shown three tenths of a second late.", read_lag=0.3)
variant("long-lived-tickets", "Tickets live for an hour.", ticket_seconds=3600.0)
variant("listing-readable-late", "A new listing can be read after three tenths of a second.")


@varies("listing-readable-late", "owned_listing")
def readable_late(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    listing = ListingRules.owned_listing(rules, account, uuid, operation)
    if operation == "getListing" and rules.now() - listing.created < 0.3:
        return rules.unknown_listing(account, uuid, operation)
    return listing


variant("pause-takes-a-moment", "Pausing and resuming show three tenths of a second later.")


@varies("pause-takes-a-moment", "change_state")
def later(rules: Rules, publication: Publication, requested: str) -> None:
    if publication.state not in (State.PAUSED, State.PUBLISHED):
        raise Problem(400, f"Publication {publication.uuid} is {publication.state}")
    rules.store.drop_jobs(publication.id)
    rules.later(publication, State.PAUSED if requested == "PAUSED" else State.PUBLISHED, 0.3)


variant("deletion-ends-publications-later", "Publications end half a second after their listing.")


@varies("deletion-ends-publications-later", "end_publications")
def ended_later(rules: Rules, listing: Listing) -> None:
    for publication in rules.publications_of(listing):
        rules.store.drop_jobs(publication.id)
        rules.later(publication, State.DELETED, 0.5)


variant("validation-in-two-steps", "A publication is VALIDATING before it is live.",
        target={"states": {"live": ["PUBLISHED"], "pending": ["PENDING", "VALIDATING"], "paused": ["PAUSED"],
                           "failed": ["REJECTED"], "gone": ["DELETED"]}})  # fmt: skip


@varies("validation-in-two-steps", "begin")
def two_steps(rules: Rules, publication: Publication, state: str, seconds: float) -> None:
    PublicationRules.begin(rules, publication, state, seconds)
    rules.later(publication, "VALIDATING", seconds / 2)


# the ticket and the storage

variant("attach-before-upload-accepted", "A ticket can be used before its image is there.",
        reading=("attach.attach-before-upload", "accepted"))  # fmt: skip


@varies("attach-before-upload-accepted", "check_uploaded")
def any_time(_rules: Rules, _ticket: Ticket) -> None:
    return


variant("second-image-replaces-the-first", "An attach replaces the listing's image.",
        reading=("attach.second-image-adds-or-replaces", "replaces"),
        target={"claims": ["update", "delete", "state", "republish", "imprints", "token"]})  # fmt: skip


@varies("second-image-replaces-the-first", "add_image")
async def replaced(rules: Rules, listing: Listing, ticket: Ticket) -> None:
    rules.store.set_urls(listing.uuid, [rules.image_url(ticket)], rules.now())


variant("storage-on-the-apis-origin", "The storage shares the API's origin.",
        reading=("upload.storage-is-its-own-origin", "api-origin"), storage_on_api=True)  # fmt: skip
variant("upload-needs-its-content-type", "The storage wants the content type the ticket was given for.")


@varies("upload-needs-its-content-type", "check_upload")
def typed(rules: Rules, request: Request) -> None:
    ending = {"image/jpeg": ".jpg", "image/png": ".png"}.get(request.headers.get("content-type", ""), "?")
    if not request.path_params["key"].endswith(ending):
        raise StorageRefusal(403, "SignatureDoesNotMatch")
    StorageRules.check_upload(rules, request)


variant("upload-only-once", "A second upload to one address is refused.",
        reading=("upload.second-upload-before-attaching", "refused"))  # fmt: skip


@varies("upload-only-once", "check_upload")
def first_upload(rules: Rules, request: Request) -> None:
    StorageRules.check_upload(rules, request)
    if (rules.images / request.path_params["key"]).exists():
        raise StorageRefusal(412, "PreconditionFailed")


variant("foreign-ticket-says-forbidden", "A foreign ticket is refused with 403.")


@varies("foreign-ticket-says-forbidden", "unknown_ticket")
def forbidden(rules: Rules, _account: Account, uuid: str) -> Problem:
    return Problem(403 if rules.store.ticket(uuid) else 404, "The ticket cannot be used")


variant("storage-redirects", "The storage sends an upload to another of its addresses with 307.")


@varies("storage-redirects", "check_upload")
def redirected(rules: Rules, request: Request) -> None:
    StorageRules.check_upload(rules, request)
    if "bucket" not in request.query_params:
        raise StorageRefusal(307, "TemporaryRedirect", Location=str(request.url.include_query_params(bucket="2")))


variant("storage-is-busy", "Every fifth upload is told to come back in a moment.")


@varies("storage-is-busy", "check_upload")
def busy(rules: Rules, request: Request) -> None:
    StorageRules.check_upload(rules, request)
    rules.notes["uploads"] = rules.notes.get("uploads", 0) + 1
    if rules.notes["uploads"] % 5 == 0:
        raise StorageRefusal(503, "SlowDown", Retry_After="1")


variant("six-images-at-most", "A listing takes six images; a further attach is refused and its ticket stays good.")


@varies("six-images-at-most", "take_use")
async def six_at_most(rules: Rules, ticket: Ticket, listing: Listing) -> bool:
    if len(rules.urls(listing)) >= 6:
        raise Problem(409, "A listing has six images at most")
    return await MediaRules.take_use(rules, ticket, listing)
