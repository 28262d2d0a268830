"""An answer to a search, read without trust: what a rule needs and an answer does not have raises Unusable."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from adproof.answer import Answer, Unusable
from adproof.api.search.ads import Ad, ad
from adproof.api.search.sent import Sent


class Found:
    """What one search found: its meta numbers and its ads."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __repr__(self) -> str:
        return f"<found {self.answer.asked}>"

    @cached_property
    def sent(self) -> Sent:
        return Sent.of(self.answer.query)

    @cached_property
    def succeeded(self) -> bool:
        """Whether the answer brings a result: a good status, ads, and no denial of success."""
        body = self.answer.json_or_none
        denied = isinstance(body, Mapping) and body.get("success") is False
        return 200 <= self.answer.status < 300 and not denied and self.entries is not None

    @cached_property
    def refused(self) -> bool:
        """Whether the request was turned down: a client's error, or no success."""
        return not self.succeeded and self.answer.status < 500

    @cached_property
    def data(self) -> Mapping[str, Any]:
        body = self.answer.json_or_none
        data = body.get("data") if isinstance(body, Mapping) else None
        return data if isinstance(data, Mapping) else {}

    @cached_property
    def meta(self) -> Mapping[str, Any]:
        meta = self.data.get("meta")
        return meta if isinstance(meta, Mapping) else {}

    @cached_property
    def entries(self) -> Sequence[Any] | None:
        """The array `ads` as delivered, or None."""
        entries = self.data.get("ads")
        return entries if isinstance(entries, list) else None

    @cached_property
    def delivered(self) -> tuple[Ad, ...]:
        """Every readable ad, in order; empty when there is none. For laws, which must not raise."""
        return tuple(each for each in map(ad, self.entries or ()) if each is not None)

    def number(self, name: str) -> int | None:
        """A whole number of meta, or None."""
        value = self.meta.get(name)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or value != value
            or value in (float("inf"), float("-inf"))
        ):
            return None
        return int(value) if value == int(value) and value >= 0 else None

    def usable(self) -> "Found":
        """Itself, if the answer has ads to judge. Raises Unusable."""
        if not self.succeeded:
            raise Unusable(f"{self.answer.asked} was answered {self.answer.received} instead of ads", of=self.answer)
        if self.entries is None or len(self.delivered) < len(self.entries):
            raise Unusable(f"{self.answer.asked} was answered without readable ads", of=self.answer)
        return self

    @cached_property
    def ads(self) -> tuple[Ad, ...]:
        return self.usable().delivered

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(each.id for each in self.ads)

    def _counted(self, name: str) -> int:
        value = self.number(name) if self.usable() else None
        if value is None:
            raise Unusable(f"{self.answer.asked} was answered without a usable {name}", of=self.answer)
        return value

    @cached_property
    def total(self) -> int:
        return self._counted("total")

    @property
    def max_page(self) -> int:
        return self._counted("max_page")

    @property
    def limit(self) -> int:
        return self._counted("limit")

    @property
    def whole(self) -> bool:
        """Whether this first page holds everything: by its total, or because a page this large was not filled."""
        room = (self.sent.limit or 0) > len(self.delivered)
        return self.succeeded and (room or self.number("total") == len(self.delivered))

    def only(self, leave: Callable[[Ad], bool]) -> "Found":
        """The same answer with some of its ads, counted as if they were all: for what is judged ad by ad."""
        part = Found(self.answer)
        part.ads = tuple(each for each in self.ads if leave(each))
        part.total = len(part.ads)
        return part

    def keys(self, sort: str) -> list[float]:
        """The sort keys in order of delivery; ads without the key are left out."""
        return [key for key in (key_of(each, sort) for each in self.ads) if key is not None]


def key_of(each: Ad, sort: str) -> float | None:
    """What an order compares, turned so that it never decreases: None for relevance and for an ad without the key."""
    if sort in ("newest", "oldest"):
        value = each.uploaded
    elif sort in ("price_asc", "price_desc"):
        value = each.price
    else:
        return None
    return -value if value is not None and sort in ("newest", "price_desc") else value


_latest: Found | None = None


def found_in(answer: Answer) -> Found:
    """The reading of an answer, shared by all laws that judge it."""
    global _latest
    found = _latest
    if found is None or found.answer is not answer:
        _latest = found = Found(answer)
    return found
