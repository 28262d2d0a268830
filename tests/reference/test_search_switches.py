"""Every fault and variant of the search turns something, is described, and names a requirement."""

from __future__ import annotations

import importlib.util
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from adproof import launch
from adproof.reference.search import FAULTS, VARIANTS

SUITE = Path(__file__).parents[2] / "suites" / "search"


def probes_module() -> ModuleType:
    place = Path(__file__).with_name("search_probes.py")
    spec = importlib.util.spec_from_file_location("search_probes", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


probes = probes_module()
clean = list(probes.answers(probes.desk()))
clauses = {
    f"search.{file.stem}.{clause}"
    for file in SUITE.glob("*.toml")
    if file.stem != "document"
    for clause in tomllib.loads(file.read_text(encoding="utf-8"))
}


AT_ONCE = [fault.name for fault in FAULTS if fault.name.startswith("search.at-once-")]  # seen only by requests at once


@pytest.mark.parametrize("name", [switch.name for switch in (*FAULTS, *VARIANTS) if switch.name not in AT_ONCE])
def test_a_switch_changes_some_answer(name):
    assert any(switched != kept for switched, kept in zip(probes.answers(probes.desk(name)), clean, strict=False))


@pytest.mark.parametrize("name", AT_ONCE)
def test_requests_at_once_are_mixed_up(name):
    launched = launch.reference(["--contract", "search", "--fault", name])
    try:
        section = tomllib.loads(launched.target_file)["targets"]["reference"]["search"]
        asked = [(key, f"{role}-{limit}") for role, key in section["keys"].items() for limit in (1, 2)]

        def meta(ask):
            url = f"{section['base_url']}/search"
            return httpx.get(url, params={"query": ask[1]}, headers={"ads_key": ask[0]}).json()["data"]["meta"]

        alone = [meta(ask) for ask in asked]
        with ThreadPoolExecutor(len(asked)) as threads:
            together = [answer for _ in range(5) for answer in threads.map(meta, asked)]
    finally:
        launched.stop()
    assert together != alone * 5


def test_names_are_unique_and_described():
    names = [switch.name for switch in (*FAULTS, *VARIANTS)]
    assert len(names) == len(set(names))
    assert all(switch.says.endswith(".") for switch in (*FAULTS, *VARIANTS))


def test_faults_break_requirements_that_exist():
    named = {id for fault in FAULTS for id in fault.breaks}
    assert all(fault.breaks for fault in FAULTS)
    assert named <= clauses, sorted(named - clauses)


def test_readings_are_of_requirements_that_exist():
    assert {variant.reading[0] for variant in VARIANTS if variant.reading} <= clauses


def test_most_faults_are_subtle():
    assert sum(fault.subtle for fault in FAULTS) > len(FAULTS) / 2
