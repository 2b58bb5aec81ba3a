"""The step ``lifetime``: the command of a controller stays, and that of a template returns while the kernel runs."""

from rkconf.doctor import remote
from rkconf.doctor.findings import StepFinding, failed, ok, skipped, unknown
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Session
from rkconf.doctor.waiting import until

_SHARE = 0.1
"""A kernel, or a command, that ends at once does so within this part of the time that the launch took ...

A launch takes more than ten times as long as a message, since a login alone takes as many.
"""
_SHORTEST, _LONGEST = 0.03, 1.0
"""... and within these seconds."""


def commands(_: TrialPlan) -> tuple[Words, ...]:
    """Return no command: the launch command is watched."""
    return ()


async def check(session: Session) -> StepFinding:
    """Watch the launch command and the calls."""
    if session.launched is None:
        return skipped("the launch command was not run")
    returns = session.plan.launch.is_parallel and not session.plan.launch.in_foreground
    if returns and not await until(lambda: not _runs(session), session.options.timeout):
        seconds = f"{session.options.timeout:g} s"
        return failed(StepName.LIFETIME, "does-not-return", f"the launch command runs for more than {seconds}")
    if not session.listening.channels:
        return unknown("the kernel did not call")
    # The step `end` looks for the kernel there.
    remote.start_ahead(session)
    settling = min(max(_SHARE * session.launched.so_far.seconds, _SHORTEST), _LONGEST)
    await until(lambda: _is_closed(session) or (not returns and not _runs(session)), settling)
    if not returns and not _runs(session):
        # The end of a kernel and that of the command come in any order.
        await until(lambda: _is_closed(session), settling)
    return _judged(session, returns=returns)


def _runs(session: Session) -> bool:
    return session.launched is not None and session.launched.runs


def _is_closed(session: Session) -> bool:
    return any(call.is_closed for call in session.listening.calls if not call.is_probe)


def _judged(session: Session, *, returns: bool) -> StepFinding:
    summary = session.launched.so_far.summary if session.launched else ""
    if _is_closed(session):
        plan = session.plan
        evidence = "the kernel closed the link" if _runs(session) else f"the launch command ended: {summary}"
        values = {"login": remote.login(plan), "path": remote.kernel(plan)}
        return failed(StepName.LIFETIME, "kernel-dies", evidence, **values)
    if returns:
        return ok("the launch command returned, and the kernel runs")
    if not _runs(session):
        return failed(StepName.LIFETIME, "returns-early", summary)
    return ok("the launch command runs as long as the kernel")
