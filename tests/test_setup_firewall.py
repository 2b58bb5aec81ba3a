"""The firewall steps: the machines, ports and peers, and the commands of each firewall."""

import pytest

from rkconf.diagram.network import FRONT_END, MASTER
from rkconf.provisioning import Setup
from tests.networks import ARGUMENTS, BACK, TUNNELLED
from tests.setups import DIRECT, KERNELS, TWO, let_in, opened, prose, setup


def test_a_firewall_has_one_command_for_all_kernels_and_is_reloaded_once() -> None:
    more = 'connection = "fixed-ports"\nports = [2001, 2002]\n'
    text = TWO.format(one="math", two="math", more=more).replace('"one"', f'"one"\n{more.replace("200", "210")}')
    section = let_in(setup(text, "5.2"))["the Front End's machine"]
    added = " ".join(f"--add-port={port}/tcp" for port in (2101, 2102, 2001, 2002))
    lines = [line.strip() for line in section.splitlines() if "firewall-cmd" in line]
    assert lines == [f"sudo firewall-cmd --permanent {added}", "sudo firewall-cmd --reload"]


@pytest.mark.parametrize(
    ("os", "named"),
    [
        pytest.param("macos", {"macOS application firewall"}, id="macOS"),
        pytest.param("linux", {"ufw", "firewalld", "nftables"}, id="Linux"),
    ],
)
def test_only_firewalls_of_the_known_system_are_named(os: str, named: set[str]) -> None:
    text = (KERNELS / "fixed-ports.toml").read_text() + f'[frontend]\nos = "{os}"\n'
    section = let_in(setup(text, "5.2"))["the Front End's machine"]
    known = ("macOS application firewall", "ufw", "firewalld", "nftables")
    assert {name for name in known if f"   {name}:" in section} == named


@pytest.mark.parametrize(
    ("recipe", "version", "machines"),
    [
        pytest.param("direct", "5.2", ["skye.local", FRONT_END], id="direct, one link"),
        pytest.param("direct", "7", ["skye.local", FRONT_END], id="direct, links that the kernel opens"),
        pytest.param("fixed-ports", "5.2", ["remotehostname", FRONT_END], id="fixed ports, one link"),
        pytest.param("fixed-ports", "6", ["remotehostname", FRONT_END], id="fixed ports, three links"),
        pytest.param("tunnel", "5.2", ["remote.host.name"], id="a tunnel"),
        pytest.param("tunnel", "7", ["remote.host.name"], id="a tunnel with additional links"),
        pytest.param("parallel", "7", ["node1", MASTER], id="parallel kernels"),
        pytest.param("basic-options", "7", ["node.example.org"], id="a launch command that the Front End writes"),
    ],
)
def test_the_machines_that_must_let_connections_in(recipe: str, version: str, machines: list[str]) -> None:
    made = setup((KERNELS / f"{recipe}.toml").read_text(), version)
    assert list(let_in(made)) == machines
    assert ("Only ssh must be allowed" in made.files[0].text) == (recipe == "tunnel")


def test_the_port_of_ssh_is_opened_with_commands_too() -> None:
    section = let_in(setup((KERNELS / "tunnel.toml").read_text()))["remote.host.name"]
    for command in (
        "systemsetup -setremotelogin on",
        "ufw allow 22/tcp",
        "--add-port=22/tcp",
        "tcp dport { 22 } accept'",
    ):
        assert f"{command}\n" in section


def test_ports_in_the_mlopen_arguments_are_the_ones_to_open() -> None:
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
def test_firewall_commands_name_the_family_of_the_address(host: str, words: set[str]) -> None:
    made = setup(DIRECT.replace("skye.local", host), "5.2")
    section = let_in(made)[FRONT_END]
    assert {word for word in ("ip saddr", "ip6 saddr", '"ipv4"', '"ipv6"') if word in section} == words
    assert ("Where two commands differ" in section) == (len(words) > 2)


@pytest.mark.parametrize(
    ("os", "kernel", "words"),
    [
        pytest.param("macos", "/a/math", set(), id="known programs"),
        pytest.param("macos", "math", {"PROGRAM"}, id="an unknown program"),
        pytest.param("linux", "/a/math", {"ADDRESS", "family"}, id="firewalls without programs"),
        pytest.param("linux", "math", {"ADDRESS", "family"}, id="firewalls without programs, and an unknown one"),
    ],
)
def test_words_to_replace_are_explained_where_a_command_contains_them(os: str, kernel: str, words: set[str]) -> None:
    text = TWO.format(one=kernel, two=kernel, more=f'os = "{os}"')
    made = setup(text.replace('"7"', f'"7"\nos = "{os}"').replace(f'"{kernel}"', f'"{kernel}"\nos = "{os}"', 1))
    steps = prose(made)
    explained = {
        "ADDRESS": "Replace ADDRESS by",
        "PROGRAM": "Replace PROGRAM by",
        "family": "for the family of ADDRESS",
    }
    assert {word for word, sentence in explained.items() if sentence in steps} == words
    assert 'use connection = "tunnel" in the specification: it needs only ssh' in steps


