"""The scalar values of ssh: numbers, ports, times and masks, as ssh parses them (measured)."""

import re
from types import MappingProxyType

from rkconf import deferred
from rkconf.deferred import pattern

HIGHEST_INT = 2**31 - 1
HIGHEST_PORT = 65535
# strtonum(3) skips spaces in front of a number and accepts a plus sign.
_NUMBER = re.compile(r"[ \t\n\v\f\r]*[+-]?[0-9]{1,30}")
_TIME = deferred.pattern(r"([0-9]{1,30}[smhdw])*[0-9]{1,30}[smhdw]?", re.IGNORECASE)
_TIME_PIECE = deferred.pattern(r"([0-9]+)([smhdw]?)", re.IGNORECASE)
_SECONDS = MappingProxyType({"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800})
_SIZE = deferred.pattern(r"\+?([0-9]{1,18}(?:\.[0-9]{1,18})?|\.[0-9]{1,18})([bkmgtpe]?)", re.IGNORECASE)
_LEAST_REKEY = 16
_MASK = pattern(r"\+?[0-7]{1,12}")
_HIGHEST_MASK = 0o777
_HIGHEST_TUNNEL = 2**31 - 3
_QOS = deferred.pattern(r"af[1-4][1-3]|cs[0-7]|ef|le|lowdelay|throughput|reliability|none", re.IGNORECASE)
_BYTE = deferred.pattern(
    r"(?P<hexadecimal>0x[0-9a-f]{1,2})|(?P<octal>0[0-7]{0,3})|(?P<decimal>[1-9][0-9]{0,2})", re.IGNORECASE
)
_BASES = MappingProxyType({"hexadecimal": 16, "octal": 8, "decimal": 10})
_HIGHEST_BYTE = 255
_CONTROL = range(64, 128)
SERVICES = MappingProxyType(
    {
        "ftp-data": 20, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "time": 37, "whois": 43, "domain": 53,
        "gopher": 70, "finger": 79, "http": 80, "www": 80, "kerberos": 88, "pop3": 110, "sunrpc": 111, "ntp": 123,
        "imap": 143, "imap2": 143, "snmp": 161, "ldap": 389, "https": 443, "submission": 587, "ldaps": 636,
        "rsync": 873, "imaps": 993, "pop3s": 995, "socks": 1080, "openvpn": 1194, "mysql": 3306, "postgresql": 5432,
        "x11": 6000, "http-alt": 8080,
    }
)  # fmt: skip
"""The names of ports that every system has (services(5)); ssh accepts a name for a port."""


def number(text: str) -> int | None:
    """Return a whole number; None for any other text."""
    return int(text) if _NUMBER.fullmatch(text) else None


def port_number(text: str) -> int | None:
    """Return the port for a number or the name of a service; None where ssh refuses it."""
    found = number(text)
    if found is None:
        return SERVICES.get(text)
    return found if 0 <= found <= HIGHEST_PORT else None


def is_time(text: str) -> bool:
    """Return whether a text is a time such as ``1h30m``, or ``none``."""
    if text.lower() == "none":
        return True
    if not _TIME.fullmatch(text):
        return False
    return sum(int(digits) * _SECONDS[unit.lower()] for digits, unit in _TIME_PIECE.findall(text)) <= HIGHEST_INT


def is_size(text: str) -> bool:
    """Return whether a text is an amount of data such as ``1G``, at least 16 bytes; 0 and ``default`` set no limit."""
    if text.lower() == "default":
        return True
    found = _SIZE.fullmatch(text)
    if not found:
        return False
    power = "bkmgtpe".find(found[2].lower() or "b")
    size: float = float(found[1]) * 1024**power
    return size == 0 or size >= _LEAST_REKEY


def is_mask(text: str) -> bool:
    """Return whether a text is the octal mask of a file."""
    return bool(_MASK.fullmatch(text)) and int(text, 8) <= _HIGHEST_MASK


def is_tunnel_device(text: str) -> bool:
    """Return whether a text is ``local[:remote]``, each a number or ``any``."""
    return all(each.lower() == "any" or _is_tunnel(number(each)) for each in text.split(":", 1))


def _is_tunnel(device: int | None) -> bool:
    return device is not None and 0 <= device <= _HIGHEST_TUNNEL


def is_quality(text: str) -> bool:
    """Return whether a text is a class of service of IP, by name or as a byte."""
    if _QOS.fullmatch(text):
        return True
    found = _BYTE.fullmatch(text)
    return found is not None and int(text, _BASES[str(found.lastgroup)]) <= _HIGHEST_BYTE


def is_escape(text: str) -> bool:
    """Return whether a text is an escape character: one character, ``^`` and a letter, or ``none``."""
    if text == "none" or len(text) == 1:
        return True
    return len(text) == len("^A") and text.startswith("^") and ord(text[1]) in _CONTROL
