"""A stand-in for the kernel: a program of the user, or the built-in one, runs through the entry's own command."""

from rkconf.doctor import remote
from rkconf.doctor.findings import StepFinding, failed, unknown
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.replacement import IrreplaceableError, replaced
from rkconf.doctor.session import Session
from rkconf.doctor.stand_in.conversation import given, said_channel
from rkconf.doctor.stand_in.program import LANGUAGES, words
from rkconf.doctor.waiting import until

_LIFETIME = 60.0
"""The seconds that the built-in program lives beyond the limits of all waits; it ends with its link before."""
_EXAMPLE = "0" * 16
_KERNEL_ONLY = "that the kernel has a licence and evaluates: only a notebook shows that"
_NO_KERNEL = "that the kernel itself starts: a stand-in ran in its place"


def is_built_in(plan: TrialPlan) -> bool:
    """Return whether the built-in program runs in the kernel's place."""
    return plan.stand_in == ""


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command that asks for the languages of the kernel's machine."""
    return (remote.command(plan),) if is_built_in(plan) else ()


def planned(plan: TrialPlan) -> str:
    """Return the command that would run, as far as it is known before."""
    try:
        return _command(plan, "perl", _EXAMPLE, _LIFETIME)
    except IrreplaceableError:
        return plan.command


async def command(session: Session) -> str | StepFinding:
    """Return the launch command, with the stand-in in the kernel's place; a finding if it cannot run there."""
    plan = session.plan
    if plan.stand_in is not None and plan.is_hidden:
        return unknown("the launch command does not show where the kernel starts, so nothing can replace it")
    language = await _language(session) if is_built_in(plan) else ""
    if language is None:
        return unknown(
            f"{remote.host(plan)} has neither Perl nor Python; name a program with --kernel-stand-in PROGRAM"
        )
    try:
        return _command(plan, language, session.token, _LIFETIME + 4 * session.options.timeout)
    except IrreplaceableError as error:
        return unknown(f"the stand-in cannot replace the kernel: {error}")


async def _language(session: Session) -> str | None:
    if not remote.reaches(session):
        return "perl"
    return next(iter(remote.answer(await remote.run(session, LANGUAGES)) or ()), None)


def _command(plan: TrialPlan, language: str, token: str, lifetime: float) -> str:
    if plan.stand_in is None:
        return plan.command
    return native(replaced(plan, (plan.stand_in,) if plan.stand_in else words(language, token, lifetime)))


async def crossed(session: Session) -> StepFinding | None:
    """Return the cause if the built-in program called each channel at the port of the other."""
    if not is_built_in(session.plan):
        return None
    calls = [session.listening.call(channel) for channel in range(len(session.listening.servers))]
    await until(lambda: all(said_channel(call, session.token) for call in calls), session.options.timeout)
    said = [said_channel(call, session.token) for call in calls]
    if None in said:
        return unknown("another program than the stand-in called")
    if said != [str(channel) for channel in range(len(calls))]:
        evidence = ", ".join(
            f"channel {name} came to port {port}" for name, port in zip(said, session.listening.ports, strict=True)
        )
        return failed(StepName.LINK, "channels-crossed", evidence)
    session.proven.append("each port of the link belongs to its channel: a token came through both")
    await _prove_arguments(session)
    return None


async def _prove_arguments(session: Session) -> None:
    """Compare the arguments of the stand-in with those that the launch command shows."""
    found, kernel = await given(session), session.plan.journey.kernel
    expected = tuple(native(word.text) for word in kernel.arguments) if kernel else ()
    if found and found.arguments == expected:
        count = len(expected)
        session.proven.append(f"the kernel gets its {count} arguments unchanged, in the folder {found.folder}")


def not_proven(plan: TrialPlan) -> tuple[str, ...]:
    """Return what a connection does not prove."""
    return (_KERNEL_ONLY,) if plan.stand_in is None else (_NO_KERNEL, _KERNEL_ONLY)
