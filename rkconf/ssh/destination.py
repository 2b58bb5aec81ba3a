"""Destinations of ssh: ``[user@]host``, ``ssh://[user@]host[:port]``, and jump hosts, as ssh reads and refuses them.

ssh refuses host names and login names with characters that are special to a shell since OpenSSH 9.6, and in older
versions to which distributions have applied that fix (measured with Debian's 9.2). Real names do not contain them.
"""

import re

from rkconf import deferred
from rkconf.programs.table import table
from rkconf.record import record
from rkconf.ssh.scalars import port_number

SCHEME = "ssh://"
TWO_SEPARATORS = "@@"
"""A login with these has a name that no account has."""
_FOREIGN_TO_HOSTS = re.compile(r"""['`"$\\;&<>|(){},\s\x00-\x1f\x7f]|(?<=:)/""", re.ASCII)
_FOREIGN_TO_USERS = re.compile(r"""['`";&<>|(){}]|\s-|\\\Z""")
_DOMAIN = deferred.pattern(r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.))*")
_BRACKETS = "[]"
_IPV4_BYTES = 4
_BYTE = 255
_OCTAL = deferred.pattern(r"0[0-9]")
_LONGEST_NUMBER = 100
"""Longer numbers are not converted: Python refuses those of thousands of digits."""
_RANGE = deferred.pattern(r"\[[0-9]+[-,][0-9,-]*\]")


@record
class Destination:
    """A destination in its parts; ``user`` and ``port`` are None where the command does not give them."""

    user: str | None
    host: str
    port: int | None


def is_uri(text: str) -> bool:
    """Return whether a destination is a URI; ssh reads the scheme only in lowercase."""
    return text.startswith(SCHEME)


def destination_error(text: str) -> str | None:
    """Return what is wrong with a destination, or None."""
    if is_uri(text):
        return None if uri(text) else "ssh://[user@]host[:port] allows neither other parts nor an IPv6 address"
    user, at, host = text.rpartition("@")
    if at and not user:
        return "the login name before @ is empty"
    return user_error(user) or host_error(host)


def scheme_in_login(text: str) -> str | None:
    """Return the scheme that ssh takes for a part of the login name, as in ``mailto:user@host``; None if there is none.

    No account has such a name: a colon ends the name in the list of accounts (passwd(5)).
    """
    scheme, colon, rest = text.partition(":")
    is_part = bool(colon) and "@" in rest and not is_uri(text) and scheme.lower() in table().passwords.addresses
    return scheme if is_part else None


def host_error(host: str) -> str | None:
    """Return what is wrong with a host name, or None; another rule reports an empty one."""
    if host.startswith("-"):
        return "a host name does not begin with a dash"
    found = _FOREIGN_TO_HOSTS.search(host)
    if not found:
        return (
            "a host with several colons must be an IPv6 address" if host.count(":") > 1 and not _is_ipv6(host) else None
        )
    return "a host name has no spaces" if found[0].isspace() else f"a host name does not contain {found[0]}"


def address_error(host: str) -> str | None:
    """Return what is wrong with an IPv4 address, or None for one that is right, and for a name.

    The last of fewer than four numbers covers the rest of the address, and a number that begins with 0 is octal
    (inet_aton(3)). ssh looks up a wrong one as a name, which does not exist: no name of a domain ends with a number.
    """
    numbers = host.split(".")
    if len(numbers) == 1 or not all(number.isascii() and number.isdecimal() for number in numbers):
        return None
    if len(numbers) > _IPV4_BYTES:
        return f"{host} has {len(numbers)} numbers, and an IPv4 address has four"
    if any(_OCTAL.match(number) or len(number) > _LONGEST_NUMBER for number in numbers):
        return None
    *bytes_before, last = map(int, numbers)
    largest = 256 ** (_IPV4_BYTES - len(bytes_before)) - 1
    wrong = next((number for number in bytes_before if number > _BYTE), last if last > largest else None)
    return f"{wrong} in {host} is above {largest if wrong == last else _BYTE}" if wrong is not None else None


def has_more_numbers(host: str) -> bool:
    """Return whether a host consists of more numbers than an IPv4 address has."""
    return host.count(".") >= _IPV4_BYTES


def host_of(text: str) -> str:
    """Return the host of a destination."""
    named = uri(text) if is_uri(text) else None
    return named.host if named else text.rpartition("@")[2]


def names_several(host: str) -> bool:
    """Return whether a text contains a range of numbers in brackets, with which Slurm names several hosts."""
    return _RANGE.search(host) is not None


def bracket_error(host: str) -> str | None:
    """Return what is wrong with the brackets in a host; None if there are none or they enclose an IPv6 address."""
    if names_several(host):
        return "ssh takes one host, and a range in brackets is part of its name"
    if not any(bracket in host for bracket in _BRACKETS) or _is_ipv6(host):
        return None
    return "a host name has no brackets, except around an IPv6 address"


def _is_ipv6(host: str) -> bool:
    if ":" not in host:
        return False
    # Imported here because most hosts are names.
    from ipaddress import IPv6Address

    try:
        IPv6Address(host.partition("%")[0].strip(_BRACKETS))
    except ValueError:
        return False
    return True


def user_error(user: str) -> str | None:
    """Return what is wrong with a login name, or None."""
    if user.startswith("-"):
        return "a login name does not begin with a dash"
    return "a login name has no characters that are special to a shell" if _FOREIGN_TO_USERS.search(user) else None


def uri(text: str) -> Destination | None:
    """Return the parts of ``ssh://[user@]host[:port]``; None where ssh refuses it."""
    rest = text[len(SCHEME) :]
    rest = rest.removesuffix("/")
    found = parts(rest)
    return found if found and _DOMAIN.fullmatch(found.host) and not user_error(found.user or "") else None


def jump_host(text: str) -> Destination | None:
    """Return one machine of ``-J``; None where ssh refuses it. ssh accepts spaces there (measured)."""
    found = uri(text) if is_uri(text) else parts(text)
    return None if not found or host_error(found.host.replace(" ", "")) or user_error(found.user or "") else found


def parts(text: str) -> Destination | None:
    """Split ``[user@]host[:port]`` as ``parse_user_host_port`` does: an IPv6 address needs brackets."""
    user, at, rest = text.rpartition("@")
    host, port = _host_and_port(rest)
    if (at and not user) or not host:
        return None
    number = port_number(port) if port else None
    return Destination(user if at else None, host, number) if number or not port else None


def is_domain(text: str) -> bool:
    """Return whether a text is the name of a domain."""
    return _DOMAIN.fullmatch(text) is not None


def is_host_and_port(text: str) -> bool:
    """Return whether a text is ``host:port``; the port may be ``*``."""
    host, port = _host_and_port(text)
    return bool(host) and (port == "*" or bool(port_number(port)))


def _host_and_port(text: str) -> tuple[str, str]:
    """Split at the first colon or slash, or after brackets; the host is empty where the brackets do not end."""
    if not text.startswith("["):
        end = min((at for at in (text.find(":"), text.find("/")) if at >= 0), default=len(text))
        return text[:end], text[end + 1 :]
    end = text.find("]") + 1
    if not end or text[end : end + 1] not in {"", ":", "/"}:
        return "", ""
    return text[:end].strip(_BRACKETS), text[end + 1 :]
