"""What firewalls must let through, as plain numbers and as commands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from ipaddress import ip_address
from typing import Any

from rkconf.command import SSH_PORT
from rkconf.command.quoting import UNIX
from rkconf.resources import read_facts
from rkconf.setup.parts import enumerated
from rkconf.setup.remote import FRONT_END, MASTER, Remote
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
    commands: tuple[str, ...]


def openings(remotes: Iterable[Remote], specification: Specification) -> tuple[Opening, ...]:
    """Return what every machine must accept; the way of ssh comes first."""
    every = tuple(remotes)
    logins = (each for remote in every for each in _logins(remote))
    links = (each for remote in every if remote.is_generated for each in _links(remote, specification.frontend.os))
    return tuple(dict.fromkeys((*logins, *links)))


def _logins(remote: Remote) -> Iterator[Opening]:
    """Yield what each ssh server on the way accepts, from the machine before it."""
    between = [(gate.host, None, gate.port) for gate in remote.gates]
    callers = [remote.caller, *(gate.host for gate in remote.gates)]
    servers = [*between, (remote.host, remote.table.os, remote.port)]
    for caller, (machine, os, port) in zip(callers, servers, strict=True):
        yield Opening(machine, os, (port or SSH_PORT,), caller, "ssh", is_login=True)


def _links(remote: Remote, os: str | None) -> Iterator[Opening]:
    host, name = remote.host, remote.name
    if remote.table.connection == "tunnel":
        return
    if remote.is_parallel:
        yield Opening(MASTER, None, (), host, f"the links of {name}, on ports that the kernel there chooses")
    elif remote.opened_ports:
        yield Opening(FRONT_END, os, remote.opened_ports, host, f"the main link of {name}", _facts()["front_end"])
    else:
        reason = f"the main link of {name}, on ports that the Front End chooses"
        yield Opening(FRONT_END, os, (), host, reason, _facts()["front_end"])
    if remote.links_of_the_kernel:
        reason = f"the {remote.links_of_the_kernel} links of {name}, on ports that the kernel chooses"
        program = remote.installed or ""
        yield Opening(host, remote.table.os, (), FRONT_END, reason, program if program.startswith("/") else _UNKNOWN)


def instructions(openings: Iterable[Opening]) -> Iterator[Instructions]:
    """Yield how the firewalls that one machine may have are told about all its openings."""
    needed = tuple(openings)
    os = next((opening.os for opening in needed if opening.os), None)
    for firewall in _facts()["firewall"]:
        if os in {None, firewall["os"]}:
            lines = [line for kind, opening in _merged(firewall, needed) for line in _commands(firewall, kind, opening)]
            # What makes the others effective comes once, behind them.
            last = reversed(dict.fromkeys(reversed(lines)))
            yield Instructions(firewall["name"], firewall["about"], tuple(last))


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
