"""What is worth waiting for, and how long: throttling, a gateway's trouble, an accident that may not come twice."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from adproof.wire import Received

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
IDEMPOTENT = SAFE_METHODS | {"PUT", "DELETE"}
GATEWAY_TROUBLE = frozenset({502, 503, 504})
BACKOFF = (0.2, 0.5, 1.0, 2.0, 4.0)
_LONGEST_PAUSE = 60.0
_OBEDIENT = 20  # attempts


def passing_trouble(received: Received) -> str | None:
    """What may be the environment's trouble and not the target's answer; None when it is to be judged as it is."""
    if received.unreachable:
        return received.unreachable
    if received.status == 429:
        return "throttled (429)"
    if received.status in GATEWAY_TROUBLE:
        return f"the gateway answered {received.status}"
    if received.status == 500:
        return "answered 500"
    return "the body was cut off" if received.broken == "truncated" else None


def worth_repeating(method: str, received: Received, attempt: int) -> bool:
    """Whether the same request may be sent again: never twice what could have been done, nor for ever what is an answer."""
    if received.hopeless:
        return False
    if received.broken == "connect" or received.status in (429, 503):
        return True
    if received.unreachable or received.status in GATEWAY_TROUBLE:
        patience = 1 if received.broken == "too slow" else len(BACKOFF)
        return method in IDEMPOTENT and attempt < patience
    return method in SAFE_METHODS and attempt == 0  # a 500 or a short body that comes twice is the answer


def surely_undone(received: Received) -> bool:
    """Whether the target cannot have acted on the request: it was throttled, or never arrived."""
    return received.status == 429 or received.broken == "connect"


def told_when_to_come_back(received: Received, attempt: int) -> bool:
    """Whether a throttled request may be sent some more times, because each answer names the moment for it."""
    return received.status == 429 and "retry-after" in received.headers and attempt < _OBEDIENT


def pause_after(received: Received, backoff: float) -> float | None:
    """Seconds to wait: what Retry-After says if it is no more than a minute, else None; without it, our own back-off."""
    said = received.headers.get("retry-after")
    if said is None:
        return backoff
    try:
        seconds = float(said)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError, IndexError, OverflowError):
            return backoff
    if math.isnan(seconds):
        return backoff
    return None if seconds > _LONGEST_PAUSE else max(seconds, 0.05)
