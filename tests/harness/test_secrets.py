"""Masking: a credential is hidden in every form an answer may give it back, and ordinary text stays as it is."""

import base64
import html
import json
import re
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adproof import evidence
from adproof.evidence import Check, Exchange, Outcome, Record
from adproof.secrets import Credential, Masker, expand, mask

SECRET = 'S3cr/t+tok=en & "quoted" <x>-0123456789'
FORMS = {
    "plain": SECRET,
    "percent": quote(SECRET, safe=""),
    "lower percent": re.sub("%..", lambda found: found.group().lower(), quote(SECRET, safe="")),
    "path": quote(SECRET),
    "form": quote_plus(SECRET),
    "twice": quote(quote(SECRET, safe=""), safe=""),
    "json": json.dumps(SECRET)[1:-1],
    "slashes": SECRET.replace("/", "\\/"),
    "html": html.escape(SECRET),
}


def masker(value=SECRET, name="TOKEN"):
    made = Masker()
    made.learn(value, name)
    return made


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_hidden(form):
    text = f"before {FORMS[form]}, after"
    hidden = masker()(text)
    assert FORMS[form] not in hidden
    assert hidden.startswith("before ")
    assert "${TOKEN}" in hidden


@given(before=st.binary(max_size=12), after=st.binary(max_size=12), secret=st.text(st.characters(codec="ascii"), min_size=8))
@example(before=b"Bearer ", after=b"\r\n", secret="abcdefgh")
def test_base64_is_hidden_wherever_it_begins(before, after, secret):
    whole = base64.b64encode(before + secret.encode() + after).decode()
    alone = base64.b64encode(secret.encode()).decode().rstrip("=")
    hidden = masker(secret)(whole)
    assert "${TOKEN}" in hidden
    assert alone not in hidden


@given(st.text(min_size=1), st.text(min_size=8), st.text())
def test_a_known_secret_never_stands_in_masked_text(before, secret, after):
    masked = masker(secret, "N")(before + secret + after)
    assert secret not in masked.replace("${N}", "")


def test_the_longest_secret_wins():
    both = masker("abcdefgh-long", "LONG")
    both.learn("abcdefgh", "SHORT")
    assert both("abcdefgh-long abcdefgh") == "${LONG} ${SHORT}"
    assert both.names == {"LONG", "SHORT"}


@given(st.text())
def test_text_without_secrets_stays_as_it_is(text):
    if "=" not in text and "token" not in text:
        assert masker()(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "GET /search?q=token&limit=10&offset=0&sort=price_asc",
        "/v1/users/1/advertisements?offset=20&limit=10",
        '{"title": "expires soon", "signature": "none", "policy": "x"}',
        "the policy=open of a token=word in prose",
        "testing the latest contest",
    ],
)
def test_nothing_ordinary_is_eaten(text):
    assert masker("test", "SHORT")(text) == text


def test_a_short_secret_is_hidden_where_it_stands_alone():
    assert masker("test", "SHORT")('Bearer test, "test", k=test&x') == 'Bearer ${SHORT}, "${SHORT}", k=${SHORT}&x'
    assert masker("abc", "TINY")("abc") == "abc"  # shorter than any credential worth hiding


SIGNED = [
    "https://s.example.test/k?X-Amz-Algorithm=A&X-Amz-Signature=5f6&X-Amz-Credential=AKIA%2F1&partNumber=2",
    "https://s.example.test/k?X-Expires=5&X-Signature=5f6&partNumber=2",
    "https://s.example.test/k?sv=1&sig=5f6&se=2030&partNumber=2",
    "https://s.example.test/k?GoogleAccessId=5f6&Expires=1&Signature=5f6&partNumber=2",
    '{"url": "https:\\/\\/s.example.test\\/k?x=1\\u0026X-Amz-Signature=5f6\\u0026partNumber=2"}',
    "<a href='https://s.example.test/k?a=1&amp;signature=5f6&amp;partNumber=2'>",
]


@pytest.mark.parametrize("text", SIGNED)
def test_what_signs_an_address_is_hidden(text):
    masked = Masker()(text)
    assert "5f6" not in masked
    assert "partNumber=2" in masked
    assert "s.example.test" in masked


