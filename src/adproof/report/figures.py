"""Where things stand in the two figures: the observed sequence and the publication timelines. Geometry only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from adproof.report.model import Point, Scenario, Step, Timeline
from adproof.report.text import cut, one_line

WIDTH = 760
LIFELINES = ("client", "api", "storage")
_ROW = 46
_LEFT, _RIGHT = 92, 20
_LANE = 34
_CHARACTER = 7.2


@dataclass(frozen=True)
class Arrow:
    y: int
    start: float
    end: float
    left: float
    head: str
    step: Step
    label: str
    status: str


@dataclass(frozen=True)
class SequenceFigure:
    height: int
    lifelines: Sequence[tuple[str, float]]
    arrows: Sequence[Arrow]


def sequence(scenario: Scenario) -> SequenceFigure:
    """One arrow a step between the lifelines that take part."""
    names = list(LIFELINES)
    for step in scenario.steps:
        names += [each for each in (step.actor, step.to) if each not in names]
    gap = (WIDTH - 220) / max(1, len(names) - 1)
    at = {name: 110 + position * gap for position, name in enumerate(names)}
    arrows = [_arrow(step, 62 + number * _ROW, at) for number, step in enumerate(scenario.steps)]
    return SequenceFigure(66 + len(arrows) * _ROW, list(at.items()), arrows)


def _arrow(step: Step, y: int, at: dict[str, float]) -> Arrow:
    start, end = at[step.actor], at[step.to]
    tip = end - 1 if end > start else end + 1
    back = tip - 9 if end > start else tip + 9
    head = f"{tip},{y} {back},{y - 5} {back},{y + 5}"
    left = min(start, end) + 12
    return Arrow(y, start, end, left, head, step, _short(step.label, 56), str(step.status or "no answer"))


def _short(text: str, limit: int) -> str:
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 1] + "…"


@dataclass(frozen=True)
class Segment:
    x: float
    width: float
    letter: str
    state: str
    shade: int
    label: str


@dataclass(frozen=True)
class Lane:
    y: int
    view: str
    segments: Sequence[Segment]
    ticks: Sequence[float]


@dataclass(frozen=True)
class TimelineFigure:
    height: int
    lanes: Sequence[Lane]
    marks: Sequence[tuple[float, str]]
    states: Sequence[tuple[str, int, str]]


def all_states(lines: Sequence[Timeline]) -> list[str]:
    """Every state seen in any publication, so that a state looks the same in all figures."""
    return list(dict.fromkeys(point.state for line in lines for point in line.points))


def timeline(line: Timeline, states: Sequence[str]) -> TimelineFigure:
    """A lane for each view, a bar for each stretch in one state, a tick for each look."""
    longest = max((point.seconds for point in line.points), default=0.0) or 1.0
    scale = (WIDTH - _LEFT - _RIGHT) / longest
    letters = {state: (ascii_uppercase[n % 26], n % 6) for n, state in enumerate(states)}
    views = list(dict.fromkeys(point.view for point in line.points))
    lanes = [
        _lane(view, 8 + number * _LANE, [point for point in line.points if point.view == view], scale, letters)
        for number, view in enumerate(views)
    ]
    marks = [(_LEFT + longest * part * scale, f"{longest * part:.1f} s") for part in (0, 0.25, 0.5, 0.75, 1)]
    here = {point.state for point in line.points}
    legend = [(letter, shade, cut(state, 60)) for state, (letter, shade) in letters.items() if state in here]
    return TimelineFigure(30 + len(lanes) * _LANE, lanes, marks, legend)


def _lane(view: str, y: int, points: list[Point], scale: float, letters: dict[str, tuple[str, int]]) -> Lane:
    points = sorted(points, key=lambda point: point.seconds)
    turns = [n for n, point in enumerate(points) if n == 0 or points[n - 1].state != point.state]
    ends = [points[n].seconds for n in turns[1:]] + [points[-1].seconds]
    segments = [_segment(points[turn], end, scale, *letters[points[turn].state]) for turn, end in zip(turns, ends, strict=True)]
    return Lane(y, _short(view, 12), segments, [_LEFT + point.seconds * scale for point in points])


def _segment(point: Point, end: float, scale: float, letter: str, shade: int) -> Segment:
    width = max(14.0, (end - point.seconds) * scale)
    full = f"{letter} {_short(point.state, 40)}"
    label = full if len(full) * _CHARACTER + 8 < width else letter
    x = min(_LEFT + point.seconds * scale, WIDTH - width)
    return Segment(x, width, letter, point.state, shade, label)
