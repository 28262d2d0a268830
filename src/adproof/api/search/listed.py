"""Categories as ads list them: which ads list an id, and ids that find different ads."""

from itertools import combinations

from adproof.api.search.ground import Ground
from adproof.words import Inconclusive

UNKNOWN = "987654321"


def carriers(ground: Ground) -> dict[str, set[str]]:
    """The ads that list each id, for ids that some ads list and some do not."""
    listed: dict[str, set[str]] = {}
    for ad in ground.base.ads.values():
        for id in ad.categories:
            if id.isdecimal():
                listed.setdefault(id, set()).add(ad.id)
    return {id: ads for id, ads in listed.items() if len(ads) < len(ground.base.ids)}


def free_of_categories(grounds: list[Ground]) -> list[Ground]:
    """The grounds that use no category yet. Raises Inconclusive when there is none."""
    usable = [each for each in grounds if not each.base.uses("category")]
    if not usable:
        raise Inconclusive("every narrow search needed a category already")
    return usable


def of(ground: Ground, *ids: str) -> dict[str, str | int | float]:
    """The narrow search in these categories."""
    return {**ground.base.narrowing, "category": ",".join(ids)}


def unlike(ground: Ground, size: int) -> list[tuple[str, ...]]:
    """Groups of ids that find ads no other id of the group finds; those that share no ad first."""
    listed = carriers(ground)
    ids = sorted(listed, key=lambda id: -len(listed[id]))[:12]
    groups = [
        each
        for each in combinations(ids, size)
        if all(listed[id] - set().union(*(listed[other] for other in each if other != id)) for id in each)
    ]
    return sorted(groups, key=lambda each: sum(len(listed[id] & listed[other]) for id, other in combinations(each, 2)))
