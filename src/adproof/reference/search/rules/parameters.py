"""How the parameters are read: types, defaults, and what is refused because it cannot be read."""

from __future__ import annotations

import math
import re
from urllib.parse import unquote

from ..asked import DEFAULT_SORT, SORTS, Asked, Crash, Refused, Search
from ..places import Place
from ..rule import Rule
from . import category, location

WHOLE = re.compile(r"[0-9]+")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
END_OF_TIME = 253_402_300_799
DEFAULT_LIMIT = 5


def search(a: Asked) -> Search:
    """The search that is asked for. Raises Refused."""
    listed = category.sent(a)
    return Search(
        asked=a,
        query=query(a),
        exclude=exclude(a),
        limit=limit(a),
        page=page(a),
        sort=sort(a),
        categories=categories(a, listed) or None,
        near=near(a),
        since=instant(a, "upload_date_from"),
        until=instant(a, "upload_date_to"),
    )


@Rule
def malformed(_: Asked, name: str, _value: str) -> None:
    """A value that cannot be read is refused."""
    raise Refused(400, f"{name} is malformed")


def whole(a: Asked, name: str, highest: int) -> int | None:
    """A whole number, cut down to a highest one. None if it was not sent, or cannot be read and is forgiven."""
    text = a.text(name)
    if text is None:
        return None
    if not WHOLE.fullmatch(text):
        malformed(a, name, text)
        return None
    return min(int(text), highest) if len(text) < 400 else highest


@Rule
def query(a: Asked) -> str | None:
    """The query, letter for letter."""
    return a.text("query")


@Rule
def exclude(a: Asked) -> str | None:
    """The excluded keywords, letter for letter."""
    return a.text("exclude")


@Rule
def limit(a: Asked) -> int:
    """The limit from 1 on; five without one."""
    given = whole(a, "limit", 10**300)
    if given == 0:
        return zero_limit(a)
    return DEFAULT_LIMIT if given is None else given


@Rule
def zero_limit(_: Asked) -> int:
    """A limit of 0 is refused."""
    raise Refused(400, "limit must be 1 or more")


@Rule
def page(a: Asked) -> int:
    """The page from 1 on; the first without one."""
    given = whole(a, "page", 10**15)
    if given == 0:
        return zero_page(a)
    return 1 if given is None else given


@Rule
def zero_page(_: Asked) -> int:
    """Page 0 is refused."""
    raise Refused(400, "page must be 1 or more")


@Rule
def sort(a: Asked) -> str:
    """One of the five orders; newest without one."""
    given = a.text("sort")
    if given is None:
        return default_sort(a)
    return given if given in SORTS else unknown_sort(a)


@Rule
def default_sort(_: Asked) -> str:
    """The order without one."""
    return DEFAULT_SORT


@Rule
def unknown_sort(_: Asked) -> str:
    """An unknown order is refused."""
    raise Refused(400, "sort must be one of " + ", ".join(SORTS))


def categories(a: Asked, listed: list[str]) -> tuple[str, ...]:
    """The ids of a list; blanks around them do not count."""
    found = [part.strip() for text in listed for part in text.split(",")]
    for number in found:
        if not WHOLE.fullmatch(number):
            malformed(a, "category", number)
    return tuple(number[:300] for number in found if WHOLE.fullmatch(number))


def near(a: Asked) -> tuple[Place | None, float] | None:
    """The place and its radius in km."""
    number, radius = whole(a, "location_id", 10**15), kilometres(a)
    if (number is None) != (radius is None):
        radius = location.incomplete(a, "location_id" if number is None else "radius")
    if radius is None:
        return None
    return None if number is None else location.place_of(a, number), radius


def kilometres(a: Asked) -> float | None:
    """The radius; decimals are read."""
    text = a.text("radius")
    if text is None:
        return None
    if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        malformed(a, "radius", text)
        return None
    return float(text)


def instant(a: Asked, name: str) -> int | None:
    """A bound in Unix seconds, up to the year 9999."""
    given = whole(a, name, END_OF_TIME + 1)
    if given is not None and given > END_OF_TIME:
        malformed(a, name, str(given))
        return None
    return given


@limit.fault("defaults.limit-is-five", "defaults.explicit-defaults-change-nothing")
def parameters_default_limit_10(a: Asked) -> int:
    """Without a limit a page has ten ads."""
    return limit.kept(a) if a.text("limit") is not None else 10


@limit.fault("defaults.limit-is-five", "defaults.explicit-defaults-change-nothing", subtle=True)
def parameters_default_limit_of_the_role(a: Asked) -> int:
    """Without a limit enterprise keys are given ten ads."""
    return limit.kept(a) if a.text("limit") is not None or a.role != "enterprise" else 10


