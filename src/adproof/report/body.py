"""Bodies for people: JSON indented without being parsed, a window around the place that matters, a bound on size.

The text is only cut and indented, never read into values and written back: duplicate members, odd numbers and
escapes stay as they came, a truncated body is shown as far as it goes, and no depth of nesting can hurt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from adproof.report.text import in_html, size

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_DEEPEST_INDENT = 24
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
        part = str(self.index) if self.is_array else (self.key or "")
        return f"{self.pointer}/{part.replace('~', '~0').replace('/', '~1')}"


@dataclass
class _Indenter:
    """Puts tokens on lines and remembers which line starts the value of which JSON pointer."""

    stack: list[_Frame] = field(default_factory=list)
    text: str = ""
    pointer: str | None = None

    def lines(self, source: str) -> Iterator[Line]:
        tokens = _TOKEN.findall(source)
        for position, token in enumerate(tokens):
            following = tokens[position + 1] if position + 1 < len(tokens) else ""
            yield from self._take(token, following)
        yield from self._flush()

    def _take(self, token: str, following: str) -> Iterator[Line]:
        frame = self.stack[-1] if self.stack else None
        if token in ("{", "["):
            self._start()
            self.stack.append(_Frame(self.pointer_here(frame), token == "["))
            self.text += token
            if following not in ("}", "]"):
                yield from self._flush()
        elif token in ("}", "]"):
            if not self.text.rstrip().endswith(("{", "[")):
                yield from self._flush()
            self._start(value=False)
            self.pointer = self.stack.pop().pointer if self.stack else None
            self.text += token
        elif token == ",":
            self.text += token
            yield from self._flush()
            if frame:
                frame.index, frame.key = frame.index + 1, None
        elif token == ":":
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


def lines_of(text: str) -> list[Line]:
    """A body as lines; what does not begin like JSON stays as it is."""
    text = text[:_READ_AT_MOST]
    if text.lstrip()[:1] in ("{", "["):
        return list(_Indenter().lines(text))
    return [Line(each) for each in text.split("\n")]


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
    lines = lines_of(text)
    marked = _marked(lines, pointer)
    start = _window_start(lines, min(marked, default=0), limit)
    out, used = ["…\n"] if start else [], 0
    complete = len(text) <= _READ_AT_MOST
    for number in range(start, len(lines)):
        html = _bounded(lines[number].text, limit - used)
        out.append(f"<mark>{html}</mark>\n" if number in marked else f"{html}\n")
        used += len(html) + 1
        if used >= limit:
            complete = False
            break
    if start or not complete or cut_before:
        out.append(f"… cut here; the whole body has {size(total)}")
    return Markup("".join(out).rstrip("\n"))  # noqa: S704  # every part went through in_html


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
