"""The checks themselves are changed, one place at a time; each change has to let a fault survive or a conforming target fail.

    tox run -e mutation -- [--contract C]... [--sample 40] [--seed 1]

The changes are made by cosmic-ray: comparisons, bounds, and/or, not, numbers. Each is made in a copy of the package, which then
judges running references: the clean one, up to two variants, and up to three faults that the kill sheet says the changed check
has caught. A change that nobody notices is a survivor: a check that could be weaker than it reads, or a change without meaning.
"""

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from adproof import launch, places, qualify

KINDS = ("Comparison", "Number", "And", "Or", "AddNot", "Delete_Not", "Add_Sub", "Sub_Add", "TrueWithFalse", "FalseWithTrue")
COMPARISONS = ("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "LtE_Gt", "GtE_Lt", "Is_IsNot", "IsNot_Is")
WORDS = ("requirement", "law", "scenario", "step")
PATIENCE = 300  # seconds for one run


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


def operators() -> Iterator[str]:
    for name in operator_names():
        kind = name.rpartition("/")[2]
        if "Comparison" in kind:
            wanted = kind.endswith(COMPARISONS)
        else:
            wanted = any(each in kind for each in KINDS) and ("Binary" not in kind or kind.endswith(("Add_Sub", "Sub_Add")))
        if wanted:
            yield name


def mutants(file: Path) -> Iterator[Mutant]:
    """Every change of a suite's file that stands inside a check."""
    code = file.read_text(encoding="utf-8")
    checks = spans(code)
    for name in operators():
        operator, occurrence = get_operator(name)(), 0
        while (changed := mutate_code(code, operator, occurrence)) is not None:
            occurrence += 1
            line, before, after = difference(code, changed)
            ids = next((ids for start, end, ids in checks if start <= line <= end), ())
            if ids:
                yield Mutant(file, line, name.rpartition("/")[2], before, after, changed, ids)


def spans(code: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """First and last line of every check, decorators left out, with the requirements it names."""
    found = []
    for node in ast.parse(code).body:
        if isinstance(node, ast.FunctionDef):
            calls = [each for each in ast.walk(node) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
            texts = [
                word.value for each in calls if each.func.id in WORDS for word in each.args if isinstance(word, ast.Constant)
            ]
            if texts:
                found.append((node.body[0].lineno, node.end_lineno or node.lineno, tuple(dict.fromkeys(map(str, texts)))))
    return found


def difference(code: str, changed: str) -> tuple[int, str, str]:
    """Line number, old line and new line of a change."""
    pairs = zip(code.splitlines(), changed.splitlines(), strict=False)
    line, before, after = next((nr, a, b) for nr, (a, b) in enumerate(pairs, 1) if a != b)
    return line, before.strip(), after.strip()


@dataclass
class Bench:
    """A copy of the package to change, and references that stay up."""

    folder: Path
    stack: ExitStack
    targets: dict[str, Path]

    def target(self, contract: str, switch: qualify.Switch | None) -> Path:
        name = switch.name if switch else f"{contract}-clean"
        if name not in self.targets:
            launched = launch.reference(["--contract", contract, *(switch.options if switch else [])])
            self.stack.callback(launched.stop)
            self.targets[name] = self.folder / f"{name}.toml"
            self.targets[name].write_text(launched.target_file, encoding="utf-8")
        return self.targets[name]

    def verdicts(self, target: Path, contract: str, only: tuple[str, ...]) -> dict[str, str]:
        """What the changed package says of a target; empty where it broke down."""
        report = self.folder / "report"
        shutil.rmtree(report, ignore_errors=True)
        command = [sys.executable, "-m", "adproof", "run", str(target), "--contract", contract, "--profile", "quick"]
        command += ["--report-dir", str(report), *(word for id in only for word in ("--only", id))]
        environment = {**os.environ, "PYTHONPATH": str(self.folder / "src")}
        try:
            subprocess.run(command, capture_output=True, env=environment, cwd=self.folder, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return {}
        file = report / "results.json"
        rows = json.loads(file.read_text(encoding="utf-8"))["requirements"] if file.is_file() else []
        return {each["id"]: each["verdict"] for each in rows}


def judged(mutant: Mutant, contract: str, bench: Bench, known: dict[str, qualify.Switch], dice: random.Random) -> str:
    """Why the mutant is dead, or an empty text for a survivor."""
    copy = bench.folder / "suites" / mutant.file.relative_to(places.SUITES)
    whole = mutant.file.name.startswith("laws")  # a law lives on everybody's traffic
    only = () if whole else mutant.ids
    copy.write_text(mutant.code, encoding="utf-8")
    try:
        variants = [each for each in known.values() if each.contract == contract and not each.is_fault]
        for switch in (None, *dice.sample(variants, 2)):
            said = bench.verdicts(bench.target(contract, switch), contract, only)
            wrong = [id for id in mutant.ids if said.get(id, "error") not in ("passed", "not claimed", "warned")]
            if wrong:
                return f"{switch.name if switch else qualify.CLEAN}: {wrong[0]} is {said.get(wrong[0], 'not judged')}"
        failing = qualify.shipped()["faults"]
        faults = [known[name] for name, ids in failing.items() if name in known and {*ids} & {*mutant.ids}]
        faults.sort(key=lambda each: (not {*each.breaks[:1]} & {*mutant.ids}, len(failing[each.name]), dice.random()))
        for switch in faults[:3]:
            said = bench.verdicts(bench.target(contract, switch), contract, only)
            if not any(said.get(id) in ("failed", "warned") for id in mutant.ids):
                return f"{switch.name} goes unnoticed"
        return ""
    finally:
        shutil.copy(mutant.file, copy)


def mutated(contract: str, sample: int, seed: int, bench: Bench) -> None:
    known = {each.name: each for each in qualify.switches()}
    dice = random.Random(seed)
    every = [each for file in sorted((places.SUITES / contract).glob("*.py")) for each in mutants(file)]
    chosen = dice.sample(every, min(sample, len(every)))
    survivors = []
    for number, mutant in enumerate(chosen, 1):
        why = judged(mutant, contract, bench, known, dice)
        survivors += [] if why else [mutant]
        where = f"{mutant.file.name}:{mutant.line} {mutant.operator}"
        print(f"[{number}/{len(chosen)}] {where}: {why or 'SURVIVES'}", file=sys.stderr, flush=True)
    print(f"| {contract} | {len(every)} | {len(chosen)} | {len(chosen) - len(survivors)} | {len(survivors)} |")
    for each in survivors:
        print(f"|   {each.file.name}:{each.line} | `{each.before}` | `{each.after}` | {', '.join(each.ids[:2])} | |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contract", nargs="+", default=list(places.CONTRACTS), choices=places.CONTRACTS)
    parser.add_argument("--sample", type=int, default=40, help="changes a contract, drawn by the seed")
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    print("| contract | possible changes | tried | noticed | survived |\n| --- | --- | --- | --- | --- |", flush=True)
    for contract in words.contract:
        with tempfile.TemporaryDirectory(prefix="adproof-mutation-") as name, ExitStack() as stack:
            folder = Path(name)
            unwanted = shutil.ignore_patterns("__pycache__", "_data")
            shutil.copytree(Path(launch.__file__).parent, folder / "src" / "adproof", ignore=unwanted)
            shutil.copytree(places.SCHEMAS, folder / "schemas")
            shutil.copytree(places.SUITES, folder / "suites", ignore=unwanted)
            mutated(contract, words.sample, words.seed, Bench(folder, stack, {}))


if __name__ == "__main__":
    main()
