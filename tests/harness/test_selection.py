"""Which tests a run needs, read from the suites' files without running them."""

import pytest
from hostile import answer
from tiny import Tiny, ended

from adproof import selection
from adproof.places import CONTRACTS, SUITES

TEXT = """
@requirement("a.b.one")
@parametrize("word", ["x.y.z"])
def test_one(): follows("a.b.open", "a.b.reading")
@scenario("a.b.two", "a.b.three")
def test_two():
    with step("a.b.two"): something("a.b.other")
@adproof.law("a.b.four")
def law(answer): step(name)
"""


def test_ids_are_read_by_the_word_that_names_them(tmp_path):
    (tmp_path / "test_a.py").write_text(TEXT)
    assert selection.ids_named(tmp_path / "test_a.py") == {
        "requirement": ("a.b.one",),
        "follows": ("a.b.open",),
        "scenario": ("a.b.two", "a.b.three"),
        "step": ("a.b.two",),
        "law": ("a.b.four",),
    }


def test_a_file_belongs_to_the_contract_of_its_folder(tmp_path):
    assert selection.contract_of(SUITES / "search" / "test_limit.py") == "search"
    assert selection.contract_of(SUITES / "conftest.py") is None
    assert selection.contract_of(tmp_path / "search" / "test_limit.py") is None
    assert {each.parent.name for each in selection.suite_files()} == set(CONTRACTS)


@pytest.mark.process
def test_only_what_is_chosen_is_run_and_a_law_gets_the_tests_of_its_topic(tmp_path, serve):
    tiny, server = Tiny(tmp_path), serve({None: answer('{"things": ["a"]}')})
    tiny.aim(server.address)
    assert tiny.judge("--only", "user_ads.things.answers-are-json")[0] == 0
    assert tiny.verdicts() == {"things.answers-are-json": "passed"}
    assert "/things" in server.paths()
    assert "/first" not in server.paths()
    server.seen.clear()
    assert tiny.judge("--only", "user_ads.steps.*")[0] == 0
    assert set(server.paths()) == {"/first", "/v1/users/1/advertisements"}
    status, out, _ = ended(tiny.start("run", tiny.target, "--contract", "search", "--report-dir", tiny.report))
    assert status == 5, out
