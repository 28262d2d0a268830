"""No run against a conforming target fails, whatever its traffic and its data do: many runs, each with a seed of its own.

python benchmarks/stability.py [--contract C]... [--clean 100] [--troubled 30] [--profile quick] [-n 2]
"""

import argparse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from adproof import qualify, trials

# What a conforming target may do to a run, by the names of the reference's variants.
TROUBLES = {
    "user_ads": ["jitter", "busy-now-and-then", "out-of-reach-in-bursts", "moving"],
    "search": ["jitter", "throttled", "throttled-without-retry-after", "unavailable-in-bursts", "moving"],
    "creation": ["jitter", "busy-now-and-then", "out-of-reach-in-bursts", "views-lag-behind", "listing-readable-late"],
}


def soak(contract: str, trouble: str, runs: int, profile: str, workers: int) -> str:
    """One row: how many of the runs failed, were undecided, or got no verdict, and by which requirements."""
    options = ["--variant", f"{contract}.{trouble}"] if trouble else []

    def one(seed: int) -> trials.Trial:
        return trials.trial(contract, trouble, options, profile, seed=seed)

    with ThreadPoolExecutor(workers) as pool:
        tried = list(pool.map(one, range(1, runs + 1)))
    failed = [each for each in tried if each.having("failed", "error")]
    undecided = [each for each in tried if each.status == 6]
    silent = [each for each in tried if each.status not in (0, 1, 6)]
    ids = Counter(id for each in failed for id in each.having("failed", "error"))
    by = ", ".join(f"{id} ({count})" for id, count in ids.most_common(3)) or "-"
    seconds = sum(each.seconds for each in tried)
    counts = f"{len(tried)} | {len(failed)} | {len(undecided)} | {len(silent)}"
    return f"| {contract} | {trouble or qualify.CLEAN} | {counts} | {by} | {seconds:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contract", nargs="+", default=list(TROUBLES), choices=TROUBLES)
    parser.add_argument("--clean", type=int, default=100, help="runs against the clean reference")
    parser.add_argument("--troubled", type=int, default=30, help="runs against each trouble")
    parser.add_argument("--profile", default="quick")
    parser.add_argument("-n", "--workers", type=int, default=2)
    words = parser.parse_args()
    print("| contract | traffic and data | runs | failed | undecided | no verdict | by | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for contract in words.contract:
        for trouble in ("", *TROUBLES[contract]):
            runs = words.troubled if trouble else words.clean
            print(soak(contract, trouble, runs, words.profile, words.workers), flush=True)


if __name__ == "__main__":
    main()
