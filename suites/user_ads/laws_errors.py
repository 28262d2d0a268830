"""What holds for every refusal: how it is told, and what it must not tell."""

import re

from adproof import expect, follows, fuzz, law, violated, witness
from adproof.api.user_ads import (
    BIGGEST_LIMIT,
    LIST,
    LIST_OF_ANOTHER,
    LIST_OTHERWISE,
    LIST_UNENTITLED,
    answer_to_listing,
    codes_of,
    error_form,
    error_of,
    told_as_json,
)

TRACES = re.compile(
    r"Traceback \(most recent call last\)|File \"[^\"]+\", line \d+"  # Python
    r"|\bat [\w.$<>]+\([\w.]*:\d+\)|\(Native Method\)|\.(?:java|kt|scala):\d+\)"  # the Java machine
    r"|goroutine \d+ \[|\bat \S+ \(?/[^\s:]+\.js:\d+:\d+"  # Go, JavaScript
    r"|#\d+ /\S+\.php\(\d+\)|\bat [\w.<>`]+\(.*\) in \S+:line \d+"  # PHP, .NET
)

LISTING = (LIST, LIST_OF_ANOTHER, LIST_UNENTITLED)
TELLING = re.compile(r'"([A-Za-z_-]+)"\s*:')
HOLDING = re.compile(r"(?i)itemId|askingPrice|(x-)?total[-_]?(count|size|ads|elements|items)")
TELLING_OF_ANOTHER = re.compile(r"(?i)(x-)?(total|size|count)")
WITHIN_32_BITS = range(-(2**31), 2**31)


def refuses_a_pair(answer):
    """Whether this is the refusal of a pair whose numbers are plain and do not fit, and of nothing else.

    Numbers that a target may not be able to read at all are left out: their error may be one of types.
    """
    page = answer_to_listing(answer)
    if page is None or page.status != 400 or not page.asked.names <= {"offset", "limit"}:
        return False
    pair = page.asked.pair
    return pair is not None and pair.misaligned and pair.offset in WITHIN_32_BITS


@law("user_ads.errors.pagination-error-names-its-code")
def a_refused_pair_names_its_code(answer):
    if refuses_a_pair(answer):
        witness(1, "refused pairs")
        told = codes_of(answer)
        expect(
            "pagination-invalid" in told,
            expected="400 pagination-invalid",
            received=f"400 with the codes {list(told)}",
            of=answer,
        )


@law("user_ads.limit.refused-limit-names-its-code")
def a_refused_limit_names_its_code(answer):
    page = answer_to_listing(answer)
    pair = page.asked.pair if page and page.status == 400 and page.asked.names <= {"offset", "limit"} else None
    if pair and BIGGEST_LIMIT < pair.limit in WITHIN_32_BITS and pair.offset >= 0 and pair.offset % pair.limit == 0:
        witness(1, "refused limits")
        told = codes_of(answer)
        expect("pagination-invalid" in told, expected="the code pagination-invalid", received=f"{list(told)}", of=answer)


@law("user_ads.errors.code-is-a-member-of-the-body")
def the_code_is_a_member_of_the_body(answer):
    if refuses_a_pair(answer):
        witness(1, "refused pairs")
        body = answer.json_or_none
        told = isinstance(body, dict) and body.get("code") == "pagination-invalid"
        expect(told, expected="pagination-invalid as the member code", of=answer, pointer="/code")


@law("user_ads.errors.error-form-is-an-object-or-list")
def an_error_has_an_admissible_form(answer):
    page = answer_to_listing(answer)
    form = error_form(answer) if page and page.status == 400 else None
    if form is None and refuses_a_pair(answer):
        violated(expected="an object or a list that tells a code", of=answer)
    if form is not None:
        follows("user_ads.errors.error-form-is-an-object-or-list", form, of=answer)


