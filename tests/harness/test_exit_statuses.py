"""Each exit status, from the real process against a real target; whatever happens, what was gathered is reported."""

import os
import signal
import socket
import time

import pytest
from hostile import answer
from tiny import Tiny, ended, interrupted

GOOD = answer('{"things": ["a", "b"]}')
ALL_WELL = {
    "things.list-is-served": "passed",
    "things.names-are-texts": "passed",
    "things.names-are-short": "passed",
    "things.order-is-one": "passed",
    "things.answers-are-json": "passed",
    "things.others-are-hidden": "not claimed",
    "things.things-last-for-years": "untested",
    "steps.first-comes-first": "passed",
    "steps.second-follows": "passed",
}
pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return Tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def tiny(home):
    """The small project as it was written."""
    before = {each.name: each.read_text() for each in home.suite.glob("*.*")}
    yield home
    for each in home.suite.glob("*.py"):
        if each.name not in before:
            each.unlink()
    home.write(before)


@pytest.fixture
def target(serve, tiny):
    """A conforming target that the project aims at."""
    server = serve({None: GOOD})
    tiny.aim(server.address)
    return server


def waiver(requirement, signature, expires="2999-01-01"):
    rows = {"requirement": requirement, "signature": signature, "reason": "known", "owner": "team"}
    return "\n".join(["[[waivers]]", *(f'{key} = "{value}"' for key, value in rows.items()), f"expires = {expires}"])


def test_0_conformant_whichever_way_it_is_run(tiny, target):
    status, out, _ = tiny.judge()
    assert status == 0
    assert "CONFORMANT: all 5 judged musts are kept" in out
    assert tiny.verdicts() == ALL_WELL
    first = tiny.results()
    assert (first["verdict"]["code"], first["verdict"]["name"], first["run"]["complete"]) == (0, "conformant", True)
    assert sorted(each.name for each in tiny.report.iterdir()) == [
        "junit.xml", "report.html", "results.json", "summary.md", "traffic.har",
    ]  # fmt: skip

    assert tiny.judge("-n", "2")[0] == 0
    assert tiny.verdicts() == ALL_WELL
    assert len({each["id"] for each in tiny.results()["exchanges"]}) == len(tiny.results()["exchanges"])

    words = ["suites", "-p", "adproof.plugin", "-p", "no:schemathesis", "--target", tiny.target, "--report-dir", tiny.report]
    status, out, err = ended(tiny.start(*words, "--profile", "quick", module=("pytest",)))
    assert (status, tiny.verdicts()) == (0, ALL_WELL), out + err


def test_1_a_must_failed_and_the_proof_is_printed(tiny, target):
    target.answers["/things"] = answer('{"things": [1]}')
    status, out, _ = tiny.judge()
    assert status == 1
    assert tiny.verdicts() == {**ALL_WELL, "things.names-are-texts": "failed"}
    assert "asked     GET /things?limit=" in out
    assert "expected  texts" in out
    assert "received  [1]" in out
    assert "NOT CONFORMANT: 1 of 5 judged musts fail" in out
    (row,) = [each for each in tiny.results()["requirements"] if each["verdict"] == "failed"]
    assert row["checks"][0]["exchanges"][0] in {each["id"] for each in tiny.results()["exchanges"]}
    assert (tiny.report / "repro" / "user_ads.things.names-are-texts").is_dir()


def test_1_a_broken_law_and_a_broken_step_are_booked_on_their_own(tiny, target):
    target.answers["/first"] = answer("<html>", "404 Not Found")
    assert tiny.judge("-n", "2")[0] == 1
    changed = {"things.answers-are-json": "failed", "steps.first-comes-first": "failed", "steps.second-follows": "inconclusive"}
    assert tiny.verdicts() == {**ALL_WELL, **changed}
    (row,) = [each for each in tiny.results()["requirements"] if each["id"] == "user_ads.steps.second-follows"]
    assert "blocked: user_ads.steps.first-comes-first" in row["reason"]


def test_1_a_should_gates_only_when_asked(tiny, target):
    target.answers["/things"] = answer('{"things": ["a"], "filler": "' + "x" * 500 + '"}')
    assert tiny.judge()[0] == 0
    assert tiny.verdicts()["things.names-are-short"] == "warned"
    assert tiny.judge("--fail-on", "should")[0] == 1


