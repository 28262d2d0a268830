"""Laws on meta: what was sent comes back, and the numbers agree with each other."""

from math import ceil

from adproof import Answer, expect, follows, law, witness
from adproof.api.search import instants
from adproof.api.search.judged import limit_in_effect, ours, successful
from adproof.api.search.memory import asking_role
from adproof.api.search.sent import same_text

EMPTY = (None, "")


def echo_of_a_text(id: str, name: str):
    @law(id)
    def a_text_is_echoed(answer: Answer) -> None:
        found = successful(answer)
        sent = found and found.sent.text(name)
        if sent:
            witness(1, f"answers to a {name}")
            shown = found.meta.get(name)
            same = isinstance(shown, str) and same_text(shown, sent)  # which blanks are kept is query-keeps-every-blank
            expect(same, expected=f"meta.{name} {sent!r}", received=repr(shown)[:120], of=answer, pointer=f"/data/meta/{name}")


echo_of_a_text("search.meta.query-echoes-the-term", "query")
echo_of_a_text("search.meta.sort-echoes-the-order", "sort")


@law("search.meta.exclude-echoes-the-keywords")
def the_keywords_are_echoed(answer: Answer) -> None:
    found = successful(answer)
    if found and found.sent.text("exclude"):
        witness(1, "answers to excluded keywords")
        shown, sent = found.meta.get("exclude"), found.sent.text("exclude")
        listed = [each.strip() for each in shown.split(",")] if isinstance(shown, str) else None
        expect(
            listed == sent.split(","),
            expected=f"meta.exclude {sent!r}",
            received=repr(shown)[:120],
            of=answer,
            pointer="/data/meta/exclude",
        )


@law("search.meta.exclude-is-absent-when-not-given")
def no_keywords_are_shown_when_none_were_sent(answer: Answer) -> None:
    found = successful(answer)
    if found and not found.sent.has("exclude"):
        witness(1, "answers without excluded keywords")
        shown = found.meta.get("exclude")
        expect(shown in EMPTY, expected="no meta.exclude", received=repr(shown)[:120], of=answer, pointer="/data/meta/exclude")


def echo_of_a_number(id: str, name: str, within):
    @law(id)
    def a_number_is_echoed(answer: Answer) -> None:
        found = successful(answer)
        sent = found and found.sent.number(name)
        if sent and within(found, sent):
            witness(1, f"answers to a {name}")
            shown = found.meta.get(name)
            same = not isinstance(shown, bool) and shown == sent
            expect(same, expected=f"meta.{name} {sent}", received=repr(shown)[:60], of=answer, pointer=f"/data/meta/{name}")


echo_of_a_number("search.meta.page-echoes-the-number", "page", lambda found, page: page <= (found.number("max_page") or 0))
echo_of_a_number("search.meta.limit-echoes-the-number", "limit", lambda found, limit: limit == limit_in_effect(found))


def echo_of_a_date(id: str, name: str):
    @law(id)
    def a_date_is_echoed(answer: Answer) -> None:
        found = successful(answer)
        sent = found and found.sent.date(name)
        if sent:
            witness(1, f"answers to {name}")
            shown = found.meta.get(name)
            same = isinstance(shown, str) and instants.instant(shown) == sent
            wanted = f"meta.{name} at {instants.iso(sent)}"
            expect(same, expected=wanted, received=repr(shown)[:60], of=answer, pointer=f"/data/meta/{name}")


echo_of_a_date("search.meta.date-from-echoes-the-instant", "upload_date_from")
echo_of_a_date("search.meta.date-to-echoes-the-instant", "upload_date_to")


@law("search.meta.zero-is-a-date")
def a_bound_of_0_is_echoed(answer: Answer) -> None:
    found = ours(answer)
    for name in ("upload_date_from", "upload_date_to"):
        if found and found.succeeded and found.meta and found.sent.number(name) == 0:
            witness(1, "answers to a bound of 0")
            shown = found.meta.get(name)
            same = isinstance(shown, str) and instants.instant(shown) == 0
            wanted = f"meta.{name} at {instants.iso(0)}"
            expect(same, expected=wanted, received=repr(shown)[:60], of=answer, pointer=f"/data/meta/{name}")


@law("search.meta.dates-are-absent-when-not-given")
def no_date_is_shown_when_none_was_sent(answer: Answer) -> None:
    found = successful(answer)
    for name in ("upload_date_from", "upload_date_to"):
        if found and not found.sent.has(name):
            witness(1, "answers without a date bound")
            shown = found.meta.get(name)
            expect(shown in EMPTY, expected=f"no meta.{name}", received=repr(shown)[:60], of=answer, pointer=f"/data/meta/{name}")


@law("search.meta.dates-have-milliseconds-and-z")
def dates_in_meta_look_as_in_the_example(answer: Answer) -> None:
    found = successful(answer)
    for name in ("upload_date_from", "upload_date_to"):
        shown = found.meta.get(name) if found and found.sent.date(name) else None
        if isinstance(shown, str):
            witness(1, "dates in meta")
            expect(shown.endswith(".000Z"), expected="a date ending in .000Z", received=repr(shown)[:60], of=answer)


@law("search.meta.max-page-is-total-by-limit")
def max_page_is_total_by_the_limit_in_effect(answer: Answer) -> None:
    found = successful(answer)
    total, pages = (found.number("total"), found.number("max_page")) if found else (None, None)
    if total and pages is not None:
        limit = limit_in_effect(found)
        witness(bool(total % limit), "totals that the limit does not divide")
        wanted = ceil(total / limit)
        said = f"max_page {pages} for a total of {total}"
        expect(
            pages == wanted,
            expected=f"max_page {wanted} ({total} by {limit})",
            received=said,
            of=answer,
            pointer="/data/meta/max_page",
        )


@law("search.meta.max-page-of-nothing")
def max_page_of_nothing_is_zero_or_one(answer: Answer) -> None:
    found = successful(answer)
    if found and found.number("total") == 0 and found.number("max_page") is not None:
        pages = found.number("max_page")
        expect(pages <= 1, expected="max_page 0 or 1 for a total of 0", received=f"max_page {pages}", of=answer)
        follows("search.meta.max-page-of-nothing", "one" if pages else "zero", of=answer)


@law("search.meta.other-filters-in-meta")
def other_filters_are_echoed_or_not(answer: Answer) -> None:
    found = successful(answer)
    if found and all(found.sent.has(name) for name in ("category", "location_id", "radius")):
        echoed = any(name in found.meta for name in ("category", "location_id", "radius"))
        follows("search.meta.other-filters-in-meta", "echoed" if echoed else "not-echoed", of=answer)


@law("search.meta.role-is-that-of-the-key")
def the_role_is_that_of_the_key(answer: Answer) -> None:
    found = successful(answer)
    if found and isinstance(found.meta.get("api_key_role"), str):
        shown = found.meta["api_key_role"]
        witness(1, "answers")
        wanted = f"the role {asking_role()!r} of the key"
        expect(shown == asking_role(), expected=wanted, received=repr(shown)[:40], of=answer, pointer="/data/meta/api_key_role")
