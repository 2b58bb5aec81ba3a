"""Read one word with its quotes, escapes, variables and substitutions, as one shell does.

Quotes nest, and every shell has its own, so this is written by hand, as it is in the shells themselves.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

from rkconf import deferred
from rkconf.deferred import pattern
from rkconf.record import replace
from rkconf.shell.facts import UnixShell
from rkconf.shell.quotes import read_backslash, read_double_quotes, read_single_quotes
from rkconf.shell.substitutions import NO_CHARACTER, read_backtick, read_dollar, read_substitution
from rkconf.shell.word_scanner import WordScanner
from rkconf.shell.words import LIST_ASSIGNMENT, UNKNOWN, Part, PartKind, Word

_PLAIN = re.compile(rf"[^ \t\r\n\\'\"$`*?\[{{}}~=!#;&|<>(){UNKNOWN}]+")
_ENDS_WORD = "\n;&|<>()"
_AFTER_AN_AMPERSAND = frozenset(("", *" \t\r\n;&|<>)"))
_QUOTED = r"""'[^']*'|"[^"\\]*"|\\."""
_IN_BRACES = rf"""[^\s;&|<>(){{}}'"`\\]|{_QUOTED}"""
_PAIR_OF_BRACES = deferred.pattern(rf"\{{(?:{_IN_BRACES})*\}}")
# The start of a pair of braces that is expanded. A pair may be long, so nothing is tried twice.
_BRACES = {
    "lists": deferred.pattern(rf"\{{(?:(?!,)(?:{_IN_BRACES}))*,"),
    "ranges": deferred.pattern(rf"\{{(?:(?!,|\.\.)(?:{_IN_BRACES}))*(?:,|\.\.)"),
    "any": re.compile(r"\{"),
}
_PARENTHESIS = pattern(r"\([^()]*\)")
_FUNCTION = pattern(r"\(\s*\)")
_WORD_END = pattern(r"[\s;&|<>()]|$")
_TEST = pattern(r"\[{1,2}(?=\s|$)")
_TILDE = deferred.pattern(r"~(?P<user>[A-Za-z0-9_.+-]*)(?P<end>(?=[/:\s;&|<>()]|$))?")
_ASSIGNED = pattern(r"[A-Za-z_][A-Za-z0-9_]*=")


def read(scanner: WordScanner, start: int) -> tuple[Word, int]:
    """Return the word that begins at ``start`` and where it ends.

    Raises:
        ShellError: A quote or a parenthesis is never closed, or the shell lacks the syntax.
    """
    scanner.begin(start)
    readers = _readers(scanner.shell)
    while scanner.at < len(scanner.string) and not _ends(scanner):
        readers.get(scanner.string[scanner.at], _read_plain)(scanner)
    # Most words are one part, which need not be cut out twice.
    whole = len(scanner.parts) == 1
    return Word(scanner.parts[0].raw if whole else scanner.text[start : scanner.at], tuple(scanner.parts)), scanner.at


def read_process_substitution(scanner: WordScanner, start: int) -> tuple[Word, int]:
    """Return the word ``<(program)`` or ``>(program)`` at ``start`` and where it ends.

    Raises:
        ShellError: Its parenthesis is never closed.
    """
    scanner.begin(start)
    scanner.emit_quote()
    read_substitution(scanner, scanner.at, quoted=True)
    return Word(scanner.text[start : scanner.at], tuple(scanner.parts)), scanner.at


def _read_unknown(scanner: WordScanner) -> None:
    scanner.emit(PartKind.UNKNOWN, scanner.at + 1)


def _ends(scanner: WordScanner) -> bool:
    character = scanner.string[scanner.at]
    if character == "#":
        return scanner.shell.comment_inside_words
    if character == "(":
        is_inside = "(" in scanner.shell.substitution_marks or begins_pattern(scanner, scanner.at)
        return not is_inside and not _begins_array(scanner)
    if character == "}" and scanner.shell.closing_brace_ends_word:
        return not scanner.has_brace and bool(_WORD_END.match(scanner.string, scanner.at + 1))
    if character == "&" and scanner.shell.ampersand_in_words:
        return scanner.following in _AFTER_AN_AMPERSAND
    separates = scanner.shell.continuation == "separates" and scanner.string.startswith("\\\n", scanner.at)
    return character in _ENDS_WORD or character in scanner.shell.spaces or separates


def begins_pattern(scanner: WordScanner, at: int) -> bool:
    """Return whether a pattern in parentheses begins at a character (zsh); ``name()`` defines a function."""
    is_open = scanner.string.startswith("(", at)
    return is_open and scanner.shell.parentheses_in_words and not _FUNCTION.match(scanner.string, at)


def _read_parenthesis(scanner: WordScanner) -> None:
    if "(" in scanner.shell.substitution_marks:
        read_substitution(scanner, scanner.at, quoted=False)
    else:
        _read_list(scanner, PartKind.ARRAY if _begins_array(scanner) else PartKind.GLOB)


def _begins_array(scanner: WordScanner) -> bool:
    is_name = bool(LIST_ASSIGNMENT.fullmatch(scanner.string, scanner.start, scanner.at))
    return is_name and scanner.shell.array_assignments


