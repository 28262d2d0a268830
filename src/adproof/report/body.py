"""Bodies for people: JSON indented without being parsed, a window around the place that matters, a bound on size.

The text is only cut and indented, never read into values and written back: duplicate members, odd numbers and
escapes stay as they came, a truncated body is shown as far as it goes, and no depth of nesting can hurt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from markupsafe import Markup

from adproof.report.text import in_html, size

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_DEEPEST_INDENT = 24
_LONGEST_POINTER = 1_000  # deeper than this nobody points, and longer ones would cost the square of the depth
_READ_AT_MOST = 100_000


@dataclass(frozen=True)
class Line:
    text: str
    pointer: str | None = None  # of the value that starts on this line


@dataclass
class _Frame:
    pointer: str
    is_array: bool
    index: int = 0
    key: str | None = None

    def child(self) -> str:
        if len(self.pointer) > _LONGEST_POINTER:
            return self.pointer
        part = str(self.index) if self.is_array else (self.key or "")
        return f"{self.pointer}/{part.replace('~', '~0').replace('/', '~1')}"


@dataclass
class _Indenter:
    """Puts tokens on lines and remembers which line starts the value of which JSON pointer."""

    stack: list[_Frame] = field(default_factory=list)
    text: str = ""
    pointer: str | None = None

    def lines(self, source: str) -> Iterator[Line]:
        before = None
        for found in _TOKEN.finditer(source):
            if before:
                yield from self._take(before.group(), found.group())
            before = found
        if before:
            yield from self._take(before.group(), "")
        yield from self._flush()

    def _take(self, token: str, following: str) -> Iterator[Line]:
        frame = self.stack[-1] if self.stack else None
        if token in ("{", "["):
            self._start()
            self.stack.append(_Frame(self.pointer_here(frame), is_array=token == "["))  # noqa: S105  # a token of JSON
            self.text += token
            if following not in ("}", "]"):
                yield from self._flush()
        elif token in ("}", "]"):
            if not self.text.rstrip().endswith(("{", "[")):
                yield from self._flush()
            self._start(value=False)
            self.pointer = self.stack.pop().pointer if self.stack else None
            self.text += token
        elif token == ",":  # noqa: S105  # a token of JSON
            self.text += token
            yield from self._flush()
            if frame:
                frame.index, frame.key = frame.index + 1, None
        elif token == ":":  # noqa: S105  # a token of JSON
            self.text += ": "
        else:
            if frame and not frame.is_array and following == ":":
                frame.key = _plain_key(token)
            self._start()
            self.text += token

    def _start(self, *, value: bool = True) -> None:
        if not self.text:
            self.text = "  " * min(len(self.stack) - (0 if value else 1), _DEEPEST_INDENT)
        if value:
            self.pointer = self.pointer_here(self.stack[-1] if self.stack else None)

    def pointer_here(self, frame: _Frame | None) -> str:
        return frame.child() if frame else ""

    def _flush(self) -> Iterator[Line]:
        if self.text.strip():
            yield Line(self.text, self.pointer)
        self.text, self.pointer = "", None


def _plain_key(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token.strip('"')


def lines_of(text: str) -> Iterator[Line]:
    """A body as lines, worked out as they are asked for; what does not begin like JSON stays as it is."""
    if text.lstrip()[:1] in ("{", "["):
        return _Indenter().lines(text)
    return (Line(each) for each in text.split("\n"))


def _marked(lines: list[Line], pointer: str) -> set[int]:
    """The lines of the value at `pointer`; where that is missing, the first line of its nearest ancestor."""
    while pointer:
        below = [n for n, line in enumerate(lines) if line.pointer is not None and _within(line.pointer, pointer)]
        if below:
            return set(below)
        pointer = pointer.rpartition("/")[0]
    return set()


def _within(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(outer + "/")


def shown(text: str, limit: int, total: int, pointer: str = "", *, cut_before: bool = False) -> Markup:
    """The body as escaped HTML of about `limit` characters, around `pointer`; the full size is named when cut."""
    read = _READ_AT_MOST if pointer else min(_READ_AT_MOST, 4 * limit)
    lines: Iterable[Line] = lines_of(text[:read])
    marked, start = set[int](), 0
    if pointer:
        lines = list(lines)
        marked = _marked(lines, pointer)
        start = _window_start(lines, min(marked, default=0), limit)
    out, used = ["…\n"] if start else [], 0
    complete = len(text) <= read
    for number, line in enumerate(islice(lines, start, None), start):
        html = _bounded(line.text, limit - used)
        out.append(f"{_marking(line.text, html)}\n" if number in marked else f"{html}\n")
        used += len(html) + 1
        if used >= limit:
            complete = False
            break
    if start or not complete or cut_before:
        out.append(f"… cut here; the whole body has {size(total)}")
    return Markup("".join(out).rstrip("\n"))  # noqa: S704  # every part went through in_html


def _marking(text: str, html: str) -> str:
    indent = len(text) - len(text.lstrip(" "))
    return f"{html[:indent]}<mark>{html[indent:]}</mark>"


def _window_start(lines: list[Line], focus: int, limit: int) -> int:
    """Begin far enough above the focus to see where it lies, but not so far that it is cut off below."""
    room, start = limit // 3, focus
    while start > 0 and room > 0:
        start -= 1
        room -= len(lines[start].text) + 1
    return start


def _bounded(text: str, limit: int) -> str:
    """Escaped text whose escapes do not blow it up beyond the limit either."""
    kept = text[: max(limit, 40)]
    html = in_html(kept)
    while len(html) > 2 * max(limit, 200) and len(kept) > 20:
        kept = kept[: len(kept) // 2]
        html = in_html(kept)
    return html if len(kept) == len(text) else f"{html}…"
