"""Three machines on one: the Front End's, the kernel's with a real sshd, and a jump host that runs ssh itself.

They share a network stack, so that no rights are needed. They differ in their addresses: the Front End's
machine is `LAN` on the network and `LOOPBACK` to itself; the kernel's machine is `FAR` on the network and 127.0.0.1 to
itself, where sshd opens the far ends of tunnels; the jump host is `GATE` to itself and to its clients. One sshd serves
both remote machines; the address of the connection decides between them (``stand_ins/log_in``).
"""

import getpass
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Self

import pytest

from tests.live.records import Records
from tests.ports import reserved
from tests.waiting import wait_until

LAN = "127.0.0.2"
LOOPBACK = "127.0.0.3"
FAR = "127.0.0.5"
GATE = "127.0.0.6"
GATES = ("gate", "gate.local")
"""The names of the jump host: it reaches the kernel's machine and has no kernel."""
HOSTS = ("skye.local", "machine.name", "remotehostname", "remote.host.name", "node1", "galaxy")
"""The names by which the kernel's machine is known; except for the jump host no other machine exists."""

# Read once: no test sees the variables of the machine that it runs on.
REQUIRED = os.environ.get("RKCONF_REQUIRE_LIVE") == "1"
"""Whether the live tests must run."""
_STAND_INS = Path(__file__).parent / "stand_ins"
_SSHD = "/usr/sbin/sshd"
_KERNELS = (
    "Applications/Mathematica.app/Contents/MacOS/MathKernel",
    "Applications/Mathematica 7.app/Contents/MacOS/MathKernel",
    "Applications/Mathematica “7”\N{EN DASH}neu.app/MathKernel",
    "there/bin/math",
    "there/bin/MathKernel",
    "here/bin/math",
)
_PREFIXES = ("sudo", "srun", "xvfb-run", "caffeinate", "screen", "time", "docker", "kubectl")
"""Programs with a stand-in, since hardly any machine has all of them."""
_SERVER = """\
ListenAddress 127.0.0.1:{port}
ListenAddress {gate}:{port}
HostKey {root}/host_key
PidFile {root}/sshd.pid
AuthorizedKeysFile {root}/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
UseDNS no
MaxStartups 200
MaxSessions 200
AcceptEnv RIG_*
# bash as the account's own shell would read its start-up files, which are no part of these tests and slow every login.
SetEnv SHLVL=1
ForceCommand {root}/log_in
Match LocalAddress {gate}
    GatewayPorts clientspecified
"""
_CLIENT = """\
Host {hosts}
    HostName 127.0.0.1
    HostKeyAlias there
    UserKnownHostsFile {root}/known_hosts
    GlobalKnownHostsFile /dev/null
    SendEnv RIG_*
    KexAlgorithms ecdh-sha2-nistp256
    ControlPath none
Host {gates}
    HostName {gate}
    HostKeyAlias there
    UserKnownHostsFile {root}/known_hosts
    GlobalKnownHostsFile /dev/null
    SendEnv RIG_*
    IdentityFile {root}/key
    User {user}
    Port {port}
    KexAlgorithms ecdh-sha2-nistp256
    ControlPath none
Host * {others}
    ProxyCommand sh -c 'echo "there is no machine %h" >&2; exit 1'
    ControlPath none
"""


def missing() -> str:
    """Return what keeps the two machines from being built, or nothing."""
    if sys.platform != "linux":
        return "two machines in one network stack need the many loopback addresses of Linux"
    absent = [name for name in (_SSHD, "ssh", "ssh-keygen") if not shutil.which(name)]
    return f"{', '.join(absent)} not installed" if absent else ""


def require(what_is_missing: str) -> None:
    """Skip where something is missing, or fail where ``RKCONF_REQUIRE_LIVE`` demands all of it."""
    if not what_is_missing:
        return
    if REQUIRED:
        pytest.fail(f"{what_is_missing}, and RKCONF_REQUIRE_LIVE wants it")
    pytest.skip(what_is_missing)


