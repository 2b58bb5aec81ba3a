"""A command in front of the kernel keeps it from being started.

``false && ssh ...``, ``exit 0; ssh ...``, ``true || ssh ...``, a builtin that the shell does not have before ``&&``, or
a tunnel in the foreground that never ends: the shell gets past it never or never in time, so no kernel is started.

Bad:

    false && ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Occurrence


@rule("RK506", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at what decides whether the end of the way is reached, and at a program that is none."""
    occurs, condition = journey.reached
    last = journey.calls[-1] if journey.calls else None
    if occurs is Occurrence.NEVER and condition and journey.leads_on:
        message = f"{condition.message}: the kernel is never started"
        yield Finding(condition.raw.span, message, "remove what stands in its way")
    elif last and last.condition and not journey.kernel and not last.unfollowed:
        message = f"{last.condition.message}: no kernel is started"
        yield Finding(last.condition.raw.span, message, "write the program that starts the kernel")
