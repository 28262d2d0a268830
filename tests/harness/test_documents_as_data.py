"""schemas/: every file is what it says it is, every reference leads somewhere, every example conforms."""

import json
from urllib.parse import urljoin

import jsonschema
import openapi_spec_validator
import pytest

from adproof import catalogue, places, schemas

FILES = sorted(each.relative_to(places.SCHEMAS).as_posix() for each in places.SCHEMAS.rglob("*.schema.json"))
DESCRIPTIONS = sorted(each.relative_to(places.SCHEMAS).as_posix() for each in places.SCHEMAS.rglob("openapi.yaml"))
EXAMPLES = {
    "search/examples/search-answer.json": "search/search-answer.schema.json",
    "user_ads/examples/documented-page.json": "user_ads/advertisement-page.schema.json",
    "user_ads/examples/refused-pair.json": "user_ads/error.schema.json",
}


def inside(value, path=()):
    """Every object in a JSON value with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, each in value.items():
            yield from inside(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from inside(each, (*path, index))


def resolved(base, reference):
    """What a $ref of the file `base` leads to. Raises KeyError or OSError when it leads nowhere."""
    address, _, pointer = urljoin(schemas.BASE + base, reference).partition("#")
    assert address.startswith(schemas.BASE), f"{reference} leads out of our own schemas"
    value = schemas.load(address.removeprefix(schemas.BASE))
    for part in pointer.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one_and_carries_its_address(name):
    schema = schemas.load(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == schemas.BASE + name
    assert schema.get("$comment") or schema.get("description"), "which passage is it derived from?"


@pytest.mark.parametrize("name", [*FILES, *DESCRIPTIONS])
def test_every_reference_leads_somewhere(name):
    for path, value in inside(schemas.load(name)):
        if isinstance(value.get("$ref"), str) and "properties" not in path[-1:]:
            assert resolved(name, value["$ref"]) is not None, path


@pytest.mark.parametrize("name", [*FILES, *DESCRIPTIONS])
def test_requirements_that_a_schema_enforces_are_known(name):
    ids = [value["x-requirement"] for _, value in inside(schemas.load(name)) if isinstance(value.get("x-requirement"), str)]
    for id in ids:
        assert catalogue.load()[id].contract == name.split("/")[0]


def test_every_example_has_its_schema_and_conforms():
    found = {each.relative_to(places.SCHEMAS).as_posix() for each in places.SCHEMAS.glob("*/examples/*.json")}
    assert found == set(EXAMPLES)
    for example, schema in EXAMPLES.items():
        assert schemas.check(schema, schemas.load(example)) == [], example


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_an_openapi_document_describes_operations_with_answers(name):
    document = schemas.load(name)
    assert document["openapi"].startswith("3.1")
    operations = [each for path, each in inside(document["paths"]) if "operationId" in each and "links" not in path]
    ids = [each["operationId"] for each in operations]
    assert ids
    assert len(ids) == len(set(ids))
    assert all(each["responses"] for each in operations)
    for path, value in inside(document):
        if "in" in value and "name" in value and "securitySchemes" not in path:
            assert "schema" in value or "content" in value, path


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_an_openapi_document_is_one_by_the_specification(name):
    openapi_spec_validator.validate(schemas.load(name), base_uri=(places.SCHEMAS / name).as_uri())


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_schema_library_reads_the_openapi_document(name):
    import schemathesis

    loaded = schemathesis.openapi.from_dict(json.loads(json.dumps(schemas.load(name))))
    assert loaded.specification.version.startswith("3.1")
