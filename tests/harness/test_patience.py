"""What passes is waited for within bounds; what lasts for everybody is the environment's, what lasts for one is judged."""

import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hostile import answer, closing

from adproof import transport
from adproof.words import EnvironmentProblem

LATER = answer(b"", "429 Too Many Requests", ("Retry-After: 0.05",))
BUSY = answer(b"", "503 Service Unavailable", ())
FAILS = answer(b'{"error": "boom"}', "500 Internal Server Error")
GOOD = answer('{"ads": []}')


def throttled(retry_after):
    return answer(b"", "429 Too Many Requests", (f"Retry-After: {retry_after}",))


@pytest.mark.parametrize("times", [1, 3])
def test_throttling_that_ends_is_waited_for(serve, connect, record, times):
    server = serve({"/ads": [*[LATER] * times, GOOD]})
    got = connect(server).send("GET", "/ads")
    assert (got.status, got.retried) == (200, times)
    assert record.repeated == times
    assert record.waited >= 0.05 * times
    assert record.notes["GET: throttled (429)"] == times


def test_a_write_that_was_throttled_is_sent_again(serve, connect):
    server = serve({"/ads": [LATER, answer(b"{}", "201 Created")]})
    assert connect(server).send("POST", "/ads", json={}).status == 201


def in_a_second():
    return format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        (lambda: "1", 1.0, 30),
        (in_a_second, 0.01, 30),
        (lambda: "Mon, 01 Jan 2001 00:00:00 GMT", 0.0, 5),
        (lambda: "-5", 0.0, 5),
        (lambda: "nan", 0.0, 5),
        (lambda: "soon", 0.0, 5),
        (lambda: "Mon, 99 Foo 99999 99:99:99 GMT", 0.0, 5),
        (lambda: "9" * 400, None, 5),
        (lambda: "3600", None, 5),
        (lambda: "inf", None, 5),
        (lambda: "Fri, 31 Dec 2100 00:00:00 GMT", None, 5),
    ],
)
def test_retry_after_is_taken_at_its_word_within_reason(serve, connect, said, least, most):
    client = connect(serve({"/ads": [throttled(said()), GOOD]}))
    begin = time.monotonic()
    if least is None:
        with pytest.raises(EnvironmentProblem, match="throttled without end"):
            client.send("GET", "/ads")
    else:
        assert client.send("GET", "/ads").status == 200
        assert time.monotonic() - begin >= least
    assert time.monotonic() - begin < most


def test_throttling_without_end_is_the_environments(serve, connect):
    server = serve({"/ads": answer(b"", "429 Too Many Requests", ())})
    with pytest.raises(EnvironmentProblem, match="lower `rate`"):
        connect(server).send("GET", "/ads")
    assert len(server.seen) == 6


def test_who_is_told_when_to_come_back_comes_back_more_often(serve, connect):
    server = serve({"/ads": [*[LATER] * 12, GOOD]})
    assert connect(server).send("GET", "/ads").retried == 12


def test_even_that_has_an_end(serve, connect):
    server = serve({"/ads": LATER})
    with pytest.raises(EnvironmentProblem, match="throttled without end"):
        connect(server).send("GET", "/ads")
    assert 10 < len(server.seen) < 30


def test_a_run_does_not_wait_for_ever(serve, connect):
    server = serve({"/ads": throttled("30")})
    begin = time.monotonic()
    with pytest.raises(EnvironmentProblem):
        connect(server, waiting=10).send("GET", "/ads")
    assert time.monotonic() - begin < 10
    assert len(server.seen) == 1


def test_a_burst_of_503_that_ends_is_waited_for(serve, connect):
    server = serve({"/ads": [BUSY, BUSY, BUSY, GOOD]})
    got = connect(server).send("GET", "/ads")
    assert (got.status, got.retried) == (200, 3)


