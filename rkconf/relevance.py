"""Decide by one look at a file whether it has anything to check; this imports nothing that reads kernels."""

from rkconf.source import Source

PREFIX_LENGTH = 8192
"""The number of bytes in which a zero byte shows that a file is not text, as in git."""
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
    """Return whether the name of a source is that of a specification."""
    return source.name.lower().endswith(".toml")
