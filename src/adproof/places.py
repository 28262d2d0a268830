"""Where the documents as data and the suites lie: beside the clone's sources, or inside the installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_data"
HOME = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent.parent

SCHEMAS = HOME / "schemas"
SUITES = HOME / "suites"
CONTRACTS = ("creation", "search", "user_ads")
