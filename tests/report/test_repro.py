"""The scripts: run by bash against a real server, they send exactly what was recorded."""

import json
import os
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adproof.report import curl, repro
from adproof.report.files import replace_folder
from adproof.report.model import Exchange, read

pytestmark = pytest.mark.process
ID = "user_ads.paging.offset-is-a-multiple-of-limit"
NASTY = [
    "'quotes' \"double\" `back` $(touch owned) $HOME ${HOME} \\ !history",
    "line\nbreak\r\n\ttab",
    "Größe 😀 \u202etxt.exe\x1b[31m",
    "--data-raw @/etc/hostname",
    "-o owned",
    "@/etc/hostname",
    "a{1,2}[3-4]*?~",
    "",
    "\x00binary\x00",
    "x" * 150_000,
]


class Recorder(BaseHTTPRequestHandler):
    def answer(self):
        length = int(self.headers.get("content-length") or 0)
        self.server.seen.append((self.command, self.path, self.headers, self.rfile.read(length)))
        self.send_response(200)
        self.send_header("content-length", "20")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"\x1b[2Jhostile \x1b]0;x\x07 !!")

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = answer  # noqa: N815  # names of http.server

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        server.seen = []
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def recorded(server, **changes):
    base = {"id": "x1", "contract": "user_ads", "method": "POST", "url": f"http://127.0.0.1:{server.server_port}/ads?a=1"}
    base |= {"request_headers": [["Authorization", "Bearer ${SELLER_TOKEN}"]], "request_body": None, "status": 200}
    return base | changes


def run_script(sample, directory, exchanges, **environment):
    failed = next(each for each in sample["requirements"] if each["id"] == ID)
    failed["checks"] = [failed["checks"][0] | {"exchanges": [each["id"] for each in exchanges]}]
    sample["exchanges"], sample["requirements"] = exchanges, [failed]
    replace_folder(directory / "repro", repro.files(read(sample)))
    script = directory / "repro" / ID / "reproduce.sh"
    assert os.access(script, os.X_OK)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": "/nowhere", **environment}
    return subprocess.run(["bash", script], capture_output=True, cwd=directory, env=environment, timeout=60, check=False)


@pytest.fixture(autouse=True)
def tools():
    assert shutil.which("bash"), "the scripts are for bash and curl"
    assert shutil.which("curl"), "the scripts are for bash and curl"


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_a_body_arrives_as_it_was_recorded(sample, server, tmp_path, nasty):
    done = run_script(sample, tmp_path, [recorded(server, request_body=nasty)], SELLER_TOKEN='it\'s a "secret" $x')

    assert done.returncode == 0, done.stderr
    [(method, path, headers, body)] = server.seen
    assert (method, path, body) == ("POST", "/ads?a=1", nasty.encode())
    assert headers["Authorization"] == 'Bearer it\'s a "secret" $x'
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize("nasty", [each for each in NASTY if each.isprintable() and each.isascii() and len(each) < 1_000])
def test_headers_and_address_arrive_as_they_were_recorded(sample, server, tmp_path, nasty):
    address = f"http://127.0.0.1:{server.server_port}/" + "a{1,2}[3]/../x?q=%27%22$(id)`x`&b=c d"
    headers = [["X-Nasty", nasty], ["accept", "*/*"], ["Host", "ignored"], ["Content-Length", "99"]]

    done = run_script(sample, tmp_path, [recorded(server, method="GET", url=address, request_headers=headers)])

    assert done.returncode == 0, done.stderr
    [(_, path, came, _)] = server.seen
    assert path == "/a{1,2}[3]/../x?q=%27%22$(id)`x`&b=c%20d"
    assert came["X-Nasty"] == nasty.strip()
    assert came["User-Agent"] is None


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
def test_every_method_is_sent_as_such(sample, server, tmp_path, method):
    assert run_script(sample, tmp_path, [recorded(server, method=method)], SELLER_TOKEN="x").returncode == 0
    assert server.seen[0][0] == method


def test_a_story_of_several_requests_is_told_in_order_and_says_what_to_expect(sample, server, tmp_path):
    story = [recorded(server, id="a", method="POST", note="setup", status=201), recorded(server, id="b", method="GET")]

    done = run_script(sample, tmp_path, story, SELLER_TOKEN="x")

    assert [method for method, *_ in server.seen] == ["POST", "GET"]
    said = done.stdout.decode()
    assert "-- status 200, recorded 201" in said
    assert "expected  400 pagination-invalid" in said
    assert "\x1b" not in said


def test_a_missing_credential_is_named_and_nothing_is_sent(sample, server, tmp_path):
    done = run_script(sample, tmp_path, [recorded(server)])

    assert done.returncode != 0
    assert b"set SELLER_TOKEN" in done.stderr
    assert server.seen == []


def test_only_the_target_files_own_credentials_become_variables(sample, server, tmp_path):
    body = "what a target says: ${PATH} <credential PATH> ${SELLER_TOKEN}"

    run_script(sample, tmp_path, [recorded(server, request_body=body)], SELLER_TOKEN="mine")

    assert server.seen[0][3] == b"what a target says: ${PATH} <credential PATH> mine"


def test_the_exchange_is_kept_as_data_too(sample, server, tmp_path, hostile):
    run_script(sample, tmp_path, [recorded(server, response_body=hostile)], SELLER_TOKEN="x")

    data = json.loads((tmp_path / "repro" / ID / "exchange.json").read_text())

    assert data["requirement"] == ID
    assert data["exchanges"][0]["response_body"] == hostile


def test_a_folder_cannot_leave_its_place():
    assert curl.folder_name("../../etc") == curl.folder_name("../../etc")
    assert "/" not in curl.folder_name("../../etc")
    assert not curl.folder_name(".hidden").startswith(".")


@pytest.mark.parametrize("nasty", [each for each in NASTY if not curl.needs_file(each)])
def test_the_pasted_line_sends_the_same(server, tmp_path, nasty):
    exchange = Exchange("x", method="POST", url=f"http://127.0.0.1:{server.server_port}/", request_body=nasty)

    line = curl.command(exchange, frozenset())

    subprocess.run(["bash", "-c", curl.as_bytes(line)], check=True, capture_output=True, cwd=tmp_path, timeout=30)
    assert server.seen[0][3] == nasty.encode()


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_characters="\0"), max_size=40))
@example(text="''\\'\n")
@example(text="\ud83d")
@example(text="\x7f1")
def test_a_quoted_word_is_one_word_whatever_it_holds(text):
    done = subprocess.run(["bash", "-c", curl.as_bytes(f"printf '<%s>' {curl.quote(text)}")], capture_output=True, check=True)

    assert done.stdout == b"<" + curl.as_bytes(text) + b">"
