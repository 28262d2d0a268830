"""Requirements as frozen values, read from the suites' TOML files; an unknown id is answered with *Did you mean*."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from adproof import places


class Strength(StrEnum):
    MUST = "must"
    SHOULD = "should"
    OPEN = "open"


class Origin(StrEnum):
    DOCUMENT = "document"
    DERIVED = "derived"
    WIDER = "wider"


class CatalogueError(ValueError):
    """A requirements file is wrong, or an id is unknown: our own mistake, told in one line."""


@dataclass(frozen=True)
class Document:
    """The source of a contract: what the report quotes as its origin."""

    contract: str
    title: str
    publisher: str
    address: str
    language: str
    read: str


@dataclass(frozen=True)
class Requirement:
    """One promise of a document, in our own words. `id` is `<contract>.<topic>.<clause>`."""

    id: str
    statement: str
    section: str
    strength: Strength
    origin: Origin
    needs: tuple[str, ...] = ()
    reading: str | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    untested: str | None = None
    candidates: tuple[str, ...] = ()

    @property
    def contract(self) -> str:
        return self.id.split(".")[0]

    @property
    def topic(self) -> str:
        return self.id.split(".")[1]


class Catalogue:
    """All requirements, in the order of the files. Raises CatalogueError for an unknown id."""

    def __init__(self, documents: Iterable[Document], requirements: Iterable[Requirement]) -> None:
        self.documents = MappingProxyType({each.contract: each for each in documents})
        self._by_id: dict[str, Requirement] = {}
        for each in requirements:
            if each.id in self._by_id:
                raise CatalogueError(f"requirement {each.id!r} is written twice")
            self._by_id[each.id] = each

    def __iter__(self) -> Iterator[Requirement]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def __getitem__(self, id: str) -> Requirement:
        if id in self._by_id:
            return self._by_id[id]
        raise CatalogueError(f"no requirement is called {id!r}.{did_you_mean(id, self._by_id)}")

    def digest(self) -> str:
        """A sha256 over every requirement: two reports with the same digest judged by the same words."""
        rows = json.dumps([asdict(each) for each in self], sort_keys=True, default=str)
        return hashlib.sha256(rows.encode()).hexdigest()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """' Did you mean ...?' with the closest known word, or the empty string."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f" Did you mean {close[0]!r}?" if close else ""


@cache
def load(suites: Path = places.SUITES) -> Catalogue:
    """Every requirement below `suites`. Raises CatalogueError naming file, table and key."""
    documents: list[Document] = []
    requirements: list[Requirement] = []
    for folder in sorted(path.parent for path in suites.glob("*/document.toml")):
        documents.append(_document(folder))
        for file in sorted(folder.glob("*.toml")):
            if file.name != "document.toml":
                requirements.extend(_topic(folder.name, file))
    if not requirements:
        raise CatalogueError(f"no requirements were found below {suites}")
    return Catalogue(documents, requirements)


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise CatalogueError(f"{file}: {broken}") from broken


def _document(folder: Path) -> Document:
    data = _read(folder / "document.toml")
    try:
        return Document(folder.name, data["title"], data["publisher"], data["address"], data["language"], str(data["read"]))
    except KeyError as missing:
        raise CatalogueError(f"{folder / 'document.toml'}: the key {missing} is missing") from missing


def _topic(contract: str, file: Path) -> Iterator[Requirement]:
    for clause, table in _read(file).items():
        where = f"{file.parent.name}/{file.name}: [{clause}]"
        if not isinstance(table, dict):
            raise CatalogueError(f"{where} is no table; a topic file holds one table per requirement")
        problems = requirement_problems(table)
        if problems:
            raise CatalogueError(f"{where}: {problems[0]}")
        yield Requirement(
            id=f"{contract}.{file.stem}.{clause}",
            statement=table["statement"],
            section=table["section"],
            strength=Strength(table["strength"]),
            origin=Origin(table["origin"]),
            needs=tuple(table.get("needs", ())),
            reading=table.get("reading"),
            readings=dict(table.get("readings", {})),
            untested=table.get("untested"),
            candidates=tuple(table.get("candidates", ())),
        )


@cache
def _schema() -> Any:
    return json.loads((places.SCHEMAS / "adproof" / "requirement.schema.json").read_text(encoding="utf-8"))


@cache
def _validator() -> Any:
    import jsonschema

    return jsonschema.Draft202012Validator(_schema())


def requirement_problems(table: Mapping[str, Any]) -> list[str]:
    """What `schemas/adproof/requirement.schema.json` objects to in one table, as one-line texts."""
    known = _schema()["properties"]
    unknown = [f"unknown key {key!r}.{did_you_mean(key, known)}" for key in table if key not in known]
    return unknown or [error.message for error in _validator().iter_errors(dict(table))]
