"""Faults of what comes after publishing: pausing, resuming, republishing, the end of the listing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..problems import Problem
from ..publication_rules import PublicationRules
from ..records import Account, Job, Listing, Publication, State
from ..rules import Rules
from ..switchboard import fault, instead_of

# pause and resume


@fault("pause-without-effect", "change_state", "A pause is answered with success and changes nothing.",
       "state.paused-publication-is-not-live", "state.second-pause")  # fmt: skip
def no_pause(rules: Rules, publication: Publication, requested: str) -> None:
    if requested == "RESUMED":
        PublicationRules.change_state(rules, publication, requested)


@fault("resume-without-effect", "change_state", "A resume is answered with success and changes nothing.",
       "state.resumed-publication-is-live-again")  # fmt: skip
def no_resume(rules: Rules, publication: Publication, requested: str) -> None:
    if requested == "PAUSED":
        PublicationRules.change_state(rules, publication, requested)


@fault("pause-does-not-last", "change_state", "A paused publication is live again after a second.",
       "state.paused-publication-is-not-live", "publication.settled-status-stays", subtle=True)  # fmt: skip
def wakes_up(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.change_state(rules, publication, requested)
    if requested == "PAUSED":
        rules.later(publication, State.PUBLISHED, 1.0)


@fault("pause-reaches-all-publications", "change_state", "A pause pauses all of the listing's publications.",
       "isolation.pausing-touches-only-its-publication", subtle=True)  # fmt: skip
def all_paused(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.change_state(rules, publication, requested)
    if requested == "PAUSED":
        for other in rules.store.publications(listing=publication.listing):
            rules.set_state(other, State.PAUSED)


@fault("pause-reaches-the-imprint", "change_state", "A pause pauses every ad with the same imprint.",
       "isolation.pausing-touches-only-its-publication", "publication.settled-status-stays",
       "sequence.any-order-agrees-with-the-model", subtle=True)  # fmt: skip
def imprint_paused(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.change_state(rules, publication, requested)
    for other in rules.store.publications() if requested == "PAUSED" else ():
        if other.imprint == publication.imprint and other.state == State.PUBLISHED:
            rules.set_state(other, State.PAUSED)


@fault("resume-ends-pending", "change_state", "A resumed publication stays pending.",
       "state.resumed-publication-is-live-again", subtle=True)  # fmt: skip
def resumed_to_pending(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.change_state(rules, publication, requested)
    if requested == "RESUMED":
        rules.set_state(publication, State.PENDING)


@fault("any-requested-state-accepted", "requested_state", "The state endpoint takes any word, to no effect.",
       "state.unknown-state-is-refused", "state.refused-state-is-a-400-problem")  # fmt: skip
def any_word(rules: Rules, value: str | None, words: Collection[str]) -> str:
    return value if value else PublicationRules.requested_state(rules, value, words)


@instead_of("creation.any-requested-state-accepted", "change_state")
def unknown_words_ignored(rules: Rules, publication: Publication, requested: str) -> None:
    if requested in ("PAUSED", "RESUMED"):
        PublicationRules.change_state(rules, publication, requested)


@fault("requested-state-read-by-its-beginning", "requested_state", "PAUSED_X passes for PAUSED.",
       "state.unknown-state-is-refused", "state.refused-state-is-a-400-problem",
       "state.refused-request-changes-nothing", subtle=True)  # fmt: skip
def by_beginning(rules: Rules, value: str | None, words: Collection[str]) -> str:
    meant = [word for word in words if (value or "").startswith(word)]
    return meant[0] if meant else PublicationRules.requested_state(rules, value, words)


@fault("missing-state-means-paused", "requested_state", "A request without a state pauses.",
       "state.requested-state-is-required", "state.refused-state-is-a-400-problem",
       "state.refused-request-changes-nothing", subtle=True)  # fmt: skip
def paused_by_default(rules: Rules, value: str | None, words: Collection[str]) -> str:
    return PublicationRules.requested_state(rules, "PAUSED" if value is None else value, words)


@fault("refused-state-pauses", "requested_state", "An unknown state is refused, yet pauses.",
       "state.refused-request-changes-nothing", subtle=True)  # fmt: skip
def refused_with_effect(rules: Rules, value: str | None, words: Collection[str]) -> str:
    if value not in words and value is not None and rules.notes.get("last") is not None:
        rules.set_state(rules.notes["last"], State.PAUSED)
    return PublicationRules.requested_state(rules, value, words)


@instead_of("creation.refused-state-pauses", "publication_of")
def remembers(rules: Rules, listing: Listing, uuid: str, operation: str) -> Publication:
    rules.notes["last"] = PublicationRules.publication_of(rules, listing, uuid, operation)
    return rules.store.publications(listing=listing.uuid, uuid=uuid)[0]


@fault("bad-state-is-a-422", "requested_state", "A missing or unknown state is refused with 422.",
       "state.refused-state-is-a-400-problem", subtle=True)  # fmt: skip
def unprocessable(rules: Rules, value: str | None, words: Collection[str]) -> str:
    try:
        return PublicationRules.requested_state(rules, value, words)
    except Problem as problem:
        raise Problem(422, problem.detail) from None


@fault("mismatch-accepted", "mismatched", "A publication can be paused below any own listing.",
       "state.mismatch-is-a-400", "state.mismatch-names-both-ids", subtle=True)  # fmt: skip
def paused_anywhere(rules: Rules, publication: Publication, listing: Listing, operation: str) -> Publication:
    if operation == "updatePublicationState":
        return publication
    return PublicationRules.mismatched(rules, publication, listing, operation)


@fault("mismatch-is-a-404", "mismatched", "A mismatch is refused with 404.",
       "state.mismatch-is-a-400", "state.mismatch-names-both-ids", subtle=True)  # fmt: skip
def mismatch_not_found(_rules: Rules, publication: Publication, _listing: Listing, _op: str) -> Publication:
    raise Problem(404, f"Publication {publication.uuid} not found")


@fault("mismatch-names-nothing", "mismatched", "The refusal of a mismatch names no id.",
       "state.mismatch-names-both-ids", subtle=True)  # fmt: skip
def mismatch_unnamed(_rules: Rules, _publication: Publication, _listing: Listing, _op: str) -> Publication:
    raise Problem(400, "Publication does not belong to the Listing.")


@fault("unknown-publication-is-a-400", "missing_publication", "An unknown publication is refused with 400.",
       "state.unknown-publication-is-a-404", subtle=True)  # fmt: skip
def missing_is_bad(rules: Rules, listing: Listing, uuid: str, operation: str) -> Publication:
    if operation == "updatePublicationState":
        raise Problem(400, f"Publication {uuid} not found")
    return PublicationRules.missing_publication(rules, listing, uuid, operation)


@fault("unknown-publication-unnamed", "missing_publication", "The refusal does not name the publication.",
       "state.unknown-publication-is-named", subtle=True)  # fmt: skip
def missing_unnamed(_rules: Rules, _listing: Listing, _uuid: str, _operation: str) -> Publication:
    raise Problem(404, "Publication not found")


# republish


@fault("republish-paused-refused", "republish", "A republish cannot pause.",
       "republish.pausing-is-a-204", "republish.requested-state-is-reached")  # fmt: skip
def publishes_only(rules: Rules, publication: Publication, requested: str) -> None:
    if requested == "PAUSED":
        raise Problem(400, "requestedState has to be PUBLISHED")
    PublicationRules.republish(rules, publication, requested)


@fault("republish-never-ends", "republish", "A republished publication stays pending.",
       "republish.requested-state-is-reached", subtle=True)  # fmt: skip
def pending_for_good(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.republish(rules, publication, requested)
    if requested == "PUBLISHED":
        rules.set_state(publication, State.PENDING)


@fault("republish-publishes-whatever-is-asked", "republish", "A republish to PAUSED publishes.",
       "republish.requested-state-is-reached", subtle=True)  # fmt: skip
def always_published(rules: Rules, publication: Publication, _requested: str) -> None:
    PublicationRules.republish(rules, publication, "PUBLISHED")


@fault("republish-makes-a-second-publication", "republish", "A republish adds a publication.",
       "republish.publication-keeps-its-uuid", "publication.list-names-nothing-twice", subtle=True)  # fmt: skip
def another_publication(rules: Rules, publication: Publication, requested: str) -> None:
    listing = rules.store.listing(publication.listing)
    if listing is not None:
        rules.publish(listing, publication.imprint)
    PublicationRules.republish(rules, publication, requested)


@fault("republish-of-unknown-accepted", "missing_publication", "An unknown publication can be republished.",
       "republish.unknown-publication-is-refused")  # fmt: skip
def ghost(rules: Rules, listing: Listing, uuid: str, operation: str) -> Publication:
    if operation != "updatePublication":
        return PublicationRules.missing_publication(rules, listing, uuid, operation)
    return Publication(0, uuid, listing.uuid, listing.account, None, State.PUBLISHED, rules.now())


# the listing's end


@fault("deleted-listing-stays", "delete_listing", "A deletion is answered with success and deletes nothing.",
       "delete.deletion-takes-effect", "delete.publications-leave-their-status",
       "delete.deleted-listing-is-not-published", "sequence.any-order-agrees-with-the-model")  # fmt: skip
def nothing_deleted(_rules: Rules, _listing: Listing) -> None:
    return


@fault("deleted-listings-publications-stay-live", "end_publications", "Publications outlive their listing.",
       "delete.publications-leave-their-status")  # fmt: skip
def outlive(_rules: Rules, _listing: Listing) -> None:
    return


@fault("second-publication-outlives-its-listing", "end_publications", "Only the first publication is ended.",
       "delete.publications-leave-their-status", subtle=True)  # fmt: skip
def first_ended(rules: Rules, listing: Listing) -> None:
    for publication in rules.publications_of(listing)[:1]:
        rules.set_state(publication, State.DELETED)


@fault("paused-publication-outlives-its-listing", "end_publications", "Only live publications are ended.",
       "delete.publications-leave-their-status", subtle=True)  # fmt: skip
def live_ended(rules: Rules, listing: Listing) -> None:
    for publication in rules.publications_of(listing):
        if publication.state != State.PAUSED:
            rules.set_state(publication, State.DELETED)


@fault("pending-publication-outlives-its-listing", "end_publications",
       "A publication that is pending at the deletion goes live afterwards.",
       "delete.publications-leave-their-status", "delete.deleted-listing-is-not-published", subtle=True)  # fmt: skip
def worker_not_told(rules: Rules, listing: Listing) -> None:
    for publication in rules.publications_of(listing):
        rules.store.set_state(publication.id, State.DELETED, rules.now())


@instead_of("creation.pending-publication-outlives-its-listing", "do_job")
def done_regardless(rules: Rules, job: Job) -> None:
    rules.store.set_state(job.publication, job.state, rules.now())


@fault("deletion-ends-the-imprints-publications", "end_publications", "All ads with the same imprint end as well.",
       "isolation.deletion-touches-only-its-listing", "publication.settled-status-stays",
       "sequence.any-order-agrees-with-the-model", subtle=True)  # fmt: skip
def imprint_ended(rules: Rules, listing: Listing) -> None:
    imprints = {publication.imprint for publication in rules.publications_of(listing)}
    for publication in rules.store.publications():
        if publication.imprint in imprints:
            rules.set_state(publication, State.DELETED)


@fault("deletion-deletes-a-sibling", "delete_listing", "The account's newest other listing is deleted as well.",
       "isolation.deletion-touches-only-its-listing", "sequence.any-order-agrees-with-the-model",
       subtle=True)  # fmt: skip
def sibling_deleted(rules: Rules, listing: Listing) -> None:
    others = [other for other in rules.store.listings_of(listing.account) if other.uuid != listing.uuid]
    for each in (listing, *others[-1:]):
        PublicationRules.delete_listing(rules, each)


@fault("deleted-listing-can-be-published", "open_after_deletion", "A deleted listing can be published again.",
       "delete.deleted-listing-is-not-published", subtle=True)  # fmt: skip
def still_publishable(rules: Rules, operation: str) -> bool:
    return operation == "createPublication" or PublicationRules.open_after_deletion(rules, operation)


@fault("deletion-of-unknown-accepted", "unknown_listing", "Deleting an unknown listing succeeds.",
       "delete.unknown-listing-is-a-404-problem", subtle=True)  # fmt: skip
def ghost_deleted(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    if operation != "deleteListing":
        return PublicationRules.unknown_listing(rules, account, uuid, operation)
    return Listing(uuid, account.name, {}, rules.now())


@fault("update-of-unknown-accepted", "unknown_listing", "Updating an unknown listing succeeds.",
       "update.unknown-listing-is-a-404-problem", subtle=True)  # fmt: skip
def ghost_updated(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    if operation != "updateListing":
        return PublicationRules.unknown_listing(rules, account, uuid, operation)
    return Listing(uuid, account.name, {}, rules.now())


@fault("update-of-unknown-creates", "unknown_listing", "Updating an unknown listing creates it.",
       "update.unknown-listing-is-a-404-problem", subtle=True)  # fmt: skip
def created_by_update(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    if operation != "updateListing":
        return PublicationRules.unknown_listing(rules, account, uuid, operation)
    fields: dict[str, Any] = {"title": "", "description": "", "category": ""}
    rules.store.add_listing(uuid, account.name, fields, rules.now())
    return Listing(uuid, account.name, fields, rules.now())


@fault("unknown-listing-shown", "unknown_listing", "An unknown listing is read as an empty one.",
       "listing.unknown-listing-is-refused", "listing.unknown-listing-is-a-404-problem")  # fmt: skip
def empty_listing(rules: Rules, account: Account, uuid: str, operation: str) -> Listing:
    if operation != "getListing":
        return PublicationRules.unknown_listing(rules, account, uuid, operation)
    return Listing(uuid, account.name, {"title": "", "description": "", "category": ""}, rules.now())
