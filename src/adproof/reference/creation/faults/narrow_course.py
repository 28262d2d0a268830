"""Faults of listings and publications that show in one state, at the second try or for one word only."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..listing_rules import ListingRules
from ..problems import Problem, unknown_publication
from ..publication_rules import PublicationRules
from ..records import Account, Listing, Publication, State
from ..rules import Rules
from ..switchboard import fault, instead_of
from .seldom import nth, taking_every_second
from .wholeness import MODEL

# listings


@fault("listing-shows-the-newest-uuid", "shown_uuid", "A listing calls itself by the account's newest one.",
       "listing.reading-returns-the-listing", "ids.listing-keeps-its-uuid", subtle=True)  # fmt: skip
def newest_uuid(rules: Rules, listing: Listing) -> str:
    newest = rules.store.listings_of(listing.account)[-1:]
    return newest[0].uuid if newest else listing.uuid


@fault("every-third-read-shortens-the-description", "shown_fields", "Every third read of a listing cuts its description.",
       "listing.reading-changes-nothing", subtle=True)  # fmt: skip
def short_at_times(rules: Rules, listing: Listing) -> dict[str, Any]:
    shown = ListingRules.shown_fields(rules, listing)
    return shown | {"description": str(shown["description"])[:9]} if nth(rules, f"read {listing.uuid}", 3) else shown


@fault("price-update-refused", "changes", "An update of the price is refused.", "update.update-succeeds",
       subtle=True)  # fmt: skip
def no_new_price(rules: Rules, listing: Listing, body: Any) -> dict[str, Any]:
    changes = ListingRules.changes(rules, listing, body)
    if changes.get("price") is not None:
        raise Problem(409, "The price is fixed")
    return changes


@fault("update-keeps-two-images", "after_update", "An update drops the images behind the second.", "update.images-stay",
       subtle=True)  # fmt: skip
def two_images_kept(rules: Rules, listing: Listing) -> None:
    rules.store.remove_urls(listing.uuid, rules.urls(listing)[2:])


@fault("deletion-refused", "delete_listing", "A listing cannot be deleted.", "delete.owned-listing-is-deleted")  # fmt: skip
def kept_for_good(_rules: Rules, _listing: Listing) -> None:
    raise Problem(409, "The listing cannot be deleted")


@fault("deletion-of-an-unpublished-listing-ignored", "delete_listing", "A listing never published is not deleted, with success.",
       "delete.deletion-takes-effect", "delete.deleted-listing-is-not-published", subtle=True)  # fmt: skip
def published_ones_only(rules: Rules, listing: Listing) -> None:
    if rules.store.publications(listing=listing.uuid):
        PublicationRules.delete_listing(rules, listing)


@fault("listings-with-images-are-not-deleted", "delete_listing", "A listing with images stays, whatever a deletion is answered.",
       "delete.publications-leave-their-status", "delete.deletion-takes-effect", MODEL, subtle=True)  # fmt: skip
def bare_ones_only(rules: Rules, listing: Listing) -> None:
    if not rules.urls(listing):
        PublicationRules.delete_listing(rules, listing)


# publishing


@fault("publications-of-a-moment-share-a-uuid", "new_publication_uuid", "Publications of the same few milliseconds share a UUID.",
       "publication.publications-of-two-listings-differ", "ids.no-id-is-given-twice", subtle=True)  # fmt: skip
def uuid_of_the_moment(rules: Rules, _listing: Listing, _imprint: str | None) -> str:
    moment, uuid = rules.notes.get("publication", (0.0, ""))
    if rules.now() - moment > 0.006:
        uuid = rules.fresh()
    rules.notes["publication"] = (rules.now(), uuid)
    return str(uuid)


@fault("missing-imprint-goes-live-later", "imprint_in", "A publication without an imprint goes live later.",
       "publication.missing-imprint-never-goes-live", subtle=True)  # fmt: skip
def imprint_left_out(rules: Rules, body: Any) -> str | None:
    left_out = isinstance(body, dict) and "imprintUuid" not in body
    return None if left_out else PublicationRules.imprint_in(rules, body)


@instead_of("creation.missing-imprint-goes-live-later", "check_imprint")
def none_is_taken(rules: Rules, account: Account, imprint: str | None) -> None:
    if imprint is not None:
        PublicationRules.check_imprint(rules, account, imprint)


@instead_of("creation.missing-imprint-goes-live-later", "begin")
def later_without(rules: Rules, publication: Publication, state: str, seconds: float) -> None:
    PublicationRules.begin(rules, publication, state, seconds + (0.5 if publication.imprint is None else 0.0))


@fault("null-for-an-imprint-goes-live", "imprint_in", "With null for an imprint a listing goes live.",
       "publication.missing-imprint-never-goes-live", subtle=True)  # fmt: skip
def null_will_do(rules: Rules, body: Any) -> str | None:
    nothing = isinstance(body, dict) and "imprintUuid" in body and body["imprintUuid"] is None
    return None if nothing else PublicationRules.imprint_in(rules, body)


@instead_of("creation.null-for-an-imprint-goes-live", "check_imprint")
def none_is_fine(rules: Rules, account: Account, imprint: str | None) -> None:
    if imprint is not None:
        PublicationRules.check_imprint(rules, account, imprint)


@fault("listing-passes-for-an-imprint", "check_imprint", "A listing can be published with the UUID of a listing.",
       "publication.unknown-imprint-never-goes-live", subtle=True)  # fmt: skip
def a_listing_will_do(rules: Rules, account: Account, imprint: str | None) -> None:
    if imprint is None or rules.find_listing(imprint) is None:
        PublicationRules.check_imprint(rules, account, imprint)


@fault("newest-of-two-is-resumed-for-ever", "change_state", "A resumed publication beside an older one stays pending.",
       "state.resumed-publication-is-live-again", subtle=True)  # fmt: skip
def pending_for_ever(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.change_state(rules, publication, requested)
    all_of_them = rules.store.publications(listing=publication.listing)
    if requested == "RESUMED" and len(all_of_them) > 1 and all_of_them[-1].id == publication.id:
        rules.set_state(publication, State.PENDING)


fault("second-publishing-of-an-unknown-listing-accepted", "unknown_listing", "Every second try publishes an unknown listing.",
      "publication.unknown-listing-is-refused", subtle=True)(taking_every_second("createPublication"))  # fmt: skip


@fault("unknown-publication-shows-the-only-one", "missing_publication", "Below a listing published once any UUID reads it.",
       "publication.unknown-publication-is-refused", subtle=True)  # fmt: skip
def the_only_one(rules: Rules, listing: Listing, uuid: str, operation: str) -> Publication:
    own = rules.store.publications(listing=listing.uuid)
    if operation == "getPublication" and len(own) == 1:
        return own[0]
    return PublicationRules.missing_publication(rules, listing, uuid, operation)


# republishing, pausing


@fault("live-publication-not-republished", "republish", "What is live cannot be republished.",
       "republish.publishing-again-is-a-204", subtle=True)  # fmt: skip
def live_refused(rules: Rules, publication: Publication, requested: str) -> None:
    if requested == "PUBLISHED" and publication.state == State.PUBLISHED:
        raise Problem(409, f"Publication {publication.uuid} is {publication.state}")
    PublicationRules.republish(rules, publication, requested)


NOBODYS = 0  # the row of a publication that is none


def nobodys(rules: Rules, listing: Listing, uuid: str, operation: str) -> Publication:
    if operation not in ("updatePublication", "updatePublicationState"):
        return PublicationRules.missing_publication(rules, listing, uuid, operation)
    return Publication(NOBODYS, uuid, listing.uuid, listing.account, None, State.PUBLISHED, rules.now())


@fault("unknown-publication-paused-by-a-republish", "republish", "A republish pauses an unknown publication, with success.",
       "republish.unknown-publication-is-refused", subtle=True)  # fmt: skip
def unknown_paused(rules: Rules, publication: Publication, requested: str) -> None:
    if publication.id != NOBODYS:
        return PublicationRules.republish(rules, publication, requested)
    if requested != "PAUSED":
        raise unknown_publication(publication.uuid)
    return None


@instead_of("creation.unknown-publication-paused-by-a-republish", "change_state")
def not_by_the_state_call(rules: Rules, publication: Publication, requested: str) -> None:
    if publication.id == NOBODYS:
        raise unknown_publication(publication.uuid)
    PublicationRules.change_state(rules, publication, requested)


instead_of("creation.unknown-publication-paused-by-a-republish", "missing_publication")(nobodys)

fault("unknown-publication-paused", "missing_publication", "An unknown publication can be paused and republished.",
      "state.unknown-publication-is-a-404", "state.unknown-publication-is-named",
      "republish.unknown-publication-is-refused")(nobodys)  # fmt: skip


@fault("pausing-refused", "change_state", "A live publication cannot be paused.", "state.pausing-is-a-204")  # fmt: skip
def live_for_good(rules: Rules, publication: Publication, requested: str) -> None:
    if requested == "PAUSED" and publication.state == State.PUBLISHED:
        raise Problem(400, f"Publication {publication.uuid} is {publication.state}")
    PublicationRules.change_state(rules, publication, requested)


@fault("second-pause-resumes", "change_state", "Pausing what is paused resumes it.", "state.second-pause",
       subtle=True)  # fmt: skip
def toggled(rules: Rules, publication: Publication, requested: str) -> None:
    wanted = "RESUMED" if publication.state == State.PAUSED else requested
    PublicationRules.change_state(rules, publication, wanted)


@fault("unknown-state-resumes", "requested_state", "An unknown state is refused, yet resumes what is paused.",
       "state.refused-request-changes-nothing", subtle=True)  # fmt: skip
def resumed_by_nonsense(rules: Rules, value: str | None, words: Collection[str]) -> str:
    for each in rules.store.publications() if value not in words else ():
        if each.state == State.PAUSED:
            rules.set_state(each, State.PUBLISHED)
    return PublicationRules.requested_state(rules, value, words)
