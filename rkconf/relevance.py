"""Decide by one look at a file whether it has anything to check; this imports nothing that reads kernels."""

from rkconf.source import Source

PREFIX_LENGTH = 8192
"""The number of bytes in which a zero byte shows that a file is not text, as in git."""
SETTINGS = ("rkconf.toml", "pyproject.toml")
"""The names of files with settings; the first one takes precedence in the same folder."""
SEARCHED = (".m", ".wl", ".wls")
"""The endings of the names of files in Wolfram Language that are found in folders, in lowercase."""
WOLFRAM_LANGUAGE = (*SEARCHED, ".nb")
"""The same for files that are named."""
WORDS = (
    b"EvaluatorNames",
    b"VersionsLaunched",
    b"$FrontEnd",
    b"RemoteMachine",
    b"LaunchSlave",
    b"$RemoteCommand",
    b"rkconf:",
)
"""The words that begin all that `rkconf/syntax/scanner.py` reads, and rkconf's comments."""


def may_hold_kernels(source: Source) -> bool:
    """Return whether a file is a specification, is not text, or has a word without which nothing in it is read.

    Most files of an ordinary package have none. A file in UTF-16 may hold kernels in words that are not found here.
    """
    data = source.data
    return is_specification(source) or any(word in data for word in WORDS) or b"\0" in data[:PREFIX_LENGTH]


def is_specification(source: Source) -> bool:
    """Return whether the name of a source is that of a specification, and not that of settings."""
    name = source.name.lower()
    return name.endswith(".toml") and name.replace("\\", "/").rpartition("/")[2] not in SETTINGS


def is_wolfram_language(source: Source) -> bool:
    """Return whether the name of a source is that of a file in Wolfram Language."""
    return source.name.lower().endswith(WOLFRAM_LANGUAGE)
