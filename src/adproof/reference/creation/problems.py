"""Refusals: raised anywhere in a rule, turned into an answer in one place."""

from __future__ import annotations


class Problem(Exception):
    """The service refuses, with an HTTP status and a sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


class OAuthProblem(Exception):
    """The token endpoint refuses, in the shape of its own protocol."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error, self.description = error, description


class CrashError(Exception):
    """A fault lets the service fall over; the answer is a bare 500."""


def unreadable() -> Problem:
    """What any body that cannot be read or lacks a required field gets."""
    return Problem(400, "Failed to read request")


def unknown_listing() -> Problem:
    return Problem(404, "Listing not found")


def unknown_publication(uuid: str) -> Problem:
    return Problem(404, f"Publication {uuid} not found")


def mismatch(publication: str, listing: str) -> Problem:
    return Problem(400, f"Publication {publication} does not belong to the Listing {listing}.")
