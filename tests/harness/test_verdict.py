"""From observations to verdicts to an exit status: every verdict, every waiver, the precedence, and no way to a hollow 0."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adproof.catalogue import Origin, Requirement, Strength
from adproof.verdict import (
    NAMES,
    PRECEDENCE,
    Admitted,
    Circumstances,
    Exit,
    Judged,
    Observation,
    Observed,
    Verdict,
    conclude,
    judge,
    sentence,
)

TODAY = date(2027, 1, 1)
PASS, FAIL = Observation("passed"), Observation("failed", "expected a, received b", "sig")
OTHER = Observation("failed", "expected c, received d", "other")
TOOTHLESS = Observation("inconclusive", "saw no ads", toothless=True)
UNDECIDED = Observation("inconclusive", "no ad without price was seen")
OURS, OUTSIDE = Observation("error", "KeyError: 'x'"), Observation("environment", "unreachable")


def requirement(strength="must", **more):
    return Requirement("a.b.c", "It is so.", "Here", Strength(strength), Origin.DOCUMENT, **more)


def judged(*observations, strength="must", witnesses=1, readings=(), waiver=None, claimed=True, untested=None):
    seen = Observed(observations, witnesses, tuple(readings))
    return judge(requirement(strength, untested=untested), seen, claimed=claimed, waiver=waiver, today=TODAY)


def admitted(signature="sig", expires=TODAY):
    return Admitted("a.b.c", signature, expires)


# fmt: off
TABLE = [
    ("passed",       "must",   [PASS],                     {}),
    ("passed",       "open",   [PASS],                     {"readings": ["one"]}),
    ("passed",       "must",   [],                         {}),  # a law hands over witnesses and books nothing when it holds
    ("passed",       "must",   [PASS, TOOTHLESS],          {}),  # another test gave the witness
    ("inconclusive", "must",   [PASS],                     {"witnesses": 0}),
    ("inconclusive", "must",   [],                         {"witnesses": 0}),
    ("inconclusive", "must",   [TOOTHLESS],                {"witnesses": 0}),
    ("inconclusive", "must",   [PASS, UNDECIDED],          {}),
    ("failed",       "must",   [PASS, FAIL, UNDECIDED],    {}),
    ("failed",       "open",   [FAIL],                     {}),
    ("failed",       "must",   [FAIL, OUTSIDE],            {}),
    ("warned",       "should", [FAIL],                     {}),
    ("failed",       "open",   [PASS],                     {"readings": ["one", "two"]}),
    ("passed",       "must",   [PASS],                     {"readings": ["one", "two"]}),
    ("error",        "must",   [OURS, FAIL],               {}),
    ("error",        "must",   [PASS, OUTSIDE],            {}),
    ("not claimed",  "must",   [],                         {"claimed": False, "witnesses": 0}),
    ("untested",     "must",   [],                         {"untested": "needs a second account"}),
    ("untested",     "must",   [],                         {"untested": "needs a second account", "claimed": False}),
    ("waived",       "must",   [FAIL],                     {"waiver": admitted()}),
    ("waived",       "should", [FAIL],                     {"waiver": admitted()}),
    ("failed",       "must",   [FAIL],                     {"waiver": admitted("another")}),
    ("failed",       "must",   [FAIL, OTHER],              {"waiver": admitted()}),
    ("failed",       "must",   [FAIL],                     {"waiver": admitted(expires=date(2026, 12, 31))}),
    ("passed",       "must",   [PASS],                     {"waiver": admitted()}),
    ("inconclusive", "must",   [UNDECIDED],                {"waiver": admitted()}),
    ("error",        "must",   [OURS],                     {"waiver": admitted()}),
    ("not claimed",  "must",   [],                         {"waiver": admitted(), "claimed": False}),
    ("waived",       "open",   [PASS],                     {"readings": ["one", "two"], "waiver": admitted("changed-reading")}),
]
# fmt: on


@pytest.mark.parametrize(("verdict", "strength", "observations", "more"), TABLE)
def test_the_verdict_follows_from_what_was_seen(verdict, strength, observations, more):
    found = judged(*observations, strength=strength, **more)
    assert found.verdict.value == verdict
    assert found.reason or verdict == "passed"


@pytest.mark.parametrize(
    ("state", "observations", "waiver"),
    [
        ("used", [FAIL], admitted()),
        ("used", [FAIL, FAIL, PASS], admitted()),
        ("changed", [FAIL], admitted("another")),
        ("changed", [FAIL, OTHER], admitted()),
        ("expired", [FAIL], admitted(expires=date(2026, 12, 31))),
        ("stale", [PASS], admitted()),
        ("stale", [PASS], admitted(expires=date(2026, 12, 31))),
        (None, [UNDECIDED], admitted()),
        (None, [OUTSIDE], admitted()),
        (None, [FAIL], None),
    ],
)
def test_a_waiver_covers_exactly_what_it_admits(state, observations, waiver):
    assert judged(*observations, waiver=waiver).waiver == state


def test_blame_is_told_apart():
    assert judged(OURS).blame == "adproof"
    assert judged(OUTSIDE).blame == "environment"
    assert judged(FAIL).blame == "target"
    assert judged(UNDECIDED).blame == "data"


def test_a_weak_pass_says_what_would_make_it_stronger():
    assert judged(PASS, TOOTHLESS).weak == ("saw no ads",)


PASSED, FAILED = judged(PASS), judged(FAIL)
WARNED, UNKNOWN = judged(FAIL, strength="should"), judged(UNDECIDED)
STALE, USED = judged(PASS, waiver=admitted()), judged(FAIL, waiver=admitted())
CAUSES = {
    Exit.ADPROOF_ERROR: ([judged(OURS)], {}),
    Exit.INTERRUPTED: ([], {"interrupted": True}),
    Exit.ENVIRONMENT: ([judged(OUTSIDE)], {}),
    Exit.NONCONFORMANT: ([FAILED], {}),
    Exit.WAIVERS: ([STALE], {}),
    Exit.INCONCLUSIVE: ([UNKNOWN], {}),
    Exit.CONFORMANT: ([PASSED], {}),
}


def test_the_order_of_precedence_is_the_published_one():
    assert [int(each) for each in PRECEDENCE] == [3, 4, 2, 7, 1, 8, 6, 5, 0]
    assert set(PRECEDENCE) == set(Exit) == set(NAMES)


@pytest.mark.parametrize("codes", [each for n in (1, 2, 3) for each in combinations(CAUSES, n)], ids=str)
def test_the_gravest_cause_decides(codes):
    rows = [row for code in codes for row in CAUSES[code][0]]
    more = {key: value for code in codes for key, value in CAUSES[code][1].items()}
    assert conclude(rows, Circumstances(**more)) == min(codes, key=PRECEDENCE.index)


@pytest.mark.parametrize(
    ("rows", "more", "code"),
    [
        ([], {}, 5),
        ([USED], {}, 5),
        ([WARNED], {}, 5),
        ([judged(claimed=False)], {}, 5),
        ([judged(untested="needs time")], {}, 5),
        ([judged(UNDECIDED, strength="should")], {}, 5),
        ([judged(UNDECIDED, strength="should"), PASSED], {}, 0),
        ([judged(UNDECIDED, strength="open"), PASSED], {}, 0),
        ([WARNED, PASSED], {}, 0),
        ([WARNED, PASSED], {"fail_on": Strength.SHOULD}, 1),
        ([USED, PASSED], {}, 0),
        ([judged(FAIL, strength="open"), PASSED], {}, 1),
        ([judged(FAIL, waiver=admitted("another")), PASSED], {}, 1),
        ([judged(FAIL, waiver=admitted(expires=date(2020, 1, 1))), PASSED], {}, 1),
        ([judged(FAIL, strength="should", waiver=admitted("another")), PASSED], {}, 8),
        ([judged(FAIL, OUTSIDE), PASSED], {}, 7),
        ([PASSED], {"problems_of_ours": ["x"]}, 3),
        ([FAILED], {"problems_of_environment": ["x"]}, 7),
        ([PASSED], {"interrupted": True}, 2),
    ],
)
def test_the_exit_status_of_a_run(rows, more, code):
    assert conclude(rows, Circumstances(**more)) == code


OBSERVATIONS = st.sampled_from([PASS, FAIL, OTHER, TOOTHLESS, UNDECIDED, OURS, OUTSIDE])
RESULTS = st.builds(
    judged,
    *[OBSERVATIONS] * 2,
    strength=st.sampled_from([each.value for each in Strength]),
    witnesses=st.integers(0, 2),
    readings=st.lists(st.sampled_from(["one", "two"]), unique=True),
    waiver=st.none() | st.builds(admitted, st.sampled_from(["sig", "else"]), st.sampled_from([TODAY, date(2026, 1, 1)])),
    claimed=st.booleans(),
    untested=st.none() | st.just("needs time"),
)
CIRCUMSTANCES = st.builds(
    Circumstances,
    interrupted=st.booleans(),
    problems_of_ours=st.lists(st.just("ours"), max_size=1),
    problems_of_environment=st.lists(st.just("outside"), max_size=1),
    fail_on=st.sampled_from([Strength.MUST, Strength.SHOULD]),
)


@given(st.lists(RESULTS, max_size=6), CIRCUMSTANCES)
def test_zero_means_that_something_was_proven_and_nothing_gates(rows, circumstances):
    code = conclude(rows, circumstances)
    said = sentence(code, rows, circumstances)
    assert said
    assert "\n" not in said
    if code is Exit.CONFORMANT:
        assert any(each.verdict is Verdict.PASSED for each in rows)
        assert not any(each.verdict in (Verdict.FAILED, Verdict.ERROR) for each in rows)
        assert not any(each.verdict is Verdict.INCONCLUSIVE and each.requirement.strength is Strength.MUST for each in rows)
        assert said.startswith("CONFORMANT")


@given(RESULTS)
def test_nothing_passes_that_failed_or_that_had_no_witness(row: Judged):
    if row.verdict is Verdict.PASSED:
        seen = judged(PASS, witnesses=0)
        assert seen.verdict is Verdict.INCONCLUSIVE
        assert row.blame is None


@given(st.lists(OBSERVATIONS), st.integers(0, 3), st.sampled_from([each.value for each in Strength]))
def test_a_failure_is_never_swallowed(observations, witnesses, strength):
    row = judged(*observations, witnesses=witnesses, strength=strength)
    outcomes = {each.outcome for each in observations}
    if "failed" in outcomes and "error" not in outcomes:
        assert row.verdict in (Verdict.FAILED, Verdict.WARNED)
    if not witnesses:
        assert row.verdict is not Verdict.PASSED


@given(st.permutations([PASS, FAIL, UNDECIDED, TOOTHLESS]))
def test_the_order_of_tests_does_not_matter(observations):
    assert judged(*observations).verdict is Verdict.FAILED