@page.fault("defaults.page-is-one", "defaults.explicit-defaults-change-nothing")
def parameters_default_page_2(a: Asked) -> int:
    """Without a page the second one is delivered."""
    return page.kept(a) if a.text("page") is not None else 2


@default_sort.fault("defaults.sort-is-newest", "defaults.explicit-defaults-change-nothing")
def parameters_default_sort_relevance(_: Asked) -> str:
    """Without an order the ads come by relevance."""
    return "relevance"


@default_sort.fault("defaults.sort-is-newest", "defaults.explicit-defaults-change-nothing", subtle=True)
def parameters_default_sort_oldest_with_a_query(a: Asked) -> str:
    """Without an order, but with a query, the cheapest come first."""
    return "price_asc" if a.text("query") not in (None, "*") else "newest"


@sort.fault("sort.relevance-is-accepted", "envelope.documented-request-succeeds")
def parameters_relevance_refused(a: Asked) -> str:
    """The order relevance is refused."""
    return unknown_sort(a) if a.text("sort") == "relevance" else sort.kept(a)


@query.fault("query.plus-and-percent-twenty-agree", "meta.query-echoes-the-term", "defaults.bare-request-succeeds")
def parameters_plus_stays_plus(a: Asked) -> str | None:
    """In a query + is not read as a blank."""
    for part in a.raw.split("&"):
        name, _, value = part.partition("=")
        if name == "query":
            return unquote(value)
    return None


@query.fault("meta.query-echoes-the-term", subtle=True)
def parameters_query_decoded_twice(a: Asked) -> str | None:
    """A query is decoded twice, so %2541 is read as A."""
    given = a.text("query")
    return None if given is None else unquote(given)


@query.fault("meta.query-echoes-the-term", "query.finds-words-with-umlauts", subtle=True)
def parameters_query_in_latin_1(a: Asked) -> str | None:
    """A query is read as Latin-1."""
    given = a.text("query")
    return None if given is None else given.encode("utf-8", "replace").decode("latin-1")


@malformed.fault("robustness.odd-values-cause-no-server-error", "robustness.odd-values-are-answered-in-json")
def parameters_odd_numbers_crash(_: Asked, _name: str, _value: str) -> None:
    """A value that cannot be read is a server error."""
    raise Crash


@malformed.fault("robustness.odd-values-cause-no-server-error", "robustness.odd-values-are-answered-in-json", subtle=True)
def parameters_negative_dates_crash(a: Asked, name: str, value: str) -> None:
    """A date that cannot be read is a server error."""
    if name.startswith("upload_date"):
        raise Crash
    malformed.kept(a, name, value)


@zero_page.fault(
    "robustness.odd-values-cause-no-server-error", "robustness.odd-values-are-answered-in-json", "paging.page-zero", subtle=True
)
def parameters_page_zero_crashes(_: Asked) -> int:
    """Page 0 is a server error."""
    raise Crash


@malformed.fault("robustness.odd-values-cause-no-server-error", "robustness.service-answers-as-before", subtle=True)
def parameters_odd_value_spoils_the_next_answer(a: Asked, name: str, value: str) -> None:
    """After a value that cannot be read the service is out of order for three requests."""
    a.desk.memory["out of order"] = 3
    malformed.kept(a, name, value)


@malformed.variant()
def parameters_odd_values_ignored(_: Asked, _name: str, _value: str) -> None:
    """A value that cannot be read is treated as not sent."""


@zero_limit.variant(reading=("limit.limit-of-zero", "default"))
def parameters_limit_zero_is_the_default(_: Asked) -> int:
    """A limit of 0 is read as the default."""
    return DEFAULT_LIMIT


@zero_limit.variant(reading=("limit.limit-of-zero", "one"))
def parameters_limit_zero_is_one(_: Asked) -> int:
    """A limit of 0 is read as 1."""
    return 1


@zero_page.variant(reading=("paging.page-zero", "first"))
def parameters_page_zero_is_the_first(_: Asked) -> int:
    """Page 0 is read as page 1."""
    return 1


@unknown_sort.variant(reading=("sort.unknown-order", "default"))
def parameters_unknown_sort_is_newest(_: Asked) -> str:
    """An unknown order is read as newest."""
    return "newest"


@query.variant(reading=("query.empty-query", "refused"))
def parameters_empty_query_refused(a: Asked) -> str | None:
    """An empty query is refused."""
    given = a.text("query")
    if given is not None and not given.strip():
        raise Refused(400, "query must not be empty")
    return given


@exclude.variant()
def parameters_empty_exclude_is_absent(a: Asked) -> str | None:
    """An empty exclude is treated as not sent."""
    return a.text("exclude") or None
