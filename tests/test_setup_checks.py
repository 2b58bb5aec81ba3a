"""The checks in a terminal: each kind of port has a separate check."""

import pytest

from tests.setups import DIRECT, KERNELS, TUNNEL, commands, prose, setup

FIXED = f'{DIRECT}connection = "fixed-ports"\nports = [{{}}, {{}}]\n'


def test_fixed_ports_are_opened_instead_of_the_front_end() -> None:
    made = setup(FIXED.format(31415, 31416))
    [command] = commands(made, " -L ")
    forwards = " ".join(f"-L 0.0.0.0:{port}:127.0.0.1:{port}" for port in (31415, 31416))
    assert command == (f"ssh -o BatchMode=yes -o ExitOnForwardFailure=yes -S none {forwards} skye.local true")
    assert "Every fixed port must be free on the Front End's machine" in prose(made)
    assert "may be in use" not in prose(made)


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        pytest.param(FIXED.format(31415, 53002), "Port 53002", id="one of two"),
        pytest.param(FIXED.format(32768, 65535), "Ports 32768 and 65535", id="the first and the last one"),
        pytest.param(FIXED.format(32767, 32766), None, id="the last port below"),
        pytest.param(
            TUNNEL.format(kernel="math", kernel_init="a.m").replace("[31415, 31416]", "[32764, 32765]"),
            "Ports 32768 and 32769",
            id="ports of additional links",
        ),
        pytest.param(DIRECT, None, id="no fixed port"),
    ],
)
def test_a_port_that_a_system_assigns_is_named_with_the_reason(text: str, ports: str | None) -> None:
    steps = prose(setup(text))
    ranges = "(Linux 32768 to 60999 and macOS 49152 to 65535). Choose ports from 1024 to 32767"
    assert ("the system assigns such ports" in steps) is (ranges in steps) is (ports is not None)
    assert f"{ports} may be in use when a kernel starts" in steps or ports is None


def test_the_sentence_about_each_kind_of_port_precedes_its_commands() -> None:
    parallel = (KERNELS / "parallel-tunnel.toml").read_text()
    tunnel = TUNNEL.format(kernel="math", kernel_init="links.m").replace("31415, 31416", "31425, 31426")
    both = tunnel + FIXED.format(2001, 2002) + parallel
    section = setup(both).files[0].text.partition(". Test in")[2].partition(". Configure the firewalls")[0]
    blocks = [block.strip() for block in section.split("\n\n")[:-1]]
    first = next(number for number, block in enumerate(blocks) if block.startswith("Every fixed port"))
    assert [block.partition(" must")[0].partition(" -o")[0] for block in blocks[first:]] == [
        *("Every fixed port", "On the Front End's machine:", "ssh"),
        *("Every port of a tunnel", "On the Front End's machine:", "ssh"),
        *("The ports of a parallel kernel's tunnel", "On the master kernel's machine:", "ssh"),
    ]
