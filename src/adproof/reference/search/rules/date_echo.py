"""How meta repeats the bounds of the upload date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ..asked import Search
from ..drafts import DAY
from ..rule import Rule
from .date import BERLIN, iso


@Rule
def echo(_: Search, instant: int, _name: str) -> str | int | None:
    """A bound as meta shows it."""
    return iso(instant)


@echo.fault("meta.date-from-echoes-the-instant", "meta.date-to-echoes-the-instant", subtle=True)
def date_echo_in_local_time(_: Search, instant: int, _name: str) -> str | int | None:
    """meta shows the time in Berlin as if it were UTC."""
    return datetime.fromtimestamp(instant, BERLIN).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@echo.fault("meta.date-from-echoes-the-instant", "meta.date-to-echoes-the-instant", subtle=True)
def date_echo_of_the_day(_: Search, instant: int, _name: str) -> str | int | None:
    """meta shows the day's midnight."""
    return iso(instant - instant % DAY)


@echo.fault("meta.date-from-echoes-the-instant", "meta.date-to-echoes-the-instant", "meta.fields-have-their-types")
def date_echo_as_number(_: Search, instant: int, _name: str) -> str | int | None:
    """meta shows the number that was sent."""
    return instant


@echo.fault("meta.date-from-echoes-the-instant", "meta.date-to-echoes-the-instant")
def date_echo_from_milliseconds(_: Search, instant: int, _name: str) -> str | int | None:
    """meta takes the seconds for milliseconds."""
    return iso(instant / 1000)


@echo.fault("meta.date-to-echoes-the-instant", subtle=True)
def date_echo_dropped_with_both(s: Search, instant: int, name: str) -> str | int | None:
    """With both bounds only upload_date_from is shown."""
    return None if name == "upload_date_to" and s.since is not None else iso(instant)


@echo.fault("meta.date-to-echoes-the-instant", subtle=True)
def date_echo_of_to_at_the_days_end(_: Search, instant: int, name: str) -> str | int | None:
    """upload_date_to is shown as the last second of its day."""
    return iso(instant - instant % DAY + DAY - 1 if name == "upload_date_to" else instant)


@echo.variant()
def date_echo_with_offset(_: Search, instant: int, _name: str) -> str | int | None:
    """meta shows bounds in Berlin time, with its offset."""
    return datetime.fromtimestamp(instant, BERLIN).isoformat()


@echo.variant()
def date_echo_without_milliseconds(_: Search, instant: int, _name: str) -> str | int | None:
    """meta shows bounds without milliseconds."""
    return (datetime.fromtimestamp(0, UTC) + timedelta(seconds=instant)).strftime("%Y-%m-%dT%H:%M:%SZ")


@echo.fault("meta.zero-is-a-date", subtle=True)
def date_echo_forgets_a_zero(_: Search, instant: int, _name: str) -> str | int | None:
    """A bound at the very beginning of 1970 is not shown."""
    return iso(instant) if instant else None
