"""The job cannot be done: one line for the user and exit status 2.

What is wrong *inside* a file, a command or a specification is never one of these; it is a
diagnostic with a place. Any other exception is a bug.
"""


class RkconfError(Exception):
    """The job cannot be done; the message is one line that names the next step."""


class UsageError(RkconfError):
    """The command line, or a value on it, makes no sense."""


class SettingsError(RkconfError):
    """A settings file says what rkconf does not understand; the message begins with its place."""


class UnreadableInputError(RkconfError):
    """An input cannot be read: missing, a folder, no permission, binary."""


class BaselineError(RkconfError):
    """A baseline cannot be used: it is something else, damaged, or newer than this rkconf."""


class WriteRefusedError(RkconfError):
    """An output cannot be written, or writing it would lose something."""


class WorkerLostError(RkconfError):
    """A process that shared the work has ended before it was done."""


class OverlappingEditsError(RkconfError):
    """Two edits want the same bytes; none of them is applied."""


class InternalError(RkconfError):
    """rkconf's own output failed rkconf's own check; nothing is printed or written."""
