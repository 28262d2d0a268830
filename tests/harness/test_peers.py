"""Plain schemathesis, with the documents and settings we ship, finds nothing wrong with the reference."""

import pytest
from peers import plain_schemathesis

from adproof import launch


@pytest.mark.parametrize("contract", ["user_ads", "search", "creation"])
def test_schemathesis_finds_nothing_wrong_with_the_reference(contract, tmp_path):
    launched = launch.reference(["--contract", contract])
    try:
        done = plain_schemathesis(contract, launched.target_file, ["--max-examples", "10"], folder=tmp_path, longest=300)
    finally:
        launched.stop()
    assert done.returncode == 0, done.stdout[-3000:]
    assert " generated" in done.stdout
