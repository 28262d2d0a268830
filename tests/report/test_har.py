"""The archive: HAR 1.2 that loads, with every kept exchange."""

import json
import math

from adproof.report import har
from adproof.report.model import read


def loaded(results):
    return json.loads(har.archive(read(results)), parse_constant=lambda name: (_ for _ in ()).throw(ValueError(name)))["log"]


def test_every_exchange_is_an_entry_with_what_the_format_demands(sample):
    log = loaded(sample)

    assert log["version"] == "1.2"
    assert log["creator"]["name"] == "adproof"
    assert len(log["entries"]) == len(sample["exchanges"])
    for entry in log["entries"]:
        assert {"startedDateTime", "time", "request", "response", "cache", "timings"} <= set(entry)
        common = {"httpVersion", "cookies", "headers", "headersSize", "bodySize"}
        assert common | {"method", "url", "queryString"} <= set(entry["request"])
        assert common | {"status", "statusText", "content", "redirectURL"} <= set(entry["response"])
        assert {"send", "wait", "receive"} <= set(entry["timings"])


def test_query_and_body_are_taken_apart(sample):
    asked = {"url": "http://a.example.test/x?q=a%20b&q=&r=%ff", "request_body": '{"a": 1}'}
    sample["exchanges"] = [sample["exchanges"][0] | asked]
    sample["exchanges"][0]["request_headers"].append(["Content-Type", "application/json"])

    request = loaded(sample)["entries"][0]["request"]

    assert [(each["name"], each["value"]) for each in request["queryString"]] == [("q", "a b"), ("q", ""), ("r", "�")]
    assert request["postData"] == {"mimeType": "application/json", "text": '{"a": 1}'}


def test_odd_numbers_missing_answers_and_half_characters_do_not_break_it(sample, hostile):
    odd = {"milliseconds": math.nan, "status": None, "response_body": hostile, "url": "http://[broken", "reason_phrase": hostile}
    sample["exchanges"] = [sample["exchanges"][0] | odd]

    entry = loaded(sample)["entries"][0]

    assert entry["response"]["status"] == 0
    assert entry["time"] == 0
    json.dumps(entry, ensure_ascii=False).encode()
