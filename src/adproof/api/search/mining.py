"""Words worth asking for: from ads that were really delivered, so that a filter has something to bite on."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from adproof.api.search import text
from adproof.api.search.ads import Ad

_MOST_CANDIDATES = 60
_MOST_WORDS = 9  # that any search can be asked for at once
_HYPHENATED = re.compile(r"[^\W\d_]+(-[^\W_]{2,})+")
_LONG = 4  # letters of a word that no search engine takes for noise


@dataclass(frozen=True)
class Word:
    """A word with the ads that surely carry it, by where they carry it, and the ads that have something like it."""

    word: str
    in_title: frozenset[str]
    in_description: frozenset[str]
    maybe: frozenset[str]
    of: int  # ads looked at

    @property
    def carriers(self) -> frozenset[str]:
        return self.in_title | self.in_description

    @property
    def free(self) -> int:
        """Ads with nothing like the word."""
        return self.of - len(self.carriers) - len(self.maybe)

    @property
    def title_only(self) -> frozenset[str]:
        return self.in_title - self.in_description

    @property
    def description_only(self) -> frozenset[str]:
        return self.in_description - self.in_title

    @property
    def umlaut(self) -> bool:
        return any(letter in "äöüßÄÖÜ" for letter in self.word)


def words(ads: Iterable[Ad]) -> list[Word]:
    """Plain words of the ads that some carry and some have nothing of, those that tell most ads apart first."""
    listed = list(ads)
    titles, descriptions = _places(listed)
    candidates = [word for word in sorted({*titles, *descriptions}) if text.plain(word)]
    chosen = _varied(candidates, titles, descriptions, len(listed))
    known = _Index(listed)
    found = [_weighed(word, titles[word], descriptions[word], known) for word in chosen]
    return [each for each in found if each.free and each.carriers]


def odd_words(ads: Iterable[Ad]) -> dict[str, list[Word]]:
    """Words at the ends of what words are: late in long descriptions, in more ads than most, in one ad only."""
    listed = list(ads)
    titles, descriptions = _places(listed)
    known = [word for word in sorted({*titles, *descriptions}) if text.plain(word)]
    times = {word: len(titles[word] | descriptions[word]) for word in {*titles, *descriptions}}
    late = sorted((word for word in known if not titles[word]), key=lambda word: -_depth(word, descriptions[word], listed))
    rare = [word for word in known if times[word] <= 2]
    both = [word for word in known if titles[word] - descriptions[word] and descriptions[word] - titles[word]]
    index = _Index(listed)
    many = [word for word in sorted(times) if text.plain(word) or text.short(word)]
    chosen = {
        "late": late[:3],
        "frequent": sorted(many, key=lambda word: -times[word])[:2],
        "rare": [*rare[: len(rare) // 2][-1:], *rare[len(rare) // 2 :][-1:]],
        "in both": sorted(both, key=lambda word: -len(descriptions[word] - titles[word]))[:2],
    }
    return {kind: [_weighed(word, titles[word], descriptions[word], index) for word in words] for kind, words in chosen.items()}


def _depth(word: str, carriers: set[str], ads: Sequence[Ad]) -> int:
    """How many letters stand before a word at least, in the description where it comes latest."""
    return max((each.description.find(word) for each in ads if each.id in carriers), default=0)


def _places(ads: Iterable[Ad]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The ids of the ads that have each piece in the title, and in the description."""
    titles, descriptions = defaultdict(set), defaultdict(set)
    for each in ads:
        for piece in text.pieces(each.title):
            titles[piece].add(each.id)
        for piece in text.pieces(each.description):
            descriptions[piece].add(each.id)
    return titles, descriptions


