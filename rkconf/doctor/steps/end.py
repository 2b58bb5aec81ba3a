"""The step ``end``: the link is closed, which ends a kernel, and the launch command is ended."""

from time import monotonic

from rkconf.doctor import remote
from rkconf.doctor.findings import StepFinding, ok, skipped
from rkconf.doctor.model import Words
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Session
from rkconf.doctor.waiting import until

_FAREWELL = 1.0
"""The seconds in which a kernel ends whose link was closed."""


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command that looks for the kernel on its machine."""
    return (remote.command(plan),)


async def check(session: Session) -> StepFinding:
    """End everything, and look for a kernel that lives on."""
    session.listening.close()
    launched = session.launched
    if launched is None:
        return skipped("nothing was launched")
    await until(lambda: not launched.runs and not session.programs.orphans, _FAREWELL)
    await session.programs.end(launched)
    await session.close()
    left = await _left(session)
    if left is None:
        return ok("the launch command has ended")
    if not left:
        return ok("the launch command and the kernel have ended")
    numbers = " ".join(each.split()[0] for each in left)
    host = remote.host(session.plan)
    command = f"{remote.login(session.plan)} kill {numbers}".lstrip()
    return ok("the launch command has ended", f"the kernel still runs on {host}", f"to end it: {command}")


async def _left(session: Session) -> tuple[str, ...] | None:
    """Return the processes of the kernel that are left; a kernel gets some time to end."""
    end = monotonic() + _FAREWELL
    left = await remote.kernels(session)
    while left and monotonic() < end:
        left = await remote.kernels(session)
    return left
