"""Bodies: indented as they came, cut with the place that matters in view."""

import json

import pytest

from adproof.report.body import lines_of, shown


def text_of(body):
    return [line.text for line in lines_of(body)]


def test_json_is_indented_and_otherwise_left_alone():
    body = '{"a":1.0,"a":[],"b":[{"c":"\\u202e, {x}"},12345678901234567890123],"d":{}, "e":NaN}'

    assert text_of(body) == [
        "{", '  "a": 1.0,', '  "a": [],', '  "b": [', "    {", '      "c": "\\u202e, {x}"', "    },",
        "    12345678901234567890123", "  ],", '  "d": {},', '  "e": NaN', "}",
    ]  # fmt: skip


@pytest.mark.parametrize("value", [{}, [], [[[]]], {"a": {"b": [1, {"c": None}]}, "": "x"}, [1, "two", True]])
def test_indenting_changes_nothing_but_space(value):
    assert json.loads("\n".join(text_of(json.dumps(value)))) == value


@pytest.mark.parametrize("end", ["", "/0/0", "/a/a"])
@pytest.mark.parametrize("body", ["[" * 50_000, '{"a":' * 20_000, '{"a":"cut', '{"a":"\\', "}}]]", "[,,:]", '["' + "x" * 99_999])
def test_broken_bodies_are_shown_as_far_as_they_go(body, end):
    assert len(shown(body, 2_000, len(body), end)) < 6_000


def test_the_pointed_out_value_is_marked():
    assert '<mark>"max_page": 3</mark>' in shown('{"data":{"meta":{"total":31,"max_page":3}}}', 500, 40, "/data/meta/max_page")


def test_a_missing_value_marks_where_it_should_have_been():
    assert '<mark>"meta": {</mark>' in shown('{"data":{"meta":{"total":31}}}', 500, 30, "/data/meta/max_page")


def test_pointers_escape_slash_and_tilde():
    assert "<mark>" in shown('{"a/b":{"c~d":[0,1]}}', 500, 20, "/a~1b/c~0d/1")


def test_the_window_follows_the_pointer():
    body = json.dumps({"ads": [{"price": n} for n in range(2_000)]})

    cut = shown(body, 600, len(body), "/ads/1500/price")

    assert '<mark>"price": 1500</mark>' in cut
    assert "cut here; the whole body has" in cut


def test_plain_text_stays_and_markup_is_escaped():
    assert shown("a\n<b>\x1b", 100, 5) == "a\n&lt;b&gt;⟨U+001B⟩"
