"""What a request asked for, read back from its address, with the defaults filled in."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from adproof.api.search import vocabulary

_WHOLE = re.compile(r"[1-9]\d{0,17}|0")
_IDS = re.compile(r"\d{1,18}(,\d{1,18})*")
_LETTERS = re.compile(r"[^\W_]+")
_NUMBERS = ("limit", "page", "location_id", "upload_date_from", "upload_date_to")
_COUNTRY = 1000.0  # km
_LONG = 100  # letters of a value
_PLAIN_TERM = re.compile(r"\*|(?=.*[^\W_]{2})[\w .,&+-]{1,100}")


@dataclass(frozen=True)
class Sent:
    """A search as it was sent. Each property is None where the value is absent, repeated or not plain."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Sent":
        return cls(tuple(pairs))

    def has(self, name: str) -> bool:
        return any(each == name for each, _ in self.pairs)

    def text(self, name: str) -> str | None:
        """The value of a parameter that was sent exactly once."""
        values = [value for each, value in self.pairs if each == name]
        return values[0] if len(values) == 1 else None

    def number(self, name: str) -> int | None:
        value = self.text(name)
        return int(value) if value is not None and _WHOLE.fullmatch(value) else None

    @cached_property
    def limit(self) -> int | None:
        """The limit asked for, the default included; None when it is not a whole number from 1."""
        return (self.number("limit") or None) if self.has("limit") else vocabulary.DEFAULT_LIMIT

    @cached_property
    def page(self) -> int | None:
        return (self.number("page") or None) if self.has("page") else vocabulary.DEFAULT_PAGE

    @cached_property
    def sort(self) -> str | None:
        """The order asked for, the default included; None for an unknown one."""
        sort = self.text("sort") if self.has("sort") else vocabulary.DEFAULT_SORT
        return sort if sort in vocabulary.SORTS else None

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        """The excluded keywords that are plain words."""
        return tuple(each for each in (self.text("exclude") or "").split(",") if _LETTERS.fullmatch(each))

    @cached_property
    def categories(self) -> tuple[str, ...] | None:
        value = self.text("category")
        return tuple(value.split(",")) if value is not None and _IDS.fullmatch(value) else None

    @cached_property
    def circle(self) -> tuple[str, float] | None:
        """Place and radius, when both were sent."""
        place, radius = self.number("location_id"), self.text("radius")
        if not place or radius is None or not re.fullmatch(r"\d{1,5}(\.\d{1,3})?", radius) or not float(radius):
            return None
        return str(place), float(radius)

    def date(self, name: str) -> int | None:
        """A date bound in seconds, when it is one that can be judged: after 1970 and before 2100."""
        value = self.number(name)
        return value if value and value <= vocabulary.greatest("upload_date") else None

    @cached_property
    def narrowing(self) -> tuple[tuple[str, str], ...]:
        """What bounds the result, in an order of its own: everything but order, page and limit."""
        return tuple(sorted(pair for pair in self.pairs if pair[0] not in ("sort", "page", "limit")))

    @cached_property
    def documented(self) -> bool:
        """Whether every parameter is a documented one with a documented value, sent once."""
        names = [name for name, _ in self.pairs]
        if len(set(names)) < len(names) or not set(names) <= set(vocabulary.PARAMETERS):
            return False
        return all(self._documented(name) for name in names)

    @cached_property
    def crossed(self) -> bool:
        """Whether the window ends before it starts."""
        first, last = self.date("upload_date_from"), self.date("upload_date_to")
        return first is not None and last is not None and first > last

    @cached_property
    def ordinary(self) -> bool:
        """Whether it is documented and nothing about it is a border case that a service may turn down."""
        query = self.text("query")
        plain = query is None or _PLAIN_TERM.fullmatch(query) is not None
        short = any(len(each) < 2 for each in self.keywords)
        return self.documented and plain and not short and not self.crossed and not self.extreme

    @cached_property
    def extreme(self) -> bool:
        """Whether a value is longer or larger than every service reads, or a radius is beyond the country or no whole one."""
        numbers = (self.number(name) or 0 for name in _NUMBERS)
        wide = self.circle is not None and (self.circle[1] > _COUNTRY or not self.circle[1].is_integer())
        return wide or max(numbers) >= 2**31 or any(len(value) > _LONG for _, value in self.pairs)

    def _documented(self, name: str) -> bool:
        value = self.text(name) or ""
        match name:
            case "query":
                return 0 < len(value) <= 200 and value.isprintable() and bool(value.strip())
            case "exclude":
                return bool(self.keywords) and len(self.keywords) == len(value.split(",")) and len(value) <= 200
            case "limit":
                return self.limit is not None and self.limit <= vocabulary.greatest("limit")
            case "page":
                return self.page is not None and self.page < 10**9
            case "sort":
                return self.sort is not None
            case "category":
                return self.categories is not None
            case "location_id" | "radius":
                return self.circle is not None
            case _:
                return self.date(name) is not None


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same, composed or decomposed, whatever becomes of blanks around and beside blanks."""
    return unicodedata.normalize("NFC", one).split() == unicodedata.normalize("NFC", other).split()
