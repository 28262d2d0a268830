"""One rate for all workers of a run: the next free moment stands in a file, guarded by a lock."""

import time
from pathlib import Path

from filelock import FileLock


class Rate:
    """At most `per_second` requests a second over every process that shares `file`; None is no limit."""

    def __init__(self, per_second: float | None, file: Path) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._file = file
        self._lock = FileLock(f"{file}.lock")

    def wait(self) -> float:
        """Wait for this request's turn; returns the seconds waited."""
        if not self._gap:
            return 0.0
        with self._lock:
            now = time.time()
            try:
                free = float(self._file.read_text())
            except (OSError, ValueError):
                free = 0.0
            # a clock that was set back must not stop the run: never wait for more than a minute
            turn = min(max(now, free), now + 60)
            self._file.write_text(repr(turn + self._gap))
        time.sleep(max(0.0, turn - now))
        return turn - now
