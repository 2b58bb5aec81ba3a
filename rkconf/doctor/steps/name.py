"""The step ``name``: ssh reports its settings for the destination, and the name of the host has an address."""

import asyncio
import socket

from rkconf.doctor.findings import StepFinding, failed, ok, unknown
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.session import Session
from rkconf.doctor.ssh import configuration
from rkconf.doctor.ssh.log import Log
from rkconf.doctor.ssh.names import names
from rkconf.doctor.ssh.probed import probed, why_not, without_login
from rkconf.doctor.steps import listen
from rkconf.ssh.connection import Connection


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command by which ssh reports its settings, unless the step ``listen`` runs it."""
    first = probed(plan)
    return (configuration.asking(first),) if first and (plan.described or not listen.is_tried(plan)) else ()


async def check(session: Session) -> StepFinding:
    """Ask ssh for its settings, and resolve the host unless another machine does."""
    plan = session.plan
    if first := probed(plan):
        return await _asked(session, first)
    if not plan.connections:
        return without_login(plan)
    host = None if plan.untried else plan.connections[0].destination
    return await _resolved(session, native(plan.connections[0].host)) if host and host.known else unknown(why_not(plan))


async def _asked(session: Session, first: Connection) -> StepFinding:
    # The step `listen` may have asked already.
    if session.configuration is None and (finding := await _ask(session, first)):
        return finding
    found = session.configuration
    if found is None:
        return unknown("ssh did not report its settings")
    session.master.corrections = found.corrections
    if first.command and not found.runs_command:
        values = {**names(first, found), "type": found.session_type}
        return failed(StepName.REACH, "session-type", f"sessiontype {found.session_type}", **values)
    if found.jumps:
        return ok(f"the jump host {found.jumps[-1]} resolves {found.host}")
    if found.proxy_command is not None:
        return ok(f"the proxy command resolves {found.host}")
    return await _resolved(session, found.host)


async def _ask(session: Session, first: Connection) -> StepFinding | None:
    """Ask ssh for its settings, and return the cause if its configuration has an error."""
    words, limit = configuration.asking(first), session.options.timeout
    ended, session.configuration = await configuration.ask(session.programs, words, limit)
    if session.configuration is not None:
        return None
    if ended.status is None:
        return unknown(f"ssh -G does not end within {limit:g} s: a program of its configuration may wait")
    if explanation := Log(ended.errors).explanation():
        return explanation.finding(names(first))
    return failed(StepName.REACH, "ssh-config-invalid", ended.summary, **names(first))


async def _resolved(session: Session, host: str) -> StepFinding:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(session.options.timeout):
            family = session.configuration.family if session.configuration else socket.AF_UNSPEC
            found = await loop.getaddrinfo(host, None, family=family, type=socket.SOCK_STREAM)
    except TimeoutError:
        return failed(
            StepName.NAME,
            "name-unknown",
            "no answer from the name servers",
            host=host,
            destination=names(session.plan.connections[0])["destination"],
        )
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return failed(
            StepName.NAME,
            "name-unknown",
            f"{host}: {reason}",
            host=host,
            destination=names(session.plan.connections[0])["destination"],
        )
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    return ok(", ".join(addresses) if addresses == [host] else f"{host}: {', '.join(addresses)}")
