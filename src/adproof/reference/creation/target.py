"""The target file's section for this service: its address, its sandbox credentials, its words."""

from __future__ import annotations

from typing import Any

from adproof.reference.options import Options

from .answers import BASE
from .records import OTHER, SELLER, Account, State
from .service import TOKEN_PATH
from .settings import Settings
from .switchboard import TARGETS

LISTING = {
    "title": "Test",
    "description": "Ein Test, bitte nicht melden.",
    "category": "Spielzeug",
    "adType": "OFFER",
    "price": {"type": "FIXED", "amount": 100},
    "attributes": {"art": "actionfiguren", "condition": "like_new", "versand": "ja"},
}
CLAIMS = ("update", "delete", "images", "state", "republish", "imprints", "token")
STATES = {
    "live": (State.PUBLISHED,),
    "pending": (State.PENDING,),
    "paused": (State.PAUSED,),
    "failed": (State.REJECTED,),
    "gone": (State.DELETED,),
}


def pointer(member: str) -> str:
    """A place in an answer as a JSON pointer; no member is the whole body."""
    return f"/{member}" if member else ""


def credential(account: Account, settings: Settings) -> str:
    return f"Bearer {account.token}" if settings.bearer else account.token


def section(origin: str, options: Options, settings: Settings) -> dict[str, Any]:
    """What a run needs to know of this process. Credentials are literal, for it only listens on loopback."""
    made: dict[str, Any] = {
        "base_url": origin + BASE,
        "authorization": credential(SELLER, settings),
        "other_authorization": credential(OTHER, settings),
        "paths": "guide",
        "claims": list(CLAIMS),
        "publish_deadline": 5.0,
        "ticket_wait": 30.0,
        "listing": LISTING,
        "fields": {
            "listing": pointer(settings.listing_id),
            "publication": pointer(settings.publication_id),
        },
        "states": {kind: [settings.words.get(word, word) for word in words] for kind, words in STATES.items()},
        "token": {
            "url": origin + TOKEN_PATH,
            "client_id": SELLER.client_id,
            "client_secret": SELLER.client_secret,
        },
    }
    for name in options.switched:
        made |= TARGETS.get(name, {})
    return made
