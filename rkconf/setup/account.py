"""Whose login folder a kernel starts in."""

from dataclasses import dataclass

from rkconf.command import JumpHost


@dataclass(frozen=True, slots=True)
class Account:
    """What tells one login folder from another: a machine, who logs in, and the way there."""

    machine: str
    user: str | None
    """None for whoever starts the kernel."""
    port: int
    """The port of the ssh server: behind another one there may be another machine."""
    jump_hosts: tuple[JumpHost, ...] = ()
    """The machines between: a machine of that name behind them may be another one, or the same."""
    proxy: str = ""
    """The command that makes the connection: where it leads, nobody knows."""

    def may_be(self, other: "Account") -> bool:
        """Say whether the two may be one: nobody knows whether two ways of one name lead to one machine."""
        return (self.machine, self.user, self.port) == (other.machine, other.user, other.port)
