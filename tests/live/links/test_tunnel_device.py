"""A network of ``ssh -w`` between the two machines: behind NAT, a kernel calls the Front End at its address there.

It makes one network of both machines, in which the Front End calls the kernel too, as versions before 11.1 do.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest

from tests.live.links.configurations import HOST, Configured
from tests.live.links.matrix import Case
from tests.live.links.namespaces import Namespaces, Terrain, build, network, require_namespaces
from tests.live.links.networks import Network
from tests.live.machines import Machines, stop
from tests.waiting import wait_until

pytestmark = pytest.mark.live

_MLOPEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
_ENDS = {"front-end": "198.18.9.1", "kernel": "198.18.9.2"}
"""The addresses of the network that ssh makes, from the block of RFC 2544."""


@contextmanager
def _permitted(machines: Machines) -> Iterator[None]:
    """Let sshd open its device, which it does only where its settings permit it."""
    settings = machines.root / "sshd_config"
    text = settings.read_text()
    settings.write_text(f"PermitTunnel point-to-point\n{text}")
    try:
        yield
    finally:
        settings.write_text(text)


@contextmanager
def _connected(made: Namespaces, between: Network) -> Iterator[None]:
    """Make one network of both machines, as root of both would."""
    environment = between.environment("sh", between.machines.records(), "11.1")
    words = (*between.enter, "ssh", "-w", "0:0", "-o", "ExitOnForwardFailure=yes", "-N", HOST)
    client = subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        for which, address in _ENDS.items():
            other = next(each for name, each in _ENDS.items() if name != which)
            wait_until(partial(_has_device, made, which), client)
            made.run(which, f"ip address add {address} peer {other} dev tun0")
            made.run(which, "ip link set tun0 up")
        yield
    finally:
        stop(client)


def _has_device(made: Namespaces, which: str) -> bool:
    words = ("ip", "-n", made.name(which), "link", "show", "tun0")
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("version", ["10", "11.1"])
@pytest.mark.parametrize(
    ("address", "links"),
    [
        pytest.param(_ENDS["front-end"], ["main", "preemptive", "service"], id="every link to the new address"),
        pytest.param("198.18.1.2", [], id="none to the address that NAT hides"),
    ],
)
def test_a_network_of_ssh_carries_the_calls_of_the_kernel(
    version: str, address: str, links: list[str], machines: Machines
) -> None:
    require_namespaces()
    case = Case(version, "direct", parallel=False, fixed=False, path="plain")
    between = replace(network(machines), address=address, kernel=_ENDS["kernel"])
    kernel = machines.root / "device/math"
    between.put_kernel(kernel)
    command = (
        f"ssh -S none {HOST} {kernel} -mathlink -LinkMode Connect -LinkProtocol TCPIP"
        ' -LinkName "`linkname`" -LinkHost `ipaddress`'
    )
    with _permitted(machines), build(machines, Terrain(firewalls=False, nat=True)) as made, _connected(made, between):
        assert between.launch(Configured(command, _MLOPEN), case, ("dash", "bash")).links == links
