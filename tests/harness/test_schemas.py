"""Findings of a schema: right about every value, explained, and booked on the requirement that stands nearest."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adproof import places, schemas

PARTS = {
    "page.schema.json": {
        "x-requirement": "a.page.root",
        "type": "object",
        "required": ["items"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": "item.schema.json"}},
            "meta": {"$ref": "meta.schema.json", "x-requirement": "a.page.beside-a-reference"},
            "links": {"x-requirement": "a.page.above", "properties": {"self": {"properties": {"href": {"type": "string"}}}}},
            "price": {"x-requirement": "a.page.any", "anyOf": [{"type": "number"}, {"type": "null", "x-requirement": "a.x.y"}]},
            "when": {"type": "string", "format": "date-time"},
            "step": {"multipleOf": 0.5},
        },
    },
    "item.schema.json": {
        "type": "object",
        "$ref": "#/$defs/base",
        "properties": {
            "id": {"type": "integer", "minimum": 1, "x-requirement": "a.item.id"},
            "tree": {"$ref": "item.schema.json"},
        },
        "$defs": {"base": {"properties": {"title": {"type": "string", "x-requirement": "a.item.title"}, "n": {"type": "null"}}}},
    },
    "meta.schema.json": {"type": "object", "properties": {"total": {"type": "integer"}, "own": {"$ref": "#/$defs/own"}},
                         "$defs": {"own": {"x-requirement": "a.meta.own", "const": 1}}},
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def parts(tmp_path_factory):
    """A folder of schemas of our own instead of the documents'."""
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "a").mkdir()
    for name, schema in PARTS.items():
        text = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{schemas.BASE}a/{name}", **schema}
        (folder / "a" / name).write_text(json.dumps(text))
    caches = (schemas.load, schemas._registry, schemas._decides, schemas._explains)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "SCHEMAS", folder)
        for each in caches:
            each.cache_clear()
        yield
    for each in caches:
        each.cache_clear()


def found(value):
    return [(each.pointer, each.requirement) for each in schemas.check("a/page.schema.json", value)]


@pytest.mark.parametrize(
    ("value", "findings"),
    [
        ({"items": []}, []),
        ({"items": [{"id": 1, "title": "x", "tree": {"id": 2}}], "price": None, "anything": "else"}, []),
        ({}, [("", "a.page.root")]),
        ([], [("", "a.page.root")]),
        ({"items": [{"id": 0}]}, [("/items/0/id", "a.item.id")]),
        ({"items": [{}, {"title": 1}]}, [("/items/1/title", "a.item.title")]),
        ({"items": [{"n": 1}]}, [("/items/0/n", "a.page.root")]),
        ({"items": [{"tree": {"tree": {"id": "x"}}}]}, [("/items/0/tree/tree/id", "a.item.id")]),
        ({"items": [], "meta": {"total": "3"}}, [("/meta/total", "a.page.beside-a-reference")]),
        ({"items": [], "meta": {"own": 2}}, [("/meta/own", "a.meta.own")]),
        ({"items": [], "links": {"self": {"href": 1}}}, [("/links/self/href", "a.page.above")]),
        ({"items": [], "price": "free"}, [("/price", "a.page.any")]),
        ({"items": [], "when": "yesterday"}, [("/when", "a.page.root")]),
        ({"items": [5]}, [("/items/0", "a.page.root")]),
    ],
)
def test_a_finding_names_the_nearest_requirement(value, findings):
    assert found(value) == findings


def test_pointers_are_escaped_and_messages_short():
    (finding,) = schemas.check("a/page.schema.json", {"items": "x" * 100_000})
    assert len(finding.message) <= 300
    assert schemas._pointer(["a/b", "m~n", 0]) == "/a~1b/m~0n/0"


def test_there_is_an_end_to_findings():
    assert len(found({"items": [1] * 500})) == 20


def deep(levels):
    value = {}
    for _ in range(levels):
        value = {"tree": value}
    return {"items": [value]}


@pytest.mark.parametrize(
    "value",
    [
        {"items": [{"title": "\ud800"}]},
        {"items": [{"id": math.inf}]},
        {"items": [], "step": math.nan},
        {"items": [], "step": math.inf},
        {"items": [], "step": 10**400},
        {"items": [{"id": 10**400}]},
        {"items": [], "\ud800": 1},
        deep(20_000),
        deep(900),
    ],
    ids=["surrogate", "inf", "nan", "inf step", "huge step", "huge", "surrogate name", "very deep", "deep"],
)
def test_odd_values_do_not_crash(value):
    for each in schemas.check("a/page.schema.json", value):
        assert each.message


def test_an_infinite_number_is_no_integer():
    assert found({"items": [{"id": math.inf}]}) == [("/items/0/id", "a.item.id")]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["items", "meta", "id", "title", "step", "tree"]), inner),
)


@given(VALUES)
def test_no_value_crashes_the_check(value):
    assert isinstance(schemas.check("a/page.schema.json", value), list)
