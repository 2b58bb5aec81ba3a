"""The step ``reach``: the ssh server answers, or every jump host on the way to it, or the proxy command."""

import socket

from rkconf.doctor.findings import StepFinding, failed, ok, unknown
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.session import Session
from rkconf.doctor.ssh import banner, configuration, jump_hosts
from rkconf.doctor.ssh.commands import opening
from rkconf.doctor.ssh.configuration import Configuration
from rkconf.doctor.ssh.log import Explanation
from rkconf.doctor.ssh.names import jump_names, names
from rkconf.doctor.ssh.probed import answering, probed, why_not, without_login
from rkconf.record import replace
from rkconf.ssh.connection import SSH_PORT, Connection

_SOON = 1.0
"""The seconds in which most servers answer; after them, a call of rkconf finds out how far it comes."""


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command that looks for a connection that the user shares, those about jump hosts, and the login.

    The first runs if there is a control socket. The configuration may name more jump hosts than the launch command.
    """
    first = probed(plan)
    if first is None:
        return ()
    jumps = (jump for each in first.given("J") for jump in native(each.text).split(","))
    asked = (jump_hosts.asking(first, each) for each in jumps)
    return (configuration.checking(first), *asked, opening(first, answering(plan)))


async def check(session: Session) -> StepFinding:
    """Start the shared connection, and wait until the server answers it."""
    plan, found = session.plan, session.configuration
    if not plan.connections:
        return without_login(plan)
    first = plan.connections[0]
    if found is None:
        return await _called_by_name(session, first)
    if await _is_shared(session, first, found):
        return ok("the connection that the user shares is open, and the launch command uses it")
    if found.is_direct:
        return await _answered(session, first, found)
    return await _passed(session, first, found)


async def _is_shared(session: Session, first: Connection, found: Configuration) -> bool:
    path = found.control_socket
    if path is None:
        return False
    ended = await session.programs.run(configuration.checking(first), session.options.timeout)
    if ended.status == 0:
        session.master.share(path)
    return ended.status == 0


async def _called_by_name(session: Session, first: Connection) -> StepFinding:
    """Call the host of another client than OpenSSH; rsh and its family have other ports."""
    is_known = first.destination and first.destination.known and not session.plan.untried
    if not is_known or first.launcher == "rsh":
        return unknown(why_not(session.plan))
    return await _called(session, first, native(first.host), first.port or SSH_PORT)


async def _called(session: Session, first: Connection, host: str, port: int) -> StepFinding:
    family = session.configuration.family if session.configuration else socket.AF_UNSPEC
    answer = await banner.call(host, port, session.options.timeout, family)
    if answer.cause is None:
        return ok(answer.evidence)
    values = {**names(first, session.configuration), "port": str(port)}
    return failed(StepName.REACH, answer.cause, answer.evidence, **values)


async def _answered(session: Session, first: Connection, found: Configuration) -> StepFinding:
    """Start the shared connection, whose log shows the server; only without an answer another call finds the reason."""
    master = session.master
    await master.start(first, answering(session.plan))
    if await master.until(lambda log: log.count("connected") > 0, min(_SOON, session.options.timeout)):
        return ok(master.log.server)
    return await _called(session, first, found.host, found.port)


async def _passed(session: Session, first: Connection, found: Configuration) -> StepFinding:
    """Wait until the server answers through the jump hosts or the proxy command.

    ssh writes the log of each jump host into its own, in the order of the logins.
    """
    master, machines = session.master, len(found.jumps) + 1
    master.private = await jump_hosts.storing_nothing(session, first, found.jumps)
    await master.start(first, answering(session.plan))
    if await master.until(lambda log: log.count("connected") >= machines, session.options.timeout):
        return ok(f"through {', '.join(found.jumps)}" if found.jumps else "through the proxy command")
    if found.jumps:
        return _stopped_at_jump(session, first, found)
    evidence = master.log.last_line_of_proxy or "no answer"
    return failed(StepName.REACH, "proxy-command-failed", evidence, **names(first, found))


def _stopped_at_jump(session: Session, first: Connection, found: Configuration) -> StepFinding:
    log, values = session.master.log, names(first, found)
    explanation, passed = log.explanation(), log.count("authenticated")
    if passed == len(found.jumps) and explanation and explanation.reason.kind.cause != "jump-host-failed":
        # The last jump host itself has tried to connect to the host.
        return explanation.finding(values)
    jump = found.jumps[min(passed, len(found.jumps) - 1)]
    return _jump_failed(jump, explanation, log.last_line or f"no answer within {session.options.timeout:g} s")


def _jump_failed(jump: str, explanation: Explanation | None, last_line: str) -> StepFinding:
    """Return the cause with the reason, the advice and the command for the jump host itself."""
    values = jump_names(jump)
    inner = explanation.finding(values).cause if explanation else None
    if explanation is None or inner is None or inner.id == "jump-host-failed":
        reason = explanation.evidence if explanation else last_line
        return failed(StepName.REACH, "jump-host-failed", reason, **{**values, "reason": reason})
    finding = failed(StepName.REACH, "jump-host-failed", inner.evidence, **{**values, "reason": inner.message})
    cause = finding.cause and replace(finding.cause, advice=inner.advice, command=inner.command)
    return replace(finding, cause=cause)
