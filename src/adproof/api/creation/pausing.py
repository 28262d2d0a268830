"""Ads that were paused and are then left alone, for tests that look at what becomes of them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from adproof.answer import Answer, Unusable
from adproof.api.creation.shelf import LiveAd, Shelf
from adproof.api.creation.things import succeeded
from adproof.words import Inconclusive, expect, witness

PAUSED_FOR = 1.5  # seconds at least that a pause is watched


@dataclass(frozen=True)
class PausedAd:
    """A live ad that was paused, its word for that, and when (on the monotonic clock) it was seen."""

    ad: LiveAd
    word: str
    since: float

    @property
    def where(self) -> tuple[str, str]:
        return self.ad.listing.uuid, self.ad.publication.uuid


def pause_one(shelf: Shelf) -> PausedAd:
    """Pause a live ad that nobody else uses. Raises Unusable when it does not come to that."""
    seller, ad = shelf.seller, shelf.live_ad()
    where = (ad.listing.uuid, ad.publication.uuid)
    answer = seller.pauses(*where)
    if not succeeded(answer):
        raise Unusable(f"the pause was not accepted ({answer.received})", of=answer)
    read = partial(seller.reads_publication, *where)
    seen = seller.patience.until("state", read, lambda view: view.status not in (None, ad.word))
    if not seen.came:
        raise Unusable("a pause does not show", of=seen.value.answer)
    return PausedAd(ad, str(seen.value.status), time.monotonic())


def paused_early(shelf: Shelf) -> PausedAd:
    """The one that was paused when this was first asked for. Raises Unusable."""
    return shelf.kept("paused ad", lambda: pause_one(shelf))


def pause_lasts(shelf: Shelf) -> bool:
    """Whether an ad that is paused now and left alone is still paused when a request could have made no difference."""

    def look() -> bool:
        paused = pause_one(shelf)
        time.sleep(PAUSED_FOR)
        return shelf.seller.reads_publication(*paused.where).status == paused.word

    return shelf.kept("pause lasts", look)


def paused_while_pending(shelf: Shelf) -> tuple[tuple[str, str], Answer] | None:
    """A publication that was paused at once after it was made, with the answer to that; None where this is refused."""

    def make() -> tuple[tuple[str, str], Answer] | None:
        listing, publication = shelf.published()
        where = (listing.uuid, publication.uuid)
        answer = shelf.seller.pauses(*where)
        return (where, answer) if succeeded(answer) else None

    return shelf.kept("paused while pending", make)


def assert_still(shelf: Shelf, where: tuple[str, str], word: str, answers: Sequence[Answer]) -> None:
    """A publication keeps its status after what these answers refused. Raises Inconclusive where a pause ends by itself."""
    read = partial(shelf.seller.reads_publication, *where)
    seen = shelf.seller.patience.stays("state", read, lambda view: view.status == word)
    if not seen.came and word == paused_early(shelf).word and not pause_lasts(shelf):
        raise Inconclusive("a pause ends by itself here")
    witness(1, f"publications, {word}")
    said = f"{seen.value.status!r} ({seen.value.answer.received})"
    expect(seen.came, expected=f"{word!r} still", received=said, of=[*answers, seen.value.answer])
