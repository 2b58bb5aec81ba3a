"""The links of a network: ports, listeners, and the forwards that carry them."""

import pytest

from rkconf import versions
from rkconf.diagram import Side
from tests.networks import (
    ARGUMENTS,
    BACK,
    DIRECT,
    FIXED,
    OUT,
    PARALLEL,
    TUNNEL,
    TUNNELLED,
    network,
    picture,
    ports,
    text,
)


def test_without_fixed_ports_both_machines_listen_at_any_port() -> None:
    here, there = (Side.HERE, None, False), (Side.THERE, None, False)
    assert ports(network(DIRECT)) == {"main": [here] * 2, "preemptive": [there] * 2, "service": [there] * 2}
    assert ports(network(DIRECT, version="5.2")) == {"main": [here] * 2}


def test_fixed_ports_are_those_of_the_main_link() -> None:
    assert ports(network(DIRECT, FIXED))["main"] == [(Side.HERE, 53001, False), (Side.HERE, 53002, False)]


def test_the_front_end_opens_other_ports_for_its_further_links() -> None:
    further = [(Side.HERE, None, False)] * 2
    main = [(Side.HERE, 53001, False), (Side.HERE, 53002, False)]
    assert ports(network(DIRECT, FIXED, version="11.1")) == {"main": main, "preemptive": further, "service": further}


def test_no_link_that_the_front_end_opens_is_known_to_work_beside_a_tunnel() -> None:
    main = [(Side.HERE, 31415, True), (Side.HERE, 31416, True)]
    found = network(TUNNEL, TUNNELLED, version="11.1")
    assert ports(found) == {"main": main}
    assert found.untunnelled == versions.load("11.1").random_links
    assert network(TUNNEL, TUNNELLED).untunnelled == ()
    explained = text(picture({"launch": TUNNEL, "mlopen": TUNNELLED}, version="11.1"))
    assert "does not carry the preemptive and service links" in explained


def test_a_tunnel_carries_every_link() -> None:
    assert ports(network(TUNNEL, TUNNELLED)) == {
        "main": [(Side.HERE, 31415, True), (Side.HERE, 31416, True)],
        "preemptive": [(Side.THERE, 31417, True), (Side.THERE, 31418, True)],
        "service": [(Side.THERE, 31419, True), (Side.THERE, 31420, True)],
    }


def test_without_its_init_file_the_kernel_listens_at_any_port() -> None:
    found = network(TUNNEL.replace(" -initfile rkconf-links.m", ""), TUNNELLED)
    assert ports(found)["service"] == [(Side.THERE, None, False)] * 2
    assert [forward.listen.number for forward in found.forwards] == [31417, 31418, 31419, 31420]


def test_an_earlier_connection_may_carry_the_links() -> None:
    launch = f"ssh -N -f {BACK} {OUT} skye.local && ssh skye.local ./math.sh {ARGUMENTS}"
    assert ports(network(launch, TUNNELLED)) == ports(network(TUNNEL, TUNNELLED))
    other = launch.replace("skye.local &&", "elsewhere &&")
    assert [channel.forwards for channel in network(other, TUNNELLED).links[0].channels] == [(), ()]


def test_a_forward_to_another_port_has_no_listener() -> None:
    found = network(TUNNEL.replace("127.0.0.1:31416 -L", "127.0.0.1:31500 -L"), TUNNELLED)
    assert [channel.has_listener for channel in found.links[0].channels] == [True, False]
    assert "no listener 31500" in text(
        picture({"launch": TUNNEL.replace(":31416 -L", ":31500 -L"), "mlopen": TUNNELLED})
    )


@pytest.mark.parametrize(
    ("before", "after", "own_machine"),
    [
        pytest.param(
            "127.0.0.1:$A:$H:$A",
            "127.0.0.1:31415:$H:$A",
            [True, False],
            id="a fixed port in place of one from the link name",
        ),
        pytest.param("127.0.0.1:$A:$H:$A", "127.0.0.1:$A:$H:$B", [False, False], id="crossed ports"),
        pytest.param("-R 127.0.0.1:$B:$H:$B ", "", [False, True], id="a port without a forward"),
    ],
)
def test_a_kernel_that_calls_its_own_machine_outside_the_tunnel_needs_no_opening(
    before: str, after: str, own_machine: list[bool]
) -> None:
    found = picture({"parallel": PARALLEL.replace(before, after)})
    assert found.network
    assert [channel.calls_own_machine for channel in found.network.links[0].channels] == own_machine
    assert ("no listener <- kernel" in text(found)) is any(own_machine)
    assert [opening.purpose for opening in found.network.openings] == ["ssh"]


def test_ports_of_a_fixed_link_name_are_shown_as_numbers() -> None:
    cut = "L=`linkname`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; "
    command = TUNNEL.replace(BACK, "-R 127.0.0.1:$A:127.0.0.1:$A -R 127.0.0.1:$B:127.0.0.1:$B")
    assert network(cut + command, TUNNELLED).links == network(TUNNEL, TUNNELLED).links


def test_an_unrelated_forward_carries_no_link() -> None:
    found = network(DIRECT.replace("ssh ", "ssh -L 8080:web:80 -R 2222:127.0.0.1:22 "))
    assert [(forward.listener, str(forward.target), forward.host) for forward in found.forwards] == [
        (Side.THERE, "80", "web"),
        (Side.HERE, "22", ""),
    ]


def test_the_ports_of_parallel_kernels_are_chosen_at_each_launch() -> None:
    found = picture({"parallel": PARALLEL}).network
    assert found
    assert ports(found) == {"main": [(Side.HERE, None, True)] * 2}
    assert found.here.program == "master"
