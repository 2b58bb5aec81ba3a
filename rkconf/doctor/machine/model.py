"""The report about a machine."""

from collections.abc import Iterable
from functools import cached_property, reduce
from operator import or_

from rkconf.doctor.machine.agent import Agent
from rkconf.doctor.machine.contents import PlacedFile
from rkconf.doctor.machine.keys import KeyFile
from rkconf.doctor.machine.logins import ConfigError, SshLogin
from rkconf.doctor.machine.ports import Ports
from rkconf.doctor.machine.remarks import Level, MachineRemark, shell_word
from rkconf.doctor.machine.ssh_config import SshConfig
from rkconf.doctor.machine.system import Completed, System
from rkconf.doctor.machine.uses import KernelUse, Start
from rkconf.record import record
from rkconf.secrets import Mask
from rkconf.versions import Version


@record
class MachineReport:
    """Everything that decides on one machine whether kernels of a Front End start, and the remarks about it."""

    system: System
    versions: tuple[Version, ...]
    """The versions whose places were examined."""
    files: tuple[PlacedFile, ...]
    """The places of the Front End's entries with their content."""
    uses: tuple[KernelUse, ...]
    """The parts of the machine that each kernel uses."""
    ssh: Completed
    """The answer to `ssh -V`."""
    config: SshConfig
    """The configuration files of ssh."""
    config_errors: tuple[ConfigError, ...]
    """The lines of these files that ssh refuses."""
    logins: tuple[SshLogin, ...]
    """The settings of ssh for each kernel."""
    agent: Agent
    """The agent that the environment names."""
    keys: tuple[KeyFile, ...]
    """The keys of ssh."""
    ports: Ports
    """The ports of the machine."""
    remarks: tuple[MachineRemark, ...] = ()
    """The remarks: problems, then what is unknown, then notes."""

    def of_level(self, level: Level) -> tuple[MachineRemark, ...]:
        """Return the remarks of one level."""
        return tuple(each for each in self.remarks if each.level is level)

    @cached_property
    def mask(self) -> Mask:
        """The passwords in all files, which no output shows."""
        return reduce(or_, (each.mask for each in self.files), Mask())

    @property
    def status(self) -> int:
        """The exit status: 1 for a problem, 2 if a part could not be examined, otherwise 0."""
        if self.of_level(Level.PROBLEM):
            return 1
        return 2 if self.of_level(Level.UNKNOWN) else 0

    @property
    def next_step(self) -> str:
        """The command to type next: that of the first remark, or the trial of a kernel; empty if nothing helps."""
        pressing = [each for each in self.remarks if each.level is not Level.NOTE]
        named = (use for use in self.uses if use.start is Start.LOGIN and use.name)
        use = next(named, None)
        if pressing or use is None:
            return next((each.command for each in pressing if each.command), "")
        return f"rkconf doctor {shell_word(self.system.shown(use.path))} {shell_word(use.name or '')}"


def sorted_by_level(remarks: Iterable[MachineRemark]) -> tuple[MachineRemark, ...]:
    """Return the remarks, those that matter most first; each only once."""
    order = tuple(Level)
    return tuple(sorted(dict.fromkeys(remarks), key=lambda each: order.index(each.level)))
