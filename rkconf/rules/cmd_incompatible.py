r"""Something that cmd.exe does not support, or reads differently from the Unix shells.

On Windows cmd.exe reads the launch commands. If a template for parallel kernels begins with a quote
and contains further quotes, cmd.exe removes its first and its last quote; a quoted program then
needs one more pair of quotes around the whole template. There is no /dev/null, and ``>&`` needs the
number of an output after it. The local shell is cmd.exe with ``--local-shell cmd``, and for a
specification with ``os = "windows"``.

Bad:

    "C:\\Program Files\\OpenSSH\\ssh.exe" `1` "'/A b/math'" -mathlink

Good:

    ""C:\\Program Files\\OpenSSH\\ssh.exe" `1` "'/A b/math'" -mathlink"

Exceptions:

Two quotes around the program and no others are correct, unless its name contains special characters
such as parentheses. A launch command of the Front End needs no outer pair: Wolfram's own entries for
HPC.cmd have none. A builtin of Unix shells that the kernel depends on, such as ``exec``, is an error:
Microsoft's list of Windows commands has none of them. All other findings are warnings: rkconf's facts
about cmd.exe come from its documentation and from the cmd.exe of Wine.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule


# Measured only with the cmd.exe of Wine, not with that of Microsoft: only what Microsoft documents is an error.
@rule("RK314", Severity.WARNING, Subject.PROBLEM)
def check(problem: Problem, journey: Journey, _: Target) -> Iterator[Finding]:
    """Report the problems that cmd.exe has with the command."""
    if journey.is_local(problem):
        yield Finding(problem.span, problem.message, problem.help, severity=problem.severity)
