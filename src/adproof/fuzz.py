"""Generated calls for any contract: schemathesis as a library makes them from openapi.yaml, our own client sends them.

So evidence, rates, credentials and laws apply as for every call. Nothing here judges: the suites book what they find.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import jsonschema_rs
from hypothesis import strategies as st

from adproof import schemas
from adproof.answer import Answer
from adproof.secrets import Credential
from adproof.transport import Client

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_HEADER_NAME, _HEADER_VALUE = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"), re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?")
_OURS = {
    "user-agent",
    "accept",
    "accept-encoding",
    "connection",
    "host",
    "content-length",
    "transfer-encoding",
    "cookie",
    "content-type",
}
NO_BODY = object()


@dataclass(frozen=True)
class Call:
    """One generated request to an operation, not yet sent."""

    contract: str
    operation: str
    method: str
    template: str
    path: Mapping[str, str]
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: Any = NO_BODY
    media_type: str | None = None

    def __repr__(self) -> str:
        return f"<{self.method} {self.template}?{urlencode(self.query)}>"

    def send(
        self,
        client: Client,
        *,
        auth: Credential | None = None,
        path: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send it. `path` pins path parameters; generated headers never replace the credential, nor `headers`."""
        values = {**self.path, **{name: str(value) for name, value in (path or {}).items()}}
        address = re.sub(r"\{([^}]+)\}", lambda found: quote(_text(values.get(found[1], "")), safe="") or "%20", self.template)
        kept = {name: value for name, value in self.headers.items() if auth is None or name.lower() != auth.header.lower()}
        body: dict[str, Any] = {}
        if self.body is not NO_BODY:
            kept["Content-Type"] = self.media_type or "application/json"
            raw = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
            body = {"content": raw}
        return client.send(
            self.method,
            address,
            operation=self.operation,
            query=urlencode(self.query) if self.query else None,
            headers={**kept, **(headers or {})},
            auth=auth,
            **body,
        )

    def offends(self) -> tuple[str, ...]:
        """The declared query parameters whose value, as sent, does not fit the schema; repeated ones count as unfit."""
        declared = _parameters(self.contract, self.operation)
        names = [name for name, _ in self.query]
        return tuple(
            sorted(
                {name for name, value in self.query if name in declared and (names.count(name) > 1 or not declared[name](value))}
            )
        )


def operations(contract: str) -> tuple[str, ...]:
    """The operationIds of schemas/<contract>/openapi.yaml, in its order."""
    return tuple(operation["operationId"] for _, _, operation in _described(contract))


def good_calls(contract: str, operation: str) -> st.SearchStrategy[Call]:
    """Calls that fit the operation's description."""
    return st.deferred(lambda: _calls(contract, operation, "POSITIVE"))


def bad_calls(contract: str, operation: str) -> st.SearchStrategy[Call]:
    """Calls that break the operation's description somewhere; see `offends` for where."""
    return st.deferred(lambda: _calls(contract, operation, "NEGATIVE"))


def call(contract: str, operation: str, *, path: Mapping[str, str] | None = None, query: Sequence[tuple[str, str]] = ()) -> Call:
    """A call of one's own making, without headers and body."""
    template, method, _ = next(each for each in _described(contract) if each[2]["operationId"] == operation)
    return Call(contract, operation, method.upper(), template, path or {}, tuple(query), {})


def documented_status(contract: str, operation: str, status: int) -> bool:
    """Whether the operation's description knows this status."""
    described = next(each for _, _, each in _described(contract) if each["operationId"] == operation)
    return _response(contract, described, status) is not None


def undocumented(contract: str, operation: str, answer: Answer, *, media_type: str | None = None) -> list[str]:
    """What the operation's description does not allow in this answer: its status, else its media type, else its body.

    With `media_type` the body is read as such, whatever the answer calls itself.
    """
    sent_as = media_type or answer.media_type
    described = next(each for _, _, each in _described(contract) if each["operationId"] == operation)
    response = _response(contract, described, answer.status)
    if response is None:
        return [f"the status {answer.status} is not documented"]
    content = response.get("content", {})
    if content and sent_as not in content and not any("*" in each for each in content):
        return [f"the media type {sent_as or '(none)'} is not documented for {answer.status}"]
    if not content or not any("schema" in each for each in content.values()):
        return []
    return _body_problems(contract, operation, answer, media_type or answer.headers.get("content-type", ""))


# --- the description ---


@cache
def _described(contract: str) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    paths: dict[str, dict[str, Any]] = schemas.load(f"{contract}/openapi.yaml")["paths"]
    return tuple((path, method, item[method]) for path, item in paths.items() for method in _METHODS if method in item)


