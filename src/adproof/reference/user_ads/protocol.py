"""Rules about HTTP itself: methods, media types, entity tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from .problems import quality
from .values import Call

METHODS = ("GET", "HEAD", "OPTIONS")
USABLE = ("application/json", "application/*", "*/*")


@dataclass(frozen=True)
class Reply:
    """An answer as it goes out; `headers` in lower case."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def seller_behind_a_slash(_call: Call) -> str | None:
    """The seller whose collection an address with a slash behind it denotes: none, it is another address."""
    return None


async def under_way(call: Call) -> Call:
    """The call to answer, when its turn comes."""
    return call


def allowed(_call: Call) -> tuple[str, ...]:
    """The methods of a resource that is only read."""
    return METHODS


def content_type(_call: Call, _status: int) -> str:
    """HAL, served as plain JSON."""
    return "application/json"


def accepts_json(call: Call) -> bool:
    """Whether the Accept header leaves room for JSON; without one it does. The most exact range decides."""
    header = call.headers.get("accept", "").strip()
    if not header:
        return True
    weights = dict(map(media_range, header.lower().split(",")))
    return next((weights[name] > 0 for name in USABLE if name in weights), False)


def media_range(text: str) -> tuple[str, float]:
    """A media range and its weight, other parameters ignored."""
    name, *parameters = (part.strip() for part in text.split(";"))
    weights = [quality(part[2:]) for part in parameters if part.startswith("q=")]
    return name, weights[0] if weights else 1.0


def hides_links(call: Call) -> bool:
    """Whether the caller asked for an answer without links."""
    return "false" in call.values("_links")


def etag(body: bytes) -> str | None:
    """A strong entity tag of exactly this body."""
    return f'"{sha256(body).hexdigest()[:20]}"'


def unchanged(call: Call, tag: str) -> bool:
    """Whether the caller already has this body."""
    known = [part.strip().removeprefix("W/") for part in call.headers.get("if-none-match", "").split(",")]
    return tag in known or "*" in known


def finish(_call: Call, reply: Reply) -> Reply:
    """The answer as it goes out."""
    return reply
