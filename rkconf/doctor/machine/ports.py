"""The ports of this machine: those that the system assigns, and those on which a program listens."""

import re
import sys
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

from rkconf.doctor.machine.system import System
from rkconf.link.name import PRIVILEGED
from rkconf.record import field, record

_FOLDER = "/proc/sys/net/ipv4"
_LISTENING = "0A"
_MACOS_RANGE = ("net.inet.ip.portrange.first", "net.inet.ip.portrange.last")
_MACOS_ROW = re.compile(r"tcp\S*\s+\d+\s+\d+\s+(\S+)\.(\d+)\s+\S+\s+LISTEN\b")
_IPV4_DIGITS = 8


@record
class Ports:
    """The ports of this machine; a part that could not be read is empty, with a reason."""

    assigned: range = range(0)
    """The ports that the system assigns to a program that asks for any free port."""
    reserved: frozenset[int] = frozenset()
    """Ports in that range that the system does not assign."""
    first_unprivileged: int = PRIVILEGED
    """The first port that an ordinary user can open."""
    listening: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """The ports on which a program listens, each with its addresses."""
    unknown: tuple[str, ...] = ()
    """The parts that could not be read, each with the reason."""

    def may_be_assigned(self, port: int) -> bool:
        """Return whether the system may assign a port to any program."""
        return port in self.assigned and port not in self.reserved


def read_ports(system: System) -> Ports:
    """Return the ports of a machine; no port is opened."""
    return _of_linux(system) if system.os == "linux" else _of_macos(system)


def _of_linux(system: System) -> Ports:
    folder = system.at_root(_FOLDER)
    unknown: list[str] = []
    assigned = _numbers(folder / "ip_local_port_range", unknown)
    listening: dict[int, list[str]] = {}
    for name in ("tcp", "tcp6"):
        for line in _lines(system.at_root(f"/proc/net/{name}"), unknown if name == "tcp" else [])[1:]:
            for address, port in _listener(line):
                listening.setdefault(port, []).append(address)
    return Ports(
        range(assigned[0], assigned[1] + 1) if len(assigned) > 1 else range(0),
        _reserved(folder / "ip_local_reserved_ports"),
        next(iter(_numbers(folder / "ip_unprivileged_port_start", [])), PRIVILEGED),
        {port: tuple(dict.fromkeys(addresses)) for port, addresses in listening.items()},
        tuple(unknown),
    )


def _lines(path: Path, unknown: list[str]) -> list[str]:
    try:
        return path.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError as error:
        unknown.append(f"{path}: {error.strerror}")
        return []


def _numbers(path: Path, unknown: list[str]) -> list[int]:
    return [int(word) for line in _lines(path, unknown)[:1] for word in line.split() if word.isdecimal()]


def _reserved(path: Path) -> frozenset[int]:
    """Return the ports of a list such as ``3000-3010,8080``."""
    found = (re.fullmatch(r"(\d+)(?:-(\d+))?", part) for line in _lines(path, []) for part in line.strip().split(","))
    return frozenset(port for each in found if each for port in range(int(each[1]), int(each[2] or each[1]) + 1))


def _listener(line: str) -> Iterator[tuple[str, int]]:
    """Yield the address and port of a row of /proc/net/tcp in which a program listens."""
    fields = line.split()
    if len(fields) > 3 and fields[3] == _LISTENING:  # noqa: PLR2004 - the state is the fourth field
        address, _, port = fields[1].partition(":")
        yield _address(address), int(port, 16)


def _address(digits: str) -> str:
    """Return an address that the kernel prints as numbers of four bytes, in the byte order of the machine."""
    numbers = (int(digits[at : at + _IPV4_DIGITS], 16) for at in range(0, len(digits), _IPV4_DIGITS))
    packed = b"".join(number.to_bytes(4, sys.byteorder) for number in numbers)
    return str(IPv4Address(packed) if len(digits) == _IPV4_DIGITS else IPv6Address(packed))


def _of_macos(system: System) -> Ports:
    unknown: list[str] = []
    done = system.completed("sysctl", "-n", *_MACOS_RANGE)
    numbers = [int(word) for word in done.out.split() if word.isdecimal()]
    if not done.succeeded or len(numbers) != len(_MACOS_RANGE):
        unknown.append(f"sysctl: {done.err.strip() or 'its output has another form'}")
        numbers = []
    rows = system.completed("netstat", "-an", "-p", "tcp")
    if not rows.succeeded:
        unknown.append(f"netstat: {rows.err.strip()}")
    listening: dict[int, tuple[str, ...]] = {}
    for found in map(_MACOS_ROW.match, rows.out.splitlines()):
        if found:
            listening[int(found[2])] = (*listening.get(int(found[2]), ()), found[1])
    assigned = range(numbers[0], numbers[1] + 1) if numbers else range(0)
    return Ports(assigned, listening=listening, unknown=tuple(unknown))
