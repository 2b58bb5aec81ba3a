"""A separate machine on this one: namespaces for its files, its processes and its network (Linux, as root).

Its accounts, names of hosts and configuration of ssh are files of a scratch folder, which are mounted over those of
the system inside the namespaces only. Outside of them nothing changes, and everything in them ends with the machine.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from tests.live.machines import require
from tests.waiting import wait_until

Words = tuple[str | Path, ...]

_PROGRAMS = ("/usr/sbin/sshd", "ssh", "ssh-keygen", "unshare", "nsenter", "setpriv", "ip", "mount", "nft")
USER = 1000
"""The number of the accounts that log in."""
_FILES = ("passwd", "shadow", "group", "hosts", "resolv.conf", "nsswitch.conf")
"""The files of ``/etc`` that each machine has for itself."""
_BEGIN = """\
set -e
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -m 755 /run/sshd
mkdir -m 1777 /run/tmp
for name in {files}; do
    # The file may be a link into /run, which is empty now.
    place=$(readlink -m "/etc/$name")
    mkdir -p "${{place%/*}}"; [ -e "$place" ] || : > "$place"
    mount --bind "{root}/etc/$name" "$place"
done
mount --bind "{root}/etc/ssh" /etc/ssh
mkdir -p "{root}/mnt/python"
mount --bind "{python}" "{root}/mnt/python"
mount --rbind "{root}/mnt" /mnt
ip link set lo up
: > "{root}/begun"
exec sleep infinity
"""
_ETC = {
    "passwd": "{first}sshd:x:105:65534::/run/sshd:/usr/sbin/nologin\nnobody:x:65534:65534::/nonexistent:/bin/false\n",
    "shadow": "root:*:19000:0:99999:7:::\nsshd:*:19000:0:99999:7:::\n",
    "group": "root:x:0:\nusers:x:1000:\nnogroup:x:65534:\n",
    "hosts": "127.0.0.1 localhost\n",
    "resolv.conf": "nameserver 127.0.0.1\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n",
}


def require_machines() -> None:
    """Skip where machines cannot be made; only as root on Linux may they be required."""
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("separate machines need root on Linux")
    absent = [name for name in _PROGRAMS if not shutil.which(name)]
    require(f"{', '.join(absent)} not installed" if absent else _obstacle())


def _obstacle() -> str:
    """Return what keeps root from making machines, or nothing."""
    words = ("unshare", "--mount", "--net", "--pid", "--fork", "--mount-proc", "true")
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return f"namespaces are not allowed here: {done.stderr.strip()}" if done.returncode else ""


class Machine:
    """One machine; its files are below ``root``: ``etc``, and ``mnt`` with the homes and programs."""

    def __init__(self, root: Path, first_account: str = "root:x:0:0:root:/mnt/home/root:/bin/sh\n") -> None:
        self.root = root
        for folder in ("etc/ssh", "mnt/home/root", "mnt/bin"):
            (root / folder).mkdir(parents=True)
        for name, text in _ETC.items():
            (root / "etc" / name).write_text(text.format(first=first_account))
        self._started: list[subprocess.Popen[bytes]] = []
        self._begun = self._begin()
        self.pid = self._first_process()

    def _begin(self) -> "subprocess.Popen[bytes]":
        script = _BEGIN.format(root=self.root, files=" ".join(_FILES), python=sys.base_prefix)
        # However the tests end, the machine ends too.
        words = (
            "setpriv",
            "--pdeathsig",
            "KILL",
            "unshare",
            "--mount",
            "--net",
            "--pid",
            "--fork",
            "--mount-proc",
            "--kill-child",
            "sh",
            "-c",
            script,
        )
        return subprocess.Popen(words, stdin=subprocess.DEVNULL, start_new_session=True)

    def _first_process(self) -> int:
        wait_until((self.root / "begun").exists, self._begun)
        children = Path(f"/proc/{self._begun.pid}/task/{self._begun.pid}/children").read_text()
        return int(children.split()[0])

    def end(self) -> None:
        """End the machine with everything that runs on it."""
        for each in (self._begun, *self._started):
            each.kill()
            each.wait()

    def inside(self, *words: str | Path) -> Words:
        """Return the words that run a program on this machine."""
        return (shutil.which("nsenter") or "nsenter", "-t", str(self.pid), "-m", "-n", "-p", *words)

    def run(self, *words: str | Path, text: str = "") -> str:
        """Run a program on this machine, which must succeed, and return what it prints."""
        done = subprocess.run(self.inside(*words), input=text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{words}: {done.stderr}"
        return done.stdout

    def start(self, *words: str | Path, environment: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
        """Start a program on this machine; it ends with the machine."""
        null = subprocess.DEVNULL
        started = subprocess.Popen(self.inside(*words), env=environment, stdin=null, stdout=null, stderr=null)
        self._started.append(started)
        return started

    def put(self, path: str, text: str, mode: int = 0o644, owner: int = 0) -> Path:
        """Write a file of this machine, in ``/etc`` or ``/mnt``, and return its place outside."""
        place = self.root / path.lstrip("/")
        missing = [each for each in place.parents if not each.exists()]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        place.chmod(mode)
        for each in (place, *missing):
            os.chown(each, owner, owner)
        return place

    def add(self, path: str, text: str) -> None:
        """Append to a file of this machine, which exists."""
        with (self.root / path.lstrip("/")).open("a") as file:
            file.write(text)

    def add_account(self, name: str, shell: str = "/bin/bash", hashed: str = "*") -> str:
        """Add an account with a home below ``/mnt/home``, and return the home."""
        home = f"/mnt/home/{name}"
        self.add("/etc/passwd", f"{name}:x:{USER}:{USER}::{home}:{shell}\n")
        self.add("/etc/shadow", f"{name}:{hashed}:19000:0:99999:7:::\n")
        (self.root / "mnt/home" / name).mkdir(mode=0o755, exist_ok=True)
        os.chown(self.root / "mnt/home" / name, USER, USER)
        return home

    def serve(self, settings: str = "", port: int = 22, name: str = "sshd") -> None:
        """Start an ssh server with these lines of sshd_config(5), which precede the usual ones."""
        log = f"/run/{name}.log"
        self.put(f"/etc/ssh/{name}_config", f"{settings}\n{_SERVER.format(port=port, name=name)}")
        server = self.start("/usr/sbin/sshd", "-D", "-f", f"/etc/ssh/{name}_config", "-E", log)
        wait_until(lambda: port in self.ports(), server, lambda: self.log(name))

    def log(self, name: str = "sshd") -> str:
        """Return what an ssh server has logged."""
        return Path(f"/proc/{self.pid}/root/run/{name}.log").read_text(errors="replace")

    def processes(self) -> dict[int, str]:
        """Return the processes of this machine, by their number here, each with its words."""
        space = Path(f"/proc/{self.pid}/ns/pid").stat().st_ino
        numbers = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
        return {number: words for number in numbers if (words := _words(number, space))}

    def ports(self) -> set[int]:
        """Return the ports at which something listens."""
        texts = (Path(f"/proc/{self.pid}/net/{name}").read_text() for name in ("tcp", "tcp6"))
        rows = (line.split() for text in texts for line in text.splitlines()[1:])
        return {int(row[1].rpartition(":")[2], 16) for row in rows if row[3] == "0A"}

    def files(self) -> dict[str, tuple[int, int]]:
        """Return the files in the homes and in the folder for temporary ones, with size and time of writing."""
        top = Path(f"/proc/{self.pid}/root")
        found: dict[str, tuple[int, int]] = {}
        for folder in ("mnt/home", "run/tmp"):
            for at, folders, names in os.walk(top / folder):
                found |= {f"/{Path(at, name).relative_to(top)}": (0, 0) for name in folders}
                for path in (Path(at, name) for name in names):
                    with suppress(FileNotFoundError):  # a program has just removed it
                        status = path.lstat()
                        found[f"/{path.relative_to(top)}"] = (status.st_size, status.st_mtime_ns)
        return found


_SERVER = """\
Port {port}
HostKey /etc/ssh/host_key
PidFile /run/{name}.pid
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
UseDNS no
LogLevel VERBOSE
"""


def connect(machine: Machine, router: Machine, name: str, address: str) -> None:
    """Connect a machine to a router, by a cable whose end at the router is called ``name``."""
    end = f"{address.rpartition('.')[0]}.254"
    net = ("nsenter", "-t", str(router.pid), "-n")
    cable = ("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", str(machine.pid))
    subprocess.run((*net, *cable), check=True)
    router.run("sh", "-c", f"ip address add {end}/24 dev {name}; ip link set {name} up")
    machine.run(
        "sh",
        "-c",
        f"ip address add {address}/24 dev eth0; ip link set eth0 up; ip route add default via {end}",
    )


def _words(number: int, space: int) -> str:
    with suppress(OSError):
        folder = Path(f"/proc/{number}")
        state = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[0]
        if (folder / "ns/pid").stat().st_ino == space and state not in "ZX":
            return (folder / "cmdline").read_text(errors="replace").replace("\0", " ").strip() or "(no words)"
    return ""
