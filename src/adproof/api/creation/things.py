"""What an actor receives: answers, read in the documents' words.

Reading never raises, except where a test needs what is not there: then Unusable, because that answer is judged elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NoReturn

from adproof.answer import Answer, Unusable
from adproof.api.creation import fields
from adproof.api.creation.asking import memory
from adproof.api.creation.dialect import Dialect, Phase

# Rounding and skew between the machines of one target; the Date header has whole seconds.
CLOCK_ALLOWANCE = timedelta(seconds=2)
_STATUS_WORDS = ("status", "state", "name", "value", "code", "type")
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


def succeeded(answer: Answer) -> bool:
    """Any 2xx: the guide names no status."""
    return 200 <= answer.status < 300


def is_refusal(answer: Answer) -> bool:
    """Any 4xx: the guide names no status. Everything else is neither an acceptance nor a refusal."""
    return 400 <= answer.status < 500


@dataclass(frozen=True)
class Created:
    """The answer to a creation. `id` is what the answer names, `uuid` is the same for tests that need it."""

    answer: Answer
    dialect: Dialect = field(repr=False)
    kind: Literal["imprint", "listing", "ticket", "publication"] = "listing"

    @property
    def id(self) -> str | None:
        """The id in the answer, whatever the status; a bare text counts as the id itself."""
        value = self.answer.json_or_none
        if value is None and fields.is_uuid(self.answer.text.strip()):
            return self.answer.text.strip()
        if isinstance(value, str) and self.kind not in self.dialect.pointers:
            return value if fields.is_id(value) else None
        found = self.dialect.find(self.kind, value)
        return None if found is None else str(found)

    @property
    def uuid(self) -> str:
        """The id of what was created. Raises Unusable when nothing was created, or nothing was named."""
        if not succeeded(self.answer):
            self._unusable(f"no {self.kind} could be created: {self.answer.asked} answered {self.answer.received}")
        return self.id or self._unusable(f"the answer to {self.answer.asked} names no {self.kind}")

    def _unusable(self, reason: str) -> NoReturn:
        raise Unusable(reason, of=self.answer)


@dataclass(frozen=True)
class Listing(Created):
    """A created listing and what was sent for it."""

    sent: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Imprint(Created):
    """A created imprint."""


@dataclass(frozen=True)
class Ticket(Created):
    """A media ticket: its id, where to upload to, until when it can be used."""

    media_type: str = "image/png"
    received: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def upload_url(self) -> Any:
        return self.dialect.find("upload_url", self.answer.json_or_none, lambda value: isinstance(value, str))

    @property
    def written_expiry(self) -> Any:
        """The expiry as the answer writes it, or None."""
        return self.dialect.find("expiry", self.answer.json_or_none, lambda value: isinstance(value, str | int | float))

    @property
    def expiry(self) -> datetime | None:
        """The moment of expiry; None when there is none, or when it is no moment (it has no zone, say)."""
        return moment(self.written_expiry)

    @property
    def seconds_left_at_issue(self) -> float | None:
        """Lifetime by the target's own clock, or ours when it sends no Date."""
        if self.expiry is None:
            return None
        return (self.expiry - (self.answer.date or self.received)).total_seconds()


def moment(written: Any) -> datetime | None:
    """A moment in RFC 3339, or as seconds or milliseconds since 1970."""
    try:
        if isinstance(written, int | float) and not isinstance(written, bool):
            found = datetime.fromtimestamp(written / 1000 if written > 1e11 else written, UTC)
        else:
            found = datetime.fromisoformat(str(written).strip().upper())  # RFC 3339 allows small letters
        return found if found.tzinfo is not None and _EARLIEST <= found <= _LATEST else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


@dataclass(frozen=True)
class Publication(Created):
    """An acknowledged publication, of which listing and with which imprint."""

    listing: str = ""
    imprint: str | None = None


