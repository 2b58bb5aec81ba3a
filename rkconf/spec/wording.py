"""What may stand in a specification's values: nothing that a shell, ssh or the Front End would read otherwise.

Each function returns what is wrong with a text, or None. No message holds the text itself: a login may hold
a password.
"""

import re
from collections.abc import Iterator
from ipaddress import IPv6Address

from rkconf.source import Source, Span
from rkconf.ssh.clients import clients
from rkconf.ssh.effects import Effect
from rkconf.ssh.keywords import keywords
from rkconf.ssh.refusals import Fault, faults_in_keyword, faults_in_value
from rkconf.ssh.settings import written
from rkconf.syntax import Region, RegionKind, parse, scan
from rkconf.syntax.tree import is_missing

_HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_.])?")
_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_PASSWORDS = {"host": ":(.+)@", "user": ":(.+)"}
_SETTING_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
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
_NAMED = {" ": "a blank", "\t": "a tab", "\n": "a line break", "\r": "a line break", "`": "a backtick", **_PASTED}

_UNCHECKED_HOST = {
    ("stricthostkeychecking", "no"),
    ("stricthostkeychecking", "off"),
    ("userknownhostsfile", "/dev/null"),
    ("checkhostip", "no"),
}


def fault_in_host(text: str) -> str | None:
    """Judge a host name, an alias of the ssh configuration, or an address."""
    if _HOST.fullmatch(text) or _is_ipv6(text):
        return None
    if "@" in text:
        return "the login name has its own key: user"
    if re.fullmatch(r".+:\d+", text):
        return "the port has its own key: port"
    return _forbidden(text, "A-Za-z0-9._-")


def without_brackets(host: str) -> str:
    """Return an IPv6 address as ssh reads it; a host of another form stays as it is."""
    inside = host[1:-1]
    return inside if host == f"[{inside}]" and _is_ipv6(inside) else host


def fault_in_user(text: str) -> str | None:
    """Judge a login name."""
    if _USER.fullmatch(text):
        return None
    if ":" in text:
        return "a password must not stand here; use a key"
    return _forbidden(text, "A-Za-z0-9._-")


def password_in(key: str, text: str) -> str:
    """Return what stands for a password in the value of ``host`` or ``user``; nothing in any other."""
    found = re.search(_PASSWORDS[key], text, re.DOTALL) if key in _PASSWORDS else None
    return found[1] if found else ""


def fault_in_path(text: str) -> str | None:
    """Judge the path of a file on the kernel's machine; whatever can be quoted may stand in it."""
    if text.startswith("~"):
        return "`~` is not expanded here; a relative path starts at the login folder anyway"
    if _ASSIGNMENT.match(text):
        return "a shell would read this as an assignment; begin it with ./"
    return _unquotable(text)


def fault_in_setting(name: str, value: str, *, forwards: bool = False) -> str | None:
    """Judge an ssh option that is given by name; ``forwards`` says whether ssh is to open any."""
    if not _SETTING_NAME.fullmatch(name):
        return "this is not the name of an ssh option"
    keyword = keywords().get(name.lower())
    effect = keyword.effect_of(value) if keyword else None
    if effect and (forwards or effect.effect is not Effect.NO_FORWARDS):
        return effect.message
    return _certain(faults_in_keyword(name, written(name, value))) or _unquotable(value)


def _certain(faults: Iterator[Fault]) -> str | None:
    """Return what no version of ssh takes."""
    fault = next((fault for fault in faults if fault.is_certain), None)
    if fault is None:
        return None
    return f"{fault.message}: {fault.help}" if fault.help.startswith("did you mean") else fault.message


def is_unchecked_host(name: str, value: str) -> bool:
    """Say whether the setting makes ssh accept any machine for the host."""
    return (name.lower(), value.lower()) in _UNCHECKED_HOST


