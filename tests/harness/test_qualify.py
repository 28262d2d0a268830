"""The kill sheet: what a trial proves, what it does not, and that the sheet of the package is complete."""

import pytest

from adproof import qualify
from adproof.qualify import Sheet, Switch, incomplete, weigh
from adproof.trials import Trial, read

NAMED, OTHER = "search.sort.newest-never-increases", "search.paging.pages-share-no-ad"
FAULT = Switch("search.some-fault", "search", "Breaks it.", (NAMED,), subtle=True)
VARIANT = Switch("search.some-variant", "search", "Is allowed.")
CLEAN = Trial("search", "", "quick", status=0)


def tried(switch, status=1, **verdicts):
    named = {"named": NAMED, "other": OTHER}
    return Trial("search", switch.name, "quick", verdicts={named[id]: verdict for id, verdict in verdicts.items()}, status=status)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ({"named": "failed"}, "noticed"),
        ({"named": "warned"}, "noticed"),
        ({"named": "inconclusive"}, f"not noticed: {NAMED} is inconclusive; broken are none"),
        ({}, f"not noticed: {NAMED} is passed; broken are none"),
        ({"other": "failed"}, f"not noticed: {NAMED} is passed; broken are {OTHER}"),
        ({"named": "failed", "other": "failed"}, f"noticed, but this fails as well and was not known to follow: {OTHER}"),
    ],
)
def test_a_fault_is_noticed_by_the_requirement_it_names(verdicts, said):
    sheet = Sheet()
    assert weigh(tried(FAULT, **verdicts), FAULT, CLEAN, sheet) == said
    assert bool(sheet.objections) == (said != "noticed")


def test_what_is_known_to_follow_is_no_objection():
    sheet = Sheet(known={FAULT.name: [OTHER]})
    assert weigh(tried(FAULT, named="failed", other="failed"), FAULT, CLEAN, sheet) == "noticed"
    assert not sheet.objections


@pytest.mark.parametrize(
    ("trial", "said"),
    [
        (tried(VARIANT, 0), "welcome"),
        (tried(VARIANT, 0, named="warned"), "welcome"),
        (tried(VARIANT, 1, named="failed"), f"not welcome: {NAMED}"),
        (tried(VARIANT, 3, named="error"), f"not welcome: {NAMED}"),
        (tried(VARIANT, 6, named="inconclusive"), f"welcome, but no longer decided: {NAMED}"),
        (Trial("search", VARIANT.name, "quick", problem="no results were written"), "no verdict: no results were written"),
    ],
)
def test_a_variant_is_welcome(trial, said):
    sheet = Sheet()
    assert weigh(trial, VARIANT, CLEAN, sheet) == said
    assert bool(sheet.objections) == (said != "welcome")


def test_a_sheet_tells_what_it_does_not_prove():
    gaps = list(incomplete({"faults": {FAULT.name: [NAMED], "search.gone": []}, "variants": [], "readings": {}}, [FAULT]))
    assert "search.gone is on the sheet, but the reference has no such fault" in gaps
    assert f"{NAMED} has caught 1 faults, 1 of them subtle" in gaps
    assert f"{OTHER} has caught 0 faults, 0 of them subtle" in gaps
    assert any(gap.endswith("nobody follows the reading clamped") for gap in gaps)


def test_a_trial_runs_for_real_and_is_not_run_again(tmp_path):
    """Two processes, real sockets: the clean reference passes, a fault is noticed; the second time the journal answers."""
    fault = next(each for each in qualify.switches() if each.name == "user_ads.any-other-scheme-served")
    journal, told = tmp_path / "journal.jsonl", []
    for _ in range(2):
        qualify.qualify([fault], "quick", 2, told.append, journal=journal)
    assert [(each.switch, each.status) for each in read(journal)] == [("", 0), (fault.name, 1)]
    assert told[0] == told[2]
    assert told[1].startswith(f"[1/1] {fault.name}: noticed")


def test_what_is_tried_now_is_laid_over_the_sheet_before():
    before = {"faults": {FAULT.name: [], "search.gone": [NAMED]}, "variants": [VARIANT.name], "readings": {}}
    sheet = Sheet()
    weigh(tried(FAULT, named="failed"), FAULT, CLEAN, sheet)
    data = sheet.as_data([FAULT, VARIANT], before)
    assert data["faults"] == {FAULT.name: [NAMED]}
    assert data["requirements"][NAMED] == {"caught": 1, "seeded": 1, "faults": [FAULT.name]}
    assert data["variants"] == [VARIANT.name]
    assert data["totals"] == {"faults": 1, "noticed": 1, "variants": 1, "welcome": 1}


def test_the_shipped_sheet_has_no_gap_that_it_does_not_admit():
    """A requirement, fault or variant that came since fails here: `adproof qualify --fault NAME --write SHEET` enters it."""
    sheet = qualify.shipped()
    assert sheet["totals"]["faults"] > 600
    assert not set(incomplete(sheet, qualify.switches())) - set(sheet["gaps"])
