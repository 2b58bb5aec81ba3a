"""The name of a TCPIP link, such as ``53001@skye.local,53002@skye.local``."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import cast

from rkconf.grammars import LalrParser, Lexeme, UnexpectedTokenError, load
from rkconf.record import record
from rkconf.source import Excerpt, Span

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


@record
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


@record
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


class _NameBuilder:
    """Builds the ports and hosts of a name, each port with its place in the text."""

    def endpoint(self, lexemes: list[Lexeme]) -> Mapping[str, Lexeme]:
        return {lexeme.kind: lexeme for lexeme in lexemes}

    def name(self, endpoints: list[Mapping[str, Lexeme]]) -> Sequence[Mapping[str, Lexeme]]:
        return endpoints


@lru_cache(maxsize=256)
def _endpoints(text: str) -> Sequence[Mapping[str, Lexeme]]:
    """Return the lexemes of each endpoint, or nothing; they are kept, since one command names a link several times."""
    tables = load("link")
    parser = LalrParser(tables, _NameBuilder())
    try:
        for lexeme in tables.scan(text):
            parser.feed(lexeme.kind, lexeme)
        return cast("Sequence[Mapping[str, Lexeme]]", parser.end())
    except UnexpectedTokenError:
        return ()


def parse_name(text: Excerpt) -> LinkName | None:
    """Return a TCPIP link name; None where the text has another form."""
    endpoints = tuple(_endpoint(text, lexemes) for lexemes in _endpoints(text.text))
    return LinkName(endpoints) if endpoints else None


def _endpoint(text: Excerpt, lexemes: Mapping[str, Lexeme]) -> Endpoint:
    port, host = lexemes["PORT"], lexemes.get("HOST")
    place = text[port.start : (host or port).end].span
    return Endpoint(int(port.text), host.text[1:] if host else None, place, text[port.start : port.end])
