"""Wiring only: makes the adproof harness available to every pytest run in this folder."""

pytest_plugins = ["adproof.plugin"]