def _varied(candidates: Sequence[str], titles: dict[str, set[str]], descriptions: dict[str, set[str]], ads: int) -> list[str]:
    """A bounded choice with every kind in it: in titles only, in descriptions only, in both, with umlauts, frequent and rare."""
    kinds: dict[tuple[bool, bool, bool], list[str]] = defaultdict(list)
    for word in candidates:
        only_title, only_description = titles[word] - descriptions[word], descriptions[word] - titles[word]
        umlaut = not word.isascii()
        kinds[bool(only_title), bool(only_description), umlaut].append(word)
    per_kind = max(4, _MOST_CANDIDATES // max(1, len(kinds)))
    chosen = []
    for alike in kinds.values():
        # around a quarter of the ads tells most; very rare and very frequent words follow
        alike.sort(key=lambda word: (abs(len(titles[word] | descriptions[word]) / max(1, ads) - 0.2), word))
        chosen += alike[:per_kind]
    return chosen


def _weighed(word: str, in_title: set[str], in_description: set[str], known: "_Index") -> Word:
    carriers = in_title | in_description
    return Word(word, frozenset(in_title), frozenset(in_description), known.perhaps(word) - carriers, known.ads)


class _Index:
    """Which ads have which letters-and-digits words: so that a word is compared with each of them once, not once an ad."""

    def __init__(self, ads: Sequence[Ad]) -> None:
        self.ads, self._words = len(ads), defaultdict[str, set[str]](set)
        self._shortened = {each.id for each in ads if text.shortened(each.title) or text.shortened(each.description)}
        for each in ads:
            for token in text.words(each.title) | text.words(each.description):
                self._words[token].add(each.id)

    def perhaps(self, word: str) -> frozenset[str]:
        """The ads that have something like a word, or a part that is not shown."""
        return frozenset(self._shortened.union(*(ids for token, ids in self._words.items() if text.alike(word, token))))


def short_words(ads: Iterable[Ad]) -> list[str]:
    """Words of two to four letters that some of the ads carry, those that half of the ads or fewer carry first."""
    listed, times = list(ads), Counter[str]()
    for each in listed:
        for piece in filter(text.short, text.pieces(each.title) | text.pieces(each.description)):
            times[piece] += 1
    return sorted(times, key=lambda word: (times[word] > len(listed) / 2, len(word) > 3, -times[word], word))


def marked_words(ads: Iterable[Ad]) -> dict[str, set[str]]:
    """Plain words that some ads have only beside a mark (a full stop, a comma, a bracket), with the ids of these ads."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in ads:
        bare = set(each.title.split()) | set(each.description.split())
        for piece in filter(text.plain, (text.pieces(each.title) | text.pieces(each.description)) - bare):
            found[piece].add(each.id)
    return found


def phrases(ads: Iterable[Ad], *, digits: bool = False) -> list[tuple[str, str]]:
    """Two neighbouring plain words of a title, with the ad's id; with `digits`, of which one has a digit."""
    found = []
    for each in ads:
        for one, other in itertools.pairwise(each.title.split()):
            long = max(len(one), len(other)) if digits else min(len(one), len(other))
            fits = all(word.isalnum() if digits else word.isalpha() for word in (one, other))
            numbered = any(letter.isdecimal() for letter in one + other)
            if long >= _LONG and fits and one != other and numbered == digits:
                found.append((f"{one} {other}", each.id))
                break
    return found


def spellings(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """What texts are found by in every way of cutting words, with the ad's id: of each kind the longest.

    A word with a hyphen inside, a word in capitals, a number, as many bare words as follow each other. `texts` is by the ad's id.
    """
    longest: dict[str, tuple[str, str]] = {}
    for id, whole in texts.items():
        listed = whole.split()
        runs = [list(run)[:_MOST_WORDS] for bare, run in itertools.groupby(listed, str.isalnum) if bare]
        kinds = {
            "hyphen": [word for word in listed if _HYPHENATED.fullmatch(word)],
            "capitals": [word for word in listed if word.isupper() and text.short(word) and len(word) > 2],
            "number": [word for word in listed if word.isdecimal() and 3 <= len(word) <= 5],
            "several": [" ".join(run) for run in runs if len(run) > 2],
        }
        for kind, found in kinds.items():
            for words in found:
                if words in whole and len(words) > len(longest.get(kind, ("", ""))[0]):
                    longest[kind] = (words, id)
    return list(longest.values())


def numbers(ads: Iterable[Ad]) -> list[str]:
    """Words with a digit that fewest of the ads carry, but more than one: sizes, years, models."""
    times = Counter(
        piece
        for each in ads
        for piece in text.pieces(each.title) | text.pieces(each.description)
        if piece.isalnum() and 2 <= len(piece) <= _LONG and any(letter.isdecimal() for letter in piece)
    )
    return sorted((word for word in times if times[word] > 1), key=lambda word: (times[word], word))
