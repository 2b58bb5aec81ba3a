"""Decide by one look at a file whether it has anything to check; this imports nothing that reads kernels."""

import re

from rkconf.source import Source

PREFIX_LENGTH = 8192
"""The number of bytes in which a zero byte shows that a file is not text, as in git."""
SETTINGS = ("rkconf.toml", "pyproject.toml")
"""The names of files with settings; the first one takes precedence in the same folder."""
WOLFRAM_LANGUAGE = (".m", ".wl", ".wls", ".nb")
"""The endings of the names of files in Wolfram Language, in lowercase."""
WORDS_BY_PART = {
    b"Kernel": (
        b"KernelConfiguration",
        b"RemoteKernelObject",
        b"LaunchKernel",
        b"$DefaultKernels",
        b"$DefaultParallelKernels",
        b"$ConfiguredKernels",
    ),
    b"Remote": (
        b"RemoteMachine",
        b"$RemoteCommand",
        b"RemoteEvaluate",
        b"RemoteConnect",
        b"RemoteFile",
        b"RemoteRun",
    ),
    b"Launch": (b"VersionsLaunched", b"LaunchSlave", b"LinkLaunch"),
    b"Process": (b"RunProcess", b"StartProcess"),
    b"Open": (b"MLOpenArguments", b"LinkOpen"),
    b"Run": (b"RunThrough", b"Run["),
    **{
        word: (word,)
        for word in (
            b"EvaluatorNames",
            b"LoginScript",
            b"$FrontEnd",
            b"$SSHAuthentication",
            b"Install[",
            b"ssh://",
            b"rkconf:",
        )
    },
}
"""The words that begin all that `rkconf/syntax/scanner.py` reads, an address of kernels, and rkconf's comments.

By a part that they share: a file without the part has none of its words, and most files have none of the parts.
"""
WORDS = tuple(word for words in WORDS_BY_PART.values() for word in words)
_NOTEBOOK = re.compile(rb"(?:Notebook|Cell)\s*\[")
_SPACE = re.compile(rb"(?:\xef\xbb\xbf)?\s*")
_COMMENT_MARK = re.compile(rb"\(\*|\*\)")
_LINE_ENDS_IN_WORDS = (b"\\\n", b"\\\r\n", b"\\\r")
"""A notebook breaks its long lines, also in the middle of a word."""


def may_hold_kernels(source: Source) -> bool:
    """Return whether a file is a specification, is not text, or has a word without which nothing in it is read.

    Most files of an ordinary package have none. A file in UTF-16 may hold kernels in words that are not found here.
    """
    data = source.data
    if is_specification(source) or _has_a_word(data) or b"\0" in data[:PREFIX_LENGTH]:
        return True
    return is_notebook(source) and any(
        _has_a_word(data.replace(end, b"")) for end in _LINE_ENDS_IN_WORDS if end in data
    )


def _has_a_word(data: bytes) -> bool:
    return any(word in data for part, words in WORDS_BY_PART.items() if part in data for word in words)


def is_specification(source: Source) -> bool:
    """Return whether the name of a source is that of a specification, and not that of settings."""
    name = source.name.lower()
    return name.endswith(".toml") and name.replace("\\", "/").rpartition("/")[2] not in SETTINGS


def is_wolfram_language(source: Source) -> bool:
    """Return whether the name of a source is that of a file in Wolfram Language."""
    return source.name.lower().endswith(WOLFRAM_LANGUAGE)


def is_notebook(source: Source) -> bool:
    """Return whether a file holds a notebook or a cell, whatever its name: that is its first expression."""
    data = source.data
    at = _after_space(data, 0)
    while data.startswith(b"(*", at):
        depth = 0
        for mark in _COMMENT_MARK.finditer(data, at):
            depth += 1 if mark[0] == b"(*" else -1
            if not depth:
                break
        if depth:
            return False
        at = _after_space(data, mark.end())
    return _NOTEBOOK.match(data, at) is not None


def _after_space(data: bytes, at: int) -> int:
    space = _SPACE.match(data, at)
    return space.end() if space else at
