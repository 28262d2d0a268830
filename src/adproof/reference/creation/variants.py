"""All variants."""

from . import switchboard

ALL = tuple(switchboard.VARIANTS)
