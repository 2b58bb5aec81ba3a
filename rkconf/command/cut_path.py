"""The path of a kernel that an unquoted space splits: the words that were meant to be one.

Another program may be given the kernel as its argument, and looks the same: ``/opt/wrap math`` works. So a path counts
as split only if something shows that its words belong together.
"""

import re
from collections.abc import Collection
from functools import cache
from itertools import takewhile

from rkconf.command.invocation import Invocation, is_kernel
from rkconf.deferred import pattern
from rkconf.programs import is_taking_arguments
from rkconf.programs.table import table
from rkconf.record import replace
from rkconf.shell.words import Field, joined
from rkconf.source import Span

DRIVE = pattern(r"[A-Za-z]:")
"""The beginning of a path of Windows."""
_WINDOWS_PATH = pattern(r"[A-Za-z]:\\[^\\]|\\\\[\w.-]+\\")
_NEW_PATHS = ("/", "./", "../", "~", "$")
_MODULE_VERSION = pattern(r"[0-9.]+")


def words_of_path(invocation: Invocation, passed: Collection[Span]) -> tuple[Field, ...]:
    """Return the words after a program that are the rest of its path; none without evidence.

    Args:
        invocation: The program and its arguments.
        passed: The places of the words that an earlier shell passed on, each as one word.
    """
    program = invocation.program
    rest = tuple(takewhile(lambda word: not word.text.startswith("-"), invocation.arguments))
    # A variable with spaces becomes several words of one place, which other quotes would not join.
    if not rest or rest[0].raw.span == program.raw.span or DRIVE.match(rest[-1].text):
        return ()
    if DRIVE.match(program.text):
        # `"C:\...\ssh.exe" host math` is a program with its arguments.
        if is_taking_arguments(re.split(r"[/\\]", program.text)[-1]):
            return ()
        return rest if any(each in rest[-1].raw.text for each in "/\\") or is_kernel(rest[-1]) else ()
    has_folder = any(each in word.text for word in (program, rest[-1]) for each in "/\\")
    is_path = has_folder and not any(word.text.startswith(_NEW_PATHS) for word in rest)
    is_cut = is_path and (_is_in_known_folder(program, rest) or _was_one_word(invocation, rest, passed))
    return rest if is_cut else ()


def is_windows_path(word: Field) -> bool:
    """Return whether a word was written with a drive, or the name of a server, and backslashes."""
    return bool(_WINDOWS_PATH.match(word.raw.text))


def loses_backslashes(word: Field) -> bool:
    """Return whether a shell has removed the backslashes of a Windows path."""
    return is_windows_path(word) and "\\" not in word.text


def _is_in_known_folder(program: Field, rest: tuple[Field, ...]) -> bool:
    """Return whether the first space is in the name of a folder in which kernels are installed."""
    end = len(program.text)
    text = " ".join(word.text for word in (program, *rest))
    return any(each in rest[-1].text for each in "/\\") and any(
        at.start() <= end < at.end() for at in _spaced_folders().finditer(text)
    )


def _was_one_word(invocation: Invocation, rest: tuple[Field, ...], passed: Collection[Span]) -> bool:
    """Return whether an earlier shell passed the words as one, and they are not a program with its arguments."""
    program, last = invocation.program, rest[-1]
    after = invocation.arguments[len(rest) : len(rest) + 1]
    is_command = (
        is_taking_arguments(program.base)
        or (is_kernel(last) and "/" not in last.text)
        or rest[0].text.startswith(table().program_folders)
        or _MODULE_VERSION.fullmatch(last.base)
        or any(word.text == "--" for word in after)
    )
    return not is_command and program.raw.span.to(last.raw.span) in passed


@cache
def _spaced_folders() -> re.Pattern[str]:
    return re.compile(table().spaced_folders)


def meant(invocation: Invocation, passed: Collection[Span]) -> Invocation | None:
    """Return a program with its whole path as one word and the flags after it; None if no space splits its path.

    Args:
        invocation: The program and its arguments.
        passed: The places of the words that an earlier shell passed on, each as one word.
    """
    program, rest = invocation.program, words_of_path(invocation, passed)
    flags = invocation.arguments[len(rest) :]
    if not rest or not flags or not all(word.known for word in rest):
        return None
    words = (program, *rest)
    raws = joined([replace(word, value=word.raw) for word in words])
    return replace(invocation, program=replace(program, raw=raws, value=joined(words), parts=()), arguments=flags)
