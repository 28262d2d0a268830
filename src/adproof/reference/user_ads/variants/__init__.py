"""The contract's variants: each function stands in for a rule in another form that the documents allow."""

from ...switches import Variant
from . import answers, pages, refusals, requests

REPLACEMENTS = [replacement for module in (requests, pages, answers, refusals) for replacement in module.BOOK.replacements]
VARIANTS = tuple({made.switch.name: made.switch for made in REPLACEMENTS if isinstance(made.switch, Variant)}.values())
