"""Before any test: is the target's file right, is everybody there, do the clocks agree, what can be judged at all?"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from adproof import catalogue, preflight
from adproof.rate import Rate
from adproof.run import Run
from adproof.transport import Client, Limits
from adproof.words import EnvironmentProblem

_SKEW = 5.0  # seconds; a clock that is further off is worth a word


def examine(run: Run) -> Iterator[tuple[bool, str]]:
    """What was looked at, in plain lines, each with whether it is well."""
    target = run.target
    assert target is not None
    with TemporaryDirectory() as folder:
        rate = Rate(target.rate, Path(folder) / "rate")
        for contract in target.contracts:
            section = target.section(contract)
            assert section is not None
            client = Client(contract, section.base_url, rate, Limits(deadline=target.deadline, read_only=True))
            yield from _contract(client, run)
            client.close()
    yield from _judgeable(run)


def _contract(client: Client, run: Run) -> Iterator[tuple[bool, str]]:
    assert run.target is not None
    for probe in preflight.probes(run.target, client.contract):
        try:
            answer = client.send("GET", probe.path, operation="doctor", auth=probe.credential)
        except EnvironmentProblem as trouble:
            yield False, f"{client.contract}: {trouble}"
            return
        well = answer.status not in probe.refusals
        seconds = answer.seconds
        yield well, f"{client.contract}: {probe.credential.name} gives {answer.received} in {seconds * 1000:.0f} ms"
    if answer.date is not None:
        skew = abs((answer.date - datetime.now(UTC)).total_seconds())
        yield skew <= _SKEW, f"{client.contract}: the server's clock is {skew:.0f} s from ours"


def _judgeable(run: Run) -> Iterator[tuple[bool, str]]:
    """How many requirements the target's file lets us judge, and what would open the others."""
    assert run.target is not None
    missing: Counter[str] = Counter()
    for each in catalogue.load():
        if each.contract in run.target.contracts and not each.untested:
            missing.update(need for need in each.needs if not run.target.claims(need))
    for contract in run.target.contracts:
        rows = [each for each in catalogue.load() if each.contract == contract]
        judged = [each for each in rows if not each.untested and run.claims(each)]
        yield True, f"{contract}: {len(judged)} of {len(rows)} requirements can be judged"
    for claim in run.target.unknown_claims:
        yield True, f"  {claim} is not known to this adproof and changes nothing"
    for need, count in missing.most_common():
        yield True, f"  {need} is not claimed or configured: {count} requirements are left out"
