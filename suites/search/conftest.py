"""Who searches, what the target holds, and the grounds on which relations are exact."""

import pytest

from adproof import inconclusive
from adproof.api.search import actor, bases, census, features, ground


@pytest.fixture(scope="session")
def searchers(connect, target):
    """One searcher for each key of the target's file, by role."""
    client = connect("search")
    return {role: actor.Searcher(client, role, key) for role, key in target.search.keys.items()}


@pytest.fixture(scope="session")
def stock(searchers):
    """What the target holds, learnt with few requests."""
    return census.take(searchers)


@pytest.fixture(scope="session")
def best(stock):
    """The searcher with the most generous key."""
    return stock.best


@pytest.fixture(scope="session")
def surveyed(stock, profile):
    """Grounds of up to three kinds: a frozen window, a category, a word."""
    kinds = bases.bases(stock, most={"quick": 1, "standard": 2}.get(profile.name, 3))
    pools = [features.pool(base, stock.places, odd_ones=base is kinds[0])[:: 1 if base is kinds[0] else 2] for base in kinds]
    return [ground.Ground(base, pool).survey() for base, pool in zip(kinds, pools, strict=True)]


@pytest.fixture
def grounds(surveyed):
    """The grounds; without any, what needs one is inconclusive."""
    if not surveyed:
        inconclusive("no search was found whose whole result fits into one answer")
    return surveyed


@pytest.fixture
def field(grounds):
    """The ground with most ads that nothing new enters."""
    frozen = [each for each in grounds if each.base.uses("upload_date_to")]
    return max(frozen or grounds, key=lambda each: len(each.base.ids))


@pytest.fixture(scope="session")
def wide(stock):
    """The widest search that still holds still: everything up to two days ago, or everything."""
    frozen = stock.looks["frozen"].number("total") or 0
    return stock.frozen if frozen * 2 >= stock.total else {}
