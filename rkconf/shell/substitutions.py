"""Read what a shell substitutes: variables, arithmetic and the output of a command; and ``$'...'``."""

import re

from rkconf import deferred
from rkconf.deferred import pattern
from rkconf.shell import parameters
from rkconf.shell.escapes import unescape
from rkconf.shell.word_scanner import WordScanner
from rkconf.shell.words import Part, PartKind

NO_CHARACTER = frozenset(("", " ", "\t", "\n"))
"""The characters, or the end of the text, that may follow a word."""
_ARITHMETIC = pattern(r"\$\(\((?:[^()]|\([^()]*\))*\)\)")
_DOLLAR_QUOTE = pattern(r"\$'((?:[^'\\]|\\.)*)'", re.DOTALL)
_DOLLAR_QUOTED = pattern(r"[^\\]+|\\(.)", re.DOTALL)
_BACKTICKED = pattern(r"`(?:[^`\\]|\\.)*`", re.DOTALL)
_NESTING = deferred.pattern(r"\\.|'[^']*'|\"(?:\\.|[^\"\\])*\"|[()]", re.DOTALL)


def read_dollar(scanner: WordScanner, *, quoted: bool = False) -> None:
    """Read what a ``$`` begins.

    Raises:
        ShellError: The shell cannot read it.
    """
    if match := _dollar_quoted(scanner, quoted=quoted):
        _read_dollar_quote(scanner, match.end())
    elif match := _ARITHMETIC.match(scanner.string, scanner.at):
        scanner.require(scanner.shell.arithmetic, match.end(), "arithmetic `$((...))`")
        scanner.emit(PartKind.ARITHMETIC, match.end(), quoted=quoted)
    elif scanner.string.startswith("$(", scanner.at):
        scanner.require("$(" in scanner.shell.substitution_marks, scanner.at + 2, "`$(...)`")
        read_substitution(scanner, scanner.at + 1, quoted=quoted)
    elif parameter := parameters.read(scanner.string, scanner.at, scanner.shell):
        scanner.require(not parameter.unreadable, parameter.end, parameter.unreadable)
        raw = scanner.text[scanner.at : parameter.end]
        part = Part(PartKind.VARIABLE, raw, raw, quoted, parameter.name, parameter.operator)
        scanner.add(part, parameter.end)
    elif not quoted and scanner.shell.translated_quotes and scanner.string.startswith('$"', scanner.at):
        scanner.emit(PartKind.QUOTE, scanner.at + 1, "")
    else:
        _read_lone_dollar(scanner, quoted=quoted)


def _read_lone_dollar(scanner: WordScanner, *, quoted: bool) -> None:
    # Measured in csh: a backslash in front of the dollar does not help.
    lone = scanner.following in NO_CHARACTER and scanner.string[scanner.at - 1 : scanner.at] != "\\"
    keeps = scanner.shell.lone_dollar == "kept" or (scanner.shell.lone_dollar != "fails" and lone)
    scanner.require(keeps, scanner.at + 1, "a `$` that names no variable")
    scanner.emit(PartKind.TEXT, scanner.at + 1, quoted=quoted)


def _dollar_quoted(scanner: WordScanner, *, quoted: bool) -> re.Match[str] | None:
    if not scanner.shell.dollar_quotes or (quoted and not scanner.shell.dollar_quotes_everywhere):
        return None
    return _DOLLAR_QUOTE.match(scanner.string, scanner.at)


def _read_dollar_quote(scanner: WordScanner, end: int) -> None:
    if scanner.shell.history and (bad := re.compile("[!\n]").search(scanner.string, scanner.at, end)):
        scanner.refuse(
            "csh-incompatible", bad.start(), bad.end(), "this shell does not accept this character in `$'...'`"
        )
    scanner.emit_quote(2)
    while scanner.at < end - 1:
        match = _DOLLAR_QUOTED.match(scanner.string, scanner.at, end - 1)
        if not match or not match.group(1):
            scanner.emit(PartKind.TEXT, match.end() if match else scanner.at + 1, quoted=True)
        elif escape := unescape(scanner.string, scanner.at + 1, scanner.shell.dollar_quotes):
            scanner.emit_escape(escape)
        else:
            keeps = scanner.shell.keeps_unknown_escapes and match.group(1) not in "\\'\"?"
            scanner.emit(PartKind.TEXT, match.end(), None if keeps else match.group(1), quoted=True)
    scanner.emit_quote()


def read_substitution(scanner: WordScanner, opening: int, *, quoted: bool) -> None:
    """Read up to the parenthesis that closes the one at ``opening``.

    Raises:
        ShellError: None does.
    """
    depth = 0
    for match in _NESTING.finditer(scanner.string, opening):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if depth == 0:
            scanner.emit(PartKind.SUBSTITUTION, match.end(), quoted=quoted)
            return
    scanner.refuse("unbalanced-quote", opening, opening + 1, "this ( is never closed")


def read_backtick(scanner: WordScanner, *, quoted: bool = False) -> None:
    """Read a command between backticks.

    Raises:
        ShellError: The second backtick is missing.
    """
    if "`" not in scanner.shell.substitution_marks:
        scanner.emit(PartKind.TEXT, scanner.at + 1, quoted=quoted)
    elif match := _BACKTICKED.match(scanner.string, scanner.at):
        scanner.emit(PartKind.SUBSTITUTION, match.end(), quoted=quoted)
    else:
        scanner.refuse("unbalanced-quote", scanner.at, scanner.at + 1, "this ` is never closed")
