"""A kernel on another machine, as somebody meets it who sets it up."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from rkconf.command import (
    SSH_PORT,
    Connection,
    Journey,
    JumpHost,
    journeys,
    jump_hosts,
    proxy_command,
    read_by,
    target,
)
from rkconf.diagram import FirewallOpening, Network, Port, network
from rkconf.diagram.network import FRONT_END, MASTER, Side
from rkconf.launchables import started_by_front_end, started_by_kernel
from rkconf.rendering import entry, machine
from rkconf.rendering.secure_shell import options
from rkconf.setup import login
from rkconf.setup.account import Account
from rkconf.shell.quoting import UNIX, Quoting, for_system
from rkconf.spec import Kernel, Parallel, Row, further_ports, kernel_version
from rkconf.spec.model import OperatingSystem
from rkconf.versions import Version

_SCRIPT = ".sh"


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
    def is_basic(self) -> bool:
        """Whether the Front End makes the launch command itself."""
        return isinstance(self.table, Kernel) and self.table.options == "basic"

    @property
    def uses_mathssh(self) -> bool:
        """Whether the Front End's own ssh client logs in."""
        return isinstance(self.table, Kernel) and self.table.transport == "mathssh"

    @property
    def starter(self) -> str:
        """The machine that the launch command runs on."""
        return MASTER if self.is_parallel else FRONT_END

    @property
    def quoting(self) -> Quoting:
        """How the shell is told words that runs the launch command."""
        return UNIX if self.is_parallel else for_system(self.front_end_os)

    @cached_property
    def journey(self) -> Journey | None:
        """The way of the launch command, as far as a connection can be seen in it; None for the Front End's own."""
        if isinstance(self.table, Kernel):
            launch = started_by_front_end(entry(self.table, self.version, self.front_end_os))
        else:
            launch = started_by_kernel(machine(self.table, self.version))
        judged_for = target(self.version, kernel_version(self.table, self.version), self.front_end_os)
        found = journeys(launch, read_by(launch, judged_for))
        return next((journey for journey in found if journey.connection), None)

    @property
    def connection(self) -> Connection | None:
        """How the launch command logs in; None where it does not lead to the machine that is set up."""
        found = self.journey.connection if self.journey else None
        return found if found and found.host == self.host else None

    @property
    def user(self) -> str | None:
        """Who logs in; None for whoever starts the kernel."""
        if not self.connection or not self.journey:
            return self.table.user
        # The running kernel tells a template who that is.
        asked = [placeholder.value for placeholder in self.journey.filled.named("3")]
        return None if self.connection.user in asked else self.connection.user

    @property
    def port(self) -> int | None:
        """The port of the ssh server, where it is said."""
        return self.connection.port if self.connection else self.table.port

    @property
    def jump_hosts(self) -> tuple[JumpHost, ...]:
        """The machines between, which ssh logs in to first."""
        return tuple(jump_hosts(self.connection)) if self.connection else ()

    @property
    def proxy(self) -> str:
        """The command that makes the connection in ssh's place; empty where there is none."""
        return proxy_command(self.connection) if self.connection else ""

    @property
    def identity(self) -> str | None:
        """The key that the launch command names; None where ssh looks for the usual ones, or puts the path together."""
        return login.identity(self.journey, self.connection) if self.journey and self.connection else None

    @cached_property
    def network(self) -> Network | None:
        """The machines, links and ports of the launch; None where it cannot be seen to lead to that machine."""
        return network(self.journey, self.version) if self.journey and self.connection else None

    @property
    def is_understood(self) -> bool:
        """Whether the launch command starts what is a kernel, so that its links are known."""
        return bool(self.network and self.journey and self.journey.kernel and self.journey.kernel.is_known)

    @property
    def logins(self) -> tuple[FirewallOpening, ...]:
        """What each ssh server on the way must let in."""
        if self.network:
            return self.network.login_openings
        return (FirewallOpening(self.host, (Port(self.port or SSH_PORT),), self.starter, "ssh"),)

    @property
    def calls(self) -> tuple[FirewallOpening, ...]:
        """What must be let in for links that go outside of ssh."""
        return self.network.link_openings if self.network and self.is_understood else ()

    @property
    def fixed_ports(self) -> tuple[int, ...]:
        """All ports that the launch fixes."""
        return self.network.fixed_ports if self.network and self.is_understood else ()

    @property
    def awaited_ports(self) -> tuple[int, ...]:
        """The fixed ports at which the Front End itself waits for the kernel."""
        return self.network.listening_ports(Side.HERE) if self.network and self.is_understood else ()

    @property
    def account(self) -> Account:
        """Whose login folder the kernel starts in."""
        name = self.connection.setting("hostname") if self.connection else None
        return Account(name or self.host, self.user, self.port or SSH_PORT, self.jump_hosts, self.proxy)

    def ssh(self, *more: str, to: str | None = None, quoting: Quoting = UNIX) -> str:
        """Return the command that logs in, with ``more`` options in front; ``to`` is another name of the machine.

        Of the launch command's own options those are left out that are for the launch alone.
        """
        account = quoting.word(f"{self.user}@{self.host}" if self.user else self.host)
        return " ".join(["ssh", *more, *self._options(quoting), to or account])

    def _options(self, quoting: Quoting) -> Iterator[str]:
        if self.journey and self.connection:
            yield from ("-p", str(self.port)) if self.port else ()
            yield from login.options(self.journey, self.connection, quoting)
        else:
            yield from options(self.table.model_copy(update={"verbose": False}), quoting)

    def ssh_to_gates(self, *more: str) -> Iterator[str]:
        """Yield the command that logs in to each machine between; ssh takes none of the other options there."""
        for index, gate in enumerate(self.jump_hosts):
            before = ("-J", UNIX.word(",".join(map(str, self.jump_hosts[:index])))) if index else ()
            port = ("-p", str(gate.port)) if gate.port else ()
            user = f"{gate.user}@" if gate.user else ""
            yield " ".join(["ssh", *more, *before, *port, UNIX.word(f"{user}{gate.host}")])

    @property
    def _names_script(self) -> bool:
        return PurePosixPath(self.table.kernel or "").suffix == _SCRIPT

    @property
    def script(self) -> str | None:
        """The script that the launch command starts at its place; None where it starts the kernel itself."""
        return self.table.kernel if self._names_script and self.sought is None else None

    @property
    def sought(self) -> str | None:
        """The script that the login shell looks for on its search path: a name without a folder."""
        return self.table.kernel if self._names_script and "/" not in (self.table.kernel or "") else None

    @cached_property
    def installed(self) -> str | None:
        """The kernel, as far as the specification or a fact names it; behind a script only a fact can."""
        if self.table.kernel is not None and not self._names_script:
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
