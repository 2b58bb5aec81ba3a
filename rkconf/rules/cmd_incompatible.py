r"""Something that cmd.exe cannot do, or does otherwise than the shells of Unix.

On Windows the Front End hands its launch commands to cmd.exe. It takes the first and the last quote of a command that
begins with one away, so that a program between quotes needs one more pair around everything; there is no /dev/null,
and ``>&`` wants the number of an output. The local shell is cmd.exe with ``--local-shell cmd``, and for a specification
with ``os = "windows"``.

Bad:

    "C:\\Program Files\\OpenSSH\\ssh.exe" skye.local "'/A b/math'" -mathlink

Good:

    ""C:\\Program Files\\OpenSSH\\ssh.exe" skye.local "'/A b/math'" -mathlink"
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule


# No cmd.exe of Microsoft was at hand to measure, so that nothing of it is an error.
@rule("RK314", Severity.WARNING, Subject.PROBLEM)
def check(problem: Problem, journey: Journey, _: Target) -> Iterator[Finding]:
    """Report where cmd.exe stops, or looks for another program."""
    if problem in journey.local.problems:
        yield Finding(problem.span, problem.message, problem.help, severity=problem.severity)
