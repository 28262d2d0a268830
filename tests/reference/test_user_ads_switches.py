"""Every fault and variant of the user advertisements turns something, and is described."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from adproof.reference.user_ads import FAULTS, VARIANTS


def probes_module() -> ModuleType:
    place = Path(__file__).with_name("user_ads_probes.py")
    spec = importlib.util.spec_from_file_location("user_ads_probes", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


probes = probes_module()
clean = list(probes.answers(probes.service()))


@pytest.mark.parametrize("name", [switch.name for switch in (*FAULTS, *VARIANTS)])
def test_a_switch_changes_some_answer(name):
    answers = probes.answers(probes.service(name))
    assert any(switched != kept for switched, kept in zip(answers, clean, strict=True))


def test_names_are_unique_and_described():
    names = [switch.name for switch in (*FAULTS, *VARIANTS)]
    assert len(names) == len(set(names))
    assert all(switch.says.endswith(".") for switch in (*FAULTS, *VARIANTS))
    assert all(fault.breaks for fault in FAULTS)


def test_most_faults_are_subtle():
    assert sum(fault.subtle for fault in FAULTS) > len(FAULTS) / 2
