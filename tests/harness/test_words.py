"""The words suites are written in: what each books, and what a failure prints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import adproof
from adproof import catalogue, evidence, expect, follows, inconclusive, step, violated, weak, witness, words
from adproof.answer import Unusable
from adproof.evidence import Outcome
from adproof.transport import BadAddress
from adproof.words import Blocked, EnvironmentProblem, Inconclusive, ReadOnly, Violation, check_of, signature

MUST = next(each.id for each in catalogue.load() if not each.untested and not each.readings)
OPEN = next(each for each in catalogue.load() if each.readings and not each.untested)


@pytest.fixture
def answer(serve, connect):
    """An answer to `GET /a?b=1` that refuses with a code."""
    from hostile import answer as said

    return connect(serve({"/a": said('{"code": "pagination-invalid"}', "400 Bad Request")})).send("GET", "/a?b=1")


def test_a_violation_prints_three_aligned_lines(answer):
    with pytest.raises(Violation) as wrong:
        expect(False, expected="200, since the pair is valid", of=answer)
    assert str(wrong.value) == (
        "\nasked     GET /a?b=1\nexpected  200, since the pair is valid\nreceived  400 Bad Request (pagination-invalid)"
    )
    assert wrong.value.exchanges == (answer.exchange,)


def test_what_a_violation_cites_may_be_many_or_none(answer):
    with pytest.raises(Violation) as wrong:
        violated(expected="x", of=[answer] * 5)
    assert wrong.value.asked == "; ".join(["GET /a?b=1"] * 3)
    assert len(wrong.value.exchanges) == 5
    with pytest.raises(Violation, match="received  something else"):
        violated(expected="x")


def test_hostile_text_stays_on_its_line(answer):
    with pytest.raises(Violation) as wrong:
        violated(expected="a\nb", received="\x1b[31m\u202e\ud800" + "x" * 5000, of=answer)
    assert str(wrong.value).count("\n") == 3
    assert str(wrong.value).encode()
    assert "\x1b" not in str(wrong.value)
    assert len(str(wrong.value)) < 1000


def test_expect_is_silent_when_it_holds():
    assert expect([1], expected="something") is None


@pytest.mark.parametrize(
    ("things", "count"), [(True, 1), (False, 0), (3, 3), (0, 0), (-2, 0), ([1, 2], 2), ({}, 0), ("abc", 3), (set(), 0)]
)
def test_a_witness_is_counted_and_handed_back(record, things, count):
    record.booking.append(MUST)
    assert witness(things, "ads") is things
    assert record.witnesses[MUST, "ads"] == count
    assert record.wanted(MUST) == ([] if count else ["ads"])
    check = words.passed_or_toothless(MUST, record.witnessed(MUST))
    assert check.outcome is (Outcome.PASSED if count else Outcome.INCONCLUSIVE)
    assert check.detail == ("" if count else "saw no ads")


def test_outside_of_any_requirement_nothing_is_counted(record):
    witness(5, "ads")
    weak("more ads would help")
    assert not record.witnesses
    assert not record.weak


def test_a_step_is_booked_with_its_witness(record):
    with step(MUST):
        witness([1], "ads")
        weak("a second account would show more")
    (check,) = record.checks
    assert (check.requirement, check.outcome, check.step) == (MUST, Outcome.PASSED, True)
    assert record.cases[MUST] == 1
    assert record.weak == {(MUST, "a second account would show more")}
    assert record.booking == []


def test_a_step_without_a_witness_proves_nothing(record):
    with step(MUST):
        witness([], "ads")
    with step(MUST):
        pass
    assert [each.outcome for each in record.checks] == [Outcome.INCONCLUSIVE] * 2
    assert all(each.toothless for each in record.checks)


def test_a_failed_step_ends_the_scenario(record, answer):
    with pytest.raises(Blocked) as end, step(MUST):
        violated(expected="a uuid", of=answer)
    assert str(end.value) == MUST
    (check,) = record.checks
    assert (check.outcome, check.expected, check.exchanges) == (Outcome.FAILED, "a uuid", (answer.exchange,))
    assert record.booking == []


def test_an_unknown_step_is_our_mistake(record):
    with pytest.raises(catalogue.CatalogueError, match="Did you mean"), step(MUST + "x"):
        pass
    assert record.booking == []


def test_an_interrupt_is_no_step_s_fault(record):
    with pytest.raises(KeyboardInterrupt), step(MUST):
        raise KeyboardInterrupt
    assert record.checks == []
    assert record.booking == []


@pytest.mark.parametrize(
    ("problem", "outcome"),
    [
        (Violation("a", "b", "c", None, ()), Outcome.FAILED),
        (AssertionError("a plain assert"), Outcome.FAILED),
        (AssertionError(), Outcome.FAILED),
        (Unusable("no JSON"), Outcome.INCONCLUSIVE),
        (BadAddress("odd"), Outcome.INCONCLUSIVE),
        (type("OfOurs", (Unusable,), {})("sub"), Outcome.INCONCLUSIVE),
        (Inconclusive("no ads"), Outcome.INCONCLUSIVE),
        (ReadOnly("would write"), Outcome.INCONCLUSIVE),
        (EnvironmentProblem("gone"), Outcome.ENVIRONMENT),
        (KeyError("x"), Outcome.ERROR),
        (TypeError("x"), Outcome.ERROR),
        (RecursionError("x"), Outcome.ERROR),
        (catalogue.CatalogueError("x"), Outcome.ERROR),
    ],
)
def test_whose_matter_an_exception_is(problem, outcome):
    check = check_of(MUST, problem)
    assert check.outcome is outcome
    if outcome is Outcome.ERROR:
        assert check.detail.startswith(type(problem).__name__)
    if outcome is Outcome.FAILED:
        assert check.signature


def test_our_own_error_names_its_place():
    with pytest.raises(KeyError) as wrong:
        _ = {}["missing"]
    assert "(in test_words.py:" in check_of(MUST, wrong.value).detail


def test_inconclusive_raises():
    with pytest.raises(Inconclusive, match="no ad without price was seen"):
        inconclusive("no ad without price was seen")


def test_a_reading_is_noted_with_its_exchange_and_a_witness(record, answer):
    reading = next(iter(OPEN.readings))
    follows(OPEN.id, reading, of=answer)
    assert record.readings == {(OPEN.id, reading): answer.exchange}
    assert record.witnessed(OPEN.id) == 1
    with pytest.raises(catalogue.CatalogueError, match="has no reading"):
        follows(OPEN.id, reading + "x")


@pytest.fixture
def laws(monkeypatch):
    """A place of their own for laws."""
    monkeypatch.setattr(words, "LAWS", {})
    return words.LAWS


def test_laws_judge_every_answer_and_each_its_own(record, laws, serve, connect):
    contract = MUST.split(".")[0]
    seen = []

    @adproof.law(MUST)
    def crashes(answer):
        raise ZeroDivisionError

    @adproof.law(OPEN.id)
    def objects(answer):
        seen.append(witness(1, "answers") and answer.asked)
        violated(expected="another answer", of=answer)

    laws["search"] = [*laws.pop(contract, []), *laws.pop(OPEN.contract, [])]
    got = connect(serve()).send("GET", "/x")
    assert seen == ["GET /x"]
    assert [(each.requirement, each.outcome) for each in record.checks] == [(MUST, Outcome.ERROR), (OPEN.id, Outcome.FAILED)]
    assert record.checks[1].exchanges == (got.exchange,)
    assert record.witnesses == {(OPEN.id, "answers"): 1}
    assert record.booking == []


def test_a_law_needs_a_known_requirement(laws):
    with pytest.raises(catalogue.CatalogueError, match="Did you mean"):
        adproof.law(MUST + "x")


def test_a_law_that_is_broken_a_thousand_times_is_shown_by_its_shortest_cases(record):
    for length in range(50, 0, -1):
        record.book(evidence.Check(MUST, Outcome.FAILED, asked="x" * length, expected="a"))
    assert sorted(len(each.asked) for each in record.checks) == [1, 2, 3]


def test_a_signature_is_a_failure_s_shape():
    assert signature("a total of 3") == signature("a total of 17.5")
    assert signature("ad '4711' first") == signature('ad "x y" first')
    assert signature("a total") != signature("a page")


@given(st.text())
def test_any_text_has_a_signature_that_fits_a_file(text):
    assert len(signature(text)) <= 80
    assert signature(text).isascii()


@given(st.text(), st.text())
def test_any_text_makes_three_lines(expected, received):
    with pytest.raises(Violation) as wrong:
        violated(expected=expected, received=received, asked="GET /")
    assert len(str(wrong.value).splitlines()) == 4
