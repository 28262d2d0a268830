"""Imprints and listings: what is read from a request, what is kept of it, what is shown again."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from .access import AccessRules
from .problems import unknown_listing, unreadable
from .records import ACCOUNTS, Account, Listing

TEXTS = ("title", "category", "description", "adType", "email", "phoneNumber", "customReference", "contactPerson")
REQUIRED = ("title", "description", "category")


def refuse_constant(word: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise ValueError(word)


def is_price(value: Any) -> bool:
    """A type and an amount, both; True is no amount though Python counts it as an integer."""
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        return False
    amount = value.get("amount")
    return isinstance(amount, int | float) and not isinstance(amount, bool) and math.isfinite(amount)


def fits(name: str, value: Any) -> bool:
    """Whether a value has the documented type of a listing's field; null always has."""
    if value is None:
        return True
    if name in TEXTS:
        return isinstance(value, str)
    if name == "price":
        return is_price(value)
    return isinstance(value, dict if name == "attributes" else bool)


FIELDS = (*TEXTS, "attributes", "price", "buyNow")


class ListingRules(AccessRules):
    def read_json(self, raw: bytes) -> Any:
        """The body's value. Lone surrogates are refused too: they could never be sent back."""
        try:
            value = json.loads(raw.decode(), parse_constant=refuse_constant)
            json.dumps(value, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            raise unreadable() from None
        return value

    def imprint_content(self, body: Any) -> str:
        content = body.get("content") if isinstance(body, dict) else None
        if not isinstance(content, str):
            raise unreadable()
        return content

    def new_imprint_uuid(self, _account: Account, _content: str) -> str:
        return self.fresh()

    def documented_fields(self, body: Any) -> dict[str, Any]:
        """The fields of a listing that the body carries, each of its documented type; others are ignored."""
        if not isinstance(body, dict):
            raise unreadable()
        fields = {name: body[name] for name in FIELDS if name in body}
        if not all(fits(name, value) for name, value in fields.items()):
            raise unreadable()
        return fields

    def new_fields(self, body: Any) -> dict[str, Any]:
        """What a new listing is made of; a title, a description and a category it has to have."""
        fields = {name: value for name, value in self.documented_fields(body).items() if value is not None}
        if any(name not in fields for name in REQUIRED):
            raise unreadable()
        return fields

    def changes(self, _listing: Listing, body: Any) -> dict[str, Any]:
        """What an update asks for. A refused update has no effect, so nothing is written here."""
        return self.documented_fields(body)

    def kept(self, fields: dict[str, Any]) -> dict[str, Any]:
        """What is stored of what was sent: all of it, unshortened."""
        return fields

    def new_listing_uuid(self, _account: Account, _fields: dict[str, Any]) -> str:
        return self.fresh()

    def create_listing(self, account: Account, fields: dict[str, Any]) -> str:
        uuid = self.new_listing_uuid(account, fields)
        self.store.add_listing(uuid, account.name, self.kept(fields), self.now())
        return uuid

    def find_listing(self, uuid: str) -> Listing | None:
        return self.store.listing(uuid)

    def owned_listing(self, account: Account, uuid: str, operation: str) -> Listing:
        """The account's listing of this id, or a refusal without effect."""
        listing = self.find_listing(uuid)
        if listing is None:
            return self.unknown_listing(account, uuid, operation)
        if not self.may_use(account, listing.account, operation):
            raise self.foreign_listing()
        if listing.deleted and not self.open_after_deletion(operation):
            raise unknown_listing()
        return listing

    def open_after_deletion(self, operation: str) -> bool:
        """A deleted listing is gone, but the end of its publications can still be read."""
        return operation in ("listPublications", "getPublication")

    def merged(self, fields: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
        """Fields left out keep their value, and so do fields set to null."""
        return {**fields, **{name: value for name, value in changes.items() if value is not None}}

    async def update(self, listing: Listing, changes: dict[str, Any]) -> None:
        self.store.set_fields(listing.uuid, self.merged(listing.fields, self.kept(changes)))

    def after_update(self, _listing: Listing) -> None:
        """Publications stay as they are; a republish makes the change visible."""

    def shown_uuid(self, listing: Listing) -> str:
        return listing.uuid

    def shown_fields(self, listing: Listing) -> dict[str, Any]:
        """The price is called adPrice in answers; a field without a value is left out."""
        shown = {"attributes": {}, "adType": "OFFER", "buyNow": False, **listing.fields}
        if "price" in shown:
            shown["adPrice"] = shown.pop("price")
        return shown

    def shown_user(self, listing: Listing) -> str:
        return ACCOUNTS[listing.account].user_id
