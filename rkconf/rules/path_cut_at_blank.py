"""A space splits the path of the kernel.

Two shells read the command: one on this machine and one on the kernel's. Each removes one layer of
quotes. A path with a space that is quoted only once therefore reaches the second shell without
quotes, and that shell looks for a program with the first part of the path as its name.

Bad:

    ssh skye.local "/Applications/Mathematica 7.app/Contents/MacOS/MathKernel" -mathlink

Good:

    ssh skye.local "'/Applications/Mathematica 7.app/Contents/MacOS/MathKernel'" -mathlink

Exceptions:

A path with a character that cannot be quoted is not reported here; other rules report the
character. Another program may take the kernel as its argument, as in ``/opt/wrap math``. So the
words count as one path only if they were quoted together, or if the folder is one in which programs
are usually installed.

Fix safety:

This fix is safe: it only adds the quotes that the path needs to pass through both shells. Variables
stay variables, in double quotes. A Windows path has no fix, since its backslashes are lost as well,
nor has a path with another part that a shell or the Front End replaces.
"""

from collections.abc import Iterator

from rkconf.command import Field, Invocation, Journey, Target
from rkconf.command.cut_path import DRIVE, loses_backslashes, words_of_path
from rkconf.command.invocation import joins_command
from rkconf.command.repair import safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.programs import meant_program
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.quoting import UNIX, UnquotableError, for_shell
from rkconf.shell.variable_quoting import quoted_with_variables
from rkconf.shell.words import Part, PartKind
from rkconf.source import Span

_LITERAL = frozenset({PartKind.TEXT, PartKind.QUOTE})


@rule("RK303", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find words between the program and its first flag that are the rest of its path."""
    started = journey.calls[-1].invocation if journey.calls else None
    if (
        not started
        or (journey.is_read_by_windows and not journey.kernel)
        or not (journey.kernel or journey.unfollowed is started.program)
        or joins_command(started.program)
        or _lost_here(journey, started.program)
        or (journey.unfollowed and meant_program(started.program.base))
    ):
        return
    rest = words_of_path(started, {word.value.span for word in _passed_words(journey)})
    if not rest:
        return
    path = " ".join(word.text for word in (started.program, *rest))
    message = "the unquoted space splits the path, so the shell looks for"
    if not _is_literal(journey, (started.program, *rest)):
        where = _place(journey, started, rest)
        yield from _expanded(journey, (started.program, *rest), where, message)
        return
    try:
        where, quoted = _written(journey, started, rest, path)
    except UnquotableError:
        # No command can contain such a path; other rules report the character in it.
        return
    message = f"{message} {started.program.text}"
    if DRIVE.match(path):
        # The shell removed the backslashes of the path as well.
        yield Finding(where, message, "write single quotes around the path, inside double quotes")
        return
    fix = safe(f"write {quoted}", journey.launch.replace(where, quoted))
    yield Finding(where, message, f"write {quoted}", fix)


def _lost_here(journey: Journey, program: Field) -> bool:
    """Return whether the local shell removes the backslashes of a path: RK321 reports the whole path."""
    words = journey.execution.words if journey.execution else ()
    return any(word.raw.span == program.raw.span and loses_backslashes(word) for word in words)


def _is_literal(journey: Journey, words: tuple[Field, ...]) -> bool:
    """Return whether no shell and no placeholder decides about a character of a path."""
    whole = words[0].raw.span.to(words[-1].raw.span)
    passed = (word for word in _passed_words(journey) if word.value.span.overlaps(whole))
    kinds = {part.kind for word in (*words, *passed) for part in word.parts if part.raw.span.overlaps(whole)}
    return kinds <= _LITERAL and not any(journey.filled.derives_from_any(word.value) for word in words)


def _expanded(journey: Journey, words: tuple[Field, ...], where: Span, message: str) -> Iterator[Finding]:
    """Report a path with a part that a shell expands: quotes that keep the part as it is would change it."""
    message = f"{message} {_beginning(journey, words[0], where)}"
    is_filled = any(journey.filled.derives_from_any(word.value) for word in words)
    quoted = None if is_filled else quoted_with_variables(words)
    source = where if any(word.raw.span == where for word in _passed_words(journey)) else None
    if not quoted or not source or any(part.kind not in _LITERAL for part in _parts_at(journey, where)):
        yield Finding(where, message, "write double quotes around the path, for the shell that starts it")
        return
    written = for_shell(journey.local.shell).word(quoted)
    yield Finding(where, message, f"write {written}", safe(f"write {written}", journey.launch.replace(where, written)))


def _beginning(journey: Journey, program: Field, where: Span) -> str:
    """Return the text of the user for the first part of a path; the value of a variable comes from no place in it."""
    if where.covers(program.raw.span):
        return journey.source_text(program.raw)
    return journey.launch.source_text(where).partition(" ")[0].lstrip("\"'")


def _parts_at(journey: Journey, where: Span) -> Iterator[Part]:
    return (part for word in _passed_words(journey) if word.raw.span == where for part in word.parts)


def _passed_words(journey: Journey) -> tuple[Field, ...]:
    return tuple(word for hop in reversed(journey.hops) for word in hop.passed_words)


def _place(journey: Journey, started: Invocation, rest: tuple[Field, ...]) -> Span:
    """Return the span of the path with its quotes."""
    whole = started.program.raw.span.to(rest[-1].raw.span)
    exact = next((word.raw.span for word in _passed_words(journey) if word.value.span == whole), None)
    return exact or source_span(journey, started.program.raw).to(source_span(journey, rest[-1].raw))


def _written(journey: Journey, started: Invocation, rest: tuple[Field, ...], path: str) -> tuple[Span, str]:
    """Return the span of the path with its quotes, and the text that should replace it."""
    whole = started.program.raw.span.to(rest[-1].raw.span)
    quoting = for_shell(journey.local.shell)
    for word in _passed_words(journey):
        if word.value.span == whole:
            return word.raw.span, quoting.word_for_both_shells(path)
        if word.value.span.covers(whole):
            return whole, UNIX.word(path)
    here = source_span(journey, started.program.raw).to(source_span(journey, rest[-1].raw))
    return here, quoting.word_for_both_shells(path) if journey.connection else quoting.word(path)
