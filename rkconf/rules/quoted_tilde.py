"""A tilde in quotes: the shell looks for a folder named ``~``.

A shell replaces ``~`` by the home directory only outside quotes and without a backslash (POSIX 2.6.1). Inside double
quotes it still replaces ``$HOME``.

Bad:

    ssh skye.local "'~/bin/math'" -mathlink

Good:

    ssh skye.local '"$HOME/bin/math"' -mathlink

Fix safety:

This fix is safe: it names the file that the tilde was meant to name. There is none if the path is a part of a quoted
command, or if double quotes would change another character of it.
"""

from collections.abc import Iterator

from rkconf.command import Field, Journey, Target
from rkconf.command.invocation import names_tilde
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.quoting import for_shell
from rkconf.shell.variable_quoting import in_home
from rkconf.shell.words import PartKind
from rkconf.source import Span

_LITERAL = frozenset({PartKind.TEXT, PartKind.QUOTE})


@rule("RK322", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find programs whose path begins with a tilde after every shell has read it."""
    for depth, call in enumerate(journey.calls):
        if call.invocation and names_tilde(call.invocation.program):
            yield _finding(journey, depth, call.invocation.program)


def _finding(journey: Journey, depth: int, program: Field) -> Finding:
    message = f"the quotes keep the shell from expanding the tilde, so it looks for a folder named ~: {program.text}"
    wanted = in_home(program.text)
    written = wanted and _written(journey, depth, program, wanted)
    if not written:
        return Finding(program.raw.span, message, f"write {wanted or '$HOME'}, for the shell that starts the program")
    where, text = written
    return Finding(where, message, f"write {text}", safe(f"write {text}", journey.launch.replace(where, text)))


def _written(journey: Journey, depth: int, program: Field, wanted: str) -> tuple[Span, str] | None:
    """Return the place of a path and the text that should replace it; None if it is a part of another word."""
    if depth == 0:
        is_whole = not journey.is_read_by_windows and all(part.kind in _LITERAL for part in program.parts)
        return (program.raw.span, wanted) if is_whole else None
    before = journey.hops[depth - 1].passed_words if depth == 1 else ()
    word = next((word for word in before if word.value.span == program.raw.span), None)
    return (word.raw.span, for_shell(journey.local.shell).word(wanted)) if word else None
