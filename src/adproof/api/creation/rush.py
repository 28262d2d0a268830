"""Several calls at the same moment: threads that a barrier releases together."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from adproof.api.creation.asking import rushing

Result = TypeVar("Result")
_LONGEST_GATHERING = 120.0
_STAYS_WARM = 1.5  # seconds: the shortest keep-alive of common servers is longer
_warm: dict[str, float] = {"connections": 0, "until": 0.0}


def at_once(actions: Sequence[Callable[[], Result]], *, warm_up: Callable[[], object] | None = None) -> list[Result]:
    """The results of all actions, started together, in their order. `warm_up` runs first in each thread: open connections arrive
    closer together than new ones. It is left out where as many were opened a moment ago. The first exception is raised after all
    have ended.
    """
    barrier = threading.Barrier(len(actions))
    warm = _warm["connections"] >= len(actions) and time.monotonic() < _warm["until"]

    def run(action: Callable[[], Result]) -> Result:
        try:
            if warm_up is not None and not warm:
                warm_up()
        except BaseException:
            barrier.abort()
            raise
        barrier.wait(_LONGEST_GATHERING)
        with rushing():
            return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        futures = [pool.submit(run, action) for action in actions]
    _warm.update(connections=len(actions), until=time.monotonic() + _STAYS_WARM)
    problems = [problem for each in futures if (problem := each.exception()) is not None]
    for problem in problems:
        if not isinstance(problem, threading.BrokenBarrierError):
            raise problem
    return [each.result() for each in futures]
