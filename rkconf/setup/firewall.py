"""What firewalls must let through, as plain numbers and as commands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rkconf.command.quoting import UNIX
from rkconf.resources import read_facts
from rkconf.setup.remote import Remote
from rkconf.spec import Specification

FRONT_END = "the Front End's machine"
STARTER = "the machine whose kernel starts them"
# What stands for a program that nobody has named.
_UNKNOWN = "PROGRAM"
# ssh's own port, where the specification names none.
_SSH = 22


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

    @property
    def sentence(self) -> str:
        """What to open, as numbers."""
        what = f"TCP ports {enumerated(map(str, self.ports))}" if self.ports else "every TCP port"
        return f"{what} from {self.peer}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Instructions:
    """How one firewall of a machine is told."""

    firewall: str
    about: str
    commands: tuple[str, ...]


def openings(remotes: Iterable[Remote], specification: Specification) -> tuple[Opening, ...]:
    """Return what every machine must accept, besides ssh."""
    os = specification.frontend.os
    return tuple(dict.fromkeys(each for remote in remotes if remote.is_generated for each in _openings(remote, os)))


def _openings(remote: Remote, os: str | None) -> Iterator[Opening]:
    host, name = remote.host, remote.name
    if remote.table.connection == "tunnel":
        return
    if remote.is_parallel:
        yield Opening(STARTER, None, (), host, f"the links of {name}, on ports that the kernel there chooses")
    elif remote.table.ports:
        yield Opening(FRONT_END, os, remote.table.ports, host, f"the main link of {name}", _facts()["front_end"])
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
    for firewall in _facts()["firewall"]:
        if needed[0].os in {None, firewall["os"]}:
            lines = [line for opening in _merged(needed) for line in _commands(firewall, opening)]
            # What makes the others effective comes once, behind them.
            last = reversed(dict.fromkeys(reversed(lines)))
            yield Instructions(firewall["name"], firewall["about"], tuple(last))


def _merged(openings: tuple[Opening, ...]) -> Iterator[Opening]:
    """Yield the openings with all fixed ports in one."""
    fixed = [opening for opening in openings if opening.ports]
    ports = tuple(dict.fromkeys(port for opening in fixed for port in opening.ports))
    yield from (Opening(each.machine, each.os, ports, "", "", each.program) for each in fixed[:1])
    yield from (opening for opening in openings if not opening.ports)


def _commands(firewall: dict[str, Any], opening: Opening) -> Iterator[str]:
    ports = firewall["join"].join(firewall["each"].format(port=port) for port in opening.ports)
    for template in firewall["ports" if opening.ports else "any"]:
        yield template.format(ports=ports, program=UNIX.word(opening.program))


@cache
def _facts() -> dict[str, Any]:
    return read_facts("setup/firewalls.toml")


def ssh_port(remote: Remote) -> int:
    """Return the port of the ssh server."""
    return remote.table.port or _SSH


def enumerated(words: Iterable[str]) -> str:
    """Return the words as a person lists them."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
