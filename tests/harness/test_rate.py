"""One rate, however many processes share it."""

import subprocess
import sys
import time

from adproof.rate import Rate

ASKS = """
import sys, time
from pathlib import Path
from adproof.rate import Rate
rate = Rate(float(sys.argv[2]), Path(sys.argv[1]))
for _ in range(int(sys.argv[3])):
    rate.wait()
    print(time.time())
"""


def test_two_processes_share_one_rate(tmp_path):
    command = [sys.executable, "-c", ASKS, str(tmp_path / "rate"), "20", "10"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    moments = sorted(float(line) for each in both for line in each.communicate(timeout=60)[0].split())
    assert len(moments) == 20
    assert moments[-1] - moments[0] >= 19 * 0.05 - 0.02
    assert len([1 for each in moments if each < moments[0] + 0.5]) <= 12


def test_without_a_rate_nobody_waits_and_nothing_is_written(tmp_path):
    rate = Rate(None, tmp_path / "rate")
    assert [rate.wait() for _ in range(1000)] == [0.0] * 1000
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_and_a_clock_that_was_set_back_stop_nobody(tmp_path):
    (tmp_path / "rate").write_text("no number")
    assert Rate(1000, tmp_path / "rate").wait() < 1
    (tmp_path / "rate").write_text(repr(time.time() - 10_000))
    assert Rate(1000, tmp_path / "rate").wait() < 1
