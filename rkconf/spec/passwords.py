"""Passwords in the keys of a specification that become a part of a launch command."""

from collections.abc import Iterator

from rkconf.command import Launch, LaunchKind, Target, journeys
from rkconf.command.password_words import may_hold, names_password
from rkconf.command.passwords import ADVICE, MESSAGE, passwords, passwords_at, passwords_in
from rkconf.diagnostics import Problem
from rkconf.record import replace
from rkconf.secrets import joined_spans
from rkconf.source import Excerpt, Source, Span, Spans
from rkconf.spec import broken_lines
from rkconf.spec.broken_lines import PossibleValue
from rkconf.spec.model import Kernel, Specification, given_values
from rkconf.spec.rows import Row, rows
from rkconf.toml import Places
from rkconf.versions import DEFAULT, load

_READ_ELSEWHERE = frozenset({"launch_command", "command", "mlopen_arguments", "host", "user"})
"""The keys with a command, which is followed, and those that are refused if they contain a password."""
_COMMANDS = frozenset({"", "launch_command", "command", "mlopen_arguments"})
"""The keys with a command, and none: a line may be a part of a command."""
_SHELLS = ("bash", "tcsh", "cmd")
"""A shell of each kind."""


def exposed_passwords(specification: Specification, places: Places) -> Iterator[Problem]:
    """Yield the passwords in texts and options; those in a verbatim command are found when it is followed."""
    for row in rows(specification, places):
        for key, words in (*_texts(row), *_options(row)):
            for secret in passwords_in(words):
                yield replace(row.problem("password-in-command", key, MESSAGE, ADVICE), secret=secret)


def passwords_of_wrong_part(key: object, value: object) -> Iterator[str]:
    """Yield the passwords in a key and its value that cannot be a part of a specification."""
    if isinstance(key, str) and isinstance(value, str) and names_password(key):
        yield value
    for text in (key, *(value if isinstance(value, list) else [value])):
        if isinstance(text, str):
            yield from passwords_in((text,))


def passwords_in_broken_lines(source: Source) -> Iterator[Problem]:
    """Yield the passwords in a file that is not TOML, in every way in which a line of it can be read."""
    values = broken_lines.possible_values(source)
    found = dict.fromkeys(_stripped(each) for value in values for each in _in_possible_value(value))
    # Two values may hold different parts of one password: the findings are one, and each part is masked.
    whole = Spans(joined_spans(each.span for each in found if each))
    for each in filter(None, found):
        yield Problem("password-in-command", whole.around(each.span) or each.span, MESSAGE, ADVICE, secret=each.text)


def _in_possible_value(value: PossibleValue) -> Iterator[Excerpt]:
    """Yield the passwords in a value: as a launch command, as a setting or a login of ssh, and as options of ssh."""
    key, text = value.key, value.text
    if key and text and names_password(key):
        # A message may repeat a part of it.
        yield from (text, *broken_lines.pieces(text))
    elif ":" in text.text or may_hold(value.written.text):
        yield from _in_command(text) if key in _COMMANDS else ()
        yield from passwords_at((text,))
        start, setting = Span(text.span.start, text.span.start), "User" if key == "RemoteLogin" else key
        ssh, option, name = (Excerpt.stand_in(word, start) for word in ("ssh", "-o", f"{setting}="))
        yield from passwords_at((ssh, *broken_lines.pieces(value.written)))
        yield from passwords_at((ssh, option, Excerpt.join((name, text))))


def _in_command(text: Excerpt) -> Iterator[Excerpt]:
    """Yield the passwords in a text that may be a launch command, as one shell of each kind reads it."""
    version = load(DEFAULT)
    for shell in _SHELLS:
        for journey in journeys(Launch(LaunchKind.CONTROLLER, text), Target(version, version, (shell,), _SHELLS[:1])):
            yield from passwords(journey)


def _stripped(text: Excerpt) -> Excerpt:
    return text[len(text) - len(text.text.lstrip()) : len(text.text.rstrip())]


def _texts(row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in given_values(row.table).items():
        if isinstance(value, str) and value and key not in _READ_ELSEWHERE:
            yield key, (value,)


def _options(row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each key with options, and the words that ssh gets for it."""
    for name, value in row.table.ssh.items():
        yield "ssh" if "." in name else f"ssh.{name}", ("ssh", "-o", f"{name}={value}")
    if row.table.ssh_options:
        yield "ssh_options", ("ssh", *row.table.ssh_options)
    for name, value in row.table.extra.items() if isinstance(row.table, Kernel) else ():
        text = value.strip('"')
        is_password = names_password(name)
        yield "extra", ("ssh", "-l", text) if name == "RemoteLogin" else (f"{name}={text}" if is_password else text,)
