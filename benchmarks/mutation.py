"""The checks themselves are changed, one place at a time; each change has to let a fault survive or a conforming target fail.

    tox run -e mutation -- [--contract C]... [--sample 40] [--seed 1]

Each change (benchmarks/mutants.py) is made in a copy of the package, which then judges running references: the clean one, up to
three variants, and up to three faults that the kill sheet says the changed check has caught. A verdict or a reading that differs
from what the unchanged copy said notices the change. A change that nobody notices is a survivor: a check that could be weaker
than it reads, or a change without meaning.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from mutants import Mutant, of_contract

from adproof import launch, places, qualify

PATIENCE = 300  # seconds for one run
Switches = dict[str, qualify.Switch]


@dataclass
class Bench:
    """A copy of the package to change, references that stay up, and what the unchanged copy said of them."""

    contract: str
    folder: Path
    stack: ExitStack
    targets: dict[str, Path] = field(default_factory=dict)
    said: dict[tuple[str, tuple[str, ...]], dict[str, str]] = field(default_factory=dict)

    def copied(self, file: Path) -> Path:
        """Where the copy has this file of the suites or of the package."""
        if file.is_relative_to(places.SUITES):
            return self.folder / "suites" / file.relative_to(places.SUITES)
        return self.folder / "src" / "adproof" / file.relative_to(Path(launch.__file__).parent)

    def target(self, switch: qualify.Switch | None) -> Path:
        name = switch.name if switch else qualify.CLEAN
        if name not in self.targets:
            launched = launch.reference(["--contract", self.contract, *(switch.options if switch else [])])
            self.stack.callback(launched.stop)
            self.targets[name] = self.folder / f"{len(self.targets)}.toml"
            self.targets[name].write_text(launched.target_file, encoding="utf-8")
        return self.targets[name]

    def usual(self, switch: qualify.Switch | None, only: tuple[str, ...]) -> dict[str, str]:
        """What the unchanged copy says; asked once. Call it while nothing is changed."""
        key = (switch.name if switch else qualify.CLEAN, only)
        if key not in self.said:
            self.said[key] = self.says(switch, only)
        return self.said[key]

    def says(self, switch: qualify.Switch | None, only: tuple[str, ...]) -> dict[str, str]:
        """The verdict and the reading of every requirement; empty where the package broke down."""
        target, report = self.target(switch), self.folder / "report"
        shutil.rmtree(report, ignore_errors=True)
        command = [sys.executable, "-m", "adproof", "run", str(target), "--contract", self.contract, "--profile", "quick"]
        command += ["--report-dir", str(report), *(word for id in only for word in ("--only", id))]
        environment = {**os.environ, "PYTHONPATH": str(self.folder / "src")}
        try:
            subprocess.run(command, capture_output=True, env=environment, cwd=self.folder, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return {}
        file = report / "results.json"
        rows = json.loads(file.read_text(encoding="utf-8"))["requirements"] if file.is_file() else []
        return {each["id"]: " ".join(filter(None, (each["verdict"], each["reading"]))) for each in rows}


def chosen_switches(mutant: Mutant, known: Switches, contract: str, dice: random.Random) -> list[qualify.Switch | None]:
    """The clean reference, the variants that follow a reading of the check, and the faults it has caught."""
    variants = [each for each in known.values() if each.contract == contract and not each.is_fault]
    dice.shuffle(variants)
    variants.sort(key=lambda each: not (each.reading and each.reading[0] in mutant.ids))
    failing = qualify.shipped()["faults"]
    faults = [known[name] for name, ids in failing.items() if name in known and {*ids} & {*mutant.ids}]
    faults.sort(key=lambda each: (not {*each.breaks[:1]} & {*mutant.ids}, len(failing[each.name]), dice.random()))
    return [None, *faults[:3], *variants[:3]]


def noticed(mutant: Mutant, bench: Bench, known: Switches, dice: random.Random) -> str:
    """Who notices the change and how, or an empty text for a survivor."""
    copy = bench.copied(mutant.file)
    only = () if mutant.file.name.startswith("laws") else mutant.ids  # a law lives on everybody's traffic
    for switch in chosen_switches(mutant, known, bench.contract, dice):
        usual = bench.usual(switch, only)
        copy.write_text(mutant.code, encoding="utf-8")
        try:
            now = bench.says(switch, only)
        finally:
            shutil.copy(mutant.file, copy)
        for id in mutant.ids:
            if now.get(id) != usual.get(id):
                return f"{switch.name if switch else qualify.CLEAN}: {usual.get(id)} becomes {now.get(id, 'no verdict')}"
    return ""


def mutated(sample: int, seed: int, bench: Bench) -> None:
    known = {each.name: each for each in qualify.switches()}
    dice = random.Random(seed)
    every = of_contract(bench.contract)
    chosen = dice.sample(every, min(sample, len(every)))
    survivors = []
    for number, mutant in enumerate(chosen, 1):
        why = noticed(mutant, bench, known, dice)
        survivors += [] if why else [mutant]
        where = f"{mutant.file.name}:{mutant.line} {mutant.operator}"
        print(f"[{number}/{len(chosen)}] {where}: {why or 'SURVIVES'}", file=sys.stderr, flush=True)
    print(f"| {bench.contract} | {len(every)} | {len(chosen)} | {len(chosen) - len(survivors)} | {len(survivors)} |")
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
            mutated(words.sample, words.seed, Bench(contract, folder, stack))


if __name__ == "__main__":
    main()
