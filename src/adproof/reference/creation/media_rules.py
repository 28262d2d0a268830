"""Media tickets, their one use, and the images of a listing."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from .listing_rules import ListingRules
from .problems import Problem, unreadable
from .records import Account, Listing, Ticket

ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png"}
SUPPORTED = ", ".join(ENDINGS)
SECRET = secrets.token_bytes(32)


def signature(key: str, expires: int) -> str:
    """What only the gateway can write and only the storage needs to check."""
    return hmac.new(SECRET, f"PUT\n{key}\n{expires}".encode(), hashlib.sha256).hexdigest()


class MediaRules(ListingRules):
    # tickets

    def media_type_of(self, body: Any) -> str:
        media_type = body.get("mediaType") if isinstance(body, dict) else None
        if not isinstance(media_type, str):
            raise unreadable()
        return media_type

    def check_media_type(self, media_type: str) -> None:
        if media_type not in ENDINGS:
            raise Problem(415, f"Unsupported media type: '{media_type}'. Supported types are: {SUPPORTED}")

    async def new_ticket_uuid(self, _account: Account, _media_type: str) -> str:
        return self.fresh()

    def expiry(self) -> float:
        """A whole second, so that the instant shown is the instant that counts."""
        return float(math.ceil(self.now() + self.settings.ticket_seconds))

    def shown_expiry(self, expires: float) -> Any:
        return datetime.fromtimestamp(expires, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def signed_url(self, ticket: Ticket) -> str:
        expires = int(ticket.expires)
        query = f"X-Expires={expires}&X-Signature={signature(ticket.key, expires)}"
        return f"{self.settings.storage_origin}/uploads/{ticket.key}?{query}"

    async def issue_ticket(self, account: Account, media_type: str) -> Ticket:
        uuid = await self.new_ticket_uuid(account, media_type)
        key = secrets.token_hex(16) + ENDINGS.get(media_type, ".bin")
        ticket = Ticket(uuid, account.name, media_type, key, self.expiry())
        self.store.add_ticket(ticket)
        return ticket

    def ticket_shown(self, ticket: Ticket) -> dict[str, Any]:
        return {
            "ticketUuid": ticket.uuid,
            "signedPutUrl": self.signed_url(ticket),
            "expireAt": self.shown_expiry(ticket.expires),
        }

    # the ticket's use

    def ticket_in(self, body: Any) -> str:
        uuid = body.get("ticketUuid") if isinstance(body, dict) else None
        if not isinstance(uuid, str):
            raise unreadable()
        return uuid

    def ticket_named(self, account: Account, uuid: str) -> Ticket:
        """The account's own ticket; a foreign one looks like one that does not exist."""
        ticket = self.store.ticket(uuid, account.name)
        if ticket is None:
            raise self.unknown_ticket(account, uuid)
        return ticket

    def unknown_ticket(self, _account: Account, _uuid: str) -> Problem:
        return Problem(404, "Ticket not found")

    def check_not_expired(self, ticket: Ticket, _listing: Listing) -> None:
        if self.now() >= ticket.expires:
            raise self.expired(ticket)

    def expired(self, _ticket: Ticket) -> Problem:
        return Problem(410, "Ticket has expired")

    def check_uploaded(self, ticket: Ticket) -> None:
        """There is nothing to attach before the upload; the ticket stays good for later."""
        if ticket.uploaded is None:
            raise Problem(409, "No image has been uploaded for this ticket")

    async def take_use(self, ticket: Ticket, listing: Listing) -> bool:
        """The one successful use: the database gives it to one caller, however many ask at the same moment."""
        return self.store.spend(ticket, listing.uuid, self.now())

    def refuse_spent(self, ticket: Ticket, _listing: Listing) -> None:
        raise self.spent(ticket)

    def spent(self, _ticket: Ticket) -> Problem:
        return Problem(409, "Ticket has already been used")

    def after_failed_attach(self, _account: Account, _body: Any) -> None:
        """A failed attach costs nothing."""

    def image_url(self, ticket: Ticket) -> str:
        return f"{self.settings.storage_origin}/images/{ticket.key}"

    async def add_image(self, listing: Listing, ticket: Ticket) -> None:
        self.store.add_image(listing.uuid, self.image_url(ticket), self.now())

    async def attach(self, account: Account, listing: Listing, uuid: str) -> None:
        """One more image at the end of the listing's, for the one use of a ticket."""
        ticket = self.ticket_named(account, uuid)
        self.check_not_expired(ticket, listing)
        self.check_uploaded(ticket)
        if not await self.take_use(ticket, listing):
            return self.refuse_spent(ticket, listing)
        return await self.add_image(listing, ticket)

    # the listing's images

    def urls(self, listing: Listing) -> list[str]:
        """In the order of display; the first is the cover."""
        return self.store.urls(listing.uuid, self.now())

    def shown_urls(self, listing: Listing) -> list[str]:
        return self.store.urls(listing.uuid, self.now() - self.settings.image_delay)

    def urls_in(self, query: str | None) -> list[str]:
        urls = [url for url in (query or "").split(",") if url]
        if not urls:
            raise unreadable()
        return urls

    def delete_images(self, listing: Listing, urls: list[str]) -> None:
        """All of the named images or, if one is none of the listing's, nothing at all."""
        if not set(urls) <= set(self.urls(listing)):
            raise Problem(404, "Image not found")
        self.store.remove_urls(listing.uuid, urls)

    def order_in(self, body: Any) -> list[str]:
        """A bare list, or an object that holds it."""
        order = body.get("urls") if isinstance(body, dict) else body
        if not isinstance(order, list) or not all(isinstance(url, str) for url in order):
            raise unreadable()
        return order

    def check_order(self, existing: list[str], wanted: list[str]) -> None:
        """A new order is a permutation: nothing added, left out, or repeated."""
        if Counter(existing) != Counter(wanted):
            raise Problem(400, "The order has to contain exactly the existing images")

    def reorder(self, listing: Listing, wanted: list[str]) -> None:
        self.check_order(self.urls(listing), wanted)
        self.store.set_urls(listing.uuid, wanted, self.now() - self.settings.image_delay)
