"""Does later what publishing only acknowledged: takes the jobs that are due, one after the other."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from .rules import Rules


class Worker:
    """Runs while there are jobs and ends when there are none; `wake` starts it again or tells it of a new one."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.woken = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        self.woken.set()
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self.work())

    async def work(self) -> None:
        while (due := self.rules.store.next_due()) is not None:
            self.woken.clear()
            if (wait := due - self.rules.now()) > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.woken.wait(), wait)
            for job in self.rules.store.take_due_jobs(self.rules.now()):
                self.rules.do_job(job)
