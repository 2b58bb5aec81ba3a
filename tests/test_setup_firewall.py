"""What firewalls are told: which machine, which port, from whom, in the words of each firewall."""

import pytest

from rkconf.diagram.network import FRONT_END, MASTER
from tests.setups import DIRECT, KERNELS, TWO, let_in, opened, prose, setup


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


@pytest.mark.parametrize(
    ("os", "kernel", "words"),
    [
        pytest.param("macos", "/a/math", set(), id="programs that are known"),
        pytest.param("macos", "math", {"PROGRAM"}, id="a program that is not"),
        pytest.param("linux", "/a/math", {"ADDRESS", "Of two"}, id="firewalls that know no programs"),
        pytest.param("linux", "math", {"ADDRESS", "Of two"}, id="firewalls that ask for no program"),
    ],
)
def test_words_are_explained_where_they_stand_in_a_command(os: str, kernel: str, words: set[str]) -> None:
    text = TWO.format(one=kernel, two=kernel, more=f'os = "{os}"')
    made = setup(text.replace('"7"', f'"7"\nos = "{os}"').replace(f'"{kernel}"', f'"{kernel}"\nos = "{os}"', 1))
    said = prose(made)
    explained = {word for word in ("ADDRESS", "PROGRAM") if f"{word} stands" in said or f", {word} for" in said}
    assert explained | {word for word in ("Of two",) if f"{word} commands that differ" in said} == words
    assert 'connection = "tunnel" in the specification needs ssh alone' in said


def test_windows_is_told_by_hand() -> None:
    windows = setup((KERNELS / "windows.toml").read_text())
    [line] = [line for line in let_in(windows)[FRONT_END].splitlines() if "Windows" in line]
    assert (
        line == "   Windows' own firewall: it is told by hand, in the Control Panel; no command for it is known here."
    )
    assert "Windows' own" not in prose(setup(DIRECT))


MLOPEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
CALL = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"


def verbatim(*commands: str) -> str:
    kernels = (
        f'[[kernels]]\nname = "k{number}"\nhost = "far"\nmlopen_arguments = "{MLOPEN}"\nlaunch_command = "{command}"\n'
        for number, command in enumerate(commands, start=1)
    )
    return "".join(kernels)


def test_what_a_command_word_for_word_needs_is_read_from_it() -> None:
    made = setup(verbatim(f"ssh far math {CALL}"))
    assert "is not known" not in prose(made)
    assert opened(made, FRONT_END) == [
        "- every TCP port from far: the main link of 'k1', on ports that the Front End chooses"
    ]
    assert len(opened(made, "far")) == 2


@pytest.mark.parametrize(
    ("kernels", "said"),
    [
        pytest.param(
            verbatim("ssh far ./reach `linkname`"),
            "What 'k1' needs besides ssh is not known: rkconf cannot follow that launch command; `rkconf trace",
            id="somebody's script",
        ),
        pytest.param(
            verbatim("./reach far `linkname`", "./go far `linkname`"),
            "What 'k1' and 'k2' need besides ssh is not known: rkconf cannot follow those launch commands;",
            id="two of them",
        ),
        pytest.param(
            '[[kernels]]\nname = "b"\nhost = "far"\noptions = "basic"\n',
            "What 'b' needs besides ssh is not known: the Front End writes that launch command.",
            id="Basic Options",
        ),
    ],
)
def test_what_cannot_be_read_is_not_known(kernels: str, said: str) -> None:
    made = setup(kernels)
    assert said in prose(made)
    assert list(let_in(made)) == ["far"]
    assert "Nothing else has to be open" not in prose(made)