def _read_list(scanner: WordScanner, kind: PartKind) -> None:
    """Read a list in parentheses; the shell cannot use a pattern without its end."""
    if kind is PartKind.GLOB and not _PARENTHESIS.match(scanner.string, scanner.at):
        scanner.emit(kind, scanner.at + 1)
        return
    read_substitution(scanner, scanner.at, quoted=False)
    scanner.parts[-1] = replace(scanner.parts[-1], kind=kind)


def _read_plain(scanner: WordScanner) -> None:
    match = _PLAIN.match(scanner.string, scanner.at)
    scanner.emit(PartKind.TEXT, match.end() if match else scanner.at + 1)


def _read_glob(scanner: WordScanner) -> None:
    scanner.emit(PartKind.GLOB, scanner.at + 1)


def _read_bracket(scanner: WordScanner) -> None:
    is_closed = scanner.string.rfind("]", scanner.at + 2, scanner.run_end) >= 0
    is_refused = scanner.shell.open_bracket == "refused" or (scanner.shell.open_bracket != "plain" and scanner.parts)
    # Alone, `[` is the program `test`, and `[[` is a reserved word of some shells.
    test = _TEST.match(scanner.string, scanner.start)
    is_test = test is not None and (test.group() in scanner.shell.compounds or not scanner.parts)
    if not is_closed and is_refused and not is_test:
        scanner.refuse("syntax-error", scanner.at, scanner.at + 1, "this shell expects a `]` after this bracket")
    scanner.emit(PartKind.GLOB if is_closed and "[" in scanner.shell.globs else PartKind.TEXT, scanner.at + 1)


def _read_equals(scanner: WordScanner) -> None:
    bare = scanner.following in NO_CHARACTER
    expands = scanner.shell.equals and not scanner.parts and not bare
    scanner.emit(PartKind.EQUALS if expands else PartKind.TEXT, scanner.at + 1)


def _read_tilde(scanner: WordScanner) -> None:
    """Read a home directory: at the start of a word or, in some shells, after ``=`` or a colon."""
    match = _TILDE.match(scanner.string, scanner.at)
    place = _tilde_context(scanner)
    if match and (place or not scanner.parts):
        raw = scanner.text[scanner.at : match.end()]
        # If a quote or a `$` touches the name, the shells differ.
        user = match["user"] if match["end"] is not None else "?"
        scanner.add(Part(PartKind.TILDE, raw, raw, name=user, operator=place), match.end())
    else:
        scanner.emit(PartKind.TEXT, scanner.at + 1)


def _tilde_context(scanner: WordScanner) -> str:
    """Return what precedes a tilde: ``=``, ``name=`` or a colon after that; empty if no tilde expands here."""
    before = scanner.string[scanner.at - 1 : scanner.at]
    if not scanner.is_plain or before not in {"=", ":"}:
        return ""
    if assigned := _ASSIGNED.match(scanner.string, scanner.start, scanner.at):
        return "name=" if assigned.end() == scanner.at else ":" if before == ":" else ""
    is_first = scanner.string.find("=", scanner.start) == scanner.at - 1
    return "=" if before == "=" and is_first else ""


def _read_brace(scanner: WordScanner) -> None:
    paired = _PAIR_OF_BRACES.match(scanner.string, scanner.at)
    pattern = _BRACES.get(scanner.shell.braces)
    expands = bool(paired and pattern and pattern.match(scanner.string, scanner.at, paired.end()))
    if paired and scanner.shell.conjunctions and "$" in paired.group():
        scanner.emit(PartKind.BRACE, paired.end())
        return
    if paired and expands and paired.group() != "{}":
        scanner.emit(PartKind.BRACE, paired.end())
        return
    bare = scanner.shell.bare_brace and not scanner.parts and scanner.following in NO_CHARACTER
    if "{" in scanner.shell.lone_brace and not paired and not bare:
        scanner.refuse("syntax-error", scanner.at, scanner.at + 1, "this shell needs a `}` for this `{`")
    scanner.emit(PartKind.TEXT, scanner.at + 1)


def _read_closing_brace(scanner: WordScanner) -> None:
    if "}" in scanner.shell.lone_brace and not scanner.has_brace:
        scanner.refuse("syntax-error", scanner.at, scanner.at + 1, "this shell needs a `{` for this `}`")
    scanner.emit(PartKind.TEXT, scanner.at + 1)


@cache
def _readers(shell: UnixShell) -> Mapping[str, Callable[[WordScanner], None]]:
    """Return what reads a construct, by its first character."""
    return {
        "\\": read_backslash,
        "'": read_single_quotes,
        '"': read_double_quotes,
        "$": read_dollar,
        "`": read_backtick,
        "(": _read_parenthesis,
        "{": _read_brace,
        "}": _read_closing_brace,
        "!": WordScanner.emit_exclamation_mark,
        "~": _read_tilde,
        "=": _read_equals,
        UNKNOWN: _read_unknown,
        **dict.fromkeys(shell.globs, _read_glob),
        "[": _read_bracket,
    }
