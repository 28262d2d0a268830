"""Making any text safe to print: every output of the report passes hostile data through here.

Terminal escapes, bidi controls, zero-width characters and lone surrogates become visible marks, so that what
a reader sees is what was there and no viewer acts on it.
"""

from __future__ import annotations

import html
import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~]|:(?=\S)|(?<=www)\.|^[-+]|(?<=^\d)[.)])", re.IGNORECASE)
_BACKTICKS = re.compile(r"`+")


def visible(text: str) -> str:
    """The text with everything unseen or acting replaced by a printable mark; tabs and newlines stay."""
    return _UNSEEN.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found.group()):04X}⟩"


def one_line(text: str, limit: int = 2_000) -> str:
    """Visible, without line breaks, at most `limit` characters."""
    return visible(" ".join(cut(text, limit).split()))


def cut(text: str, limit: int) -> str:
    """At most `limit` characters; what is left out is said."""
    if len(text) <= limit:
        return text
    return f"{text[:limit]} … ({len(text) - limit:,} more characters)"


def in_html(text: str) -> str:
    """Visible and escaped for an element's text (not for an attribute: quotes stay, which keeps bodies small)."""
    return html.escape(visible(text), quote=False)


def in_markdown(text: str, limit: int = 2_000) -> str:
    """One line of Markdown in which nothing is markup, a mention or a link."""
    line = html.escape(one_line(text, limit), quote=False).replace("@", "&#64;")
    return _MARKDOWN.sub(r"\\\1", line)


def moment(started: str) -> str:
    """An ISO time for people, in UTC as the results have it."""
    day, _, time = visible(started).replace("Z", "+00:00").partition("T")
    time, _, zone = time.partition("+")
    return f"{day} {time.partition('.')[0]} {'UTC' if zone in ('', '00:00') else '+' + zone}".strip() if time else day


def code_span(text: str, limit: int = 300) -> str:
    """Inline code for Markdown, also inside a table cell."""
    line = one_line(text, limit).replace("|", "\\|") or " "
    fence = "`" * (_longest_backticks(line) + 1)
    return f"{fence} {line} {fence}" if "`" in line else f"`{line}`"


def code_block(text: str) -> str:
    """A fenced block of Markdown that its content cannot close."""
    shown = visible(text)
    fence = "`" * max(3, _longest_backticks(shown) + 1)
    return f"{fence}text\n{shown}\n{fence}"


def _longest_backticks(text: str) -> int:
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)


def size(count: int) -> str:
    """A number of bytes in words a person reads."""
    if count < 1_000:
        return f"{count} B"
    return f"{count / 1_000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.1f} s"
    return f"{int(seconds // 60)} min {int(seconds % 60)} s"
