"""A kernel on another machine, as somebody meets it who sets it up."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TypeAlias

from rkconf.command.quoting import UNIX, Quoting, for_system
from rkconf.rendering import kernel_side_links
from rkconf.rendering.secure_shell import login, options
from rkconf.spec import Kernel, Parallel, Row, further_ports, kernel_version
from rkconf.spec.model import OperatingSystem
from rkconf.versions import Version

Account: TypeAlias = tuple[str, int | None]
"""What tells one login folder from another: machine and user, and the port of the ssh server."""


@dataclass(frozen=True)
class Remote:
    """One kernel, or one group of parallel kernels, with a machine that the specification names."""

    row: Row
    version: Version
    front_end_os: OperatingSystem

    @property
    def table(self) -> Kernel | Parallel:
        """What the specification says."""
        return self.row.table

    @property
    def name(self) -> str:
        """What it is called, between quotes: a name may be several words."""
        return f"'{self.row.name}'"

    @property
    def host(self) -> str:
        """The kernel's machine."""
        return self.table.host or ""

    @property
    def is_parallel(self) -> bool:
        """Whether a running kernel starts it, and not the Front End."""
        return isinstance(self.table, Parallel)

    @property
    def is_generated(self) -> bool:
        """Whether the specification knows what happens: its launch command is neither verbatim nor the Front End's."""
        if isinstance(self.table, Kernel):
            return self.table.launch_command is None and self.table.options == "advanced"
        return self.table.command is None

    @property
    def uses_mathssh(self) -> bool:
        """Whether the Front End's own ssh client logs in."""
        return isinstance(self.table, Kernel) and self.table.transport == "mathssh"

    @property
    def quoting(self) -> Quoting:
        """How the shell is told words that the Front End uses."""
        return for_system(self.front_end_os)

    @property
    def account(self) -> Account:
        """Whose login folder the kernel starts in."""
        return login(self.table, UNIX), self.table.port

    def ssh(self, *more: str, to: str | None = None, quoting: Quoting = UNIX) -> str:
        """Return the command that logs in, with ``more`` options in front; ``to`` is another name of the machine.

        Options that make ssh talk are left out.
        """
        needed = options(self.table.model_copy(update={"verbose": False}), quoting)
        return " ".join(["ssh", *more, *needed, to or login(self.table, quoting)])

    @property
    def script(self) -> str | None:
        """The script that the launch command starts; None where it starts the kernel itself."""
        path = self.table.kernel
        return path if path and PurePosixPath(path).suffix == ".sh" else None

    @cached_property
    def installed(self) -> str | None:
        """The kernel, as far as the specification or a fact names it; behind a script only a fact can."""
        if self.script is None and self.table.kernel is not None:
            return self.table.kernel
        return kernel_version(self.table, self.version).kernel_path.get(self.table.os or "")

    @property
    def started(self) -> str | None:
        """The program that the launch command starts; None where rkconf does not write that."""
        return (self.table.kernel or self.installed) if self.is_generated else None

    @property
    def trial(self) -> str:
        """The command that starts the kernel without links, as the Front End's own shell is told it."""
        log_in = self.ssh("-o BatchMode=yes", quoting=self.quoting)
        if not self.started:
            return f"{log_in} true"
        program = self.quoting.quoted_word_for_both_shells(self.started)
        init = f" -initfile {self.quoting.word_for_both_shells(self.kernel_init)}" if self.kernel_init else ""
        return f"{log_in} {program}{init}"

    @property
    def tunnel_ports(self) -> tuple[int, ...]:
        """The ports of the main link where it goes through a tunnel with ports of its own."""
        return (self.table.ports or ()) if self.table.connection == "tunnel" else ()

    @property
    def further_ports(self) -> tuple[int, ...]:
        """The ports on which the kernel waits, in a tunnel, for the links that it opens itself."""
        return further_ports(self.table, self.version)

    @property
    def kernel_init(self) -> str | None:
        """The init file that the kernel needs, relative to its login folder."""
        return self.table.kernel_init if isinstance(self.table, Kernel) and self.further_ports else None

    @property
    def links_of_the_kernel(self) -> str:
        """The links that the kernel opens on ports of its own choice, to which no tunnel leads."""
        return "" if self.is_parallel or self.table.connection == "tunnel" else kernel_side_links(self.version)
