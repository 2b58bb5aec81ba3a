"""What is tried in a terminal: the ports, each kind in a way of its own."""

import pytest

from tests.setups import DIRECT, KERNELS, TUNNEL, commands, prose, setup

FIXED = f'{DIRECT}connection = "fixed-ports"\nports = [{{}}, {{}}]\n'


def test_fixed_ports_are_opened_in_the_place_of_the_front_end() -> None:
    made = setup(FIXED.format(31415, 31416))
    [command] = commands(made, " -L ")
    forwards = " ".join(f"-L 0.0.0.0:{port}:127.0.0.1:{port}" for port in (31415, 31416))
    assert command == (f"ssh -o BatchMode=yes -o ExitOnForwardFailure=yes -S none {forwards} skye.local true")
    assert "Every fixed port must be free on the Front End's machine" in prose(made)
    assert "may be taken" not in prose(made)


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        pytest.param(FIXED.format(31415, 53002), "Port 53002", id="one of two"),
        pytest.param(FIXED.format(32768, 65535), "Ports 32768 and 65535", id="the first and the last one"),
        pytest.param(FIXED.format(32767, 32766), None, id="the last one before"),
        pytest.param(
            TUNNEL.format(kernel="math", kernel_init="a.m").replace("[31415, 31416]", "[32764, 32765]"),
            "Ports 32768 and 32769",
            id="ports of further links",
        ),
        pytest.param(DIRECT, None, id="no fixed port"),
    ],
)
def test_a_port_that_a_system_hands_out_is_named_with_the_reason(text: str, ports: str | None) -> None:
    said = prose(setup(text))
    ranges = "the system hands such ports out to any program (Linux 32768 to 60999 and macOS 49152 to 65535)"
    if ports is None:
        assert "hands such ports out" not in said
    else:
        assert f"{ports} may be taken just when a kernel starts: {ranges}. Better take ports from 1024 to 32767" in said


def test_each_kind_of_port_has_its_sentence_right_before_its_lines() -> None:
    parallel = (KERNELS / "parallel-tunnel.toml").read_text()
    tunnel = TUNNEL.format(kernel="math", kernel_init="links.m").replace("31415, 31416", "31425, 31426")
    both = tunnel + FIXED.format(2001, 2002) + parallel
    section = setup(both).files[0].text.partition(". Try it")[2].partition(". Firewalls")[0]
    told = [block.strip() for block in section.split("\n\n")[:-1]]
    first = next(number for number, block in enumerate(told) if block.startswith("Every fixed port"))
    assert [block.partition(" must")[0].partition(" -o")[0] for block in told[first:]] == [
        *("Every fixed port", "On the Front End's machine:", "ssh"),
        *("Every port of a tunnel", "On the Front End's machine:", "ssh"),
        *("The ports of a parallel kernel's tunnel", "On the master kernel's machine:", "ssh"),
    ]
