"""The address of this machine, as the kernel's machine sees it."""

import socket
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from rkconf.doctor.model import Words
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.ssh.configuration import ask, asking
from rkconf.doctor.ssh.probed import probed
from rkconf.link import is_loopback
from rkconf.link.name import LOOPBACK_ADDRESS

if TYPE_CHECKING:
    from rkconf.doctor.session import Session

_ANYWHERE = "192.0.2.1"
"""An address for documentation (RFC 5737): the route to it is the default one, and no packet is sent."""
_DISCARD = 9
"""A port that is named, and never reached."""


def resolving(plan: TrialPlan) -> Words:
    """Return the command by which ssh resolves the host; empty for a kernel on this machine, or another client."""
    first = probed(plan)
    return asking(first) if first else ()


def usual_address() -> str:
    """Return the address of this machine on its way to most others; no name is resolved."""
    with suppress(OSError):
        return _own_end((_ANYWHERE, _DISCARD))
    return LOOPBACK_ADDRESS


async def own_address(session: "Session") -> str:
    """Return the address from which this machine calls the host of the entry, without a packet."""
    host = await _host(session)
    session.host_address = host or LOOPBACK_ADDRESS
    found = await _towards(host) if host else None
    # To this machine itself leads a tunnel; the kernel is on another one.
    return usual_address() if found is None or is_loopback(found) else found


async def _host(session: "Session") -> str | None:
    """Return the host as ssh resolves it, or as it is written."""
    words = resolving(session.plan)
    if words:
        with suppress(OSError):
            _, session.configuration = await ask(session.programs, words, session.options.timeout)
            if session.configuration and session.configuration.host:
                return session.configuration.host
    first = session.plan.connections[0] if session.plan.connections else None
    return first.host if first and first.destination and first.destination.known else None


async def _towards(host: str) -> str | None:
    """Return the own end of the way to a host."""
    # Imported here: the login begins before (`early_start`).
    import asyncio

    loop = asyncio.get_running_loop()
    with suppress(OSError, UnicodeError):
        found = await loop.getaddrinfo(host, _DISCARD, family=socket.AF_INET, type=socket.SOCK_DGRAM)
        return _own_end(found[0][4])
    return None


def _own_end(place: tuple[object, ...]) -> str:
    """Return the own address on the way to a place; to connect a datagram socket sends nothing."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as way:
        way.connect(place)
        return str(way.getsockname()[0])