def faults_in_options(words: tuple[str, ...], *, forwards: bool = False) -> dict[int, str]:
    """Judge ssh options given as words: each must be an option or the value of the one before it."""
    found: dict[int, str | None] = {}
    letter = ""
    for index, word in enumerate(words):
        fault = _unquotable(word, dash=True)
        if letter or fault:
            found[index] = fault or _fault_in_value(letter, word, forwards=forwards)
            letter = ""
        else:
            letter, found[index] = _read_option(word, forwards=forwards)
    if letter:
        found[len(words) - 1] = "the value of this option is missing"
    return {index: fault for index, fault in found.items() if fault}


def _read_option(word: str, *, forwards: bool) -> tuple[str, str | None]:
    """Return the option that the next word is the value of, if any, and what is wrong with this word."""
    if len(word) == 1 or not word.startswith("-") or word == "--":
        return "", "ssh would read this word as the host"
    for index, letter in enumerate(word[1:], start=2):
        fact = clients()["ssh"].options.get(letter)
        if fact and fact.value and not fact.effect:
            return ("", _fault_in_value(letter, word[index:], forwards=forwards)) if word[index:] else (letter, None)
        fault = _fault_in_letter(letter)
        if fault:
            return "", fault
    return "", None


def _fault_in_letter(letter: str) -> str | None:
    """Judge an option that stands alone."""
    client = clients()["ssh"]
    fact, effect = client.options.get(letter), client.effect_of(letter)
    if effect:
        return effect.message
    if fact and fact.ambiguous:
        return f"what -{letter} means changed with ssh {fact.since}"
    return None if fact and not fact.retired else f"ssh has no option -{letter}"


def _fault_in_value(letter: str, text: str, *, forwards: bool) -> str | None:
    """Judge the value of an option; that of ``-o`` is a name with a value of its own."""
    if letter != "o":
        return _certain(faults_in_value(clients()["ssh"].options[letter], text))
    name, _, value = re.sub(r"\s*=\s*|\s+", "=", text.strip(), count=1).partition("=")
    return (
        "with it ssh accepts any machine for the host"
        if is_unchecked_host(name, value)
        else fault_in_setting(name, value, forwards=forwards)
    )


def fault_in_command(text: str) -> str | None:
    """Judge a verbatim command or template: a line that says something."""
    return None if text.strip() else "nothing would be started"


def fault_in_name(text: str) -> str | None:
    """Judge the name of an entry."""
    if not text.strip():
        return "it is empty"
    bad = next((character for character in text if not character.isprintable()), None)
    return f"it holds {_called(bad)}" if bad else None


def fault_in_expression(text: str) -> str | None:
    """Judge the Wolfram text of an option's value: one whole expression."""
    source = Source("", text.encode())
    outline = scan(source)
    if outline.problems:
        return outline.problems[0].message
    value = parse(outline.reading, Region(RegionKind.OPTION, "", Span(0, 0), source.whole))
    behind = source[Span(value.span.end, len(source.data))]
    return "it is not one expression" if is_missing(value) or behind.strip() else None


def _unquotable(text: str, *, dash: bool = False) -> str | None:
    if not text:
        return "it is empty"
    if text.startswith("-") and not dash:
        return "it begins with a dash and would be read as an option"
    bad = next((character for character in text if character in _NAMED and character not in " \t"), None)
    bad = bad or next((character for character in text if not character.isprintable() and character != "\t"), None)
    return f"it holds {_called(bad)}, which no quoting carries to the kernel's machine" if bad else None


def _forbidden(text: str, allowed: str) -> str:
    if not text:
        return "it is empty"
    if text.startswith("-"):
        return "it begins with a dash and would be read as an option"
    bad = re.search(f"[^{allowed}]", text)
    if bad:
        return f"it holds {_called(bad[0])}"
    return "it begins with a dot" if text.startswith(".") else "it ends in a dash"


def _called(character: str) -> str:
    return _NAMED.get(character) or (f"`{character}`" if character.isprintable() else f"U+{ord(character):04X}")


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return re.fullmatch(r"[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?", text) is not None
