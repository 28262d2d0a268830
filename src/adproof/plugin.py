"""The harness as pytest sees it: options, fixtures, hooks. Records go from the tests to the controller, which writes the run.

A worker of pytest-xdist only records; the controller (or the only process) launches, gathers, concludes and writes.
"""

import signal
import sys
import time
import traceback
from collections.abc import Callable, Generator
from datetime import datetime
from types import FrameType
from typing import Any

import hypothesis
import pytest
from hypothesis.internal.conjecture import engine

from adproof import booking, evidence, launch, preflight, selection, terminal, words
from adproof import catalogue as catalogues
from adproof.config import ConfigError
from adproof.options import RECORD, judges, options_of
from adproof.options import pytest_addoption as pytest_addoption  # pytest looks it up here
from adproof.rate import Rate
from adproof.results import Ending, Journal, conclude_run, write
from adproof.run import Profile, Run
from adproof.secrets import mask
from adproof.target import Target
from adproof.transport import Client, Limits, name_worker
from adproof.verdict import Exit

_SHRINKS, _SHRINKING_SECONDS = 40, 4
_HARNESS = pytest.StashKey["Harness"]()
_OPEN = pytest.StashKey[evidence.Record]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "requirement(id): the requirement a test judges")
    config.addinivalue_line("markers", "scenario(id, ...): the requirements a scenario's steps judge, in order")
    if not judges(config):
        return
    harness = Harness(config)
    config.stash[_HARNESS] = harness
    config.pluginmanager.register(harness, "adproof-harness")
    harness.begin()


