"""How each ad read where it was delivered first, to ask again for pages that show it otherwise. Nothing here judges."""

import math
from collections import Counter
from typing import Any

from adproof import schemas
from adproof.api.user_ads.page import PLURAL, Ad, Page
from adproof.api.user_ads.paging import BIGGEST_LIMIT, Pair

_EXAMPLE: dict[str, Any] = schemas.load("user_ads/examples/documented-page.json")
MEMBERS = tuple(name for name in _EXAMPLE["_embedded"][PLURAL][0] if name != "_links")
_MOST_ADS = 10_000
Doubt = tuple[Pair, Pair]


def readable(ad: Ad) -> dict[str, Any]:
    """The members that the document's example names, where the ad has them."""
    return {name: ad.members[name] for name in MEMBERS if name in ad.members}


def differing(one: Ad, other: Ad) -> list[str]:
    """Members that read otherwise. What only one of them has counts as well."""
    first, second = readable(one), readable(other)
    return [name for name in MEMBERS if first.get(name) != second.get(name) and not _both_nan(first.get(name), second.get(name))]


def _both_nan(one: Any, other: Any) -> bool:
    return all(isinstance(each, float) and math.isnan(each) for each in (one, other))


class Sightings:
    """Per process: each ad as it was seen last, and which two pages showed one ad in two ways."""

    def __init__(self) -> None:
        self._latest: dict[str, tuple[Ad, Pair]] = {}
        self._doubts: Counter[Doubt] = Counter()

    def sees(self, page: Page) -> int:
        """Remember the ads of a page; how many of them were known from another page."""
        place, known = page.asked.pair, 0
        if place is None or place.limit > BIGGEST_LIMIT:
            return 0
        for ad in page.ads_or_none or ():
            before = self._latest.get(ad.key)
            if before is not None and before[1] != place:
                known += 1
                if differing(before[0], ad):
                    self._doubts[min(before[1], place), max(before[1], place)] += 1
            if before is not None or len(self._latest) < _MOST_ADS:
                self._latest[ad.key] = (ad, place)
        return known

    def doubts(self, at_most: int) -> list[Doubt]:
        """Pairs of pages that showed one ad in two ways, first those that did so most often."""
        return [doubt for doubt, _ in self._doubts.most_common(at_most)]


sightings = Sightings()
