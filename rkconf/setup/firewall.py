"""What firewalls must let through, as plain numbers and as commands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from ipaddress import ip_address
from typing import Any

from rkconf.diagram import FirewallOpening as Needed
from rkconf.diagram.network import FRONT_END, MASTER
from rkconf.resources import read_facts
from rkconf.setup.parts import enumerated
from rkconf.setup.remote import Remote
from rkconf.shell.quoting import UNIX
from rkconf.spec import Specification

# What stands for a program that nobody has named.
_UNKNOWN = "PROGRAM"
_FAMILIES = {4: ("ipv4",), 6: ("ipv6",)}


@dataclass(frozen=True, slots=True)
class Opening:
    """TCP connections that a machine must accept."""

    machine: str
    os: str | None
    ports: tuple[int, ...]
    """The ports; none means any, since they are chosen when the kernel starts."""
    peer: str
    reason: str
    program: str = _UNKNOWN
    """The program that waits for the connections."""
    is_login: bool = False
    """Whether that is the ssh server."""

    @property
    def sentence(self) -> str:
        """What to open, as numbers."""
        ports = "TCP port" if len(self.ports) == 1 else "TCP ports"
        what = f"{ports} {enumerated(map(str, self.ports))}" if self.ports else "every TCP port"
        return f"{what} from {self.peer}: {self.reason}"

    @property
    def families(self) -> tuple[str, ...]:
        """The kinds that the address of the other machine may be of."""
        try:
            return _FAMILIES[ip_address(self.peer.partition("%")[0]).version]
        except ValueError:
            return ("ipv4", "ipv6")


@dataclass(frozen=True, slots=True)
class Instructions:
    """How one firewall of a machine is told."""

    firewall: str
    about: str
    commands: tuple[str, ...] = ()
    has_alternatives: bool = False
    """Whether there is a command for either kind of address."""


def openings(remotes: Iterable[Remote], specification: Specification) -> tuple[Opening, ...]:
    """Return what every machine must accept; the way of ssh comes first."""
    every = tuple(remotes)
    os = specification.frontend.os
    logins = (_opening(each, remote, os) for remote in every for each in remote.logins)
    calls = (_for_links(_opening(each, remote, os), remote) for remote in every for each in remote.calls)
    return tuple(dict.fromkeys((*(replace(each, is_login=True) for each in logins), *calls)))


def _opening(needed: Needed, remote: Remote, front_end_os: str | None) -> Opening:
    ports = tuple(port.number for port in needed.ports if port.number is not None)
    os = {FRONT_END: front_end_os, remote.host: remote.table.os}.get(needed.machine)
    return Opening(needed.machine, os, ports, needed.caller, needed.purpose)


def _for_links(opening: Opening, remote: Remote) -> Opening:
    """Return the opening with who waits there, and for which kernel."""
    installed = remote.installed or ""
    waiting = {
        FRONT_END: ("the Front End", _facts()["front_end"]),
        MASTER: ("the kernel there", _UNKNOWN),
        remote.host: ("the kernel", installed if installed.startswith("/") else _UNKNOWN),
    }
    who, program = waiting[opening.machine]
    chosen = "" if opening.ports else f", on ports that {who} chooses"
    return replace(opening, reason=f"the {opening.reason} of {remote.name}{chosen}", program=program)


def instructions(openings: Iterable[Opening]) -> Iterator[Instructions]:
    """Yield how the firewalls that one machine may have are told about all its openings."""
    needed = tuple(openings)
    os = next((opening.os for opening in needed if opening.os), None)
    for firewall in _facts()["firewall"]:
        if os == firewall["os"] or (os is None and "ports" in firewall):
            yield _instructions(firewall, needed)


def _instructions(firewall: dict[str, Any], openings: tuple[Opening, ...]) -> Instructions:
    told = tuple(_merged(firewall, openings)) if "ports" in firewall else ()
    lines = [line for kind, opening in told for line in _commands(firewall, kind, opening)]
    # What makes the others effective comes once, behind them.
    last = tuple(reversed(dict.fromkeys(reversed(lines))))
    either = any("{family}" in "".join(firewall[kind]) and len(opening.families) > 1 for kind, opening in told)
    return Instructions(firewall["name"], firewall["about"], last, either)


def _merged(firewall: dict[str, Any], openings: tuple[Opening, ...]) -> Iterator[tuple[str, Opening]]:
    """Yield the openings by the kind of command for them, with all fixed ports of a kind in one."""
    fixed: dict[str, list[Opening]] = {}
    for opening in openings:
        kind = "ssh" if opening.is_login and "ssh" in firewall else "ports"
        if opening.ports:
            fixed.setdefault(kind, []).append(opening)
    for kind, alike in fixed.items():
        ports = tuple(dict.fromkeys(port for opening in alike for port in opening.ports))
        yield kind, replace(alike[0], ports=ports)
    yield from (("any", opening) for opening in openings if not opening.ports)


def _commands(firewall: dict[str, Any], kind: str, opening: Opening) -> Iterator[str]:
    ports = firewall["join"].join(firewall["each"].format(port=port) for port in opening.ports)
    words = firewall.get("families", {})
    for family in opening.families:
        for template in firewall[kind]:
            yield template.format(ports=ports, program=UNIX.word(opening.program), family=words.get(family))


@cache
def _facts() -> dict[str, Any]:
    return read_facts("setup/firewalls.toml")
