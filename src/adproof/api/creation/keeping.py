"""Things made once for several tests, and the listings among them, which stay until the end of the run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from adproof import evidence
from adproof.answer import Unusable
from adproof.api.creation.seller import Seller
from adproof.words import EnvironmentProblem, Inconclusive, ReadOnly

Kept = TypeVar("Kept")


@dataclass
class Keeping:
    """What was made, by its name."""

    seller: Seller
    _kept: dict[str, tuple[Any, list[Any]]] = field(default_factory=dict)
    _listings_kept: set[str] = field(default_factory=set)

    def kept(self, name: str, make: Callable[[], Kept]) -> Kept:
        """One thing for several tests, made when first asked for. The exchanges that made it are at hand in each of them."""
        record = evidence.current()
        if name not in self._kept:
            before = {each.id for each in record.exchanges}
            try:
                with self.keeping():
                    made: Any = make()
            except (Unusable, Inconclusive, EnvironmentProblem, ReadOnly) as problem:
                made = problem
            self._kept[name] = (made, [each for each in record.exchanges if each.id not in before])
        else:
            with record.lock:
                record.exchanges.extend(each for each in self._kept[name][1] if each not in record.exchanges)
        kept = self._kept[name][0]
        if isinstance(kept, Exception):
            raise kept
        return cast(Kept, kept)

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """What is created meanwhile is kept for later tests."""
        before = set(self.seller.ledger.mine)
        try:
            yield
        finally:
            self._listings_kept |= set(self.seller.ledger.mine) - before

    @property
    def keeps(self) -> set[str]:
        """The UUIDs of the listings that later tests will ask for."""
        return set(self._listings_kept)
