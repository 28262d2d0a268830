"""Judge the foreign servers, one switch after the other: `python -m tests.foreign.run --contract search --kind violations`."""

import argparse
import fnmatch
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def switches(contract: str) -> list[dict[str, str]]:
    listed = subprocess.run(server(contract, "--list"), cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return [json.loads(line) for line in listed.stdout.splitlines()]


def server(contract: str, *options: str) -> list[str]:
    return [sys.executable, "-m", f"tests.foreign.{contract}", *options]


def judged(contract: str, size: int, name: str | None, profile: str, *more: str) -> dict[str, Any]:
    """One run of the suite in front of one server."""
    options = ["--size", str(size), *more, *(part for each in (name or "").split("+") if each for part in ("--with", each))]
    serving = subprocess.Popen(server(contract, *options), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    begun = time.monotonic()
    try:
        file = Path(serving.stdout.readline().strip())  # type: ignore[union-attr]
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "adproof", "run", str(file), "--contract", contract, "--profile", profile]
            ended = subprocess.run([*command, "--report-dir", folder], cwd=ROOT, capture_output=True, text=True, timeout=900)
            results = Path(folder) / "results.json"
            found = (
                json.loads(results.read_text())
                if results.exists()
                else {"requirements": [], "run": {}, "said": ended.stderr[-800:]}
            )
        bites = Path(f"{file}.bites")
        bitten = len(bites.read_text().splitlines()) if bites.exists() else 0
        bites.unlink(missing_ok=True)
        file.unlink()
    finally:
        serving.terminate()
        serving.wait(10)
    return summary(found, ended.returncode) | {"bites": bitten, "seconds": round(time.monotonic() - begun, 1)}


def summary(found: dict[str, Any], code: int) -> dict[str, Any]:
    rows = found["requirements"]

    def of(*verdicts: str) -> list[str]:
        return [each["id"] for each in rows if each["verdict"] in verdicts]

    return {
        "code": code,
        "failed": of("failed", "error"),
        "warned": of("warned"),
        "inconclusive": [each["id"] for each in rows if each["verdict"] == "inconclusive" and each["strength"] == "must"],
        "why": {each["id"]: told(each) for each in rows if each["verdict"] in ("failed", "warned", "error")},
        "open": {each["id"]: each.get("reason", "")[:200] for each in rows if each["verdict"] == "inconclusive"},
        "verdicts": dict(Counter(each["verdict"] for each in rows)),
        "requests": found["run"].get("requests"),
        "said": found.get("said", ""),
    }


def told(row: dict[str, Any]) -> list[Any]:
    checks = [each for each in row.get("checks", []) if each.get("outcome") in ("failed", "error")]
    return [row.get("reason", "")[:400], *([each.get(name) for name in ("asked", "expected", "received")] for each in checks[:2])]


def looked_at(contract: str, size: int, each: dict[str, str], profile: str, known: set[str]) -> tuple[dict[str, Any], str]:
    """A violation is asked for quickly first; only one that escapes is looked for in earnest, and its bites are counted."""
    if each["kind"] != "violations":
        seen = judged(contract, size, each["name"], profile)
        return seen, word(each["kind"], seen, known)
    seen = judged(contract, size, each["name"], "quick")
    if word(each["kind"], seen, known) != "noticed":
        seen = judged(contract, size, each["name"], profile, "--bites")
    return seen, word(each["kind"], seen, known)


def word(kind: str, seen: dict[str, Any], known: set[str] = frozenset()) -> str:  # type: ignore[assignment]
    """What to call it; warnings that the clean server gets as well (a *should* it does not keep) say nothing."""
    if seen["code"] not in (0, 1, 6):
        return "BROKEN"
    if kind == "violations":
        return "noticed" if seen["failed"] else "warned" if set(seen["warned"]) - known else "MISSED"
    return "ALARM" if seen["failed"] else "warned" if set(seen["warned"]) - known else "fine"


def chosen(options: argparse.Namespace) -> list[dict[str, str]]:
    if options.mix:
        return [{"name": each, "kind": "variations", "rule": "several at once"} for each in options.mix]
    listed = [{"name": "", "kind": "clean", "rule": "-"}, *switches(options.contract)]
    kinds = options.kind or ["variations", "violations"]
    globs = options.name.split(",")
    return [each for each in listed if each["kind"] in kinds and any(fnmatch.fnmatch(each["name"], glob) for glob in globs)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contract", choices=["search", "user_ads"], required=True)
    parser.add_argument("--kind", choices=["variations", "violations", "clean"], action="append")
    parser.add_argument("--name", default="*", help="a glob; several with commas")
    parser.add_argument("--mix", action="append", help="variations that are on at once, joined by +")
    parser.add_argument("--size", type=int, action="append")
    parser.add_argument("--profile", default="standard")
    parser.add_argument("--out", type=Path, default=ROOT / "reports" / "foreign.jsonl")
    options = parser.parse_args()
    words: Counter[str] = Counter()
    known: set[str] = set()
    todo = chosen(options)
    if any(each["kind"] == "violations" for each in todo):
        known = set(judged(options.contract, 240, None, "quick")["warned"])
    for each in todo:
        for size in options.size or [240]:
            seen, said = looked_at(options.contract, size, each, options.profile, known)
            words[f"{each['kind']} {said}"] += 1
            failed = ", ".join(id.split(".", 1)[1] for id in (seen["failed"] or seen["warned"])[:4])
            label = each["name"] or "clean"
            print(
                f"{said:8} {label:42} {size:5} exit {seen['code']} bites {seen['bites']:4} {seen['seconds']:5}s {failed}",
                flush=True,
            )
            with options.out.open("a") as file:
                row = {"contract": options.contract, "size": size, "word": said, **each, **seen}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(dict(words))
    return 1 if any(each.endswith(("ALARM", "MISSED")) for each in words) else 0


if __name__ == "__main__":
    os.environ["PYTHONDONTWRITEBYTECODE"] = ""
    sys.exit(main())
