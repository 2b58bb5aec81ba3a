"""The step ``login``: the server accepts the account, and so does every further machine on the way."""

import shlex

from rkconf.doctor.findings import StepFinding, ok, unknown
from rkconf.doctor.model import FailureCause, Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.session import Session
from rkconf.doctor.ssh.commands import SOCKET, asking_before, over, through
from rkconf.doctor.ssh.jump_hosts import unstored_keys
from rkconf.doctor.ssh.log import Log
from rkconf.doctor.ssh.names import names
from rkconf.doctor.ssh.probed import are_known, is_known, probed, why_not, without_login
from rkconf.doctor.steps.host_key import unexplained
from rkconf.record import replace
from rkconf.ssh.connection import Connection

_NOTHING = "exit"
"""A command of every login shell."""
_LAST_LINE = 1.0
"""The seconds in which ssh writes the line about a login that has succeeded."""


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return a login for each further machine on the way, from the one before it."""
    first = probed(plan)
    if first is None:
        return ()
    ways = () if not are_known(plan) else (plan.connections[: at + 1] for at in range(1, len(plan.connections)))
    texts = (text for way in ways for text in (through(way[:-1], asking_before(way)), through(way, _NOTHING, "-v")))
    return tuple(over(first, SOCKET, text) for text in texts)


async def check(session: Session) -> StepFinding:
    """Wait until the shared connection is open, and log in to each further machine."""
    if not session.plan.connections:
        return without_login(session.plan)
    if session.configuration is None:
        return unknown(why_not(session.plan))
    if not await _opened(session, len(session.configuration.jumps)):
        return unexplained(session)
    for at in range(1, len(session.plan.connections)):
        if found := await _further(session, session.plan.connections[: at + 1]):
            return found
    return ok(await _evidence(session))


async def _opened(session: Session, jumps: int) -> bool:
    """Wait until the shared connection is open; if the host key was not accepted in time, it has been waited for."""
    master = session.master
    limit = session.options.timeout if master.log.count("host-key-accepted") > jumps else 0
    return await master.until(lambda _: master.is_open(), limit)


async def _evidence(session: Session) -> str:
    """Return the line of ssh; the control socket is there before ssh writes it."""
    master = session.master
    if master.is_shared:
        return "over the connection that the user shares"
    await master.until(lambda log: log.count("authenticated") > 0, _LAST_LINE)
    authenticated = [each.message for each in master.log.seen if each.kind.name == "authenticated"]
    return authenticated[-1] if authenticated else "the connection is open"


async def _further(session: Session, way: tuple[Connection, ...]) -> StepFinding | None:
    """Return the cause if the last machine of a way refuses the login of the one before it."""
    if not way[-1].client.is_openssh or not is_known(way[-1]):
        return unknown(f"the login from {native(way[-2].host)} to the next machine cannot be tried")
    await _keep_unstored(session, way)
    master = session.master
    limit = max(session.options.timeout, master.seconds)
    ended = await session.programs.run(master.through(way, _NOTHING, "-v"), limit)
    log = Log(ended.errors, is_local=False)
    master.lines_of_clients |= log.lines
    if ended.status == 0:
        return None
    explanation = log.explanation()
    if explanation is None:
        return unknown(ended.summary)
    finding = explanation.finding(names(way[-1]))
    return replace(finding, cause=finding.cause and _typed_on(way[-2], finding.cause))


async def _keep_unstored(session: Session, way: tuple[Connection, ...]) -> None:
    """Find the files of host keys for a login of another machine whose configuration stores new keys."""
    words = session.master.through(way[:-1], asking_before(way))
    if files := await unstored_keys(session, words):
        session.master.known_hosts[len(way) - 1] = files


def _typed_on(machine: Connection, cause: FailureCause) -> FailureCause:
    """Return a cause whose command is typed on an earlier machine."""
    if cause.command is None:
        return cause
    client = shlex.quote(native(machine.program.text))
    command = f"{client} -t {names(machine)['destination']} {shlex.quote(cause.command)}"
    return replace(cause, command=command)
