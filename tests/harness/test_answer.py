"""Reading an answer: strict about JSON, and never anything but Unusable, whatever the bytes are."""

import contextlib
import json

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adproof.answer import Answer, Unusable


def answer(body=b"{}", status=200, headers=(("content-type", "application/json"),), url="http://x.test/a?b=1", **more):
    return Answer("GET", httpx.URL(url), "op", status, "OK", httpx.Headers(list(headers)), body, "m1", 0.1, **more)


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        (b'{"a": 1, "b": 2, "a": 3}', "has the member 'a' twice in one object"),
        (b'[{"x": {"a": 1, "a": 1}}]', "has the member 'a' twice in one object"),
        (b"[NaN]", "holds NaN, which JSON does not know"),
        (b"[Infinity]", "holds Infinity"),
        (b"[-Infinity]", "holds -Infinity"),
        (b"\xef\xbb\xbf{}", "starts with a byte order mark"),
        (b'["\xff"]', "is not UTF-8 at byte 2"),
        (b'["\xed\xa0\x80"]', "is not UTF-8 at byte 2"),
        (b'["\xc0\xaf"]', "is not UTF-8"),
    ],
)
def test_what_strict_json_forbids_is_found_and_the_value_still_read(body, finding):
    got = answer(body)
    assert got.json is not None
    assert finding in "; ".join(got.json_findings)


@pytest.mark.parametrize("body", [b"{}", b"[]", b'"x"', b"0", b"null", b' \n[1, {"a": {"a": 1}}]', '["ä€😀"]'.encode()])
def test_good_json_has_no_findings(body):
    got = answer(body)
    assert (got.json, got.json_findings, got.json_problem) == (json.loads(body), (), None)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "the body is empty"),
        (b" \r\n", "the body is empty"),
        (b"<html>", "it is not JSON at character 0"),
        (b"{'a': 1}", "it is not JSON"),
        (b"[1,]", "it is not JSON"),
        (b"{} {}", "it is not JSON"),
        (b"[" * 100_000, "nested too deeply|not JSON"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
        ("[1]".encode("utf-16"), "not JSON"),
    ],
)
def test_what_is_no_json_is_unusable_and_says_why(body, why):
    got = answer(body)
    assert got.json_or_none is None
    with pytest.raises(Unusable, match=why) as unusable:
        _ = got.json
    assert unusable.value.of is got


def test_numbers_of_any_length_are_read():
    assert answer(b"[" + b"9" * 5000 + b", -" + b"9" * 5000 + b", 1e999]").json == [float("inf"), float("-inf"), float("inf")]
    assert answer(str(2**63).encode()).json == 2**63


def test_findings_do_not_grow_with_the_body():
    assert len(answer(b"[" + b",".join([b'{"a":1,"a":1}', b"NaN"] * 5000) + b"]").json_findings) < 30


def test_a_lone_surrogate_harms_nobody():
    got = answer(b'{"message": "\\ud800", "\\ud800": 1, "\\ud800": 2}', 400)
    assert got.json["message"] == "\ud800"
    assert got.received.encode("utf-8", "backslashreplace")
    assert got.json_findings


def test_a_broken_body_is_not_read_even_if_it_could_be():
    got = answer(b"[]", broken="truncated")
    assert got.json_or_none is None
    with pytest.raises(Unusable, match="truncated"):
        _ = got.json
    assert got.received == "200 OK, body truncated"


@pytest.mark.parametrize(
    ("said", "media_type", "charset"),
    [
        ("application/json", "application/json", None),
        ("Application/HAL+JSON; Charset=UTF-8", "application/hal+json", "utf-8"),
        ('text/html;charset="zlib"', "text/html", "zlib"),
        ("; ;=;charset", "", ""),
        ("", "", None),
    ],
)
def test_the_media_type_is_read_without_its_parameters(said, media_type, charset):
    got = answer(headers=[("Content-Type", said)])
    assert (got.media_type, got.charset) == (media_type, charset)
    assert got.text == "{}"


def test_one_line_says_what_was_asked_and_received():
    got = answer(b'{"code": "pagination-invalid", "message": "no"}', 400, url="http://x.test/v1/users/1?offset=2&limit=%C3%A4")
    assert got.asked == "GET /v1/users/1?offset=2&limit=%C3%A4"
    assert got.received == "400 OK (pagination-invalid)"
    assert got.query == [("offset", "2"), ("limit", "ä")]
    assert repr(got) == "<GET /v1/users/1?offset=2&limit=%C3%A4 -> 400 OK (pagination-invalid)>"
    assert answer(status=0, broken="closed the connection").received == "no answer: closed the connection"


HEADERS = st.sampled_from([b"content-type", b"date", b"content-encoding", b"retry-after", b"x"])


@given(
    body=st.binary()
    | st.text().map(str.encode)
    | st.builds(lambda value: json.dumps(value).encode(), st.recursive(st.text(), st.lists)),
    headers=st.lists(st.tuples(HEADERS, st.binary())),
    status=st.integers(0, 999),
)
@example(body=b'\xef\xbb\xbf\xef\xbb\xbf[\xff"', headers=[(b"date", b"Thu, 99 Jan 99999 99:99:99 +9999")], status=200)
@example(body=b"-", headers=[(b"date", b"1 1 1 1:1:1 -0000"), (b"content-type", b'x;charset="')], status=400)
def test_no_bytes_raise_anything_but_unusable(body, headers, status):
    got = answer(body, status, headers)
    for name in ("asked", "received", "media_type", "charset", "text", "query", "date", "json_or_none", "json_findings"):
        getattr(got, name)
    assert isinstance(repr(got), str)
    with contextlib.suppress(Unusable):
        assert got.json == got.json_or_none or got.json != got.json  # NaN differs from itself
