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

from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt, Span

_NO_TAIL = "this shell's own way to start a program and go on must stand before it"


@rule("RK502", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a template that waits for its kernel; what a program does that rkconf does not follow is its own affair.

    A login shell that refuses the command ends at once: whoever finds that says so.
    """
    launch = journey.launch
    if not launch.is_parallel or launch.in_foreground or not launch.command or not journey.launcher:
        return
    if journey.unfollowed or journey.refused or journey.in_background or _ends_there(journey):
        return
    message = "the command stays as long as the kernel: the package waits for it and never goes on"
    tail = _tail(journey)
    if not tail:
        yield Finding(journey.launcher.program.raw.span, message, _NO_TAIL)
        return
    end = _end(launch.command)
    fix = safe(f"add {tail}", launch.replace(Span(end, end), f" {tail}"))
    yield Finding(journey.launcher.program.raw.span, message, f"end the command with {tail}", fix)


def _ends_there(journey: Journey) -> bool:
    """Say whether the login shell puts the kernel into the background and leaves ssh nothing to wait for.

    Measured: ssh stays as long as the kernel holds either output.
    """
    started = journey.kernel.invocation.started if journey.kernel and journey.remote else None
    return bool(started and started.in_background and started.releases_outputs)


def _tail(journey: Journey) -> str:
    """Return what sends a command into the background in the shell that reads it; nothing where no way is attested."""
    tail = journey.local.shell.background if journey.local.shell else ""
    discards = journey.launcher and journey.launcher.started.discards_output
    return tail[-1:] if discards else tail


def _end(command: Excerpt) -> int:
    """Return the place behind the last character that is no blank."""
    return command[: len(command.text.rstrip())].span.end
