"""The command line: one implementation, pytest with the plugin, reached by a shorter way."""

import json
import subprocess
import sys
import traceback
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Annotated

import pytest
import typer

from adproof import __version__, commands, places
from adproof import catalogue as catalogues
from adproof.run import DEFAULT_SEED, PROFILES, strip_environment
from adproof.verdict import Exit

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=__doc__,
    epilog="Exit status: 0 conformant, 1 a must failed, 2 interrupted, 3 adproof's own error, 4 usage or configuration, "
    "5 nothing ran, 6 a must is inconclusive, 7 environment, 8 waivers stale or expired.",
)


_pytest_words: list[str] = []  # what follows `--` on the command line


def _one_of(value: str, known: tuple[str, ...], what: str) -> str:
    if value not in known:
        raise typer.BadParameter(f"no {what} is called {value!r}.{catalogues.did_you_mean(value, known)}")
    return value


@app.command()
def run(
    target: Annotated[str | None, typer.Argument(help="a name in adproof.toml, or a target file; none: the reference")] = None,
    config: Annotated[Path | None, typer.Option(help="where targets are described")] = None,
    contract: Annotated[list[str] | None, typer.Option(help="judge this contract only")] = None,
    only: Annotated[list[str] | None, typer.Option(help="judge requirements whose id matches this glob")] = None,
    profile: Annotated[str, typer.Option(help=f"how hard to look: {', '.join(PROFILES)}")] = "standard",
    report_dir: Annotated[Path, typer.Option(help="where the run's files land")] = Path("reports"),
    seed: Annotated[int, typer.Option(help="what generated inputs start from")] = DEFAULT_SEED,
    fail_on: Annotated[str, typer.Option(help="the weakest strength that fails a run: must or should")] = "must",
    read_only: Annotated[bool, typer.Option("--read-only", help="send nothing that writes")] = False,
    workers: Annotated[str, typer.Option("-n", help="worker processes; 0 is this process alone")] = "0",
) -> None:
    """Judge a target and leave results.json, report.html, junit.xml, summary.md, traffic.har and repro/ in the report folder."""
    for name in contract or []:
        _one_of(name, places.CONTRACTS, "contract")
    _one_of(profile, tuple(PROFILES), "profile")
    _one_of(fail_on, ("must", "should"), "strength to fail on")
    for glob in only or []:
        commands.matches_something(glob)
    options = ["--profile", profile, "--report-dir", str(report_dir), "--seed", str(seed), "--fail-on", fail_on]
    options += [word for name in contract or [] for word in ("--contract", name)]
    options += [word for glob in only or [] for word in ("--only", glob)]
    options += ["--target", target] if target else []
    options += ["--target-config", str(config)] if config else []
    options += ["--read-only"] if read_only else []
    options += ["-n", workers] if workers != "0" else []
    raise typer.Exit(judge([*options, *_pytest_words]))


def judge(options: list[str]) -> int:
    """Run pytest over the suites with the harness; returns the exit status."""
    strip_environment()
    ini = resources.files("adproof").joinpath("suites.ini")
    command = ["-c", str(ini), "--rootdir", str(places.SUITES), "-p", "adproof.plugin", str(places.SUITES), *options]
    return int(pytest.main(command))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def serve(context: typer.Context) -> None:
    """Run the reference as a sandbox: --port P, --data FILE, --fault NAME, --variant NAME, --ads N, --print-target."""
    command = [sys.executable, "-m", "adproof.reference", *context.args]
    with subprocess.Popen(command) as process:  # noqa: S603  # our own module with the user's own words
        try:
            code = process.wait()
        except KeyboardInterrupt:
            process.terminate()
            code = process.wait()
    raise typer.Exit(code if code >= 0 else 0)


@app.command()
def qualify(
    contract: Annotated[list[str] | None, typer.Option(help="this contract only")] = None,
    fault: Annotated[list[str] | None, typer.Option(help="this fault or variant only")] = None,
    profile: Annotated[str, typer.Option(help=f"how hard to look: {', '.join(PROFILES)}")] = "standard",
    workers: Annotated[int, typer.Option("-n", min=1, max=64, help="trials at the same time")] = 2,
    only_named: Annotated[bool, typer.Option("--only-named", help="for a fault, run only the tests of what it breaks")] = False,
    journal: Annotated[Path | None, typer.Option(help="note each trial in this file, and run none again that is in it")] = None,
    write: Annotated[Path | None, typer.Option(help="write the kill sheet to this file")] = None,
) -> None:
    """Prove that every check can fail and every variant is welcome; exit status 1 when the sheet is not complete."""
    from adproof import qualify as qualifying

    known = qualifying.switches()
    for name in fault or []:
        _one_of(name, tuple(each.name for each in known), "fault or variant")
    for name in contract or []:
        _one_of(name, places.CONTRACTS, "contract")
    chosen = [each for each in known if (not contract or each.contract in contract) and (not fault or each.name in fault)]
    tell = partial(print, flush=True)
    sheet = qualifying.qualify(chosen, profile, workers, tell, only_named=only_named, journal=journal)
    data = sheet.as_data(known, qualifying.shipped())
    if write is not None:
        write.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"\nfaults noticed {sheet.noticed} of {sheet.faults}; variants welcome {sheet.welcome} of {sheet.variants}")
    whole = tuple(f"{name}." for name in contract or places.CONTRACTS)
    gaps = [each for each in data["gaps"] if not fault and each.startswith(whole)]
    for line in (*sheet.objections, *gaps):
        print(f"  {line}")
    raise typer.Exit(1 if sheet.objections or gaps else 0)


for _name, _command in (
    ("list", commands.list_),
    ("explain", commands.explain),
    ("doctor", commands.doctor),
    ("plan", commands.plan),
    ("diff", commands.diff),
    ("replay", commands.replay),
    ("cleanup", commands.cleanup),
):
    app.command(_name)(_command)


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    """Entry point of the console script."""
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    _pytest_words[:] = words[cut + 1 :]
    try:
        status = app(words[:cut], standalone_mode=False)
    except typer.Exit as end:
        status = end.exit_code
    except (typer.Abort, KeyboardInterrupt):
        status = int(Exit.INTERRUPTED)
    except Exception as wrong:  # noqa: BLE001  # told apart below: usage, or our own mistake
        status = _usage(wrong)
    sys.exit(status or 0)


def _usage(wrong: Exception) -> int:
    """Usage errors are one line and status 4; anything else is our own mistake."""
    message = getattr(wrong, "format_message", None)
    if message is None:
        traceback.print_exception(wrong)
        return int(Exit.ADPROOF_ERROR)
    typer.echo(f"adproof: {message()}", err=True)
    return int(Exit.USAGE)


if __name__ == "__main__":
    main()
