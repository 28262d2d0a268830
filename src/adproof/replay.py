"""Sends the exchanges of a failure once more, as recorded, and says whether the answers are still the same."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adproof.patience import SAFE_METHODS
from adproof.secrets import Credential
from adproof.target import Origin, Target
from adproof.transport import Client

_OURS = {"host", "content-length", "connection", "accept-encoding", "user-agent"}


@dataclass(frozen=True)
class Replayed:
    """One exchange, then and now."""

    asked: str
    before: int | None
    after: int
    same_body: bool


def exchanges_of(results: Mapping[str, Any], id: str) -> list[Mapping[str, Any]]:
    """The recorded exchanges of a requirement's smallest failure, in the order they were sent; empty when there is none."""
    row = next((each for each in results["requirements"] if each["id"] == id), None)
    failed = [each for each in row["checks"] if each["outcome"] == "failed"] if row else []
    if not failed:
        return []
    smallest = min(failed, key=lambda each: (len(each["exchanges"]), len(each["asked"])))
    known = {each["id"]: each for each in results["exchanges"]}
    return [known[number] for number in smallest["exchanges"] if number in known]


def replay(recorded: list[Mapping[str, Any]], target: Target, connect: Callable[[str], Client]) -> Iterator[Replayed]:
    """Send each exchange again to the target. Only reading requests are repeated; a write is passed over."""
    for each in recorded:
        if each["method"] not in SAFE_METHODS:
            continue
        client = connect(each["contract"])
        headers, credential = _headers(each, target)
        answer = client.send(each["method"], _path(each["url"], client.base_url), headers=headers, auth=credential)
        before = each["response_body"] or ""
        yield Replayed(answer.asked, each["status"], answer.status, answer.text[: len(before)] == before)


def _path(url: str, base_url: str) -> str:
    return url if Origin.of(url) == Origin.of(base_url) else base_url


def _headers(exchange: Mapping[str, Any], target: Target) -> tuple[dict[str, str], Credential | None]:
    """The recorded headers; a masked credential is found again in the target's file by its name."""
    plain, credential = {}, None
    known = {each.template: each for each in _credentials(target)}
    for name, value in exchange["request_headers"]:
        if name.lower() in _OURS:
            continue
        if value in known:
            credential = known[value]
        elif "${" not in value:
            plain[name] = value
    return plain, credential


def _credentials(target: Target) -> Iterator[Credential]:
    for contract in target.contracts:
        section = target.section(contract)
        for value in vars(section).values():
            if isinstance(value, Credential):
                yield value
            elif isinstance(value, dict):
                yield from (each for each in value.values() if isinstance(each, Credential))
