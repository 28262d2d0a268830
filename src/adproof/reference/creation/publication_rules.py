"""Publications: acknowledged at once, made by the worker afterwards, read in two views, paused and resumed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .media_rules import MediaRules
from .problems import Problem, mismatch, unknown_publication, unreadable
from .records import Account, Job, Listing, Publication, State

STATE_WORDS = ("PAUSED", "RESUMED")
REPUBLISH_WORDS = ("PUBLISHED", "PAUSED")


class PublicationRules(MediaRules):
    # publishing

    def imprint_in(self, body: Any) -> str | None:
        """The imprint is needed; location details are taken as they come."""
        imprint = body.get("imprintUuid") if isinstance(body, dict) else None
        if not isinstance(imprint, str):
            raise unreadable()
        return imprint

    def check_imprint(self, account: Account, imprint: str | None) -> None:
        """Only the account's own imprints can stand behind an ad."""
        if imprint is None or self.store.imprint_account(imprint) != account.name:
            raise Problem(404, "Imprint not found")

    def new_publication_uuid(self, _listing: Listing, _imprint: str | None) -> str:
        return self.fresh()

    def publish(self, listing: Listing, imprint: str | None) -> Publication:
        uuid = self.new_publication_uuid(listing, imprint)
        publication = self.store.add_publication(uuid, listing, imprint, self.now())
        self.begin(publication, self.outcome(publication), self.settings.publish_seconds)
        return publication

    def begin(self, publication: Publication, state: str, seconds: float) -> None:
        """Pending now; the worker brings it to the state afterwards."""
        self.store.drop_jobs(publication.id)
        self.store.set_state(publication.id, State.PENDING, self.now())
        self.later(publication, state, seconds)

    def later(self, publication: Publication, state: str, seconds: float) -> None:
        self.store.add_job(publication.id, state, self.now() + seconds)
        self.wake()

    def outcome(self, _publication: Publication) -> str:
        """What validation comes to; whatever could be refused was refused at once."""
        return State.PUBLISHED

    def do_job(self, job: Job) -> None:
        """The worker's step. What has ended in the meantime stays ended."""
        publication = self.store.publication(job.publication)
        if publication is not None and publication.state != State.DELETED:
            self.store.set_state(publication.id, job.state, self.now())

    # reading

    def state_of(self, publication: Publication, _view: str) -> str:
        """Where it stands, the same in every view."""
        return self.store.state_at(publication.id, self.now() - self.settings.read_lag)

    def shown_imprint(self, publication: Publication, _view: str) -> str | None:
        return publication.imprint

    def publication_shown(self, publication: Publication, view: str) -> dict[str, Any]:
        state = self.state_of(publication, view)
        return {
            self.settings.publication_id or "uuid": publication.uuid,
            "listingUuid": publication.listing,
            "imprintUuid": self.shown_imprint(publication, view),
            "status": self.settings.words.get(state, state),
        }

    def publications_of(self, listing: Listing) -> list[Publication]:
        """All of the listing's, and no other's."""
        return self.store.publications(listing=listing.uuid)

    def publication_of(self, listing: Listing, uuid: str, operation: str) -> Publication:
        """The listing's publication; another listing's is a mismatch, an unknown one is not found."""
        own = self.store.publications(listing=listing.uuid, uuid=uuid)
        if own:
            return own[0]
        anyones = self.store.publications(uuid=uuid)
        if anyones and anyones[0].account == listing.account:
            return self.mismatched(anyones[0], listing, operation)
        return self.missing_publication(listing, uuid, operation)

    def mismatched(self, publication: Publication, listing: Listing, _operation: str) -> Publication:
        raise mismatch(publication.uuid, listing.uuid)

    def missing_publication(self, _listing: Listing, uuid: str, _operation: str) -> Publication:
        raise unknown_publication(uuid)

    # changing

    def requested_state(self, value: str | None, words: Collection[str]) -> str:
        """Required, and one of the operation's two words."""
        if value not in words:
            raise Problem(400, f"requestedState has to be one of {', '.join(words)}")
        return value or ""

    def change_state(self, publication: Publication, requested: str) -> None:
        """Pausing the paused and resuming the live change nothing; what is not live cannot be paused."""
        wanted = State.PAUSED if requested == "PAUSED" else State.PUBLISHED
        if publication.state not in (State.PAUSED, State.PUBLISHED):
            raise Problem(400, f"Publication {publication.uuid} is {publication.state}")
        self.set_state(publication, wanted)

    def set_state(self, publication: Publication, state: str) -> None:
        self.store.drop_jobs(publication.id)
        self.store.set_state(publication.id, state, self.now())

    def check_republish_body(self, raw: bytes) -> None:
        """The empty object, and nothing else."""
        if self.read_json(raw) != {}:
            raise unreadable()

    def republish(self, publication: Publication, requested: str) -> None:
        """Accepted now, done by the worker: the ad is made anew, or taken off."""
        if publication.state == State.DELETED:
            raise Problem(400, f"Publication {publication.uuid} is {publication.state}")
        if requested == "PUBLISHED":
            return self.begin(publication, State.PUBLISHED, self.settings.publish_seconds)
        self.store.drop_jobs(publication.id)
        return self.later(publication, State.PAUSED, self.settings.publish_seconds)

    # the listing's end

    def delete_listing(self, listing: Listing) -> None:
        """The listing is marked, and every publication of it ends."""
        self.store.mark_deleted(listing.uuid, self.now())
        self.end_publications(listing)

    def end_publications(self, listing: Listing) -> None:
        for publication in self.publications_of(listing):
            self.set_state(publication, State.DELETED)
