"""Which tests a run needs: reads the ids tests carry, and the ids each suite file names, without running anything."""

import ast
import importlib.util
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

from adproof import places
from adproof.api.creation.dialect import Dialect
from adproof.catalogue import Catalogue, CatalogueError, did_you_mean
from adproof.config import ConfigError
from adproof.run import Run

_NAMING = {"requirement", "scenario", "step", "law", "follows"}


def contract_of(path: Path) -> str | None:
    """The contract whose suite a file belongs to, or None outside suites/."""
    try:
        inside = path.resolve().relative_to(places.SUITES.resolve())
    except ValueError:
        return None
    return inside.parts[0] if len(inside.parts) > 1 else None


def ids_of(item: pytest.Item) -> tuple[str, ...]:
    """The requirement ids a test is marked with: one by @requirement, or several by @scenario."""
    return tuple(id for name in ("requirement", "scenario") for mark in item.iter_markers(name) for id in mark.args)


@cache
def ids_named(file: Path) -> dict[str, tuple[str, ...]]:
    """Every requirement id a suite file names, by the word that names it."""
    named: dict[str, list[str]] = {}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            word = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if word in _NAMING:
                texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
                ids = texts[:1] if word == "follows" else texts
                named.setdefault(word, []).extend(id for id in ids if id.count(".") == 2)
    return {word: tuple(ids) for word, ids in named.items()}


def suite_files(contracts: Iterable[str] = places.CONTRACTS) -> Iterator[Path]:
    for contract in contracts:
        yield from sorted((places.SUITES / contract).glob("*.py"))


def load_laws(contracts: Iterable[str]) -> None:
    """Import suites/<contract>/laws*.py, so that laws judge whatever is asked, whichever tests run."""
    for contract in contracts:
        for file in sorted((places.SUITES / contract).glob("laws*.py")):
            spec = importlib.util.spec_from_file_location(f"adproof_laws_{contract}_{file.stem}", file)
            assert spec is not None
            assert spec.loader is not None
            spec.loader.exec_module(importlib.util.module_from_spec(spec))


def unknown_ids(items: Iterable[pytest.Item], catalogue: Catalogue) -> list[str]:
    """One line for each id that a test carries and the catalogue does not know, or must not be tested."""
    lines = []
    for item in items:
        for id in ids_of(item):
            try:
                if catalogue[id].untested:
                    lines.append(f"{item.nodeid}: {id} is listed as untested, so no test may name it")
            except CatalogueError as wrong:
                lines.append(f"{item.nodeid}: {wrong}")
        if not ids_of(item):
            lines.append(f"{item.nodeid} names no requirement; add @requirement(...) or @scenario(...)")
    return lines


def wanted(items: Iterable[pytest.Item], run: Run, catalogue: Catalogue) -> list[pytest.Item]:
    """The tests that can matter: they carry a chosen id, or provoke what judges one without being a test of its own."""
    items = list(items)
    chosen = {each.id for each in catalogue if run.selects(each)}
    contracts = {id.split(".")[0] for id in chosen}
    mine = [each for each in items if contract_of(each.path) in contracts]
    if not run.options.only:
        return mine
    carried = {id for each in mine for id in ids_of(each)}
    needed = chosen.union(*(_provokers(id, mine, catalogue) for id in chosen - carried))
    return [each for each in mine if needed & set(ids_of(each))]


def _provokers(id: str, items: Iterable[pytest.Item], catalogue: Catalogue) -> set[str]:
    """What the tests carry that let `id` be judged: those in a file that names it, of its topic, or of its contract."""
    contract, topic = catalogue[id].contract, catalogue[id].topic
    items = [each for each in items if contract_of(each.path) == contract]
    for near in (
        [each for each in items if any(id in ids for ids in ids_named(each.path).values())],
        [each for each in items if any(other.split(".")[1] == topic for other in ids_of(each))],
    ):
        if near:
            return {other for each in near for other in ids_of(each)}
    return {other for each in items for other in ids_of(each)}


def missing_claims(item: pytest.Item, run: Run, catalogue: Catalogue) -> str | None:
    """Why a test cannot be asked of this target, or None: its contract or everything it needs is not claimed."""
    assert run.target is not None
    if contract_of(item.path) not in run.target.contracts:
        return f"the target does not claim the contract {contract_of(item.path)}"
    ids = [catalogue[id] for id in ids_of(item)]
    if any(run.claims(each) for each in ids):
        return None
    return f"the target does not claim or configure {', '.join(sorted({need for each in ids for need in each.needs}))}"


def check(run: Run, catalogue: Catalogue) -> None:
    """Raises ConfigError or CatalogueError when a run asks for, or admits, what no catalogue knows."""
    assert run.target is not None
    ids = [each.id for each in catalogue]
    for glob in run.options.only:
        if not any(fnmatchcase(id, glob) for id in ids):
            raise ConfigError(f"no requirement matches {glob!r}.{did_you_mean(glob, ids)}")
    for file in suite_files(run.target.contracts):
        _check_file(file, catalogue)
    if run.target.creation is not None:
        Dialect.of(run.target.creation)
    waived = [catalogue[each.requirement].id for each in run.target.waivers]
    if len(set(waived)) < len(waived):
        raise ConfigError(f"{next(id for id in waived if waived.count(id) > 1)} is waived twice")


def _check_file(file: Path, catalogue: Catalogue) -> None:
    """Here and not only where tests are collected, because a worker of pytest-xdist has no good way to stop a run."""
    try:
        named = ids_named(file)
    except SyntaxError:
        return  # pytest says it better
    where, known = f"{file.parent.name}/{file.name}", [each.id for each in catalogue]
    for word, ids in named.items():
        for id in ids:
            if id not in catalogue:
                raise ConfigError(f"{where}: no requirement is called {id!r}.{did_you_mean(id, known)}")
            if catalogue[id].untested:
                raise ConfigError(f"{where}: {id} is listed as untested, so no {word} may name it")
