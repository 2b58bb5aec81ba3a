"""Passwords in a launch command: in the words that the programs of every shell get, however they are quoted.

A text that no program is known to run, such as the value of ssh's ProxyCommand, is read as a command of sh. Only the
words of a text that no shell can read are cut at its spaces.
"""

import re
from collections.abc import Iterable, Iterator

from rkconf.command.command_texts import substituted, texts_in
from rkconf.command.journey import Journey
from rkconf.command.password_input import first_lines, in_inputs, printed, reads_password
from rkconf.command.password_words import in_host, in_login, in_user, in_words, is_command_text, names_password
from rkconf.command.paths import call_of
from rkconf.deferred import pattern
from rkconf.diagnostics import Problem
from rkconf.programs import clients_by_program
from rkconf.secrets import Mask
from rkconf.shell.execution import Evaluation, Execution
from rkconf.shell.words import UNKNOWN, UNKNOWN_IN_WORD, Field, joined
from rkconf.source import Excerpt, Span
from rkconf.ssh import forward_spec
from rkconf.ssh.connection import Connection, connect

MESSAGE = "the command contains a password, which others can read"
ADVICE = "log in with a key instead, and change this password"

_COMPUTED = f"{UNKNOWN}{UNKNOWN_IN_WORD}"
"""The characters of a password that only a kernel knows."""
_WORD = pattern(r"""[^\s'"]+""")


def passwords(journey: Journey) -> tuple[Excerpt, ...]:
    """Return the passwords in a launch command and its MLOpen arguments, as the shells of a journey read them."""
    listening = journey.launch.listening
    arguments = tuple(Field(each.raw, each.value) for each in (listening.arguments if listening else ()))
    found = _distinct((*_in_evaluation(journey.local, 0), *_in_words(arguments, 0)))
    if not found:
        return ()
    # Imported here because most commands contain no password.
    from rkconf.command.password_sources import sources

    return _distinct((*found, *sources(journey.local, found)))


def passwords_in(words: Iterable[str]) -> tuple[str, ...]:
    """Return the passwords in words that no shell reads: a host, or a client of ssh with options."""
    pieces = [Excerpt.stand_in(word, Span(at, at + 1)) for at, word in enumerate(words)]
    return tuple(dict.fromkeys(each.text for each in passwords_at(pieces)))


def passwords_at(words: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
    """Return the passwords in words that no shell reads, with their places: a host, or a client of ssh with options."""
    program, *arguments = fields = tuple(Field(word, word) for word in words)
    found = [*_in_words(fields, 0)]
    if client := clients_by_program().get(program.base.lower()):
        found += _in_connection(connect(client, program, tuple(arguments)))
    return tuple(filter(None, found))


def without_password(name: str) -> str:
    """Return the name of a kernel, which may be that of its host, with the password in it masked."""
    return Mask(frozenset(passwords_in((name,))))(name)


def problems_of_login(host: Excerpt | None, user: Excerpt | None = None) -> Iterator[Problem]:
    """Yield a problem for each password in a host, which may be a URL, or in a user, outside of a command."""
    yield from _problems((*(in_host(host) if host else ()), *((in_user(user),) if user else ())))


def problems_of_words(words: Iterable[Excerpt]) -> Iterator[Problem]:
    """Yield a problem for each password in words that a program gets, or in a command that is one of them."""
    yield from _problems(_in_words(tuple(Field(word, word) for word in words), 0))


def _problems(found: Iterable[Excerpt]) -> Iterator[Problem]:
    """Yield a problem for each password, unless only a kernel knows it."""
    for secret in _distinct(each for each in found if each.text.strip(_COMPUTED)):
        yield Problem("password-in-command", secret.span, MESSAGE, ADVICE, secret=secret.text)


def _distinct(found: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
    """Return each password once: not the part of another one that a second reading finds."""
    by_span = {each.span: each for each in found if each}
    kept: list[Excerpt] = []
    end = -1
    for span in sorted(by_span, key=lambda span: (span.start, -span.end)):
        if span.end > end:
            kept.append(by_span[span])
            end = span.end
    return tuple(kept)


def _in_evaluation(evaluation: Evaluation, depth: int) -> Iterator[Excerpt]:
    yield from _in_words(evaluation.assignments, depth)
    yield from in_inputs(evaluation)
    for execution in evaluation.executions:
        yield from _in_execution(execution, depth)
    for unread in (evaluation.text,) if evaluation.refused else evaluation.unfollowed:
        pieces = [unread[each.start() : each.end()] for each in _WORD.finditer(unread.text)]
        yield from _in_words(tuple(Field(piece, piece) for piece in pieces), depth)


def _in_execution(execution: Execution, depth: int) -> Iterator[Excerpt]:
    yield from _in_words((*execution.assignments, *execution.words), depth)
    for each in execution.redirected:
        if each.target.expansions:
            yield from _in_substituted_input(execution, each.target, depth)
    call = call_of(execution)
    if call and call.connection:
        yield from _in_connection(call.connection)
    if call and call.evaluation:
        yield from _in_evaluation(call.evaluation, depth)


def _in_substituted_input(execution: Execution, target: Field, depth: int) -> Iterator[Excerpt]:
    """Yield the passwords in a command whose output is the input of a program, as in ``< <(command)``."""
    for text in substituted(target, depth):
        yield from _in_evaluation(text, depth + 1)
        if reads_password(execution):
            yield from first_lines(printed(text.executions))


def _in_connection(connection: Connection) -> Iterator[Excerpt]:
    """Yield the passwords in the logins of a client, which may contain any character."""
    if connection.destination:
        login = connection.destination.value
        # A space before the @, or beside the colon, makes the rest a separate word; the password is just as visible.
        is_cut = "@" not in login.text and any(_continues(login, word.text) for word in connection.command[:1])
        yield in_login(joined((connection.destination, connection.command[0])) if is_cut else login)
    for jumps in _values(connection, "ProxyJump"):
        yield from (in_login(jumps[each.start() : each.end()]) for each in re.finditer("[^,]+", jumps.text))
    yield from _password_settings(connection)
    for user in _values(connection, "User"):
        # A forward after -l is a misspelt -L, not a login.
        if not forward_spec.parse(user, is_remote=False):
            yield in_user(user)


def _continues(login: Excerpt, word: str) -> bool:
    """Return whether a word is the rest of a login that a space splits, with its password on one side."""
    is_beside_colon = login.text.endswith(":") or word.startswith(":")
    return word.startswith("@") or (is_beside_colon and "@" in word)


def _password_settings(connection: Connection) -> Iterator[Excerpt]:
    for option in connection.given("o"):
        if option.setting_value and names_password(option.setting[0]):
            yield option.setting_value


def _values(connection: Connection, keyword: str) -> Iterator[Excerpt]:
    """Yield the values of the options and settings with the meaning of a keyword."""
    yield from (option.value for option in connection.meaning(keyword) if option.value)
    for option in connection.given("o"):
        if option.setting_value and option.setting[0] == keyword.lower():
            yield option.setting_value


def _in_words(words: tuple[Field, ...], depth: int) -> Iterator[Excerpt]:
    yield from in_words(words)
    for word in words:
        for text in texts_in(word, depth) if is_command_text(word.text) else ():
            yield from _in_evaluation(text, depth + 1)
        for text in substituted(word, depth) if word.expansions else ():
            yield from _in_evaluation(text, depth + 1)
