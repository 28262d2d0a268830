"""The page: one offline file, every value escaped, readable without JavaScript.

Autoescape is on and every printed text also passes `visible`, so nothing in the data can act: no markup, no
terminal escape, no bidi control. The Content-Security-Policy admits the one script below and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from adproof.report import body, curl, figures, view, words
from adproof.report.model import Exchange, Requirement, Results
from adproof.report.text import cut, duration, in_html, moment, size, visible

_HEADERS_SHOWN = 40
_REPRODUCIBLE = ("failed", "warned", "waived", "error", "inconclusive")


def page(results: Results) -> str:
    """The whole report as one HTML document."""
    exchanges = view.plan(results)
    script = _asset("report.js")
    template = _environment().get_template("report.html.j2")
    return template.render(
        results=results,
        run=results.run,
        exchanges=exchanges,
        limit=exchanges.body_limit(),
        credentials=curl.credentials(results),
        style=Markup(_asset("report.css")),  # noqa: S704  # our own file
        script=Markup(script),  # noqa: S704  # our own file
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        exit=words.exit_word(results.verdict.code),
    )


@cache
def _asset(name: str) -> str:
    return resources.files("adproof.report").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("adproof.report"),
        autoescape=True,
        finalize=_printable,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(view=view, words=words, figures=figures, word=words.word)
    environment.globals.update(headline=headline, curl_line=curl_line, rerun=rerun, admit=admit, repro=repro_folder)
    environment.filters.update(body=body.shown, size=size, duration=duration, moment=moment, cut=cut, headers=_headers)
    environment.filters["text"] = lambda text: Markup(in_html(text))  # noqa: S704  # in_html escapes it
    return environment


def _printable(value: Any) -> Any:
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _headers(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    shown = [(cut(name, 100), cut(value, 500)) for name, value in pairs[:_HEADERS_SHOWN]]
    more = len(pairs) - len(shown)
    return [*shown, ("…", f"{more} more headers")] if more > 0 else shown


def headline(sentence: str) -> tuple[str, str]:
    """The verdict's sentence in two parts: what it says, and what it rests on."""
    head, colon, rest = sentence.partition(":")
    return (head + colon, rest) if colon and len(head) < 40 else (sentence, "")


def curl_line(exchange: Exchange, requirement: Requirement, credentials: frozenset[str]) -> str:
    """To be run in the report's folder, where the long bodies lie."""
    return curl.command(exchange, credentials, f"repro/{curl.folder_name(requirement.id)}/{curl.body_name(exchange)}")


def rerun(results: Results, requirement: Requirement) -> str:
    """The command that judges one requirement again."""
    name = results.target.given or results.target.name
    target = [curl.quote(name)] if name and not results.target.launched else []
    parts = ["adproof run", *target, "--only", curl.quote(requirement.id)]
    if results.run.profile:
        parts += ["--profile", curl.quote(results.run.profile)]
    if str(results.run.seed):
        parts += ["--seed", curl.quote(str(results.run.seed))]
    return " ".join(parts)


def admit(results: Results, requirement: Requirement) -> str:
    """A waiver to paste into the target's file; reason, owner and expiry are for a person to fill in."""
    name = results.target.name or "target"
    key = name if name.replace("-", "").replace("_", "").isalnum() and name.isascii() else json.dumps(name)
    return "\n".join(
        [
            f"[[targets.{key}.waivers]]",
            f"requirement = {json.dumps(requirement.id)}",
            f"signature = {json.dumps(requirement.signature or '')}",
            'reason = ""',
            'owner = ""',
            "expires = 20YY-MM-DD",
        ]
    )


def repro_folder(requirement: Requirement) -> str | None:
    """The folder of a requirement below the report, if it has one."""
    return f"repro/{curl.folder_name(requirement.id)}" if reproducible(requirement) else None


def reproducible(requirement: Requirement) -> bool:
    return requirement.verdict in _REPRODUCIBLE and any(check.exchanges for check in view.telling(requirement))
