"""One run: its options, its identity, and what every process of it shares."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from adproof import config
from adproof.catalogue import Requirement
from adproof.target import Target

PROFILES = {"quick": 6, "standard": 20, "thorough": 80}
DEFAULT_SEED = 1  # the same commit gets the same run; a nightly job passes another seed


@dataclass(frozen=True)
class Profile:
    """How hard to look. `examples` is what a property test tries."""

    name: str
    examples: int


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    target: str | None = None
    config: str | None = None
    contracts: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    profile: str = "standard"
    report_dir: str = "reports"
    seed: int = DEFAULT_SEED
    fail_on: str = "must"
    read_only: bool = False


@dataclass(frozen=True)
class Run:
    """A run as every worker knows it. `reference` is the target file of a launched reference, or None."""

    options: Options
    id: str
    started: str
    reference: str | None = None
    target: Target | None = field(default=None, repr=False)

    @classmethod
    def begin(cls, options: Options, reference: str | None) -> "Run":
        """A new run with a new id. Raises config.ConfigError."""
        return cls(options, secrets.token_hex(4), datetime.now(UTC).isoformat(timespec="seconds"), reference).with_target()

    def with_target(self) -> "Run":
        options = self.options
        if self.reference is not None:
            target = config.parse(self.reference)
        else:
            target = config.load(options.target, Path(options.config) if options.config else None)
        return Run(options, self.id, self.started, self.reference, target)

    def dump(self) -> str:
        """For a worker: no credential travels, each process reads the target's file itself."""
        return json.dumps({"options": asdict(self.options), "id": self.id, "started": self.started, "reference": self.reference})

    @classmethod
    def load(cls, text: str) -> "Run":
        data = json.loads(text)
        options: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data["options"].items()
        }
        return cls(Options(**options), data["id"], data["started"], data["reference"]).with_target()

    @property
    def profile(self) -> Profile:
        return Profile(self.options.profile, PROFILES[self.options.profile])

    @property
    def report_dir(self) -> Path:
        return Path(self.options.report_dir)

    @property
    def tag(self) -> str:
        """A short unique word for everything this run creates."""
        return f"adproof-{self.id}"

    def selects(self, requirement: Requirement) -> bool:
        """Whether the command line asks for this requirement."""
        if self.options.contracts and requirement.contract not in self.options.contracts:
            return False
        return not self.options.only or any(fnmatchcase(requirement.id, glob) for glob in self.options.only)

    def claims(self, requirement: Requirement) -> bool:
        """Whether the target claims the contract and everything the requirement needs."""
        assert self.target is not None
        return requirement.contract in self.target.contracts and all(self.target.claims(need) for need in requirement.needs)


def strip_environment() -> None:
    """Nothing of the environment decides how a run behaves, but what the target's file names."""
    for name in ("PYTEST_ADDOPTS", "SCHEMATHESIS_HOOKS"):
        os.environ.pop(name, None)
