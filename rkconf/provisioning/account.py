"""The account in whose home directory a kernel starts."""

from typing import TypeAlias

from rkconf.command import JumpHost
from rkconf.record import record

Address: TypeAlias = tuple[str, str | None, int]
"""The machine, login name and port of an account."""


@record
class Account:
    """A home directory, identified by the machine, the login name, and the route to the machine."""

    machine: str
    user: str | None
    """None for the user who starts the kernel."""
    port: int
    """The port of the ssh server: another port may belong to another machine."""
    jump_hosts: tuple[JumpHost, ...] = ()
    """The jump hosts: beyond them, a machine of the same name may be another one."""
    proxy: str = ""
    """The command that makes the connection; which hosts it contacts is unknown."""

    @property
    def address(self) -> Address:
        """The part that accounts share if they may be one: two routes to one name may reach the same machine."""
        return self.machine, self.user, self.port
