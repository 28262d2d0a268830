"""JUnit: what gates is red in every viewer, and the counts are right."""

from xml.etree import ElementTree

import pytest

from adproof.report import junit
from adproof.report.model import read

TAGS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def parsed(results):
    return ElementTree.fromstring(junit.document(read(results)))


def case(root, id):
    return next(each for each in root.iter("testcase") if each.get("name") == id)


def test_one_case_a_requirement_with_its_place_and_strength(sample):
    root = parsed(sample)

    assert sorted(each.get("name") for each in root.iter("testcase")) == sorted(each["id"] for each in sample["requirements"])
    assert case(root, "search.limit.defaults-to-five").get("classname") == "adproof.search.limit"
    properties = [each.attrib for each in case(root, "search.limit.defaults-to-five").iter("property")]
    assert {"name": "strength", "value": "must"} in properties


def test_counts_are_those_of_the_cases(sample):
    root = parsed(sample)

    for holder in [root, *root]:
        assert int(holder.get("tests")) == len(list(holder.iter("testcase")))
        assert {name: int(holder.get(name)) for name in TAGS} == {name: len(list(holder.iter(tag))) for name, tag in TAGS.items()}
    assert [int(root.get(name)) for name in TAGS] == [11, 2, 11]


@pytest.mark.parametrize(
    ("id", "tag", "kind", "message"),
    [
        ("user_ads.paging.offset-is-a-multiple-of-limit", "failure", "failed", "expected 400 pagination-invalid, rec"),
        ("search.radius.wider-circle-keeps-the-smaller", "error", "adproof", "KeyError: 'distance' (in api.py:120)"),
        ("search.key.an-unknown-key-is-refused", "error", "environment", "TLS handshake with search.staging"),
        ("creation.ticket.an-expired-ticket-is-refused", "failure", "inconclusive", "inconclusive: tickets live 3,600 s"),
        ("search.radius.needs-a-location", "skipped", None, "inconclusive: no location with two ads was seen"),
        ("creation.delete.deleted-listing-is-gone", "skipped", None, "not claimed: the target's file does not state"),
        ("search.freshness.data-is-updated-daily", "skipped", None, "untested: A black-box run sees one moment"),
        ("search.ad.carries-seller", "skipped", None, "waived by team-listing until 2027-01-31: imported ads"),
        ("user_ads.embedded.carries-no-attribute-values", "skipped", None, "warned: attributes are present"),
    ],
)
def test_verdicts_become_what_viewers_know(sample, id, tag, kind, message):
    mark = case(parsed(sample), id).find(tag)

    assert mark.get("type") == kind
    assert mark.get("message").startswith(message)


def test_a_failure_tells_the_whole_story(sample):
    text = case(parsed(sample), "user_ads.paging.offset-is-a-multiple-of-limit").find("failure").text

    asked = "asked     GET /v1/users/1/advertisements?offset=2&limit=10"
    assert f"{asked}\nexpected  400 pagination-invalid\nreceived  200 OK\n" in text
    assert "User advertisements, Query Parameters" in text


def test_a_broken_should_fails_where_it_gates(sample):
    sample["run"]["fail_on"] = "should"

    assert case(parsed(sample), "user_ads.embedded.carries-no-attribute-values").find("failure").get("type") == "warned"


@pytest.mark.parametrize("code", range(1, 9))
def test_a_run_that_does_not_exit_with_zero_is_never_all_green(sample, code):
    sample["verdict"] = {"code": code, "name": "some", "sentence": "NOTHING RAN: nothing was selected."}
    sample["requirements"] = [each for each in sample["requirements"] if each["verdict"] == "passed"][:3]

    root = parsed(sample)

    assert int(root.get("errors")) == 1
    assert case(root, "verdict").find("error").get("message") == "NOTHING RAN: nothing was selected."


def test_no_illegal_character_survives(sample, hostile):
    for each in sample["requirements"]:
        each |= {"statement": hostile, "section": hostile, "reason": hostile + "\x00\x0b\ufffe\ud800"}
        each["checks"] = [check | {"received": hostile, "detail": "\x00"} for check in each["checks"]]

    text = junit.document(read(sample)).decode()

    assert ElementTree.fromstring(text) is not None
    assert "\x1b" not in text
    assert "\u202e" not in text
