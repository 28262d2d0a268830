"""Starts the built-in reference as a process of its own, like any target, and ends it again."""

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

PATIENCE = 120.0  # seconds until a reference with many ads has to listen
READY = "adproof-reference ready"


class LaunchError(RuntimeError):
    """The reference did not come up; the text says what it printed last."""


@dataclass
class Launched:
    """A running reference. `target_file` is its target file as text."""

    process: subprocess.Popen[bytes]
    target_file: str
    address: str
    drains: tuple[threading.Thread, ...] = ()

    def stop(self) -> None:
        """End the process this object started, and no other."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        for each in self.drains:
            each.join(1)  # ends with the process; a stream is not closed under a reader


def _drained(stream: IO[bytes]) -> threading.Thread:
    """Read on for ever: a reference that prints much must not wait for us with a full pipe."""

    def read() -> None:
        with stream:
            while stream.read1(65_536):  # type: ignore[attr-defined]
                pass

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


def reference(options: Sequence[str] = (), patience: float = PATIENCE) -> Launched:
    """Launch `python -m adproof.reference` on a free loopback port. Raises LaunchError."""
    command = [sys.executable, "-m", "adproof.reference", "--port", "0", "--print-target", *options]
    process = subprocess.Popen(  # noqa: S603  # our own module
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    try:
        return _awaited(process, patience)
    except BaseException:  # an interrupted start leaves no process behind
        Launched(process, "", "").stop()
        raise


def _awaited(process: subprocess.Popen[bytes], patience: float) -> Launched:
    """The process as soon as it says that it listens."""
    assert process.stdout is not None
    assert process.stderr is not None
    out, err = process.stdout.fileno(), process.stderr.fileno()
    said = {out: b"", err: b""}
    ends = time.monotonic() + patience
    ended = False
    while time.monotonic() < ends and not ended:
        ended = process.poll() is not None  # asked before reading, so that its last words are heard
        ready, _, _ = select.select([out, err], [], [], 0 if ended else 0.5)
        for stream in ready:
            said[stream] += os.read(stream, 65_536)
        line = next((each for each in said[err].decode(errors="replace").splitlines() if each.startswith(READY)), None)
        if line is not None and said[out].endswith(b"\n"):
            drains = tuple(_drained(stream) for stream in (process.stdout, process.stderr))
            return Launched(process, said[out].decode(), line.removeprefix(READY).strip(), drains)
    words = said[err].decode(errors="replace").strip().splitlines()
    raise LaunchError(f"the reference did not start: {words[-1] if words else f'no answer within {patience:g} s'}")
