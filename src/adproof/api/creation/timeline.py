"""The observatory: every poll of every view of a publication goes into one timeline, and that is judged, not the last answer."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from adproof import evidence
from adproof.answer import Answer
from adproof.api.creation.dialect import Phase
from adproof.api.creation.seller import Seller
from adproof.api.creation.things import Publication, PublicationList, PublicationView
from adproof.api.creation.waiting import pauses

LIST, SINGLE = "list", "single"
_SETTLED = frozenset({Phase.LIVE, Phase.FAILED, Phase.PAUSED, Phase.GONE})
_SHORTEST_QUIET, _LONGEST_QUIET, _QUIET_POLLS = 0.8, 6.0, 4


@dataclass(frozen=True)
class Point:
    """One look at one view: when, what it said, and whether the publication was there."""

    seconds: float
    view: str
    status: str | None
    phase: Phase
    imprint: str | None
    answer: Answer = field(repr=False)


@dataclass
class Timeline:
    """All looks at one publication."""

    publication: Publication
    points: list[Point] = field(default_factory=list)
    settled_after: float | None = None

    def of(self, view: str) -> list[Point]:
        return [each for each in self.points if each.view == view]

    @property
    def answers(self) -> list[Answer]:
        return [each.answer for each in self.points]

    @property
    def words(self) -> list[str]:
        """The status words in the order in which each view came to them, repetitions left out."""
        told = []
        for view in (LIST, SINGLE):
            run: list[str] = []
            for each in self.of(view):
                word = each.status or "(none)"
                run += [word] if not run or run[-1] != word else []
            told.append(f"{view}: {' > '.join(run) or 'nothing'}")
        return told

    @property
    def final(self) -> Point | None:
        """The last look of the single read, or of the list where there is no single read with a status."""
        seen = [each for each in self.of(SINGLE) if each.status is not None] or [each for each in self.points if each.status]
        return seen[-1] if seen else None

    def is_settled(self) -> bool:
        """Whether both views show a finished phase now; a view without any status does not count."""
        last = [seen[-1] for view in (LIST, SINGLE) if (seen := [each for each in self.of(view) if each.status is not None])]
        if not last:
            return False
        if all(each.phase in _SETTLED for each in last):
            return True
        return all(each.phase in _SETTLED or (each.phase is Phase.UNMAPPED and self._has_changed(each)) for each in last)

    def _has_changed(self, point: Point) -> bool:
        """Whether a view left its first word for an unmapped one and has stayed there for three looks."""
        seen = [each.status for each in self.of(point.view) if each.status is not None]
        return len(seen) > 3 and seen[0] != seen[-1] and len(set(seen[-3:])) == 1

    def relapse(self) -> tuple[Point, Point] | None:
        """A finished status and a later look of the same view that shows another one."""
        for view in (LIST, SINGLE):
            finished: Point | None = None
            for each in self.of(view):
                if finished is not None and each.status is not None and each.status != finished.status:
                    return finished, each
                if each.phase in _SETTLED:
                    finished = finished or each
        return None

    def vanished(self) -> tuple[Point, Point] | None:
        """A look that showed the publication and a later one of the same view that did not."""
        for view in (LIST, SINGLE):
            seen: Point | None = None
            for each in self.of(view):
                if each.status is None and seen is not None:
                    return seen, each
                seen = each if each.status is not None else seen
        return None

    def exported(self, finding: str | None = None) -> dict[str, Any]:
        """For the report."""
        points = [
            {
                "seconds": round(each.seconds, 3),
                "view": each.view,
                "state": each.status or "(none)",
                "exchange": each.answer.exchange,
            }
            for each in self.points
        ]
        return {"publication": self.publication.id or "(unnamed)", "points": points, "finding": finding}


def watch(seller: Seller, publications: Sequence[Publication], deadline: float) -> list[Timeline]:
    """Look at all views of all publications until all have settled or the deadline is over, then through a quiet window."""
    timelines = [Timeline(each) for each in publications]
    begin = time.monotonic()
    for pause in pauses(deadline):
        look(seller, timelines, begin)
        seconds = time.monotonic() - begin
        for each in timelines:
            if each.settled_after is None and each.is_settled():
                each.settled_after = seconds
                seller.patience.took("publication", seconds)
        if seconds >= deadline or all(each.is_settled() for each in timelines):
            break
        time.sleep(min(pause, max(0.0, deadline - seconds) + 0.001))
    if any(each.settled_after is not None for each in timelines):
        _keep_looking(seller, timelines, begin)
    return timelines


def _keep_looking(seller: Seller, timelines: Iterable[Timeline], begin: float) -> None:
    """The quiet window: nothing is written, so nothing may change."""
    slowest = max(each.settled_after or 0.0 for each in timelines)
    window = min(max(_SHORTEST_QUIET, 2 * slowest), _LONGEST_QUIET)
    for _ in range(_QUIET_POLLS):
        time.sleep(window / _QUIET_POLLS)
        look(seller, timelines, begin)


def look(seller: Seller, timelines: Iterable[Timeline], begin: float) -> None:
    """One look at each view of each publication; a listing's list is read once for all its publications."""
    lists: dict[str, PublicationList] = {}
    for each in timelines:
        listing, id = each.publication.listing, each.publication.uuid
        if listing not in lists:
            lists[listing] = seller.lists_publications(listing)
        entry = lists[listing].of(id)
        each.points.append(_point(LIST, begin, entry or PublicationView(None, lists[listing].answer, seller.dialect)))
        each.points.append(_point(SINGLE, begin, seller.reads_publication(listing, id)))


def _point(view: str, begin: float, seen: PublicationView) -> Point:
    return Point(time.monotonic() - begin, view, seen.status, seen.phase, seen.imprint, seen.answer)


def shows_timelines(timeline: Timeline, finding: str | None = None) -> None:
    """Hand a timeline to the report."""
    evidence.attach("timeline", timeline.exported(finding))
