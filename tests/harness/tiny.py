"""adproof as shipped, with a catalogue and a suite of a few lines, in a folder of its own: what the process does, quickly.

The package is copied, because it finds its suites beside itself; the reference stays out, so that it cannot be launched.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import adproof
from adproof import places, schemas

DOCUMENT = """
title = "A small document"
publisher = "A publisher"
address = "https://docs.example.test/"
language = "en"
read = 2026-11-21
"""
ROWS = {
    "things.toml": """
[list-is-served]
statement = "The list of things is an array."
section = "Things"
strength = "must"
origin = "document"
[names-are-texts]
statement = "Every thing is named by a text."
section = "Things"
strength = "must"
origin = "document"
[names-are-short]
statement = "Names are no longer than ten characters."
section = "Things"
strength = "should"
origin = "wider"
[order-is-one]
statement = "Things come in one order."
section = "Things"
strength = "open"
origin = "derived"
readings = { up = "smallest first", down = "largest first" }
[answers-are-json]
statement = "Every answer is JSON."
section = "Things"
strength = "must"
origin = "document"
[others-are-hidden]
statement = "Things of others are not listed."
section = "Things"
strength = "must"
origin = "document"
needs = ["user_ads.other_user"]
[things-last-for-years]
statement = "A thing stays for ten years."
section = "Things"
strength = "must"
origin = "document"
untested = "a run does not last for years"
""",
    "steps.toml": """
[first-comes-first]
statement = "The first step is made."
section = "Steps"
strength = "must"
origin = "document"
[second-follows]
statement = "The second step follows the first."
section = "Steps"
strength = "must"
origin = "document"
""",
}
SUITE = {
    "conftest.py": """
import pytest


@pytest.fixture(scope="session")
def things(connect, target):
    client = connect("user_ads")
    auth = target.user_ads.authorization
    return lambda path="/things", **more: client.send("GET", path, operation="listThings", auth=auth, **more)
""",
    "laws.py": """
from adproof import expect, law, witness


@law("user_ads.things.answers-are-json")
def answers_are_json(answer):
    witness(1, "answers")
    expect(answer.json_problem is None, expected="JSON", received=answer.text[:200], of=answer)
""",
    "test_things.py": """
from hypothesis import given
from hypothesis import strategies as st

from adproof import expect, follows, requirement, witness


@requirement("user_ads.things.list-is-served")
def test_the_list_is_an_array(things):
    got = things()
    witness(1, "lists")
    expect(isinstance(got.json.get("things"), list), expected="an array of things", received=f"{got.text[:200]}", of=got)


@requirement("user_ads.things.names-are-texts")
@given(limit=st.integers(1, 5))
def test_names_are_texts(things, limit):
    got = things(params=[("limit", limit)])
    names = got.json["things"] if isinstance(got.json.get("things"), list) else []
    witness(names, "things")
    expect(all(isinstance(each, str) for each in names), expected="texts", received=f"{names}", of=got)


@requirement("user_ads.things.names-are-short")
def test_names_are_short(things):
    got = things()
    witness(1, "lists")
    expect(len(got.text) < 400, expected="short names", received="long ones", of=got)


@requirement("user_ads.things.order-is-one")
def test_the_order_is_one(things):
    got = things()
    follows("user_ads.things.order-is-one", "up" if got.text == got.text else "down", of=got)


@requirement("user_ads.things.others-are-hidden")
def test_others_are_hidden(things):
    witness(1, "lists")
""",
    "test_steps.py": """
from adproof import expect, scenario, step, witness


@scenario("user_ads.steps.first-comes-first", "user_ads.steps.second-follows")
def test_the_steps(things):
    with step("user_ads.steps.first-comes-first"):
        witness(1, "steps")
        expect(things("/first").status == 200, expected="200", of=things("/first"))
    with step("user_ads.steps.second-follows"):
        witness(1, "steps")
""",
}
TARGET = """
[user_ads]
base_url = "{address}"
user = 1
authorization = "Bearer ${{TINY_TOKEN}}"
"""
TOKEN = "t0k3n/with+odd=parts&0123456789abcdef"


class Tiny:
    """A folder with adproof, a small suite and a target file."""

    def __init__(self, folder):
        self.folder, self.report, self.target = folder, folder / "report", folder / "target.toml"
        here = Path(adproof.__file__).parent
        ignore = shutil.ignore_patterns("reference", "_data")  # compiled files stay valid, for times are copied, too
        shutil.copytree(here, folder / "src" / "adproof", ignore=ignore)
        shutil.copytree(places.SCHEMAS / "adproof", folder / "schemas" / "adproof")
        self.suite = folder / "suites" / "user_ads"
        self.suite.mkdir(parents=True)
        self.write({"document.toml": DOCUMENT, **ROWS, **SUITE})

    def write(self, files):
        for name, text in files.items():
            (self.suite / name).write_text(text)

    def aim(self, address, more=""):
        """Write a target file for a server, with further lines of TOML."""
        self.target.write_text(TARGET.format(address=address) + more)

    def start(self, *words, module=("adproof",), **environment):
        """`python -m adproof ...` as a process."""
        shutil.rmtree(self.report, ignore_errors=True)
        passed = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
        passed |= {"PYTHONPATH": str(self.folder / "src"), "TINY_TOKEN": TOKEN, "PYTHONDONTWRITEBYTECODE": "1", **environment}
        command = [sys.executable, "-m", *module, *map(str, words)]
        heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background job would ignore interrupts
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=self.folder, env=passed, text=True, preexec_fn=heeding, **pipes)

    def judge(self, *words, **more):
        """`adproof run` against the target file: exit status, output, errors."""
        return ended(self.start("run", self.target, "--profile", "quick", "--report-dir", self.report, *words, **more))

    def results(self):
        """What the run says, after a look whether it is said in the published form."""
        results = json.loads((self.report / "results.json").read_text())
        assert schemas.check("adproof/results.schema.json", results) == []
        return results

    def verdicts(self):
        return verdicts(self.results())


def verdicts(results):
    return {each["id"].removeprefix("user_ads."): each["verdict"] for each in results["requirements"]}


def ended(process, seconds=90):
    out, err = process.communicate(timeout=seconds)
    return process.returncode, out, err


def interrupted(process, server, path, number):
    """Send a signal as soon as the server was asked for `path`."""
    patience = time.monotonic() + 60
    while path not in server.paths() and process.poll() is None and time.monotonic() < patience:
        time.sleep(0.02)
    process.send_signal(number)
    return ended(process)
