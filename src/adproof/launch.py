"""Starts the built-in reference as a process of its own, like any target, and ends it again."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

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

    def stop(self) -> None:
        """End the process this object started, and no other."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()


def reference(options: Sequence[str] = (), patience: float = PATIENCE) -> Launched:
    """Launch `python -m adproof.reference` on a free loopback port. Raises LaunchError."""
    command = [sys.executable, "-m", "adproof.reference", "--port", "0", "--print-target", *options]
    process = subprocess.Popen(  # noqa: S603  # our own module
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    assert process.stdout is not None
    assert process.stderr is not None
    out, err = process.stdout.fileno(), process.stderr.fileno()
    said = {out: b"", err: b""}
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        ready, _, _ = select.select([out, err], [], [], 0.5)
        for stream in ready:
            said[stream] += os.read(stream, 65_536)
        line = next((each for each in said[err].decode(errors="replace").splitlines() if each.startswith(READY)), None)
        if line is not None and said[out].endswith(b"\n"):
            return Launched(process, said[out].decode(), line.removeprefix(READY).strip())
        if process.poll() is not None:
            break
    launched = Launched(process, "", "")
    launched.stop()
    words = said[err].decode(errors="replace").strip().splitlines()
    raise LaunchError(f"the reference did not start: {words[-1] if words else f'no answer within {patience:g} s'}")
