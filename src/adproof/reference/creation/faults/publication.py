"""Faults of publishing and of what the views show of it."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..publication_rules import PublicationRules
from ..records import Account, Listing, Publication, State
from ..rules import Rules
from ..switchboard import fault, fault_of_settings, instead_of

MODEL = "sequence.any-order-agrees-with-the-model"
WHOLE = "sequence.guide-can-be-followed-to-the-end"
SETTLES = "publication.status-settles-in-time"
STAYS = "publication.settled-status-stays"

# ids and acceptance


@fault("publication-uuid-is-the-listings", "new_publication_uuid", "A publication has its listing's UUID.",
       "publication.list-names-nothing-twice", "publication.publishing-returns-a-uuid",
       "publication.list-names-every-publication", "ids.publication-keeps-its-uuid", MODEL, subtle=True)  # fmt: skip
def listings_uuid(_rules: Rules, listing: Listing, _imprint: str | None) -> str:
    return listing.uuid


@fault("publication-uuid-by-imprint", "new_publication_uuid", "Publications with one imprint share a UUID.",
       "publication.publications-of-two-listings-differ", "publication.list-names-nothing-twice",
       "isolation.publication-belongs-to-its-listing", "state.mismatch-is-a-400", "state.mismatch-names-both-ids",
       "isolation.pausing-touches-only-its-publication", "ids.publication-keeps-its-uuid", MODEL,
       subtle=True)  # fmt: skip
def imprints_uuid(_rules: Rules, _listing: Listing, imprint: str | None) -> str:
    return str(uuid5(NAMESPACE_URL, f"publication {imprint}"))


@fault("missing-imprint-goes-live", "imprint_in", "A publication needs no imprint.",
       "publication.missing-imprint-never-goes-live")  # fmt: skip
def imprint_optional(rules: Rules, body: Any) -> str | None:
    given = isinstance(body, dict) and body.get("imprintUuid") is not None
    return PublicationRules.imprint_in(rules, body) if given or not isinstance(body, dict) else None


@instead_of("creation.missing-imprint-goes-live", "check_imprint")
def none_is_fine(rules: Rules, account: Account, imprint: str | None) -> None:
    if imprint is not None:
        PublicationRules.check_imprint(rules, account, imprint)


@fault("unknown-imprint-goes-live", "check_imprint", "Any UUID passes for an imprint.",
       "publication.unknown-imprint-never-goes-live")  # fmt: skip
def any_imprint(_rules: Rules, _account: Account, _imprint: str | None) -> None:
    return


@fault("unknown-listing-published", "unknown_listing", "An unknown listing can be published.",
       "publication.unknown-listing-is-refused")  # fmt: skip
def ghost_to_publish(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    if operation != "createPublication":
        return PublicationRules.unknown_listing(rules, account, uuid, operation)
    return Listing(uuid, account.name, {}, rules.now())


# the course of the status

fault_of_settings("publication-never-settles", "A publication stays pending.", SETTLES,
                  "publication.accepted-publication-goes-live", WHOLE,
                  publish_seconds=86_400.0)  # fmt: skip
fault_of_settings("publication-too-slow", "A publication takes three seconds longer than the deadline.", SETTLES,
                  "publication.accepted-publication-goes-live", WHOLE, subtle=True,
                  publish_seconds=8.0)  # fmt: skip


@fault("publication-rejected", "outcome", "Every publication ends rejected.",
       "publication.accepted-publication-goes-live", WHOLE)  # fmt: skip
def always_rejected(_rules: Rules, _publication: Publication) -> str:
    return State.REJECTED


@fault("second-publication-stays-pending", "outcome", "Only a listing's first publication is made.",
       SETTLES, "publication.accepted-publication-goes-live", subtle=True)  # fmt: skip
def first_only(rules: Rules, publication: Publication) -> str:
    first = rules.store.publications(listing=publication.listing)[0]
    return State.PUBLISHED if first.id == publication.id else State.PENDING


@fault("publication-with-images-stays-pending", "outcome", "A listing with an image is never live.",
       WHOLE, SETTLES, "publication.accepted-publication-goes-live", MODEL, subtle=True)  # fmt: skip
def pending_with_images(rules: Rules, publication: Publication) -> str:
    images = rules.store.urls(publication.listing, rules.now())
    return State.PENDING if images else State.PUBLISHED


@fault("live-falls-back", "do_job", "Half a second after it is live a publication is pending, once.",
       STAYS, WHOLE, subtle=True)  # fmt: skip
def falls_back(rules: Rules, job: Any) -> None:
    PublicationRules.do_job(rules, job)
    publication = rules.store.publication(job.publication)
    relapsed: set[int] = rules.notes.setdefault("relapsed", set())
    if publication is not None and job.state == State.PUBLISHED and job.publication not in relapsed:
        relapsed.add(job.publication)
        rules.later(publication, State.PENDING, 0.5)
        rules.later(publication, State.PUBLISHED, 2.0)


@fault("status-flaps", "state_of", "Every third read of a live publication shows it pending.",
       STAYS, "publication.views-agree", WHOLE)  # fmt: skip
def flaps(rules: Rules, publication: Publication, view: str) -> str:
    state = PublicationRules.state_of(rules, publication, view)
    reads = rules.notes[publication.id] = rules.notes.get(publication.id, 0) + 1
    return State.PENDING if state == State.PUBLISHED and reads % 3 == 0 else state


@fault("list-stays-pending", "state_of", "The list never shows more than pending.",
       SETTLES, "publication.views-agree", "publication.accepted-publication-goes-live", WHOLE,
       "state.paused-publication-is-not-live", "republish.requested-state-is-reached", subtle=True)  # fmt: skip
def list_lags(rules: Rules, publication: Publication, view: str) -> str:
    return State.PENDING if view == "list" else PublicationRules.state_of(rules, publication, view)


@fault("single-read-stays-pending", "state_of", "The single read never shows more than pending.",
       SETTLES, "publication.views-agree", "publication.accepted-publication-goes-live", WHOLE,
       "state.paused-publication-is-not-live", "republish.requested-state-is-reached", subtle=True)  # fmt: skip
def single_lags(rules: Rules, publication: Publication, view: str) -> str:
    return State.PENDING if view == "single" else PublicationRules.state_of(rules, publication, view)


@fault("list-shows-live-as-paused", "state_of", "The list shows a live publication as paused.",
       "publication.views-agree", "publication.accepted-publication-goes-live", WHOLE, MODEL,
       "state.resumed-publication-is-live-again", "state.paused-publication-is-not-live",
       "republish.requested-state-is-reached", subtle=True)  # fmt: skip
def paused_in_list(rules: Rules, publication: Publication, view: str) -> str:
    state = PublicationRules.state_of(rules, publication, view)
    return State.PAUSED if view == "list" and state == State.PUBLISHED else state


@fault("publishing-unsettles-a-sibling", "publish", "Publishing one listing makes another's ad pending for good.",
       SETTLES, STAYS, MODEL, "isolation.publishing-touches-only-its-listing", subtle=True)  # fmt: skip
def sibling_unsettled(rules: Rules, listing: Listing, imprint: str | None) -> Publication:
    for other in rules.store.listings_of(listing.account)[-4:]:
        for publication in rules.publications_of(other) if other.uuid != listing.uuid else ():
            rules.set_state(publication, State.PENDING)
    return PublicationRules.publish(rules, listing, imprint)


# the list


@fault("list-misses-the-second", "publications_of", "The list ends after the first publication.",
       "publication.list-names-every-publication", "publication.list-shows-each-imprint",
       "publication.list-shows-each-status", "publication.views-agree", MODEL, subtle=True)  # fmt: skip
def first_of_list(rules: Rules, listing: Listing) -> list[Publication]:
    return PublicationRules.publications_of(rules, listing)[:1]


@instead_of("creation.list-misses-the-second", "end_publications")
def end_all(rules: Rules, listing: Listing) -> None:
    for publication in PublicationRules.publications_of(rules, listing):
        rules.set_state(publication, State.DELETED)


@fault("list-shows-a-siblings", "list_shown", "A list of two or more publications ends with a stranger.",
       "publication.list-names-nothing-twice", "publication.list-names-every-publication", MODEL, subtle=True)  # fmt: skip
def strangers_added(rules: Rules, shown: list[dict[str, Any]]) -> Any:
    if len(shown) > 1:
        listing = shown[0]["listingUuid"]
        others = [each for each in rules.store.publications() if each.listing != listing]
        shown = [*shown, *(rules.publication_shown(each, "list") for each in others[-1:])]
    return Rules.list_shown(rules, shown)


@fault("list-shows-all-of-the-account", "publications_of", "The list holds the account's publications, all of them.",
       "publication.list-names-nothing-twice", "publication.list-is-empty-before-publishing",
       "isolation.publishing-touches-only-its-listing", "publication.list-names-every-publication", MODEL)  # fmt: skip
def accounts_list(rules: Rules, listing: Listing) -> list[Publication]:
    return [each for each in rules.store.publications() if each.account == listing.account]


@instead_of("creation.list-shows-all-of-the-account", "end_publications")
def end_own(rules: Rules, listing: Listing) -> None:
    end_all(rules, listing)


@fault("list-names-twice", "list_shown", "The list names its last publication twice.",
       "publication.list-names-nothing-twice", MODEL)  # fmt: skip
def last_twice(rules: Rules, shown: list[dict[str, Any]]) -> Any:
    return Rules.list_shown(rules, shown + shown[-1:])


@fault("imprints-swapped-in-the-list", "shown_imprint", "With two imprints the list shows each beside the other.",
       "publication.list-shows-each-imprint", MODEL, subtle=True)  # fmt: skip
def swapped(rules: Rules, publication: Publication, view: str) -> str | None:
    imprints = [each.imprint for each in rules.store.publications(listing=publication.listing)]
    others = [imprint for imprint in imprints if imprint != publication.imprint]
    return others[0] if others and view == "list" else publication.imprint


@fault("imprint-follows-the-newest", "shown_imprint", "The list shows the account's newest imprint.",
       "publication.list-shows-each-imprint", "republish.publication-keeps-its-uuid", MODEL, subtle=True)  # fmt: skip
def newest_imprint(rules: Rules, publication: Publication, view: str) -> str | None:
    return rules.store.imprints_of(publication.account)[-1] if view == "list" else publication.imprint


@fault("list-without-status", "publication_shown", "The list does not say where its publications stand.",
       "publication.list-shows-each-status", "publication.views-agree", WHOLE,
       "publication.accepted-publication-goes-live")  # fmt: skip
def statusless(rules: Rules, publication: Publication, view: str) -> dict[str, Any]:
    shown = PublicationRules.publication_shown(rules, publication, view)
    return {name: value for name, value in shown.items() if name != "status" or view != "list"}


# the single read


@fault("single-read-shows-a-sibling", "publication_of", "The single read shows the listing's first publication.",
       "publication.single-read-names-the-publication", "ids.publication-keeps-its-uuid", subtle=True)  # fmt: skip
def first_read(rules: Rules, listing: Listing, uuid: str, operation: str) -> Publication:
    found = PublicationRules.publication_of(rules, listing, uuid, operation)
    return rules.publications_of(listing)[0] if operation == "getPublication" else found


@fault("publication-read-below-another-listing", "mismatched", "A publication can be read below any own listing.",
       "isolation.publication-belongs-to-its-listing", subtle=True)  # fmt: skip
def read_anywhere(rules: Rules, publication: Publication, listing: Listing, operation: str) -> Publication:
    if operation == "getPublication":
        return publication
    return PublicationRules.mismatched(rules, publication, listing, operation)


@fault("unknown-publication-shown", "missing_publication", "An unknown publication is read as pending.",
       "publication.unknown-publication-is-refused")  # fmt: skip
def invented(rules: Rules, listing: Listing, uuid: str, operation: str) -> Publication:
    if operation != "getPublication":
        return PublicationRules.missing_publication(rules, listing, uuid, operation)
    return Publication(0, uuid, listing.uuid, listing.account, None, State.PENDING, rules.now())


@fault("publishing-answers-with-another-uuid", "publish", "The acknowledgement names a UUID that nobody knows.",
       "publication.list-names-every-publication", "publication.single-read-names-the-publication",
       "publication.list-names-nothing-twice", MODEL)  # fmt: skip
def acknowledged_otherwise(rules: Rules, listing: Listing, imprint: str | None) -> Publication:
    made = PublicationRules.publish(rules, listing, imprint)
    return Publication(made.id, rules.fresh(), made.listing, made.account, imprint, made.state, made.created)
