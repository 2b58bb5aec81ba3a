"""The shells that may read a launch command, by option and operating system."""

from rkconf.shell.facts import load


def local_choices() -> tuple[str, ...]:
    """Return the values of ``--local-shell``; ``sh`` is any shell that ``/bin/sh`` may be."""
    return ("sh", *(shell.name for shell in load().values() if shell.local))


def remote_choices() -> tuple[str, ...]:
    """Return the values of ``--remote-shell``."""
    return tuple(shell.name for shell in load().values() if shell.remote)


def local_shells(choice: str | None, os: str | None = None) -> tuple[str, ...]:
    """Return the shells that may read the command first.

    Without a ``choice``, they are those of the Front End's operating system ``os``. If that is unknown too, and for
    ``sh``, they are the shells that ``/bin/sh`` may be: dash on Debian and Ubuntu, bash on macOS of that time.
    """
    if choice not in {None, "sh"}:
        return (str(choice),)
    system = "linux" if os is None or choice else os
    return tuple(shell.name for shell in load().values() if system in shell.front_end_on)


def remote_shells(choice: str | None) -> tuple[str, ...]:
    """Return the login shells that may read the command on the remote machine; without a choice, all."""
    return (choice,) if choice else remote_choices()
