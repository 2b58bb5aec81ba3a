"""The passwords in the words of one program: values of options, variables, logins and URLs."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import takewhile

from rkconf import deferred
from rkconf.command.password_input import sent
from rkconf.deferred import pattern
from rkconf.programs.password_options import PasswordProgram
from rkconf.programs.table import table
from rkconf.shell.words import Field, joined
from rkconf.source import Excerpt

_URL = deferred.pattern(r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*://[^\s/@:?#]*:(?P<password>[^\s/?#]+)@")
# A login that some program may read: no path before the colon or right after it, and the name of a host at the end.
_LOGIN = deferred.pattern(
    r"(?P<user>[\w.+~\\-]+):(?P<password>[^\s@/\\][^\s/]*|[^\s@/\\]\S*(?=@[\w-]+\.))"
    r"@(?:[A-Za-z_][\w.-]*|[0-9.]+|\[[0-9A-Fa-f:.%]+\])(?::[0-9]+)?/?"
)
_NAME = pattern(r"(-*[A-Za-z_][\w-]*)(?:\[[^\]]*\])?\s*\+?=")
_SETTING = pattern(r"([A-Za-z]+)\s+(.*)", re.DOTALL)
_PART = pattern(r"[^,]+")
_SPACE = re.compile(r"\s")
_ENDS = frozenset({";", "&", "&&", "|", "||"})
"""Words after which the words of another program follow."""
_MOST_NAMES = 4
"""The number of names in one word, as in ``SetEnv=NAME=value``."""
_MOST_FOLLOWING = 32
"""The number of words after a program that are read as its options."""


def in_words(words: tuple[Field, ...]) -> Iterator[Excerpt]:
    """Yield the passwords that a program and its arguments contain; the program may run another one."""
    for at, word in enumerate(words):
        # Most words hold no password and precede none.
        if may_hold(word.text):
            following = words[at + 1 : at + 1 + _MOST_FOLLOWING]
            yield from _after(word, following, is_set=words[0].base in table().passwords.setters)
            yield from _inside(word)
            yield from _setting(word) if at and words[at - 1].text == "-o" else ()


def _after(word: Field, rest: tuple[Field, ...], *, is_set: bool) -> Iterator[Excerpt]:
    """Yield the passwords that a program, an option or the name of a variable precedes."""
    known = table().passwords
    for length, value in _option_values(word, rest):
        yield _with_substitution(value, rest[length:])
    yield from _own_options(word, rest)
    if word.text in known.options and rest:
        yield _with_substitution(rest[0].value, rest[1:])
    if is_set and names_password(word.text):
        yield next((each.value for each in rest if each.text != "="), word.value[:0])
    if (option := known.dialogs.get(word.base)) and option in (texts := [each.text for each in rest]):
        yield from (found for each in rest[texts.index(option) + 1 :] for found in sent(each.value))


def _inside(word: Field) -> Iterator[Excerpt]:
    """Yield the passwords in a word: the value of a variable, a login or a URL."""
    for name, value in _assigned(word.value):
        yield value if names_password(name) else value[:0]
        yield from in_host(value)
    if header := _header().search(word.text):
        yield word.value[header.start("value") :]


def _setting(word: Field) -> Iterator[Excerpt]:
    """Yield the value of a setting after ``-o`` that a space separates from its name."""
    found = _SETTING.fullmatch(word.text)
    if found and names_password(found[1]):
        yield word.value[found.start(2) :]


def in_host(value: Excerpt) -> Iterator[Excerpt]:
    """Yield the passwords in a word that may be a login, a list of logins, or contain a URL."""
    if ":" not in value.text or "@" not in value.text:
        return
    for found in _URL.finditer(value.text):
        yield value[found.start("password") : found.end("password")]
    for whole in (value, *(value[each.start() : each.end()] for each in _PART.finditer(value.text))):
        part = _without_scheme(whole)
        if login := _LOGIN.fullmatch(part.text):
            yield part[login.start("password") : login.end("password")]


def _without_scheme(address: Excerpt) -> Excerpt:
    """Return what follows the scheme of an address, also one without slashes, such as ``mailto:``."""
    scheme, colon, rest = address.text.partition(":")
    is_address = bool(colon) and scheme.lower() in table().passwords.addresses
    return address[len(address) - len(rest.lstrip("/")) :] if is_address else address


def in_login(login: Excerpt) -> Excerpt:
    """Return the text between the user and the ``@`` of a login of ssh, which is empty without a password."""
    login = _without_scheme(login)
    end = login.text.rfind("@")
    colon = login.text.find(":", 0, max(end, 0))
    return login[colon + 1 : end] if colon >= 0 else login[:0]


def in_user(user: Excerpt) -> Excerpt:
    """Return the text after the colon of a login name, which is empty without a password."""
    colon = user.text.find(":")
    return user[colon + 1 :] if colon >= 0 else user[:0]


def names_password(name: str) -> bool:
    """Return whether a variable, a setting or a key of this name holds a password."""
    return _password_names().fullmatch(name.lstrip("-")) is not None


@cache
def _password_names() -> re.Pattern[str]:
    return re.compile(table().passwords.names, re.IGNORECASE)


@cache
def _header() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{table().passwords.headers})\s*:\s*(?:[A-Za-z]+\s+)?(?P<value>\S.*)", re.IGNORECASE | re.DOTALL
    )


def is_command_text(text: str) -> bool:
    """Return whether a word is a text of several words that may contain a password."""
    # Few words have a space, and it is sooner found than a password.
    return _SPACE.search(text) is not None and may_hold(text)


def may_hold(text: str) -> bool:
    """Return whether a text may hold a password or precede one; few texts without one do."""
    return 0 <= text.find(":") < text.rfind("@") or _names().search(text.lower()) is not None


@cache
def _names() -> re.Pattern[str]:
    """Return a pattern of all programs, options and names that precede a password, or read one, in lowercase.

    It searches each word of each command: without ``IGNORECASE``, and without words that hold a shorter one, it takes a
    quarter of the time.
    """
    known = table()
    names = (name for name, row in known.handing_on.items() if row.password or row.input_with)
    given = (*names, *known.passwords.options, *known.passwords.dialogs, *known.passwords.readers, *_programs())
    words = {word.lower() for word in (*given, *known.passwords.stems)}
    shortest = sorted(word for word in words if not any(other in word for other in words - {word}))
    return re.compile("|".join(map(re.escape, shortest)))


def _option_values(program: Field, arguments: tuple[Field, ...]) -> Iterator[tuple[int, Excerpt]]:
    """Yield each password that is the value of an option, with the number of arguments up to its end."""
    row = table().handing_on.get(program.base)
    if row and row.password:
        for letter, at, start in row.values_given([word.text for word in arguments]):
            if letter in row.password:
                yield at + 1, arguments[at].value[start:]


def _own_options(program: Field, rest: tuple[Field, ...]) -> Iterator[Excerpt]:
    """Yield the passwords in the own options of a program, up to the next program."""
    if row := _programs().get(program.base):
        words = tuple(takewhile(lambda word: word.text not in _ENDS, rest))
        for at, start in row.passwords([word.text for word in words]):
            yield _with_substitution(words[at].value[start:], words[at + 1 :])


@cache
def _programs() -> Mapping[str, PasswordProgram]:
    """Return the programs with passwords in their own options by each of their names."""
    return {name: row for key, row in table().passwords.programs.items() for name in (key, *row.also)}


def _with_substitution(value: Excerpt, rest: tuple[Field, ...]) -> Excerpt:
    """Return a password with the words of a command substitution that a shell without them has split (cmd.exe)."""
    if not value.text.startswith("$(") or ")" in value.text:
        return value
    end = next((at for at, word in enumerate(rest, 1) if ")" in word.text), 0)
    return joined((Field(value, value), *rest[:end])) if end else value


def _assigned(value: Excerpt) -> Iterator[tuple[str, Excerpt]]:
    """Yield a word, and what follows ``name=`` in it, as in ``-o SetEnv=NAME=value``, with that name."""
    yield "", value
    for _ in range(_MOST_NAMES):
        found = _NAME.match(value.text)
        if not found:
            return
        value = value[found.end() :]
        yield found[1], value
