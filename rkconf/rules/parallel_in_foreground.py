"""A template for parallel kernels that does not return.

The package starts one kernel after the other and waits for each command to end. A command that runs
as long as its kernel therefore blocks the next one. End the template with ``> /dev/null 2>&1 &``
outside all quotes, so that the local shell reads it: the command then returns, and the kernel keeps
running.

Bad:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit

Good:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &

Exceptions:

A template with ``ConnectionType->LinkLaunch`` must stay in the foreground. A program that rkconf
does not know is not checked: it may return by itself.

Fix safety:

This fix is safe: it only appends the text that sends the command to the background in the local
shell. The kernel starts with the same arguments.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target, stay
from rkconf.command.lifetime import lingering
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Occurrence
from rkconf.source import Excerpt, Span

_NO_TAIL = "start it with this shell's command for programs in the background"


@rule("RK502", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a template that waits for its kernel.

    An unknown program may return by itself. A login shell that refuses the command ends at once, and other rules
    report that.
    """
    launch = journey.launch
    if not launch.is_parallel or launch.in_foreground or not launch.command or not journey.leads_on:
        return
    if journey.unfollowed or journey.refused or journey.reached[0] is Occurrence.NEVER:
        return
    rest = lingering(journey)
    if rest:
        message = f"the command does not return until {rest.raw} ends: the package waits for it"
        yield Finding(rest.raw.span, message, f"remove {rest.raw}")
    if stay(journey).occurs is Occurrence.ALWAYS:
        yield _stays(journey, launch.command)


def _stays(journey: Journey, command: Excerpt) -> Finding:
    message = "the command runs as long as the kernel: the package waits for it and starts no further kernel"
    place = journey.launcher.program.raw.span if journey.launcher else command.span
    tail = _tail(journey)
    if journey.execution and journey.execution.background_mark:
        return Finding(place, message, "remove the command after the & that waits for the kernel")
    if not tail:
        return Finding(place, message, _NO_TAIL)
    end = _end(command)
    fix = safe(f"add {tail}", journey.launch.replace(Span(end, end), f" {tail}"))
    return Finding(place, message, f"end the command with {tail}", fix)


def _tail(journey: Journey) -> str:
    """Return the text that sends a command to the background in the local shell; empty if none is known."""
    tail = journey.local.shell.background if journey.local.shell else ""
    return tail[-1:] if journey.execution and journey.execution.discards_output else tail


def _end(command: Excerpt) -> int:
    """Return the position after the last character that is not a space."""
    return command[: len(command.text.rstrip())].span.end
