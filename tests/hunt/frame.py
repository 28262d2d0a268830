"""The words of a transformation: what was asked, what is answered, and the book that keeps all deeds of a contract.

A deed is one small function that stands between the suite and a conforming target. A violation breaks a documented
rule; an oddity differs as the documents allow. Nothing here knows the reference or the suites.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, quote

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """A request as it came in; the query is kept as it was written."""

    method: str
    path: str
    query: str = ""
    headers: Headers = ()
    body: bytes = b""

    @property
    def params(self) -> list[tuple[str, str]]:
        return parse_qsl(self.query, keep_blank_values=True, errors="replace")

    def param(self, name: str) -> str | None:
        """The last value of a parameter, or None."""
        return dict(self.params).get(name)

    def number(self, name: str, default: int) -> int:
        """A parameter read as a whole number, or the default."""
        text = self.param(name) or ""
        return int(text) if re.fullmatch("-?[0-9]{1,17}", text) else default

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def json(self) -> Any:
        return parsed(self.body)

    def having(self, **changes: str | None) -> Asked:
        """The same request with parameters set, or taken away where the value is None."""
        kept = [(key, value) for key, value in self.params if key not in changes]
        kept += [(key, value) for key, value in changes.items() if value is not None]
        return replace(self, query="&".join(f"{quote(key)}={quote(value)}" for key, value in kept))

    def headed(self, name: str, value: str | None) -> Asked:
        kept = tuple((key, old) for key, old in self.headers if key.lower() != name.lower())
        return replace(self, headers=(*kept, (name, value)) if value is not None else kept)

    def carrying(self, value: Any) -> Asked:
        return replace(self.headed("content-type", "application/json"), body=json.dumps(value).encode())


@dataclass(frozen=True)
class Answer:
    """What is sent back. `chunked` and `close` change how, not what."""

    status: int
    headers: Headers = ()
    body: bytes = b""
    chunked: bool = False
    close: bool = False

    @property
    def json(self) -> Any:
        return parsed(self.body)

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def headed(self, name: str, value: str | None) -> Answer:
        kept = tuple((key, old) for key, old in self.headers if key.lower() != name.lower())
        return replace(self, headers=(*kept, (name, value)) if value is not None else kept)

    def carrying(self, value: Any, **style: Any) -> Answer:
        """The same answer with another JSON body; an entity tag of the old body goes with it."""
        text = json.dumps(value, **({"ensure_ascii": False} | style))
        return replace(self.headed("etag", None), body=text.encode("utf-8", "surrogatepass"))


def parsed(body: bytes) -> Any:
    """The JSON value of a body, or None."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def told(status: int, value: Any, media_type: str = "application/json") -> Answer:
    """An answer of the deed's own."""
    return Answer(status, (("content-type", media_type),), json.dumps(value).encode())


Ask = Callable[[Asked], Awaitable[Answer]]
Memory = dict[str, Any]
Act = Callable[[Asked, Ask, Memory], Awaitable[Answer]]
Edit = Callable[[Asked, Any, Memory], Any]


@dataclass(frozen=True)
class Deed:
    """A transformation: `breaks` names the requirements that may notice it; an oddity breaks none."""

    name: str
    contract: str
    says: str
    breaks: tuple[str, ...]
    act: Act
    options: tuple[str, ...] = ()

    @property
    def conforming(self) -> bool:
        return not self.breaks


@dataclass
class Book:
    """All deeds of one contract; `served` tells which answers an edit is about."""

    contract: str
    served: Callable[[Asked, Answer], bool]
    deeds: list[Deed] = field(default_factory=list)

    def breaks(self, *ids: str, options: tuple[str, ...] = ()) -> Callable[[Act], Act]:
        """A violation that asks and answers by itself."""

        def enter(act: Act) -> Act:
            self.enter(act, act, ids, options)
            return act

        return enter

    def edits(self, *ids: str, options: tuple[str, ...] = ()) -> Callable[[Edit], Edit]:
        """A violation that changes the JSON body of a served answer."""

        def enter(edit: Edit) -> Edit:
            self.enter(edit, self.editing(edit), ids, options)
            return edit

        return enter

    def oddity(self, act: Act) -> Act:
        self.enter(act, act, (), ())
        return act

    def odd_edit(self, edit: Edit) -> Edit:
        self.enter(edit, self.editing(edit), (), ())
        return edit

    def editing(self, edit: Edit) -> Act:
        async def act(asked: Asked, ask: Ask, memory: Memory) -> Answer:
            answer = await ask(asked)
            body = answer.json
            if not self.served(asked, answer) or body is None:
                return answer
            changed = edit(asked, body, memory)
            return answer.carrying(body if changed is None else changed)

        return act

    def enter(self, named: Callable[..., Any], act: Act, ids: tuple[str, ...], options: tuple[str, ...]) -> None:
        says = " ".join((named.__doc__ or "").split())
        full = tuple(f"{self.contract}.{id_}" for id_ in ids)
        self.deeds.append(Deed(named.__name__, self.contract, says, full, act, options))


def count(memory: Memory, what: str = "count") -> int:
    """How often this was called, from 1."""
    memory[what] = memory.get(what, 0) + 1
    return int(memory[what])
