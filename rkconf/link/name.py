"""The name of a TCPIP link, such as ``53001@skye.local,53002@skye.local``."""

from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from rkconf import grammars
from rkconf.source import Excerpt, Span

if TYPE_CHECKING:
    from lark import Lark

PRIVILEGED = 1024
"""The first port that an ordinary user can open (measured)."""
HIGHEST = 65535
"""The last port."""
EPHEMERAL_PORTS = MappingProxyType({"Linux": range(32768, 61000), "macOS": range(49152, 65536)})
"""The ports that each system assigns to a program that asks for any free port (measured on both)."""


def is_ephemeral(port: int) -> bool:
    """Return whether one of the systems may assign the port to any program."""
    return any(port in ports for ports in EPHEMERAL_PORTS.values())


LOOPBACK_ADDRESS = "127.0.0.1"
"""The machine itself, as a number: `localhost` is looked up, and may resolve to ::1 first."""

LOOPBACK = frozenset({"localhost", LOOPBACK_ADDRESS, "::1"})
"""The names of the machine itself; they never reach another machine."""


def is_loopback(host: str) -> bool:
    """Return whether a host is the machine itself."""
    return host.strip("[]").lower() in LOOPBACK


_PARTS = 4
_BYTE = 256


def canonical_address(host: str) -> str:
    """Return the address that a program reaches by another spelling: 127.0.0.1 for 127.1 and for 0.0.0.0.

    Any other host is returned unchanged (inet_aton(3); measured).
    """
    host = host.strip("[]")
    parts = host.split(".")
    if (
        not host
        or len(parts) > _PARTS
        or not all(part.isdecimal() and len(part) <= len("4294967295") for part in parts)
    ):
        return {"::": "::1"}.get(host, host)
    *first, last = map(int, parts)
    room = _BYTE ** (_PARTS - len(first))
    if last >= room or any(part >= _BYTE for part in first):
        return host
    number = sum(part * _BYTE ** (_PARTS - 1 - index) for index, part in enumerate(first)) + last
    address = ".".join(str(byte) for byte in number.to_bytes(_PARTS, "big"))
    return LOOPBACK_ADDRESS if address == "0.0.0.0" else address  # noqa: S104 - nothing listens there


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One port of a link, and the host where it listens if the name has one."""

    port: int
    host: str | None
    span: Span
    digits: Excerpt
    """The port as it is written."""

    def __str__(self) -> str:
        """Return it as MathLink writes it."""
        return f"{self.port}@{self.host}" if self.host else str(self.port)


@dataclass(frozen=True, slots=True)
class LinkName:
    """A link name of TCPIP."""

    endpoints: tuple[Endpoint, ...]

    def __str__(self) -> str:
        """Return it as MathLink writes it."""
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


@lru_cache(maxsize=256)
def _tree(text: str) -> Any:  # noqa: ANN401 - lark's trees have no types
    """Return lark's tree of a link name; it is kept, since one command names the same link several times."""
    from lark.exceptions import UnexpectedInput

    try:
        return _parser().parse(text)
    except UnexpectedInput:
        return None


def parse_name(text: Excerpt) -> LinkName | None:
    """Return a TCPIP link name; None where the text has another form."""
    tree = _tree(text.text)
    if tree is None:
        return None
    return LinkName(tuple(_endpoint(text, {token.type: token for token in node.children}) for node in tree.children))


def _endpoint(text: Excerpt, tokens: dict[str, Any]) -> Endpoint:
    port, host = tokens["PORT"], tokens.get("HOST")
    place = text[port.start_pos : (host or port).end_pos].span
    digits = text[port.start_pos : port.end_pos]
    return Endpoint(int(port), host[1:] if host else None, place, digits)
