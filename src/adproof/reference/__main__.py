"""The reference's command line: `python -m adproof.reference`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, NoReturn

from . import manners, toml
from .contracts import CONTRACTS, Contract, load
from .options import Options
from .switches import Switches, UnknownSwitchError, Variant, select

USAGE = 4
INTERRUPTED = 2


class Parser(argparse.ArgumentParser):
    """A parser whose usage errors carry the exit status of the whole project."""

    def error(self, message: str) -> NoReturn:
        """One line on stderr, no usage dump."""
        self.exit(USAGE, f"adproof-reference: {message}\n")


def parser() -> Parser:
    """The command line's options."""
    made = Parser(prog="adproof-reference", description="The built-in target, with switches that break it.")
    made.add_argument("--host", default="127.0.0.1")
    made.add_argument("--port", type=int, default=0, help="0 takes a free one")
    made.add_argument("--storage-port", type=int, default=0, help="the object storage's")
    made.add_argument("--contract", action="append", choices=CONTRACTS, help="repeatable; all without it")
    made.add_argument("--data", metavar="FILE", help="SQLite file; memory without it")
    made.add_argument("--ads", type=int, help="how many ads the main account or index holds")
    made.add_argument("--fault", action="append", default=[], metavar="NAME", help="break a rule")
    made.add_argument("--variant", action="append", default=[], metavar="NAME", help="differ as allowed")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--publish-after", type=float, metavar="SECONDS", help="until a publication is live")
    made.add_argument("--ticket-seconds", type=float, metavar="SECONDS", help="how long a media ticket lives")
    made.add_argument("--print-target", action="store_true", help="print a target file once it listens")
    made.add_argument("--list-switches", action="store_true", help="print faults and variants as JSON")
    return made


def chosen(contracts: Mapping[str, Contract], names: Sequence[str]) -> Switches:
    """The switches of these contracts with `names` on."""
    faults = [fault for contract in contracts.values() for fault in contract.FAULTS]
    variants = every_variant(contracts)
    return select(names, faults, variants)


def every_variant(contracts: Mapping[str, Contract]) -> list[Variant]:
    """The contracts' own variants, and how their traffic may fare."""
    return [variant for name, contract in contracts.items() for variant in (*contract.VARIANTS, *manners.variants(name))]


def listing(contracts: Mapping[str, Contract]) -> str:
    """All switches as JSON."""
    faults = [asdict(fault) for contract in contracts.values() for fault in contract.FAULTS]
    variants = [asdict(variant) for variant in every_variant(contracts)]
    return json.dumps({"faults": faults, "variants": variants}, indent=1, ensure_ascii=False)


def target_file(contracts: Mapping[str, Contract], options: Options) -> str:
    """A target file that describes this process, sandbox credentials included."""
    sections: dict[str, Any] = {name: contract.target_section(options.origin(), options) for name, contract in contracts.items()}
    return toml.document({"targets": {"reference": sections}})


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until ended; the exit status."""
    command = parser()
    asked = command.parse_args(arguments)
    contracts = load(asked.contract or CONTRACTS)
    try:
        switches = chosen(contracts, [*asked.fault, *asked.variant])
    except UnknownSwitchError as problem:
        command.error(str(problem))
    if asked.list_switches:
        print(listing(contracts))
        return 0
    return run(command, asked, contracts, switches)


def run(command: Parser, asked: argparse.Namespace, contracts: Mapping[str, Contract], switches: Switches) -> int:
    """Binds both ports, builds the application, serves."""
    from .app import application, listen, serve  # the web stack is most of the start-up time

    try:
        sockets = [listen(asked.host, asked.port), listen(asked.host, asked.storage_port)]
    except (OSError, OverflowError) as problem:
        command.error(f"cannot listen on {asked.host}: {problem}")
    ports = [listener.getsockname()[1] for listener in sockets]
    switched = (*asked.fault, *asked.variant)
    options = Options(
        host=asked.host,
        port=ports[0],
        storage_port=ports[1],
        data=asked.data,
        ads=asked.ads,
        seed=asked.seed,
        switched=switched,
        publish_after=asked.publish_after,
        ticket_seconds=asked.ticket_seconds,
    )
    announcement = target_file(contracts, options) if asked.print_target else ""
    try:
        serve(application(contracts, switches, options), sockets, options.origin(), announcement)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