def test_503_for_everybody_is_the_environments(serve, connect):
    server = serve({"/good": [GOOD, BUSY], "/ads": BUSY})
    client = connect(server)
    client.send("GET", "/good")
    with pytest.raises(EnvironmentProblem, match="503"):
        client.send("GET", "/ads")


@pytest.mark.parametrize("trouble", [BUSY, closing], ids=["503", "closed"])
def test_trouble_that_one_request_alone_has_is_judged(serve, connect, trouble):
    server = serve({"/bad": trouble})
    client = connect(server)
    client.send("GET", "/good")
    got = client.send("GET", "/bad")
    assert got.status == (503 if trouble is BUSY else 0)
    assert "/good" in server.paths()[1:]  # somebody else was asked before that was said
    assert client.send("GET", "/good").status == 200


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_write_that_may_have_been_done_is_never_sent_twice(serve, connect, method):
    server = serve({"/bad": closing, "/gone": answer(b"", "502 Bad Gateway", ())})
    client = connect(server)
    client.send("GET", "/good")
    assert client.send(method, "/bad", json={}).received == "no answer: closed the connection without an answer"
    assert client.send(method, "/gone", json={}).status == 502
    assert server.paths().count("/bad") == server.paths().count("/gone") == 1


def test_a_500_that_comes_once_is_asked_again_and_one_that_comes_twice_is_the_answer(serve, connect):
    server = serve({"/once": [FAILS, GOOD], "/always": FAILS})
    client = connect(server)
    assert client.send("GET", "/once").status == 200
    assert client.send("GET", "/always").status == 500
    assert client.send("POST", "/always").status == 500
    assert server.paths() == ["/once", "/once", "/always", "/always", "/always"]


def test_a_500_now_and_then_is_judged_from_the_second_on(serve, connect, monkeypatch):
    judged = []
    monkeypatch.setattr(transport, "judge_by_laws", lambda contract, answer: judged.append(answer.status))
    client = connect(serve({"/now-and-then": [FAILS, GOOD, GOOD, FAILS, GOOD, FAILS, GOOD]}))
    assert [client.send("GET", "/now-and-then").status for _ in range(4)] == [200] * 4
    assert judged == [200, 200, 500, 500, 200, 500, 200]


def nobody():
    """An address on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_nobody_there_is_the_environments_and_soon_not_asked_any_more(connect):
    client = connect(nobody())
    for _ in range(3):
        with pytest.raises(EnvironmentProblem, match="cannot be reached"):
            client.send("GET", "/")
    with pytest.raises(EnvironmentProblem, match="not asked any more"):
        client.send("GET", "/")


def test_a_write_that_reached_nobody_is_tried_again(connect, record):
    with pytest.raises(EnvironmentProblem, match="cannot be reached"):
        connect(nobody()).send("POST", "/", json={})
    assert record.repeated == 5


def test_tls_against_a_plain_port_is_told_at_once(serve, connect, record):
    server = serve()
    with pytest.raises(EnvironmentProblem, match="SSL"):
        connect(server.address.replace("http:", "https:")).send("GET", "/")
    assert record.repeated == 0


def test_a_handshake_without_end_is_not_waited_for_again_and_again(serve, connect, record):
    silent = socket.create_server(("127.0.0.1", 0))
    with silent, pytest.raises(EnvironmentProblem, match=r"cannot be reached within 0\.2 s"):
        connect(f"https://127.0.0.1:{silent.getsockname()[1]}", deadline=0.2).send("GET", "/")
    assert record.repeated == 1


def test_a_name_that_no_server_knows_is_the_environments(connect):
    with pytest.raises(EnvironmentProblem, match="cannot be reached"):
        connect("http://no-such-host.invalid").send("GET", "/")


def test_a_slow_answer_is_not_waited_for_again_and_again(serve, connect):
    server = serve()
    server.answers["/slow"] = lambda connection, request: server.done.wait(20)
    with pytest.raises(EnvironmentProblem, match="did not answer within"):
        connect(server, deadline=0.2).send("GET", "/slow")
    assert len(server.seen) == 2