@pytest.mark.parametrize(("number", "workers"), [(signal.SIGINT, "0"), (signal.SIGTERM, "0"), (signal.SIGTERM, "2")])
def test_2_an_interrupted_run_reports_what_it_has(tiny, target, number, workers):
    target.answers["/first"] = lambda connection, request: target.done.wait(60)
    # the other tests come first by name, in one process and in two
    tiny.write({"test_zteps.py": (tiny.suite / "test_steps.py").read_text()})
    (tiny.suite / "test_steps.py").unlink()
    run = tiny.start("run", tiny.target, "--profile", "quick", "--report-dir", tiny.report, "-n", workers)
    begin = time.monotonic()
    status, out, err = interrupted(run, target, "/first", number)
    assert status == 2, out + err
    assert time.monotonic() - begin < 45
    assert "INTERRUPTED" in out
    if workers == "0":
        assert tiny.verdicts()["things.list-is-served"] == "passed"
    assert tiny.results()["run"]["complete"] is False
    assert (tiny.report / "report.html").is_file()


def test_3_a_report_that_cannot_be_written_is_our_error(tiny, target):
    (tiny.folder / "file").write_text("in the way")
    status, out, err = ended(tiny.start("run", tiny.target, "--report-dir", tiny.folder / "file" / "below"))
    assert status == 3
    assert "report directory cannot be written" in out + err
    assert "Traceback" not in out + err


def test_3_a_reference_that_does_not_start_is_our_error(tiny):
    status, out, err = ended(tiny.start("run", "--report-dir", tiny.report))
    assert status == 3
    assert "the reference did not start" in out + err
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("test_own.py", "{MARK}\ndef test_x(things):\n    things()\n    {}['x']\n", "KeyError: 'x' (in test_own.py:7)"),
        ("test_own.py", "{MARK}\ndef test_x(no_such_fixture):\n    pass\n", "no_such_fixture"),
        ("test_own.py", "import no_such_module\n", "cannot be loaded"),
        (
            "laws_own.py",
            "@adproof.law('user_ads.things.answers-are-json')\ndef x(answer):\n    return 1 / 0\n",
            "ZeroDivisionError",
        ),
    ],
)
def test_3_a_mistake_in_a_suite_is_ours_and_never_the_target_s(tiny, target, file, text, says):
    mark = "@adproof.requirement('user_ads.things.list-is-served')"
    tiny.write({file: "import adproof\n\n\n" + text.replace("{MARK}", mark)})
    status, out, err = tiny.judge()
    assert status == 3, out + err
    assert "NO VERDICT: adproof itself made a mistake" in out
    assert says in out + err
    assert "failed" not in tiny.verdicts().values()


def test_3_a_worker_that_is_killed_leaves_a_report(tiny, target):
    text = "import os, signal\nimport adproof\n\n\n@adproof.requirement('user_ads.things.list-is-served')\n"
    tiny.write({"test_killed.py": text + "def test_x():\n    os.kill(os.getpid(), signal.SIGKILL)\n"})
    status, out, err = tiny.judge("-n", "2")
    assert status == 3, out + err
    assert "a worker ended in the middle of" in out
    assert tiny.verdicts()["things.order-is-one"] == "passed"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["run", "nowhere.toml"], "nowhere.toml cannot be read"),
        (["run", "target.toml", "--only", "user_ads.thing.*"], "no requirement matches 'user_ads.thing.*'. Did you mean"),
        (["run", "target.toml", "--contract", "serch"], "no contract is called 'serch'. Did you mean 'search'?"),
        (["run", "target.toml", "--profile", "quik"], "no profile is called 'quik'. Did you mean 'quick'?"),
        (["run", "target.toml", "--sead", "3"], "--sead"),
        (["rn"], "rn"),
        (["explain", "user_ads.things.list-is-servd"], "Did you mean 'user_ads.things.list-is-served'?"),
    ],
)
def test_4_wrong_usage_is_one_line(tiny, target, words, says):
    status, out, err = ended(tiny.start(*words))
    assert status == 4, out + err
    assert says in err
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in out + err
    assert target.seen == []


