"""The changes that are made to the checks: comparisons, bounds, and/or and not, one at a time, by cosmic-ray.

A check is a test, law or scenario of a suite, or a function that one of them uses, in the suite or in the contract's words.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

import adproof
from adproof import places

KINDS = ("NumberReplacer", "AndWithOr", "OrWithAnd", "Not", "Add_Sub", "Sub_Add", "TrueWithFalse", "FalseWithTrue")
COMPARISONS = ("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "LtE_Gt", "GtE_Lt", "Is_IsNot", "IsNot_Is")
NAMING = ("requirement", "law", "scenario", "step")
COUNTING = ("witness", "weak")  # these count what was seen; small stocks prove them (tests/harness/test_ladder.py)
MOST_IDS = 4  # a function that everybody uses is judged by its first users
Place = tuple[int, int]


@dataclass(frozen=True)
class Mutant:
    """One change: `ids` are the requirements whose checks stand around it."""

    file: Path
    line: int
    operator: str
    before: str
    after: str
    code: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """Where one check stands, the decorators left out, and the requirements it names."""

    first: Place
    last: Place
    ids: tuple[str, ...]


def of_contract(contract: str) -> list[Mutant]:
    """Every change of the contract's suite and words that may alter what a check decides."""
    suite = sorted((places.SUITES / contract).glob("*.py"))
    words = sorted((Path(adproof.__file__).parent / "api" / contract).glob("*.py"))
    users: dict[str, list[str]] = {}
    for file in suite:
        for node in _functions(ast.parse(file.read_text(encoding="utf-8"))):
            for name in _names(node):
                users.setdefault(name, []).extend(_requirements(node))
    return [each for file in (*suite, *words) for each in mutants(file, users)]


def mutants(file: Path, users: Mapping[str, Sequence[str]]) -> Iterator[Mutant]:
    """Every change of one file inside a check; `users` says which requirements use a function."""
    code = file.read_text(encoding="utf-8")
    tree = ast.parse(code)
    checks = [_check(node, users) for node in _functions(tree)]
    counting, comparing = _calls(tree, COUNTING), _spans(tree, ast.Compare)
    for name in _operators():
        operator, occurrence = get_operator(name)(), 0
        kind = name.rpartition("/")[2]
        while (changed := mutate_code(code, operator, occurrence)) is not None:
            occurrence += 1
            place, before, after = difference(code, changed)
            ids = next((each.ids for each in checks if each.first <= place <= each.last), ())
            deciding = not _within(place, counting) and (kind != "NumberReplacer" or _within(place, comparing))
            if ids and deciding:
                yield Mutant(file, place[0], kind, before, after, changed, ids)


def _operators() -> Iterator[str]:
    for name in operator_names():
        kind = name.rpartition("/")[2]
        if kind.endswith(COMPARISONS) if "Comparison" in kind else kind.endswith(KINDS) and "Unary_Add" not in kind:
            yield name


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        within = node.body if isinstance(node, ast.ClassDef) else [node]
        yield from (each for each in within if isinstance(each, ast.FunctionDef))


def _check(node: ast.FunctionDef, users: Mapping[str, Sequence[str]]) -> Check:
    ids = _requirements(node) or users.get(node.name, ())
    return Check(_begin(node.body[0]), _end(node), tuple(dict.fromkeys(ids))[:MOST_IDS])


def _requirements(node: ast.FunctionDef) -> list[str]:
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
    named = [each for each in calls if isinstance(each.func, ast.Name) and each.func.id in NAMING]
    return [str(word.value) for each in named for word in each.args if isinstance(word, ast.Constant)]


def _names(node: ast.FunctionDef) -> set[str]:
    inside = list(ast.walk(node))
    return {each.id for each in inside if isinstance(each, ast.Name)} | {
        each.attr for each in inside if isinstance(each, ast.Attribute)
    }


def _calls(tree: ast.Module, names: tuple[str, ...]) -> list[tuple[Place, Place]]:
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    return [(_begin(each), _end(each)) for each in calls if isinstance(each.func, ast.Name) and each.func.id in names]


def _spans(tree: ast.Module, kind: type[ast.expr]) -> list[tuple[Place, Place]]:
    return [(_begin(each), _end(each)) for each in ast.walk(tree) if isinstance(each, kind)]


def _within(place: Place, spans: list[tuple[Place, Place]]) -> bool:
    return any(first <= place <= last for first, last in spans)


def _begin(node: ast.stmt | ast.expr) -> Place:
    return node.lineno, node.col_offset


def _end(node: ast.stmt | ast.expr) -> Place:
    return node.end_lineno or node.lineno, node.end_col_offset or 0


def difference(code: str, changed: str) -> tuple[Place, str, str]:
    """Line and column of a change, the old line and the new one."""
    pairs = zip(code.splitlines(), changed.splitlines(), strict=False)
    line, before, after = next((nr, a, b) for nr, (a, b) in enumerate(pairs, 1) if a != b)
    column = next((nr for nr, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    return (line, column), before.strip(), after.strip()
