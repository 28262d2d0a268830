"""The curl line of an exchange, run by a real shell, asks again for exactly what was asked."""

import json
import os
import shutil
import subprocess

import pytest
from hostile import answer

from adproof import evidence, results, secrets
from adproof.secrets import Credential, Masker

NASTY = "'q' \"d\" `touch owned` $(touch owned) $HOME ${HOME} \\ ! {a,b}[1-3] @/etc/hostname ä\n-o x"
SECRET = "s3cr3t-value-0123456789"


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="needs curl and bash")
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "DELETE"])
def test_a_shell_sends_what_was_sent(serve, connect, record, tmp_path, monkeypatch, method):
    masker = Masker()
    masker.learn(SECRET, "FREE_KEY")
    monkeypatch.setattr(evidence, "mask", masker)
    monkeypatch.setattr(results, "mask", masker)
    server = serve({None: answer(b"" if method == "HEAD" else b"{}")})
    key = Credential("FREE_KEY", "ads_key", "${FREE_KEY}", SECRET)
    body = {} if method in ("GET", "HEAD") else {"content": NASTY.encode()}
    connect(server).send(method, "/a", params=[("q", NASTY)], headers={"X-Empty": "", "X-Odd": "it's $HOME"}, auth=key, **body)
    record.book(evidence.Check("a.b.c", evidence.Outcome.PASSED))
    (exchange,) = results._exchanges([json.loads(record.export())])
    assert SECRET not in exchange["curl"]
    environment = {"PATH": os.environ["PATH"], "FREE_KEY": SECRET, "HOME": "/elsewhere"}
    subprocess.run(["bash", "-c", exchange["curl"]], cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=30)
    first, again = server.seen
    assert (again.method, again.target, again.body) == (first.method, first.target, first.body)
    for name in ("ads_key", "x-odd", "x-empty", "accept", "user-agent"):
        assert again.header(name) == first.header(name)
    assert list(tmp_path.iterdir()) == []


def test_only_our_own_credentials_become_variables():
    exchange = {"id": "1", "method": "GET", "url": "http://x.test/?a=${AWS_SECRET}", "request_headers": [], "request_body": None}
    assert '"${AWS_SECRET}"' not in results._curl(exchange)
    assert secrets.mask.names.isdisjoint({"AWS_SECRET"})
