"""Specifications and commands for the tables about the link, and what brings the machines into a state."""

from pathlib import Path

from tests.live.doctor import kernels
from tests.live.doctor.arrangements import Arrange, served
from tests.live.doctor.machine import USER, Machine
from tests.live.doctor.rig import ARGUMENTS, HOME, Rig
from tests.waiting import wait_until

FILE = f"{HOME}/kernels.toml"
SPECIFICATION = """\
[frontend]
version = "{version}"
os = "linux"

[[kernels]]
name = "direct"
host = "skye.local"
kernel = "{path}"
connection = "direct"

[[kernels]]
name = "fixed"
host = "skye.local"
kernel = "{path}"
connection = "fixed-ports"
ports = [31431, 31432]

[[kernels]]
name = "tunnel"
host = "skye.local"
kernel = "{path}"
connection = "tunnel"
ports = [31415, 31416]
{tunnel}

[[parallel]]
name = "parallel"
host = "skye.local"
kernel = "{path}"
connection = "direct"

[[parallel]]
name = "parallel tunnel"
host = "skye.local"
kernel = "{path}"
connection = "tunnel"
"""
_MLOPEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
_SLOTS = "-mathlink -linkmode Connect `4` -linkname `2` -noinit"
SCRIPT = '#!/bin/sh\nexec /mnt/real/math "$@"\n'
_ONLY_SSH = "ct state established accept; iif lo accept; tcp dport 22 accept; tcp dport {ports} {verdict};"


def specified(version: str, path: str = kernels.PATH, tunnel: str = "") -> Arrange:
    """Return what writes the specification of a version."""

    def arrange(rig: Rig) -> None:
        rig.here.put(FILE, SPECIFICATION.format(version=version, path=path, tunnel=tunnel))

    return arrange


def entry(name: str, *options: str) -> tuple[str, ...]:
    """Return the arguments for an entry of the specification."""
    return (FILE, name, *options)


def launch(command: str, *options: str, mlopen: str = _MLOPEN, version: str = "5.2") -> tuple[str, ...]:
    """Return the arguments for a launch command; KERNEL replaces the kernel and its arguments, ARGUMENTS only these."""
    text = command.replace("KERNEL", f"{kernels.PATH} ARGUMENTS").replace("ARGUMENTS", ARGUMENTS)
    return ("--launch", text, "--mlopen", mlopen, "--version", version, *options)


def fixed(ends: str, *options: str, version: str = "5.2") -> tuple[str, ...]:
    """Return the arguments for a link with fixed ends."""
    arguments = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
    mlopen = f"-LinkMode Listen -LinkProtocol TCPIP -LinkName {ends}"
    return launch(f"ssh skye.local {kernels.PATH} {arguments}", *options, mlopen=mlopen, version=version)


def template(command: str, *options: str) -> tuple[str, ...]:
    """Return the arguments for a template of parallel kernels; KERNEL replaces the kernel and its arguments."""
    text = command.replace("KERNEL", f"{kernels.PATH} {_SLOTS}")
    return ("--parallel", text, "--set", "1=skye.local", "--version", "5.2", *options)


def kernel(
    behaviour: str = "works", path: str = kernels.PATH, settings: str = "", login_shell: str = "/bin/bash"
) -> Arrange:
    """Return what installs a kernel and starts the server, with lines of its configuration and a login shell."""

    def arrange(rig: Rig) -> None:
        if login_shell != "/bin/bash":
            rig.use_shell(login_shell)
        kernels.install(rig, behaviour, path)
        rig.there.serve(settings)

    return arrange


def file(text: str) -> Arrange:
    """Return what puts a text at the path of the kernel; a kernel that works is at another path."""

    def arrange(rig: Rig) -> None:
        kernels.install(rig, "works", "/mnt/real/math")
        rig.there.put(kernels.PATH, text, 0o755)
        rig.there.serve()

    return arrange


def change(command: str, machine: str = "there") -> Arrange:
    """Return what runs a command on a machine, as the administrator."""

    def arrange(rig: Rig) -> None:
        getattr(rig, machine).run("sh", "-c", command)

    return arrange


def listening(machine: str, port: int) -> Arrange:
    """Return what lets another program listen at a port of a machine."""

    def arrange(rig: Rig) -> None:
        place: Machine = getattr(rig, machine)
        code = f"import signal, socket; server = socket.create_server(('127.0.0.1', {port})); signal.pause()"
        server = place.start(kernels.PYTHON, "-c", code)
        wait_until(lambda: port in place.ports(), server)

    return arrange


def firewall(verdict: str, ports: str = "1-65535", machine: str = "here") -> Arrange:
    """Return what gives a machine a firewall that lets in ssh, and treats other calls in one way."""

    def arrange(rig: Rig) -> None:
        rules = _ONLY_SSH.format(ports=ports, verdict=verdict)
        text = f"table inet filter {{ chain input {{ type filter hook input priority 0; {rules} }}; }}"
        getattr(rig, machine).run("nft", "-f", "-", text=text)

    return arrange


def nat(rig: Rig) -> None:
    """Hide the Front End's machine behind the router: no other machine has a way to its address."""
    rule = 'type nat hook postrouting priority 100; oifname "there" masquerade;'
    rig.router.run("nft", "-f", "-", text=f"table ip nat {{ chain postrouting {{ {rule} }}; }}")
    rig.there.run("ip", "route", "replace", "unreachable", "198.18.1.0/24")


def exchange(rig: Rig) -> None:
    """Exchange two ports of the Front End's machine on the way to them."""
    rules = "tcp dport 31431 redirect to :31432; tcp dport 31432 redirect to :31431;"
    chain = f"type nat hook prerouting priority -100; {rules}"
    rig.here.run("nft", "-f", "-", text=f"table ip nat {{ chain prerouting {{ {chain} }}; }}")


def program(path: str, text: str) -> Arrange:
    """Return what installs a script for sh on the Front End's machine."""

    def arrange(rig: Rig) -> None:
        rig.here.put(path, f"#!/bin/sh\n{text}\n", 0o755)

    return arrange


def gate(rig: Rig) -> None:
    """Start the ssh server of the jump host, whose account may log in to the kernel's machine."""
    rig.gate.put(f"{HOME}/.ssh/id_ed25519", rig.keys.private("key"), 0o600, USER)
    known = f"skye.local,198.18.2.1 {rig.keys.public('host_key')}"
    rig.gate.put(f"{HOME}/.ssh/known_hosts", known, 0o600, USER)
    rig.gate.serve()


def without_perl(rig: Rig) -> None:
    """Hide Perl on the kernel's machine."""
    rig.there.run("sh", "-c", "mount --bind /dev/null $(readlink -f /usr/bin/perl)")


def without_library(rig: Rig) -> None:
    """Install a kernel that needs a library which does not exist."""
    path = rig.there.root / kernels.PATH.lstrip("/")
    path.write_bytes(Path("/bin/true").read_bytes().replace(b"libc.so.6", b"libq.so.6"))
    path.chmod(0o755)
    rig.there.serve()


def opened(command: str) -> Arrange:
    """Return what opens a connection as the user, by a command that returns once it is open."""

    def arrange(rig: Rig) -> None:
        rig.run_as_user("sh", "-c", command)
        served(rig)

    return arrange
