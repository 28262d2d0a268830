"""No credential leaves a run: not in a report, not in a journal, not on a screen, whatever the target gives back."""

import base64
import json
import os
import re
import signal
from urllib.parse import quote, quote_plus

import pytest
from hostile import answer
from tiny import TOKEN, Tiny, ended

pytestmark = pytest.mark.process
FORMS = {
    TOKEN,
    quote(TOKEN, safe=""),
    re.sub("%..", lambda found: found.group().lower(), quote(TOKEN, safe="")),
    quote_plus(TOKEN),
    json.dumps(TOKEN)[1:-1],
    TOKEN.replace("/", "\\/"),
    base64.b64encode(TOKEN.encode()).decode().rstrip("="),
    base64.b64encode(f"Bearer {TOKEN}".encode()).decode().rstrip("="),
    base64.urlsafe_b64encode(f"Bearer {TOKEN}".encode()).decode().rstrip("="),
}


def echo(connection, request):
    """Everything that was asked, in headers and body, as often as it takes; and it is wrong, too."""
    said = request.header("authorization")[0]
    every = [said, quote(said, safe=""), base64.b64encode(said.encode()).decode(), TOKEN.replace("/", "\\/"), *request.headers]
    body = json.dumps({"things": every, "query": request.target, "message": f"no: {said}", "more": [said] * 2000})
    headers = ("Content-Type: application/json", f"X-Echo: {said}", f"X-Coded: {quote(said)}", f"Set-Cookie: s={quote(said)}")
    return answer(body, "418 No", headers)


@pytest.fixture
def tiny(tmp_path, serve):
    home = Tiny(tmp_path)
    server = serve({None: echo, "/v1/users/1/advertisements": answer('{"things": []}')})
    home.aim(server.address)
    leak = """
from adproof import expect, inconclusive, requirement, step, weak, witness
from adproof.evidence import attach


@requirement("user_ads.things.list-is-served")
def test_it_talks(things, target):
    secret = target.user_ads.authorization.value
    print("said on the way", secret)
    got = things("/things/" + secret.split()[1], params=[("key", secret)])
    witness(1, f"lists of {secret}")
    weak(f"more of {secret}")
    attach("timeline", {"title": secret})
    expect(False, expected=f"not {secret}", received=got.text, of=got, pointer=secret)


@requirement("user_ads.things.names-are-texts")
def test_it_crashes(things, target):
    raise KeyError(target.user_ads.authorization.value)


@requirement("user_ads.things.names-are-short")
def test_it_gives_up(things, target):
    inconclusive(target.user_ads.authorization.value)


@requirement("user_ads.things.order-is-one")
def test_it_asserts(things, target):
    assert target.user_ads.authorization.value == 5
"""
    home.write({"test_leak.py": leak})
    home.server = server
    return home


def leaks(folder, *printed):
    """Where a form of the token stands."""
    texts = {str(each): each.read_bytes().decode("utf-8", "replace") for each in folder.rglob("*") if each.is_file()}
    texts |= {f"output {number}": text for number, text in enumerate(printed)}
    return [(name, form) for name, text in texts.items() for form in FORMS if form in text]


@pytest.mark.parametrize("words", [(), ("-n", "2"), ("--", "-v", "-l", "--tb=long", "-s")], ids=["plain", "workers", "talkative"])
def test_nothing_that_is_written_or_printed_holds_the_token(tiny, words):
    status, out, err = tiny.judge(*words)
    assert status == 3  # the crash above
    assert any(TOKEN in value for each in tiny.server.seen for value in each.header("authorization"))
    printed = out.replace(f"said on the way Bearer {TOKEN}", "") if "-s" in words else out  # what a test prints itself with -s
    assert leaks(tiny.report, printed, err) == []
    assert "${TINY_TOKEN}" in (tiny.report / "results.json").read_text()
    assert (tiny.report / "repro").is_dir()


def test_the_journal_of_a_killed_run_holds_no_token(tiny):
    tiny.server.answers["/first"] = lambda connection, request: os.kill(run.pid, signal.SIGKILL)
    tiny.write({"test_zteps.py": (tiny.suite / "test_steps.py").read_text()})
    (tiny.suite / "test_steps.py").unlink()
    run = tiny.start("run", tiny.target, "--profile", "quick", "--report-dir", tiny.report)
    status, out, err = ended(run)
    assert status == -signal.SIGKILL
    assert (tiny.report / "journal.jsonl").stat().st_size > 10_000
    assert leaks(tiny.report, out, err) == []


def test_a_token_that_is_an_ordinary_word_changes_no_verdict(tiny):
    (tiny.suite / "test_leak.py").unlink()
    tiny.server.answers[None] = answer('{"things": ["a"]}')
    for word in ("things", "passed"):
        assert tiny.judge(TINY_TOKEN=word)[0] == 0
        assert set(tiny.verdicts().values()) == {"passed", "not claimed", "untested"}
