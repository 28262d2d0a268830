"""The contract `user_ads`: a seller's own advertisements as a paged collection."""

from .faults import FAULTS
from .service import routes, target_section
from .variants import VARIANTS

__all__ = ["FAULTS", "VARIANTS", "routes", "target_section"]
