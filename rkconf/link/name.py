"""The name of a TCPIP link, such as ``53001@skye.local,53002@skye.local``."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from rkconf import grammars
from rkconf.source import Excerpt, Span

if TYPE_CHECKING:
    from lark import Lark

PRIVILEGED = 1024
"""Ports below this one cannot be opened by an ordinary user (measured)."""
HIGHEST = 65535
HANDED_OUT = MappingProxyType({"Linux": range(32768, 61000), "macOS": range(49152, 65536)})
"""The ports that each system gives to any program that asks for one (measured on both)."""


def is_handed_out(port: int) -> bool:
    """Say whether a port may be taken by any program, on one of the systems."""
    return any(port in ports for ports in HANDED_OUT.values())


LOOPBACK_ADDRESS = "127.0.0.1"
"""The machine itself, as a number, where a name would be looked up: `localhost` may be ::1 first."""

LOOPBACK = frozenset({"localhost", LOOPBACK_ADDRESS, "::1"})
"""The names of the machine itself: no other machine can call it by them."""


def is_loopback(host: str) -> bool:
    """Say whether a host is the machine itself."""
    return host.strip("[]").lower() in LOOPBACK


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One port of a link and, where the name says so, the host where it listens."""

    port: int
    host: str | None
    span: Span
    digits: Excerpt
    """The port as it stands there."""

    def __str__(self) -> str:
        """Write it as MathLink does."""
        return f"{self.port}@{self.host}" if self.host else str(self.port)


@dataclass(frozen=True, slots=True)
class LinkName:
    """A link name that follows the form; ``blanks`` are the places of blanks that break it."""

    endpoints: tuple[Endpoint, ...]
    blanks: tuple[Span, ...] = ()

    def __str__(self) -> str:
        """Write it as MathLink does."""
        return ",".join(map(str, self.endpoints))

    @property
    def ports(self) -> tuple[int, ...]:
        """The ports, in order."""
        return tuple(endpoint.port for endpoint in self.endpoints)

    @property
    def hosts(self) -> tuple[str | None, ...]:
        """The hosts, in the order of the ports; None where only the port is given."""
        return tuple(endpoint.host for endpoint in self.endpoints)


@cache
def _parser() -> "Lark":
    return grammars.build("link", start="name")


def parse_name(text: Excerpt) -> LinkName | None:
    """Read a TCPIP link name; None where the text has another form."""
    from lark.exceptions import UnexpectedInput

    try:
        tree: Any = _parser().parse(text.text)
    except UnexpectedInput:
        return None
    endpoints = tuple(_endpoint(text, {token.type: token for token in node.children}) for node in tree.children)
    blanks = (token for node in tree.children for token in node.children if token.type == "BLANK")
    return LinkName(endpoints, tuple(text[token.start_pos : token.end_pos].span for token in blanks))


def _endpoint(text: Excerpt, tokens: dict[str, Any]) -> Endpoint:
    port, host = tokens["PORT"], tokens.get("HOST")
    place = text[port.start_pos : (host or port).end_pos].span
    digits = text[port.start_pos : port.end_pos]
    return Endpoint(int(port), host[1:] if host else None, place, digits)
