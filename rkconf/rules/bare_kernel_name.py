"""The kernel has no path: whether it is found depends on the remote ``PATH``.

ssh runs a command in a non-interactive session. Such a session does not read ``.profile``, and its
``PATH`` often contains only the system's folders. The fish shell even has its own ``math`` command,
a calculator, and runs that instead of the kernel.

Bad:

    ssh skye.local math -mathlink

Good:

    ssh skye.local /usr/local/bin/math -mathlink

Exceptions:

You can ignore the finding if ``ssh HOST which math`` prints the path of the kernel. A kernel that
is started without ssh is not checked.
"""

from collections.abc import Iterator

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.invocation import is_kernel
from rkconf.command.repair import source_span
from rkconf.diagnostics import Problem, Severity
from rkconf.programs import is_container
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Field


def _hidden(problem: Problem, _: Journey, target: Target) -> Iterator[Finding]:
    """Report a program that the login shell hides, where that shell is known."""
    if len(target.remote_shells) == 1:
        yield Finding(problem.span, problem.message, "write the kernel's full path", severity=Severity.ERROR)


@rule("RK410", Severity.INFO, Subject.KERNEL, also={Subject.PROBLEM: _hidden})
def check(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Find a kernel that is written without its path."""
    names = (problem.rule for problem in journey.problems)
    is_hidden = len(target.remote_shells) == 1 and "bare-kernel-name" in names
    if journey.connection and _is_searched(kernel.program) and not is_hidden:
        is_contained = any(is_container(word.base) for word in kernel.invocation.prefixes)
        session = "the container" if is_contained else f"a non-interactive {journey.connection.launcher} session"
        message = f"{kernel.program.text} is found only if it is on PATH in {session}"
        yield Finding(source_span(journey, kernel.program.raw), message, "write its full path")


def _is_searched(program: Field) -> bool:
    """Return whether a shell looks for this program in the folders of PATH."""
    is_named = bool(program.text) and "/" not in program.text and not program.expansions
    return is_named and (is_kernel(program) or program.text.endswith(".sh"))
