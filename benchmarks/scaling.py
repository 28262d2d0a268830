"""Requests of a search run against indexes of very different size: the number must not grow with the data."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from adproof import launch


def measured(ads: int, profile: str) -> str:
    begin = time.perf_counter()
    launched = launch.reference(["--contract", "search", "--ads", str(ads)], patience=1800)
    ready = time.perf_counter() - begin
    try:
        with tempfile.TemporaryDirectory() as folder:
            target, report = Path(folder, "target.toml"), Path(folder, "report")
            target.write_text(launched.target_file)
            command = [sys.executable, "-m", "adproof", "run", str(target), "--profile", profile, "--report-dir", str(report)]
            subprocess.run(command, capture_output=True, check=False, timeout=1800)
            results = json.loads((report / "results.json").read_text())
    finally:
        launched.stop()
    run, verdict = results["run"], results["verdict"]
    return f"| {ads:,} | {run['requests']} | {run['seconds']:.1f} | {verdict['name']} | {ready:.1f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ads", nargs="+", type=int, default=[240, 10_000])
    parser.add_argument("--profile", default="standard")
    words = parser.parse_args()
    print("| ads | requests | seconds | verdict | reference ready, s |\n| --- | --- | --- | --- | --- |")
    for ads in words.ads:
        print(measured(ads, words.profile), flush=True)


if __name__ == "__main__":
    main()
