"""Relations between answers while the data moves: nothing is judged on one mismatch, and nothing is retried until it is green.

A mismatch counts when it comes back three times and more from scratch; one that comes and goes is no verdict, nor is a base
that never holds still.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress

from adproof.answer import Unusable
from adproof.api.search.actor import Search, Searcher
from adproof.api.search.ads import Ad
from adproof.api.search.found import Found
from adproof.api.search.memory import recalling
from adproof.words import Inconclusive, weak

REPEATS = 3
PATIENCE = 5
HOPELESS = 6


class Moved(Exception):
    """The data changed between two askings, so that this one proves nothing."""


def established(check: Callable[[], None]) -> None:
    """Run a check: on what was answered before, and where that does not do, on answers that are all asked afresh.

    The violation is raised when it came three times afresh and never stayed away; once more for each time that the data was
    seen to change meanwhile, since changes that are taken back in time look like none.

    Raises Inconclusive when the data does not hold still or the violation does not come back.
    """
    with suppress(Moved, AssertionError), recalling():
        return check()
    violations = moved = 0
    while True:
        try:
            with recalling(False):
                check()
        except Moved:
            moved += 1
            if moved >= PATIENCE:
                raise Inconclusive("the target's data changed every time while the relation was asked") from None
        except AssertionError:
            violations += 1
            if violations >= REPEATS + moved:
                raise
        else:
            if violations:
                raise Inconclusive("a difference was seen, and not seen again when everything was asked afresh")
            return None


class Tally:
    """Judges many cases of one rule: the first established violation ends it, undecided cases are counted and told."""

    def __init__(self, what: str) -> None:
        self.what, self.decided, self.undecided = what, 0, list[str]()

    def judge(self, check: Callable[[], None]) -> None:
        """Judge one case; after many that could not be decided, and none that could, the rest is left out."""
        if len(self.undecided) >= HOPELESS and not self.decided:
            return
        try:
            established(check)
        except (Inconclusive, Unusable) as open_question:
            self.undecided.append(str(open_question))
        else:
            self.decided += 1

    def close(self) -> None:
        """Raise Inconclusive when no case, or too few, could be decided."""
        if len(self.undecided) > self.decided:
            raise Inconclusive(
                f"{len(self.undecided)} of {self.decided + len(self.undecided)} {self.what} are undecided: {self.undecided[0]}"
            )
        if self.undecided:
            weak(f"{len(self.undecided)} of {self.decided + len(self.undecided)} {self.what} are undecided: {self.undecided[0]}")
        if not self.decided:
            raise Inconclusive(f"no {self.what} could be made from what the target holds")


def steady(before: Found, after: Found) -> dict[str, Ad]:
    """The ads that both answers show with the same content, by id."""
    first = {each.id: each.content for each in before.ads}
    return {each.id: each for each in after.ads if first.get(each.id) == each.content}


def unmoved(before: Found, after: Found) -> None:
    """Raise Moved unless two answers to one request agree on total, ids and contents."""
    if before.total != after.total or {each.content for each in before.ads} != {each.content for each in after.ads}:
        raise Moved


def unmoved_page(before: Found, after: Found, sort: str) -> None:
    """Raise Moved unless two looks at one page agree on total and keys: which of several equal ads it shows is left open."""
    if before.total != after.total or before.keys(sort) != after.keys(sort) or len(before.ads) != len(after.ads):
        raise Moved


def around(searcher: Searcher, base: Search, *between: Callable[[], Found]) -> tuple[Found, list[Found]]:
    """Ask the base, then the others, then the base again. Raises Moved when the base changed meanwhile."""
    before = searcher.everything(base)
    results = [ask() for ask in between]
    unmoved(before, searcher.everything(base))
    return before, results


def named(ids: Iterable[str]) -> str:
    """A few ids for people."""
    listed = sorted(ids)
    return ", ".join(listed[:3]) + (f" and {len(listed) - 3} more" if len(listed) > 3 else "")
