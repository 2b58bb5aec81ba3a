"""The machines on the way: where ssh logs in before it reaches the one that is meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from re import compile as regex

from rkconf.command.connection import Connection

_LONGEST = 512
"""More characters than any login has."""
# [user@]host[:port], or the same as a URI (ssh(1), -J); an IPv6 address with a port stands in brackets.
_GATE = regex(
    r"(?:ssh://)?(?:(?P<user>\S*)@)?"
    r"(?P<host>\[[^]\s]+\]|[^:/\s]+|[^/\s]*:[^/\s]*:[^/\s]*?)(?::(?P<port>[0-9]{1,5}))?/?"
)


@dataclass(frozen=True, slots=True)
class Gate:
    """A machine on the way; ``user`` and ``port`` are None where the command leaves them open."""

    user: str | None
    host: str
    port: int | None

    def __str__(self) -> str:
        """Return it as ssh is told it."""
        user = "" if self.user is None else f"{self.user}@"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{user}{host}" if self.port is None else f"{user}{host}:{self.port}"


def gates(connection: Connection) -> Iterator[Gate]:
    """Yield the machines of ``-J``, or of the setting that says the same, in the order of the way."""
    jumps = next((option.text for option in connection.given("J")), connection.setting("proxyjump"))
    for jump in (jumps or "").split(","):
        found = _GATE.fullmatch(jump.strip()[:_LONGEST])
        if found and jump.strip().lower() != "none":
            yield Gate(found["user"], found["host"].strip("[]"), int(found["port"]) if found["port"] else None)