@dataclass(frozen=True)
class Machines:
    """A folder that holds both machines, and the sshd of one of them."""

    root: Path
    port: int
    _numbers: "count[int]" = field(default_factory=count)

    @classmethod
    @contextmanager
    def built(cls, root: Path) -> Iterator[Self]:
        """Make homes, programs, keys and settings, and keep a port for sshd."""
        with reserved() as kept:
            yield cls._furnished(root, kept.getsockname()[1])

    @classmethod
    def _furnished(cls, root: Path, port: int) -> Self:
        machines = cls(root, port)
        for folder in ("home/here/.ssh", "home/there", "home/gate", "here/bin", "there/bin", "gate/bin", "records"):
            (root / folder).mkdir(parents=True)
        machines._install()
        machines._make_keys()
        machines._configure()
        return machines

    def _configure(self) -> None:
        values = {
            "root": self.root,
            "port": self.port,
            "user": getpass.getuser(),
            "gate": GATE,
            "hosts": " ".join(HOSTS),
            "gates": " ".join(GATES),
            "others": " ".join(f"!{host}" for host in (*HOSTS, *GATES)),
        }
        for name, text in {"sshd_config": _SERVER, "ssh_config": _CLIENT}.items():
            (self.root / name).write_text(text.format(**values))

    def _install(self) -> None:
        for kernel in _KERNELS:
            self.put_kernel(self.root / kernel)
        _script(self.root / "home/there/math.sh", f"'{self.root}/{_KERNELS[0]}' $@\n")
        for name, program in {"ssh": "ssh_client", "rsh": "rsh_client", "java": "java_client"}.items():
            shutil.copy(_STAND_INS / program, self.root / "here/bin" / name)
        for machine in ("here", "gate", "there"):
            self._install_prefixes(self.root / machine / "bin")
        _script(self.root / "here/bin/sshpass", 'shift 2\nexec "$@"\n')
        shutil.copy(_STAND_INS / "log_in", self.root)
        (self.root / "Applications/mathssh.jar").touch()
        for name in ("here/ab.txt", "here/cd.txt", "gate/ab.txt", "there/ab.txt"):
            (self.root / "home" / name).touch()

    def _install_prefixes(self, folder: Path) -> None:
        """Install what may be put before a command, and ssh, on a machine."""
        shutil.copy(_STAND_INS / "ssh_client", folder / "ssh")
        for program in _PREFIXES:
            shutil.copy(_STAND_INS / "prefix", folder / program)
        _script(folder / "module", "exit 0\n")
        # A login shell gets a search path of the system's own first.
        home = self.root / "home" / folder.parent.name
        for name in (".profile", ".zprofile"):
            (home / name).write_text(f"PATH='{folder}':$PATH\n")

    def put_kernel(self, path: Path) -> None:
        """Install a kernel at ``path``."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _script(path, f"exec '{sys.executable}' -IS '{_STAND_INS}/calling_kernel.py' \"$0\" \"$@\"\n")

    def _make_keys(self) -> None:
        # With the curves of NIST, a login takes a sixth less processor time (54 ms, 65 ms).
        for path in (self.root / "key", self.root / "host_key"):
            _make_key(path, "ecdsa")
        public = (self.root / "key.pub").read_bytes()
        # A key of the kind that current servers refuse, where ssh-keygen still makes them.
        old = self.root / "home/here/.ssh/id_dsa"
        if _make_key(old, "dsa"):
            public += old.with_suffix(".pub").read_bytes()
        (self.root / "authorized_keys").write_bytes(public)
        (self.root / "known_hosts").write_text(f"there {(self.root / 'host_key.pub').read_text()}")

    def start(self) -> "subprocess.Popen[bytes]":
        """Start sshd and wait until it listens."""
        if os.geteuid() == 0:
            # Its empty folder, which only root's sshd wants; Debian makes it when the service starts.
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        log = self.root / "sshd.log"
        log.unlink(missing_ok=True)
        server = subprocess.Popen((_SSHD, "-D", "-f", self.root / "sshd_config", "-E", log), start_new_session=True)
        wait_until_served(server, log, "127.0.0.1", GATE)
        return server

    def place(self, text: str) -> str:
        """Put the folders of ``text`` into this world, unless they are there already."""
        return re.sub(
            rf"(?<!{re.escape(str(self.root))})(?=/Applications/|/home/(?:here|there|gate))", str(self.root), text
        )

    def displace(self, text: str) -> str:
        """Undo `place`, and what the client does to loopback addresses."""
        return text.replace(str(self.root), "").replace(LOOPBACK, "127.0.0.1")

    def records(self) -> Records:
        """Return an empty folder for the records of a run."""
        folder = self.root / "records" / str(next(self._numbers))
        folder.mkdir()
        return Records(folder)

    def environment(self, records: Records, login_shell: str, versions: tuple[str, str]) -> Mapping[str, str]:
        """Return what a program on the Front End's machine inherits; ``versions`` are its and the kernel's."""
        return {
            "HOME": f"{self.root}/home/here",
            "PATH": f"{self.root}/here/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "RIG_ROOT": str(self.root),
            "RIG_USER": getpass.getuser(),
            "RIG_PORT": str(self.port),
            "RIG_MACHINE": "here",
            "RIG_RECORDS": str(records.folder),
            "RIG_LOGIN_SHELL": shutil.which(login_shell) or login_shell,
            "RIG_FRONT_END_VERSION": versions[0],
            "RIG_VERSION": versions[1],
        }


def share(machines: Machines) -> "subprocess.Popen[bytes]":
    """Open the connection that `Order.shared` commands use; it ends with the process."""
    environment = machines.environment(machines.records(), "sh", ("5.2", "5.2"))
    settings = ("-F", machines.root / "ssh_config", "-i", machines.root / "key", "-o", f"User={getpass.getuser()}")
    path = machines.root / "shared"
    command = ("/usr/bin/ssh", *settings, "-p", str(machines.port), "-M", "-N", "-S", path, "skye.local")
    master = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    # The socket gets this name when it listens [OpenSSH, mux.c, muxserver_listen].
    wait_until(path.exists, master)
    return master


def wait_until_served(server: "subprocess.Popen[bytes]", log: Path, *addresses: str) -> None:
    """Wait until sshd accepts connections at each address; it opens those of its settings one after the other."""

    def text() -> str:
        return log.read_text(errors="replace") if log.exists() else ""

    wait_until(lambda: all(f"Server listening on {each} " in text() for each in addresses), server, text)


def stop(server: "subprocess.Popen[bytes]") -> None:
    """End sshd, or an ssh; the logins that are left end with their kernels."""
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}")
    path.chmod(0o755)


def _make_key(path: Path, kind: str) -> bool:
    command = ("ssh-keygen", "-q", "-t", kind, "-N", "", "-f", path)
    return subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