@dataclass(frozen=True)
class ListingView:
    """A listing as it was read."""

    answer: Answer
    dialect: Dialect = field(repr=False)

    @property
    def found(self) -> bool:
        return succeeded(self.answer) and isinstance(self.answer.json_or_none, dict)

    @property
    def id(self) -> str | None:
        found = self.dialect.find_as("listing", self.answer.json_or_none)
        return None if found is None else str(found)

    def text(self, name: Literal["title", "description"]) -> str | None:
        found = self.dialect.find(name, self.answer.json_or_none, fields.is_text) if self.found else None
        return found if isinstance(found, str) else None

    def value(self, *names: str) -> Any:
        """What stands under the first of these names that is there, or None."""
        return fields.named(names, self.answer.json_or_none, lambda value: value is not None)

    @property
    def images(self) -> tuple[str, ...] | None:
        """The image URLs in their order; None when listings show no such list. Where some do, one without it has no images."""
        if self.listed_images is None:
            return () if self.found and memory().shows_images else None
        return tuple(_image(each) for each in self.listed_images)

    @property
    def listed_images(self) -> list[Any] | None:
        """The list of images as this answer has it, or None."""
        found = self.dialect.find("images", self.answer.json_or_none, lambda value: isinstance(value, list))
        return found if self.found and isinstance(found, list) else None

    @property
    def content(self) -> tuple[Any, ...]:
        """What a reader would call the same listing: id, texts, images. Times and counters are left out."""
        return (self.found, (self.id or "").lower(), self.text("title"), self.text("description"), self.images)


def _image(entry: Any) -> str:
    if isinstance(entry, dict):
        url = fields.named(("url", "href", "uri", "path"), entry, fields.is_text)
        return url if isinstance(url, str) else fields.canonical(entry)
    return fields.canonical(entry)


@dataclass(frozen=True)
class PublicationView:
    """One publication as a list's entry or a single read shows it."""

    value: Any = field(repr=False)
    answer: Answer
    dialect: Dialect = field(repr=False)

    @property
    def found(self) -> bool:
        return succeeded(self.answer) and isinstance(self.value, dict)

    @property
    def id(self) -> str | None:
        found = self.dialect.find_as("publication", self.value)
        return None if found is None else str(found)

    @property
    def status(self) -> str | None:
        """The status word as the target writes it, also where a detailed status holds it among other things; or None."""
        if not self.found:
            return None
        found = self.dialect.find_as("status", self.value, lambda value: fields.is_id(value) or isinstance(value, dict))
        if isinstance(found, dict):
            found = fields.named(_STATUS_WORDS, found, fields.is_id)
        return None if found is None else str(found)

    @property
    def phase(self) -> Phase:
        return self.dialect.phase(self.status)

    @property
    def imprint(self) -> str | None:
        """The imprint shown: its id, also when it stands inside an object."""
        found = self.dialect.find_as(
            "published_imprint", self.value, lambda value: fields.is_id(value) or isinstance(value, dict)
        )
        if isinstance(found, dict):
            found = fields.named(("uuid", "imprintUuid", "id"), found, fields.is_id)
        return None if found is None else str(found)

    def mentions(self, id: str) -> bool:
        return any(fields.same_id(each, id) for each in fields.texts(self.value))


@dataclass(frozen=True)
class PublicationList:
    """The publications of one listing as the list shows them."""

    answer: Answer
    dialect: Dialect = field(repr=False)

    @property
    def raw(self) -> list[Any] | None:
        """The entries; None when the answer holds no list."""
        value = self.answer.json_or_none if succeeded(self.answer) else None
        if isinstance(value, list) and not self.dialect.pointers.get("publications"):
            return value
        if self.answer.status == 204:
            return []
        found = self.dialect.find("publications", value, lambda inner: isinstance(inner, list))
        return found if isinstance(found, list) else None

    @property
    def entries(self) -> tuple[PublicationView, ...]:
        return tuple(PublicationView(each, self.answer, self.dialect) for each in self.raw or [])

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple((each.id or "").lower() for each in self.entries)

    def of(self, id: str) -> PublicationView | None:
        """The entry of this publication."""
        return next((each for each in self.entries if each.id is not None and fields.same_id(each.id, id)), None)
