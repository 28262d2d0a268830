"""The commands that read and look: list, explain, doctor, plan, diff, replay. None of them judges."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import typer

from adproof import catalogue as catalogues
from adproof import diff as comparing
from adproof import doctor as examining
from adproof import replay as replaying
from adproof import selection
from adproof.api import creation
from adproof.config import ConfigError
from adproof.rate import Rate
from adproof.run import Options, Run
from adproof.transport import Client, Limits
from adproof.verdict import Exit


def matches_something(glob: str) -> None:
    ids = [each.id for each in the_catalogue()]
    if not any(fnmatchcase(id, glob) for id in ids):
        raise typer.BadParameter(f"no requirement matches {glob!r}.{catalogues.did_you_mean(glob, ids)}")


def the_catalogue() -> catalogues.Catalogue:
    try:
        return catalogues.load()
    except catalogues.CatalogueError as wrong:
        typer.echo(f"adproof: {wrong}", err=True)
        raise typer.Exit(int(Exit.ADPROOF_ERROR)) from None


def list_(
    glob: Annotated[str, typer.Argument(help="ids that match")] = "*",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON array")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="docs/requirements.md")] = False,
) -> None:
    """List the requirements: id, strength, statement. Needs no target."""
    rows = [each for each in the_catalogue() if fnmatchcase(each.id, glob)]
    if not rows:
        matches_something(glob)
    if as_json:
        keys = ("id", "strength", "origin", "statement", "section", "untested")
        typer.echo(json.dumps([{key: getattr(each, key) for key in keys} for each in rows], indent=1))
        return
    if markdown:
        typer.echo("\n".join(_page(the_catalogue(), rows)))
        return
    for each in rows:
        mark = " (untested)" if each.untested else ""
        typer.echo(f"{each.id}  {each.strength.value}{mark}\n    {each.statement}")


def _page(catalogue: catalogues.Catalogue, rows: list[catalogues.Requirement]) -> Iterator[str]:
    """docs/requirements.md, line by line."""
    yield "# Requirements\n\nGenerated: `adproof list --markdown > docs/requirements.md`. The source are the files below suites/."
    for contract, document in catalogue.documents.items():
        mine = [each for each in rows if each.contract == contract]
        tested = [each for each in mine if not each.untested]
        yield f"\n## {contract}\n\n[{document.title}]({document.address}), {document.publisher}, read {document.read}. "
        yield f"{len(tested)} requirements are judged, {len(mine) - len(tested)} are listed with the reason why not."
        for topic in dict.fromkeys(each.topic for each in mine):
            yield f"\n### {contract}.{topic}\n\n| clause | strength | origin | statement |\n| --- | --- | --- | --- |"
            for each in mine:
                if each.topic == topic:
                    more = f" *Untested: {each.untested}*" if each.untested else ""
                    text = f"{each.statement}{more}".replace("|", "\\|").replace("\n", " ")
                    yield f"| {each.id.split('.')[2]} | {each.strength.value} | {each.origin.value} | {text} |"


def explain(id: Annotated[str, typer.Argument(help="a requirement's id")]) -> None:
    """Explain one requirement: statement, source, strength, reading, and how it is judged. Needs no target."""
    try:
        found = the_catalogue()[id]
    except catalogues.CatalogueError as wrong:
        typer.echo(f"adproof: {wrong}", err=True)
        raise typer.Exit(int(Exit.USAGE)) from None
    document = the_catalogue().documents[found.contract]
    typer.echo(f"{found.id}\n\n  {found.statement}\n")
    typer.echo(f"  strength  {found.strength.value} (origin: {found.origin.value})")
    typer.echo(f"  source    {document.title} ({document.publisher}), {found.section}\n            {document.address}")
    for label, text in (("reading", found.reading), ("untested", found.untested), ("needs", ", ".join(found.needs))):
        if text:
            typer.echo(f"  {label:<10}{text}")
    for name, meaning in found.readings.items():
        typer.echo(f"  admissible reading {name}: {meaning}")


def doctor(
    target: Annotated[str, typer.Argument(help="a name in adproof.toml, or a target file")],
    config: Annotated[Path | None, typer.Option(help="where targets are described")] = None,
) -> None:
    """Look at a target before any test: file, reach, credentials, clocks, and what can be judged. Sends a handful of GETs."""
    well = True
    for fine, line in examining.examine(run_for(target, config)):
        print(printable(f"{'ok ' if fine else 'BAD'} {line}"))
        well = well and fine
    raise typer.Exit(0 if well else int(Exit.ENVIRONMENT))


def plan(
    target: Annotated[str, typer.Argument(help="a name in adproof.toml, or a target file")],
    config: Annotated[Path | None, typer.Option(help="where targets are described")] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="as for a run that sends nothing that writes")] = False,
) -> None:
    """Say what a run would judge and write, without sending anything."""
    found = run_for(target, config)
    for each in the_catalogue():
        if each.untested:
            what = "untested"
        elif not found.claims(each):
            what = "not claimed"
        else:
            what = "inconclusive (read-only)" if read_only and each.contract == "creation" else "judged"
        print(f"{what:<26}{each.id}")
    assert found.target is not None
    if "creation" in found.target.contracts and not read_only:
        print("\nwrites: listings, tickets, uploads and publications, tagged; removed again where delete is claimed")
    else:
        print("\nwrites: none")


def diff(
    before: Annotated[Path, typer.Argument(help="results.json, or a report folder")],
    after: Annotated[Path, typer.Argument(help="results.json, or a report folder")],
) -> None:
    """Did they change something? Exit status 1 when a requirement newly fails or changed its shape or reading."""
    try:
        changes = list(comparing.compare(comparing.read(before), comparing.read(after)))
    except comparing.ResultsError as wrong:
        raise wrong_usage(str(wrong)) from None
    for each in changes:
        print(printable(f"{each.kind:<16}{each.id}\n    before: {each.before}\n    after:  {each.after} ({each.whose} changed)"))
    grave = [each for each in changes if each.kind in ("newly failing", "changed shape", "changed reading")]
    print(f"{len(changes)} differences, {len(grave)} of them grave" if changes else "no difference")
    raise typer.Exit(1 if grave else 0)


def replay(
    failure: Annotated[str, typer.Argument(help="the id of a requirement that failed")],
    target: Annotated[str, typer.Option(help="a name in adproof.toml, or a target file")],
    report_dir: Annotated[Path, typer.Option(help="the report that recorded the failure")] = Path("reports"),
    config: Annotated[Path | None, typer.Option(help="where targets are described")] = None,
) -> None:
    """Send the recorded requests of a failure again and compare the answers. Writes are never repeated."""
    try:
        recorded = replaying.exchanges_of(comparing.read(report_dir), failure)
    except comparing.ResultsError as wrong:
        raise wrong_usage(str(wrong)) from None
    if not recorded:
        raise wrong_usage(f"the report in {report_dir} has no failure of {failure!r}")
    judged = run_for(target, config).target
    assert judged is not None

    def connect(contract: str) -> Client:
        section = judged.section(contract)
        if section is None:
            raise wrong_usage(f"the target does not claim {contract}")
        return Client(contract, section.base_url, Rate(None, report_dir / ".rate"), Limits(read_only=True))

    for each in replaying.replay(recorded, judged, connect):
        same = "the same body" if each.same_body else "another body"
        print(printable(f"{each.asked}\n    {each.before} then, {each.after} now, {same}"))


def cleanup(
    run: Annotated[str, typer.Argument(help="a run's id, as its report names it, or its report folder")],
    target: Annotated[str, typer.Option(help="a name in adproof.toml, or a target file")],
    report_dir: Annotated[Path, typer.Option(help="where the run's ledger is, when RUN is an id")] = Path("reports"),
    config: Annotated[Path | None, typer.Option(help="where targets are described")] = None,
) -> None:
    """Remove what a run created and could not remove itself, by its ledger. Exit status 7 when something is left."""
    ledger = (Path(run) if Path(run).is_dir() else report_dir) / creation.FILE_NAME
    if not ledger.is_file():
        raise wrong_usage(f"there is no ledger {ledger}; a run writes it into its report folder before its first write")
    if not Path(run).is_dir() and f'"{run.removeprefix("adproof-")}"' not in ledger.read_text().replace("adproof-", ""):
        raise wrong_usage(f"{ledger} knows no run {run!r}")
    judged = run_for(target, config).target
    assert judged is not None
    done = creation.clean_up(ledger, judged)
    print(printable(str(done)))
    for listing in done.left:
        print(printable(f"    left: listing {listing}"))
    raise typer.Exit(int(Exit.ENVIRONMENT) if done.left else 0)


def run_for(target: str, config: Path | None) -> Run:
    """A run that only looks: nothing is launched and nothing written. Ends with status 4 for a wrong configuration."""
    try:
        found = Run.begin(Options(target=target, config=str(config) if config else None), None)
        selection.check(found, the_catalogue())
        return found
    except (ConfigError, catalogues.CatalogueError) as wrong:
        raise wrong_usage(str(wrong)) from None


def wrong_usage(text: str) -> typer.Exit:
    typer.echo(f"adproof: {text}", err=True)
    return typer.Exit(int(Exit.USAGE))


def printable(text: str) -> str:
    return "".join(each if each.isprintable() or each == "\n" else "?" for each in text)