class Harness:
    """One process of a run. `launched` and `journal` exist on the controller only."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.worker: str | None = config.workerinput["workerid"] if hasattr(config, "workerinput") else None
        self.catalogue = catalogues.load()
        self.run: Run
        self.launched: launch.Launched | None = None
        self.journal: Journal | None = None
        self.ours: list[str] = []
        self.outside: list[str] = []
        self.started = time.monotonic()
        self.results: dict[str, Any] | None = None
        self._clients: dict[str, Client] = {}

    def begin(self) -> None:
        """Know the target; launch the reference when none was named. Raises pytest.UsageError for a wrong configuration."""
        try:
            self.run = self._worker_run() if self.worker else self._new_run()
        except (ConfigError, catalogues.CatalogueError) as wrong:
            raise pytest.UsageError(mask(str(wrong))) from None
        except launch.LaunchError as wrong:
            raise pytest.exit.Exception(str(wrong), returncode=int(Exit.ADPROOF_ERROR)) from None
        except OSError as wrong:
            text = f"adproof: the report directory cannot be written: {wrong.strerror or wrong} ({wrong.filename})"
            raise pytest.exit.Exception(text, returncode=int(Exit.ADPROOF_ERROR)) from None
        assert self.run.target is not None
        words.set_target(self.run.target)
        evidence.set_report_dir(self.run.report_dir)
        name_worker(self.worker.removeprefix("gw") + "w" if self.worker else "m")
        selection.load_laws(self.run.target.contracts)
        _settle_hypothesis(self.run)

    def _worker_run(self) -> Run:
        return Run.load(self.config.workerinput[RECORD])  # type: ignore[attr-defined]

    def _new_run(self) -> Run:
        options = options_of(self.config)
        reference = None
        if options.target is None and options.config is None:
            options_of_reference = [word for name in options.contracts for word in ("--contract", name)]
            self.launched = launch.reference(options_of_reference)
            self.config.add_cleanup(self.launched.stop)
            reference = self.launched.target_file
        run = Run.begin(options, reference)
        selection.check(run, self.catalogue)
        run.report_dir.mkdir(parents=True, exist_ok=True)
        self.journal = Journal(run.report_dir / "journal.jsonl")
        self.journal.start()
        _end_on_sigterm()
        return run

    def client(self, contract: str) -> Client:
        """The one client of a contract in this process."""
        target = self.run.target
        assert target is not None
        if contract not in self._clients:
            section = target.section(contract)
            if section is None:
                words.inconclusive(f"the target does not claim {contract}")
            limits = Limits(deadline=target.deadline, read_only=self.run.options.read_only)
            rate = Rate(target.rate, self.run.report_dir / f".rate-{self.run.id}")
            self._clients[contract] = Client(contract, section.base_url, rate, limits)
        return self._clients[contract]

    # --- collecting ---

    def pytest_report_header(self) -> list[str]:
        assert self.run.target is not None
        where = "the built-in reference" if self.run.reference else self.run.target.name
        options = self.run.options
        return [
            f"adproof: judging {where}, contracts {', '.join(self.run.target.contracts)}, profile {options.profile}, "
            f"seed {options.seed}, run {self.run.id}"
        ]

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        if self.worker is None:
            with evidence.recording("preflight") as record:
                self.outside = preflight.problems(self.run, self.client)
                if self.journal is not None:
                    self.journal.add(record.export())
            if self.outside:
                session.shouldstop = "the target cannot be judged"
                raise pytest.exit.Exception(f"environment: {mask(self.outside[0])}", returncode=int(Exit.ENVIRONMENT))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        mine = [each for each in items if selection.contract_of(each.path)]
        if wrong := selection.unknown_ids(mine, self.catalogue):
            raise pytest.UsageError("\n".join(wrong[:10]))
        chosen = selection.wanted(mine, self.run, self.catalogue)
        if dropped := [each for each in mine if each not in chosen]:
            self.config.hook.pytest_deselected(items=dropped)
            items[:] = [each for each in items if each not in dropped]
        for item in chosen:
            if reason := selection.missing_claims(item, self.run, self.catalogue):
                item.add_marker(pytest.mark.skip(reason=f"not claimed: {reason}"))

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput[RECORD] = self.run.dump()

    # --- running ---

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        with evidence.recording(item.nodeid) as record:
            item.stash[_OPEN] = record
            record.booking.extend(selection.ids_of(item)[:1] if item.get_closest_marker("requirement") else [])
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        report.sections = [(title, mask(text)) for title, text in report.sections]
        record = item.stash.get(_OPEN, None)
        if record is None:
            return report
        if call.when == "call" or (call.excinfo is not None and not report.skipped):
            booking.book(item, call, record)
            booking.show(report, record, self.catalogue)
        if call.when == "teardown":
            report.user_properties.append((RECORD, record.export()))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self.journal is None:
            return
        for text in (str(text) for name, text in report.user_properties if name == RECORD):
            self.journal.add(text)
        if str(report.when) == "???":  # pytest-xdist's word for a test that took its worker down
            self.ours.append(f"a worker ended in the middle of {report.nodeid}")

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        said = getattr(report, "adproof", None)
        if report.when in ("setup", "call") and said in ("inconclusive", "warned", "environment"):
            return said, {"inconclusive": "i", "warned": "w", "environment": "e"}[said], said.upper()
        return None

    def pytest_internalerror(self, excrepr: Any) -> None:
        self.ours.append(str(excrepr).strip().splitlines()[-1][:300])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            why = str(report.longrepr).strip().splitlines() or ["no reason was given"]
            self.ours.append(mask(f"{report.nodeid} cannot be loaded: {why[-1]}"))

    # --- ending ---

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        for client in self._clients.values():
            client.close()
        if self.worker is not None or self.journal is None:
            return
        if exitstatus == int(Exit.USAGE):
            return
        if exitstatus == int(Exit.ADPROOF_ERROR) and not self.ours:
            self.ours.append("pytest met an internal error")
        ending = Ending(
            seconds=time.monotonic() - self.started,
            workers=int(getattr(self.config.option, "numprocesses", None) or 1),
            interrupted=exitstatus == int(Exit.INTERRUPTED),
            problems_of_ours=tuple(self.ours),
            problems_of_environment=tuple(self.outside),
        )
        session.exitstatus = self._conclude(ending)

    def _conclude(self, ending: Ending) -> int:
        """Write the run; whatever goes wrong in that is our own error and costs the verdict."""
        assert self.journal is not None
        try:
            results = conclude_run(self.run, self.catalogue, self.journal.records, ending)
            write(results, self.run.report_dir)
            for left in (self.journal.file, *self.run.report_dir.glob(f".rate-{self.run.id}*")):
                left.unlink()
        except OSError as wrong:
            sys.stderr.write(f"adproof: the report could not be written: {wrong.strerror or wrong} ({wrong.filename})\n")
            return int(Exit.ADPROOF_ERROR)
        except Exception:  # noqa: BLE001  # a report that cannot be made must not end as Python's own status 1
            sys.stderr.write(f"adproof: the report could not be made:\n{mask(traceback.format_exc())}")
            return int(Exit.ADPROOF_ERROR)
        self.results = results
        return int(results["verdict"]["code"])

    def pytest_unconfigure(self) -> None:
        if self.results is not None:  # not in pytest's own summary: it is left out for exit statuses that pytest does not know
            terminal.summarise(self.results, self.run.report_dir, print)


def _settle_hypothesis(run: Run) -> None:
    settings = hypothesis.settings
    settings.register_profile(
        "adproof",
        max_examples=run.profile.examples,
        deadline=None,
        database=None,  # credentials and a target's data never go into an example database
        derandomize=False,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    settings.load_profile("adproof")
    hypothesis.core.global_force_seed = run.options.seed  # type: ignore[assignment]
    # Hypothesis has no setting for how long it may shrink; five minutes a failure are too much on somebody's staging.
    engine.MAX_SHRINKS, engine.MAX_SHRINKING_SECONDS = _SHRINKS, _SHRINKING_SECONDS


def _end_on_sigterm() -> None:
    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)


@pytest.fixture(scope="session")
def connect(request: pytest.FixtureRequest) -> Callable[[str], Client]:
    """`connect("search")` gives the client of a contract."""
    return request.config.stash[_HARNESS].client


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest) -> Target:
    """The target that is judged."""
    judged = request.config.stash[_HARNESS].run.target
    assert judged is not None
    return judged


@pytest.fixture(scope="session")
def profile(request: pytest.FixtureRequest) -> Profile:
    """How hard to look."""
    return request.config.stash[_HARNESS].run.profile


@pytest.fixture(scope="session")
def run_tag(request: pytest.FixtureRequest) -> str:
    """A short unique word for everything this run creates."""
    return request.config.stash[_HARNESS].run.tag


@pytest.fixture(scope="session")
def moment(request: pytest.FixtureRequest) -> datetime:
    """When the run began (UTC): the same in every worker."""
    return datetime.fromisoformat(request.config.stash[_HARNESS].run.started)
