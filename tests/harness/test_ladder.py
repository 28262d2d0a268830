"""How much a run can say depends on what the target holds; nothing fails for want of data, and more ads decide more."""

import pytest

from adproof import catalogue, trials

LADDER = (0, 1, 4, 6, 10)


@pytest.mark.parametrize("contract", ["user_ads", "search"])
def test_more_ads_decide_more_and_no_number_of_ads_is_a_failure(contract):
    musts = {row.id for row in catalogue.load() if row.strength is catalogue.Strength.MUST}
    undecided = []
    for ads in LADDER:
        tried = trials.trial(contract, "", ["--ads", str(ads)], "quick")
        assert not tried.having("failed", "error"), f"with {ads} ads"
        assert tried.status == (6 if tried.having("inconclusive") & musts else 0), f"with {ads} ads: {tried.problem}"
        undecided.append(len(tried.having("inconclusive")))
    assert undecided == sorted(undecided, reverse=True)
    assert undecided[0] > undecided[-1]


def test_an_account_that_holds_few_listings_leaves_nothing_undecided():
    """Listings that no test needs any more make room for new ones."""
    tried = trials.trial("creation", "", ["--variant", "creation.account-holds-40-listings"], "quick")
    assert not tried.having("failed", "error")
    assert tried.status == 0, tried.problem
