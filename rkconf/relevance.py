"""Decide by one look at a file whether it has anything to check; this imports nothing that reads kernels."""

from rkconf.source import Source

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
    """Return whether a file is a specification, or has a word without which nothing in it is read.

    Most files of an ordinary package have none.
    """
    return is_specification(source) or any(word in source.data for word in WORDS)


def is_specification(source: Source) -> bool:
    """Return whether the name of a source is that of a specification."""
    return source.name.lower().endswith(".toml")
