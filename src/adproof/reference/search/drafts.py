"""Makes up the ads: a stream of rows in the order of their creation, always the same for a seed and a day."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, count
from random import Random

from .places import PLACES
from .texts import CATEGORIES, EXTRAS, OPENINGS, RARE_EXTRAS, RARE_SENTENCES, RARE_WORDS, SENTENCES, Category

DAY = 86_400
DAYS = 120
ARRIVALS = 4000  # ads that a moving index has in reserve
FAMILIAR_PRICES = (1, 5, 8, 10, 20, 25, 50, 80, 90, 100, 150, 250, 499, 500, 999, 1000, 1200, 2500, 9500, 12000)
WORD = re.compile(r"\w+")
OF_TODAY, EDITED = 2, 1  # what a moving index holds back at first


@dataclass(frozen=True, slots=True)
class Draft:
    """One row. Instants are Unix seconds, the price is in euro; `place` and `leaf` are positions in their tuples."""

    number: int
    title: str
    description: str
    price: int | None
    shipping: bool
    images: int
    views: int
    uploaded: int
    scraped: int
    place: int
    leaf: int
    details: str
    held_back: int = 0


@lru_cache(maxsize=65_536)
def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are written: letters, digits and underscores."""
    return tuple(WORD.findall(text))


def day_sizes(ads: int) -> list[int]:
    """How many ads each of the days has, oldest first: some days are far busier than others, some are empty."""
    weights = [(1 + 14 * (day % 7 == 3) + 5 * (day % 11 == 0)) * (1 + day / DAYS) for day in range(DAYS)]
    shares = list(accumulate(weights))
    ends = [round(ads * share / shares[-1]) for share in shares]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def drafts(ads: int, seed: int, today: int, moving: bool) -> Iterator[Draft]:
    """All rows; `today` is a midnight in Unix seconds, and the newest ads are of the day before.

    With `moving` every third ad has an edited version behind it, and a reserve of ads of today follows; both are held back.
    """
    rng = Random(seed)
    numbers = count()
    for day, size in enumerate(day_sizes(ads)):
        midnight = today - (DAYS - day) * DAY
        for uploaded in sorted(midnight + int(rng.random() * DAY) for _ in range(size)):
            made = draft(rng, next(numbers), uploaded)
            yield made
            if moving and made.number % 3 == 0:
                yield edited(rng, made)
    for position in range(ARRIVALS if moving else 0):
        yield replace(draft(rng, next(numbers), today + position), held_back=OF_TODAY)


def picker(rng: Random) -> Callable[[tuple[str, ...] | list[str]], str]:
    """A faster `choice`."""
    return lambda many: many[int(rng.random() * len(many))]


def draft(rng: Random, number: int, uploaded: int) -> Draft:
    """One ad, of a random leaf and place."""
    leaf = int(rng.random() ** 1.5 * len(CATEGORIES))
    thing = picker(rng)(CATEGORIES[leaf].things)
    return Draft(
        number=number,
        title=title(rng, thing),
        description=description(rng, thing),
        price=price(rng, CATEGORIES[leaf]),
        shipping=rng.random() < 0.4,
        images=int(rng.random() * 5),
        views=int(rng.random() ** 3 * 900),
        uploaded=uploaded,
        scraped=uploaded - 3600 + int(rng.random() * 40_000),  # also before the upload date's midnight, as published
        place=place(rng),
        leaf=leaf,
        details=details(rng, CATEGORIES[leaf]),
    )


def edited(rng: Random, before: Draft) -> Draft:
    """The same ad after its seller changed it: other price, more text, scraped later."""
    return replace(
        before,
        price=(before.price or 40) + 1 + int(rng.random() * 9),
        description=before.description + "\nPreis angepasst.",
        views=before.views + 7,
        scraped=before.scraped + 5400,
        held_back=EDITED,
    )


def title(rng: Random, thing: str) -> str:
    """The thing, mostly with a word or two that sellers add."""
    pick, chance = picker(rng), rng.random()
    if chance < 0.03:
        return f"{pick(RARE_EXTRAS)}: {thing}"
    if chance < 0.35:
        return thing
    return f"{thing} {pick(EXTRAS)}" if chance < 0.75 else f"{thing} - {pick(EXTRAS)}, {pick(EXTRAS)}"


def description(rng: Random, thing: str) -> str:
    """An opening and some sentences, on lines or in one; now and then a rare word, an article number, or nothing at all."""
    pick = picker(rng)
    if rng.random() < 0.015:
        return ""
    parts = [pick(OPENINGS).replace("{thing}", thing)]
    parts += [pick(SENTENCES) for _ in range(1 + int(rng.random() * 4))]
    if rng.random() < 0.03:
        parts.append(pick(RARE_SENTENCES).replace("{word}", pick(RARE_WORDS)))
    if rng.random() < 0.15:
        parts.append(f"Artikelnummer {pick(LETTERS)}{100 + int(rng.random() * 900)}.")
    return ("\n" if rng.random() < 0.3 else " ").join(parts)


def price(rng: Random, leaf: Category) -> int | None:
    """Some have none, some are gifts, many cost a familiar price, the others anything of the leaf's usual size."""
    chance = rng.random()
    if chance < 0.08:
        return None if chance < 0.045 else 0
    digits = leaf.digits[int(rng.random() * len(leaf.digits))]
    high = int("9" * digits)
    low = high // 10 + 1
    if chance < 0.5:
        familiar = [amount for amount in FAMILIAR_PRICES if low <= amount <= high]
        return familiar[int(rng.random() * len(familiar))]
    return low + int(rng.random() ** 2 * (high - low))


def place(rng: Random) -> int:
    """A position in PLACES, by weight."""
    return bisect(PLACE_SHARES, rng.random() * PLACE_SHARES[-1])


def details(rng: Random, leaf: Category) -> str:
    """The leaf's details as the platform prints them: `name:value` with bars between."""
    pick = picker(rng)
    return " | ".join(f"{name}:{pick(values)}" for name, values in leaf.details)


LETTERS = list("ABCDEFGHKLMNPRSTUVWXYZ")
PLACE_SHARES = list(accumulate(area.weight for area in PLACES))
