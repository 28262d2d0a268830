"""Judge the foreign gateway as it is, in every allowed variation, and with every violation; a table and JSON lines come out.

    python -m tests.foreign.run_creation [--name GLOB]... [--kind clean|variation|violation] [--mix A+B+C]... [-j 4] --out FILE

Names that are already in the output are skipped.
"""

import argparse
import fnmatch
import json
import os
import subprocess
import sys
import tempfile
import threading
import tomllib
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.foreign.creation_names import VARIATIONS
from tests.foreign.creation_violations import VIOLATIONS

WORST = ("failed", "warned", "inconclusive", "error")
LOCK = threading.Lock()


def serve(names, file):
    """A server process, once its target file is written."""
    command = [sys.executable, "-m", "tests.foreign.creation", *(f"--with={name}" for name in names)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    lines = []
    for line in server.stdout:
        lines.append(line)
        if line.startswith("claims") and '"token"' not in line:
            break
        if line.startswith("token"):
            break
    file.write_text("".join(lines), encoding="utf-8")
    return server


def judge(kind, name, profile, only=()):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "target.toml"
        server = serve(name.split("+") if name != "clean" else [], file)
        try:
            command = ["adproof", "run", str(file), "--contract", "creation", "--profile", profile, "--report-dir", folder]
            command += [word for glob in only for word in ("--only", glob)]
            command[0] = str(Path(sys.executable).with_name("adproof"))
            ended = subprocess.run(command, capture_output=True, text=True, timeout=1500, env=os.environ)
            base = tomllib.loads(file.read_text(encoding="utf-8"))["creation"]["base_url"].split("/", 3)
            with urllib.request.urlopen("/".join(base[:3]) + "/bites", timeout=5) as answer:
                bites = json.load(answer)["bites"]
        finally:
            server.terminate()
            server.wait(10)
        results = Path(folder) / "results.json"
        requirements = json.loads(results.read_text(encoding="utf-8"))["requirements"] if results.exists() else []
    record = {
        "kind": kind,
        "name": name,
        "code": ended.returncode,
        "bites": bites,
        "note": "" if requirements else ended.stdout[-2000:],
    }
    for verdict in WORST:
        record[verdict] = [told(each) for each in requirements if each["verdict"] == verdict]
    return record


def told(requirement):
    """What the report says of one requirement, in short."""
    parts = {key: str(requirement.get(key))[:300] for key in ("id", "strength", "reason", "reading") if requirement.get(key)}
    bad = [each for each in requirement["checks"] if each.get("outcome") != "passed"][:2]
    return parts | {"checks": [json.dumps(each, ensure_ascii=False)[:1500] for each in bad]}


def shown(record):
    clean = record["kind"] != "violation"
    verdict = "ok" if record["code"] in ((0, 6) if clean else (1,)) and bool(record["failed"]) != clean else "BAD"
    failed = " ".join(each["id"].removeprefix("creation.") for each in record["failed"][:4])
    soft = [each["id"] for each in record["inconclusive"] if each["strength"] == "must"]
    counts = f"{len(record['failed'])} failed, {len(record['warned'])} warned, {len(soft)} musts open, {record['bites']} bites"
    return f"{verdict:4} {record['kind']:10} {record['name']:42} exit {record['code']}  {counts}  {failed}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--name", action="append", default=[])
    parser.add_argument("--kind", action="append", default=[])
    parser.add_argument("--mix", action="append", default=[], help="these variations at once, instead of single ones")
    parser.add_argument("--profile", default="standard")
    parser.add_argument("--only", action="append", default=[], help="these requirements only")
    parser.add_argument("-j", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows = [("clean", "clean"), *(("variation", each) for each in VARIATIONS), *(("violation", each) for each in VIOLATIONS)]
    rows = [("variation", each) for each in options.mix] or rows
    done = {json.loads(line)["name"] for line in options.out.read_text().splitlines()} if options.out.exists() else set()
    rows = [(kind, name) for kind, name in rows if name not in done and (not options.kind or kind in options.kind)]
    rows = [row for row in rows if not options.name or any(fnmatch.fnmatch(row[1], each) for each in options.name)]

    def one(row):
        record = judge(*row, options.profile, options.only)
        with LOCK, options.out.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            print(shown(record), flush=True)

    with ThreadPoolExecutor(options.j) as pool:
        list(pool.map(one, rows))


if __name__ == "__main__":
    main()
