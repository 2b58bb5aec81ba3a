"""The causes of a link that is not up: the output of the launch command, its end, and calls from the other machine."""

from collections.abc import Sequence

from rkconf.command import Occurrence, stay
from rkconf.doctor import remote
from rkconf.doctor.findings import StepFinding, failed
from rkconf.doctor.launch_messages import cause_in_output, printed_lines, refused_login
from rkconf.doctor.model import StepName
from rkconf.doctor.reaching import Reached, reach
from rkconf.doctor.session import Session
from rkconf.link import is_loopback

_CAUSES = {
    "refused": "link-refused",
    "timed-out": "link-timed-out",
    "unreachable": "link-unreachable",
    "unknown-host": "link-wrong-address",
}


def may_live_on(session: Session) -> bool:
    """Return whether the kernel may run although the launch command has ended."""
    plan = session.plan
    returns = plan.launch.is_parallel or stay(plan.journey).occurs is not Occurrence.ALWAYS
    return returns or _left_running(session)


def _left_running(session: Session) -> bool:
    """Return whether a program such as ``ssh -f`` runs after a launch command that succeeded."""
    has_failed = session.launched is not None and session.launched.so_far.status not in {0, None}
    return bool(session.programs.orphans) and not has_failed


async def cause_of_end(session: Session) -> StepFinding | None:
    """Return the cause if the launch command has ended, and no process of the kernel is left anywhere."""
    launched = session.launched
    if launched is None or launched.runs or _left_running(session):
        return None
    # The last lines of a program that has ended may still be on their way.
    ended = await launched.ended(session.options.timeout)
    if ended.status == 0 and may_live_on(session) and await remote.kernels(session) != ():
        return None
    if printed := cause_in_output(session):
        return printed
    # Through a tunnel, the forwards have ended with the launch command.
    obstacles = [each for each in await reach(session) if not each.has_arrived and not is_loopback(each.host)]
    if obstacles:
        return _unreached(session, obstacles)
    if login := refused_login(session):
        return login
    shown = printed_lines(session)
    evidence = f"exit status {ended.status}{f': {shown}' if shown else ''}"
    return failed(StepName.START, "command-fails", evidence, status=ended.status, launch=session.plan.command)


async def cause_of_silence(session: Session, *, is_late: bool) -> StepFinding | None:
    """Return the cause for a link that is not up; None while it may still come up.

    A message is the cause only where the link can no longer come up: the kernel may call after a warning.
    """
    if ended := await cause_of_end(session):
        return ended
    found = await reach(session)
    obstacles = [each for each in found if not each.has_arrived]
    if not obstacles:
        return (cause_in_output(session) or _silent(session, found)) if is_late else None
    if is_late or not any(is_loopback(each.host) for each in obstacles) or await remote.kernels(session):
        return cause_in_output(session) or _unreached(session, obstacles)
    return None


def _silent(session: Session, found: Sequence[Reached]) -> StepFinding | None:
    """Return the cause for ports that the kernel's machine reaches, and that the kernel has not called."""
    called = session.listening.channels
    evidence = "; ".join(each.evidence for each in found)
    if called:
        return failed(StepName.LINK, "link-late-channel", evidence, port=_port(session), **link_values(session))
    shown = printed_lines(session)
    evidence = f"{evidence}{f'; the kernel printed: {shown}' if shown else ''}"
    return failed(StepName.LINK, "never-calls", evidence, **link_values(session)) if found else None


def _unreached(session: Session, obstacles: Sequence[Reached]) -> StepFinding:
    evidence = "; ".join(each.evidence for each in obstacles)
    if session.master.is_shared and session.plan.journey.remote_forwards:
        return failed(StepName.FORWARDS, "forwards-swallowed", evidence, **link_values(session))
    if session.listening.channels:
        return failed(StepName.LINK, "link-one-channel", evidence, port=_port(session), **link_values(session))
    first = obstacles[0]
    values = {"address": first.host, "port": first.port}
    return failed(StepName.LINK, _name(session, first), evidence, **values, **link_values(session))


def _name(session: Session, reached: Reached) -> str:
    is_without_tunnel = is_loopback(reached.host) and not session.plan.journey.remote_forwards
    is_elsewhere = bool(session.plan.connections) and is_without_tunnel
    return "link-wrong-address" if is_elsewhere else _CAUSES.get(reached.result, "link-wrong-address")


def _port(session: Session) -> int:
    """Return the port that was called."""
    return session.listening.ports[min(session.listening.channels)]


def link_values(session: Session) -> dict[str, str]:
    """Return the values of the texts of causes that a link has."""
    plan, seconds = session.plan, f"{session.options.timeout:g}"
    known = {"input": plan.file, "seconds": seconds}
    return {"host": remote.host(plan), "login": remote.login(plan), "path": remote.kernel(plan), **known}
