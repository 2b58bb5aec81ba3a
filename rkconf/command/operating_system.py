"""Detect the operating system for which launch commands were written."""

import re
from collections.abc import Iterable

from rkconf.command.follow import Follow, journeys
from rkconf.command.journey import Journey
from rkconf.command.launch import Launch, Target
from rkconf.deferred import pattern
from rkconf.shell.choices import local_shells, remote_shells
from rkconf.shell.words import Field
from rkconf.versions import Version

GUESS = 'only cmd.exe reaches a kernel with this command, so Windows is assumed (os = "windows")'
"""The note where only a command indicates Windows."""
FOR_UNIX = "if it is meant for Unix, first remove the quotes around it (RK313: run `rkconf lint --local-shell sh`)"
"""The advice where that guess is wrong."""
# With slashes it is a program of WSL or Cygwin, which a Unix shell starts.
_WINDOWS_PROGRAM = pattern(r"""["']?(?:[A-Za-z]:[\\/]|\\\\\w|[^/]*\.exe["']?\Z)""", re.IGNORECASE)


def is_windows_program(word: Field) -> bool:
    """Return whether a word names a program as only Windows does: with a drive, a server, or ``.exe``."""
    return bool(_WINDOWS_PROGRAM.match(word.raw.text))


def detect_os(launches: Iterable[Launch], version: Version) -> str | None:
    """Return "windows" if only cmd.exe reaches a kernel with one of the commands, else None.

    Most commands work in every shell; only a pair of quotes around the whole command distinguishes them.
    """
    return "windows" if first_windows_only(launches, version) else None


def first_windows_only(launches: Iterable[Launch], version: Version, follow: Follow = journeys) -> Launch | None:
    """Return the first command with which only cmd.exe reaches a kernel.

    Args:
        launches: The commands, in order.
        version: The version of the Front End.
        follow: Returns the journeys of a command; a cache can be passed.
    """
    return next((launch for launch in launches if _is_windows_only(launch, version, follow)), None)


def representative_shell(os: str | None) -> tuple[str, ...]:
    """Return one of the shells that the Front End may use on ``os``."""
    return local_shells(None, os)[-1:]


def _is_windows_only(launch: Launch, version: Version, follow: Follow) -> bool:
    unix, windows = (
        Target(version, version, local_shells(None, os), remote_shells(None)) for os in ("linux", "windows")
    )
    # Most commands reach one on Unix, and are not followed again.
    return not _reaches_a_kernel(follow(launch, unix)) and _reaches_a_kernel(follow(launch, windows))


def _reaches_a_kernel(found: Iterable[Journey]) -> bool:
    return any(journey.connection and journey.kernel and journey.kernel.is_known for journey in found)
