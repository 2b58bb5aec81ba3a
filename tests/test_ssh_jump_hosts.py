"""The machines on the way of ssh, as ssh(1) reads them."""

import pytest

from rkconf import versions
from rkconf.command import Launch, LaunchKind, Target, journeys, jump_hosts
from rkconf.source import Source


def way(options: str) -> list[str]:
    launch = Launch(LaunchKind.CONTROLLER, Source("x", f"ssh {options} far math -mathlink".encode()).excerpt())
    version = versions.load("7")
    [journey] = journeys(launch, Target(version, version, ("dash",), ("bash",)))
    assert journey.connection
    return [str(gate) for gate in jump_hosts(journey.connection)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param("", [], id="no gate"),
        pytest.param("-J gate", ["gate"], id="a host"),
        pytest.param("-J me@gate:2200", ["me@gate:2200"], id="a user and a port"),
        pytest.param("-J ssh://me@gate:2200", ["me@gate:2200"], id="a URI"),
        pytest.param("-J '[fe80::1]:2200'", ["[fe80::1]:2200"], id="an IPv6 address with a port"),
        pytest.param("-J one,two:22", ["one", "two:22"], id="several"),
        pytest.param("-o ProxyJump=gate", ["gate"], id="a setting"),
        pytest.param("-J none", [], id="none"),
        pytest.param("-J 'a b'", [], id="no host"),
    ],
)
def test_the_machines_on_the_way(options: str, expected: list[str]) -> None:
    assert way(options) == expected
