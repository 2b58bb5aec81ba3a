"""Ports of a specification: what is free, what is taken and by whom, and what is advised."""

import pytest

from tests.specifications import KERNEL, OTHER, PARALLEL, TUNNEL, problems, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            KERNEL + 'connection = "tunnel"',
            "5:14 incomplete-entry tunnel needs two ports; such as ports = [31415, 31416]",
            id="a tunnel without ports",
        ),
        pytest.param(
            KERNEL + TUNNEL + OTHER + 'connection = "tunnel"',
            "11:14 incomplete-entry tunnel needs two ports; such as ports = [31421, 31422]",
            id="a second tunnel without ports",
        ),
        pytest.param(
            KERNEL + "ports = [31415, 31416]",
            "5:9 impossible-specification a direct connection takes the ports that are free at the moment; "
            'connection = "fixed-ports" or "tunnel" fixes them',
            id="ports without a connection that has them",
        ),
        pytest.param(
            KERNEL + 'connection = "tunnel"\nports = [31415, 31415]',
            "6:17 bad-link-name port 31415 is taken already, by skye; next free: ports = [31416, 31417]",
            id="the same port twice",
        ),
        pytest.param(
            KERNEL + 'connection = "fixed-ports"\nports = [80, 31415]',
            "6:10 bad-link-name port 80 is privileged: only an administrator can open it; "
            "next free: ports = [31416, 31417]",
            id="a privileged port",
        ),
        pytest.param(
            KERNEL + TUNNEL + OTHER + 'connection = "fixed-ports"\nports = [31416, 31500]',
            "12:10 bad-link-name port 31416 is taken already, by skye; next free: ports = [31501, 31502]",
            id="the same port in two kernels",
        ),
        pytest.param(
            KERNEL + TUNNEL + OTHER + 'connection = "tunnel"\nports = [31420, 31500]',
            "12:9 bad-link-name version 7 needs port 31420 too, which skye has; next free: ports = [31501, 31502]",
            id="a port that another kernel's further links need",
        ),
        pytest.param(
            KERNEL + 'connection = "tunnel"\nports = [65534, 65535]',
            "6:9 bad-link-name version 7 needs ports up to 65539 for its further links; 65535 is the last one; "
            "next free: ports = [31415, 31416]",
            id="no room for the further links",
        ),
    ],
)
def test_ports(text: str, expected: str) -> None:
    assert told(text) == [expected]


NODE = PARALLEL + TUNNEL
PORTS = ((10, 31415), (17, 31416))
CLASH = "next free: ports = [31417, 31418]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(NODE + NODE.replace("node1", "node2"), [], id="two machines with parallel kernels"),
        pytest.param(
            NODE + NODE,
            [f"10:{column} bad-link-name port {port} is taken already, by node1; {CLASH}" for column, port in PORTS],
            id="one machine with parallel kernels, twice",
        ),
        pytest.param(
            NODE + NODE.replace("node1", "Node1") + "port = 22",
            [f"10:{column} bad-link-name port {port} is taken already, by node1; {CLASH}" for column, port in PORTS],
            id="one machine, written otherwise",
        ),
        pytest.param(NODE + NODE + "port = 2222", [], id="two machines behind one address"),
        pytest.param(KERNEL + TUNNEL + NODE, [], id="a tunnel of the Front End to another machine"),
        pytest.param(
            KERNEL + TUNNEL + NODE.replace("node1", "skye.local"),
            [
                f"11:{column} bad-link-name port {port} is taken already, by skye; next free: ports = [31421, 31422]"
                for column, port in PORTS
            ],
            id="a tunnel of the Front End to the same machine",
        ),
        pytest.param(
            KERNEL + TUNNEL + NODE.replace("node1", "skye.local").replace("[31415, 31416]", "[31414, 31420]"),
            ["11:9 bad-link-name version 7 needs port 31420 too, which skye has; next free: ports = [31421, 31422]"],
            id="a port that further links need on the same machine",
        ),
        pytest.param(
            KERNEL + TUNNEL.replace("tunnel", "fixed-ports") + NODE.replace("node1", "skye.local"),
            [],
            id="ports that are open on the Front End's machine alone",
        ),
    ],
)
def test_a_port_is_taken_on_its_machines_alone(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("first", "second", "advised"),
    [
        pytest.param(
            "[3100, 3101]", "[3100, 3101]", ["[3106, 3107]"] * 2, id="not what the first one needs behind them"
        ),
        pytest.param(
            "[65530, 65532]",
            "[65520, 65531]",
            ["[31415, 31416]", "[31421, 31422]"],
            id="none behind the last, none twice",
        ),
    ],
)
def test_ports_that_are_advised_are_free(first: str, second: str, advised: list[str]) -> None:
    tunnel = 'connection = "tunnel"\nports = '
    found = problems(f"{KERNEL}{tunnel}{first}\n{OTHER}{tunnel}{second}")
    assert [each.help for each in found] == [f"next free: ports = {pair}" for pair in advised]


