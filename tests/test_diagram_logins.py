"""The logins of a network: machines, jump hosts, proxy commands, and the openings for firewalls."""

import pytest

from rkconf.diagram import FirewallOpening, Port
from rkconf.shell.words import UNKNOWN
from tests.networks import (
    BACK,
    CHAIN,
    CONNECT,
    DIRECT,
    FIXED,
    HERE,
    LISTEN,
    OUT,
    PAST,
    TUNNEL,
    TUNNELLED,
    network,
    picture,
    text,
)


def test_every_login_has_its_machine_jump_hosts_and_forwards() -> None:
    found = network(CHAIN, TUNNELLED)
    assert [machine.name for machine in found.machines] == [HERE, "gate.example.org", "skye.local"]
    assert [[host.name for host in login.jump_hosts] for login in found.logins] == [["jump.example.org"], []]
    chained = [[forward.login for forward in channel.forwards] for link in found.links for channel in link.channels]
    assert chained == [[0, 1]] * 6
    assert found.forwards == ()


@pytest.mark.parametrize(
    ("before", "after", "carried", "label"),
    [
        pytest.param(
            f"{BACK} {OUT} me@",
            f"{OUT} me@",
            [[1], [1], *[[0, 1]] * 4],
            "no listener 31415",
            id="no forward back from the first machine",
        ),
        pytest.param(
            f"{BACK} {OUT} me@",
            f"{BACK} me@",
            [*[[0, 1]] * 2, *[[1]] * 4],
            "Front End -> no listener",
            id="no forward to the first machine",
        ),
        pytest.param(
            "-R 127.0.0.1:31415:127.0.0.1:31415 -R 127.0.0.1:31416:127.0.0.1:31416 -L 127.0.0.1:31417:127.0.0.1:31417 "
            "-L 127.0.0.1:31418:127.0.0.1:31418 -L 127.0.0.1:31419:127.0.0.1:31419 -L "
            "127.0.0.1:31420:127.0.0.1:31420 skye",
            "-R 127.0.0.1:31415:desk:31415 -R 127.0.0.1:31416:desk:31416 skye",
            [[1], [1], [], [], [], []],
            "desk 31415",
            id="a forward to a third machine",
        ),
    ],
)
def test_a_link_reaches_as_far_as_its_forwards(before: str, after: str, carried: list[list[int]], label: str) -> None:
    assert before in CHAIN
    launch = CHAIN.replace(before, after)
    channels = [channel for link in network(launch, TUNNELLED).links for channel in link.channels]
    assert [[forward.login for forward in channel.forwards] for channel in channels] == carried
    assert label in text(picture({"launch": launch, "mlopen": TUNNELLED}))


@pytest.mark.parametrize(
    ("launch", "label"),
    [
        pytest.param('ssh -J "$(gate)" me@skye.local ./math.sh', "through ?", id="a jump host"),
        pytest.param('ssh -l "$(whoami)" skye.local ./math.sh', "log in as ?", id="a user"),
        pytest.param('ssh "$(host)" ./math.sh', '─ "$(host)" ─', id="a machine"),
        pytest.param("ssh gate 'ssh \"$(host)\" ./math.sh'", "TCP 22 from gate (ssh)", id="a machine after another"),
    ],
)
def test_unknown_names_are_marked(launch: str, label: str) -> None:
    shown = text(picture({"launch": f"{launch} {CONNECT} `linkname`"}))
    assert label in shown
    assert UNKNOWN not in shown


def test_each_login_needs_an_opening() -> None:
    assert list(network(CHAIN, TUNNELLED).openings) == [
        FirewallOpening("jump.example.org", (Port(2222),), HERE, "ssh"),
        FirewallOpening("gate.example.org", (Port(22),), "jump.example.org", "ssh"),
        FirewallOpening("skye.local", (Port(22),), "gate.example.org", "ssh"),
    ]


@pytest.mark.parametrize(
    ("launch", "machine", "caller"),
    [
        pytest.param(PAST.replace("skye.local", "localhost"), "gate", HERE, id="the second"),
        pytest.param(PAST.replace("gate", "localhost"), "skye.local", HERE, id="the first"),
    ],
)
def test_a_login_to_loopback_stays_on_its_machine(launch: str, machine: str, caller: str) -> None:
    assert [(each.machine, each.caller) for each in network(launch).openings] == [
        (machine, caller),
        (HERE, machine),
        (machine, HERE),
    ]


