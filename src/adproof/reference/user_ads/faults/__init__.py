"""The contract's faults: each function stands in for the rule it is handed and breaks it in one way."""

from ...switches import Fault
from . import access, ads, content, defaults, further, limits, links, numbers, protocol, refusals, representation, whole_run
from .consequences import with_consequences

REPLACEMENTS = [
    with_consequences(replacement)
    for module in (access, ads, content, defaults, limits, links, numbers, protocol, refusals, representation, further, whole_run)
    for replacement in module.BOOK.replacements
]
FAULTS = tuple(
    # of a fault in parts the first part counts, so the later ones must not come last
    {made.switch.name: made.switch for made in reversed(REPLACEMENTS) if isinstance(made.switch, Fault)}.values()
)[::-1]
