"""The wheel carries schemas and suites: installed into a fresh environment, far from a clone, adproof judges all the same."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from adproof import places

ROOT = Path(__file__).resolve().parents[2]


def ran(*command, cwd):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


@pytest.mark.process
def test_the_wheel_judges_the_reference_far_from_the_clone(tmp_path):
    ran(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, ROOT, cwd=tmp_path)
    venv.create(tmp_path / "fresh", with_pip=True)
    python = tmp_path / "fresh" / "bin" / "python"
    wheel = next(tmp_path.glob("adproof-*.whl"))
    ran(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)

    listed = ran(python, "-m", "adproof", "list", "--json", cwd=tmp_path)
    ran(python, "-m", "adproof", "run", "--contract", "user_ads", "--profile", "quick", cwd=tmp_path)
    results = json.loads((tmp_path / "reports" / "results.json").read_text())

    assert {each["id"].split(".")[0] for each in json.loads(listed)} == set(places.CONTRACTS)
    assert results["verdict"]["name"] == "conformant"
    assert results["run"]["requests"] > 100
    home = ran(python, "-c", "from adproof import places; print(places.HOME)", cwd=tmp_path)
    assert Path(home.strip()).is_relative_to(tmp_path / "fresh")
