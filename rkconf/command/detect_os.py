"""For which operating system launch commands were written, as far as they tell."""

from collections.abc import Iterable

from rkconf.command.follow import journeys
from rkconf.command.launch import Launch, Target
from rkconf.shell.facts import local_shells, remote_shells
from rkconf.versions import Version

GUESS = 'only cmd.exe reaches a kernel with this command, so that it is taken for one of Windows (os = "windows")'
"""What is told where nothing but a command says that it was written for Windows."""
FOR_UNIX = "for Unix repair it first, as `rkconf lint --local-shell sh` says (RK313: take the quotes around it away)"
"""What to do where that guess is wrong."""


def system(launches: Iterable[Launch], version: Version) -> str | None:
    """Return "windows" where only the shell of Windows reaches a kernel with one of the commands; None otherwise.

    Most commands mean the same everywhere; a pair of quotes around everything tells them apart.
    """
    return "windows" if telling(launches, version) else None


def telling(launches: Iterable[Launch], version: Version) -> Launch | None:
    """Return the first command with which only the shell of Windows reaches a kernel."""
    return next((launch for launch in launches if _only_there(launch, version)), None)


def representative_shell(os: str | None) -> tuple[str, ...]:
    """Return one shell that stands for all that the Front End may use on ``os``."""
    return local_shells(None, os)[-1:]


def _only_there(launch: Launch, version: Version) -> bool:
    return not _reaches_a_kernel(launch, version, "linux") and _reaches_a_kernel(launch, version, "windows")


def _reaches_a_kernel(launch: Launch, version: Version, os: str) -> bool:
    found = journeys(launch, Target(version, version, representative_shell(os), remote_shells("bash")))
    return any(journey.connection and journey.kernel and journey.kernel.is_known for journey in found)
