"""Whether a kernel can be tried from this machine: `rkconf lint` proposes the trial, and `rkconf doctor` makes it."""

from collections.abc import Collection
from shlex import quote

from rkconf.command.journey import Journey
from rkconf.command.launch import Launch
from rkconf.command.operating_system import is_windows_program
from rkconf.record import record
from rkconf.versions import Version

OF_MACHINE = ("username", "machinename", "homeDirectory")
"""The placeholders whose values this machine knows."""
_HOSTS = ("1", "host")
"""The slot and the placeholder of the kernel's machine."""
_OF_LINK = frozenset({"linkname", "ipaddress", "dataport", "messageport", "socketname", "2", "3", "4"})
"""The placeholders and slots whose values follow from the link, and those that are the same everywhere."""


@record
class WantedValues:
    """The placeholders of a launch command that would run as examples, such as the host of somebody else."""

    names: tuple[str, ...]

    @property
    def hosts(self) -> tuple[str, ...]:
        """Those of the kernel's machine, which the user knows."""
        return tuple(name for name in self.names if name in _HOSTS)

    @property
    def others(self) -> tuple[str, ...]:
        """Those whose values only the Front End knows."""
        return tuple(name for name in self.names if name not in _HOSTS)

    @property
    def options(self) -> tuple[str, ...]:
        """The options of `rkconf doctor` that give their values."""
        return tuple(f"--set {quote(name)}={'HOST' if name in _HOSTS else 'VALUE'}" for name in self.names)


def wanted_values(launch: Launch, version: Version, known: Collection[str] = ()) -> WantedValues:
    """Return the placeholders that have no value yet, except those that are ``known``."""
    without = set(launch.placeholder_values(version)) - set(launch.values) - _OF_LINK - set(known)
    names = (each.name for each in launch.unfilled.placeholders if each.name in without)
    return WantedValues(tuple(dict.fromkeys(names)))


def of_windows(journey: Journey) -> str:
    """Return why only Windows starts a launch command; empty if a shell of Unix does."""
    if journey.is_read_by_windows:
        return "cmd.exe reads this command"
    last = journey.calls[-1] if journey.calls else None
    is_program = last and not last.machine and last.unfollowed and is_windows_program(last.unfollowed)
    return "this command is for Windows" if is_program else ""
