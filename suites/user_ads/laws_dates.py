"""What holds for the dates of every embedded ad, beyond the form that its schema asks for."""

import re
from datetime import date, datetime

from adproof import law, witness
from adproof.api.user_ads import ads_of, expect_of


def moment(value):
    """A moment with fractions cut to what Python reads, or None. A leap second is the second before it."""
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(re.sub(r"([.,]\d{1,6})\d*(?=Z|[+-]|$)", r"\1", value.replace(":60", ":59")))
    except ValueError:
        return None


MOMENTS = ("startDate", "closeDate")


@law("user_ads.ads.moments-are-iso-8601")
def moments_are_real(answer):
    for ad in ads_of(answer):
        for name in MOMENTS:
            value = ad.members.get(name)
            if isinstance(value, str):
                witness(1, "moments")
                good = moment(value) is not None
                expect_of(ad, good, expected=f"{name} on a day and at a time that exist", received=value, of=answer, member=name)


@law("user_ads.ads.moments-are-utc")
def moments_are_utc(answer):
    for ad in ads_of(answer):
        for name in MOMENTS:
            if found := moment(value := ad.members.get(name)):
                witness(1, "moments")
                expect_of(ad, not found.utcoffset(), expected=f"{name} in UTC", received=value, of=answer, member=name)


@law("user_ads.ads.moments-end-in-z")
def moments_end_in_z(answer):
    for ad in ads_of(answer):
        for name in MOMENTS:
            if moment(value := ad.members.get(name)):
                witness(1, "moments")
                expect_of(ad, value.endswith("Z"), expected=f"{name} with a Z", received=value, of=answer, member=name)


@law("user_ads.ads.ads-close-after-they-start")
def ads_close_after_they_start(answer):
    for ad in ads_of(answer):
        start, close = (moment(ad.members.get(name)) for name in MOMENTS)
        if start and close and bool(start.tzinfo) == bool(close.tzinfo):
            witness(1, "ads with both dates")
            due = f"no closeDate before {start}"
            expect_of(ad, start <= close, expected=due, received=str(close), of=answer, member="closeDate")


@law("user_ads.ads.days-are-year-month-day")
def days_are_year_month_day(answer):
    for ad in ads_of(answer):
        for name, value in ad.members.items():
            if name.endswith("Date") and name not in MOMENTS and isinstance(value, str) and moment_free(value):
                witness(1, "dates without a time")
                good = re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) and calendar_day(value)
                expect_of(ad, good, expected=f"{name} as year-month-day", received=repr(value), of=answer, member=name)


def moment_free(value):
    return not re.match(r"\d{4}-\d{2}-\d{2}T", value)


def calendar_day(value):
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False
