"""What a test of the guide finds ready: the seller, another account, and the shelf of things that take time to make."""

from pathlib import Path

import pytest

from adproof.api.creation import Dialect, Patience, Seller, Shelf, Storage, report_ledger, tidy, use

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def seller(connect, target, run_tag):
    section = target.creation
    client = connect("creation")
    dialect = use(Dialect.of(section))
    actor = Seller(
        client=client,
        section=section,
        dialect=dialect,
        ledger=report_ledger(run_tag),
        patience=Patience(section.publish_deadline),
        storage=Storage.beside(client, section.base_url, dialect.paths["uploadImage"].split()[0]),
        run_tag=run_tag,
        credential=section.authorization,
    )
    yield actor
    tidy(actor)


@pytest.fixture(scope="session")
def stranger(seller, target):
    """The other account of the target, with the same words and the same ledger."""
    return seller.acting_with(target.creation.other_authorization, "other seller")


@pytest.fixture(scope="session")
def shelf(seller):
    shelf = Shelf(seller)
    if seller.section.ticket_wait:
        shelf.sets_tickets_aside()
    shelf.places_bystanders()
    shelf.spends_a_ticket()
    return shelf


@pytest.fixture(autouse=True)
def spares(request, seller):
    """What a test made and the shelf does not keep may go, should the account be full."""
    before = set(seller.ledger.mine)
    yield
    kept = request.getfixturevalue("shelf").keeps if "shelf" in request.fixturenames else set()
    seller.ledger.spare += [each for each in seller.ledger.mine if each not in before | kept]


def pytest_collection_modifyitems(items):
    """What waits for the expiry of the tickets set aside comes when it is about due, and what looks back comes last."""
    places = {"test_attach_after_expiry.py": "test_delete.py~", "test_isolation_in_the_end.py": "~"}
    items.sort(key=lambda item: places.get(item.path.name, item.path.name if item.path.parent == HERE else ""))
