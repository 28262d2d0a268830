"""Sets of ads as whole numbers: bit n is the ad in row n.

A million ads are 125 kB; intersecting or counting two such sets takes microseconds, so that every filter can be
combined with every other and counted exactly, however broad it is.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence

SMALL = 512  # bits that are faster looked through than halved
FEW = 4096  # rows that are faster sorted than selected


def from_rows(rows: Iterable[int], size: int) -> int:
    """The set of these rows, all below `size`."""
    octets = bytearray(size // 8 + 1)
    for row in rows:
        octets[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(octets, "little")


def span(first: int, end: int) -> int:
    """The set of the rows from `first` to before `end`."""
    return (1 << end) - (1 << first) if end > first else 0


def without(bits: int, removed: int) -> int:
    """The rows of one set that are not in the other."""
    return bits ^ (bits & removed)


def positions(bits: int, first: int, count: int) -> list[int]:
    """The members numbered `first` (from 0) and the following, `count` at most, in ascending order."""
    if count <= 0 or not bits or first < 0:
        return []
    return select(bits, first, count, 0, bits.bit_length())


def select(bits: int, first: int, count: int, base: int, width: int) -> list[int]:
    """`positions` by halving: only the halves that hold the wanted members are looked into."""
    if width <= SMALL:
        return listed(bits, base)[first : first + count]
    half = width // 2
    low = bits & ((1 << half) - 1)
    below = low.bit_count()
    found = select(low, first, count, base, half) if first < below else []
    missing = count - len(found)
    high = bits >> half
    if missing and high:
        found += select(high, max(0, first - below), missing, base + half, width - half)
    return found


def listed(bits: int, base: int) -> list[int]:
    """All members of a small set, ascending, each plus `base`."""
    text = bin(bits)[:1:-1]
    found, at = [], text.find("1")
    while at >= 0:
        found.append(base + at)
        at = text.find("1", at + 1)
    return found


def everything(bits: int) -> list[int]:
    """All members, ascending."""
    return positions(bits, 0, bits.bit_count())


class Order:
    """All rows in some order, able to cut a page out of the part of it that is in a set.

    Pages of broad searches are found through slices of the ranks' binary digits: the rows whose rank has a digit.
    """

    def __init__(self, rows: Sequence[int], size: int) -> None:
        self.ranks = array("I", bytes(4 * size))
        for rank, row in enumerate(rows):
            self.ranks[row] = rank
        self.slices = digit_slices(self.ranks) if size > FEW else []

    def page(self, bits: int, first: int, count: int) -> list[int]:
        """The members numbered `first` and the following, in this order."""
        if count <= 0 or first < 0:
            return []
        if not self.slices:
            return self.sorted(bits)[first : first + count]
        return self.descend(bits, 0, first, count)

    def sorted(self, bits: int) -> list[int]:
        """All members in this order."""
        return sorted(everything(bits), key=self.ranks.__getitem__)

    def descend(self, bits: int, level: int, first: int, count: int) -> list[int]:
        """Halves by rank, from the most significant digit, until few rows are left to sort."""
        if bits.bit_count() <= FEW or level == len(self.slices):
            return self.sorted(bits)[first : first + count]
        later = bits & self.slices[level]
        sooner = bits ^ later
        below = sooner.bit_count()
        found = self.descend(sooner, level + 1, first, count) if first < below else []
        missing = count - len(found)
        if missing and later:
            found += self.descend(later, level + 1, max(0, first - below), missing)
        return found


def digit_slices(ranks: array[int]) -> list[int]:
    """For each binary digit of the ranks, most significant first, the set of the rows that have it."""
    octets = ranks.tobytes()
    step = ranks.itemsize
    found = []
    for digit in range(max(1, (len(ranks) - 1).bit_length()) - 1, -1, -1):
        place = digit // 8 if sys.byteorder == "little" else step - 1 - digit // 8
        texts = bytes(48 + (octet >> digit % 8 & 1) for octet in range(256))
        found.append(int(octets[place::step][::-1].translate(texts), 2))
    return found
