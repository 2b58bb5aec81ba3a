"""The words of a login from another machine, whose shell expands the variables that only that machine knows."""

from collections.abc import Callable

from rkconf.doctor.plan import native
from rkconf.shell.state import EXAMPLE_VALUES, LOGIN_VARIABLES
from rkconf.shell.words import Expansion, Field, PartKind
from rkconf.ssh.connection import Connection
from rkconf.ssh.options import Option


def deciding(connection: Connection) -> tuple[Field, ...]:
    """Return the words that decide about a login."""
    given = tuple(each.value_word for each in connection.options if each.value_word)
    return (connection.program, *given, *((connection.destination,) if connection.destination else ()))


def has_example(word: Field) -> bool:
    """Return whether the shell of another machine expands a word with values that only that machine has."""
    return any(map(_is_of_login, word.expansions))


def is_spelt(word: Field) -> bool:
    """Return whether the shell of the other machine gets the same value from a word when it reads it alone."""
    if has_example(word):
        return word.known and all(map(_is_of_login, word.expansions))
    return word.known and not _is_indirect(word)


def _is_of_login(expansion: Expansion) -> bool:
    """Return whether it is a variable of every login, with the value that it has there from the start."""
    if expansion.kind is PartKind.TILDE:
        return expansion.value in EXAMPLE_VALUES
    is_variable = expansion.kind is PartKind.VARIABLE and expansion.name in LOGIN_VARIABLES
    return is_variable and (expansion.value in EXAMPLE_VALUES or expansion.name == "SHELL")


def _is_indirect(word: Field) -> bool:
    """Return whether a variable of the command has got an example value."""
    is_set = any(each.kind is PartKind.VARIABLE for each in word.expansions)
    return is_set and any(value in word.text for value in EXAMPLE_VALUES)


def spelt(word: Field, quoted: Callable[[str], str]) -> str:
    """Return the text of a word for a shell: quoted, or as it is written if that shell has to expand it."""
    return native(word.raw.text) if has_example(word) else quoted(native(word.text))


def spelt_option(option: Option, quoted: Callable[[str], str]) -> str:
    """Return the text of an option for a shell."""
    word = option.value_word
    if option.value is None or word is None:
        return f"-{option.letter}"
    if not has_example(word):
        return f"-{option.letter} {quoted(native(option.text))}"
    return native(word.raw.text) if word is option.word else f"-{option.letter} {native(word.raw.text)}"
