"""The closed sets a results file speaks in, with the glyph and the sentence a reader gets for each.

Colour never carries meaning alone: whatever the report colours also shows the glyph and the word from here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    name: str
    glyph: str
    means: str
    next: str = ""

    @property
    def slug(self) -> str:
        return self.name.replace(" ", "-")


_VERDICTS = (
    Word("failed", "✗", "The target broke a must.", "Replay it with the curl line; fix the target, or admit it with a waiver."),
    Word("error", "!", "Our own mistake or the environment's; never booked on the target.", "Read the reason; rerun."),
    Word(
        "inconclusive",
        "?",
        "The target gave nothing to judge by, or an earlier step failed. Gates for a must.",
        "Give the target what the reason names, then rerun.",
    ),
    Word("warned", "▲", "A should was broken, or a reading was noted. Gates only with --fail-on should.", "Decide."),
    Word("waived", "≈", "Failed, and the target's file admits exactly this, with owner and expiry.", "Mind the expiry."),
    Word("passed", "✓", "Every check passed, and each showed what it saw that could have proven it wrong."),
    Word("not claimed", "–", "The target's file does not claim the capability.", "Claim it to have it judged."),
    Word("untested", "·", "No black-box check is possible; the reason is given."),
)
VERDICTS = {each.name: each for each in _VERDICTS}

_STRENGTHS = (
    Word("must", "■", "The document states it, or it follows by arithmetic. A broken must gates."),
    Word("should", "◧", "Only shown by an example, or a wider convention."),
    Word("open", "□", "The document is silent or contradicts itself: any admissible reading will do, one per run."),
)
STRENGTHS = {each.name: each for each in _STRENGTHS}

_ORIGINS = (
    Word("document", "", "said by the document itself"),
    Word("derived", "", "follows from the document"),
    Word("wider", "", "said elsewhere in the same documentation"),
)
ORIGINS = {each.name: each for each in _ORIGINS}

_BLAMES = (
    Word("target", "", "the target breaks the rule: its owner fixes it"),
    Word("environment", "", "network, gateway, credentials or throttling: whoever runs the environment"),
    Word("data", "", "the account or the data lacks what is needed: whoever sets up the target"),
    Word("adproof", "", "our own mistake: report it to adproof"),
    Word("document", "", "the passage is unclear: settle the reading with the document's author"),
)
BLAMES = {each.name: each for each in _BLAMES}

_WAIVERS = (
    Word("used", "≈", "It still fails as admitted."),
    Word("stale", "!", "It no longer fails: remove the waiver."),
    Word("expired", "!", "It ran out: fix the target or renew it with a reason."),
    Word("unobserved", "?", "This run did not come to judge it."),
    Word("changed", "!", "It fails in another way than the one admitted: look again."),
)
WAIVERS = {each.name: each for each in _WAIVERS}

_EXITS = (
    Word("conformant", "✓", "Every judged must holds.", "Nothing to do."),
    Word("nonconformant", "✗", "A must failed.", "Start with the first problem below: each carries a curl line."),
    Word("interrupted", "!", "The run was stopped before its end.", "Run it again; what was gathered is below."),
    Word("adproof-error", "!", "adproof itself went wrong.", "Nothing is proven against the target; report the error."),
    Word("usage", "!", "The command line or a target file is wrong.", "Correct what the message names."),
    Word("nothing-ran", "!", "No requirement was judged.", "Check the selection and what the target's file claims."),
    Word("inconclusive", "?", "A must could not be decided.", "Give the target what the undecided section names."),
    Word("environment", "!", "Unreachable, credentials refused, or throttled out.", "Repair the environment, then rerun."),
    Word("waivers", "!", "A waiver is stale or expired.", "Correct the waivers named below in the target's file."),
)
EXITS = dict(enumerate(_EXITS))

OUTCOMES = {
    "passed": VERDICTS["passed"],
    "failed": VERDICTS["failed"],
    "inconclusive": VERDICTS["inconclusive"],
    "error": VERDICTS["error"],
    "environment": Word("environment", "!", "The environment stood in the way."),
}


def word(table: dict[str, Word], name: str) -> Word:
    """The entry for a name; a name nobody foresaw is shown as it is rather than dropped."""
    return table.get(name) or Word(name, "!", "")


def exit_word(code: int) -> Word:
    return EXITS.get(code) or Word(f"exit {code}", "!", "An exit status this report does not know.")
