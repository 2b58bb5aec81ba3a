"""The init file that a kernel loads, so that its additional links use the ports of the tunnel."""

from pathlib import PurePosixPath

from rkconf.command import Journey
from rkconf.link import Flag
from rkconf.provisioning.launch_ports import LaunchPorts
from rkconf.provisioning.remote_path import remote_path
from rkconf.record import record
from rkconf.spec import Kernel, Parallel, is_verbatim
from rkconf.spec.model import KERNEL_INIT


@record
class InitFile:
    """The init file of a kernel; ``journey`` follows the launch command, None where it may not reach the machine."""

    table: Kernel | Parallel
    ports: LaunchPorts
    journey: Journey | None

    @property
    def own(self) -> str | None:
        """The path of the file that rkconf writes, relative to the home directory; None where the kernel loads none."""
        if not self.ports.further:
            return None
        if isinstance(self.table, Kernel) and not is_verbatim(self.table):
            return self.table.kernel_init
        return self._path if self._path is not None and self._is_own(self._path) else None

    @property
    def other(self) -> str | None:
        """A file that the kernel loads and rkconf does not write, as the command names it; None where there is none."""
        flag = self._flag
        if not self.journey or not flag or not flag.value or self.own is not None:
            return None
        return self._path or self.journey.source_text(flag.value.raw)

    @property
    def _flag(self) -> Flag | None:
        return self.journey.kernel.link.flag("initfile") if self.journey and self.journey.kernel else None

    @property
    def _path(self) -> str | None:
        """The path of the file; None where the kernel loads none, or the path depends on a machine."""
        flag, journey = self._flag, self.journey
        if not flag or not flag.value or not journey or not journey.kernel:
            return None
        word = next(each for each in journey.kernel.arguments if each.raw == flag.value.raw)
        return remote_path(journey, word)

    def _is_own(self, path: str) -> bool:
        """Return whether a file has rkconf's own name, or the name that the specification gives it."""
        named = self.table.kernel_init if isinstance(self.table, Kernel) else KERNEL_INIT
        return PurePosixPath(path) == PurePosixPath(named) or PurePosixPath(path).name == KERNEL_INIT