@law("user_ads.errors.refusals-are-json")
def a_refused_pair_is_told_in_json(answer):
    if refuses_a_pair(answer):
        witness(1, "refused pairs")
        received = f"{answer.headers.get('content-type', '(no media type)')}, {answer.json_problem or answer.broken or 'JSON'}"
        good = told_as_json(answer) and answer.json_or_none is not None and not answer.json_findings
        expect(good, expected="JSON under a media type of JSON", received=received, of=answer)


@law("user_ads.errors.every-refusal-is-json")
def every_refusal_is_told_in_json(answer):
    if answer.operation in (*LISTING, LIST_OTHERWISE) and 400 <= answer.status < 500 and answer.method not in ("HEAD", "OPTIONS"):
        witness(1, "refusals")
        good = answer.media_type == "application/json" and answer.json_or_none is not None
        received = f"{answer.status} with {answer.media_type or 'no media type'}, {answer.json_problem or 'JSON'}"
        expect(good, expected="JSON as application/json", received=received, of=answer)


@law("user_ads.errors.refusals-are-plain-json")
def a_refused_pair_is_told_in_plain_json(answer):
    if refuses_a_pair(answer) and told_as_json(answer):
        witness(1, "refused pairs")
        received = f"Content-Type {answer.media_type}"
        expect(answer.media_type == "application/json", expected="Content-Type application/json", received=received, of=answer)


@law("user_ads.errors.statuscode-repeats-the-status")
def statuscode_repeats_the_status(answer):
    error = error_of(answer) if answer.operation in LISTING and answer.status >= 400 else {}
    if "statuscode" in error:
        witness(1, "errors with statuscode")
        told = error["statuscode"]
        good = type(told) in (int, str) and str(told) == str(answer.status)
        expect(good, expected=f"statuscode {answer.status}", received=f"{told!r}", of=answer, pointer="/statuscode")


@law("user_ads.errors.no-stack-trace-is-shown")
def no_stack_trace_is_shown(answer):
    if answer.status >= 400:
        witness(1, "refusals")
        found = TRACES.search(answer.text[:200_000])
        expect(not found, expected="no stack trace", received=found[0] if found else "", of=answer)


def page_links(answer):
    """The links to pages that an answer carries: where the last one leads tells how many ads there are."""
    links = error_of(answer).get("_links")
    return [f"the link {name}" for name in ("first", "prev", "next", "last") if isinstance(links, dict) and links.get(name)]


@law("user_ads.access.refusals-hold-no-ads")
def a_refusal_holds_no_ads(answer):
    if answer.operation in LISTING and answer.status >= 300:
        witness(1, "refusals")
        names = [*TELLING.findall(answer.text[:200_000]), *answer.headers]
        patterns = (HOLDING,) if answer.operation == LIST else (HOLDING, TELLING_OF_ANOTHER)
        told = [name for name in names if any(pattern.fullmatch(name) for pattern in patterns)]
        told += page_links(answer) if answer.operation == LIST_OF_ANOTHER else []
        expect(not told, expected="a refusal without ads and total", received=f"one that carries {', '.join(told)}", of=answer)


@law("user_ads.operations.no-input-is-a-server-error")
def no_input_is_a_server_error(answer):
    if answer.operation in (*LISTING, LIST_OTHERWISE):
        witness(1, "calls")
        unknown_method = answer.status == 501 and answer.method != "GET"
        expect(0 < answer.status < 500 or unknown_method, expected="no status in the 500s", of=answer)


@law("user_ads.offset.multiple-of-limit-is-accepted")
def a_valid_pair_is_never_an_invalid_one(answer):
    page = answer_to_listing(answer)
    pair = page.asked.pair if page and page.asked.names <= {"offset", "limit"} else None
    if pair and pair.valid and pair.offset in WITHIN_32_BITS:
        witness(1, "valid pairs")
        expect(answer.status != 400, expected=f"a page, since {pair} are valid", of=answer)


@law("user_ads.operations.refusals-have-documented-statuses")
def a_refusal_has_a_documented_status(answer):
    if answer.operation in LISTING and 400 <= answer.status < 500:
        witness(1, "refusals")
        expect(fuzz.documented_status("user_ads", LIST, answer.status), expected="a documented status", of=answer)
