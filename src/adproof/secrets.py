"""Credentials and their masking: a value never leaves the process under anything but its name."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

# Query parameters that sign a presigned URL; whoever has them may write to the storage.
_SIGNING = re.compile(
    r"(?i)([?&](?:x-amz-[a-z-]+|x-goog-[a-z-]+|awsaccesskeyid|signature|sig|se|sp|sv|token|policy|key-pair-id|expires)=)"
    r"[^&\"'\s\\<>]+"
)
_TOKEN_MEMBER = re.compile(r'("(?:access_token|refresh_token|id_token|client_secret)"\s*:\s*")[^"]*(")')
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SHORTEST = 4  # a shorter value would blot out ordinary text all over the report


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

    def learn(self, value: str, name: str) -> None:
        """Hide `value`, and its percent-encoded forms, as `${name}` from now on."""
        for form in {value, quote(value, safe=""), quote_plus(value)}:
            if len(form) >= _SHORTEST:
                self._names[form] = f"${{{name}}}"
        longest_first = sorted(self._names, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def __call__(self, text: str) -> str:
        if self._pattern is not None:
            text = self._pattern.sub(lambda found: self._names[found.group()], text)
        text = _SIGNING.sub(r"\1<hidden>", text)
        return _TOKEN_MEMBER.sub(r"\1<hidden>\2", text)


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
