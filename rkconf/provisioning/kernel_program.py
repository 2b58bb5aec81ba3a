"""The program that a launch command starts: the kernel itself, or a script that starts it."""

from pathlib import PurePosixPath

from rkconf.command import Journey
from rkconf.provisioning.remote_path import remote_path
from rkconf.record import record
from rkconf.spec import Kernel, Parallel, installed_kernel, is_verbatim, kernel_version
from rkconf.versions import Version

_SCRIPT = ".sh"


@record
class KernelProgram:
    """The program of a kernel on another machine, for a Front End of ``version``.

    ``journey`` follows the launch command to the machine; None where it is not known to reach it.
    """

    table: Kernel | Parallel
    version: Version
    journey: Journey | None = None

    @property
    def named(self) -> str | None:
        """The program that the specification names, or else the launch command; None where neither does."""
        return self._launched if self.table.kernel is None and is_verbatim(self.table) else self.table.kernel

    @property
    def _launched(self) -> str | None:
        """The program that the launch command starts without other programs around it; None where it is unknown."""
        kernel = self.journey.kernel if self.journey else None
        if not self.journey or not kernel or not kernel.is_known or kernel.invocation.prefixes:
            return None
        return remote_path(self.journey, kernel.program)

    @property
    def script(self) -> str | None:
        """The path of the script; None where the launch command starts the kernel itself, or looks for a script."""
        return self.named if self._is_script and not self.searched_script else None

    @property
    def searched_script(self) -> str | None:
        """A script given as a name without a folder, which the login shell looks for on PATH; otherwise None."""
        return self.named if self._is_script and "/" not in (self.named or "") else None

    @property
    def _is_script(self) -> bool:
        return PurePosixPath(self.named or "").suffix == _SCRIPT

    @property
    def installed(self) -> str | None:
        """The kernel, as the specification or a fact names it; for a script only a fact can. None where unknown."""
        if self.named is not None and not self._is_script:
            return self.named
        return installed_kernel(self.table, self.version)

    @property
    def usual(self) -> tuple[str, ...]:
        """The paths of the kernel on the systems of Unix, of which one is right where the system is unknown."""
        paths = kernel_version(self.table, self.version).kernel_path.values()
        return tuple(path for path in paths if path.startswith("/"))

    @property
    def started(self) -> str | None:
        """The program that the launch command starts; None where it is unknown."""
        if isinstance(self.table, Kernel) and self.table.options == "basic":
            return None
        return self._launched if is_verbatim(self.table) else self.named or self.installed
