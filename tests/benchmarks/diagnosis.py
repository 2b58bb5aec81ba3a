"""Measure how long a diagnosis takes where everything works, compared with the launch command alone."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.result import Result
from tests.live.doctor import kernels
from tests.live.doctor.links import launch
from tests.live.doctor.rig import ADDRESSES, Keys, Rig

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
_DOCTOR = """\
import subprocess, sys, time
begins = time.monotonic()
printed = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout
print(time.monotonic() - begins)
sys.stdout.write(printed.decode())
"""
"""Both are measured from a program that runs on the machine of the Front End already."""


def diagnosis() -> Iterator[Result]:
    """Compare doctor with the time until the launch command has brought up both channels.

    The first result is the whole program, from the start of Python to its end; the second one is its steps alone. The
    kernel of both starts in some hundredths of a second; that of the third result needs a second.
    """
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
            # The first run compiles the program, as an installation does.
            _examined(rig)
            triples = [(_launched(rig), *_examined(rig)) for _ in range(_RUNS)]
            kernels.install(rig, "starts slowly")
            slow = [(_launched(rig), _examined(rig)[0]) for _ in range(_RUNS)]
    launched, whole, steps = zip(*triples, strict=True)
    yield _compared("doctor of a kernel that starts at once, to its launch", whole, launched)
    yield _compared("the steps of this doctor, to the launch", steps, launched)
    launched, whole = zip(*slow, strict=True)
    yield _compared("doctor of a kernel that starts in a second, to its launch", whole, launched)


def _compared(what: str, examined: Sequence[float], launched: Sequence[float]) -> Result:
    """Return the ratio of times that were measured in pairs."""
    ratio = median(after / before for after, before in zip(examined, launched, strict=True))
    return Result(what, ratio, "3", f"{median(examined):.2f} s, {median(launched):.2f} s")


def _launched(rig: Rig) -> float:
    return float(_run(rig, kernels.PYTHON, "-c", _LAUNCH).stdout)


def _examined(rig: Rig) -> tuple[float, float]:
    """Return the seconds of the whole program, and those of its steps."""
    words = (sys.executable, "-m", "rkconf", "doctor", "--format", "json", *launch("ssh skye.local KERNEL"))
    seconds, _, found = _run(rig, kernels.PYTHON, "-c", _DOCTOR, *words).stdout.partition("\n")
    return float(seconds), sum(step["seconds"] for step in json.loads(found)["steps"])


def _run(rig: Rig, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        # A folder without settings of a project, as that of most users.
        rig.as_user(*words),
        env=rig.environment,
        cwd=rig.root,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