@pytest.mark.parametrize(
    ("jump", "name", "port"),
    [
        pytest.param("gate", "gate", 22, id="a name"),
        pytest.param("me@gate:2222", "gate", 2222, id="a user and a port"),
        pytest.param("ssh://me@gate:2222", "gate", 2222, id="a URI"),
        pytest.param("[2001:db8::1]:2222", "2001:db8::1", 2222, id="an IPv6 address with a port"),
        pytest.param("2001:db8::1", "2001:db8::1", 22, id="an IPv6 address"),
    ],
)
def test_the_forms_of_a_jump_host(jump: str, name: str, port: int) -> None:
    [found] = network(DIRECT.replace("ssh ", f"ssh -o ProxyJump={jump} ")).logins[0].jump_hosts
    assert (found.name, found.port) == (name, Port(port))


@pytest.mark.parametrize(
    ("options", "jump_hosts", "proxy"),
    [
        pytest.param("-o 'ProxyCommand=nc %h %p'", [], "nc %h %p", id="a command"),
        pytest.param("-o ProxyCommand=none", [], "", id="no command"),
        pytest.param("-J gate -o ProxyCommand=nc", ["gate"], "", id="a jump first"),
        pytest.param("-o ProxyCommand=nc -o ProxyJump=gate", [], "nc", id="a command first"),
        pytest.param("-o ProxyCommand=none -o ProxyJump=gate", [], "", id="no command first"),
        pytest.param("-J none -o ProxyCommand=nc", [], "nc", id="no jump first"),
        pytest.param("-J none", [], "", id="no jump"),
    ],
)
def test_of_jump_hosts_and_proxy_commands_the_first_is_used(options: str, jump_hosts: list[str], proxy: str) -> None:
    login = network(DIRECT.replace("ssh ", f"ssh {options} ")).logins[0]
    assert ([host.name for host in login.jump_hosts], login.proxy) == (jump_hosts, proxy)


@pytest.mark.parametrize(
    ("launch", "mlopen", "expected"),
    [
        pytest.param(
            TUNNEL, TUNNELLED, [FirewallOpening("skye.local", (Port(22),), HERE, "ssh")], id="a tunnel only needs ssh"
        ),
        pytest.param(
            DIRECT.replace("ssh ", "ssh -p 2222 "),
            FIXED,
            [
                FirewallOpening("skye.local", (Port(2222),), HERE, "ssh"),
                FirewallOpening(HERE, (Port(53001), Port(53002)), "skye.local", "main link"),
                FirewallOpening("skye.local", (Port(),), HERE, "preemptive and service links"),
            ],
            id="fixed ports and those of the kernel",
        ),
        pytest.param(
            TUNNEL.replace("ssh ", "ssh -J a@gate1:2222,gate2 "),
            TUNNELLED,
            [
                FirewallOpening("gate1", (Port(2222),), HERE, "ssh"),
                FirewallOpening("gate2", (Port(22),), "gate1", "ssh"),
                FirewallOpening("skye.local", (Port(22),), "gate2", "ssh"),
            ],
            id="jump hosts",
        ),
        pytest.param(
            TUNNEL.replace("ssh ", "ssh -p 2222 -o ProxyCommand=nc "),
            TUNNELLED,
            [FirewallOpening("skye.local", (Port(2222),), "wherever the proxy command connects from", "ssh")],
            id="a proxy command",
        ),
        pytest.param(DIRECT.replace("skye.local", "127.0.0.1"), LISTEN, [], id="one machine"),
    ],
)
def test_the_openings_for_firewalls(launch: str, mlopen: str, expected: list[FirewallOpening]) -> None:
    assert list(network(launch, mlopen).openings) == expected


@pytest.mark.parametrize(
    "launch",
    [
        pytest.param("math -mathlink", id="a kernel on this machine"),
        pytest.param("./reach.sh `linkname`", id="a script"),
        pytest.param("ssh", id="no host"),
        pytest.param("'", id="a quote without an end"),
    ],
)
def test_without_another_machine_there_is_nothing_to_draw(launch: str) -> None:
    found = picture({"launch": launch})
    assert found.network is None
    assert "There is nothing to draw: " in text(found)
