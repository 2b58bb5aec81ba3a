"""Whether the kernel is found depends on the login shell's search path.

A command over ssh starts no full login: ``.profile`` is not read, and often the path holds the
system's own folders alone. fish even has a ``math`` of its own, a calculator.

Bad:

    ssh skye.local math -mathlink

Good:

    ssh skye.local /usr/local/bin/math -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Journey, Kernel, Target
from rkconf.command.invocation import is_kernel
from rkconf.command.repair import place
from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Field


def _hidden(problem: Problem, _: Journey, target: Target) -> Iterator[Finding]:
    """Report a program that the login shell hides, where that shell is known."""
    if len(target.remote_shells) == 1:
        yield Finding(problem.span, problem.message, "write the kernel's whole path", severity=Severity.ERROR)


@rule("RK410", Severity.INFO, Subject.KERNEL, problems=_hidden)
def check(kernel: Kernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for a program without a path."""
    names = (problem.rule for problem in journey.problems)
    is_hidden = len(target.remote_shells) == 1 and "bare-kernel-name" in names
    if journey.connection and _is_searched(kernel.program) and not is_hidden:
        message = f"{kernel.program.text} is found only where the search path of a plain ssh login leads to it"
        yield Finding(place(journey, kernel.program.raw), message, "write its whole path")


def _is_searched(program: Field) -> bool:
    """Return whether a shell looks for this program in the folders of its search path."""
    is_named = bool(program.text) and "/" not in program.text and not program.expansions
    return is_named and (is_kernel(program) or program.text.endswith(".sh"))
