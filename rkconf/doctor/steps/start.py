"""The step ``start``: the launch command itself, through the local shell, until the kernel calls."""

from rkconf.doctor import stand_in
from rkconf.doctor.findings import StepFinding, failed, ok, unknown
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Session
from rkconf.doctor.unreached import cause_of_end
from rkconf.doctor.waiting import until

_EARLY = 2.0
"""The seconds after which a command that runs counts as started; the kernel may take longer to call."""


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the launch command, with the stand-in in the kernel's place."""
    return (*stand_in.commands(plan), (plan.local_shell, "-c", stand_in.planned(plan)))


async def check(session: Session) -> StepFinding:
    """Run the launch command, and wait until the kernel calls or the command ends."""
    if not session.listening.servers:
        return unknown("no link is open, so the launch command was not run")
    command = await stand_in.command(session)
    if isinstance(command, StepFinding):
        return command
    plan = session.plan
    try:
        session.launched = await session.programs.start(
            (plan.local_shell, "-c", command), surroundings=session.programs.given
        )
    except OSError as error:
        return failed(StepName.ENVIRONMENT, "shell-missing", str(error), shell=plan.local_shell, where="")
    await until(lambda: _is_decided(session), min(_EARLY, session.options.timeout))
    return await _judged(session)


def _is_decided(session: Session) -> bool:
    launched = session.launched
    return bool(session.listening.channels or (launched and not launched.runs))


async def _judged(session: Session) -> StepFinding:
    if session.listening.channels:
        return ok("the kernel calls")
    if session.launched is None or session.launched.runs:
        # The kernel may still call after a warning.
        return ok("the launch command runs")
    return await cause_of_end(session) or ok("the launch command returned")
