"""Measure how long a diagnosis takes where everything works, compared with the launch command alone."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import monotonic

from tests.benchmarks.result import Result
from tests.live.doctor import kernels
from tests.live.doctor.links import launch
from tests.live.doctor.rig import ADDRESSES, CHECKOUT, Keys, Rig

_RUNS = 7
_LAUNCH = f"""\
import socket, subprocess, time
begins = time.monotonic()
servers = [socket.create_server(("", 0)) for _ in range(2)]
name = ",".join("%d@{ADDRESSES["here"]}" % server.getsockname()[1] for server in servers)
flags = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName " + name
command = subprocess.Popen(("sh", "-c", "ssh skye.local {kernels.PATH} " + flags), stdin=subprocess.DEVNULL)
calls = [server.accept()[0] for server in servers]
print(time.monotonic() - begins)
for call in calls:
    call.close()
command.wait()
"""


def diagnosis() -> Iterator[Result]:
    """Compare a whole run of doctor with the time until the launch command has brought up both channels."""
    if sys.platform != "linux" or os.geteuid():
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        for name in ("keys", "rig"):
            (root / name).mkdir()
        with Rig(root / "rig", Keys.make(root / "keys")) as rig:
            kernels.install(rig, "works")
            rig.there.serve()
            pairs = [(_launched(rig), _examined(rig)) for _ in range(_RUNS)]
    launched, examined = (median(each) for each in zip(*pairs, strict=True))
    ratio = median(after / before for before, after in pairs)
    yield Result("doctor of a kernel that works, to its launch", ratio, "3", f"{examined:.2f} s, {launched:.2f} s")


def _launched(rig: Rig) -> float:
    return float(_run(rig, kernels.PYTHON, "-c", _LAUNCH).stdout)


def _examined(rig: Rig) -> float:
    begins = monotonic()
    _run(rig, sys.executable, "-m", "rkconf", "doctor", *launch("ssh skye.local KERNEL"))
    return monotonic() - begins


def _run(rig: Rig, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        rig.as_user(*words), env=rig.environment, cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=60
    )
