"""Words in ads: what surely carries a word, what has nothing like it, and the wide margin in between.

The document does not say how words are cut, folded or stemmed. A rule is therefore judged only where every way of cutting agrees.
"""

import re
import unicodedata
from enum import Enum
from functools import lru_cache

NONSENSE = "xqvzkwjyhqbdtmfgplrn"  # a word that no ad has and that is like no other
_WORD = re.compile(r"[^\W_]+")
# a word between marks; one that dots follow may be cut off
_MARKED = re.compile(r"[(\[{\"'„“”‚‘’»«–—-]*([^\W_]+)[,;:!?)\]}\"'”“’»«–—-]*\.?[)\]\"'”“»«]*")
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_STEM = 4
_SHORTENED = ("...", "…")


class Carries(Enum):
    """Whether a text has a word: surely, surely not, or depending on how words are taken."""

    YES = "carries it"
    NO = "has nothing like it"
    MAYBE = "has something like it"


def tokens(text: str) -> list[str]:
    """The pieces between blanks, as written."""
    return text.split()


@lru_cache(maxsize=65_536)
def folded(word: str) -> tuple[str, str]:
    """A word without letter case and accents: umlauts spelled out, and umlauts bare."""
    plain = unicodedata.normalize("NFC", word).casefold()
    bare = "".join(each for each in unicodedata.normalize("NFD", plain) if not unicodedata.combining(each))
    return plain.translate(_SPELLED), bare.replace("ß", "ss")


@lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> bool:
    """Whether a search engine could take one word for the other: a part, a common beginning, or two letters apart."""
    for first, second in zip(folded(one), folded(other), strict=True):
        if not first or not second:
            continue
        if first in second or (second in first and len(second) >= _STEM):
            return True
        if first[:_STEM] == second[:_STEM] and min(len(first), len(second)) >= _STEM:
            return True
        if len(first) > _STEM and _within_two_edits(first, second):
            return True
    return False


def _within_two_edits(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 2:
        return False
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, opposite in enumerate(other, 1):
            change = before + (letter != opposite)
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, change)
        if min(row) > 2:
            return False
    return row[-1] <= 2


@lru_cache(maxsize=16_384)
def words(text: str) -> frozenset[str]:
    """The letters-and-digits words of a text, as written."""
    return frozenset(_WORD.findall(text))


@lru_cache(maxsize=16_384)
def pieces(text: str) -> frozenset[str]:
    """The pieces between blanks of a text, with and without marks at their ends: what every way of cutting words agrees on.

    The last one of a shortened text is left out: it may be half a word.
    """
    listed = text.rstrip(".… ").split()[:-1] if shortened(text) else text.split()
    return frozenset(listed) | {found[1] for found in map(_MARKED.fullmatch, listed) if found}


def shortened(text: str) -> bool:
    """Whether a text looks cut off, so that a word could hide in the missing part."""
    return text.rstrip().endswith(_SHORTENED)


@lru_cache(maxsize=262_144)
def carries(text: str, word: str) -> Carries:
    """Whether `text` has `word`, with the margin this module is about."""
    if word in pieces(text):
        return Carries.YES
    if shortened(text) or any(part in whole for part, whole in zip(folded(word), folded_text(text), strict=True)):
        return Carries.MAYBE
    return Carries.MAYBE if any(alike(word, each) for each in words(text)) else Carries.NO


@lru_cache(maxsize=16_384)
def folded_text(text: str) -> tuple[str, str]:
    """A whole text, folded as words are."""
    return folded(text)


def short(word: str) -> bool:
    """Whether a word is short and still no word that a search engine may leave out: an abbreviation, a brand."""
    return word.isalpha() and 2 <= len(word) <= 4 and word.casefold() not in _COMMON and word.casefold() not in _SHORT_COMMON


def plain(word: str) -> bool:
    """Whether a word is fit to judge by: letters only, and long enough that a margin around it leaves other words out."""
    return word.isalpha() and 5 <= len(word) <= 20 and word.casefold() not in _COMMON


_SHORT_COMMON = frozenset(
    """
    ab ah am an as at auf aus bei bin bis bist by da dann dank das dass dein dem den der des dich die dir du ein er es etc euch
    euer fast for für gab ganz gar geht gibt gut hab hat her hier hin ich ihm ihn ihr im in inkl is ist it ja je kann kein la le
    mag mal man mein mich mir mit nach nie nix not nun nur ob of oft ok on or per pro rum rund sehr sei sie sind so soll the to
    tut um und uns up usw via von vor war was we weg weil wem wen wer wie will wir wird wo you zu zum zur zwei drei vier
    """.split()  # noqa: SIM905
)

# Words that a search engine may leave out as too common.
_COMMON = frozenset(
    """
    aber alle allem allen aller alles andere anderen auch beim bereits bitte damit dabei dann diese diesem diesen dieser dieses
    doch durch eine einem einen einer eines habe haben hatte hier ihre ihrem ihren ihrer immer jede jeden jeder jedes jetzt
    kann kein keine keinem keinen keiner können mehr mein meine meinem meinen meiner nach nicht nichts noch nur oder ohne schon
    sehr sein seine seinem seinen seiner sich sind soll sondern über unter viel vom wegen weil wenn werden wieder wird wurde
    wurden zum zur zwischen with from this that have
    """.split()  # noqa: SIM905  # a paragraph reads better than a column of a hundred lines
)
