"""Several calls at the same moment: threads that a barrier releases together."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")
_LONGEST_GATHERING = 120.0


def at_once(actions: Sequence[Callable[[], Result]], *, warm_up: Callable[[], object] | None = None) -> list[Result]:
    """The results of all actions, started together, in their order. `warm_up` runs first in each thread: open connections arrive
    closer together than new ones. The first exception is raised after all have ended.
    """
    barrier = threading.Barrier(len(actions))

    def run(action: Callable[[], Result]) -> Result:
        try:
            if warm_up is not None:
                warm_up()
        except BaseException:
            barrier.abort()
            raise
        barrier.wait(_LONGEST_GATHERING)
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        futures = [pool.submit(run, action) for action in actions]
    problems = [problem for each in futures if (problem := each.exception()) is not None]
    for problem in problems:
        if not isinstance(problem, threading.BrokenBarrierError):
            raise problem
    return [each.result() for each in futures]
