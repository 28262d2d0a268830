"""The seller: everything the guide and the reference pages let a client do. Stateless: what is remembered lies on the Shelf.

Every write is noted in the ledger before it is sent. No credential ever goes to the storage. An answer is handed back as it is:
whether it conforms is for the suites to say.
"""

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from adproof.answer import Answer
from adproof.api.creation import pictures, story
from adproof.api.creation.asking import Asking, asks, in_a_rush, memory
from adproof.api.creation.book import book
from adproof.api.creation.dialect import Dialect
from adproof.api.creation.ledger import Ledger
from adproof.api.creation.storage import Storage, Upload
from adproof.api.creation.things import (
    Imprint,
    Listing,
    ListingView,
    Publication,
    PublicationList,
    PublicationView,
    Ticket,
    is_refusal,
    succeeded,
)
from adproof.api.creation.waiting import Patience
from adproof.fuzz import NO_BODY, Call
from adproof.secrets import Credential
from adproof.target import Creation
from adproof.transport import Client

_numbers = itertools.count(1)
_READS = frozenset({"GET", "HEAD"})
_ROOM = 2  # listings deleted for a new one: few, so that a target which refuses now and then is still told from a full account


@dataclass(frozen=True)
class Seller:
    """One account of the target."""

    client: Client
    section: Creation
    dialect: Dialect
    ledger: Ledger
    patience: Patience
    storage: Storage
    run_tag: str
    credential: Credential | None
    name: str = "seller"

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def acting_with(self, credential: Credential | None, name: str) -> "Seller":
        """The same calls with another credential, or with none."""
        return replace(self, credential=credential, name=name)

    def target_time(self) -> tuple[datetime, datetime]:
        """The earliest and the latest moment that the target's clock may show now: its Date header has whole seconds."""
        answer = self.reads_listing(str(uuid4())).answer
        now = datetime.now(UTC)
        return (now, now) if answer.date is None else (answer.date, answer.date + timedelta(seconds=1))

    # imprints and listings

    def creates_an_imprint(self, body: Any = ..., *, content: bytes | None = None) -> Imprint:
        ordinary = body is ... and content is None
        body = {"content": f"adproof {self.run_tag}, Musterweg 1, 12345 Musterstadt"} if body is ... else body
        return Imprint(self._send("createImprint", body=body, content=content, ordinary=ordinary), self.dialect, "imprint")

    def new_title(self) -> str:
        """The configured title with the run's tag and a number: no two are alike, and all can be told from real ads."""
        return f"{str(self.section.listing.get('title', 'Test'))[:30]} {self.run_tag}-{next(_numbers)}"

    def new_description(self, text: str) -> str:
        """The configured description with something added: as long as the target wants it, and different from the others."""
        return f"{self.section.listing.get('description', 'Test')} {text}"

    def creates_a_listing(self, **changes: Any) -> Listing:
        """A listing as the target's file words it, under a new title, with these fields changed."""
        body = {**self.section.listing, "title": self.new_title(), **changes}
        answer = self._send("createListing", body=body, ordinary=not changes)
        if is_refusal(answer) and (not changes or self._may_be_full()) and self.makes_room():
            answer = self._send("createListing", body=body, ordinary=not changes)
            self.ledger.full = self.ledger.full or succeeded(answer)
        return Listing(answer, self.dialect, "listing", sent=body)

    def _may_be_full(self) -> bool:
        """Known to have been full, or not known and with many listings."""
        return memory().has_many("createListing") if self.ledger.full is None else self.ledger.full

    def makes_room(self) -> bool:
        """An account may hold so many listings only: delete a few that nobody needs any more. Whether any was deleted."""
        if "delete" not in self.section.claims or not self._is_owner:
            return False
        own = [each for each in self.ledger.spare if memory().alive(each)]
        answers = [self.deletes(each) for each in own[:_ROOM]]
        self.ledger.spare = own[_ROOM:]
        return any(map(succeeded, answers))

    def posts_a_listing(self, body: Any = ..., *, content: bytes | None = None) -> Listing:
        """Whatever body, for bodies that are wrong on purpose."""
        return Listing(self._send("createListing", body=body, content=content), self.dialect, "listing")

    def reads_listing(self, listing: str) -> ListingView:
        view = ListingView(self._send("getListing", listing=listing), self.dialect)
        memory().shows_images |= bool(view.listed_images)
        if self._is_owner:
            book().reads(listing, view)
        return view

    def updates(self, listing: str, changes: Any = ..., *, content: bytes | None = None) -> Answer:
        ordinary = content is None and memory().takes_texts(listing, changes)
        return self._send("updateListing", listing=listing, body=changes, content=content, ordinary=ordinary)

    def deletes(self, listing: str) -> Answer:
        answer = self._send("deleteListing", listing=listing)
        if succeeded(answer):
            self.ledger.removed(listing, answer.status)
        return answer

    # tickets and images

    def requests_a_media_ticket(self, media_type: str = pictures.PNG) -> Ticket:
        known = media_type in (pictures.PNG, pictures.JPEG)
        answer = self._send("requestTicket", body={"mediaType": media_type}, ordinary=known)
        return Ticket(answer, self.dialect, "ticket", media_type=media_type)

    def posts_a_media_request(self, body: Any = ..., *, content: bytes | None = None) -> Ticket:
        return Ticket(self._send("requestTicket", body=body, content=content), self.dialect, "ticket")

    def uploads(self, ticket: Ticket, image: bytes | None = None, *, to: str | None = None) -> Upload:
        """Send an image straight to the storage, without any credential of the API."""
        ordinary = image is None
        image = pictures.picture(ticket.media_type) if image is None else image
        address = ticket.upload_url if to is None else to
        write = None if self.client.limits.read_only else self.ledger.before("uploadImage", self.storage.method, str(address))
        first = to is None and memory().first_upload(ticket.id or "")
        with asks(Asking("uploadImage", ordinary=first)):
            upload = self.storage.takes(address, image, ticket.media_type)
        if upload.taken and first and ticket.id and self._is_owner and ordinary:
            memory().uploaded(ticket.id, ticket.seconds_left_at_issue)
        if write is not None:
            self.ledger.after(write, "uploadImage", upload.answer.status if upload.answer else 0, None)
        story.tell("storage", "upload the image", upload.answer)
        return upload

    def has_an_uploaded_ticket(self, media_type: str = pictures.PNG) -> Ticket:
        """A ticket whose image lies in the storage. Raises Unusable when there is none to be had."""
        ticket = self.requests_a_media_ticket(media_type)
        ticket.uuid  # noqa: B018  # raises Unusable
        self.uploads(ticket).needed()
        return ticket

    def attaches(self, ticket: str, listing: str) -> Answer:
        ordinary = memory().takes_an_image(listing, ticket)
        uploaded = memory().tickets.pop(ticket.lower(), None) is not None
        body, kind = self.dialect.attaching(ticket), "uploaded" if uploaded else ""
        return self._send("attachMedia", listing=listing, body=body, ordinary=ordinary, kind=kind)

    def attaches_with(self, body: Any = ..., listing: str = "", *, content: bytes | None = None) -> Answer:
        return self._send("attachMedia", listing=listing, body=body, content=content)

    def deletes_images(self, listing: str, urls: Sequence[str]) -> Answer:
        """Each URL is percent-encoded, the commas between them are not."""
        joined = ",".join(quote(url, safe="") for url in urls)
        kind = "shown" if book().shows(listing, urls) else ""
        answer = self._send("deleteMedia", listing=listing, query=f"urls={joined}", kind=kind)
        book().removes(listing, urls, answer)
        return answer

    def reorders_images(self, listing: str, urls: Sequence[str]) -> Answer:
        """Put the images into this order, in the shape that the target's file names or that was accepted before.

        Where a bare array of just the images shown is refused, an object with it is tried, and used from then on if that works.
        """
        answer = self._send("reorderMedia", listing=listing, body=self.dialect.ordering(urls))
        guesses = self._is_owner and self.dialect.guesses_order and not self.dialect.order
        if guesses and is_refusal(answer) and book().shows(listing, urls, all_of_them=True):
            other = self._send("reorderMedia", listing=listing, body={"urls": list(urls)})
            if succeeded(other):
                self.dialect.learn_order({"urls": "{urls}"})
                return other
        return answer

    # publications

    def publishes(self, listing: str, imprint: str | None, *, null: bool = False) -> Publication:
        """Publish under an imprint; None leaves it out, or sends null in its place."""
        body = self.dialect.publishing(imprint, null=null)
        ordinary = memory().can_be_published(listing, imprint)
        kind = "with an image" if memory().has_images(listing) else "bare"
        answer = self._send("createPublication", listing=listing, body=body, ordinary=ordinary, kind=kind)
        return Publication(answer, self.dialect, "publication", listing=listing, imprint=imprint)

    def publishes_with(self, listing: str, *, content: bytes) -> Answer:
        return self._send("createPublication", listing=listing, content=content)

    def lists_publications(self, listing: str) -> PublicationList:
        shown = PublicationList(self._send("listPublications", listing=listing), self.dialect)
        if self._is_owner:
            book().lists(listing, shown)
        return shown

    def reads_publication(self, listing: str, publication: str) -> PublicationView:
        answer = self._send("getPublication", listing=listing, publication=publication)
        return PublicationView(answer.json_or_none, answer, self.dialect)

    def requests_state(self, listing: str, publication: str, state: str | None) -> Answer:
        """Pause or resume, by the state call; None leaves the state out."""
        query = None if state is None else f"requestedState={quote(state, safe='')}"
        return self._send("updatePublicationState", listing=listing, publication=publication, query=query)

    def pauses(self, listing: str, publication: str) -> Answer:
        return self.requests_state(listing, publication, "PAUSED")

    def resumes(self, listing: str, publication: str) -> Answer:
        return self.requests_state(listing, publication, "RESUMED")

    def republishes(self, listing: str, publication: str, state: str = "PUBLISHED", body: Any = None) -> Answer:
        """Ask for a republish. The body is the empty object unless another one is given."""
        body = {} if body is None else body
        return self._send("republish", listing=listing, publication=publication, query=f"requestedState={state}", body=body)

    def sends_generated(self, call: Call, listing: str) -> Answer:
        """A generated call, at this target's path for it. A deletion goes to an unknown id, everything else to this listing."""
        body = call.body
        if isinstance(body, dict) and call.operation == "createListing":
            body = body | {"title": f"{self.run_tag} {body['title']}"} if isinstance(body.get("title"), str) else body
        content = None if body is NO_BODY else body if isinstance(body, bytes) else json.dumps(body).encode()
        ids = {"listing": listing, "publication": str(call.path.get("publication_uuid", ""))}
        if call.operation == "deleteListing":
            ids["listing"] = str(uuid4())
        return self._send(call.operation, content=content, query=urlencode(call.query) or None, ordinary=False, **ids)

    # the one way out

    @property
    def _is_owner(self) -> bool:
        return self.credential is not None and self.credential == self.section.authorization

    def _send(
        self,
        operation: str,
        *,
        body: Any = ...,
        content: bytes | None = None,
        query: str | None = None,
        ordinary: bool = False,
        kind: str = "",
        **ids: str,
    ) -> Answer:
        method, path = self.dialect.request(operation, **ids)
        write = None if method in _READS or self.client.limits.read_only else self.ledger.before(operation, method, path)
        headers: Mapping[str, str] = {"Content-Type": "application/json"} if content is not None else {}
        ordinary = ordinary and self._is_owner and not in_a_rush()
        asked = Asking(operation, ids.get("listing", ""), ids.get("publication", ""), self._is_owner, ordinary, kind)
        with asks(asked):
            answer = self.client.send(
                method,
                path,
                operation=operation,
                query=query,
                headers=headers,
                json=... if content is not None else body,
                content=content,
                auth=self.credential,
            )
        created = self._created(operation, answer)
        memory().note(asked, answer, created)
        book().writes(asked, answer, None if body is ... else body, query, created)
        if write is not None:
            self.ledger.after(write, operation, answer.status, created)
        story.tell("api", answer.asked, answer)
        return answer

    def _created(self, operation: str, answer: Answer) -> str | None:
        kinds = {
            "createListing": "listing",
            "requestTicket": "ticket",
            "createPublication": "publication",
            "createImprint": "imprint",
        }
        kind = kinds.get(operation)
        if kind is None or not succeeded(answer):
            return None
        return Listing(answer, self.dialect, kind).id  # type: ignore[arg-type]
