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

import re
from collections.abc import Iterator

from rkconf.command import Field, Journey, Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule

_WINDOWS_PATH = re.compile(r"[A-Za-z]:\\[^\\]|\\\\[\w.-]+\\")


@rule("RK321", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find words of the local shell that begin with a drive, or the name of a server, and lose backslashes."""
    words = journey.execution.words if journey.execution and not journey.is_read_by_windows else ()
    for word in words:
        if _WINDOWS_PATH.match(word.raw.text) and "\\" not in word.text:
            yield _finding(journey, word, is_local=_is_windows(words[0]))


def _is_windows(program: Field) -> bool:
    """Return whether the first program is one of Windows, so that the Front End probably runs there."""
    return bool(_WINDOWS_PATH.match(program.raw.text)) or program.text.lower().endswith(".exe")


def _local(path: str) -> str:
    """Return the advice for a shell of Unix on Windows: WSL has the drives in /mnt, and finds no ``C:/...``."""
    drive, colon, folders = path.partition(":")
    in_wsl = f" (Cygwin) or /mnt/{drive.lower()}{folders} (WSL)" if colon else ""
    return f"write {path}{in_wsl}"


def _finding(journey: Journey, word: Field, *, is_local: bool) -> Finding:
    path = word.raw.text.replace("\\", "/")
    fix = unsafe(f"write {path}", journey.launch.replace(word.raw.span, path))
    message = f"the shell removes the backslashes: {word.raw} becomes {word.text}"
    advice = (
        f"for a Front End on Windows: --local-shell cmd; otherwise, {_local(path)}" if is_local else f"write {path}"
    )
    return Finding(word.raw.span, message, advice, fix)
