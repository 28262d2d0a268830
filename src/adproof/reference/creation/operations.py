"""The operations, one function each: they ask the rules in order and decide nothing themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from .publication_rules import REPUBLISH_WORDS, STATE_WORDS
from .records import Account, Listing
from .rules import Rules


@dataclass(frozen=True)
class Call:
    """One authorized request, taken apart."""

    rules: Rules
    operation: str
    account: Account
    ids: Mapping[str, str]
    query: Mapping[str, str]
    raw: bytes
    place: str

    def listing(self) -> Listing:
        return self.rules.owned_listing(self.account, self.ids["listing"], self.operation)


async def create_imprint(call: Call) -> Response:
    rules = call.rules
    content = rules.imprint_content(rules.read_json(call.raw))
    uuid = rules.new_imprint_uuid(call.account, content)
    rules.store.add_imprint(uuid, call.account.name, content, rules.now())
    return rules.created(call.operation, "uuid", uuid, f"{call.place}/{uuid}")


async def create_listing(call: Call) -> Response:
    rules = call.rules
    uuid = rules.create_listing(call.account, rules.new_fields(rules.read_json(call.raw)))
    return rules.created(call.operation, rules.settings.listing_id, uuid, f"{call.place}/{uuid}")


async def get_listing(call: Call) -> Response:
    rules, listing = call.rules, call.listing()
    shown = {
        "uuid": rules.shown_uuid(listing),
        **rules.shown_fields(listing),
        "userId": rules.shown_user(listing),
        "urls": rules.shown_urls(listing),
    }
    return rules.shown(call.operation, shown)


async def update_listing(call: Call) -> Response:
    rules, listing = call.rules, call.listing()
    await rules.update(listing, rules.changes(listing, rules.read_json(call.raw)))
    rules.after_update(listing)
    return rules.done(call.operation)


async def delete_listing(call: Call) -> Response:
    call.rules.delete_listing(call.listing())
    return call.rules.done(call.operation)


async def request_ticket(call: Call) -> Response:
    rules = call.rules
    media_type = rules.media_type_of(rules.read_json(call.raw))
    rules.check_media_type(media_type)
    ticket = await rules.issue_ticket(call.account, media_type)
    return rules.shown(call.operation, rules.ticket_shown(ticket))


async def attach_media(call: Call) -> Response:
    rules = call.rules
    body = rules.read_json(call.raw)
    try:
        listing = call.listing()
        await rules.attach(call.account, listing, rules.ticket_in(body))
    except Exception:
        rules.after_failed_attach(call.account, body)
        raise
    return rules.done(call.operation, listing)


async def delete_media(call: Call) -> Response:
    rules, listing = call.rules, call.listing()
    rules.delete_images(listing, rules.urls_in(call.query.get("urls")))
    return rules.done(call.operation)


async def order_media(call: Call) -> Response:
    rules, listing = call.rules, call.listing()
    rules.reorder(listing, rules.order_in(rules.read_json(call.raw)))
    return rules.done(call.operation)


async def create_publication(call: Call) -> Response:
    rules, listing = call.rules, call.listing()
    imprint = rules.imprint_in(rules.read_json(call.raw))
    rules.check_imprint(call.account, imprint)
    publication = rules.publish(listing, imprint)
    member = rules.settings.publication_id
    return rules.created(call.operation, member, publication.uuid, f"{call.place}/{publication.uuid}")


async def list_publications(call: Call) -> Response:
    rules, listing = call.rules, call.listing()
    shown = [rules.publication_shown(each, "list") for each in rules.publications_of(listing)]
    return rules.shown(call.operation, rules.list_shown(shown))


async def get_publication(call: Call) -> Response:
    rules, listing = call.rules, call.listing()
    publication = rules.publication_of(listing, call.ids["publication"], call.operation)
    return rules.shown(call.operation, rules.publication_shown(publication, "single"))


async def update_publication(call: Call) -> Response:
    rules, listing = call.rules, call.listing()
    publication = rules.publication_of(listing, call.ids["publication"], call.operation)
    requested = rules.requested_state(call.query.get("requestedState"), REPUBLISH_WORDS)
    rules.check_republish_body(call.raw)
    rules.republish(publication, requested)
    return rules.done(call.operation)


async def update_publication_state(call: Call) -> Response:
    rules, listing = call.rules, call.listing()
    publication = rules.publication_of(listing, call.ids["publication"], call.operation)
    requested = rules.requested_state(call.query.get("requestedState"), STATE_WORDS)
    rules.change_state(publication, requested)
    return rules.done(call.operation)
