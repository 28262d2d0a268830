"""Faults of the media ticket: its id, its expiry, its address, the types it is given for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from starlette.requests import Request

from ..media_rules import SUPPORTED, MediaRules, signature
from ..problems import Problem
from ..records import ACCOUNTS, Account, Listing, Ticket
from ..rules import Rules
from ..storage_rules import StorageRefusal, StorageRules
from ..switchboard import fault, instead_of

# ids


@fault("tickets-repeat-in-parallel", "new_ticket_uuid", "Requests at the same moment get the same ticket.",
       "ticket.parallel-tickets-are-unique", "ids.no-id-is-given-twice", subtle=True)  # fmt: skip
async def number_read_before_it_is_written(rules: Rules, account: Account, _type: str) -> str:
    number = rules.notes.get(account.name, 0)
    await asyncio.sleep(0.004)
    rules.notes[account.name] = number + 1
    return str(uuid5(NAMESPACE_URL, f"{account.name} {number}"))


@fault("ticket-reissued-while-unused", "new_ticket_uuid", "An unused ticket is handed out again.",
       "ticket.tickets-are-unique", "ticket.parallel-tickets-are-unique", "ids.no-id-is-given-twice",
       "ticket.each-ticket-has-its-own-url")  # fmt: skip
async def unused_ticket_again(rules: Rules, account: Account, media_type: str) -> str:
    for ticket in reversed(rules.store.tickets_of(account.name)):
        if not ticket.spent and ticket.media_type == media_type and ticket.expires > rules.now() + 1:
            return ticket.uuid
    return rules.fresh()


@fault("tickets-shared-by-accounts", "new_ticket_uuid", "Each account counts its tickets from the same start.",
       "ids.no-id-is-given-twice", subtle=True)  # fmt: skip
async def numbered_by_account(rules: Rules, account: Account, _type: str) -> str:
    rules.notes[account.name] = rules.notes.get(account.name, 0) + 1
    return str(uuid5(NAMESPACE_URL, f"ticket {rules.notes[account.name]}"))


@fault("ticket-uuids-run-out", "new_ticket_uuid", "After thirty tickets their UUIDs begin again.",
       "ids.no-id-is-given-twice", "attach.ticket-attaches-the-image", "attach.ticket-works-until-it-expires",
       "isolation.other-account-uses-no-ticket", "ticket.tickets-are-unique", subtle=True)  # fmt: skip
async def few_numbers(rules: Rules, account: Account, _type: str) -> str:
    rules.notes["issued"] = rules.notes.get("issued", 0) + 1
    return str(uuid5(NAMESPACE_URL, f"{account.name} {rules.notes['issued'] % 30}"))


# expiry


@fault("expired-ticket-accepted", "check_not_expired", "A ticket never expires.",
       "attach.expired-ticket-is-refused")  # fmt: skip
def never_expires(_rules: Rules, _ticket: Ticket, _listing: Listing) -> None:
    return


@fault("expiry-binds-the-upload-only", "check_not_expired", "Once its image is uploaded a ticket never expires.",
       "attach.expired-ticket-is-refused", subtle=True)  # fmt: skip
def expires_before_upload(rules: Rules, ticket: Ticket, listing: Listing) -> None:
    if ticket.uploaded is None:
        MediaRules.check_not_expired(rules, ticket, listing)


@fault("expired-empty-ticket-acknowledged", "attach", "An expired ticket without an image is acknowledged, to no effect.",
       "attach.expired-ticket-is-refused", subtle=True)  # fmt: skip
async def nothing_expired(rules: Rules, account: Account, listing: Listing, uuid: str) -> None:
    ticket = rules.ticket_named(account, uuid)
    if ticket.uploaded is None and rules.now() > ticket.expires:
        return
    await MediaRules.attach(rules, account, listing, uuid)


@fault("expired-ticket-accepted-once-published", "check_not_expired",
       "A published listing takes expired tickets.", "attach.expired-ticket-is-refused", subtle=True)  # fmt: skip
def expires_before_publishing(rules: Rules, ticket: Ticket, listing: Listing) -> None:
    if not rules.publications_of(listing):
        MediaRules.check_not_expired(rules, ticket, listing)


@fault("ticket-dies-early", "check_not_expired", "A ticket stops working at half of its lifetime.",
       "attach.ticket-works-until-it-expires", subtle=True)  # fmt: skip
def expires_early(rules: Rules, ticket: Ticket, _listing: Listing) -> None:
    if rules.now() >= ticket.expires - rules.settings.ticket_seconds / 2:
        raise rules.expired(ticket)


@fault("expiry-in-the-past", "shown_expiry", "The expiry shown is ten seconds behind the answer.",
       "ticket.expiry-lies-ahead", "attach.ticket-works-until-it-expires")  # fmt: skip
def behind(rules: Rules, _expires: float) -> Any:
    return MediaRules.shown_expiry(rules, rules.now() - 10)


@fault("expiry-without-zone", "shown_expiry", "The expiry does not say its zone.",
       "ticket.expiry-is-a-moment", subtle=True)  # fmt: skip
def zoneless(_rules: Rules, expires: float) -> Any:
    return datetime.fromtimestamp(expires, UTC).strftime("%Y-%m-%dT%H:%M:%S")


@fault("expiry-is-a-lifetime", "shown_expiry", "The expiry is a number of seconds, no moment.",
       "ticket.expiry-is-a-moment", "ticket.answer-has-the-documented-names",
       "operations.answers-follow-their-schema")  # fmt: skip
def lifetime(rules: Rules, _expires: float) -> Any:
    return round(rules.settings.ticket_seconds)


@fault("expiry-is-no-date", "shown_expiry", "The expiry names a month that does not exist.",
       "ticket.expiry-is-a-moment", subtle=True)  # fmt: skip
def impossible_month(_rules: Rules, expires: float) -> Any:
    return datetime.fromtimestamp(expires, UTC).strftime("%Y-00-%dT%H:%M:%SZ")


# the presigned address


@fault("upload-address-shared", "issue_ticket", "All tickets of an account lead to one address.",
       "ticket.each-ticket-has-its-own-url")  # fmt: skip
async def one_place_for_all(rules: Rules, account: Account, media_type: str) -> Ticket:
    uuid = await rules.new_ticket_uuid(account, media_type)
    ticket = Ticket(uuid, account.name, media_type, f"{account.name}.jpg", rules.expiry())
    rules.store.add_ticket(ticket)
    return ticket


@instead_of("creation.upload-address-shared", "image_url")
def address_by_ticket(rules: Rules, ticket: Ticket) -> str:
    return f"{rules.settings.storage_origin}/images/{ticket.key}?image={ticket.uuid}"


@instead_of("creation.upload-address-shared", "signed_url")
def address_without_end(rules: Rules, ticket: Ticket) -> str:
    expires = 4_000_000_000
    query = f"X-Expires={expires}&X-Signature={signature(ticket.key, expires)}"
    return f"{rules.settings.storage_origin}/uploads/{ticket.key}?{query}"


@fault("upload-address-relative", "signed_url", "The upload address is a mere path.",
       "ticket.request-returns-a-presigned-url")  # fmt: skip
def path_only(rules: Rules, ticket: Ticket) -> str:
    return MediaRules.signed_url(rules, ticket).removeprefix(rules.settings.storage_origin)


@fault("upload-address-of-a-metadata-service", "signed_url", "The upload address is link-local.",
       "upload.url-may-be-contacted")  # fmt: skip
def link_local(rules: Rules, ticket: Ticket) -> str:
    return "http://169.254.169.254" + path_only(rules, ticket)


@fault("upload-address-gives-away-the-token", "signed_url", "The upload address carries the API's token.",
       "upload.url-carries-no-api-credential", subtle=True)  # fmt: skip
def with_token(rules: Rules, ticket: Ticket) -> str:
    return f"{MediaRules.signed_url(rules, ticket)}&access_token={ACCOUNTS[ticket.account].token}"


@fault("upload-needs-the-api-token", "check_upload", "The storage wants the API's own credential.",
       "upload.url-takes-the-image-directly")  # fmt: skip
def wants_credentials(rules: Rules, request: Request) -> None:
    if rules.account_of(request.headers.get("authorization"), "upload") is None:
        raise StorageRefusal(401, "AccessDenied")


@fault("png-upload-refused", "check_upload", "Tickets are given for PNG, but the upload is refused.",
       "upload.url-takes-the-image-directly", subtle=True)  # fmt: skip
def jpeg_only(rules: Rules, request: Request) -> None:
    if request.path_params["key"].endswith(".png"):
        raise StorageRefusal(400, "InvalidArgument")
    StorageRules.check_upload(rules, request)


@fault("signature-half-checked", "check_upload", "Only the first letters of the signature are compared.",
       "upload.altered-address-is-refused", subtle=True)  # fmt: skip
def beginning_of_signature(_rules: Rules, request: Request) -> None:
    expires = int(request.query_params.get("X-Expires", "0"))
    wanted = signature(request.path_params["key"], expires)
    if not request.query_params.get("X-Signature", "").startswith(wanted[:8]):
        raise StorageRefusal(403, "SignatureDoesNotMatch")


# media types


@fault("gif-accepted", "check_media_type", "Tickets are given for GIF too.",
       "ticket.unsupported-type-is-refused", "ticket.unsupported-type-is-a-415-problem",
       "ticket.refused-type-names-the-supported", subtle=True)  # fmt: skip
def gif_as_well(rules: Rules, media_type: str) -> None:
    if media_type != "image/gif":
        MediaRules.check_media_type(rules, media_type)


@fault("any-image-type-accepted", "check_media_type", "Tickets are given for every type that begins with image/.",
       "ticket.unsupported-type-is-refused", "ticket.unsupported-type-is-a-415-problem",
       "ticket.refused-type-names-the-supported")  # fmt: skip
def any_image(rules: Rules, media_type: str) -> None:
    if not media_type.startswith("image/"):
        MediaRules.check_media_type(rules, media_type)


@fault("type-compared-as-a-substring", "check_media_type", "A part of a supported type passes for it.",
       "ticket.unsupported-type-is-refused", "ticket.unsupported-type-is-a-415-problem",
       "ticket.refused-type-names-the-supported", subtle=True)  # fmt: skip
def part_of_a_type(rules: Rules, media_type: str) -> None:
    if media_type not in SUPPORTED:
        MediaRules.check_media_type(rules, media_type)


@fault("png-refused", "check_media_type", "Tickets are given for JPEG only.",
       "ticket.jpeg-and-png-are-accepted")  # fmt: skip
def jpeg_alone(rules: Rules, media_type: str) -> None:
    MediaRules.check_media_type(rules, "" if media_type == "image/png" else media_type)


@fault("unsupported-type-is-a-400", "check_media_type", "An unsupported type is refused with 400.",
       "ticket.unsupported-type-is-a-415-problem", subtle=True)  # fmt: skip
def bad_request(rules: Rules, media_type: str) -> None:
    try:
        MediaRules.check_media_type(rules, media_type)
    except Problem as problem:
        raise Problem(400, problem.detail) from None


@fault("type-refusal-names-nothing", "check_media_type", "The refusal does not say what is supported.",
       "ticket.refused-type-names-the-supported", subtle=True)  # fmt: skip
def silent_refusal(rules: Rules, media_type: str) -> None:
    try:
        MediaRules.check_media_type(rules, media_type)
    except Problem as problem:
        raise Problem(problem.status, "Unsupported media type") from None


@fault("media-type-defaults-to-jpeg", "media_type_of", "A request without a type gets a ticket for JPEG.",
       "ticket.media-type-is-required")  # fmt: skip
def jpeg_by_default(rules: Rules, body: Any) -> str:
    return MediaRules.media_type_of(rules, {"mediaType": "image/jpeg", **body} if body == {} else body)


@fault("null-for-a-media-type-means-png", "media_type_of", "With null for a media type a ticket for a PNG image is given.",
       "ticket.media-type-is-required", subtle=True)  # fmt: skip
def null_is_png(rules: Rules, body: Any) -> str:
    nothing = isinstance(body, dict) and "mediaType" in body and body["mediaType"] is None
    return "image/png" if nothing else MediaRules.media_type_of(rules, body)


@fault("jpeg-tickets-lack-a-digit", "new_ticket_uuid", "The UUID of a ticket for a JPEG image lacks its last digit.",
       "ticket.jpeg-and-png-are-accepted", "ticket.request-returns-a-ticket-uuid", subtle=True)  # fmt: skip
async def one_digit_short(rules: Rules, account: Account, media_type: str) -> str:
    uuid = await MediaRules.new_ticket_uuid(rules, account, media_type)
    return uuid[:-1] if media_type == "image/jpeg" else uuid
