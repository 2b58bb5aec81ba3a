"""The connections that firewalls must let in, as plain numbers and as commands."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from ipaddress import ip_address
from typing import Literal, TypeAlias

from rkconf import tables
from rkconf.diagnostics import enumeration
from rkconf.diagram import FirewallOpening
from rkconf.diagram.network import FRONT_END, MASTER
from rkconf.provisioning.remote import Remote
from rkconf.record import field, record, replace
from rkconf.shell.quoting import UNIX
from rkconf.spec import Specification

AddressFamily: TypeAlias = Literal["ipv4", "ipv6"]
Templates: TypeAlias = tuple[str, ...]
"""Commands in which braces enclose the names of values."""

_UNKNOWN = "PROGRAM"
"""The word in commands for a program that is unknown."""
_FAMILIES: Mapping[int, tuple[AddressFamily, ...]] = {4: ("ipv4",), 6: ("ipv6",)}


@record
class Opening:
    """TCP connections that a machine must accept."""

    machine: str
    os: str | None
    ports: tuple[int, ...]
    """The ports; empty for any port, where they are chosen when the kernel starts."""
    peer: str
    reason: str
    program: str = _UNKNOWN
    """The program that waits for the connections."""
    is_login: bool = False
    """Whether that is the ssh server."""

    @property
    def sentence(self) -> str:
        """The ports to open, as a sentence."""
        ports = "TCP port" if len(self.ports) == 1 else "TCP ports"
        what = f"{ports} {enumeration(map(str, self.ports))}" if self.ports else "every TCP port"
        return f"{what} from {self.peer}: {self.reason}"

    @property
    def families(self) -> tuple[AddressFamily, ...]:
        """The families to which the address of the other machine may belong."""
        try:
            return _FAMILIES[ip_address(self.peer.partition("%")[0]).version]
        except ValueError:
            return ("ipv4", "ipv6")


@record
class Firewall:
    """A firewall, and the templates of its commands; without templates it is configured by hand.

    A template may contain ``{ports}``, ``{program}`` (the program that waits for the connections) and ``{family}``.
    """

    name: str
    """Its name."""
    os: Literal["macos", "linux", "windows"]
    """The operating system on which it runs."""
    about: str = ""
    """A note for the person who configures it."""
    port: str = ""
    """The template of one port in ``{ports}``."""
    separator: str = ""
    """The text between two ports in ``{ports}``."""
    families: Mapping[AddressFamily, str] = field(default_factory=dict)
    """The words for the families of addresses; empty where commands do not name them."""
    ports: Templates = ()
    """The commands that open given ports."""
    ssh: Templates = ()
    """The commands that open the port of the ssh server, where they differ."""
    all_ports: Templates = ()
    """The commands that open all ports for one other machine."""

    def templates(self, opening: Opening) -> Templates:
        """Return the commands for an opening."""
        if not opening.ports:
            return self.all_ports
        return self.ssh if opening.is_login and self.ssh else self.ports

    def commands(self, templates: Templates, opening: Opening) -> Iterator[str]:
        """Yield the commands with the values of an opening, for each family of addresses."""
        ports = self.separator.join(self.port.format(port=port) for port in opening.ports)
        for family in opening.families:
            words = {"ports": ports, "program": UNIX.word(opening.program), "family": self.families.get(family)}
            yield from (template.format(**words) for template in templates)


@record
class FirewallTable:
    """All firewalls."""

    front_end: str
    """The program of the Front End, for a firewall that allows programs."""
    firewall: tuple[Firewall, ...]
    """The firewalls, each under its operating system."""


@cache
def _table() -> FirewallTable:
    return tables.read(FirewallTable, "provisioning/firewalls.toml")


@record
class Instructions:
    """How to configure one firewall of a machine."""

    firewall: Firewall
    commands: tuple[str, ...] = ()
    has_alternatives: bool = False
    """Whether there is a command for either family of addresses."""


def openings(remotes: Iterable[Remote], specification: Specification) -> tuple[Opening, ...]:
    """Return the connections that each machine must accept; those of ssh come first."""
    every = tuple(remotes)
    os = specification.frontend.os
    logins = (_opening(each, remote, os) for remote in every for each in remote.ports.logins)
    calls = (_for_links(_opening(each, remote, os), remote) for remote in every for each in remote.ports.calls)
    return tuple(dict.fromkeys((*(replace(each, is_login=True) for each in logins), *calls)))


def _opening(needed: FirewallOpening, remote: Remote, front_end_os: str | None) -> Opening:
    ports = tuple(port.number for port in needed.ports if port.number is not None)
    os = {FRONT_END: front_end_os, remote.login.host: remote.table.os}.get(needed.machine)
    return Opening(needed.machine, os, ports, needed.caller, needed.purpose)


def _for_links(opening: Opening, remote: Remote) -> Opening:
    """Return the opening with the program that waits there, and the kernel for which it waits."""
    installed = remote.program.installed or ""
    waiting = {
        FRONT_END: ("the Front End", _table().front_end),
        MASTER: ("the kernel there", _UNKNOWN),
        remote.login.host: ("the kernel", installed if installed.startswith("/") else _UNKNOWN),
    }
    who, program = waiting[opening.machine]
    chosen = "" if opening.ports else f", on ports that {who} chooses"
    return replace(opening, reason=f"the {opening.reason} of {remote.name}{chosen}", program=program)


def instructions(openings: Iterable[Opening]) -> Iterator[Instructions]:
    """Yield how to configure each firewall that a machine may have, for all openings of the machine."""
    needed = tuple(openings)
    os = next((opening.os for opening in needed if opening.os), None)
    for firewall in _table().firewall:
        # Where the operating system is unknown, a firewall without commands is of no help.
        if os == firewall.os or (os is None and firewall.ports):
            yield _instructions(firewall, needed)


def _instructions(firewall: Firewall, openings: tuple[Opening, ...]) -> Instructions:
    merged = tuple(_merged(firewall, openings)) if firewall.ports else ()
    lines = [line for templates, opening in merged for line in firewall.commands(templates, opening)]
    # A command that makes the others effective is needed once, after them.
    last = tuple(reversed(dict.fromkeys(reversed(lines))))
    either = any("{family}" in "".join(templates) and len(opening.families) > 1 for templates, opening in merged)
    return Instructions(firewall, last, either)


def _merged(firewall: Firewall, openings: tuple[Opening, ...]) -> Iterator[tuple[Templates, Opening]]:
    """Yield the openings with the commands for them; those with fixed ports and the same commands are merged."""
    fixed: dict[Templates, list[Opening]] = {}
    for opening in openings:
        if opening.ports:
            fixed.setdefault(firewall.templates(opening), []).append(opening)
    for templates, alike in fixed.items():
        ports = tuple(dict.fromkeys(port for opening in alike for port in opening.ports))
        yield templates, replace(alike[0], ports=ports)
    yield from ((firewall.templates(opening), opening) for opening in openings if not opening.ports)