def test_the_windows_firewall_is_configured_by_hand() -> None:
    windows = setup((KERNELS / "windows.toml").read_text())
    [line] = [line for line in let_in(windows)[FRONT_END].splitlines() if "Windows" in line]
    assert line.startswith("   Windows firewall: open the ports in the Control Panel")
    assert "Windows firewall" not in prose(setup(DIRECT))


MLOPEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
CALL = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"


def verbatim(*commands: str) -> str:
    kernels = (
        f'[[kernels]]\nname = "k{number}"\nhost = "far"\nmlopen_arguments = "{MLOPEN}"\nlaunch_command = "{command}"\n'
        for number, command in enumerate(commands, start=1)
    )
    return "".join(kernels)


def test_the_ports_of_a_verbatim_command_are_read_from_it() -> None:
    made = setup(verbatim(f"ssh far math {CALL}"))
    assert "are unknown" not in prose(made)
    assert opened(made, FRONT_END) == [
        "- every TCP port from far: the main link of 'k1', on ports that the Front End chooses"
    ]
    assert len(opened(made, "far")) == 2


@pytest.mark.parametrize(
    ("kernels", "sentence"),
    [
        pytest.param(
            verbatim("ssh far ./reach `linkname`"),
            "The ports that 'k1' needs besides ssh are unknown: rkconf cannot follow that launch command;",
            id="an unknown script",
        ),
        pytest.param(
            verbatim("./reach far `linkname`", "./go far `linkname`"),
            "The ports that 'k1' and 'k2' need besides ssh are unknown: rkconf cannot follow those launch commands;",
            id="two of them",
        ),
        pytest.param(
            '[[kernels]]\nname = "b"\nhost = "far"\noptions = "basic"\n',
            "The ports that 'b' needs besides ssh are unknown: the Front End writes that launch command.",
            id="Basic Options",
        ),
    ],
)
def test_the_ports_of_a_command_that_cannot_be_followed_are_unknown(kernels: str, sentence: str) -> None:
    made = setup(kernels)
    assert sentence in prose(made)
    assert list(let_in(made)) == ["far"]
    assert "Only ssh must be allowed" not in prose(made)


def at_11_1(*lines: str) -> Setup:
    return setup("\n".join((DIRECT, *lines)), "11.1")


RANDOM = "on ports that the Front End chooses"


@pytest.mark.parametrize(
    ("lines", "needed"),
    [
        pytest.param(
            (),
            [f"- every TCP port from skye.local: the main and preemptive and service links of 'skye', {RANDOM}"],
            id="direct",
        ),
        pytest.param(
            ('connection = "fixed-ports"', "ports = [2001, 2002]"),
            [
                "- TCP ports 2001 and 2002 from skye.local: the main link of 'skye'",
                f"- every TCP port from skye.local: the preemptive and service links of 'skye', {RANDOM}",
            ],
            id="fixed ports, which are those of the main link alone",
        ),
    ],
)
def test_the_front_end_must_let_in_the_kernel_on_every_port_for_links_without_fixed_ones(
    lines: tuple[str, ...], needed: list[str]
) -> None:
    made = at_11_1(*lines)
    assert opened(made, FRONT_END) == needed
    assert "join both machines in a VPN" in prose(made)
    assert 'use connection = "tunnel"' not in prose(made)


@pytest.mark.parametrize(
    "kernel",
    [
        pytest.param(f'{DIRECT}connection = "tunnel"\nports = [31415, 31416]\nlinks = "main"\n', id="fields"),
        pytest.param(
            f"[[kernels]]\nname = 'x'\nlaunch_command = 'ssh {BACK} skye.local math -mathlink {ARGUMENTS}'\n"
            f"mlopen_arguments = '{TUNNELLED}'\n",
            id="a verbatim command",
        ),
    ],
)
def test_a_tunnel_of_the_main_link_needs_no_port_for_the_others(kernel: str) -> None:
    made = setup(kernel, "11.1")
    assert list(let_in(made)) == ["skye.local"]
    assert "Only ssh must be allowed, because the main link goes through it." in prose(made)
