"""One cheap request per claimed contract before any test: an unreachable target is one sentence, not a hundred failures."""

from collections.abc import Callable
from dataclasses import dataclass

from adproof.run import Run
from adproof.secrets import Credential
from adproof.target import Target
from adproof.transport import Client
from adproof.words import EnvironmentProblem


@dataclass(frozen=True)
class Probe:
    path: str
    credential: Credential
    refusals: tuple[int, ...] = (401, 403, 407)


def problems(run: Run, client: Callable[[str], Client]) -> list[str]:
    """Why the target cannot be judged from here; empty when every claimed contract answers its credentials."""
    found = []
    assert run.target is not None
    for contract in run.target.contracts:
        if run.options.contracts and contract not in run.options.contracts:
            continue
        for probe in probes(run.target, contract):
            try:
                answer = client(contract).send("GET", probe.path, operation="preflight", auth=probe.credential)
            except EnvironmentProblem as trouble:
                found.append(f"{contract}: {trouble}")
                break
            if answer.status in probe.refusals:
                found.append(f"{contract}: the target refuses {probe.credential.name} ({answer.received}); is it still valid?")
    return found


def probes(target: Target, contract: str) -> list[Probe]:
    if contract == "search" and target.search is not None:
        return [Probe("/search?limit=1", key) for key in target.search.keys.values()]
    if contract == "user_ads" and target.user_ads is not None:
        return [Probe(f"/v1/users/{target.user_ads.user}/advertisements?limit=1", target.user_ads.authorization)]
    if target.creation is not None:
        # an id that nobody has: any answer but 401 shows that somebody is there (403 may be how a target hides what exists)
        plural = "s" if target.creation.paths == "reference" else ""
        path = f"/listing{plural}/00000000-0000-4000-8000-000000000000"
        return [Probe(path, target.creation.authorization, refusals=(401, 407))]
    return []
