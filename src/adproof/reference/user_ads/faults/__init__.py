"""The contract's faults: each function stands in for the rule it is handed and breaks it in one way."""

from ...switches import Fault
from . import access, ads, content, limits, links, numbers, protocol, refusals, representation

REPLACEMENTS = [
    replacement
    for module in (access, ads, content, limits, links, numbers, protocol, refusals, representation)
    for replacement in module.BOOK.replacements
]
FAULTS = tuple(
    {made.switch.name: made.switch for made in REPLACEMENTS if isinstance(made.switch, Fault)}.values()
)
