"""A job in the background keeps the caller's output.

As long as it holds that output, a caller that reads it to the end waits, although the shell has gone
on.

Bad:

    ssh `1` -l `3` ./math.sh -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit &

Good:

    ssh `1` -l `3` ./math.sh -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK505", Severity.INFO, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for a background job whose output goes nowhere else."""
    started = journey.execution
    if started and started.background_mark and not started.discards_output and journey.launch.is_parallel:
        message = "the job in the background keeps the output of who started it"
        discard = journey.local.shell.discard if journey.local.shell else ""
        yield Finding(started.background_mark.span, message, f"write {discard} behind its words")
