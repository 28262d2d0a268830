"""All faults of the contract: importing their modules declares them."""

from __future__ import annotations

from . import switchboard

ALL = tuple(switchboard.FAULTS)
