"""What every listing of this process has to show by the calls that were made to it: kept call by call, compared in the end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from adproof.answer import Answer
from adproof.api.creation.asking import Asking, in_a_rush, memory
from adproof.api.creation.dialect import Phase
from adproof.api.creation.fields import canonical, same_id
from adproof.api.creation.things import ListingView, PublicationList, is_refusal, succeeded

_SHOWN_AS = {"price": ("adPrice", "price")}
LIVE, PAUSED, ANY = "live", "paused", "in any state"
_READS = frozenset({"getListing", "listPublications", "getPublication"})
_WRONG = {LIVE: (Phase.PAUSED, Phase.GONE), PAUSED: (Phase.LIVE,), ANY: (Phase.GONE,)}
_OFTEN = 5  # listings that showed a value, so that every listing has to
_STATES = {"requestedState=PAUSED": PAUSED, "requestedState=RESUMED": LIVE, "requestedState=PUBLISHED": LIVE}


@dataclass
class Page:
    """One listing. What cannot be told any more (a lost answer, calls at the same moment) makes it unsure for good."""

    listing: str
    sent: dict[str, Any] = field(default_factory=dict)
    echoed: set[str] = field(default_factory=set)  # the fields that were read as they had been sent
    images: int = 0
    order: tuple[str, ...] = ()  # the images as they were put into order, if they were
    shown: tuple[str, ...] = ()  # the images as they were read last
    publications: dict[str, str] = field(default_factory=dict)
    behind: dict[str, str] = field(default_factory=dict)  # the imprint that each publication was made with
    named: set[str] = field(default_factory=set)  # publications that a list showed with that imprint
    ended: set[str] = field(default_factory=set)  # publications that were there when the listing was deleted
    resumed: set[str] = field(default_factory=set)  # publications that were resumed, and left alone since
    imprints: set[str] = field(default_factory=set)
    story: set[str] = field(default_factory=set)
    sure: bool = True

    def differs(self, view: ListingView, adds_images: bool | None, usual: set[str]) -> tuple[str, str] | None:
        """(expected, received) of the first difference, or None. `usual` are the fields that other listings show as sent."""
        if not view.found:
            return "a listing that can be read", view.answer.received
        for name in sorted(self.echoed | usual):
            if not echoes(view, name, self.sent[name]):
                return f"the {name} {self.sent[name]!r:.80}", f"{_value(view, name)!r:.80}"
        if view.images is None or adds_images is None or (not adds_images and "deleteMedia" in self.story):
            return None
        wanted = self.images if adds_images else min(self.images, 1)
        if len(view.images) != wanted:
            return f"{wanted} images", f"{len(view.images)} images"
        ordered = [each for each in view.images if each in self.order]
        if ordered != [each for each in self.order if each in view.images]:
            return "the images in the order sent", "another order"
        return None

    def lacks(self, shown: PublicationList) -> tuple[str, str] | None:
        """(expected, received) of the first publication that the list does not show, or shows in a state nobody asked for."""
        for id, wanted in self.publications.items():
            entry = shown.of(id)
            if entry is None:
                return f"the publication {id}, {wanted}", f"{len(shown.ids)} others"
            if entry.phase in _WRONG[wanted]:
                return f"the publication {id} {wanted}", f"{entry.status!r}"
            if id in self.named and not same_id(entry.imprint or "", self.behind[id]):
                return f"the imprint {self.behind[id]} for {id}, as it was shown before", f"{entry.imprint!r}"
        return None


@dataclass
class Book:
    """All pages, by listings in lower case."""

    pages: dict[str, Page] = field(default_factory=dict)
    shown: Counter[tuple[str, str]] = field(default_factory=Counter)  # listings that showed a field as it was sent
    doubts: dict[str, None] = field(default_factory=dict)  # listings that looked wrong once, which may have been too early

    def usual(self, page: Page) -> set[str]:
        """The fields of a page whose values several listings have shown just as they were sent."""
        return {name for name, value in page.sent.items() if self.shown[name, canonical(value)] >= _OFTEN}

    def reads(self, listing: str, view: ListingView) -> None:
        """Take in what the owner read."""
        if (page := self.pages.get(listing.lower())) is not None and view.found:
            if page.sure and page.differs(view, None, self.usual(page)):
                self.doubts.setdefault(listing.lower())
            fresh = {name for name, value in page.sent.items() if echoes(view, name, value)} - page.echoed
            self.shown.update((name, canonical(page.sent[name])) for name in fresh)
            page.echoed |= fresh
            page.shown = view.images or ()

    def lists(self, listing: str, shown: PublicationList) -> None:
        """Take in the imprints that a list of publications shows."""
        if (page := self.pages.get(listing.lower())) is None:
            return
        entries = {id: shown.of(id) for id in page.behind}
        page.named |= {id for id, entry in entries.items() if entry and same_id(entry.imprint or "", page.behind[id])}

    def writes(self, asked: Asking, answer: Answer, body: Any, query: str | None, created: str | None) -> None:
        """Take in what a write did, or that this cannot be told. A refusal does nothing."""
        if asked.operation in _READS or (is_refusal(answer) and not answer.perhaps_done and answer.status != 429):
            return
        if asked.operation == "createListing" and created and asked.own and isinstance(body, dict):
            self.pages.setdefault(created.lower(), Page(created, dict(body), sure=not answer.perhaps_done and not in_a_rush()))
        page = self.pages.get(asked.listing.lower())
        if page is None:
            return
        told = succeeded(answer) and asked.own and not answer.perhaps_done and not in_a_rush()
        if not told or not self._done(page, asked, body, query, created):
            page.sure = False
        page.story.add(asked.operation)

    def _done(self, page: Page, asked: Asking, body: Any, query: str | None, created: str | None) -> bool:
        """Whether the effect is known, which is noted then."""
        match asked.operation:
            case "updateListing" if isinstance(body, dict):
                page.echoed -= {name for name, value in body.items() if not _alike(page.sent.get(name), value)}
                page.sent |= body
                page.publications = dict.fromkeys(page.publications, ANY)  # an update touches them, nobody says how
                page.resumed.clear()
                return None not in body.values()
            case "deleteListing":
                page.ended |= set(page.publications)
            case "createPublication" if created:
                return self._published(page, body, created.lower())
            case "updatePublicationState" | "republish":
                return self._asked_for(page, asked.publication.lower(), query, asked.operation == "updatePublicationState")
            case "attachMedia" if asked.kind == "uploaded":
                page.images += 1
                return True
            case "reorderMedia" if sorted(_texts(body)) == sorted(page.shown):
                page.order = tuple(_texts(body))
                return True
            case "deleteMedia" if asked.kind == "shown":
                return True  # counted by `removes`
        return False

    def _asked_for(self, page: Page, publication: str, query: str | None, by_the_state_call: bool) -> bool:
        page.resumed.discard(publication)
        if publication not in page.publications or query not in _STATES:
            return False
        was, page.publications[publication] = page.publications[publication], _STATES[query]
        if by_the_state_call and (was, _STATES[query]) == (PAUSED, LIVE):
            page.resumed.add(publication)
        return True

    def resumed(self) -> list[tuple[str, str]]:
        """Listing and publication of all that was paused, resumed, and left alone since."""
        pages = [page for id, page in self.pages.items() if memory().alive(id) is not None]
        return [(page.listing, publication) for page in pages for publication in sorted(page.resumed)]

    def ended(self) -> list[tuple[str, str]]:
        """Listing and publication of all that was published when its listing was deleted."""
        return [(page.listing, publication) for page in self.pages.values() for publication in sorted(page.ended)]

    def _published(self, page: Page, body: Any, publication: str) -> bool:
        """Twice with one imprint, and the first publication may be the second's; with a strange imprint, it may be none."""
        used = {each.lower() for each in _texts(body)} & memory().imprints
        if used & page.imprints or not used:
            return False
        page.imprints |= used
        page.behind[publication] = used.pop()
        page.publications[publication] = LIVE
        return True

    def shows(self, listing: str, urls: Sequence[str], *, all_of_them: bool = False) -> bool:
        """Whether these are images, or just all the images, that the listing showed when it was read last."""
        page = self.pages.get(listing.lower())
        if page is None or not urls:
            return False
        return sorted(urls) == sorted(page.shown) if all_of_them else set(urls) <= set(page.shown)

    def removes(self, listing: str, urls: Sequence[str], answer: Answer) -> None:
        """Take in a deletion of images; of those that were not shown, nobody knows what it does."""
        if (page := self.pages.get(listing.lower())) is not None and succeeded(answer):
            page.images -= len(set(urls))
            page.shown = tuple(each for each in page.shown if each not in urls)
            page.order = tuple(each for each in page.order if each not in urls)

    def samples(self, most: int) -> list[str]:
        """Listings that are still there and that can be told of: the doubtful, then the oldest of each different story."""
        told: dict[tuple[Any, ...], str] = {}
        doubtful = [each for each in self.doubts if self.pages[each].sure and memory().alive(each) is not None][: most // 2]
        told.update({("doubtful", id): self.pages[id].listing for id in doubtful})
        for id, page in self.pages.items():
            if page.sure and memory().alive(id) is not None:
                kind = (frozenset(page.story), min(page.images, 3), tuple(sorted(page.publications.values())))
                told.setdefault(kind, page.listing)
        return list(told.values())[:most]


def echoes(view: ListingView, name: str, sent: Any) -> bool:
    """Whether a field is shown as it was sent; an object may have got more members."""
    shown = _value(view, name)
    if isinstance(sent, dict) and isinstance(shown, dict):
        return all(shown.get(each) == value for each, value in sent.items())
    return shown is not None and bool(shown == sent)


def _alike(old: Any, new: Any) -> bool:
    """Whether a field that was shown has to be shown with its new value: a text, or an object with other whole numbers in it."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_alike(old[each], new[each]) for each in old)
    return type(old) is type(new) and isinstance(new, str | int) and not isinstance(new, bool)


def _value(view: ListingView, name: str) -> Any:
    if name == "title":
        return view.text("title")
    if name == "description":
        return view.text("description")
    return view.value(*_SHOWN_AS.get(name, (name,)))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _texts(each)]


_book = Book()


def book() -> Book:
    """The one of this process: one target is judged per process."""
    return _book
