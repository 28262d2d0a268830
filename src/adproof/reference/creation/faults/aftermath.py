"""Faults that show after something else has happened: after an update, a resume, a deletion, a reorder."""

from __future__ import annotations

from ..media_rules import MediaRules
from ..publication_rules import PublicationRules
from ..records import Job, Listing, Publication, State, Ticket
from ..rules import Rules
from ..switchboard import fault, instead_of
from .wholeness import MODEL, NAMED

STAY = "update.publications-keep-their-state"


@fault("update-takes-publications-off", "after_update", "An update pauses the listing's live publications.", STAY,
       NAMED, subtle=True)  # fmt: skip
def taken_off(rules: Rules, listing: Listing) -> None:
    for each in rules.store.publications(listing=listing.uuid):
        if each.state == State.PUBLISHED:
            rules.set_state(each, State.PAUSED)


@fault("update-resumes-what-is-paused", "after_update", "An update resumes the listing's paused publications.", STAY,
       subtle=True)  # fmt: skip
def brought_back(rules: Rules, listing: Listing) -> None:
    for each in rules.store.publications(listing=listing.uuid):
        if each.state == State.PAUSED:
            rules.set_state(each, State.PUBLISHED)


@fault("deleted-publications-come-back", "end_publications", "What a deletion ended is live again a second and a half later.",
       "delete.publications-leave-their-status", subtle=True)  # fmt: skip
def back_again(rules: Rules, listing: Listing) -> None:
    for each in rules.publications_of(listing):
        rules.set_state(each, State.DELETED)
        rules.later(each, State.PUBLISHED, 1.5)


@instead_of("creation.deleted-publications-come-back", "do_job")
def whatever_has_ended(rules: Rules, job: Job) -> None:
    if (publication := rules.store.publication(job.publication)) is not None:
        rules.set_state(publication, job.state)


@fault("resuming-loses-the-imprint", "change_state", "Once resumed, a publication is listed without its imprint.", NAMED, MODEL,
       subtle=True)  # fmt: skip
def forgetful(rules: Rules, publication: Publication, requested: str) -> None:
    PublicationRules.change_state(rules, publication, requested)
    if requested == "RESUMED":
        rules.notes.setdefault("resumed", set()).add(publication.id)


@instead_of("creation.resuming-loses-the-imprint", "shown_imprint")
def forgotten(rules: Rules, publication: Publication, view: str) -> str | None:
    resumed = publication.id in rules.notes.get("resumed", ())
    return None if resumed and view == "list" else PublicationRules.shown_imprint(rules, publication, view)


@fault("attach-undoes-the-order", "add_image", "An attach puts the images back into the order of their uploads.", NAMED, MODEL,
       subtle=True)  # fmt: skip
async def undone(rules: Rules, listing: Listing, ticket: Ticket) -> None:
    await MediaRules.add_image(rules, listing, ticket)
    added: list[str] = rules.notes.setdefault(f"added {listing.uuid}", [])
    added.append(rules.image_url(ticket))
    urls = rules.urls(listing)
    rules.store.set_urls(listing.uuid, sorted(urls, key=lambda url: added.index(url) if url in added else 0), rules.now())