def _resolved(contract: str, value: Any) -> Any:
    """What a local $ref of the description, or one to a file beside it, leads to."""
    while isinstance(value, dict) and isinstance(value.get("$ref"), str):
        file, _, pointer = value["$ref"].partition("#")
        value = schemas.load(f"{contract}/{file or 'openapi.yaml'}")
        for part in filter(None, pointer.split("/")):
            value = value[part.replace("~1", "/").replace("~0", "~")]
    return value


def _response(contract: str, described: Mapping[str, Any], status: int) -> dict[str, Any] | None:
    responses = {str(each).upper(): value for each, value in described["responses"].items()}
    found = responses.get(str(status), responses.get(f"{status // 100}XX", responses.get("DEFAULT")))
    return None if found is None else _resolved(contract, found)


@cache
def _parameters(contract: str, operation: str) -> dict[str, Any]:
    """By name, whether a text as sent fits a query parameter's schema."""
    for path, _, described in _described(contract):
        if described["operationId"] == operation:
            item = schemas.load(f"{contract}/openapi.yaml")["paths"][path]
            both = [_resolved(contract, each) for each in (*item.get("parameters", ()), *described.get("parameters", ()))]
            return {each["name"]: _fits(_resolved(contract, each["schema"])) for each in both if each["in"] == "query"}
    return {}


def _fits(schema: Mapping[str, Any]) -> Any:
    plain = {name: value for name, value in schema.items() if name not in ("$id", "$schema")}
    validator = jsonschema_rs.Draft202012Validator(plain, validate_formats=True)

    def fits(text: str) -> bool:
        return any(validator.is_valid(value) for value in _meanings(text, str(plain.get("type", "string"))))

    return fits


def _meanings(text: str, type_: str) -> Iterator[Any]:
    if type_ == "integer" and re.fullmatch(r"-?[0-9]{1,30}", text):
        yield int(text)
    elif type_ == "number" and re.fullmatch(r"-?[0-9]{1,30}(\.[0-9]+)?", text):
        yield float(text)
    elif type_ == "boolean" and text in ("true", "false"):
        yield text == "true"
    elif type_ not in ("integer", "number", "boolean"):
        yield text


# --- schemathesis ---


@cache
def _operation(contract: str, operation: str) -> Any:
    import schemathesis  # a second of imports that only runs with generated calls pay

    return schemathesis.openapi.from_path(str(schemas.path(f"{contract}/openapi.yaml"))).find_operation_by_id(operation)


@cache
def _calls(contract: str, operation: str, mode: str) -> st.SearchStrategy[Call]:
    from schemathesis import GenerationMode

    made: st.SearchStrategy[Any] = _operation(contract, operation).as_strategy(generation_mode=GenerationMode[mode])
    return made.map(lambda case: _call(contract, operation, case))


def _call(contract: str, operation: str, case: Any) -> Call:
    absent = type(case.body).__name__ == "NotSet"
    return Call(
        contract=contract,
        operation=operation,
        method=case.method.upper(),
        template=case.operation.path,
        path={name: _text(value) for name, value in (case.path_parameters or {}).items()},
        query=tuple((_text(name), text) for name, value in (case.query or {}).items() for text in _texts(value)),
        headers=_sendable(case.headers or {}),
        body=NO_BODY if absent else case.body,
        media_type=case.media_type,
    )


def _texts(value: Any) -> Iterator[str]:
    yield from map(_text, value) if isinstance(value, list | tuple) else [_text(value)]


def _text(value: Any) -> str:
    """A value as it is written in an address."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text.encode("utf-8", "replace").decode("utf-8")


def _sendable(headers: Mapping[str, Any]) -> dict[str, str]:
    """Generated headers without those that no client may send, or that are the transport's own business."""
    pairs = {str(name): str(value) for name, value in headers.items() if str(name).lower() not in _OURS}
    return {name: value for name, value in pairs.items() if _HEADER_NAME.fullmatch(name) and _HEADER_VALUE.fullmatch(value)}


def _body_problems(contract: str, operation: str, answer: Answer, content_type: str) -> list[str]:
    response = httpx.Response(
        answer.status,
        headers={"Content-Type": content_type},
        content=answer.body,
        request=httpx.Request(answer.method, answer.url),
    )
    response.elapsed = timedelta(seconds=answer.seconds)
    try:
        _operation(contract, operation).validate_response(response)
    except BaseExceptionGroup as several:
        return [_first_line(each) for each in several.exceptions[:5]]
    except AssertionError as one:
        return [_first_line(one)]
    return []


def _first_line(problem: BaseException) -> str:
    title = str(getattr(problem, "title", "") or "")
    message = str(getattr(problem, "message", "") or problem)
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return ": ".join(filter(None, [title, lines[0] if lines else ""]))[:300]
