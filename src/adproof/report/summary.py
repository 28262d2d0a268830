"""The run on half a page of Markdown, for the summary of a CI step. Data is escaped: it brings no markup, link or mention."""

from __future__ import annotations

from collections.abc import Iterator

from adproof.report import view
from adproof.report.model import Requirement, Results
from adproof.report.text import code_block, code_span, cut, duration, in_markdown
from adproof.report.words import EXITS, VERDICTS, exit_word, word

_SHOWN = 20
_LARGEST = 200_000  # CI services refuse a summary beyond a megabyte


def page(results: Results) -> str:
    return cut("\n".join(_lines(results)) + "\n", _LARGEST)


def _lines(results: Results) -> Iterator[str]:
    exit_ = exit_word(results.verdict.code)
    yield f"## {exit_.glyph} {in_markdown(results.verdict.sentence)}"
    yield ""
    run = results.run
    yield (
        f"Target {code_span(results.target.name or 'target')}, profile {code_span(run.profile)}, "
        f"seed {code_span(str(run.seed))}, {run.requests:,} requests in {duration(run.seconds)}, run {code_span(run.id)}. "
        f"Exit {results.verdict.code}: {exit_.means} {exit_.next}"
    )
    yield ""
    if results.problems:
        yield from (f"- {in_markdown(problem, 500)}" for problem in results.problems[:_SHOWN])
        yield ""
    yield from _matrix(results)
    yield from _problems(results)
    yield from _undecided(results)
    yield from _waivers(results)
    if results.verdict.code in EXITS and results.verdict.code:
        yield "Everything with its proof: `report.html`; scripts that reproduce: `repro/`."


def _matrix(results: Results) -> Iterator[str]:
    rows = view.matrix(results)
    shown = [name for name in view.verdicts(results) if any(dict(cells)[name] for _, cells in rows)]
    if not shown:
        return
    yield "| strength | " + " | ".join(f"{word(VERDICTS, name).glyph} {in_markdown(name)}" for name in shown) + " |"
    yield "| --- |" + " ---: |" * len(shown)
    for strength, cells in rows:
        yield f"| {in_markdown(strength)} | " + " | ".join(str(dict(cells)[name]) for name in shown) + " |"
    yield ""


def _problems(results: Results) -> Iterator[str]:
    broken = [(group, each) for group in view.problems(results) for each in group.requirements]
    if not broken:
        return
    yield "### Problems"
    yield ""
    for group, requirement in broken[:_SHOWN]:
        yield f"{_title(requirement)} (blame: {in_markdown(group.blame)})"
        yield ""
        yield from _three(requirement)
    if len(broken) > _SHOWN:
        yield f"and {len(broken) - _SHOWN} more in the report"
        yield ""


def _title(requirement: Requirement) -> str:
    verdict = word(VERDICTS, requirement.verdict)
    said = f"**{verdict.glyph} {in_markdown(requirement.statement)}**"
    return f"{said} {code_span(requirement.id)} {in_markdown(requirement.strength)}"


def _three(requirement: Requirement) -> Iterator[str]:
    check = next(iter(view.telling(requirement)), None)
    rows = [("asked", check.asked), ("expected", check.expected), ("received", check.received)] if check else []
    rows = [(name, value) for name, value in rows if value] or [("reason", requirement.reason)]
    lines = [f"{name:<9} {cut(' '.join(value.split()), 500)}" for name, value in rows if value]
    if lines:
        yield code_block("\n".join(lines))
        yield ""


def _undecided(results: Results) -> Iterator[str]:
    reasons = view.undecided_by_reason(results)
    if not reasons:
        return
    yield "### Undecided"
    yield ""
    for reason, requirements in reasons[:_SHOWN]:
        ids = ", ".join(code_span(each.id) for each in requirements[:10])
        more = f" and {len(requirements) - 10} more" if len(requirements) > 10 else ""
        yield f"- {in_markdown(reason, 300)}: {ids}{more}"
    yield ""


def _waivers(results: Results) -> Iterator[str]:
    if not results.waivers:
        return
    yield "### Waivers"
    yield ""
    for each in results.waivers[:_SHOWN]:
        said = f"{in_markdown(each.reason, 200)} ({in_markdown(each.owner)}, until {in_markdown(each.expires)})"
        yield f"- {in_markdown(each.state)}: {code_span(each.requirement)} {said}"
    yield ""
