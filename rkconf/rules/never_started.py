"""A command before the kernel prevents it from starting.

Examples are ``false && ssh ...``, ``exit 0; ssh ...``, ``true || ssh ...``, an unknown builtin in
front of ``&&``, and a tunnel in the foreground that never ends. The shell never reaches the command
that starts the kernel, or reaches it too late.

Bad:

    false && ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Call, Journey, Target
from rkconf.command.invocation import is_start_flag, wolfram_language
from rkconf.diagnostics import Severity
from rkconf.programs.table import table
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Occurrence


@rule("RK506", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a condition that keeps the shell from the kernel, and a last command that starts nothing."""
    occurs, condition = journey.reached
    last = journey.calls[-1] if journey.calls else None
    if occurs is Occurrence.NEVER and condition and journey.leads_on:
        message = f"{condition.message}: the kernel is never started"
        yield Finding(condition.raw.span, message, "remove the command that prevents it")
    elif last and last.condition and not journey.kernel and not last.unfollowed:
        message = f"{last.condition.message}: no kernel is started"
        yield Finding(last.condition.raw.span, message, _advice(last))


def _advice(last: Call) -> str:
    """Return what to write: a shell that refuses a flag of the kernel got its command in several words."""
    invocation = last.invocation
    if invocation and wolfram_language(invocation.program):
        return "save it in a file whose name ends in .m, and check that file"
    if invocation and invocation.program.base in table().shells and any(map(is_start_flag, invocation.arguments)):
        return f"quote the whole command once more, for the shell that starts {invocation.program.base}"
    return "write the program that starts the kernel"
