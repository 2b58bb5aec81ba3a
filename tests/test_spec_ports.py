"""Ports of a specification: the free ones, those in use, and the ones that are proposed."""

import re

import pytest

from tests.specifications import KERNEL, OTHER, PARALLEL, TUNNEL, problems, reported


def advised(text: str) -> list[str]:
    """Return each problem as ``line:column rule``, with the ports that its help proposes."""
    lines = (line.split(" ", 2) for line in reported(text))
    return [" ".join([place, rule, *re.findall(r" (\[\d+, \d+\])$", rest)]) for place, rule, rest in lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            KERNEL + 'connection = "tunnel"',
            "5:14 incomplete-entry [31415, 31416]",
            id="a tunnel without ports",
        ),
        pytest.param(
            KERNEL + TUNNEL + OTHER + 'connection = "tunnel"',
            "11:14 incomplete-entry [31421, 31422]",
            id="a second tunnel without ports",
        ),
        pytest.param(
            KERNEL + "ports = [31415, 31416]",
            "5:9 impossible-specification",
            id="ports of a direct connection",
        ),
        pytest.param(
            KERNEL + 'connection = "tunnel"\nports = [31415, 31415]',
            "6:17 bad-link-name [31416, 31417]",
            id="the same port twice",
        ),
        pytest.param(
            KERNEL + 'connection = "fixed-ports"\nports = [80, 31415]',
            "6:10 bad-link-name [31416, 31417]",
            id="a privileged port",
        ),
        pytest.param(
            KERNEL + TUNNEL + OTHER + 'connection = "fixed-ports"\nports = [31416, 31500]',
            "12:10 bad-link-name [31501, 31502]",
            id="the same port in two kernels",
        ),
        pytest.param(
            KERNEL + TUNNEL + OTHER + 'connection = "tunnel"\nports = [31420, 31500]',
            "12:9 bad-link-name [31501, 31502]",
            id="a port that the additional links of another kernel need",
        ),
        pytest.param(
            KERNEL + 'connection = "tunnel"\nports = [65534, 65535]',
            "6:9 bad-link-name [31415, 31416]",
            id="no room for the additional links",
        ),
    ],
)
def test_ports(text: str, expected: str) -> None:
    assert advised(text) == [expected]


NODE = PARALLEL + TUNNEL
COLUMNS = (10, 17)
CLASH = "[31417, 31418]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(NODE + NODE.replace("node1", "node2"), [], id="two machines with parallel kernels"),
        pytest.param(
            NODE + NODE,
            [f"10:{column} bad-link-name {CLASH}" for column in COLUMNS],
            id="one machine with parallel kernels, twice",
        ),
        pytest.param(
            NODE + NODE.replace("node1", "Node1") + "port = 22",
            [f"10:{column} bad-link-name {CLASH}" for column in COLUMNS],
            id="one machine, in another spelling",
        ),
        pytest.param(NODE + NODE + "port = 2222", [], id="two machines with one address"),
        pytest.param(KERNEL + TUNNEL + NODE, [], id="a tunnel of the Front End to another machine"),
        pytest.param(
            KERNEL + TUNNEL + NODE.replace("node1", "skye.local"),
            [f"11:{column} bad-link-name [31421, 31422]" for column in COLUMNS],
            id="a tunnel of the Front End to the same machine",
        ),
        pytest.param(
            KERNEL + TUNNEL + NODE.replace("node1", "skye.local").replace("[31415, 31416]", "[31414, 31420]"),
            ["11:9 bad-link-name [31421, 31422]"],
            id="a port that additional links need on the same machine",
        ),
        pytest.param(
            KERNEL + TUNNEL.replace("tunnel", "fixed-ports") + NODE.replace("node1", "skye.local"),
            [],
            id="ports that are open only on the Front End's machine",
        ),
    ],
)
def test_a_port_is_in_use_only_on_its_machines(text: str, expected: list[str]) -> None:
    assert advised(text) == expected


@pytest.mark.parametrize(
    ("first", "second", "proposed"),
    [
        pytest.param(
            "[3100, 3101]",
            "[3100, 3101]",
            ["[3106, 3107]"] * 2,
            id="not those that the first kernel needs after its ports",
        ),
        pytest.param(
            "[65530, 65532]",
            "[65520, 65531]",
            ["[31415, 31416]", "[31421, 31422]"],
            id="none after the last port, none twice",
        ),
    ],
)
def test_proposed_ports_are_free(first: str, second: str, proposed: list[str]) -> None:
    tunnel = 'connection = "tunnel"\nports = '
    found = problems(f"{KERNEL}{tunnel}{first}\n{OTHER}{tunnel}{second}")
    assert [each.help for each in found] == [f"next free: ports = {pair}" for pair in proposed]


MLOPEN = 'mlopen_arguments = "-LinkMode Listen -LinkProtocol TCPIP{} -LinkOptions MLDontInteract"\n'
OPENED = MLOPEN.format(" -LinkName 4000@127.0.0.1,4001@127.0.0.1")
LAUNCH = 'launch_command = "ssh skye.local ./math.sh"\n'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(
            'connection = "tunnel"\n' + OPENED,
            "5:14 incomplete-entry",
            id="a tunnel without ports",
        ),
        pytest.param(
            'connection = "fixed-ports"\n' + MLOPEN.format(""),
            "5:14 incomplete-entry [31415, 31416]",
            id="fixed ports that are not given",
        ),
        pytest.param(
            TUNNEL + OPENED,
            "6:9 impossible-specification",
            id="other ports in a tunnel",
        ),
        pytest.param(
            TUNNEL.replace("tunnel", "fixed-ports") + OPENED,
            "6:9 impossible-specification",
            id="other fixed ports",
        ),
        pytest.param(
            'connection = "tunnel"\nports = [4001, 4000]\n' + OPENED,
            "6:9 impossible-specification",
            id="ports of a tunnel in another order",
        ),
        pytest.param(
            TUNNEL + MLOPEN.format(""),
            "6:9 impossible-specification",
            id="a tunnel to ports that are not opened",
        ),
        pytest.param(
            'connection = "fixed-ports"\n' + LAUNCH,
            "5:14 incomplete-entry [31415, 31416]",
            id="a verbatim launch command without ports for the other field",
        ),
    ],
)
def test_ports_agree_with_verbatim_arguments(written: str, expected: str) -> None:
    assert advised(KERNEL + written) == [expected]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param('connection = "tunnel"\nports = [4000, 4001]\n' + OPENED, id="the same ports"),
        pytest.param('connection = "fixed-ports"\n' + OPENED, id="fixed ports, which the link name contains"),
        pytest.param('connection = "fixed-ports"\nports = [4001, 4000]\n' + OPENED, id="fixed ports in another order"),
        pytest.param('connection = "tunnel"\n' + OPENED + LAUNCH, id="both fields verbatim"),
        pytest.param(TUNNEL + OPENED + LAUNCH, id="ports besides both fields verbatim"),
        pytest.param(TUNNEL + MLOPEN.format(" -LinkName 4000;4001"), id="a link name that lint reports"),
    ],
)
def test_verbatim_arguments_without_a_contradiction(written: str) -> None:
    assert reported(KERNEL + written) == []


def test_ports_of_additional_links_are_needed_only_where_the_version_has_such_links() -> None:
    text = KERNEL + 'connection = "tunnel"\nports = [65534, 65535]'
    assert reported(text, "5.2") == []
