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
character.

Fix safety:

This fix is safe: it only adds the quotes that the path needs to pass through both shells. A Windows
path has no fix, since its backslashes are lost as well.
"""

from collections.abc import Iterator

from rkconf.command import Field, Invocation, Journey, Target
from rkconf.command.cut_path import DRIVE, is_cut_path, words_before_flags
from rkconf.command.invocation import joins_command
from rkconf.command.repair import safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.programs import meant_program
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.quoting import UNIX, UnquotableError, for_shell
from rkconf.source import Span


@rule("RK303", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find words between the program and its first flag that are the rest of its path."""
    started = journey.calls[-1].invocation if journey.calls else None
    if (
        not started
        or (journey.is_read_by_windows and not journey.kernel)
        or not (journey.kernel or journey.unfollowed is started.program)
        or joins_command(started.program)
        or (journey.unfollowed and meant_program(started.program.base))
    ):
        return
    rest = words_before_flags(started)
    if (
        not rest
        or rest[0].raw.span == started.program.raw.span
        or not (is_cut_path(started.program, rest[-1]) or _one_word(journey, started, rest))
    ):
        return
    path = " ".join(word.text for word in (started.program, *rest))
    try:
        where, quoted = _written(journey, started, rest, path)
    except UnquotableError:
        # No command can contain such a path; other rules report the character in it.
        return
    message = f"the unquoted space splits the path, so the shell looks for {started.program.text}"
    if DRIVE.match(path):
        # The shell removed the backslashes of the path as well.
        yield Finding(where, message, "write single quotes around the path, inside double quotes")
        return
    fix = safe(f"write {quoted}", journey.launch.replace(where, quoted))
    yield Finding(where, message, f"write {quoted}", fix)


def _one_word(journey: Journey, started: Invocation, rest: list[Field]) -> bool:
    """Return whether one word of the shell before consists of exactly the program and the rest."""
    whole = started.program.raw.span.to(rest[-1].raw.span)
    return "/" in started.program.text and any(word.value.span == whole for word in _passed_words(journey))


def _passed_words(journey: Journey) -> tuple[Field, ...]:
    return tuple(word for hop in reversed(journey.hops) for word in hop.passed_words)


def _written(journey: Journey, started: Invocation, rest: list[Field], path: str) -> tuple[Span, str]:
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
