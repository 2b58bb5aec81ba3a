"""The shell of a script waits beside the kernel.

Without ``exec`` the shell starts the kernel as another process and waits for it (measured with dash,
bash, zsh and mksh). A signal to the script, such as that of ``timeout``, then reaches the shell
only, and the kernel keeps running. With ``exec`` the kernel replaces the shell.

Bad:

    /usr/local/bin/math "$@"

Good:

    exec /usr/local/bin/math "$@"

Exceptions:

The rule is silent if a command follows the kernel, since it would not run after ``exec``.

Fix safety:

This fix is safe: nothing follows the kernel in the script.
"""

from collections.abc import Iterator

from rkconf.command import Execution, Hop, Journey, StartedKernel, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import runs_program
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span

_EXEC = "exec"


@rule("RK507", Severity.INFO, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find the last command of a script, which starts the kernel without exec."""
    if not journey.launch.is_script or not journey.kernel or not journey.hops or _is_job(journey.kernel):
        return
    execution = journey.hops[0].execution
    if execution and _may_replace(execution) and not _replaces(journey.hops[0]):
        start = Span(execution.words[0].raw.span.start, execution.words[0].raw.span.start)
        advice = f"write {_EXEC} before it"
        fix = None if execution.assignments else safe(advice, journey.launch.replace(start, f"{_EXEC} "))
        message = "the shell waits beside the kernel: a signal to the script does not reach the kernel"
        yield Finding(execution.words[0].raw.span, message, advice, fix)


def _is_job(kernel: StartedKernel) -> bool:
    """Return whether the kernel runs another program, such as a job of a cluster: no Front End interrupts it."""
    return runs_program(word.text for word in kernel.arguments)


def _may_replace(execution: Execution) -> bool:
    return execution.is_last and not execution.in_background and not execution.is_piped and execution.after != "|"


def _replaces(hop: Hop) -> bool:
    """Return whether the words in front of the program contain exec."""
    call = hop.call
    return bool(call and call.invocation and any(word.text == _EXEC for word in call.invocation.prefixes))
