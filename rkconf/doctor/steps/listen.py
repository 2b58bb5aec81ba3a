"""The step ``listen``: the ports of the link are opened as the Front End, or a running kernel, opens them."""

import errno
import getpass
import os
import socket
from collections.abc import Mapping

from rkconf.command import Launch
from rkconf.command.link_ports import CHANNELS
from rkconf.doctor.findings import StepFinding, failed, ok, unknown
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.own_address import own_address, resolving
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Session
from rkconf.link.name import HIGHEST

_Ends = tuple[tuple[str | None, int], ...]
_CAUSES = {errno.EADDRINUSE: "port-taken", errno.EACCES: "port-privileged", errno.EADDRNOTAVAIL: "address-not-here"}


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command by which ssh resolves the host: the route to it has the address of this machine."""
    return (words,) if (words := resolving(plan)) else ()


async def check(session: Session) -> StepFinding:
    """Open the ports, and give the placeholders the values that follow from them."""
    launch = session.plan.launch
    if not _is_tried(session.plan):
        return unknown("only links of the protocol TCPIP are tried")
    address = await own_address(session)
    ends = _ends(launch)
    for host, port in ends:
        try:
            await session.listening.open(host, port)
        except (OSError, OverflowError, UnicodeError) as error:
            return _refused(error, host or address, port)
    session.listening.accept_calls()
    session.plan = session.plan.with_values(**_values(session, address, ends))
    return ok(f"the link is {_name(session, address, ends)}")


def _is_tried(plan: TrialPlan) -> bool:
    listening = plan.launch.listening
    return (
        listening is None or listening.protocol is None or listening.protocol in plan.target.version.network_protocols
    )


def _ends(launch: Launch) -> _Ends:
    """Return the host and the port of each channel; None for every address, and 0 for any free port."""
    listening = launch.listening
    if listening and listening.name:
        return tuple((end.host or listening.host, end.port) for end in listening.name.endpoints)
    host = listening.host if listening else None
    return ((host, 0),) * CHANNELS


def _refused(error: Exception, host: str, port: int) -> StepFinding:
    number = error.errno if isinstance(error, OSError) else None
    cause = "address-not-here" if isinstance(error, socket.gaierror) else _CAUSES.get(number or 0, "")
    evidence = f"{host} port {port}: {os.strerror(number) if number and number > 0 else error}"
    if port > HIGHEST or not cause:
        return unknown(evidence)
    return failed(StepName.LISTEN, cause, evidence, port=port, address=host)


def _name(session: Session, address: str, ends: _Ends) -> str:
    ports = zip(session.listening.ports, ends, strict=True)
    return ",".join(f"{port}@{host or address}" for port, (host, _) in ports)


def _values(session: Session, address: str, ends: _Ends) -> Mapping[str, str]:
    """Return the placeholders, or the slots, that have a value once the link is open; the user's own ones precede."""
    name, given = _name(session, address, ends), session.plan.launch.values
    if session.plan.launch.is_parallel:
        return {"3": getpass.getuser(), **given, "2": name}
    data, *others = session.listening.ports
    ports = {"dataport": str(data), "messageport": str(others[0])} if others else {}
    return {"ipaddress": address, **ports, **given, "linkname": name}
