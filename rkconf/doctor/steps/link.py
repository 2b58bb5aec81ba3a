"""The step ``link``: the kernel calls on both channels, or a probe on its machine finds out why it cannot."""

from rkconf.doctor import reaching, remote, stand_in
from rkconf.doctor.findings import StepFinding, ok, unknown
from rkconf.doctor.launch_messages import cause_in_output
from rkconf.doctor.model import Words
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Session
from rkconf.doctor.unreached import cause_of_silence, may_live_on
from rkconf.doctor.waiting import until

_AFTER_MESSAGE = 5
"""The seconds in which a kernel calls although a message gives a reason against it."""
_SOON = 0.5
"""The seconds in which the second call follows the first, before a probe looks for the cause."""


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the commands by which a probe calls the ports, and by which the kernel is looked for."""
    return (*reaching.commands(plan), remote.command(plan))


async def check(session: Session) -> StepFinding:
    """Wait for both channels; without a call, let a probe call the same ports."""
    if session.launched is None:
        return unknown("the launch command was not run")
    await until(lambda: _is_decided(session), _SOON)
    if not _is_up(session) and (finding := await cause_of_silence(session, is_late=False)):
        return finding
    limit = session.options.timeout
    await until(lambda: _is_decided(session) or cause_in_output(session), limit)
    if cause_in_output(session):
        # The kernel may call after a warning.
        await until(lambda: _is_decided(session), min(_AFTER_MESSAGE, limit))
    if _is_up(session):
        return await _up(session)
    return await cause_of_silence(session, is_late=True) or unknown(f"no call within {limit:g} s")


def _is_up(session: Session) -> bool:
    return len(session.listening.channels) == len(session.listening.servers)


def _is_decided(session: Session) -> bool:
    launched = session.launched
    return _is_up(session) or bool(launched and not launched.runs and not may_live_on(session))


async def _up(session: Session) -> StepFinding:
    """Return the verdict on a link whose ports were both called."""
    if finding := await stand_in.crossed(session):
        return finding
    channels = range(len(session.listening.servers))
    addresses = dict.fromkeys(call.address for each in channels if (call := session.listening.call(each)))
    session.proven.append("the kernel's machine reaches every port of the main link, and both channels are open")
    session.not_proven += stand_in.not_proven(session.plan)
    return ok(f"both channels are open, called from {', '.join(addresses)}")
