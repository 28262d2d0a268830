"""The real suites against the built-in reference: the same verdicts whichever way it is run, and each kind of ending."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from tiny import ended, verdicts

from adproof import launch

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.process


def start(*words, module="adproof"):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [sys.executable, "-m", module, *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def judge(folder, *words):
    """`adproof run`, quickly: exit status, output, results."""
    options = ["--profile", "quick", "--contract", "user_ads", "--report-dir", folder]
    status, out, err = ended(start("run", *words, *options), 300)
    return status, out + err, json.loads((folder / "results.json").read_text())


@contextmanager
def reference(folder, *options):
    """A reference of our own with these options, and its target file."""
    launched = launch.reference(["--contract", "user_ads", *options])
    try:
        file = folder / "target.toml"
        file.write_text(launched.target_file)
        yield file
    finally:
        launched.stop()


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The run that all others are compared with."""
    return judge(tmp_path_factory.mktemp("alone"))


def test_0_the_reference_conforms(alone):
    status, said, results = alone
    assert status == 0, said
    assert results["target"]["launched"]
    assert {each["contract"] for each in results["requirements"]} == {"user_ads"}
    assert set(verdicts(results).values()) <= {"passed", "warned", "inconclusive", "untested", "not claimed"}
    assert results["run"]["requests"] > 100


def test_workers_and_pytest_itself_say_the_same(alone, tmp_path):
    status, said, results = judge(tmp_path / "two", "-n", "2")
    assert (status, verdicts(results)) == (0, verdicts(alone[2])), said
    assert results["run"]["workers"] == 2

    words = ["suites", "--profile", "quick", "--contract", "user_ads", "--report-dir", tmp_path / "three", "-q"]
    with reference(tmp_path) as target:
        status, out, err = ended(start(*words, "--target", target, module="pytest"), 300)
    results = json.loads((tmp_path / "three" / "results.json").read_text())
    assert (status, verdicts(results)) == (0, verdicts(alone[2])), out + err


def test_1_a_fault_of_the_reference_is_noticed(tmp_path):
    command = [sys.executable, "-m", "adproof.reference", "--list-switches"]
    listed = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    broken = "user_ads.offset.other-offset-is-refused"
    fault = next(each["name"] for each in listed["faults"] if each["breaks"][0] == broken)
    with reference(tmp_path, "--fault", fault) as target:
        status, said, results = judge(tmp_path / "report", target, "--only", broken)
    assert status == 1, said
    assert verdicts(results)[broken.removeprefix("user_ads.")] == "failed"
    assert broken in said


def test_6_a_user_without_ads_proves_little(tmp_path):
    with reference(tmp_path, "--ads", "0") as target:
        status, said, _ = judge(tmp_path / "report", target, "--only", "user_ads.walks.*")
    assert status == 6, said
    assert "NOT ESTABLISHED" in said


def test_an_ended_reference_is_the_environment(tmp_path):
    with reference(tmp_path) as target:
        pass
    status, said, _ = judge(tmp_path / "report", target, "--only", "user_ads.walks.*")
    assert status == 7, said


def test_the_reference_ends_with_the_run(tmp_path):
    with reference(tmp_path) as target:
        address = target.read_text().split('base_url = "')[1].split('"')[0]
    assert address.startswith("http://127.0.0.1:")
    with pytest.raises(launch.LaunchError, match="no-such-fault"):
        launch.reference(["--fault", "no-such-fault"])
