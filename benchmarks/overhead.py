"""Seconds of a run against the reference, and of its requests replayed by a bare httpx client: a ratio, measured in one go."""

import argparse
import tempfile
import time
from pathlib import Path

import httpx

from adproof import cli, evidence, launch


def recorded_run(contract: str, profile: str, target: Path, folder: Path) -> tuple[float, list[evidence.Exchange]]:
    """Judge the target in this process and keep every exchange as it is captured."""
    exchanges: list[evidence.Exchange] = []
    add = evidence.Record.add

    def keep(self: evidence.Record, exchange: evidence.Exchange) -> None:
        exchanges.append(exchange)
        add(self, exchange)

    evidence.Record.add = keep  # type: ignore[method-assign]
    begin = time.perf_counter()
    options = ["--target", str(target), "--contract", contract, "--profile", profile, "--report-dir", str(folder), "-q"]
    status = cli.judge(options)
    seconds = time.perf_counter() - begin
    if status not in (0, 1, 6):
        raise SystemExit(f"the run ended with {status}")
    return seconds, exchanges


def replayed(exchanges: list[evidence.Exchange]) -> float:
    """Seconds that a bare client needs for the same requests, one after the other."""
    begin = time.perf_counter()
    with httpx.Client() as client:
        for each in exchanges:
            client.request(each.method, each.url, headers=dict(each.request_headers), content=each.request_body)
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contract", nargs="+", default=["user_ads", "search"])
    parser.add_argument("--profile", default="standard")
    words = parser.parse_args()
    rows = []
    for contract in words.contract:
        launched = launch.reference(["--contract", contract])
        try:
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder, "target.toml")
                target.write_text(launched.target_file)
                seconds, exchanges = recorded_run(contract, words.profile, target, Path(folder, "report"))
            bare = replayed(exchanges)
        finally:
            launched.stop()
        rows.append(f"| {contract} | {len(exchanges)} | {seconds:.1f} | {bare:.2f} | {seconds / bare:.1f} |")
    print("\n| contract | requests | adproof, s | bare httpx, s | ratio |\n| --- | --- | --- | --- | --- |")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
