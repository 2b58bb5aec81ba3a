"""One ``-R`` of ssh carries the calls of several kernels, which a script from the standard input starts.

Wolfram's ClusterKernels of 11.1 start kernels so: they all call one port [ClusterKernels.m of 11.1].
"""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live.links.matrix import LOGIN_SHELLS
from tests.live.machines import LOOPBACK, Machines, require

pytestmark = pytest.mark.live

_KERNELS = 3
_SCRIPT = """\
while [ "$1" -gt 0 ]; do
    {python} -IS -c 'import socket; socket.create_connection(("127.0.0.1", {port})).recv(1)' &
    set -- $(($1 - 1))
done
wait
"""


@pytest.mark.parametrize("shell", LOGIN_SHELLS)
def test_one_forward_carries_the_calls_of_several_kernels(
    shell: str, shells: frozenset[str], machines: Machines, tmp_path: Path
) -> None:
    require("" if shell in shells else f"{shell} not installed")
    with socket.create_server((LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
        script = tmp_path / "start"
        script.write_text(_SCRIPT.format(python=sys.executable, port=port))
        words = (machines.root / "here/bin/ssh", "-x", "-S", "none", "-R", f"127.0.0.1:{port}:localhost:{port}")
        with script.open() as started:
            command = subprocess.Popen(
                (*words, "skye.local", "/bin/sh", "-s", str(_KERNELS)),
                stdin=started,
                env=machines.environment(machines.records(), shell, ("11.1", "11.1")),
            )
        calls = [server.accept()[0] for _ in range(_KERNELS)]
        assert command.poll() is None
        for call in calls:
            call.close()
        assert command.wait() == 0