def test_tokens_that_are_handed_out_are_hidden():
    body = json.dumps({"access_token": 'a"b\\c', "refresh_token": "def", "token_type": "Bearer", "expires_in": 3600})
    masked = json.loads(Masker()(body))
    assert (masked["access_token"], masked["refresh_token"]) == ("<hidden>", "<hidden>")
    assert (masked["token_type"], masked["expires_in"]) == ("Bearer", 3600)


def test_half_a_secret_goes_where_text_was_cut():
    made = masker("0123456789abcdef")
    assert made.cut("x" * 50 + " 0123456789abc") == "x" * 50 + " "
    assert made.cut("whole 0123456789abcdef") == "whole ${TOKEN}"


def test_no_repr_of_a_credential_shows_its_value():
    credential = Credential("KEY", "ads_key", "${KEY}", SECRET)
    assert SECRET not in f"{credential!r} {credential} {[credential]} {(credential,)!r}"


@given(st.text(), st.dictionaries(st.sampled_from(["A", "B"]), st.text(), max_size=2))
def test_expanding_never_says_more_than_a_name(text, variables):
    try:
        expanded, seen = expand(text, variables.get)
    except LookupError:
        return
    assert set(seen) <= set(variables)
    assert expanded == text or seen


@pytest.fixture
def learned(monkeypatch):
    """The process's own masker with these secrets, and as before afterwards."""
    monkeypatch.setattr(mask, "_names", {})
    monkeypatch.setattr(mask, "_pattern", None)
    return mask.learn


def exchange(**changes):
    plain = Exchange("m1", "search", "op", "GET", "http://x.test/", (), b"", 200, "OK", (), b"", "now", 1.0)
    return evidence.replace(plain, **changes)


def test_a_record_leaves_without_secrets(learned):
    learned(SECRET, "TOKEN")
    record = Record(test="test_x")
    record.add(
        exchange(
            url=f"http://x.test/?a={quote(SECRET, safe='')}",
            request_headers=(("authorization", f"Bearer {SECRET}"),),
            request_body=SECRET.encode(),
            response_headers=(("x-echo", base64.b64encode(SECRET.encode()).decode()), ("set-cookie", "sid=abc; Path=/")),
            response_body=json.dumps({"you": f"sent {SECRET}"}).encode(),
            note=SECRET,
        )
    )
    record.book(Check("a.b.c", Outcome.FAILED, expected=SECRET, received=SECRET, asked=SECRET, detail=SECRET, pointer=SECRET))
    record.witnesses["a.b.c", SECRET] += 1
    record.weak.add(("a.b.c", SECRET))
    record.notes[SECRET] += 1
    record.attachments.append(("timeline", {"k": [SECRET]}))
    text = record.export()
    assert json.loads(text)["exchanges"][0]["request_headers"] == [["authorization", "Bearer ${TOKEN}"]]
    assert "sid=<hidden>; Path=/" in text
    for form in [*FORMS.values(), base64.b64encode(SECRET.encode()).decode()]:
        assert form not in text
        assert json.dumps(form)[1:-1] not in text


@pytest.mark.parametrize("word", ["checks", "passed", "search", "exchanges", "status", "note", "null", "true"])
def test_a_secret_that_is_an_ordinary_word_breaks_nothing(learned, word):
    learned(word, "TOKEN")
    record = Record(test="test_x")
    record.add(exchange(response_body=f'{{"{word}": 1}}'.encode()))
    record.book(Check(f"search.{word}.b", Outcome.PASSED))
    data = json.loads(record.export())
    assert data["checks"][0]["requirement"] == f"search.{word}.b"
    assert data["checks"][0]["outcome"] == "passed"
    assert data["exchanges"][0]["response_body"] == '{"${TOKEN}": 1}'


def test_a_long_body_is_cut_and_said_to_be(learned):
    learned("0123456789abcdef" * 20, "TOKEN")
    record = Record()
    record.add(exchange(response_body=b"0123456789abcdef" * 20 * 400))
    record.book(Check("a.b.c", Outcome.PASSED))
    (kept,) = json.loads(record.export())["exchanges"]
    assert kept["truncated"]
    assert kept["response_bytes"] == 128_000
    assert "0123456789" not in kept["response_body"]
