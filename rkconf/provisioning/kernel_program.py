"""The program that a launch command starts: the kernel itself, or a script that starts it."""

from pathlib import PurePosixPath

from rkconf.record import record
from rkconf.spec import Kernel, Parallel, kernel_version
from rkconf.versions import Version

_SCRIPT = ".sh"


@record
class KernelProgram:
    """The program of a kernel on another machine, for a Front End of ``version``."""

    table: Kernel | Parallel
    version: Version

    @property
    def script(self) -> str | None:
        """The path of the script; None where the launch command starts the kernel itself, or looks for a script."""
        return self.table.kernel if self._is_script and not self.searched_script else None

    @property
    def searched_script(self) -> str | None:
        """A script given as a name without a folder, which the login shell looks for on PATH; otherwise None."""
        return self.table.kernel if self._is_script and "/" not in (self.table.kernel or "") else None

    @property
    def _is_script(self) -> bool:
        return PurePosixPath(self.table.kernel or "").suffix == _SCRIPT

    @property
    def installed(self) -> str | None:
        """The kernel, as the specification or a fact names it; for a script only a fact can. None where unknown."""
        if self.table.kernel is not None and not self._is_script:
            return self.table.kernel
        return kernel_version(self.table, self.version).kernel_path.get(self.table.os or "")

    @property
    def started(self) -> str | None:
        """The program that the launch command starts; None where rkconf does not write the launch command."""
        return (self.table.kernel or self.installed) if self._is_generated else None

    @property
    def _is_generated(self) -> bool:
        """Whether rkconf writes the launch command: it is neither verbatim nor the Front End's."""
        if isinstance(self.table, Kernel):
            return self.table.launch_command is None and self.table.options == "advanced"
        return self.table.command is None
