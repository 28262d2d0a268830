"""The one way to a target against servers that do everything wrong: bounded in time and size, and nothing leaks or spills."""

import gzip
import json
import resource
import socket
import threading
import time
import zlib

import pytest
from hostile import JSON, answer, chunked, closing, dripping

from adproof import wire
from adproof.answer import Unusable
from adproof.secrets import Credential
from adproof.transport import BadAddress
from adproof.words import EnvironmentProblem, ReadOnly

KEY = Credential("FREE_KEY", "ads_key", "${FREE_KEY}", "a-very-secret-key")


def test_an_ordinary_answer_is_read_and_recorded(serve, connect, record):
    server = serve({"/search": answer('{"ads": [1]}')})
    got = connect(server).send("GET", "/search", params=[("q", "ä b"), ("limit", 5)], operation="searchAds", auth=KEY)
    assert (got.status, got.json, got.broken, got.stray) == (200, {"ads": [1]}, None, b"")
    assert got.query == [("q", "ä b"), ("limit", "5")]
    assert server.seen[0].header("ads_key") == [KEY.value]
    assert record.pinned[got.exchange].operation == "searchAds"


def test_a_redirect_is_an_answer_and_nobody_follows_it(serve, connect):
    elsewhere = serve()
    server = serve({"/old": answer(b"", "302 Found", (f"Location: {elsewhere.address}/stolen",))})
    got = connect(server).send("GET", "/old", auth=KEY)
    assert got.status == 302
    assert got.headers["location"].endswith("/stolen")
    assert elsewhere.seen == []


@pytest.mark.parametrize("location", ["http://[broken", "http://a:b:c/", "\xff\xfe", "//", "http://x:99999999/"])
def test_a_redirect_to_nowhere_is_still_an_answer(serve, connect, location):
    server = serve({"/old": answer(b"", "301 Moved", ())[:-4] + b"\r\nLocation: " + location.encode("latin-1") + b"\r\n\r\n"})
    assert connect(server).send("GET", "/old").status == 301


def test_a_credential_does_not_travel_to_another_origin(serve, connect):
    home, elsewhere = serve(), serve()
    connect(home).send("GET", f"{elsewhere.address}/next?page=2", auth=KEY)
    connect(home).send("GET", f"{home.address}/next?page=2", auth=KEY)
    connect(home).send("GET", f"@127.0.0.1:{elsewhere.port}/", auth=KEY)
    assert [each.header("ads_key") for each in elsewhere.seen] == [[], []]
    assert home.seen[0].header("ads_key") == [KEY.value]


def test_no_cookie_is_kept(serve, connect, record):
    server = serve({"/": answer(headers=(*JSON, "Set-Cookie: session=very-private; Path=/"))})
    client = connect(server)
    client.send("GET", "/")
    client.send("GET", "/")
    assert [each.header("cookie") for each in server.seen] == [[], []]
    assert "very-private" not in record.export()


def test_headers_that_drip_end_with_the_deadline(serve, connect):
    server = serve()
    server.answers["/slow"] = dripping(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n", 0.05, server.done)
    begin = time.monotonic()
    with pytest.raises(EnvironmentProblem, match=r"did not answer within 0\.4 s"):
        connect(server, deadline=0.4).send("GET", "/slow")
    assert time.monotonic() - begin < 20


def test_a_body_that_drips_ends_with_the_deadline(serve, connect):
    server = serve()
    server.answers["/slow"] = dripping(answer(b"[1", length=10_000), b" ", 0.05, server.done)
    got = connect(server, deadline=0.4).send("GET", "/slow")
    assert got.status == 200
    assert got.broken == "not finished within 0.4 s"
    with pytest.raises(Unusable, match="not finished"):
        _ = got.json


def test_a_body_without_end_is_cut_off_in_memory_that_is_bounded(serve, connect):
    server = serve({"/endless": chunked(b"[" * 1_000_000, 300), "/after": answer('{"still": "here"}')})
    client = connect(server, deadline=60)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    got = client.send("GET", "/endless")
    assert got.broken == "larger than 32 MB"
    assert len(got.body) == wire.LARGEST_BODY
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250_000  # KiB
    assert client.send("GET", "/after").json == {"still": "here"}


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_defused(serve, connect, coding):
    shape = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
    bomb = b"".join([*(shape.compress(b"0" * 1_000_000) for _ in range(300)), shape.flush()])
    server = serve({"/bomb": answer(bomb, headers=(f"Content-Encoding: {coding}",))})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert connect(server, deadline=60).send("GET", "/bomb").broken == "larger than 32 MB"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250_000


RAW = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(b'{"ads": []}'),
    "x-gzip": gzip.compress(b'{"ads"') + gzip.compress(b": []}"),
    "deflate": zlib.compress(b'{"ads": []}'),
    "DEFLATE": RAW.compress(b'{"ads": []}') + RAW.flush(),
    "identity": b'{"ads": []}',
}


@pytest.mark.parametrize("coding", PACKED)
def test_codings_of_the_field_are_unpacked(serve, connect, coding):
    server = serve({"/": answer(PACKED[coding], headers=(*JSON, f"Content-Encoding: {coding}"))})
    got = connect(server).send("GET", "/")
    assert (got.json, got.broken) == ({"ads": []}, None)
    assert server.seen[0].header("accept-encoding") == ["gzip, deflate"]


NO_GZIP = {"no gzip": b"no gzip at all", "cut": gzip.compress(b"0" * 5000)[:40], "more": gzip.compress(b"[]") + b"rest"}


