"""The path of a kernel that an unquoted space splits: the words that were meant to be one."""

from itertools import takewhile

from rkconf.command.invocation import Invocation, is_kernel
from rkconf.deferred import pattern
from rkconf.record import replace
from rkconf.shell.words import Field, joined

DRIVE = pattern(r"[A-Za-z]:")
"""The beginning of a path of Windows."""


def words_before_flags(invocation: Invocation) -> list[Field]:
    """Return the words between a program and its first flag."""
    return list(takewhile(lambda word: not word.text.startswith("-"), invocation.arguments))


def is_cut_path(program: Field, last: Field) -> bool:
    """Return whether a word is the end of the path that the program begins, and not a separate program."""
    is_cut = any(each in program.text for each in "/\\:") or "/" in last.text
    if DRIVE.match(last.text):
        return False
    if DRIVE.match(program.text) and "\\" in last.raw.text:
        return True
    return (
        is_cut
        and last.raw.span != program.raw.span
        and not last.text.startswith(("/", "./", "~"))
        and (any(each in last.text for each in "/\\") or is_kernel(last))
    )


def meant(invocation: Invocation) -> Invocation | None:
    """Return a program with its whole path as one word and the flags after it; None if no space splits its path."""
    program, rest = invocation.program, words_before_flags(invocation)
    flags = invocation.arguments[len(rest) :]
    if not rest or not flags or not is_cut_path(program, rest[-1]) or not all(word.known for word in rest):
        return None
    words = (program, *rest)
    raws = joined([replace(word, value=word.raw) for word in words])
    return replace(invocation, program=replace(program, raw=raws, value=joined(words), parts=()), arguments=flags)
