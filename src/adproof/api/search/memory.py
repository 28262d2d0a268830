"""What this process has seen of the target so far: for laws that compare answers. Bounded, and per process."""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from adproof.answer import Answer
from adproof.api.search import geo
from adproof.api.search.ads import Ad
from adproof.api.search.found import Found

_MOST_ADS = 20_000
_MOST_POINTS = 120
_MOST_REMEMBERED = 40_000  # ads in the answers that are kept
Search = Mapping[str, str | int | float]
Request = tuple[str, frozenset[tuple[str, str | int | float]]]

_from_memory: ContextVar[bool] = ContextVar("whether known answers will do", default=False)
_asking: ContextVar[str | None] = ContextVar("role of the key in use", default=None)


class Memory:
    """Request ids, sightings of ads, results per place, and requests whose answers raised a doubt."""

    def __init__(self) -> None:
        self.request_ids: dict[str, str] = {}
        self.ads: dict[str, Ad] = {}
        self._news: tuple[Found, list[tuple[int, Ad]]] | None = None
        self.latest: dict[str, Mapping[str, Any]] = {}
        self.words: set[str] = set()
        self.categories: set[str] = set()
        self.sure_categories: set[str] = set()
        self.circles: dict[str, dict[float, dict[geo.Point, Answer]]] = defaultdict(dict)
        self.doubts: Counter[tuple[str, str | None, str]] = Counter()
        self.accepted: set[str | None] = set()
        self.places: set[str] = set()
        self.totals: dict[tuple[tuple[str, str], ...], int] = {}
        self._answers: OrderedDict[Request, Found] = OrderedDict()
        self._kept = 0

    def sees(self, found: Found) -> None:
        """Remember the ads of an answer, the words they carry, the categories they list, and where they were found."""
        for each in found.delivered:
            if each.id in self.latest or len(self.latest) < _MOST_ADS:
                self.latest[each.id] = each.raw
            if each.id not in self.ads and len(self.ads) < _MOST_ADS:
                self.ads[each.id] = each
                self.words |= set(each.title.split()) | set(each.description.split())
                self.categories |= set(each.categories)
                self.sure_categories |= set(each.categories[:-1])  # the last one may be a place
        total = found.number("total") if found.succeeded else None
        if total is not None:
            self.totals[found.sent.narrowing] = total
        circle = found.sent.circle
        if circle is not None and circle[0] in self.places and found.succeeded:
            points = self.circles[circle[0]].setdefault(circle[1], {})
            for each in found.delivered:
                if each.point is not None and len(points) < _MOST_POINTS:
                    points.setdefault(each.point, found.answer)

    def news(self, found: Found) -> list[tuple[int, Ad]]:
        """The ads of an answer that were not delivered just so before, with their places: a sight seen often is judged once."""
        if self._news is None or self._news[0] is not found:
            news = [(place, each) for place, each in enumerate(found.delivered) if self.latest.get(each.id) != each.raw]
            self._news = (found, news)
        return self._news[1]

    def remembers(self, role: str, search: Search, found: Found) -> None:
        """Keep an answer for whoever asks the same again; the ones that were not asked for longest are forgotten first."""
        request = (role, frozenset(search.items()))
        before = self._answers.pop(request, None)
        self._kept += len(found.delivered) - (len(before.delivered) if before else 0)
        self._answers[request] = found
        while self._kept > _MOST_REMEMBERED and len(self._answers) > 1:
            self._kept -= len(self._answers.popitem(last=False)[1].delivered)

    def recalls(self, role: str, search: Search) -> Found | None:
        """The latest good answer to exactly this search by a key of this role, if it is still known."""
        request = (role, frozenset(search.items()))
        if request in self._answers:
            self._answers.move_to_end(request)
        return self._answers.get(request)

    def doubted(self, kind: str, url: str) -> int:
        """Count one more doubt about a request in a row, and say how many there are."""
        self.doubts[kind, _asking.get(), url] += 1
        return self.doubts[kind, _asking.get(), url]

    def cleared(self, kind: str, url: str) -> None:
        """The request was answered without that doubt."""
        self.doubts.pop((kind, _asking.get(), url), None)

    def in_doubt(self, url: str) -> bool:
        """Whether the last answer to this request, by the key in use, raised a doubt that asking again could settle."""
        return any(asked == url and role == _asking.get() for _, role, asked in self.doubts)


memory = Memory()


@contextmanager
def asking_as(role: str | None) -> Iterator[None]:
    """Whose key is in use, for the laws that judge what comes back."""
    token = _asking.set(role)
    try:
        yield
    finally:
        _asking.reset(token)


@contextmanager
def recalling(wanted: bool = True) -> Iterator[None]:
    """Whether an answer that is known already will do for a search that was asked before."""
    token = _from_memory.set(wanted)
    try:
        yield
    finally:
        _from_memory.reset(token)


def known_answers_will_do() -> bool:
    """Whether the caller takes answers from memory."""
    return _from_memory.get()


def asking_role() -> str | None:
    """The role of the key in use, as the target's file names it; None when nobody of ours asks."""
    return _asking.get()
