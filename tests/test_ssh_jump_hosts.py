"""Jump hosts, as ssh(1) reads them."""

import pytest

from rkconf import versions
from rkconf.command import Launch, LaunchKind, Target, journeys, jump_hosts
from rkconf.source import Source


def route(options: str) -> list[str]:
    launch = Launch(LaunchKind.CONTROLLER, Source("x", f"ssh {options} far math -mathlink".encode()).excerpt())
    version = versions.load("7")
    [journey] = journeys(launch, Target(version, version, ("dash",), ("bash",)))
    assert journey.connection
    return [str(jump_host) for jump_host in jump_hosts(journey.connection)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param("", [], id="no jump host"),
        pytest.param("-J jump", ["jump"], id="a host"),
        pytest.param("-J me@jump:2200", ["me@jump:2200"], id="a user and a port"),
        pytest.param("-J ssh://me@jump:2200", ["me@jump:2200"], id="a URI"),
        pytest.param("-J '[fe80::1]:2200'", ["[fe80::1]:2200"], id="an IPv6 address with a port"),
        pytest.param("-J one,two:22", ["one", "two:22"], id="several"),
        pytest.param("-o ProxyJump=jump", ["jump"], id="a setting"),
        pytest.param("-J none", [], id="none"),
        pytest.param("-J 'a b'", [], id="not a host"),
    ],
)
def test_the_jump_hosts_in_order(options: str, expected: list[str]) -> None:
    assert route(options) == expected
