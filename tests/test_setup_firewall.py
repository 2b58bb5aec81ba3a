"""What firewalls are told: which machine, which port, from whom, in the words of each firewall."""

import pytest

from rkconf.setup.remote import FRONT_END, MASTER
from tests.setups import DIRECT, KERNELS, TWO, let_in, opened, setup


def test_a_firewall_is_told_of_all_kernels_at_once_and_made_to_listen_once() -> None:
    more = 'connection = "fixed-ports"\nports = [2001, 2002]\n'
    text = TWO.format(one="math", two="math", more=more).replace('"one"', f'"one"\n{more.replace("200", "210")}')
    told = let_in(setup(text, "5.2"))["the Front End's machine"]
    added = " ".join(f"--add-port={port}/tcp" for port in (2101, 2102, 2001, 2002))
    lines = [line.strip() for line in told.splitlines() if "firewall-cmd" in line]
    assert lines == [f"sudo firewall-cmd --permanent {added}", "sudo firewall-cmd --reload"]


@pytest.mark.parametrize(
    ("os", "named"),
    [
        pytest.param("macos", {"macOS application firewall"}, id="macOS"),
        pytest.param("linux", {"ufw", "firewalld", "nftables"}, id="Linux"),
    ],
)
def test_where_the_system_is_known_only_its_firewalls_are_named(os: str, named: set[str]) -> None:
    text = (KERNELS / "fixed-ports.toml").read_text() + f'[frontend]\nos = "{os}"\n'
    told = let_in(setup(text, "5.2"))["the Front End's machine"]
    known = ("macOS application firewall", "ufw", "firewalld", "nftables")
    assert {name for name in known if f"   {name}:" in told} == named


@pytest.mark.parametrize(
    ("recipe", "version", "machines"),
    [
        pytest.param("direct", "5.2", ["skye.local", FRONT_END], id="direct, one link"),
        pytest.param("direct", "7", ["skye.local", FRONT_END], id="direct, links of the kernel's own"),
        pytest.param("fixed-ports", "5.2", ["remotehostname", FRONT_END], id="fixed ports, one link"),
        pytest.param("fixed-ports", "6", ["remotehostname", FRONT_END], id="fixed ports, three links"),
        pytest.param("tunnel", "5.2", ["remote.host.name"], id="a tunnel"),
        pytest.param("tunnel", "7", ["remote.host.name"], id="a tunnel with further links"),
        pytest.param("parallel", "7", ["node1", MASTER], id="parallel kernels"),
        pytest.param("basic-options", "7", ["node.example.org"], id="a launch command of the Front End's own"),
    ],
)
def test_what_has_to_be_open(recipe: str, version: str, machines: list[str]) -> None:
    made = setup((KERNELS / f"{recipe}.toml").read_text(), version)
    assert list(let_in(made)) == machines
    assert ("Nothing else has to be open" in made.files[0].text) == (recipe == "tunnel")


def test_the_port_of_ssh_is_opened_with_commands_too() -> None:
    told = let_in(setup((KERNELS / "tunnel.toml").read_text()))["remote.host.name"]
    for command in (
        "systemsetup -setremotelogin on",
        "ufw allow 22/tcp",
        "--add-port=22/tcp",
        "tcp dport { 22 } accept'",
    ):
        assert f"{command}\n" in told


def test_ports_that_stand_in_the_mlopen_arguments_are_the_ones_to_open() -> None:
    mlopen = "-LinkMode Listen -LinkProtocol TCPIP -LinkName 31415,31416 -LinkOptions MLDontInteract"
    made = setup(f'{DIRECT}connection = "fixed-ports"\nmlopen_arguments = "{mlopen}"\n', "5.2")
    assert opened(made, FRONT_END) == ["- TCP ports 31415 and 31416 from skye.local: the main link of 'skye'"]


@pytest.mark.parametrize(
    ("host", "words"),
    [
        pytest.param("skye.local", {"ip saddr", "ip6 saddr", '"ipv4"', '"ipv6"'}, id="a name: either"),
        pytest.param("192.0.2.7", {"ip saddr", '"ipv4"'}, id="IPv4"),
        pytest.param("2001:db8::7", {"ip6 saddr", '"ipv6"'}, id="IPv6"),
        pytest.param("fe80::7%eth0", {"ip6 saddr", '"ipv6"'}, id="IPv6 with a zone"),
    ],
)
def test_firewalls_are_told_the_kind_of_address(host: str, words: set[str]) -> None:
    made = setup(DIRECT.replace("skye.local", host), "5.2")
    told = let_in(made)[FRONT_END]
    assert {word for word in ("ip saddr", "ip6 saddr", '"ipv4"', '"ipv6"') if word in told} == words
    assert ("Of two commands that differ" in told) == (len(words) > 2)