@pytest.mark.parametrize("body", NO_GZIP.values(), ids=NO_GZIP)
def test_what_is_no_gzip_is_said_to_be_none(serve, connect, body):
    server = serve({"/": answer(body, headers=("Content-Encoding: gzip",))})
    assert connect(server).send("GET", "/").broken == "undecodable"


def test_a_short_body_is_truncated_and_asked_for_once_more(serve, connect):
    def short(connection, request):
        connection.sendall(answer(b'{"ads": [1, 2', length=500))
        return False

    server = serve({"/short": short, "/once": [short, answer('{"ads": []}')]})
    got = connect(server).send("GET", "/short")
    assert (got.status, got.broken, got.retried) == (200, "truncated", 1)
    assert connect(server).send("GET", "/once").json == {"ads": []}
    assert connect(server).send("POST", "/short", json={}).broken == "truncated"
    assert [each.method for each in server.seen] == ["GET"] * 4 + ["POST"]


@pytest.mark.parametrize(
    "words",
    [
        b"\x16\x03\x01 what is HTTP?\r\n\r\n",
        b"SSH-2.0-OpenSSH_9\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"\r\n\r\n\r\n",
        b"\x00" * 500,
    ],
)
def test_what_is_no_http_is_an_answer_of_the_target(serve, connect, words):
    def babble(connection, request):
        connection.sendall(words)
        return False

    client = connect(serve({"/babble": babble}))
    client.send("GET", "/")
    got = client.send("GET", "/babble")
    assert got.status == 0
    assert got.received.startswith("no answer: ")
    assert got.json_or_none is None


@pytest.mark.parametrize("headers", [("X-Big: " + "x" * 2_000_000,), tuple(f"X-{n}: {'y' * 1000}" for n in range(2000))])
def test_huge_headers_are_refused(serve, connect, headers):
    client = connect(serve({"/huge": answer(headers=headers)}), deadline=20)
    client.send("GET", "/")
    got = client.send("GET", "/huge")
    assert got.status == 0
    assert len(got.received) < 400


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_a_body_where_none_may_be_does_not_spill_into_the_next_answer(serve, connect, status):
    server = serve({"/empty": answer(b'{"ghost": true}', status), "/next": answer('{"ads": []}')})
    client = connect(server)
    got = client.send("DELETE", "/empty")
    assert (got.body, got.stray) == (b"", b'{"ghost": true}')
    assert client.send("GET", "/next").json == {"ads": []}


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_bytes_beyond_the_end_do_not_spill_into_the_next_answer(serve, connect, method):
    server = serve({"/more": answer(b'{"ads": []}HTTP/1.1 200 OK\r\n', length=11), "/next": answer('{"next": 1}')})
    client = connect(server)
    got = client.send(method, "/more")
    assert (got.status, got.body) == (200, b"" if method == "HEAD" else b'{"ads": []}')
    assert got.stray.endswith(b"HTTP/1.1 200 OK\r\n")
    assert client.send("GET", "/next").json == {"next": 1}


def test_connections_are_used_again(serve, connect):
    server = serve()
    client = connect(server)
    for _ in range(20):
        client.send("GET", "/")
    assert server.connections == 1


def test_threads_share_a_client(serve, connect, record):
    def echo(connection, request):
        connection.sendall(answer(json.dumps({"path": request.target})))

    server = serve({None: echo, "/gone": answer(b"x", "204 No Content")})
    client, wrong = connect(server), []

    def ask(name):
        for number in range(25):
            got = client.send("GET", f"/{name}?n={number}")
            wrong.extend([got] if got.json != {"path": f"/{name}?n={number}"} else [])
            wrong.extend([got] if (got := client.send("DELETE", "/gone")).status != 204 else [])

    threads = [threading.Thread(target=ask, args=(f"t{number}",)) for number in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert wrong == []
    assert record.requests["search"] == 8 * 50


def test_ipv6_is_spoken(serve, connect):
    try:
        server = serve(family=socket.AF_INET6, host="::1")
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    assert connect(server).send("GET", "/", auth=KEY).status == 200
    assert server.seen[0].header("ads_key") == [KEY.value]


@pytest.mark.parametrize("address", ["http://[", "http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://a\x00b/", "http:///x"])
def test_an_odd_address_is_unusable_and_not_asked(serve, connect, address):
    with pytest.raises((BadAddress, EnvironmentProblem)):
        connect(serve()).send("GET", address)


def test_a_header_that_cannot_be_sent_is_unusable(serve, connect):
    with pytest.raises(BadAddress, match="cannot be sent"):
        connect(serve()).send("GET", "/", headers={"X-Odd": "a\r\nInjected: 1"})


def test_blanks_around_a_header_are_no_part_of_it(serve, connect):
    server = serve()
    assert connect(server).send("GET", "/", headers={"Authorization": "Bearer "}).status == 200
    assert server.seen[0].header("authorization") == ["Bearer"]


def test_a_reading_run_writes_nothing(serve, connect):
    server = serve()
    client = connect(server, read_only=True)
    client.send("GET", "/")
    with pytest.raises(ReadOnly):
        client.send("POST", "/", json={})
    assert [each.method for each in server.seen] == ["GET"]


def test_a_silent_end_of_the_connection_is_no_crash(serve, connect):
    with pytest.raises(EnvironmentProblem, match="without an answer"):
        connect(serve({None: closing})).send("GET", "/")
