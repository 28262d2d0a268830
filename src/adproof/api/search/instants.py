"""Instants in answers: ISO 8601 texts as seconds, and what a day-granular date leaves open."""

from datetime import UTC, datetime
from functools import lru_cache

DAY = 86_400
HOUR = 3_600
YEARS_AHEAD = 2_100_000_000  # 2036: later moments do not fit into every clock


@lru_cache(maxsize=65_536)
def instant(text: str) -> float | None:
    """Unix seconds of an ISO 8601 text, or None. A text without a zone is read as UTC."""
    if not 10 <= len(text) <= 40 or not text[:4].isdigit():
        return None
    try:
        moment = datetime.fromisoformat(text.replace(",", "."))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def whole_day(seconds: float) -> bool:
    """Whether an instant looks like a bare day: midnight, in UTC or in Germany."""
    return seconds % DAY in (0, 22 * HOUR, 23 * HOUR)


def surely_before(seconds: float, bound: float) -> bool:
    """Whether an ad of this date was uploaded before `bound`, even if a bare day stands for any second of it."""
    return (seconds + DAY - 1 <= bound) if whole_day(seconds) else seconds < bound


def surely_after(seconds: float, bound: float) -> bool:
    """Whether an ad of this date was uploaded after `bound`, even if a bare day is a German one written in UTC."""
    return seconds > bound + (2 * HOUR if whole_day(seconds) else 0)


def iso(seconds: float) -> str:
    """Seconds as a text for people."""
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return f"{seconds} s"


def noon(seconds: float) -> int:
    """Noon (UTC) of the day of `seconds`."""
    return int(seconds // DAY * DAY + DAY // 2)


def end_of_day(seconds: float) -> int:
    """The last second (UTC) of the day of `seconds`."""
    return int(seconds // DAY * DAY + DAY - 1)
