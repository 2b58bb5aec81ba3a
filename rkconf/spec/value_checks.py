"""Check the values of a specification: none may change its meaning for a shell, ssh or the Front End.

Each function named ``..._error`` returns what is wrong with a text, or None. No message contains the text itself: a
login name may contain a password.
"""

import re
from ipaddress import IPv6Address

from rkconf.source import Source, Span
from rkconf.ssh.destination import address_error
from rkconf.syntax import Region, RegionKind, parse, scan
from rkconf.syntax.tree import is_missing

_HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_.])?")
_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_PASSWORDS = {"host": ":(.+)@", "user": ":(.+)"}
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\+?=")
_PASTED = {
    "\u2018": "a curly quote",
    "\u2019": "a curly quote",
    "\u201c": "a curly quote",
    "\u201d": "a curly quote",
    "\u2010": "a typographic hyphen",
    "\u2011": "a typographic hyphen",
    "\u2013": "an en dash",
    "\u2014": "an em dash",
    "\u00a0": "a no-break space",
}
_NAMED = {" ": "a space", "\t": "a tab", "\n": "a line break", "\r": "a line break", "`": "a backtick", **_PASTED}
_EMPTY = "it is empty"
_DASH = "it begins with a dash and would be read as an option"


def host_error(text: str) -> str | None:
    """Check a host name, an alias of the ssh configuration, or an address."""
    if _HOST.fullmatch(text) or _is_ipv6(text):
        return address_error(text)
    if "@" in text:
        return "the login name has a separate key: user"
    if re.fullmatch(r".+:\d+", text):
        return "the port has a separate key: port"
    return _character_error(text, "A-Za-z0-9._-")


def without_brackets(host: str) -> str:
    """Return an IPv6 address as ssh reads it; a host of another form is returned unchanged."""
    inside = host[1:-1]
    return inside if host == f"[{inside}]" and _is_ipv6(inside) else host


def user_error(text: str) -> str | None:
    """Check a login name."""
    if _USER.fullmatch(text):
        return None
    if ":" in text:
        return "a password must not be written here; use a key"
    return _character_error(text, "A-Za-z0-9._-")


def password_in(key: str, text: str) -> str:
    """Return the part of a ``host`` or ``user`` that looks like a password; nothing for any other key."""
    found = re.search(_PASSWORDS[key], text, re.DOTALL) if key in _PASSWORDS else None
    return found[1] if found else ""


def path_error(text: str) -> str | None:
    """Check the path of a file on the kernel's machine; it may contain whatever can be quoted."""
    if text.startswith("~"):
        return "`~` is not expanded here; a relative path starts at the home directory anyway"
    if _ASSIGNMENT.match(text):
        return "a shell would read this as an assignment; begin it with ./"
    return quoting_error(text)


def command_error(text: str) -> str | None:
    """Check a verbatim command or template."""
    return None if text.strip() else "nothing would be started"


def name_error(text: str) -> str | None:
    """Check the name of an entry."""
    if not text.strip():
        return _EMPTY
    bad = next((character for character in text if not character.isprintable()), None)
    return f"it contains {_called(bad)}" if bad else None


def expression_error(text: str) -> str | None:
    """Check the Wolfram text of an option's value, which must be one whole expression."""
    source = Source("", text.encode())
    outline = scan(source)
    if outline.problems:
        return outline.problems[0].message
    value = parse(outline.reading, Region(RegionKind.OPTION, "", Span(0, 0), source.whole))
    rest = source[Span(value.span.end, len(source.data))]
    return "it is not one expression" if is_missing(value) or rest.strip() else None


def quoting_error(text: str, *, dash: bool = False) -> str | None:
    """Check a word for two shells; ``dash`` allows one at the beginning."""
    if not text:
        return _EMPTY
    if text.startswith("-") and not dash:
        return _DASH
    bad = next((character for character in text if character in _NAMED and character not in " \t"), None)
    bad = bad or next((character for character in text if not character.isprintable() and character != "\t"), None)
    return f"it contains {_called(bad)}, which no quoting carries to the kernel's machine" if bad else None


def _character_error(text: str, allowed: str) -> str:
    if not text:
        return _EMPTY
    if text.startswith("-"):
        return _DASH
    bad = re.search(f"[^{allowed}]", text)
    if bad:
        return f"it contains {_called(bad[0])}"
    return "it begins with a dot" if text.startswith(".") else "it ends with a dash"


def _called(character: str) -> str:
    return _NAMED.get(character) or (f"`{character}`" if character.isprintable() else f"U+{ord(character):04X}")


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return re.fullmatch(r"[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?", text) is not None
