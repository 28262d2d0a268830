"""Deliberate violations, each beside the function that replaces a rule: importing the modules declares them."""

from __future__ import annotations

from .. import switchboard
from . import access, attach, course, images, listing, publication, seldom, sequence, ticket, update, wholeness  # noqa: F401

ALL = tuple(switchboard.FAULTS)
