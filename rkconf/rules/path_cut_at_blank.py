"""The path of the kernel is cut at a blank.

Two shells read the command, and each takes one layer of quotes away. A path with a blank that is
quoted once arrives bare at the second shell, which looks for a program called by the first half.

Bad:

    ssh skye.local "/Applications/Mathematica 7.app/Contents/MacOS/MathKernel" -mathlink

Good:

    ssh skye.local "'/Applications/Mathematica 7.app/Contents/MacOS/MathKernel'" -mathlink
"""

from collections.abc import Iterator
from itertools import takewhile

from rkconf.command import Field, Journey, Kernel, Target
from rkconf.command.invocation import is_kernel
from rkconf.command.repair import place, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.quoting import UNIX, UnquotableError, for_shell
from rkconf.source import Span


@rule("RK303", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for words between the program and its first flag that are the rest of its path."""
    kernel = journey.kernel
    if not kernel or "/" not in kernel.program.text:
        return
    rest = list(takewhile(lambda word: not word.text.startswith("-"), kernel.arguments))
    if not rest or not (_is_path(rest[-1]) or _one_word(journey, kernel, rest)):
        return
    path = " ".join(word.text for word in (kernel.program, *rest))
    try:
        where, quoted = _written(journey, kernel, rest, path)
    except UnquotableError:
        # No command can hold such a path: the character in it is what other rules speak of.
        return
    message = f"the path is cut at the blank: the shell looks for {kernel.program.text}"
    fix = safe(f"write {quoted}", journey.launch.replace(where, quoted))
    yield Finding(where, message, f"write {quoted}", fix)


def _is_path(word: Field) -> bool:
    return "/" in word.text or is_kernel(word)


def _one_word(journey: Journey, kernel: Kernel, rest: list[Field]) -> bool:
    """Say whether one local word holds the program and the rest, and nothing else."""
    whole = kernel.program.raw.span.to(rest[-1].raw.span)
    return any(word.value.span == whole for word in _handed_on(journey))


def _handed_on(journey: Journey) -> tuple[Field, ...]:
    return journey.connection.command if journey.connection else ()


def _written(journey: Journey, kernel: Kernel, rest: list[Field], path: str) -> tuple[Span, str]:
    """Return where the path is written, with its quotes, and how it should be."""
    whole = kernel.program.raw.span.to(rest[-1].raw.span)
    quoting = for_shell(journey.local.shell)
    for word in _handed_on(journey):
        if word.value.span == whole:
            return word.raw.span, quoting.word_for_both_shells(path)
        if word.value.span.covers(whole):
            return whole, UNIX.word(path)
    here = place(journey, kernel.program.raw).to(place(journey, rest[-1].raw))
    return here, quoting.word_for_both_shells(path) if journey.connection else quoting.word(path)
