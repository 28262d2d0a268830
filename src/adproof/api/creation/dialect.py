"""The target's words for the documents' words: paths, field names, payloads, states. It renames; it never forgives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from adproof.api.creation import fields
from adproof.catalogue import did_you_mean
from adproof.config import ConfigError
from adproof.target import Creation

# The guide prints neither imprints nor the state call; their paths are the reference's below the guide's nouns.
_GUIDE = {
    "createImprint": "POST /imprints",
    "createListing": "POST /listing",
    "getListing": "GET /listing/{listing}",
    "updateListing": "PUT /listing/{listing}",
    "deleteListing": "DELETE /listing/{listing}",
    "requestTicket": "POST /media",
    "attachMedia": "PUT /listing/{listing}/media",
    "deleteMedia": "DELETE /listing/{listing}/media",
    "reorderMedia": "PUT /listing/{listing}/media/order",
    "createPublication": "POST /listing/{listing}/publication",
    "listPublications": "GET /listing/{listing}/publications",
    "getPublication": "GET /listing/{listing}/publication/{publication}",
    "republish": "PUT /listing/{listing}/publication/{publication}",
    "updatePublicationState": "PUT /listing/{listing}/publication/{publication}/state",
    "uploadImage": "PUT",
}
_REFERENCE = {
    name: path.replace("/listing", "/listings")
    .replace("/publication/", "/publications/")
    .replace("/publicationss", "/publications")
    for name, path in _GUIDE.items()
} | {"createPublication": "POST /listings/{listing}/publications"}
_NOUNS: dict[str, tuple[str, ...]] = {
    "imprints": ("createImprint",),
    "listings": ("createListing",),
    "listing": ("getListing", "updateListing", "deleteListing"),
    "media": ("requestTicket",),
    "listingmedia": ("attachMedia", "deleteMedia"),
    "attach": ("attachMedia",),
    "order": ("reorderMedia",),
    "publish": ("createPublication",),
    "publications": ("listPublications",),
    "publication": ("getPublication", "republish"),
    "state": ("updatePublicationState",),
    "upload": ("uploadImage",),
}
_PLACEHOLDERS = {
    "{listing_uuid}": "{listing}",
    "{listingUuid}": "{listing}",
    "{uuid}": "{listing}",
    "{publication_uuid}": "{publication}",
    "{publicationUuid}": "{publication}",
}


class Phase(StrEnum):
    """Where a publication is, in our words."""

    PENDING = "pending"
    LIVE = "live"
    PAUSED = "paused"
    FAILED = "failed"
    GONE = "gone"
    UNMAPPED = "unmapped"


# Used only for a target that maps no state at all: the documented words, and words nobody uses for anything else.
_USUAL = {
    Phase.LIVE: ("PUBLISHED", "ACTIVE", "LIVE", "ONLINE", "VISIBLE"),
    Phase.PAUSED: ("PAUSED", "INACTIVE"),
    Phase.PENDING: (
        "PENDING",
        "PROCESSING",
        "IN_PROGRESS",
        "QUEUED",
        "SUBMITTED",
        "CREATED",
        "VALIDATING",
        "DRAFT",
        "NEW",
        "PUBLISHING",
    ),
    Phase.FAILED: ("REJECTED", "FAILED", "ERROR", "DECLINED", "INVALID"),
    Phase.GONE: ("DELETED", "REMOVED", "EXPIRED", "ARCHIVED"),
}


@dataclass(frozen=True)
class Dialect:
    """Built from the target's file. Raises ConfigError for an operation or a field nobody knows."""

    paths: Mapping[str, str]
    pointers: Mapping[str, str]
    states: dict[str, Phase]
    attachment: Mapping[str, Any] = field(default_factory=dict)
    publication: Mapping[str, Any] = field(default_factory=dict)
    order: dict[str, Any] = field(default_factory=dict)
    guesses_order: bool = True

    @classmethod
    def of(cls, section: Creation) -> "Dialect":
        pointers = {fields.known_as(name) or _unknown("field", name, fields.NAMES): at for name, at in section.fields.items()}
        mapped = {Phase(phase): words for phase, words in section.states.items()} or _USUAL
        return cls(
            paths=_paths(section.paths),
            pointers=pointers,
            states={word.upper(): phase for phase, words in mapped.items() for word in words},
            attachment=dict(section.attach or {}),
            publication=dict(section.publication),
            order=dict(section.order or {}),
            guesses_order=section.order is None,
        )

    def request(self, operation: str, **ids: str) -> tuple[str, str]:
        """Method and path of an operation; ids are encoded, so that a hostile one stays one path segment."""
        method, _, path = self.paths[operation].partition(" ")
        for name, value in ids.items():
            path = path.replace("{" + name + "}", quote(value, safe="") or "%20")
        return method, path

    def find(self, name: str, value: Any, fits: Any = fields.is_id) -> Any:
        """A field of an answer by our name for it, or None when it is not there or does not fit."""
        if name in self.pointers:
            found = fields.at(self.pointers[name], value)
            return found if fits(found) else None
        return fields.named(fields.NAMES[name], value, fits)

    def find_as(self, name: str, value: Any, fits: Any = fields.is_id) -> Any:
        """A field where it is shown again (a list's entry, a single read): under its pointer's last part, or the usual names."""
        last = self.pointers.get(name, "").rpartition("/")[2]
        return fields.named((last, *fields.NAMES[name]) if last else fields.NAMES[name], value, fits)

    def phase(self, word: str | None) -> Phase:
        return self.states.get((word or "").upper(), Phase.UNMAPPED)

    def learn(self, word: str | None, phase: Phase) -> None:
        """Take a status word for this phase. Only for targets that map no state at all."""
        if word:
            self.states.setdefault(word.upper(), phase)

    def attaching(self, ticket: str) -> dict[str, Any]:
        """The payload of an attach. Without a template, the ticket goes under its own field's documented name."""
        return filled(self.attachment, "ticket", ticket, default="ticketUuid")

    def ordering(self, urls: Sequence[str]) -> Any:
        """The payload of a new order, of which the documents show nothing: a bare array, or an object with the array in it."""
        if not self.order:
            return list(urls)
        return {key: list(urls) if value == "{urls}" else value for key, value in self.order.items()}

    def learn_order(self, template: Mapping[str, str]) -> None:
        """Take this shape for orders. Only for targets whose file names none."""
        self.order.update(template)

    def publishing(self, imprint: str | None, *, null: bool = False) -> dict[str, Any]:
        """The payload of a publication: the target's location details and the imprint (for None left out, or null)."""
        if imprint is None and not null:
            return {key: value for key, value in self.publication.items() if "{imprint}" not in fields.canonical(value)}
        return filled(self.publication, "imprint", imprint, default="imprintUuid")


