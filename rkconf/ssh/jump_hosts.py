"""The machines on the way: where ssh logs in before it reaches the one that is meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from re import compile as regex

from rkconf.ssh.connection import Connection

_JUMP, _COMMAND = "proxyjump", "proxycommand"
_LONGEST = 512
"""More characters than any login has."""
# [user@]host[:port], or the same as a URI (ssh(1), -J); an IPv6 address with a port stands in brackets.
_GATE = regex(
    r"(?:ssh://)?(?:(?P<user>\S*)@)?"
    r"(?P<host>\[[^]\s]+\]|[^:/\s]+|[^/\s]*:[^/\s]*:[^/\s]*?)(?::(?P<port>[0-9]{1,5}))?/?"
)


@dataclass(frozen=True, slots=True)
class JumpHost:
    """A machine on the way; ``user`` and ``port`` are None where the command leaves them open."""

    user: str | None
    host: str
    port: int | None

    def __str__(self) -> str:
        """Return it as ssh is told it."""
        user = "" if self.user is None else f"{self.user}@"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{user}{host}" if self.port is None else f"{user}{host}:{self.port}"


def jump_hosts(connection: Connection) -> Iterator[JumpHost]:
    """Yield the machines of ``-J``, or of the setting that says the same, in the order of the way."""
    setting, jumps = _detour(connection)
    for jump in jumps.split(",") if setting == _JUMP else ():
        found = _GATE.fullmatch(jump.strip()[:_LONGEST])
        if found:
            yield JumpHost(found["user"], found["host"].strip("[]"), int(found["port"]) if found["port"] else None)


def proxy_command(connection: Connection) -> str:
    """Return the command that reaches the machine in ssh's place, which nobody follows; empty where there is none."""
    setting, text = _detour(connection)
    return text if setting == _COMMAND else ""


def _detour(connection: Connection) -> tuple[str, str]:
    """Return the setting that leads to the machine by a detour, and its value; nothing where none does.

    The first counts: a jump that is none leaves the choice to a later command, but not the other way round (measured).
    """
    told = [(option.span.start, _JUMP, option.text.strip()) for option in connection.given("J")]
    for name in (_JUMP, _COMMAND):
        if name in connection.settings:
            text, option = connection.settings[name]
            told.append((option.span.start, name, text.strip()))
    counting = (each for each in told if each[1:] != (_JUMP, "none"))
    _, setting, text = min(counting, default=(0, "", "none"))
    return ("", "") if text.lower() == "none" else (setting, text)
