"""An exchange as a curl command that a shell runs as it stands; credentials appear as variables of the shell."""

import re
import shlex
from collections.abc import Mapping
from typing import Any

_NAMED = re.compile(r"(\$\{[A-Za-z_][A-Za-z0-9_]*\})")
_DROPPED = {"host", "content-length", "connection", "accept-encoding", "user-agent"}


def quoted(text: str) -> str:
    """`text` as one shell word in which ${NAME} of a masked credential is still expanded, and nothing else is."""
    parts = [f'"{part}"' if _NAMED.fullmatch(part) else shlex.quote(part) for part in _NAMED.split(text) if part]
    return "".join(parts) or "''"


def command(exchange: Mapping[str, Any]) -> str:
    """`curl ...` for an exchange of a results file. A body that was cut off for the report is named, not invented."""
    words = ["curl", "--include", "--globoff", "--path-as-is", "--request", shlex.quote(exchange["method"])]
    for name, value in exchange["request_headers"]:
        if name.lower() not in _DROPPED:
            words += ["--header", quoted(f"{name}: {value}")]
    if exchange["request_body"]:
        words += ["--data-binary", quoted(exchange["request_body"])]
    return " ".join([*words, "--", quoted(exchange["url"])])
