"""JUnit XML that viewers read right: one case a requirement, and never all green when the run is not.

What gates is a real <failure> or <error>; what was not judged is <skipped> with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from adproof.report import view
from adproof.report.model import Requirement, Results
from adproof.report.text import cut, one_line, visible

_LONGEST = 4_000


def document(results: Results) -> bytes:
    """The whole file; the counts of a suite and of the whole are counted from what stands in it."""
    root = Xml.Element("testsuites", name="adproof")
    for chapter in view.chapters(results):
        suite = Xml.SubElement(root, "testsuite", name=f"adproof.{visible(chapter.contract.name)}")
        suite.set("timestamp", _timestamp(results.run.started))
        for _, requirements in chapter.sections:
            for requirement in requirements:
                _case(suite, requirement, results)
    if results.verdict.code and root.find(".//failure") is None and root.find(".//error") is None:
        _verdict_case(root, results)
    for suite in root:
        _count(suite, suite)
    _count(root, root)
    root.set("time", f"{results.run.seconds:.3f}")
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _case(suite: Xml.Element, requirement: Requirement, results: Results) -> None:
    case = Xml.SubElement(suite, "testcase")
    case.set("classname", visible(f"adproof.{requirement.contract}.{requirement.topic}"))
    case.set("name", visible(requirement.id))
    case.set("time", f"{_seconds(requirement, results):.3f}")
    properties = Xml.SubElement(case, "properties")
    for name in ("strength", "verdict", "origin", "section", "blame", "reading", "signature"):
        value = getattr(requirement, name)
        if value:
            Xml.SubElement(properties, "property", name=name, value=one_line(value))
    tag, kind, message = _outcome(requirement, results.run.fail_on)
    if tag:
        mark = Xml.SubElement(case, tag, message=one_line(message, 600))
        if kind:
            mark.set("type", kind)
        mark.text = visible(_story(requirement, results)) if tag != "skipped" else None


def _outcome(requirement: Requirement, fail_on: str) -> tuple[str, str, str]:
    """Element, type and message for a verdict; no element for what passed."""
    verdict, why = requirement.verdict, requirement.reason or _first_line(requirement)
    if verdict == "passed":
        return "", "", ""
    if verdict == "failed":
        return "failure", "failed", why or "the target broke this requirement"
    if verdict == "error":
        return "error", requirement.blame or "error", why or "adproof's own error"
    if verdict == "inconclusive" and requirement.strength == "must":
        return "failure", "inconclusive", f"inconclusive: {why}"
    if verdict == "warned" and fail_on == "should":
        return "failure", "warned", why or "the target broke this should"
    if verdict == "waived" and requirement.waiver:
        waiver = requirement.waiver
        return "skipped", "", f"waived by {waiver.owner} until {waiver.expires}: {waiver.reason}"
    return "skipped", "", f"{verdict}: {requirement.untested or why}"


def _first_line(requirement: Requirement) -> str:
    check = next(iter(view.telling(requirement)), None)
    if check is None:
        return ""
    return f"expected {check.expected}, received {check.received}" if check.expected else check.received or check.detail


def _story(requirement: Requirement, results: Results) -> str:
    lines = []
    for check in view.telling(requirement)[:5]:
        for name in ("asked", "expected", "received", "detail", "pointer"):
            value = getattr(check, name)
            lines += [f"{name:<9} {cut(value, _LONGEST)}"] if value else []
        lines.append("")
    lines += [requirement.statement, results.source_of(requirement)]
    return "\n".join(lines)


def _seconds(requirement: Requirement, results: Results) -> float:
    """The time its kept exchanges took: the rest of a test's time belongs to no single requirement."""
    ids = {id for check in requirement.checks for id in check.exchanges}
    return sum(results.exchanges[id].milliseconds for id in ids if id in results.exchanges) / 1_000


def _verdict_case(root: Xml.Element, results: Results) -> None:
    """The run does not exit with 0, yet no requirement says so: then this case does."""
    suite = Xml.SubElement(root, "testsuite", name="adproof.run")
    case = Xml.SubElement(suite, "testcase", classname="adproof.run", name="verdict", time="0.000")
    verdict = results.verdict
    error = Xml.SubElement(case, "error", type=visible(verdict.name), message=one_line(verdict.sentence, 600))
    waivers = [f"{each.state} waiver: {each.requirement}" for each in results.waivers if each.state != "used"]
    error.text = visible("\n".join([verdict.sentence, *results.problems, *waivers]))


def _count(holder: Xml.Element, within: Xml.Element) -> None:
    cases: Sequence[Xml.Element] = within.findall(".//testcase")
    holder.set("tests", str(len(cases)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        holder.set(attribute, str(sum(case.find(tag) is not None for case in cases)))
    holder.set("time", f"{sum(float(case.get('time', '0')) for case in cases):.3f}")


def _timestamp(started: str) -> str:
    return one_line(started, 40).removesuffix("Z")
