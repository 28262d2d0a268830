"""What all contracts of the reference share: switches, target files, addresses, the two ports."""

from __future__ import annotations

import asyncio
import tomllib

import pytest

from adproof.reference import toml
from adproof.reference.__main__ import main
from adproof.reference.app import Ports, listen
from adproof.reference.contracts import CONTRACTS, load
from adproof.reference.options import Options
from adproof.reference.switches import Fault, Switches, UnknownSwitchError, Variant, select

FAULT = Fault("user_ads.one", ("user_ads.topic.clause",), "It breaks.")
VARIANT = Variant("user_ads.other", "It differs.")


def test_only_chosen_switches_are_on():
    switches = select(["user_ads.one"], [FAULT], [VARIANT])
    assert switches.on("user_ads.one")
    assert not switches.on("user_ads.other")


@pytest.mark.parametrize("ask", [lambda: select(["user_ads.onne"], [FAULT], []), lambda: Switches().on("x")])
def test_an_unknown_switch_is_an_error_with_a_hint(ask):
    with pytest.raises(UnknownSwitchError, match=r"Did you mean 'user_ads.one'\?|--list-switches"):
        ask()


def test_a_target_file_reads_back_as_it_was_written():
    table = {
        "targets": {
            "reference": {
                "rate": "20/s",
                "search": {"base_url": 'http://[::1]:1/"ä"\\', "keys": {"free": "a", "pro plus": "b"}},
                "creation": {"claims": ["update", "delete"], "publish_deadline": 2.5, "images": True, "n": 3},
            }
        }
    }
    assert tomllib.loads(toml.document(table)) == table


def test_ipv6_addresses_stand_in_brackets():
    options = Options(host="::1", port=80, storage_port=81)
    assert (options.origin(), options.storage_origin()) == ("http://[::1]:80", "http://[::1]:81")


def test_requests_are_told_apart_by_the_port_they_came_in_on():
    asked: list[str] = []

    def app(name):
        async def serve(_scope, _receive, _send):
            asked.append(name)

        return serve

    ports = Ports(app("api"), app("storage"), storage_port=81)
    for port in (80, 81):
        asyncio.run(ports({"type": "http", "server": ("127.0.0.1", port)}, None, None))
    assert asked == ["api", "storage"]


def test_a_taken_port_is_a_usage_error(capsys):
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(SystemExit) as ended:
            main(["--port", str(taken.getsockname()[1]), "--contract", "user_ads"])
    assert ended.value.code == 4
    assert "cannot listen" in capsys.readouterr().err


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_names_its_switches_after_itself(name):
    contract = load([name])[name]
    switches = [*contract.FAULTS, *contract.VARIANTS]
    assert all(switch.name.startswith(f"{name}.") for switch in switches)
    assert len({switch.name for switch in switches}) == len(switches)
