"""repro/<id>/: what was asked as a script for bash and as JSON, for every requirement that did not simply pass.

The scripts are pure commands: data is quoted, credentials are variables that have to be set, and a response is
stripped of terminal escapes before it is printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from adproof.report import curl, html, view
from adproof.report.model import Check, Exchange, Requirement, Results
from adproof.report.text import one_line

_EXCHANGES = 20
_PRELUDE = r"""
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

send() { # what it is, the status recorded for it, then the arguments of curl
  local title=$1 recorded=$2 status
  shift 2
  printf '\n== %s\n' "$title"
  status=$(curl -q --silent --show-error --globoff --path-as-is --max-time 60 \
    --dump-header "$work/head" --output "$work/body" --write-out '%{http_code}' "$@")
  touch "$work/head" "$work/body"
  cat -- "$work/head" "$work/body" | LC_ALL=C tr -d '\000-\010\013-\037\177'
  printf '\n-- status %s, recorded %s\n' "$status" "$recorded"
}
"""

Files = dict[str, tuple[str | bytes, bool]]


def files(results: Results) -> Files:
    """Every file below repro/: content, and whether it is executable."""
    found: Files = {}
    for requirement in results.requirements:
        if html.reproducible(requirement):
            check = next(each for each in view.telling(requirement) if each.exchanges)
            exchanges = [results.exchanges[id] for id in check.exchanges[-_EXCHANGES:] if id in results.exchanges]
            if exchanges:
                found |= _folder(requirement, check, exchanges, results)
    return found


def _folder(requirement: Requirement, check: Check, exchanges: list[Exchange], results: Results) -> Files:
    folder = curl.folder_name(requirement.id)
    data = {
        "requirement": requirement.id,
        "statement": requirement.statement,
        "source": results.source_of(requirement),
        "verdict": requirement.verdict,
        "signature": requirement.signature,
        "check": asdict(check),
        "exchanges": [asdict(each) for each in exchanges],
    }
    made: Files = {
        f"{folder}/exchange.json": (json.dumps(data, indent=2) + "\n", False),
        f"{folder}/reproduce.sh": (_script(requirement, check, exchanges, results), True),
    }
    for each in exchanges:
        if curl.needs_file(each.request_body):
            made[f"{folder}/{curl.body_name(each)}"] = (curl.as_bytes(each.request_body or ""), False)
    return made


def _script(requirement: Requirement, check: Check, exchanges: list[Exchange], results: Results) -> bytes:
    names = curl.credentials(results)
    lines = ["#!/usr/bin/env bash", *_story(requirement, check, exchanges, results), _PRELUDE.rstrip()]
    lines += [_required(name) for name in dict.fromkeys(name for each in exchanges for name in curl.used(each, names))]
    for number, exchange in enumerate(exchanges, 1):
        lines += ["", _call(number, len(exchanges), exchange, names)]
    lines += ["", "printf '\\n%s\\n' " + " \\\n  ".join(curl.quote(line) for line in _expectation(requirement, check))]
    return curl.as_bytes("\n".join(lines) + "\n")


def _story(requirement: Requirement, check: Check, exchanges: list[Exchange], results: Results) -> Iterator[str]:
    yield f"# {one_line(requirement.id)} ({one_line(requirement.strength)}, {one_line(requirement.verdict)})"
    yield f"# {one_line(requirement.statement)}"
    yield f"# {one_line(results.source_of(requirement))}"
    yield from (f"# {line}" for line in _expectation(requirement, check))
    yield f"# adproof {one_line(results.version)}, run {one_line(results.run.id)}, target {one_line(results.target.name)}"
    writes = sum(each.method not in ("GET", "HEAD", "OPTIONS") for each in exchanges)
    yield f"# Sends {len(exchanges)} requests, {writes} of them writes. Ids made by the run are pasted as they were."
    if any("<hidden>" in each.url for each in exchanges):
        yield "# A signed address was hidden in the results: put a fresh one in its place before you run this."
    if any(each.truncated and each.request_body for each in exchanges):
        yield "# A body may be cut, as the results keep only its beginning."


def _expectation(requirement: Requirement, check: Check) -> Iterator[str]:
    for name, value in (("asked", check.asked), ("expected", check.expected), ("received", check.received)):
        if value:
            yield f"{name:<9} {one_line(value, 1_000)}"
    if not check.expected:
        yield f"reason    {one_line(requirement.reason or check.detail, 1_000)}"


def _required(name: str) -> str:
    return f': "${{{name}:?set {name} to the credential that the target file calls by this name}}"'


def _call(number: int, count: int, exchange: Exchange, names: frozenset[str]) -> str:
    title = f"{number} of {count}: {exchange.method} {one_line(exchange.url, 300)}"
    recorded = str(exchange.status) if exchange.status is not None else "no answer"
    body_file = f'"$here"/{curl.body_name(exchange)}' if curl.needs_file(exchange.request_body) else None
    words = [f"send {curl.quote(title)} {curl.quote(recorded)}", *curl.arguments(exchange, names, body_file)]
    return " \\\n  ".join(words)