@pytest.mark.parametrize(
    ("more", "environment", "says"),
    [
        ("[user_ads", {}, "target.toml is not valid TOML"),
        ("usr = 2", {}, "unknown key targets.target.user_ads.usr. Did you mean 'user'?"),
        ("", {"TINY_TOKEN": ""}, "needs the environment variable TINY_TOKEN"),
        (waiver("user_ads.things.list-is-servd", "x"), {}, "Did you mean 'user_ads.things.list-is-served'?"),
    ],
)
def test_4_a_wrong_target_file_is_one_line(tiny, target, more, environment, says):
    tiny.aim(target.address, more)
    status, out, err = tiny.judge(**environment)
    assert status == 4, out + err
    assert says in err
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in out + err


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize(
    ("id", "says"),
    [
        ("user_ads.things.list-is-servd", "Did you mean 'user_ads.things.list-is-served'?"),
        ("user_ads.things.things-last-for-years", "is listed as untested"),
    ],
)
def test_4_a_test_of_what_is_not_to_be_tested_stops_the_run(tiny, target, workers, id, says):
    tiny.write({"test_own.py": f"import adproof\n\n\n@adproof.requirement({id!r})\ndef test_x():\n    pass\n"})
    status, out, err = tiny.judge("-n", workers)
    assert status == 4, out + err
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_5_nothing_that_was_chosen_is_claimed(tiny, target):
    assert tiny.judge("--only", "user_ads.things.others-*")[0] == 5
    assert tiny.verdicts() == {"things.others-are-hidden": "not claimed"}
    assert tiny.judge("--only", "*.things-last-for-years")[0] == 5


def test_6_a_must_without_a_witness_is_not_established(tiny, target):
    target.answers["/things"] = answer('{"things": []}')
    status, out, _ = tiny.judge()
    assert status == 6
    assert tiny.verdicts() == {**ALL_WELL, "things.names-are-texts": "inconclusive"}
    assert "saw no things" in out


def test_7_nobody_there(tiny):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        tiny.aim(f"http://127.0.0.1:{listener.getsockname()[1]}")
    status, out, _ = tiny.judge()
    assert status == 7
    assert "NO VERDICT: the environment is in the way" in out
    assert "is the target running and reachable from here?" in out
    assert tiny.results()["verdict"]["code"] == 7


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (answer("{}", "401 Unauthorized"), "the target refuses TINY_TOKEN (401 Unauthorized)"),
        (answer("{}", "429 Too Many Requests", ("Retry-After: 3600",)), "throttled without end"),
        (answer("{}", "503 Service Unavailable", ("Retry-After: 3600",)), "the gateway answered 503"),
        ("https", "SSL"),
    ],
)
def test_7_the_environment_is_in_the_way(tiny, target, trouble, says):
    tiny.aim(target.address.replace("http", trouble)) if trouble == "https" else target.answers.update({None: trouble})
    status, out, err = tiny.judge()
    assert status == 7, out + err
    assert says in out + err
    assert "failed" not in tiny.verdicts().values()


def test_7_a_target_that_goes_away_in_the_middle(tiny, target):
    def leaves(connection, request):
        target.__exit__()
        return False

    target.answers["/first"] = leaves
    status, out, err = tiny.judge()
    assert status == 7, out + err
    assert tiny.verdicts()["steps.second-follows"] == "inconclusive"


def test_8_waivers_that_are_stale_or_expired(tiny, target):
    tiny.aim(target.address, waiver("user_ads.things.list-is-served", "an-array-of-things"))
    assert tiny.judge()[0] == 8
    assert tiny.results()["waivers"][0]["state"] == "stale"

    target.answers["/things"] = answer('{"things": 5}')
    status, out, err = tiny.judge()
    assert tiny.verdicts()["things.list-is-served"] == "waived", out + err
    assert status == 6  # nothing is left that could be named by a text
    tiny.aim(target.address, waiver("user_ads.things.list-is-served", "an-array-of-things", "2020-01-01"))
    assert tiny.judge()[0] == 1
    assert tiny.results()["waivers"][0]["state"] == "expired"


def test_a_killed_run_leaves_its_journal(tiny, target):
    target.answers["/first"] = lambda connection, request: os.kill(run.pid, signal.SIGKILL)
    tiny.write({"test_zteps.py": (tiny.suite / "test_steps.py").read_text()})
    (tiny.suite / "test_steps.py").unlink()
    run = tiny.start("run", tiny.target, "--profile", "quick", "--report-dir", tiny.report)
    assert ended(run)[0] == -signal.SIGKILL
    assert "user_ads.things.list-is-served" in (tiny.report / "journal.jsonl").read_text()
