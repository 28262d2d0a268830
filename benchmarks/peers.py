"""Plain `schemathesis run` with the documents and settings that this project ships: what its users would do without adproof."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from adproof import places


def plain_schemathesis(
    contract: str, target_file: str, words: Sequence[str], *, folder: Path, longest: float
) -> subprocess.CompletedProcess[str]:
    """One run against the contract of a target file's only target, with further command-line words.

    Works in `folder`. Raises TimeoutExpired after `longest` seconds.
    """
    section = next(iter(tomllib.loads(target_file)["targets"].values()))[contract]
    credential = f"ads_key: {section['keys']['pro']}" if contract == "search" else f"Authorization: {section['authorization']}"
    documents = places.SCHEMAS / contract
    command = [str(Path(sys.executable).with_name("st")), "--config-file", str(documents / "schemathesis.toml"), "run"]
    command += [str(documents / "openapi.yaml"), "--url", section["base_url"], "-H", credential, "--seed", "1", *words]
    environment = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, timeout=longest, check=False)
