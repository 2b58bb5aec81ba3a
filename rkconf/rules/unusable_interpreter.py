"""The system cannot use the first line of a script.

A script begins with ``#!`` and the path of its shell. If the line ends in a carriage return, the
system looks for a shell whose name ends in that character, and starts nothing. If a space, an empty
line or a byte order mark precedes ``#!``, the system does not see the line, and the shell that
starts the script guesses how to read it (execve(2); measured).

Bad:

    #!/bin/sh<CR>

Good:

    #!/bin/sh

Fix safety:

This fix is safe: it only removes the carriage returns at the ends of all lines, or the bytes in
front of ``#!``.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.interpreter_line import interpreter_line
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.edits import Edit
from rkconf.entries import Document
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Source, Span


@rule("RK318", Severity.ERROR, Subject.DOCUMENT, fix=Applicability.SAFE)
def check(document: Document, _: Target) -> Iterator[Finding]:
    """Check the first line of a script."""
    line = interpreter_line(document.source) if document.kind == "script" else None
    if line:
        yield from _preceded(line.before)
    if line and line.has_carriage_return:
        message = "the system looks for an interpreter whose name ends in a carriage return: the script does not start"
        advice = "save the script with the line ends of Unix"
        yield Finding(line.span, message, advice, _fix(advice, _carriage_returns(document.source)))


def _preceded(before: Span) -> Iterator[Finding]:
    if before.start < before.end:
        message = "#! is not at the beginning of the file, so the system does not see it"
        advice = "remove everything before #!"
        yield Finding(before, message, advice, _fix(advice, [before]), Severity.WARNING)


def _carriage_returns(source: Source) -> list[Span]:
    """Return the carriage returns in front of line feeds, and one at the end."""
    data = source.data + b"\n"
    places = (at for at in range(len(source.data)) if data[at : at + 2] == b"\r\n")
    return [Span(at, at + 1) for at in places]


def _fix(description: str, removed: list[Span]) -> Fix:
    return Fix(Applicability.SAFE, description, tuple(Edit.replace(span, "") for span in removed))
