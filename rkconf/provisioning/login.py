"""The login on the kernel's machine: that of the launch command, for all other commands of a setup."""

from collections.abc import Iterator
from functools import cached_property

from rkconf.command import SSH_PORT, Connection, Journey, JumpHost, jump_hosts, proxy_command
from rkconf.provisioning import login_options
from rkconf.provisioning.account import Account
from rkconf.provisioning.remote_path import remote_path
from rkconf.record import record, replace
from rkconf.rendering.secure_shell import options
from rkconf.shell.quoting import UNIX, Quoting
from rkconf.spec import Kernel, Parallel
from rkconf.spec.value_checks import host_error


@record
class RemoteLogin:
    """How ssh logs in on the machine of ``table``; ``journey`` follows the launch command, as far as it has a login."""

    table: Kernel | Parallel
    journey: Journey | None

    @property
    def host(self) -> str:
        """The kernel's machine: that of the specification, or else that of the launch command; empty if unknown."""
        return self.table.host or self._launched

    @property
    def _launched(self) -> str:
        """The machine to which the launch command logs in directly; empty if its name depends on a machine."""
        connections = self.journey.connections if self.journey else ()
        where = connections[0].destination if len(connections) == 1 else None
        if not self.journey or where is None or remote_path(self.journey, where) is None:
            return ""
        return "" if host_error(connections[0].host) else connections[0].host

    @cached_property
    def connection(self) -> Connection | None:
        """The connection of the launch command; None where it does not reach the kernel's machine."""
        found = self.journey.connection if self.journey else None
        return found if found and found.host == self.host else None

    @cached_property
    def user(self) -> str | None:
        """The login name; None for that of the user who starts the kernel."""
        if not self.connection or not self.journey:
            return self.table.user
        # In a template the running kernel inserts the login name.
        inserted = [placeholder.value for placeholder in self.journey.filled.named("3")]
        return None if self.connection.user in inserted else self.connection.user

    @property
    def port(self) -> int | None:
        """The port of the ssh server; None where it is not given."""
        return self.connection.port if self.connection else self.table.port

    @property
    def jump_hosts(self) -> tuple[JumpHost, ...]:
        """The jump hosts, in the order in which ssh logs in."""
        return tuple(jump_hosts(self.connection)) if self.connection else ()

    @property
    def proxy(self) -> str:
        """The command that makes the connection instead of ssh; empty where there is none."""
        return proxy_command(self.connection) if self.connection else ""

    @property
    def identity(self) -> str | None:
        """The key that the launch command names; None for the usual ones, or where ssh assembles the path."""
        return login_options.identity(self.journey, self.connection) if self.journey and self.connection else None

    @cached_property
    def route(self) -> tuple[tuple[str, str], ...]:
        """The keywords of ssh's configuration, and their values, with which ssh reaches the machine."""
        return tuple(login_options.route(self.journey, self.connection)) if self.journey and self.connection else ()

    @cached_property
    def account(self) -> Account:
        """The account in whose home directory the kernel starts."""
        name = self.connection.setting("hostname") if self.connection else None
        return Account(name or self.host, self.user, self.port or SSH_PORT, self.jump_hosts, self.proxy)

    def ssh(self, *more: str, to: str | None = None, quoting: Quoting = UNIX) -> str:
        """Return the command that logs in, with ``more`` options first; ``to`` is an alias of the machine.

        Options of the launch command that are only for the launch are left out.
        """
        account = quoting.word(f"{self.user}@{self.host}" if self.user else self.host)
        return " ".join(["ssh", *more, *self._options(quoting), to or account])

    def _options(self, quoting: Quoting) -> Iterator[str]:
        if self.journey and self.connection:
            yield from ("-p", str(self.port)) if self.port else ()
            yield from login_options.options(self.journey, self.connection, quoting)
        else:
            yield from options(replace(self.table, verbose=False), quoting)

    def ssh_to_jump_hosts(self, *more: str) -> Iterator[str]:
        """Yield the command that logs in to each jump host; ssh uses none of the other options there."""
        for index, jump_host in enumerate(self.jump_hosts):
            before = ("-J", UNIX.word(",".join(map(str, self.jump_hosts[:index])))) if index else ()
            port = ("-p", str(jump_host.port)) if jump_host.port else ()
            user = f"{jump_host.user}@" if jump_host.user else ""
            yield " ".join(["ssh", *more, *before, *port, UNIX.word(f"{user}{jump_host.host}")])
