"""Allowed differences: other codes, words, shapes and times. Each conforms to the documents."""

from __future__ import annotations

from .. import switchboard
from . import answers, behaviour, times  # noqa: F401 - imported for their declarations

ALL = tuple(switchboard.VARIANTS)
