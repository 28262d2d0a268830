"""One table, measured in one run: seeded faults noticed by adproof and by plain `schemathesis run`, with requests and seconds.

A fault counts as noticed by schemathesis when a failure (code and operation) appears that the clean reference does not give.
"""

import argparse
import json
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from peers import plain_schemathesis

from adproof import launch, qualify

PLAIN = {
    "schemathesis, defaults": [],
    "schemathesis, all checks, 200 examples": ["--checks", "all", "--max-examples", "200", "--continue-on-failure"],
    "schemathesis, stateful, all checks": ["--checks", "all", "--phases", "stateful", "--continue-on-failure"],
}
LONGEST = 900


@dataclass
class Tally:
    faults: int = 0
    noticed: int = 0
    requests: int = 0
    seconds: float = 0.0
    clean: set[str] = field(default_factory=set)


def schemathesis(contract: str, launched: launch.Launched, words: list[str]) -> tuple[set[str], int]:
    """The failures a plain run reports (code and operation), and how many test cases it sent."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = folder / "report.json"
        words = [*words, "--report", "json", "--report-json-path", str(report)]
        done = plain_schemathesis(contract, launched.target_file, words, folder=folder, longest=LONGEST)
        if not report.is_file():
            raise SystemExit(f"schemathesis wrote no report: {done.stdout[-500:]}{done.stderr[-500:]}")
        data = json.loads(report.read_text())
    found = {f"{each['code']} {operation}" for each in data["failures"] for operation in each["operations"]}
    return found, data["test_cases"]["generated"]


def theirs(contract: str, switch: qualify.Switch | None, tallies: dict[str, Tally]) -> None:
    options = ["--contract", contract, *(["--fault", switch.name] if switch else [])]
    for name, words in PLAIN.items():
        launched = launch.reference(options)
        begin = time.perf_counter()
        try:
            found, requests = schemathesis(contract, launched, words)
        finally:
            launched.stop()
        tally = tallies.setdefault(name, Tally())
        if switch is None:
            tally.clean = found
            continue
        tally.faults += 1
        tally.noticed += bool(found - tally.clean)
        tally.requests += requests
        tally.seconds += time.perf_counter() - begin


def ours(contract: str, switch: qualify.Switch, profile: str, tally: Tally) -> None:
    begin = time.perf_counter()
    tried = qualify.trial(contract, switch, profile)
    tally.faults += 1
    tally.noticed += switch.breaks[0] in tried.having("failed", "warned")
    tally.requests += tried.requests
    tally.seconds += time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contract", nargs="+", default=["user_ads", "search", "creation"])
    parser.add_argument("--sample", type=int, default=0, help="every n-th fault so that about this many are tried; 0 is all")
    parser.add_argument("--profiles", nargs="+", default=["quick", "standard"])
    words = parser.parse_args()
    print("| contract | tool | noticed | faults | requests a fault | seconds a fault |\n| --- | --- | --- | --- | --- | --- |")
    for contract in words.contract:
        faults = [each for each in qualify.switches() if each.contract == contract and each.is_fault]
        chosen = faults[:: max(1, len(faults) // words.sample)] if words.sample else faults
        tallies: dict[str, Tally] = {}
        theirs(contract, None, tallies)
        for switch in chosen:
            theirs(contract, switch, tallies)
            for profile in words.profiles:
                ours(contract, switch, profile, tallies.setdefault(f"adproof, {profile}", Tally()))
        for name, tally in tallies.items():
            count = max(tally.faults, 1)
            row = f"{tally.noticed} | {tally.faults} | {tally.requests / count:.0f} | {tally.seconds / count:.1f}"
            print(f"| {contract} | {name} | {row} |", flush=True)


if __name__ == "__main__":
    main()
