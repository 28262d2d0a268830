"""The numbers and names of the search contract, read from schemas/search. No bound, default or role is written anywhere else."""

from functools import cache
from typing import Any

from adproof import schemas


@cache
def _roles() -> Any:
    return schemas.load("search/roles.schema.json")


@cache
def _parameters() -> Any:
    return schemas.load("search/parameters.schema.json")["$defs"]


def roles() -> tuple[str, ...]:
    """The documented roles, smallest maximum first."""
    return tuple(sorted(_roles()["enum"], key=maximum))


def maximum(role: str) -> int:
    """The largest number of ads on a page that a key of this role is served."""
    return int(_roles()["x-maximum-limit"][role])


def sorts() -> tuple[str, ...]:
    """The documented orders."""
    return tuple(_parameters()["sort"]["enum"])


def default(parameter: str) -> Any:
    """What a parameter is when it is left out."""
    return _parameters()[parameter]["default"]


def greatest(parameter: str) -> Any:
    """The largest value that counts as documented."""
    return _parameters()[parameter]["maximum"]


DEFAULT_LIMIT: int = default("limit")
DEFAULT_PAGE: int = default("page")
DEFAULT_SORT: str = default("sort")
DEFAULT_QUERY: str = default("query")
SORTS = sorts()
PARAMETERS: tuple[str, ...] = tuple(schemas.load("search/parameters.schema.json")["properties"])
"""The documented parameters, in the order of the document's table."""