MLOPEN = 'mlopen_arguments = "-LinkMode Listen -LinkProtocol TCPIP{} -LinkOptions MLDontInteract"\n'
OPENED = MLOPEN.format(" -LinkName 4000@127.0.0.1,4001@127.0.0.1")
LAUNCH = 'launch_command = "ssh skye.local ./math.sh"\n'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(
            'connection = "tunnel"\n' + OPENED,
            "5:14 incomplete-entry tunnel needs two ports; give 4000 and 4001, which mlopen_arguments opens",
            id="a tunnel without ports",
        ),
        pytest.param(
            'connection = "fixed-ports"\n' + MLOPEN.format(""),
            "5:14 incomplete-entry fixed-ports needs two ports; such as ports = [31415, 31416]",
            id="fixed ports that nothing fixes",
        ),
        pytest.param(
            TUNNEL + OPENED,
            "6:9 impossible-specification mlopen_arguments opens 4000 and 4001, and here are 31415 and 31416; "
            "give the same ports in both, or leave mlopen_arguments away",
            id="other ports in a tunnel",
        ),
        pytest.param(
            TUNNEL.replace("tunnel", "fixed-ports") + OPENED,
            "6:9 impossible-specification mlopen_arguments opens 4000 and 4001, and here are 31415 and 31416; "
            "give the same ports in both, or leave mlopen_arguments away",
            id="other fixed ports",
        ),
        pytest.param(
            'connection = "tunnel"\nports = [4001, 4000]\n' + OPENED,
            "6:9 impossible-specification mlopen_arguments opens 4000 and 4001, and here are 4001 and 4000; "
            "give the same ports in both, or leave mlopen_arguments away",
            id="ports of a tunnel that are crossed",
        ),
        pytest.param(
            TUNNEL + MLOPEN.format(""),
            "6:9 impossible-specification mlopen_arguments opens no fixed ports, and here are 31415 and 31416; "
            "give the same ports in both, or leave mlopen_arguments away",
            id="a tunnel to ports that nothing opens",
        ),
        pytest.param(
            'connection = "fixed-ports"\n' + LAUNCH,
            "5:14 incomplete-entry fixed-ports needs two ports; such as ports = [31415, 31416]",
            id="a verbatim launch command without ports for the other box",
        ),
    ],
)
def test_ports_agree_with_verbatim_arguments(written: str, expected: str) -> None:
    assert told(KERNEL + written) == [expected]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param('connection = "tunnel"\nports = [4000, 4001]\n' + OPENED, id="the same ports"),
        pytest.param('connection = "fixed-ports"\n' + OPENED, id="fixed ports, which the link tells the kernel"),
        pytest.param('connection = "fixed-ports"\nports = [4001, 4000]\n' + OPENED, id="fixed ports in another order"),
        pytest.param('connection = "tunnel"\n' + OPENED + LAUNCH, id="both boxes word for word"),
        pytest.param(TUNNEL + OPENED + LAUNCH, id="ports beside both boxes word for word"),
        pytest.param(TUNNEL + MLOPEN.format(" -LinkName 4000;4001"), id="a link name that lint speaks of"),
    ],
)
def test_verbatim_arguments_that_contradict_nothing(written: str) -> None:
    assert told(KERNEL + written) == []


def test_further_ports_matter_only_where_the_version_has_further_links() -> None:
    text = KERNEL + 'connection = "tunnel"\nports = [65534, 65535]'
    assert told(text, "5.2") == []
