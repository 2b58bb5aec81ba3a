r"""The shell removes the backslashes of a Windows path.

Outside of quotes a shell of Unix reads a backslash as a quote for the next character: it removes the
backslash, and ``C:\math\MathKernel.exe`` becomes ``C:mathMathKernel.exe``. Windows finds no such program.
Programs of Windows also accept ``/`` between folders, which no shell changes.

Bad:

    ssh win C:\math\MathKernel.exe -mathlink

Good:

    ssh win C:/math/MathKernel.exe -mathlink

Exceptions:

The rule is silent for cmd.exe, which keeps backslashes, and for a path in quotes.

Fix safety:

This fix is unsafe: it writes ``/`` for each backslash of the path, and one may quote a space.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from rkconf.command import Field, Journey, Target
from rkconf.command.cut_path import DRIVE, is_windows_path, loses_backslashes
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.quoting import UnquotableError, for_shell


@rule("RK321", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find words of the local shell that begin with a drive, or the name of a server, and lose backslashes."""
    words = journey.execution.words if journey.execution and not journey.is_read_by_windows else ()
    for number, word in enumerate(words):
        if loses_backslashes(word):
            yield _finding(journey, _path_at(words, number), is_local=_is_windows(words[0]))


def _path_at(words: Sequence[Field], number: int) -> tuple[Field, ...]:
    """Return the words of the path that begins at a word: its spaces split it, unless that names a program."""
    first, *others = words[number:]
    if "." in first.raw.text.rpartition("\\")[2]:
        return (first,)
    rest = [*takewhile(lambda word: not word.text.startswith("-") and not DRIVE.match(word.text), others)]
    while rest and "\\" not in rest[-1].raw.text:
        rest.pop()
    return (first, *rest)


def _is_windows(program: Field) -> bool:
    """Return whether the first program is one of Windows, so that the Front End probably runs there."""
    return is_windows_path(program) or program.text.lower().endswith(".exe")


def _in_wsl(path: str) -> str | None:
    """Return a path as WSL has it: it has the drives in /mnt, and finds no ``C:/...``; None for one on a server."""
    drive, colon, folders = path.partition(":")
    return f"/mnt/{drive.lower()}{folders}" if colon else None


def _finding(journey: Journey, words: tuple[Field, ...], *, is_local: bool) -> Finding:
    quote = for_shell(journey.local.shell).word
    path = " ".join(word.raw.text for word in words).replace("\\", "/")
    if len(words) > 1 and not is_local:
        # The login shell may be cmd.exe, to which single quotes mean nothing.
        path = f'"{path}"'
    where = words[0].raw.span.to(words[-1].raw.span)
    split = ", and splits the path at its space" if len(words) > 1 else ""
    message = f"the shell removes the backslashes: {words[0].raw} becomes {words[0].text}{split}"
    try:
        fix = unsafe(f"write {quote(path)}", journey.launch.replace(where, quote(path)))
    except UnquotableError:
        # No quotes can hold such a path; other rules report the character in it.
        return Finding(where, message, "write / for each backslash of the path")
    advice, in_wsl = fix.description, _in_wsl(path)
    if is_local:
        systems = f" (Cygwin) or {quote(in_wsl)} (WSL)" if in_wsl else ""
        advice = f"for a Front End on Windows: --local-shell cmd; otherwise, {advice}{systems}"
    return Finding(where, message, advice, fix)
