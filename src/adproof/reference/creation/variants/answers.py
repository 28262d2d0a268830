"""Variants of how answers are written: status codes, media types, field names, the words of the status."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid1

from starlette.responses import Response

from ..answers import JSON, AnswerRules
from ..listing_rules import FIELDS, ListingRules
from ..media_rules import MediaRules
from ..problems import Problem
from ..publication_rules import PublicationRules
from ..records import Account, Listing, Publication, State, Ticket
from ..rules import Rules
from ..switchboard import variant, varies

# status codes

variant("creates-answer-200", "Creations are answered with 200.")


@varies("creates-answer-200", "status_of")
def no_201(rules: Rules, operation: str) -> int:
    status = AnswerRules.status_of(rules, operation)
    return 200 if status in (201, 202) else status


variant("publishing-answers-201", "Publishing is answered with 201 and the place of the publication.")


@varies("publishing-answers-201", "status_of")
def created_publication(rules: Rules, operation: str) -> int:
    return 201 if operation == "createPublication" else AnswerRules.status_of(rules, operation)


@varies("publishing-answers-201", "headers_of")
def with_location(_rules: Rules, _operation: str, place: str) -> dict[str, str]:
    return {"location": place}


variant("attach-answers-200-with-the-listing", "An attach is answered with 200 and the listing's images.")


@varies("attach-answers-200-with-the-listing", "done")
def with_images(rules: Rules, operation: str, value: Any = None) -> Response:
    if operation != "attachMedia" or not isinstance(value, Listing):
        return AnswerRules.done(rules, operation, value)
    return JSON({"uuid": value.uuid, "urls": rules.shown_urls(value)})


variant("upload-answers-204", "The storage answers an upload with 204.")


@varies("upload-answers-204", "upload_status")
def no_content(_rules: Rules) -> int:
    return 204


variant("deletion-answers-200", "A deletion is answered with 200 and an empty body.")


@varies("deletion-answers-200", "status_of")
def deleted_200(rules: Rules, operation: str) -> int:
    return 200 if operation == "deleteListing" else AnswerRules.status_of(rules, operation)


variant("missing-token-is-a-403", "A request without a valid token is refused with 403.")


@varies("missing-token-is-a-403", "refuse_stranger")
async def forbidden(_rules: Rules, _operation: str, _act_as: Any) -> Problem:
    return Problem(403, "Forbidden")


variant("foreign-listing-is-a-403", "A foreign listing is refused with 403.")


@varies("foreign-listing-is-a-403", "foreign_listing")
def foreign_forbidden(_rules: Rules) -> Problem:
    return Problem(403, "The listing belongs to another user")


def refusing(status: int) -> Any:
    def refusal(_rules: Rules, _ticket: Ticket) -> Problem:
        return Problem(status, "The ticket cannot be used")

    return refusal


def refusing_unknown(status: int) -> Any:
    def refusal(_rules: Rules, _account: Account, _uuid: str) -> Problem:
        return Problem(status, "The ticket cannot be used")

    return refusal


for _status in (400, 404, 410, 422):
    variant(f"bad-ticket-is-a-{_status}", f"Used, expired and unknown tickets are refused with {_status}.")
    varies(f"bad-ticket-is-a-{_status}", "spent", "expired")(refusing(_status))
    varies(f"bad-ticket-is-a-{_status}", "unknown_ticket")(refusing_unknown(_status))

variant("wrong-client-is-a-401", "Bad client credentials are refused with 401.")


@varies("wrong-client-is-a-401", "oauth_status")
def unauthorized(_rules: Rules, error: str) -> int:
    return 401 if error == "invalid_client" else 400


# bodies

variant("problem-media-type", "Problems are application/problem+json.")


@varies("problem-media-type", "problem_media_type")
def problem_json(_rules: Rules) -> str:
    return "application/problem+json"


variant("problem-without-type", "Problems have status, title and detail only.")


@varies("problem-without-type", "problem_body")
def short_problem(rules: Rules, operation: str, problem: Problem, _path: str, _query: str) -> Any:
    title = rules.title(operation, problem.status)
    return {"status": problem.status, "title": title, "detail": problem.detail}


variant("problem-titles-in-capitals", "Problems have titles such as NOT_FOUND, and null where nothing is said.")


@varies("problem-titles-in-capitals", "problem_body")
def capitals(rules: Rules, _operation: str, problem: Problem, path: str, query: str) -> Any:
    body = AnswerRules.problem_body(rules, "updatePublicationState", problem, path, query)
    return {**body, "properties": None, "traceId": rules.fresh()}


variant("ids-under-other-names", "Ids are listingUuid and publicationUuid.",
        listing_id="listingUuid", publication_id="publicationUuid")  # fmt: skip
variant("ids-one-level-down", "The listing's id is inside data.", listing_id="data/uuid")
variant("ids-as-the-whole-body", "A creation is answered with the bare UUID as a JSON text.",
        listing_id="", publication_id="")  # fmt: skip
variant("publications-inside-an-object", "The list of publications is a member of an object.",
        publications_member="publications")  # fmt: skip
variant("other-status-words", "The status has other words.", words={
    State.PENDING: "IN_REVIEW", State.PUBLISHED: "online", State.PAUSED: "offline", State.REJECTED: "declined",
    State.DELETED: "removed",
})  # fmt: skip
variant("uuids-of-version-1", "UUIDs are made of time and machine.")


@varies("uuids-of-version-1", "new_uuid")
def by_time(_rules: Rules) -> UUID:
    return uuid1()


variant("uuids-in-capitals", "UUIDs are written in capital letters.")


@varies("uuids-in-capitals", "write_uuid")
def capital_uuid(_rules: Rules, uuid: UUID) -> str:
    return str(uuid).upper()


variant("further-fields", "Answers carry fields that no document names.")


@varies("further-fields", "shown_fields")
def more_fields(rules: Rules, listing: Listing) -> dict[str, Any]:
    extra = {"createdAt": "2026-01-01T00:00:00Z", "version": 3, "links": {"self": None}, "labels": ["a"]}
    return {**ListingRules.shown_fields(rules, listing), **extra}


@varies("further-fields", "publication_shown")
def more_of_publication(rules: Rules, publication: Publication, view: str) -> dict[str, Any]:
    shown = PublicationRules.publication_shown(rules, publication, view)
    return {**shown, "errors": [], "publishedAt": None, "location": {"zipCode": None}}


@varies("further-fields", "ticket_shown")
def more_of_ticket(rules: Rules, ticket: Ticket) -> dict[str, Any]:
    return {**MediaRules.ticket_shown(rules, ticket), "maxBytes": 10_000_000, "headers": {}}


variant("absent-fields-are-null", "Fields without a value are shown as null.")


@varies("absent-fields-are-null", "shown_fields")
def with_nulls(rules: Rules, listing: Listing) -> dict[str, Any]:
    names = [name if name != "price" else "adPrice" for name in FIELDS]
    return {**dict.fromkeys(names), **ListingRules.shown_fields(rules, listing)}


variant("price-under-its-own-name", "The price is shown as price, with a currency.")


@varies("price-under-its-own-name", "shown_fields")
def price_shown(rules: Rules, listing: Listing) -> dict[str, Any]:
    shown = ListingRules.shown_fields(rules, listing)
    price = shown.pop("adPrice", None)
    return {**shown, "price": {**price, "amount": float(price["amount"]), "currency": "EUR"}} if price else shown


variant("category-by-its-last-segment", "A category's path is shown by its last segment.")


@varies("category-by-its-last-segment", "shown_fields")
def last_segment(rules: Rules, listing: Listing) -> dict[str, Any]:
    shown = ListingRules.shown_fields(rules, listing)
    return {**shown, "category": str(shown["category"]).rpartition("/")[2]}


variant("category-as-a-path", "A category is shown with its parent.")


@varies("category-as-a-path", "shown_fields")
def whole_path(rules: Rules, listing: Listing) -> dict[str, Any]:
    shown = ListingRules.shown_fields(rules, listing)
    category = str(shown["category"])
    return {**shown, "category": category if "/" in category else f"Familie_Kind_Baby/{category}"}


variant("expiry-with-offset", "The expiry has fractions of a second and another zone.")


@varies("expiry-with-offset", "shown_expiry")
def two_hours_east(_rules: Rules, expires: float) -> Any:
    return datetime.fromtimestamp(expires, timezone(timedelta(hours=2))).isoformat(timespec="milliseconds")


variant("pretty-json", "JSON is indented and names its charset.")


@varies("pretty-json", "shown")
def indented(rules: Rules, operation: str, value: Any) -> Response:
    text = json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Response(text, rules.status_of(operation), media_type="application/json; charset=utf-8")


variant("image-urls-are-paths", "A listing names its images by their paths.")


@varies("image-urls-are-paths", "image_url")
def path_of_image(_rules: Rules, ticket: Ticket) -> str:
    return f"/images/{ticket.key}"


variant("image-urls-carry-a-query", "Image URLs have a query of their own.")


@varies("image-urls-carry-a-query", "image_url")
def url_with_query(rules: Rules, ticket: Ticket) -> str:
    return f"{rules.settings.storage_origin}/images/{ticket.key}?rule=$_59.JPG&size=a+b%20c#cover"


variant("status-in-detail", "The single read shows the status as an object, the list as a word.")


@varies("status-in-detail", "publication_shown")
def detailed(rules: Rules, publication: Publication, view: str) -> dict[str, Any]:
    shown = PublicationRules.publication_shown(rules, publication, view)
    return shown if view == "list" else {**shown, "status": {"name": shown["status"], "reason": None}}
