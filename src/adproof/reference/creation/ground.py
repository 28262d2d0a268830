"""What every rule stands on: the memory, the clock, the settings, and a fault's own notes."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from .settings import Settings
from .store import Store


class Ground:
    """`notes` is where a fault keeps what it needs between requests; the honest rules never look at it."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store, self.settings = store, settings
        self.notes: dict[Any, Any] = {}
        self.disk = tempfile.TemporaryDirectory(prefix="adproof-images-")
        self.images = Path(self.disk.name)

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def wake(self) -> None:
        """Tells the worker that there may be work; the service puts the real one here."""

    def new_uuid(self) -> UUID:
        return uuid4()

    def write_uuid(self, uuid: UUID) -> str:
        return str(uuid)

    def fresh(self) -> str:
        """A new id as it is shown."""
        return self.write_uuid(self.new_uuid())
