"""A kernel on another machine, as a setup sees it."""

from functools import cached_property

from rkconf.command import Journey, journeys, read_by, target
from rkconf.diagram.network import FRONT_END, MASTER
from rkconf.launchables import started_by_front_end, started_by_kernel
from rkconf.provisioning.init_file import InitFile
from rkconf.provisioning.kernel_program import KernelProgram
from rkconf.provisioning.launch_ports import LaunchPorts
from rkconf.provisioning.login import RemoteLogin
from rkconf.record import record, replace
from rkconf.rendering import entry, machine
from rkconf.shell.quoting import UNIX, Quoting, for_system
from rkconf.spec import Kernel, Parallel, Row, is_described, kernel_version
from rkconf.spec.model import OperatingSystem
from rkconf.versions import Version


@record
class Remote:
    """One kernel, or one group of parallel kernels, on a machine that the specification names."""

    row: Row
    version: Version
    front_end_os: OperatingSystem

    @property
    def table(self) -> Kernel | Parallel:
        """The table of the specification."""
        return self.row.table

    @property
    def name(self) -> str:
        """Its name in quotes, since a name may be several words."""
        return f"'{self.row.name}'"

    @property
    def is_parallel(self) -> bool:
        """Whether a running kernel starts it, and not the Front End."""
        return isinstance(self.table, Parallel)

    @property
    def is_described(self) -> bool:
        """Whether Mathematica makes the command of ssh from a description; the link goes through that connection."""
        return is_described(self.table, self.version)

    @property
    def is_basic(self) -> bool:
        """Whether the Front End writes the launch command itself."""
        return isinstance(self.table, Kernel) and self.table.options == "basic"

    @property
    def uses_mathssh(self) -> bool:
        """Whether mathssh, the Front End's own ssh client, logs in."""
        return isinstance(self.table, Kernel) and self.table.transport == "mathssh"

    @property
    def starter(self) -> str:
        """The machine on which the launch command runs."""
        return MASTER if self.is_parallel else FRONT_END

    @property
    def quoting(self) -> Quoting:
        """The quoting for the shell that reads the launch command."""
        return UNIX if self.is_parallel else for_system(self.front_end_os)

    @cached_property
    def login(self) -> RemoteLogin:
        """The login on the kernel's machine."""
        return RemoteLogin(self.table, self._journey)

    @cached_property
    def _journey(self) -> Journey | None:
        """The launch command as it is followed; None where it logs in to no machine.

        For a description, it is that of the same kernels without one, since it has the same login.
        """
        if isinstance(self.table, Kernel):
            launch = started_by_front_end(entry(self.table, self.version, self.front_end_os))
        else:
            plain = replace(self.table, connection="direct", ports=None) if self.is_described else self.table
            launch = started_by_kernel(machine(plain, self.version))
        judged_for = target(self.version, kernel_version(self.table, self.version), self.front_end_os)
        found = journeys(launch, read_by(launch, judged_for))
        return next((journey for journey in found if journey.connection), None)

    @cached_property
    def ports(self) -> LaunchPorts:
        """The ports of the launch."""
        return LaunchPorts(self.login, self.version, self.starter, needs_ports=not self.is_described)

    @cached_property
    def program(self) -> KernelProgram:
        """The program that the launch command starts."""
        return KernelProgram(self.table, self.version, self._reaching)

    @property
    def _reaching(self) -> Journey | None:
        """The launch command as it is followed; None where it is not known to reach the kernel's machine."""
        return self._journey if self.login.connection else None

    @cached_property
    def init_file(self) -> InitFile:
        """The init file that the kernel loads."""
        return InitFile(self.table, self.ports, self._reaching)

    @property
    def kernel_init(self) -> str | None:
        """The path of the init file that rkconf writes, relative to the home directory; None where there is none."""
        return self.init_file.own
