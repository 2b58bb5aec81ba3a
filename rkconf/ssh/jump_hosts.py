"""Jump hosts: the machines where ssh logs in before it reaches its destination."""

from collections.abc import Iterator

from rkconf import deferred
from rkconf.record import record
from rkconf.ssh.connection import Connection

_JUMP, _COMMAND = "proxyjump", "proxycommand"
_LONGEST = 512
"""More characters than any login name and host have together."""
# [user@]host[:port], or the same as a URI (ssh(1), -J); an IPv6 address with a port needs brackets.
_JUMP_HOST = deferred.pattern(
    r"(?:ssh://)?(?:(?P<user>\S*)@)?"
    r"(?P<host>\[[^]\s]+\]|[^:/\s]+|[^/\s]*:[^/\s]*:[^/\s]*?)(?::(?P<port>[0-9]{1,5}))?/?"
)


@record
class JumpHost:
    """A machine on the route; ``user`` and ``port`` are None where the command does not give them."""

    user: str | None
    host: str
    port: int | None

    def __str__(self) -> str:
        """Return it in the form that ssh reads."""
        user = "" if self.user is None else f"{self.user}@"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{user}{host}" if self.port is None else f"{user}{host}:{self.port}"


def jump_hosts(connection: Connection) -> Iterator[JumpHost]:
    """Yield the machines of ``-J``, or of the setting with the same meaning, in the order of the logins."""
    setting, jumps = _route(connection)
    for jump in jumps.split(",") if setting == _JUMP else ():
        found = _JUMP_HOST.fullmatch(jump.strip()[:_LONGEST])
        if found:
            yield JumpHost(found["user"], found["host"].strip("[]"), int(found["port"]) if found["port"] else None)


def proxy_command(connection: Connection) -> str:
    """Return the command that makes the connection instead of ssh, which is not followed; empty where there is none."""
    setting, text = _route(connection)
    return text if setting == _COMMAND else ""


def _route(connection: Connection) -> tuple[str, str]:
    """Return the setting that determines the route, and its value; empty texts where there is none.

    ssh uses the first one: after ``ProxyJump=none`` it still uses a later command, but not the reverse (measured).
    """
    given = [(option.span.start, _JUMP, option.text.strip()) for option in connection.given("J")]
    for name in (_JUMP, _COMMAND):
        if name in connection.settings:
            text, option = connection.settings[name]
            given.append((option.span.start, name, text.strip()))
    counting = (each for each in given if each[1:] != (_JUMP, "none"))
    _, setting, text = min(counting, default=(0, "", "none"))
    return ("", "") if text.lower() == "none" else (setting, text)
