"""What the harness's own tests share: settings of Hypothesis, hostile servers, clients with short patience."""

import sys
from pathlib import Path

import hypothesis
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # helper modules stand beside the tests

import hostile as servers

from adproof import evidence, transport
from adproof.rate import Rate
from adproof.transport import Client, Limits

hypothesis.settings.register_profile("harness", deadline=None, database=None, max_examples=150, print_blob=False)
hypothesis.settings.load_profile("harness")


@pytest.fixture
def record():
    """The record of a test of its own, so that nothing is left in the process's."""
    with evidence.recording("a test of the harness") as fresh:
        yield fresh


@pytest.fixture
def serve():
    """`serve({path: answer})` starts a hostile server for this test."""
    started = []

    def start(answers=None, **options):
        started.append(servers.Hostile(answers, **options).__enter__())
        return started[-1]

    yield start
    for each in started:
        each.__exit__()


@pytest.fixture
def connect(record, tmp_path, monkeypatch):
    """`connect(server)` is a client of it that loses patience soon."""
    monkeypatch.setattr(transport, "_BACKOFF", (0.01, 0.02, 0.02, 0.02, 0.02))
    opened = []

    def client(server, deadline=5.0, **limits):
        address = server if isinstance(server, str) else server.address
        opened.append(Client("search", address, Rate(None, tmp_path / "rate"), Limits(deadline=deadline, **limits)))
        return opened[-1]

    yield client
    for each in opened:
        each.close()
