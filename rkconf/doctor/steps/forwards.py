"""The step ``forwards``: the ports of ``-R`` and ``-L`` are opened over the shared connection, and closed again."""

import os
import socket
from contextlib import closing

from rkconf.command import Connection, Forward
from rkconf.doctor import remote
from rkconf.doctor.findings import StepFinding, failed, ok, skipped, unknown
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.reaching import call
from rkconf.doctor.session import Session
from rkconf.doctor.ssh.commands import SOCKET, control
from rkconf.link.name import LOOPBACK_ADDRESS

_ANY = "0:127.0.0.1:9"
"""A forward of a port that the server chooses: a server that refuses it refuses all."""


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the commands that open each forward, and close it."""
    first = _first(plan)
    if first is None:
        return ()
    remote_forwards = (each for each in _tried(first) if each.letter == "R")
    return tuple(
        control(first, SOCKET, order, "-R", _spec(each)) for each in remote_forwards for order in ("forward", "cancel")
    )


async def check(session: Session) -> StepFinding:
    """Open each forward of the first connection, with the ports of this launch."""
    first = _first(session.plan)
    if first is None:
        return skipped("the launch command forwards no port")
    if not session.master.is_open():
        return unknown("no shared connection: the forwards were not tried")
    if session.master.is_shared:
        await _prepare_closing(session, first)
        return skipped("the launch command asks the connection that the user shares for the forwards")
    for each in _tried(first):
        finding = _local(each) if each.letter == "L" else await _remote(session, first, each)
        if finding:
            return finding
    notes = ("the forwards of later machines are opened by the launch command only",) if _further(session.plan) else ()
    count = len(_tried(first))
    return ok(f"{count} forward{'s' * (count != 1)} can be opened", *notes)


async def _prepare_closing(session: Session, first: Connection) -> None:
    """Find the forwards that are not open yet: the user's connection would keep them after the launch.

    They are not tried, since ssh cannot open a forward again that it has closed (measured with OpenSSH 9.2).
    """
    ends = {(each.address or LOOPBACK_ADDRESS, str(each.port)): each for each in _tried(first) if each.letter == "R"}
    results = await call(session, ends) if len(session.plan.connections) == 1 else {}
    free = [each for end, each in ends.items() if results.get(end) == "refused"]
    local = [each for each in _tried(first) if each.letter == "L" and not _local(each)]
    session.closing = [session.master.control(first, "cancel", f"-{e.letter}", _spec(e)) for e in (*free, *local)]


def _first(plan: TrialPlan) -> Connection | None:
    """Return the connection from this machine if it forwards ports and is one of OpenSSH."""
    first = plan.connections[0] if plan.connections else None
    return first if first and first.client.is_openssh and _tried(first) else None


def _tried(connection: Connection) -> tuple[Forward, ...]:
    opened = (*connection.remote_forwards, *(each for each in connection.forwards if each.letter == "L"))
    return tuple(each for each in opened if each.port and each.host_port)


def _further(plan: TrialPlan) -> bool:
    return any(each.forwards for each in plan.connections[1:])


def _spec(forward: Forward) -> str:
    address = f"{forward.address}:" if forward.address is not None else ""
    host = f"[{forward.host}]" if ":" in forward.host else forward.host
    return native(f"{address}{forward.listen_port.text}:{host}:{forward.target_port.text}")


def _listening_host(forward: Forward) -> str:
    """Return the address at which a forward listens; one that listens at every address does so at the loopback too."""
    address = (forward.address or "").strip("[]")
    return LOOPBACK_ADDRESS if address in {"", "*"} else address


def _local(forward: Forward) -> StepFinding | None:
    """Try to listen here, as ssh does."""
    host = _listening_host(forward)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with closing(socket.create_server((host, forward.port), family=family)):
            return None
    except OSError as error:
        evidence = f"{host} port {forward.port}: {os.strerror(error.errno or 0)}"
        return failed(StepName.FORWARDS, "local-port-taken", evidence, port=forward.port)


async def _remote(session: Session, first: Connection, forward: Forward) -> StepFinding | None:
    """Ask the server to listen; a refusal has the same answer as a port in use, so another port distinguishes them."""
    refused = await _ask(session, first, _spec(forward))
    if refused is None:
        return None
    is_refused = await _ask(session, first, _ANY) and not await _is_taken(session, forward)
    cause = "forwarding-refused" if is_refused else "remote-port-taken"
    plan = session.plan
    values = {"host": native(first.host or ""), "login": remote.login(plan), "port": forward.port}
    return failed(StepName.FORWARDS, cause, refused, **values)


async def _is_taken(session: Session, forward: Forward) -> bool:
    """Return whether a program listens at the port there: the server may allow this port alone (PermitListen)."""
    if len(session.plan.connections) > 1:
        return False
    end = (_listening_host(forward), str(forward.port))
    return (await call(session, (end,))).get(end) == "open"


async def _ask(session: Session, first: Connection, spec: str) -> str | None:
    """Open a forward and close it; return the message of ssh if the server refuses."""
    words = session.master.control(first, "forward", "-R", spec)
    ended = await session.programs.run(words, session.options.timeout)
    if ended.status:
        return ended.errors.strip().partition("\n")[0].strip()
    port = ended.output.split()[0] if ended.output.split() else ""
    chosen = f"{port}{spec.removeprefix('0')}" if spec == _ANY else spec
    await session.programs.run(session.master.control(first, "cancel", "-R", chosen), session.options.timeout)
    return None
