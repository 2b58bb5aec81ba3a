"""The experiment of the guide: a kernel behind NAT calls the Front End through a SOCKS proxy in the connection of ssh.

From 11.1 on, every link is a call of the kernel, so that proxychains4 carries them all. Before, the Front End calls the
kernel for some, and the main link alone comes up.
"""

import re
import shutil

import pytest

from tests.live.links.configurations import Configured
from tests.live.links.matrix import Case
from tests.live.links.namespaces import Terrain, build, network, require_namespaces
from tests.live.links.networks import CHECKOUT
from tests.live.machines import Machines, require

pytestmark = pytest.mark.live

_MLOPEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"


def _block(first: str) -> str:
    """Return the block of the guide that begins with a word."""
    guide = (CHECKOUT / "docs/guide.md").read_text("utf-8")
    [found] = re.findall(rf"^```\n({first}.*?)\n```$", guide, re.MULTILINE | re.DOTALL)
    return str(found)


_COMMAND, _PROXY = _block("ssh -o BatchMode=yes"), _block("strict_chain")


@pytest.mark.parametrize(
    ("version", "old", "new", "links"),
    [
        pytest.param("11.1", "", "", ["main", "preemptive", "service"], id="every link of 11.1"),
        pytest.param("10", "", "", ["main"], id="the main link of 10"),
        pytest.param("11.1", "proxychains4 -q -f socks.conf ", "", [], id="none without the program"),
        pytest.param("11.1", "`ipaddress`:*", "none", [], id="none that ssh does not permit"),
    ],
)
def test_a_remote_socks_proxy_carries_the_calls_of_the_kernel(
    version: str, old: str, new: str, links: list[str], machines: Machines
) -> None:
    require_namespaces()
    require("" if shutil.which("proxychains4") else "proxychains4 not installed")
    case = Case(version, "direct", parallel=False, fixed=False, path="plain")
    between = network(machines)
    kernel = between.kernel_path(case.path, case.program)
    (machines.root / "home/there/socks.conf").write_text(_PROXY)
    assert old in _COMMAND
    command = _COMMAND.replace(old, new).replace("/usr/local/bin/WolframKernel", str(kernel))
    with build(machines, Terrain(nat=True)):
        assert between.launch(Configured(command, _MLOPEN), case, ("dash", "bash")).links == links
