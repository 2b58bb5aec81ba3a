"""The step ``listen``: the ports of the link are opened as the Front End, or a running kernel, opens them."""

import errno
import getpass
import os
import socket
from collections.abc import Mapping
from os import fsencode
from typing import TYPE_CHECKING

from rkconf.command.link_ports import CHANNELS
from rkconf.doctor.findings import StepFinding, failed, ok, unknown
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.own_address import own_address, resolving, usual_address
from rkconf.doctor.plan import TrialPlan
from rkconf.link.name import HIGHEST, parse_name
from rkconf.source import Source

if TYPE_CHECKING:
    from rkconf.doctor.session import Session

_Ends = tuple[tuple[str | None, int], ...]
_EXAMPLE = 49321
"""The first port of a link that is only planned."""
_CAUSES = {errno.EADDRINUSE: "port-taken", errno.EACCES: "port-privileged", errno.EADDRNOTAVAIL: "address-not-here"}


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command by which ssh resolves the host: the route to it has the address of this machine."""
    return (words,) if is_tried(plan) and (words := resolving(plan)) else ()


def expected(plan: TrialPlan) -> TrialPlan:
    """Return the plan with the values that a link would give, whose free ports are examples; nothing is opened."""
    ends = _ends(plan)
    ports = tuple(port or _EXAMPLE + at for at, (_, port) in enumerate(ends))
    address = plan.launch.values.get("ipaddress") or usual_address()
    return plan.with_values(**_values(plan, address, ends, ports))


async def check(session: "Session") -> StepFinding:
    """Open the ports, and give the placeholders the values that follow from them."""
    given = session.plan
    if not is_tried(session.plan):
        return unknown("only links of the protocol TCPIP are tried")
    # The options of ssh may contain values of placeholders.
    session.plan = expected(session.plan)
    found = await own_address(session)
    address = given.launch.values.get("ipaddress") or found
    ends = _ends(given)
    for host, port in ends:
        try:
            await session.listening.open(host, port)
        except (OSError, OverflowError, UnicodeError) as error:
            return _refused(error, host or address, port)
    session.listening.accept_calls()
    ports = session.listening.ports
    session.plan = given.with_values(**_values(given, address, ends, ports))
    return ok(f"the link is {_name(address, ends, ports)}")


def is_tried(plan: TrialPlan) -> bool:
    """Return whether the link uses a protocol of networks."""
    listening = plan.launch.listening
    return listening is None or listening.protocol in {None, plan.target.version.network_protocols[0]}


def _ends(plan: TrialPlan) -> _Ends:
    """Return the host and the port of each channel; None for every address, and 0 for any free port.

    The ports are those of MLOpen's arguments, then those of a link name that the user has set.
    """
    listening = plan.launch.listening
    if listening and listening.name:
        return tuple((end.host or listening.host, end.port) for end in listening.name.endpoints)
    host = listening.host if listening else None
    value = plan.launch.values.get(plan.launch.link_placeholder, "")
    chosen = parse_name(Source("--set", fsencode(value)).excerpt())
    return tuple((host, end.port) for end in chosen.endpoints) if chosen else ((host, 0),) * CHANNELS


def _refused(error: Exception, host: str, port: int) -> StepFinding:
    number = error.errno if isinstance(error, OSError) else None
    cause = "address-not-here" if isinstance(error, socket.gaierror) else _CAUSES.get(number or 0, "")
    evidence = f"{host} port {port}: {os.strerror(number) if number and number > 0 else error}"
    if port > HIGHEST or not cause:
        return unknown(evidence)
    return failed(StepName.LISTEN, cause, evidence, port=port, address=host)


def _name(address: str, ends: _Ends, ports: tuple[int, ...]) -> str:
    return ",".join(f"{port}@{host or address}" for port, (host, _) in zip(ports, ends, strict=True))


def _values(plan: TrialPlan, address: str, ends: _Ends, ports: tuple[int, ...]) -> Mapping[str, str]:
    """Return the placeholders, or the slots, that have a value once the link is open; the user's own ones precede."""
    name, given = _name(address, ends, ports), plan.launch.values
    if plan.launch.is_parallel:
        return {"3": getpass.getuser(), "2": name, **given}
    data, *others = ports
    socket_name = _name(address, ends[:1], ports[:1])
    single = {"dataport": str(data), "messageport": str(others[0])} if others else {}
    return {"ipaddress": address, "socketname": socket_name, **single, "linkname": name, **given}
