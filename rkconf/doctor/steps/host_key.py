"""The step ``host-key``: ssh accepts the key of the server without a question."""

from rkconf.doctor.findings import StepFinding, ok, unknown
from rkconf.doctor.model import Words
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Session
from rkconf.doctor.ssh.names import names
from rkconf.doctor.ssh.probed import why_not, without_login


def commands(_: TrialPlan) -> tuple[Words, ...]:
    """Return no command: the step ``reach`` has started the shared connection."""
    return ()


async def check(session: Session) -> StepFinding:
    """Wait until the shared connection accepts the key of the server."""
    if not session.plan.connections:
        return without_login(session.plan)
    if session.configuration is None:
        return unknown(why_not(session.plan))
    if session.master.is_shared:
        return ok("accepted when the connection was opened")
    master = session.master
    machines = len(session.configuration.jumps) + 1
    if await master.until(lambda log: log.count("host-key-accepted") >= machines, session.options.timeout):
        is_new = "Warning: Permanently added " in master.log.text
        return ok("the host key is unknown; the launch command accepts it" if is_new else "the host key is known")
    return unexplained(session)


def unexplained(session: Session) -> StepFinding:
    """Return the cause that the log of ssh gives; without one the step is unknown."""
    log = session.master.log
    values = names(session.plan.connections[0], session.configuration)
    if explanation := log.explanation():
        return explanation.finding(values)
    running = session.master.running
    if running and running.runs:
        return unknown(f"ssh has written nothing for {session.options.timeout:g} s after: {log.last_message}")
    return unknown(f"ssh ended: {log.last_line or log.last_message}")
