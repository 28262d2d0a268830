"""A run that is killed outright leaves a ledger, and `adproof cleanup` removes what it created."""

import subprocess
import sys
import time

import pytest

from adproof import launch


def created(ledger):
    return ledger.read_text().count('"event": "answered"') if ledger.is_file() else 0


@pytest.mark.process
def test_what_a_killed_run_created_is_removed_by_its_ledger(tmp_path):
    launched = launch.reference(["--contract", "creation"])
    try:
        target, report = tmp_path / "target.toml", tmp_path / "report"
        target.write_text(launched.target_file)
        command = [sys.executable, "-m", "adproof"]
        run = subprocess.Popen([*command, "run", str(target), "--report-dir", str(report)], stdout=subprocess.DEVNULL)
        ends = time.monotonic() + 120
        while created(report / "ledger.jsonl") < 20 and run.poll() is None and time.monotonic() < ends:
            time.sleep(0.1)
        run.kill()
        run.wait(30)
        done = subprocess.run(
            [*command, "cleanup", str(report), "--target", str(target)], capture_output=True, text=True, timeout=120, check=False
        )
    finally:
        launched.stop()

    assert done.returncode == 0, done.stdout + done.stderr
    assert "left 0" in done.stdout
    assert not done.stdout.startswith("created 0")
