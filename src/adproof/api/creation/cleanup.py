"""Removes what a run created, listing by listing, at its end or later from its ledger."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from adproof.api.creation.dialect import Dialect
from adproof.api.creation.ledger import Ledger, read
from adproof.api.creation.seller import Seller
from adproof.rate import Rate
from adproof.target import Creation, Target
from adproof.transport import Client, Limits
from adproof.words import EnvironmentProblem, Inconclusive


@dataclass(frozen=True)
class Cleanup:
    """What became of the listings of a run.

    `unknown` counts creations that never saw an answer: whatever they made has no known id.
    """

    created: int
    removed: int
    left: tuple[str, ...]
    unknown: int
    reason: str | None = None

    def __str__(self) -> str:
        words = f"created {self.created}, removed {self.removed}, left {len(self.left)}"
        words += f", and {self.unknown} that never answered" if self.unknown else ""
        return words + (f" ({self.reason})" if self.reason else "")


def clean_up(file: Path, target: Target) -> Cleanup:
    """Delete what the ledger says was created and is still there. Never raises for anything the target does."""
    section = target.creation
    if section is None or "delete" not in section.claims:
        return _result(file, "the target does not offer deletion")
    client = Client("creation", section.base_url, Rate(target.rate, file.with_suffix(".rate")), Limits(deadline=target.deadline))
    try:
        _remove_all(read(file).left, client, section, Ledger(file, "cleanup"))
    except (EnvironmentProblem, Inconclusive) as problem:
        return _result(file, str(problem))
    finally:
        client.close()
    return _result(file)


def tidy(seller: Seller) -> None:
    """At the end of a run: remove what this process created. What the target refuses to delete stays in the ledger as left."""
    if "delete" not in seller.section.claims or seller.client.limits.read_only:
        return
    with suppress(EnvironmentProblem, Inconclusive):
        _remove_all(tuple(seller.ledger.mine), seller.client, seller.section, seller.ledger)


def _remove_all(listings: Sequence[str], client: Client, section: Creation, ledger: Ledger) -> None:
    """Delete each listing with its owner's credential. One that is not there any more is removed as well."""
    dialect = Dialect.of(section)
    for listing in listings:
        for credential in (section.authorization, section.other_authorization):
            if credential is None:
                continue
            method, path = dialect.request("deleteListing", listing=listing)
            answer = client.send(method, path, operation="deleteListing", auth=credential)
            if 200 <= answer.status < 300:
                break
        if 200 <= answer.status < 300 or answer.status in (404, 410):
            ledger.removed(listing, answer.status)


def _result(file: Path, reason: str | None = None) -> Cleanup:
    account = read(file)
    return Cleanup(len(account.created), len(account.created) - len(account.left), account.left, account.unanswered, reason)
