"""Read quotes and backslashes as one shell does."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from rkconf.shell.escapes import unescape
from rkconf.shell.substitutions import read_backtick, read_dollar
from rkconf.shell.word_scanner import WordScanner
from rkconf.shell.words import PartKind


@cache
def _any_of(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(characters)}]")


def read_backslash(scanner: WordScanner) -> None:
    """Read a backslash outside quotes.

    Raises:
        ShellError: It ends the command, and the shell refuses that.
    """
    if not scanner.following:
        _read_trailing_backslash(scanner)
    elif scanner.following == "\n":
        scanner.emit_quote(2)
    elif escape := unescape(scanner.string, scanner.at + 1, scanner.shell.letter_escapes):
        scanner.emit_escape(escape)
    else:
        scanner.emit_quote()
        scanner.emit(PartKind.TEXT, scanner.at + 1, quoted=True)


def _read_trailing_backslash(scanner: WordScanner) -> None:
    if scanner.shell.trailing_backslash == "fails":
        scanner.refuse("unbalanced-quote", scanner.at, scanner.at + 1, "the command ends in a backslash")
    elif scanner.shell.trailing_backslash == "empty":
        scanner.emit_quote()
    elif scanner.shell.trailing_backslash == "dropped":
        scanner.at += 1
    else:
        scanner.emit(PartKind.TEXT, scanner.at + 1)


def read_single_quotes(scanner: WordScanner) -> None:
    """Read a text between single quotes.

    Raises:
        ShellError: The closing quote is missing.
    """
    start = scanner.at
    scanner.emit_quote()
    while scanner.string[scanner.at : scanner.at + 1] != "'":
        stop = _read_up_to(scanner, start, "'\\" + ("!\n" if scanner.shell.history else ""))
        if stop == "\\":
            _read_backslash_in_quotes(scanner, scanner.shell.single_quote_escapes)
        elif stop:
            _read_history_or_newline(scanner, start, stop)
    scanner.emit_quote()


def read_double_quotes(scanner: WordScanner) -> None:
    """Read a text between double quotes.

    Raises:
        ShellError: The closing quote is missing, or the shell cannot read what a ``$`` begins.
    """
    start = scanner.at
    scanner.emit_quote()
    while scanner.string[scanner.at : scanner.at + 1] != '"':
        stop = _read_up_to(scanner, start, '"\\$`' + ("!\n" if scanner.shell.history else ""))
        if stop in _IN_DOUBLE_QUOTES:
            _IN_DOUBLE_QUOTES[stop](scanner)
        elif stop:
            _read_history_or_newline(scanner, start, stop)
    scanner.emit_quote()


def _read_up_to(scanner: WordScanner, start: int, stops: str) -> str:
    """Read quoted text up to one of ``stops``; return that character, or nothing if it closes the quotes."""
    found = _any_of(stops).search(scanner.string, scanner.at)
    if not found:
        scanner.refuse("unbalanced-quote", start, start + 1, f"this {scanner.string[start]} is never closed")
    if found.start() > scanner.at:
        scanner.emit(PartKind.TEXT, found.start(), quoted=True)
    return "" if found.group() == stops[0] else found.group()


def _read_history_or_newline(scanner: WordScanner, start: int, character: str) -> None:
    if character == "\n":
        scanner.refuse("unbalanced-quote", start, start + 1, f"this {scanner.string[start]} is not closed on its line")
    scanner.emit_exclamation_mark(quoted=True)


def _read_backslash_in_quotes(scanner: WordScanner, escapes: str) -> None:
    following = scanner.following
    if not following or following not in escapes:
        scanner.emit(PartKind.TEXT, scanner.at + 1, quoted=True)
    elif following == "\n" and scanner.shell.continuation == "joins":
        scanner.emit_quote(2)
    else:
        scanner.emit_quote()
        scanner.emit(PartKind.TEXT, scanner.at + 1, quoted=True)


_IN_DOUBLE_QUOTES: Mapping[str, Callable[[WordScanner], None]] = {
    "\\": lambda scanner: _read_backslash_in_quotes(scanner, scanner.shell.double_quote_escapes),
    "$": lambda scanner: read_dollar(scanner, quoted=True),
    "`": lambda scanner: read_backtick(scanner, quoted=True),
}
"""The readers of what the shell substitutes between double quotes, by the first character."""
