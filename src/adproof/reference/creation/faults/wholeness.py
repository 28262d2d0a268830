"""Faults of calls that change more of an ad than they name, or less than they say; and of calls in one state of an ad only."""

from __future__ import annotations

from typing import Any

from ..access import AccessRules
from ..listing_rules import ListingRules
from ..media_rules import MediaRules
from ..publication_rules import PublicationRules
from ..records import SELLER, Account, Listing, Publication, State, Ticket
from ..rules import Rules
from ..switchboard import fault, instead_of

NAMED = "sequence.call-changes-only-what-it-names"
MODEL = "sequence.any-order-agrees-with-the-model"


@fault("pausing-empties-the-description", "change_state", "Pausing takes the listing's description away.", NAMED,
       MODEL)  # fmt: skip
def speechless(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.change_state(rules, publication, requested)
    listing = rules.store.listing(publication.listing)
    if requested == "PAUSED" and listing is not None:
        rules.store.set_fields(listing.uuid, listing.fields | {"description": ""})


@fault("republish-keeps-two-images", "republish", "A republish drops the images behind the second.", NAMED, MODEL,
       subtle=True)  # fmt: skip
def two_kept(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.republish(rules, publication, requested)
    urls = rules.store.urls(publication.listing, rules.now())
    if len(urls) > 2:
        rules.store.remove_urls(publication.listing, urls[2:])


@fault("list-hides-the-paused", "list_shown", "The list leaves out paused publications.", NAMED, MODEL,
       "isolation.publication-belongs-to-its-listing", subtle=True)  # fmt: skip
def unpaused(rules: Rules, shown: list[dict[str, Any]]) -> Any:
    paused = rules.settings.words.get(State.PAUSED, State.PAUSED)
    return Rules.list_shown(rules, [each for each in shown if each["status"] != paused])


@fault("published-listing-keeps-its-images", "delete_images", "A published listing keeps the images that are deleted.",
       NAMED, MODEL, subtle=True)  # fmt: skip
def kept_images(rules: Rules, listing: Listing, urls: list[str]) -> None:
    if not rules.store.publications(listing=listing.uuid):
        MediaRules.delete_images(rules, listing, urls)


@fault("state-call-hits-the-first", "change_state", "A listing's first publication is paused, whichever was named.",
       "isolation.pausing-touches-only-its-publication", NAMED, subtle=True)  # fmt: skip
def first_hit(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.change_state(rules, rules.store.publications(listing=publication.listing)[0], requested)


@fault("same-title-overwrites", "create_listing", "A new listing overwrites the texts of those with its title.", MODEL,
       subtle=True)  # fmt: skip
def overwritten(rules: Rules, account: Account, fields: dict[str, Any]) -> str:
    for each in rules.store.listings_of(account.name):
        if each.fields.get("title") == fields.get("title"):
            rules.store.set_fields(each.uuid, each.fields | fields)
    return ListingRules.create_listing(rules, account, fields)


# one state, one type, one tail


@fault("illustrated-listing-open-to-all", "may_use", "A listing can be read by every account once anything is in order there.",
       "isolation.other-account-reads-no-listing", subtle=True)  # fmt: skip
def open_when_ordered(rules: Rules, account: Account, owner: str, operation: str) -> bool:
    at = rules.notes.get("read")
    return (operation == "getListing" and at in rules.notes.get("ordered", ())) or AccessRules.may_use(
        rules, account, owner, operation
    )


@instead_of("creation.illustrated-listing-open-to-all", "find_listing")
def noted(rules: Rules, uuid: str) -> Listing | None:
    rules.notes["read"] = uuid
    return ListingRules.find_listing(rules, uuid)


@instead_of("creation.illustrated-listing-open-to-all", "reorder")
def noted_order(rules: Rules, listing: Listing, wanted: list[str]) -> None:
    MediaRules.reorder(rules, listing, wanted)
    rules.notes.setdefault("ordered", set()).add(listing.uuid)


@fault("jpeg-tickets-never-expire", "check_not_expired", "The expiry is ignored for JPEG images.",
       "attach.expired-ticket-is-refused", subtle=True)  # fmt: skip
def lasting(rules: Rules, ticket: Ticket, listing: Listing) -> None:
    if ticket.media_type != "image/jpeg":
        MediaRules.check_not_expired(rules, ticket, listing)


@fault("end-of-the-token-ignored", "account_of", "The last letters of a token are not looked at.",
       "token.unknown-token-is-refused", subtle=True)  # fmt: skip
def headed(rules: Rules, authorization: str | None, operation: str) -> Account | None:
    token = rules.token_in(authorization)
    if token is not None and token.startswith(SELLER.token[:-4]):
        return SELLER
    return AccessRules.account_of(rules, authorization, operation)


@fault("publications-at-once-lost", "publications_of", "Of publications of a listing made at once, the list shows the last.",
       "publication.list-names-every-publication", subtle=True)  # fmt: skip
def one_of_a_moment(rules: Rules, listing: Listing) -> list[Publication]:
    every = PublicationRules.publications_of(rules, listing)
    return [
        each for each, after in zip(every, [*every[1:], None], strict=True) if not after or after.created - each.created > 0.02
    ]
