"""The steps of a kernel description that differ: its link runs over the standard input and output of ssh.

Source: the documentation of KernelConfiguration and RemoteKernelObject, whose method Launch is the default on macOS and
Linux. The flags of the link are not documented, so only Mathematica can start the kernel.
"""

import shlex
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from rkconf.command import Launch, LaunchKind
from rkconf.descriptions import KernelDescription
from rkconf.doctor.findings import StepFinding, failed, ok, skipped, unknown
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Session
from rkconf.record import record
from rkconf.source import Source
from rkconf.tracing import documented_words
from rkconf.versions import Version

_BYTES = bytes(range(256)) * 16
"""Every byte, several times."""
_STREAMS = "every byte passes unchanged through the standard input and output of ssh"
_NOT_PROVEN = "that a kernel starts and uses its link: its flags are not documented, so only Mathematica can start it"


@record
class DescriptionStep:
    """A step: the commands that it would run, and the check."""

    commands: Callable[[TrialPlan], tuple[Words, ...]]
    check: Callable[[Session], Awaitable[StepFinding]]


def launch_of(kernel: KernelDescription, version: Version) -> Launch:
    """Return the documented part of the command of ssh, as a launch command for sh."""
    text = shlex.join(documented_words(kernel, version))
    return Launch(LaunchKind.CONTROLLER, Source("<description>", text.encode(errors="surrogateescape")).excerpt())


def _no_commands(_: TrialPlan) -> tuple[Words, ...]:
    return ()


def _skipping(reason: str) -> DescriptionStep:
    async def check(_: Session) -> StepFinding:
        return skipped(reason)

    return DescriptionStep(_no_commands, check)


def _uses_streams(plan: TrialPlan) -> bool:
    """Return whether the link runs over standard input and output; the method Forward forwards a port instead."""
    option = plan.described.get("method", plan.target.version) if plan.described else None
    return not option or option.is_default or (option.text is not None and option.text.text == "Launch")


def _echoing(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command of the description, with ``cat`` in the kernel's place."""
    launcher, connection = plan.journey.launcher, plan.journey.connection
    if launcher is None or connection is None or not _uses_streams(plan):
        return ()
    program, *given = (word.text for word in launcher.words[: len(launcher.words) - len(connection.command)])
    return ((program, "-o", "BatchMode=yes", *given, "cat"),)


async def _start(session: Session) -> StepFinding:
    """Send bytes through ssh and compare what comes back."""
    session.not_proven.append(_NOT_PROVEN)
    commands = _echoing(session.plan)
    if not commands:
        return unknown("how the method Forward starts the kernel is not documented")
    running = await session.programs.start(commands[0], has_input=True)
    await running.send(_BYTES)
    ended = await running.ended(session.options.timeout)
    await session.programs.end(running)
    if ended.status != 0:
        status = "none within the time limit" if ended.status is None else ended.status
        return failed(StepName.START, "command-fails", ended.summary, status=status)
    echoed = running.output
    if echoed == _BYTES:
        session.proven.append(_STREAMS)
        return ok(_STREAMS)
    before = echoed.partition(_BYTES[:256])[0].decode(errors="replace").strip().partition("\n")[0]
    return unknown(f"the login prints text before the link: {before}" if before else "some bytes were changed")


async def _link(session: Session) -> StepFinding:
    """Report what the bytes that came back prove."""
    if _STREAMS in session.proven and session.plan.stand_in is not None:
        return unknown("cat answered over standard input and output; a kernel description uses no stand-in")
    return unknown("only Mathematica can start this kernel, because the flags of its link are not documented")


_NO_PORTS = "the link of a kernel description uses no port of this machine"
STEPS: Mapping[StepName, DescriptionStep] = MappingProxyType(
    {
        StepName.LISTEN: _skipping(_NO_PORTS),
        StepName.FORWARDS: _skipping(_NO_PORTS),
        StepName.START: DescriptionStep(_echoing, _start),
        StepName.LINK: DescriptionStep(_no_commands, _link),
        StepName.FURTHER_LINKS: _skipping("a parallel kernel has no further links"),
        StepName.LIFETIME: _skipping("Mathematica ends ssh and the kernel together"),
    }
)
"""The steps that differ from those of a launch command."""
