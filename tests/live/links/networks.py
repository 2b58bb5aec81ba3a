"""The Front End's machine and the kernel's, and the network between them."""

import getpass
import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.live.links.configurations import HOST, Configured
from tests.live.links.front_end import Order, Report
from tests.live.links.matrix import Case
from tests.live.machines import FAR, LAN, LOOPBACK, Machines
from tests.live.records import Arrival, Records

CHECKOUT = Path(__file__).parents[3]
# The folders of kernels, on the kernel's machine. A backtick is the mark of a placeholder, and no line
# break can be carried: all else may be in a path.
KERNELS = {
    "plain": "opt",
    "with a blank": "Applications/My Mathematica",
    "hostile": 'opt/ it\'s "$HOME" \\x\\\\ &(1);*?[a]{b,c}!!#%^|<>=~,\té~',
}
INITS = {"plain": "rkconf-links.m", "with a blank": "my files/links.m", "hostile": 'it\'s $5 "\\x" *;(/links.m'}


@dataclass(frozen=True)
class Network:
    """Two machines and their addresses; the programs of `machines` run on both."""

    machines: Machines
    name: str
    address: str
    """The Front End's machine on the network."""
    loopback: str
    """The address that replaces 127.0.0.1 on the Front End's machine."""
    kernel: str
    """The kernel's machine on the network."""
    enter: tuple[str, ...] = ()
    """Words before a program that make it run on the Front End's machine."""

    @classmethod
    def of_loopbacks(cls, machines: Machines) -> "Network":
        """Return a network that needs no rights: each machine has separate loopback addresses."""
        network = cls(machines, "loopbacks", LAN, LOOPBACK, FAR)
        network.put_program("ssh", f"exec '{machines.root}/here/bin/ssh' \"$@\"\n")
        return network

    @property
    def programs(self) -> Path:
        """The folder of the programs on the Front End's machine."""
        return self.machines.root / self.name / "here/bin"

    def put_program(self, name: str, text: str) -> None:
        """Install a shell script on the Front End's machine."""
        _script(self.programs / name, text)

    def kernel_path(self, kind: str, program: str) -> Path:
        """Return the path of a kernel on the kernel's machine."""
        path = self.machines.root / self.name / "there" / KERNELS[kind] / program
        self.put_kernel(path)
        return path

    def put_kernel(self, path: Path) -> None:
        """Install a kernel on the kernel's machine."""
        start = shlex.join(("exec", "env", f"PYTHONPATH={CHECKOUT}", *_python("kernel"), self.kernel))
        _script(path, f'{start} "$@"\n')

    def launch(self, configured: Configured, case: Case, shells: tuple[str, str]) -> Report:
        """Launch a kernel with a local and a login shell, and report what came up."""
        records = self.machines.records()
        order = Order(
            configured.command,
            configured.mlopen,
            case.further,
            case.called,
            shutil.which(shells[0]) or shells[0],
            HOST,
            getpass.getuser(),
            self.address,
            self.loopback,
            str(records.folder / "out"),
        )
        run = subprocess.run(
            (*self.enter, *_python("front_end")),
            input=json.dumps(asdict(order)),
            env={**self.environment(shells[1], records, case.version), "PYTHONPATH": str(CHECKOUT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        report = Report(**json.loads(run.stdout))
        report.why += _fates(records.kernels) if report.why else ""
        return report

    def environment(self, login_shell: str, records: Records, version: str) -> dict[str, str]:
        """Return what a program on the Front End's machine inherits."""
        found = self.machines.environment(records, login_shell, (version, version))
        return {**found, "PATH": os.pathsep.join((str(self.programs), found["PATH"]))}


def _fates(kernels: tuple[Arrival, ...]) -> str:
    return "".join(f"\na kernel was started: {kernel.words}: {kernel.outcome}" for kernel in kernels)


def _python(module: str) -> tuple[str, ...]:
    """Return how a stand-in is started: soon, and without leaving files."""
    return (sys.executable, "-BSs", "-m", f"tests.live.links.{module}")


def _script(path: Path, text: str) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}", encoding="utf-8")
    path.chmod(0o755)
