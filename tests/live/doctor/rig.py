"""Four machines: ``here`` has the Front End, ``there`` the kernel, ``gate`` is a jump host, ``router`` joins them.

Each has a real network, real accounts and real ssh servers (``machine.py``). A test breaks what it wants to see
diagnosed; without that, the login works and ``/mnt/bin/math`` on ``there`` is a program that records its arguments.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.live.doctor.machine import USER, Machine, Words, connect

ADDRESSES = {"here": "198.18.1.1", "there": "198.18.2.1", "gate": "198.18.3.1"}
NAMES = {"there": "skye.local skye", "gate": "gate.local gate"}
ACCOUNT = "fred"
"""The account on every machine."""
HOME = f"/mnt/home/{ACCOUNT}"
ARGUMENTS = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
LAUNCH = f"ssh skye.local /mnt/bin/math {ARGUMENTS}"
CHECKOUT = Path(__file__).parents[3]
_LOOKS = 600
"""How often traces are looked for, as the ssh server and its children need a moment for the end of a connection.

They are looks and no seconds: on a busy machine each takes longer too.
"""
_KEYS = ("key", "other_key", "passphrase_key", "host_key", "other_host_key")


@dataclass(frozen=True)
class Keys:
    """The pairs of keys that all tests share; ``passphrase_key`` has the passphrase ``secret``."""

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> "Keys":
        """Make the keys in an empty folder."""
        for name in _KEYS:
            passphrase = "secret" if name == "passphrase_key" else ""
            words = ("ssh-keygen", "-q", "-t", "ed25519", "-C", name, "-N", passphrase, "-f", folder / name)
            subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
        return cls(folder)

    def private(self, name: str) -> str:
        """Return a private key as the text of its file."""
        return (self.folder / name).read_text()

    def public(self, name: str) -> str:
        """Return a public key as the line of ``authorized_keys``."""
        return (self.folder / f"{name}.pub").read_text()


@dataclass(frozen=True)
class Report:
    """One run of ``rkconf doctor --format json``."""

    status: int
    found: Mapping[str, Any]
    """The JSON object; empty if nothing was printed."""
    errors: str
    left: tuple[str, ...]
    """Each process, port and file that was not there before."""

    @property
    def cause(self) -> str | None:
        """The id of the cause."""
        cause = self.found["cause"]
        return cause and str(cause["id"])

    @property
    def steps(self) -> Mapping[str, Mapping[str, Any]]:
        """The steps by name."""
        return {step["name"]: step for step in self.found["steps"]}


@dataclass
class Rig:
    """The machines of one test."""

    root: Path
    keys: Keys
    here: Machine = field(init=False)
    there: Machine = field(init=False)
    gate: Machine = field(init=False)
    router: Machine = field(init=False)
    _ends: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        """Begin the machines."""
        try:
            self._begin()
        except BaseException:
            self._ends.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End the machines and everything on them."""
        self._ends.close()

    def _begin(self) -> None:
        self.router = self._machine("router")
        # The Front End's account has the rights of any other one, and can read the checkout (`doctor`).
        self.here = self._machine("here", f"{ACCOUNT}:x:0:0::{HOME}:/bin/bash\nroot:x:0:0::{HOME}:/bin/bash\n")
        self.there = self._machine("there")
        self.gate = self._machine("gate")
        self.router.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
        for name, address in ADDRESSES.items():
            connect(getattr(self, name), self.router, name, address)
        self._furnish()

    def _machine(self, name: str, *first_account: str) -> Machine:
        made = Machine(self.root / name, *first_account)
        self._ends.callback(made.end)
        return made

    def _furnish(self) -> None:
        for machine in (self.here, self.there, self.gate):
            for name, names in NAMES.items():
                machine.add("/etc/hosts", f"{ADDRESSES[name]} {names}\n")
        for server in (self.there, self.gate):
            self.add_user(server, ACCOUNT)
            server.put("/etc/ssh/host_key", self.keys.private("host_key"), 0o600)
        self.there.put("/mnt/bin/math", '#!/bin/sh\necho "$@" > ~/started\nexec sleep 5\n', 0o755)
        self.here.put(f"{HOME}/.ssh/id_ed25519", self.keys.private("key"), 0o600)
        host_key = self.keys.public("host_key")
        self.know(*(f"{names.replace(' ', ',')},{ADDRESSES[name]} {host_key}" for name, names in NAMES.items()))

    def add_user(self, server: Machine, name: str, shell: str = "/bin/bash", key: str = "key") -> None:
        """Add an account to a server, into which a key logs in."""
        home = server.add_account(name, shell)
        server.put(f"{home}/.ssh/authorized_keys", self.keys.public(key), 0o600, USER)

    def use_shell(self, shell: str) -> None:
        """Change the login shell of the account on ``there``."""
        accounts = self.there.root / "etc/passwd"
        line = f"{ACCOUNT}:x:{USER}:{USER}::{HOME}:"
        # Written in place: another file would not be the one that is mounted.
        accounts.write_text(accounts.read_text().replace(f"{line}/bin/bash", f"{line}{shell}"))

    def know(self, *lines: str) -> None:
        """Write the host keys that ssh knows."""
        self.here.put(f"{HOME}/.ssh/known_hosts", "".join(f"{line.strip()}\n" for line in lines), 0o600)

    def configure(self, text: str) -> None:
        """Write the user's configuration of ssh."""
        self.here.put(f"{HOME}/.ssh/config", text, 0o600)

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a program on ``here``."""
        return {
            "HOME": HOME,
            "PATH": "/mnt/bin:/usr/bin:/bin",
            "USER": ACCOUNT,
            "LANG": "C.UTF-8",
            "TMPDIR": "/run/tmp",
            # Compiling rkconf takes longer than running it, so all runs of a session share what one has compiled.
            "PYTHONPYCACHEPREFIX": str(self.keys.folder / "compiled"),
        }

    @staticmethod
    def user_words(*words: str | Path) -> Words:
        """Return the words that run a program without the rights of the administrator."""
        return (shutil.which("setpriv") or "setpriv", "--bounding-set=-all", "--inh-caps=-all", *words)

    def as_user(self, *words: str | Path) -> Words:
        """Return the words that run a program of the account on ``here``."""
        return self.here.inside(*self.user_words(*words))

    def run_as_user(self, *words: str | Path, variables: Mapping[str, str] | None = None) -> None:
        """Run a program of the account on ``here``, which must succeed."""
        environment = {**self.environment, **(variables or {})}
        done = subprocess.run(self.as_user(*words), env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def planned(self, *arguments: str) -> str:
        """Return what ``rkconf doctor --dry-run`` prints."""
        words = self.as_user(sys.executable, "-m", "rkconf", "doctor", "--dry-run", *arguments)
        run = subprocess.run(words, env=self.environment, cwd=CHECKOUT, capture_output=True, text=True, check=True)
        return run.stdout

    def doctor(self, *arguments: str, environment: Mapping[str, str] | None = None, timeout: float = 10) -> Report:
        """Run ``rkconf doctor`` on ``here``, and look at what is left on the machines afterwards."""
        words = self.as_user(
            *(sys.executable, "-m", "rkconf", "doctor", "--format", "json", "--timeout", str(timeout), *arguments)
        )
        before = self._traces()
        done = subprocess.run(
            words,
            env={**self.environment, **(environment or {})},
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        left = self._left(before)
        return Report(done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr, left)

    def interrupted(
        self, number: signal.Signals, lines: int, seconds: float, *arguments: str
    ) -> tuple[int, tuple[str, ...]]:
        """Run ``rkconf doctor``, and send it a signal some time after it has printed a number of lines.

        Returns:
            The exit status, and each trace that is left.
        """
        words = self.as_user(sys.executable, "-m", "rkconf", "doctor", *arguments)
        before = self._traces()
        run = subprocess.Popen(
            words, env=self.environment, cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        with run:
            assert run.stdout
            for _ in range(lines):
                run.stdout.readline()
            time.sleep(seconds)
            self._signal(number)
            run.communicate()
        return run.returncode, self._left(before)

    def _signal(self, number: signal.Signals) -> None:
        """Send a signal to each ``rkconf doctor`` that runs on ``here``."""
        for process, words in self.here.processes().items():
            if "-m rkconf doctor" in words:
                with suppress(ProcessLookupError):
                    os.kill(process, number)

    def _left(self, before: Mapping[str, str]) -> tuple[str, ...]:
        left: tuple[str, ...] = ()
        for _ in range(_LOOKS):
            if not (left := _new(before, self._traces())):
                break
            time.sleep(0.05)
        return left

    def _traces(self) -> Mapping[str, str]:
        """Return each trace that a run could leave, with a description that may change.

        Files of the other machines count too: doctor writes nothing there, and the kernel has not begun to.
        """
        found: dict[str, str] = {}
        for name in ADDRESSES:
            machine: Machine = getattr(self, name)
            found |= {f"{name}: process {number}": words for number, words in machine.processes().items()}
            found |= {f"{name}: port {port}": "" for port in machine.ports()}
            found |= {f"{name}: file {path} {status}": "" for path, status in machine.files().items()}
        return found


def _new(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{trace} {words}".rstrip() for trace, words in sorted(after.items()) if trace not in before)
