"""Plain schemathesis, with the documents and settings we ship, finds nothing wrong with the reference."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from adproof import launch, places


@pytest.mark.parametrize(
    ("contract", "header", "credential"),
    [
        ("user_ads", "Authorization", lambda section: section["authorization"]),
        ("search", "ads_key", lambda section: section["keys"]["pro"]),
        ("creation", "Authorization", lambda section: section["authorization"]),
    ],
)
def test_schemathesis_finds_nothing_wrong_with_the_reference(contract, header, credential, tmp_path):
    launched = launch.reference(["--contract", contract])
    try:
        section = next(iter(tomllib.loads(launched.target_file)["targets"].values()))[contract]
        documents = places.SCHEMAS / contract
        command = [str(Path(sys.executable).with_name("st")), "--config-file", str(documents / "schemathesis.toml"), "run"]
        command += [str(documents / "openapi.yaml"), "--url", section["base_url"], "-H", f"{header}: {credential(section)}"]
        command += ["--seed", "1", "--max-examples", "10"]
        environment = {**os.environ, "NO_COLOR": "1"}
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=300, check=False)
    finally:
        launched.stop()
    assert done.returncode == 0, done.stdout[-3000:]
    assert " generated" in done.stdout
