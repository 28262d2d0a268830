"""What a run can be asked for on pytest's command line, and the same as a value."""

from pathlib import Path

import pytest

from adproof import places
from adproof.run import DEFAULT_SEED, PROFILES, Options

RECORD = "adproof"  # what a worker is told, and what a test reports, goes by this name


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("adproof", "adproof: judging a target")
    add = group.addoption
    add("--target", default=None, metavar="NAME|FILE", help="the target to judge; without it the built-in reference is launched")
    add("--target-config", default=None, metavar="FILE", help="where targets are described instead of the nearest adproof.toml")
    add("--contract", action="append", default=[], choices=places.CONTRACTS, help="judge this contract only")
    add("--only", action="append", default=[], metavar="ID-GLOB", help="judge requirements whose id matches")
    add("--profile", default="standard", choices=tuple(PROFILES), help="how hard to look")
    add("--report-dir", default="reports", metavar="DIR", help="where the run's files land")
    add("--seed", default=DEFAULT_SEED, type=int, metavar="N", help="what generated inputs start from")
    add("--fail-on", default="must", choices=("must", "should"), help="the weakest strength that fails a run")
    add("--read-only", action="store_true", help="send nothing that writes")


def options_of(config: pytest.Config) -> Options:
    """The options as given."""
    get = config.getoption
    return Options(
        target=get("--target"),
        config=get("--target-config"),
        contracts=tuple(get("--contract")),
        only=tuple(get("--only")),
        profile=get("--profile"),
        report_dir=str(Path(get("--report-dir")).resolve()),
        seed=get("--seed"),
        fail_on=get("--fail-on"),
        read_only=get("--read-only"),
    )


def judges(config: pytest.Config) -> bool:
    """Whether this pytest run judges a target: some argument lies in suites/."""
    if hasattr(config, "workerinput"):
        return RECORD in config.workerinput
    named = [Path(config.invocation_params.dir, str(each).split("::")[0]) for each in config.args]
    inside = [each.resolve() for each in named]
    home = places.SUITES.resolve()
    return any(each == home or home in each.parents for each in inside)
