r"""A string ends early, because a quote inside of it is not escaped.

A double quote ends a string of the Wolfram Language, unless there is a backslash in front of it. A
command with quotes that was pasted from a terminal or a web page therefore becomes a short string,
followed by text that is not valid. rkconf reads the string up to the quote that was meant, so the
rest of the file is still checked.

Bad:

    "LoginScript" -> "ssh skye.local "/opt/Mathematica 7/math" -mathlink"

Good:

    "LoginScript" -> "ssh skye.local \"'/opt/Mathematica 7/math'\" -mathlink"

Exceptions:

Only launch commands, their arguments and the boxes of Basic Options are checked, and only where one
later quote ends the option or the argument.

Fix safety:

This fix is safe: it inserts a backslash in front of each quote inside the string.
"""

from collections.abc import Iterator

from rkconf.diagnostics import Applicability, Problem, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK014", Severity.ERROR, Subject.PROBLEM, fix=Applicability.SAFE)
def check(problem: Problem, *_: object) -> Iterator[Finding]:
    """Report the string that the reader of the file has found."""
    yield Finding.of(problem)
