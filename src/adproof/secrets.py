"""Credentials and their masking: a value never leaves the process under anything but its name."""

import base64
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

# Query parameters that sign a presigned URL; whoever has them may write to the storage.
_SIGNING = re.compile(
    r"(?i)((?:[?&]|&amp;|\\u0026)"
    r"(?:(?:[a-z]+-)*signature|(?:[a-z]+-)*credential|x-amz-[a-z-]+|x-goog-[a-z-]+|awsaccesskeyid|googleaccessid|sig|se|sp|sv"
    r"|token|policy|key-pair-id|expires)=)"
    r"[^&\"'\s\\<>]+"
)
_TOKEN_MEMBER = re.compile(r'("(?:access_token|refresh_token|id_token|client_secret)"\s*:\s*")(?:[^"\\]|\\.)*(")')
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SHORTEST = 4  # a shorter value would blot out ordinary text all over the report
_WORDLIKE = 8  # a value shorter than this is hidden only where it stands alone, for the same reason


@dataclass(frozen=True)
class Credential:
    """A header with a secret value. `template` is what may be shown, such as `Bearer ${TOKEN}`."""

    name: str
    header: str
    template: str
    value: str = field(repr=False)

    def __repr__(self) -> str:
        return f"<credential {self.name}>"

    __str__ = __repr__


class Masker:
    """Replaces every known secret in a text by its name. One for a process; it only ever learns."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._pattern: re.Pattern[str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """The variables whose values are hidden."""
        return frozenset(each[2:-1] for each in self._names.values())

    def learn(self, value: str, name: str) -> None:
        """Hide `value`, in every form in which an answer may give it back, as `${name}` from now on."""
        for form in _forms(value):
            if len(form) >= _SHORTEST:
                self._names.setdefault(form, f"${{{name}}}")
        longest_first = sorted(self._names, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_alone, longest_first))) if longest_first else None

    def __call__(self, text: str) -> str:
        if self._pattern is not None:
            text = self._pattern.sub(lambda found: self._names[found.group()], text)
        text = _SIGNING.sub(r"\1<hidden>", text)
        return _TOKEN_MEMBER.sub(r"\1<hidden>\2", text)

    def cut(self, text: str) -> str:
        """A text that was cut off somewhere, masked; half a secret at its end goes, too."""
        text = self(text)
        for form in self._names:
            half = next((n for n in range(len(form) - 1, _SHORTEST, -1) if text.endswith(form[:n])), 0)
            text = text[: len(text) - half]
        return text


def _forms(value: str) -> Iterator[str]:
    """The value as it stands, percent-encoded, escaped for JSON and HTML, and inside base64 at any of three places."""
    yield value
    for encoded in (quote(value, safe=""), quote_plus(value), quote(value), quote(quote(value, safe=""), safe="")):
        yield encoded
        yield re.sub("%[0-9A-F]{2}", lambda found: found.group().lower(), encoded)
    yield from (json.dumps(value, ensure_ascii=each)[1:-1] for each in (True, False))
    yield value.replace("/", r"\/")
    yield html.escape(value)
    for before in range(3 if len(value) >= _WORDLIKE else 0):
        data = value.encode()
        text = base64.b64encode(bytes(before) + data).decode()
        core = text[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]  # what stands before and after shapes the rest
        yield core
        yield core.replace("+", "-").replace("/", "_")


def _alone(form: str) -> str:
    pattern = re.escape(form)
    return rf"(?<![^\W_]){pattern}(?![^\W_])" if len(form) < _WORDLIKE else pattern


mask = Masker()


def expand(text: str, look_up: Callable[[str], str | None]) -> tuple[str, dict[str, str]]:
    """`text` with each ${VAR} replaced, and what was looked up. Raises LookupError naming the missing variable."""
    seen: dict[str, str] = {}

    def value_of(found: re.Match[str]) -> str:
        name = found.group(1)
        value = look_up(name)
        if value is None or not value.strip():
            raise LookupError(name)
        seen[name] = value.strip()
        return seen[name]

    return _VARIABLE.sub(value_of, text), seen
