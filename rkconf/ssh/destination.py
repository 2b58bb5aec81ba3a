"""Where ssh logs in: ``[user@]host``, ``ssh://[user@]host[:port]``, and a jump host, as ssh reads and refuses them.

Host names and logins with characters that a shell would read are refused since OpenSSH 9.6, and by the versions to
which distributions have carried that fix (measured with Debian's 9.2); no host name and no account has them.
"""

from dataclasses import dataclass
from ipaddress import IPv6Address
from re import ASCII
from re import compile as regex

from rkconf.ssh.scalars import port_number

SCHEME = "ssh://"
_FOREIGN_TO_HOSTS = regex(r"""['`"$\\;&<>|(){},\s\x00-\x1f\x7f]|(?<=:)/""", ASCII)
_FOREIGN_TO_USERS = regex(r"""['`";&<>|(){}]|\s-|\\\Z""")
_DOMAIN = regex(r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.))*")
_BRACKETS = "[]"


@dataclass(frozen=True, slots=True)
class Destination:
    """A destination in its parts; ``user`` and ``port`` are None where the command leaves them open."""

    user: str | None
    host: str
    port: int | None


def is_uri(text: str) -> bool:
    """Say whether a destination is written as an address of the web; ssh reads the scheme in lowercase alone."""
    return text.startswith(SCHEME)


def fault_in(text: str) -> str | None:
    """Return what is wrong with a destination, or None."""
    if is_uri(text):
        return None if uri(text) else "ssh://[user@]host[:port] has no other parts, and no IPv6 address"
    user, at, host = text.rpartition("@")
    if at and not user:
        return "the login before @ is empty"
    return fault_in_user(user) or fault_in_host(host)


def fault_in_host(host: str) -> str | None:
    """Return what is wrong with a host name, or None; an empty one is the business of another rule."""
    if host.startswith("-"):
        return "a host name does not begin with a dash"
    found = _FOREIGN_TO_HOSTS.search(host)
    if not found:
        return "with more than one colon it is no address" if host.count(":") > 1 and _is_no_address(host) else None
    return "a host name has no spaces" if found[0].isspace() else f"a host name has no {found[0]}"


def _is_no_address(host: str) -> bool:
    try:
        IPv6Address(host.partition("%")[0].strip(_BRACKETS))
    except ValueError:
        return True
    return False


def fault_in_user(user: str) -> str | None:
    """Return what is wrong with a login, or None."""
    if user.startswith("-"):
        return "a login does not begin with a dash"
    return "a login has no characters that a shell reads" if _FOREIGN_TO_USERS.search(user) else None


def uri(text: str) -> Destination | None:
    """Read ``ssh://[user@]host[:port]``; None for what ssh refuses."""
    rest = text[len(SCHEME) :]
    rest = rest.removesuffix("/")
    found = parts(rest)
    return found if found and _DOMAIN.fullmatch(found.host) and not fault_in_user(found.user or "") else None


def jump_host(text: str) -> Destination | None:
    """Read one machine of ``-J``; None for what ssh refuses, which lets spaces pass there (measured)."""
    found = uri(text) if is_uri(text) else parts(text)
    return None if not found or fault_in_host(found.host.replace(" ", "")) or fault_in_user(found.user or "") else found


def parts(text: str) -> Destination | None:
    """Split ``[user@]host[:port]`` as ``parse_user_host_port`` does: an IPv6 address needs brackets."""
    user, at, rest = text.rpartition("@")
    host, port = _host_and_port(rest)
    if (at and not user) or not host:
        return None
    number = port_number(port) if port else None
    return Destination(user if at else None, host, number) if number or not port else None


def is_domain(text: str) -> bool:
    """Judge the name of a domain."""
    return _DOMAIN.fullmatch(text) is not None


def is_host_and_port(text: str) -> bool:
    """Judge ``host:port``, where any port is ``*``."""
    host, port = _host_and_port(text)
    return bool(host) and (port == "*" or bool(port_number(port)))


def _host_and_port(text: str) -> tuple[str, str]:
    """Split at the first colon or slash, or after brackets; an empty host where the brackets do not end."""
    if not text.startswith("["):
        end = min((at for at in (text.find(":"), text.find("/")) if at >= 0), default=len(text))
        return text[:end], text[end + 1 :]
    end = text.find("]") + 1
    if not end or text[end : end + 1] not in {"", ":", "/"}:
        return "", ""
    return text[:end].strip(_BRACKETS), text[end + 1 :]
