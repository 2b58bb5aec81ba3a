"""A job in the background holds the output of its caller open.

If the caller reads the output to its end, it waits until the job ends, although the shell itself
has finished. Redirect the output of the job to ``/dev/null``.

Bad:

    ssh `1` -l `3` ./math.sh -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit &

Good:

    ssh `1` -l `3` ./math.sh -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &

Exceptions:

Only templates for parallel kernels are checked.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK505", Severity.INFO, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a background job whose output is not redirected."""
    started = journey.execution
    if started and started.background_mark and not started.discards_output and journey.launch.is_parallel:
        message = "the background job holds the output of its caller open"
        discard = journey.local.shell.discard if journey.local.shell else ""
        yield Finding(started.background_mark.span, message, f"write {discard} after its arguments")
