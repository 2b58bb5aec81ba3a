"""A template for parallel kernels that does not return.

The package starts one kernel after the other and waits for each command to end, so a command that lives as long as its
kernel blocks the next one: nothing comes back. Send it into the background with ``> /dev/null 2>&1 &``, read by the
local shell; the kernel lives on. ``ConnectionType->LinkLaunch`` is different: there the command stays.

Bad:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit

Good:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target, stay
from rkconf.command.lifetime import lingering
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Occurrence
from rkconf.source import Excerpt, Span

_NO_TAIL = "this shell's own way to start a program and go on must stand before it"


@rule("RK502", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a template that waits for its kernel; what a program does that rkconf does not follow is its own affair.

    A login shell that refuses the command ends at once: whoever finds that says so.
    """
    launch = journey.launch
    if not launch.is_parallel or launch.in_foreground or not launch.command or not journey.leads_on:
        return
    if journey.unfollowed or journey.refused or journey.reached[0] is Occurrence.NEVER:
        return
    rest = lingering(journey)
    if rest:
        message = f"the command stays until {rest.raw} ends: the package waits for it"
        yield Finding(rest.raw.span, message, f"remove {rest.raw}")
    if stay(journey).occurs is Occurrence.ALWAYS:
        yield _stays(journey, launch.command)


def _stays(journey: Journey, command: Excerpt) -> Finding:
    message = "the command stays as long as the kernel: the package waits for it and never goes on"
    place = journey.launcher.program.raw.span if journey.launcher else command.span
    tail = _tail(journey)
    if journey.execution and journey.execution.background_mark:
        return Finding(place, message, "remove what waits for it after the &")
    if not tail:
        return Finding(place, message, _NO_TAIL)
    end = _end(command)
    fix = safe(f"add {tail}", journey.launch.replace(Span(end, end), f" {tail}"))
    return Finding(place, message, f"end the command with {tail}", fix)


def _tail(journey: Journey) -> str:
    """Return what sends a command into the background in the shell that reads it; nothing where no way is attested."""
    tail = journey.local.shell.background if journey.local.shell else ""
    return tail[-1:] if journey.execution and journey.execution.discards_output else tail


def _end(command: Excerpt) -> int:
    """Return the place behind the last character that is no blank."""
    return command[: len(command.text.rstrip())].span.end
