"""A character in the file only looks like one of the Wolfram Language.

Word processors, web pages and chat programs write curly quotes, arrows and special spaces. In a
string they are text, but outside of one they have no meaning, so the Front End cannot read the
file. People who know other languages write single quotes around a string or none around an address,
and parentheses after ``LaunchKernels``: these are a derivative, a pattern and a product. The label
``In[1]:=``, copied with an input, defines that input and does not evaluate it. rkconf reads the
character that was meant, so the rest of the file is still checked.

Bad:

    “skye” → {“HostName” → “skye.local”}
    LaunchKernels('ssh://skye.local')

Good:

    "skye" -> {"HostName" -> "skye.local"}
    LaunchKernels["ssh://skye.local"]

Exceptions:

Strings and comments are not checked here; RK304 reports such characters in a command.

Fix safety:

This fix is safe: the characters that it replaces have no meaning there, or one that starts no kernel.
"""

from collections.abc import Iterator

from rkconf.diagnostics import Applicability, Problem, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK015", Severity.ERROR, Subject.PROBLEM, fix=Applicability.SAFE)
def check(problem: Problem, *_: object) -> Iterator[Finding]:
    """Report the characters that the reader of the file has found."""
    yield Finding.of(problem)
