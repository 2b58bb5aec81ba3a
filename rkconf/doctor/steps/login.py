"""The step ``login``: the server accepts the account, and so does every further machine on the way."""

from rkconf.doctor.findings import StepFinding, ok, skipped, unknown
from rkconf.doctor.model import Words
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Session
from rkconf.doctor.ssh.log import Log
from rkconf.doctor.ssh.master import SOCKET, over, through
from rkconf.doctor.ssh.names import names
from rkconf.doctor.steps.host_key import ONLY_OPENSSH, unexplained
from rkconf.ssh.connection import Connection

_NOTHING = "exit"
"""A command of every login shell."""


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return a login for each further machine on the way, from the one before it."""
    first = plan.connections[0] if plan.connections else None
    if first is None or not first.client.is_openssh:
        return ()
    ways = (plan.connections[: at + 1] for at in range(1, len(plan.connections)))
    return tuple(over(first, SOCKET, through(way, _NOTHING, "-v")) for way in ways)


async def check(session: Session) -> StepFinding:
    """Wait until the shared connection is open, and log in to each further machine."""
    if not session.plan.connections:
        return skipped("the kernel runs on this machine")
    if session.configuration is None:
        return unknown(ONLY_OPENSSH)
    if not await session.master.until(lambda _: session.master.is_open(), session.options.timeout):
        return unexplained(session)
    for at in range(1, len(session.plan.connections)):
        if found := await _further(session, session.plan.connections[: at + 1]):
            return found
    return ok(_evidence(session))


def _evidence(session: Session) -> str:
    authenticated = [each.message for each in session.master.log.seen if each.kind.name == "authenticated"]
    return authenticated[-1] if authenticated else "over the connection that the user shares"


async def _further(session: Session, way: tuple[Connection, ...]) -> StepFinding | None:
    """Return the cause if the last machine of a way refuses the login of the one before it."""
    ended = await session.programs.run(
        session.master.words(way[0], through(way, _NOTHING, "-v")), session.options.timeout
    )
    if ended.status == 0:
        return None
    explanation = Log(ended.errors, is_local=False).explanation()
    return explanation.finding(names(way[-1])) if explanation else unknown(ended.summary)
