"""The documents as data: reads schemas/<contract>/, decides with jsonschema-rs, explains a rejection with jsonschema."""

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import yaml
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from adproof import places

BASE = "https://adproof.example.test/schemas/"
_FINDINGS = 20


@dataclass(frozen=True)
class Finding:
    """Where a value breaks a schema: a JSON pointer, what is wrong, and the requirement written beside the keyword."""

    pointer: str
    message: str
    requirement: str | None


@cache
def load(name: str) -> Any:
    """A file below schemas/, parsed, such as `search/roles.schema.json` or `search/openapi.yaml`. Treat it as read-only."""
    file = places.SCHEMAS / name
    text = file.read_text(encoding="utf-8")
    return yaml.safe_load(text) if file.suffix in (".yaml", ".yml") else json.loads(text)


def path(name: str) -> Path:
    """Where a file below schemas/ lies."""
    return places.SCHEMAS / name


@cache
def _registry() -> Registry[Any]:
    files = [file.relative_to(places.SCHEMAS).as_posix() for file in places.SCHEMAS.rglob("*.schema.json")]
    resources = [(BASE + name, DRAFT202012.create_resource(load(name))) for name in files]
    return Registry().with_resources(resources)


@cache
def _decides(name: str) -> Any:
    retrieve = {BASE + each.relative_to(places.SCHEMAS).as_posix(): each for each in places.SCHEMAS.rglob("*.schema.json")}
    return jsonschema_rs.Draft202012Validator(
        {"$ref": BASE + name},
        validate_formats=True,
        retriever=lambda uri: json.loads(retrieve[uri].read_text(encoding="utf-8")),
    )


@cache
def _explains(name: str) -> Any:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator({"$ref": BASE + name}, registry=_registry(), format_checker=checker)


def check(name: str, value: Any) -> list[Finding]:
    """What `value` breaks of the schema file `name`; empty when it conforms. At most 20 findings, whatever the value is."""
    try:
        if _decides(name).is_valid(value):
            return []
        return _explained(name, value) or _findings_of_the_decider(name, value)
    except RecursionError:
        return [Finding("", "is nested too deeply to be judged", None)]
    except (ValueError, OverflowError, TypeError):
        # jsonschema-rs takes only what JSON can carry (no lone surrogates, no infinities); the explainer is more patient
        return _of_an_odd_value(name, value)


def _of_an_odd_value(name: str, value: Any) -> list[Finding]:
    try:
        return _explained(name, value)
    except RecursionError:
        return [Finding("", "is nested too deeply to be judged", None)]
    except (ValueError, OverflowError, TypeError) as odd:
        return [Finding("", f"holds a value that JSON cannot carry ({type(odd).__name__})", None)]


def _explained(name: str, value: Any) -> list[Finding]:
    found = itertools.islice(_errors(_explains(name), value), _FINDINGS)
    return [Finding(_pointer(each.absolute_path), _short(each.message), _requirement(name, each)) for each in found]


def _errors(validator: Any, value: Any) -> Iterator[Any]:
    for error in validator.iter_errors(value):
        yield from error.context if error.validator == "$ref" and error.context else [error]


def _findings_of_the_decider(name: str, value: Any) -> list[Finding]:
    errors = list(_decides(name).iter_errors(value))[:_FINDINGS]
    return [Finding(_pointer(error.instance_path), _short(error.message), None) for error in errors]


def _requirement(name: str, error: Any) -> str | None:
    """The nearest x-requirement: beside the failing keyword, or on the way up to the root, through every $ref."""
    resolver = _registry().resolver()
    said = [each["x-requirement"] for each in _way({"$ref": BASE + name}, [*error.absolute_schema_path], resolver)]
    return said[-1] if said else None


def _way(schema: Any, path: Sequence[Any], resolver: Any) -> list[Mapping[str, Any]]:
    """The schemas on the path of an error that name a requirement, the root first. The path does not tell of $ref."""
    here = [schema] if isinstance(schema, Mapping) and isinstance(schema.get("x-requirement"), str) else []
    if path and _leads(schema, path):
        return here + _way(schema[path[0]], path[1:], resolver)
    if path and isinstance(schema, Mapping) and "$ref" in schema:
        found = resolver.lookup(schema["$ref"])
        return here + _way(found.contents, path, found.resolver)
    return here


def _leads(schema: Any, path: Sequence[Any]) -> bool:
    """Whether `schema` itself, and not what it refers to, holds the first two parts of the path."""
    if isinstance(schema, list):
        return isinstance(path[0], int)
    if not isinstance(schema, Mapping) or path[0] not in schema:
        return False
    inner = schema[path[0]]
    return path[0] not in ("properties", "patternProperties", "dependentSchemas") or len(path) < 2 or path[1] in inner


def _pointer(parts: Any) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _short(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:140]} ... {text[-140:]}"
