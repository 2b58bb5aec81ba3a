"""Errors that stop a command: one line for the user and exit status 2.

An error *inside* a file, a command or a specification is a diagnostic with a place instead. Any
other exception is a bug.
"""


class RkconfError(Exception):
    """The command cannot be completed; the message is one line that names the next step."""


class UsageError(RkconfError):
    """The command line, or a value on it, is invalid."""


class SettingsError(RkconfError):
    """A settings file is invalid; the message begins with the place of the error."""


class UnreadableInputError(RkconfError):
    """An input cannot be read: it is missing, a folder, binary, or not readable."""


class OtherKindError(UnreadableInputError):
    """An input is text of a kind that rkconf does not read, such as a launch command or an ssh configuration."""


class BaselineError(RkconfError):
    """A baseline cannot be used: it is another kind of file, damaged, or newer than this rkconf."""


class WriteRefusedError(RkconfError):
    """An output cannot be written, or writing it would lose data."""


class WorkerLostError(RkconfError):
    """A worker process has ended before its work was done."""


class OverlappingEditsError(RkconfError):
    """Two edits change the same bytes; none of them is applied."""


class InternalError(RkconfError):
    """The output of rkconf fails the check of rkconf; nothing is printed or written."""