def filled(template: Mapping[str, Any], word: str, value: str | None, *, default: str) -> dict[str, Any]:
    """`template` with every `{word}` replaced; when it has none, the value is added under the default name."""
    if "{" + word + "}" not in fields.canonical(dict(template)):
        return dict(template) | {default: value}
    return {key: _replaced(each, "{" + word + "}", value) for key, each in template.items()}


def _replaced(value: Any, mark: str, by: str | None) -> Any:
    if isinstance(value, str):
        return (None if mark in value else value) if by is None else value.replace(mark, by)
    if isinstance(value, Mapping):
        return {key: _replaced(each, mark, by) for key, each in value.items()}
    return [_replaced(each, mark, by) for each in value] if isinstance(value, list | tuple) else value


def _paths(chosen: str | Mapping[str, str]) -> dict[str, str]:
    """The table of an operation's method and path. A table of the target's own is laid over the guide's."""
    if isinstance(chosen, str):
        return dict(_REFERENCE if chosen == "reference" else _GUIDE)
    paths = dict(_GUIDE)
    for word, path in chosen.items():
        for name in _operations(word) or (_unknown("operation", word, paths),):
            method, _, rest = path.strip().rpartition(" ")
            method = method.strip() or paths[name].split(" ")[0]
            for other, ours in _PLACEHOLDERS.items():
                rest = rest.replace(other, ours)
            paths[name] = f"{method.upper()} {rest}" if rest.startswith("/") else path.strip().upper()
    return paths


def _operations(word: str) -> tuple[str, ...]:
    """The operations that a word of the target's file names: one in any spelling, or a noun for all that goes there."""
    plain = word.replace("_", "").replace("-", "").lower()
    return tuple(name for name in _GUIDE if name.lower() == plain) or _NOUNS.get(plain, ())


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    raise ConfigError(f"creation.{what}s: unknown {what} {name!r}.{did_you_mean(name, known)}".replace("operations:", "paths:"))


_in_use: Dialect | None = None


def use(dialect: Dialect) -> Dialect:
    """Make this the dialect that laws read answers by. One target is judged per process."""
    global _in_use
    _in_use = dialect
    return dialect


def in_use() -> Dialect | None:
    return _in_use
