"""Deliberate violations, each beside the function that replaces a rule: importing the modules declares them."""

from __future__ import annotations

from .. import switchboard
from . import (  # noqa: F401
    access,
    aftermath,
    attach,
    course,
    images,
    listing,
    narrow_access,
    narrow_course,
    narrow_media,
    publication,
    seldom,
    sequence,
    ticket,
    update,
    wavering,
    wholeness,
)

ALL = tuple(switchboard.FAULTS)
