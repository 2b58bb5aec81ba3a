"""Read one written word: quotes, escapes, variables and substitutions of one shell.

Quotes nest and every shell has its own, so this is done by hand, as the shells themselves do it.
"""

from dataclasses import replace
from re import compile as regex
from typing import TYPE_CHECKING

from rkconf.shell.facts import UnixShell
from rkconf.shell.names import LIST_ASSIGNMENT
from rkconf.shell.quotes import QuoteReader
from rkconf.shell.substitutions import NO_CHARACTER
from rkconf.shell.words import UNKNOWN, Kind, Part, Word
from rkconf.source import Excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = regex(rf"[^ \t\r\n\\'\"$`*?\[{{}}~=!#;&|<>(){UNKNOWN}]+")
_ENDS_WORD = "\n;&|<>()"
_BEHIND_AN_AMPERSAND = frozenset(("", *" \t\r\n;&|<>)"))
_IN_BRACES = r"""(?:[^\s;&|<>(){}'"`\\]|'[^']*'|"[^"\\]*"|\\.)*"""
_PAIR_OF_BRACES = regex(rf"\{{{_IN_BRACES}\}}")
_BRACES = {
    "lists": regex(rf"\{{{_IN_BRACES},{_IN_BRACES}\}}"),
    "ranges": regex(rf"\{{{_IN_BRACES}(?:,|\.\.){_IN_BRACES}\}}"),
    "any": _PAIR_OF_BRACES,
}
_CHARACTERS = regex(r"\[[^\s;&|<>()]+\]")
_PARENTHESIS = regex(r"\([^()]*\)")
_FUNCTION = regex(r"\(\s*\)")
_WORD_END = regex(r"[\s;&|<>()]|$")
_TEST = regex(r"\[{1,2}(?=\s|$)")
_TILDE = regex(r"~(?P<user>[A-Za-z0-9_.+-]*)(?P<end>(?=[/:\s;&|<>()]|$))?")
_ASSIGNED = regex(r"[A-Za-z_][A-Za-z0-9_]*=(.*:)?")


class WordReader(QuoteReader):
    """A cursor that reads a whole word; every method reads one construct and moves on."""

    def __init__(self, text: Excerpt, shell: UnixShell) -> None:
        super().__init__(text, shell)
        self.start = 0
        self.readers: dict[str, Callable[[], None]] = {
            "\\": self._escape,
            "'": self._single,
            '"': self._double,
            "$": self._dollar,
            "`": self._backtick,
            "(": self._parenthesis,
            "{": self._brace,
            "}": self._closing_brace,
            "!": self._history,
            "~": self._tilde,
            "=": self._equals,
            UNKNOWN: self._unknown,
            **dict.fromkeys(shell.globs, self._glob),
            "[": self._bracket,
        }

    def read(self, start: int) -> tuple[Word, int]:
        """Return the word that begins at ``start`` and where it ends.

        Raises:
            ShellError: A quote or a parenthesis is never closed, or the shell lacks the syntax.
        """
        self.start = self.at = start
        self.parts = []
        while self.at < len(self.string) and not self._ends():
            self.readers.get(self.string[self.at], self._plain)()
        # Most words are one part, which need not be cut out twice.
        whole = len(self.parts) == 1
        return Word(self.parts[0].raw if whole else self.text[start : self.at], tuple(self.parts)), self.at

    def read_process_substitution(self, start: int) -> tuple[Word, int]:
        """Return the word ``<(program)`` or ``>(program)`` at ``start`` and where it ends.

        Raises:
            ShellError: Its parenthesis is never closed.
        """
        self.at, self.parts = start, []
        self._add(Kind.QUOTE, start + 1, "")
        self._substitution(self.at, quoted=True)
        return Word(self.text[start : self.at], tuple(self.parts)), self.at

    def _unknown(self) -> None:
        self._add(Kind.UNKNOWN, self.at + 1)

    def _ends(self) -> bool:
        character = self.string[self.at]
        if character == "#":
            return self.shell.comment_inside_words
        if character == "(":
            return "(" not in self.shell.substitution_marks and not self._is_pattern() and not self._begins_array()
        if character == "}" and self.shell.closing_brace_ends_word:
            is_open = any(part.raw.text == "{" for part in self.parts)
            return not is_open and bool(_WORD_END.match(self.string, self.at + 1))
        if character == "&" and self.shell.ampersand_in_words:
            return self.string[self.at + 1 : self.at + 2] in _BEHIND_AN_AMPERSAND
        separates = self.shell.continuation == "separates" and self.string.startswith("\\\n", self.at)
        return character in _ENDS_WORD or character in self.shell.blanks or separates

    def begins_pattern(self, start: int) -> bool:
        """Return whether a pattern in parentheses begins at a place (zsh)."""
        self.at = start
        return self._is_pattern()

    def _is_pattern(self) -> bool:
        """Return whether a parenthesis belongs to a pattern: `name()` defines a function."""
        is_open = self.string.startswith("(", self.at)
        return is_open and self.shell.parentheses_in_words and not _FUNCTION.match(self.string, self.at)

    def _parenthesis(self) -> None:
        if "(" in self.shell.substitution_marks:
            self._substitution(self.at, quoted=False)
        else:
            self._list(Kind.ARRAY if self._begins_array() else Kind.GLOB)

    def _begins_array(self) -> bool:
        is_name = bool(LIST_ASSIGNMENT.fullmatch("".join(part.raw.text for part in self.parts)))
        return is_name and self.shell.array_assignments

    def _list(self, kind: Kind) -> None:
        """Read a list in parentheses; a pattern without its end is one that the shell cannot use."""
        if kind is Kind.GLOB and not _PARENTHESIS.match(self.string, self.at):
            self._add(kind, self.at + 1)
            return
        self._substitution(self.at, quoted=False)
        self.parts[-1] = replace(self.parts[-1], kind=kind)

    def _plain(self) -> None:
        match = _PLAIN.match(self.string, self.at)
        self._add(Kind.TEXT, match.end() if match else self.at + 1)

    def _glob(self) -> None:
        self._add(Kind.GLOB, self.at + 1)

    def _bracket(self) -> None:
        is_closed = bool(_CHARACTERS.match(self.string, self.at))
        is_refused = self.shell.open_bracket == "refused" or (self.shell.open_bracket != "plain" and self.parts)
        # By themselves `[` is the program that is also called `test`, and `[[` a reserved word of some shells.
        test = _TEST.match(self.string, self.start)
        is_test = test is not None and (test.group() in self.shell.compounds or not self.parts)
        if not is_closed and is_refused and not is_test:
            self._refuse("syntax-error", self.at, self.at + 1, "this shell expects a `]` after this bracket")
        self._add(Kind.GLOB if is_closed and "[" in self.shell.globs else Kind.TEXT, self.at + 1)

    def _equals(self) -> None:
        bare = self.string[self.at + 1 : self.at + 2] in NO_CHARACTER
        expands = self.shell.equals and not self.parts and not bare
        self._add(Kind.EQUALS if expands else Kind.TEXT, self.at + 1)

    def _tilde(self) -> None:
        """A home folder: at the start of a word, or (as shells and places differ) behind ``=``."""
        match = _TILDE.match(self.string, self.at)
        place = self._tilde_place()
        if match and (place or not self.parts):
            raw = self.text[self.at : match.end()]
            # A quote or a `$` that touches the name: the shells differ.
            user = match["user"] if match["end"] is not None else "?"
            self.parts.append(Part(Kind.TILDE, raw, raw, name=user, operator=place))
            self.at = match.end()
        else:
            self._add(Kind.TEXT, self.at + 1)

    def _tilde_place(self) -> str:
        """Return where a tilde stands: behind ``=``, ``name=`` or a colon after that; empty where none expands."""
        if any(part.kind is not Kind.TEXT or part.quoted for part in self.parts):
            return ""
        before = "".join(part.raw.text for part in self.parts)
        if assigned := _ASSIGNED.fullmatch(before):
            return "name=" if not assigned[1] else ":"
        return "=" if before.endswith("=") and before.count("=") == 1 else ""

    def _brace(self) -> None:
        pattern = _BRACES.get(self.shell.braces)
        match = pattern.match(self.string, self.at) if pattern else None
        paired = _PAIR_OF_BRACES.match(self.string, self.at)
        holds_variable = bool(paired and self.shell.conjunctions and "$" in paired.group())
        if holds_variable and paired:
            self._add(Kind.BRACE, paired.end())
            return
        if match and match.group() != "{}":
            self._add(Kind.BRACE, match.end())
            return
        bare = self.shell.bare_brace and not self.parts and self.string[self.at + 1 : self.at + 2] in NO_CHARACTER
        if "{" in self.shell.lone_brace and not paired and not bare:
            self._refuse("syntax-error", self.at, self.at + 1, "this shell wants a `}` for this `{`")
        self._add(Kind.TEXT, self.at + 1)

    def _closing_brace(self) -> None:
        opened = any(part.raw.text == "{" for part in self.parts)
        if "}" in self.shell.lone_brace and not opened:
            self._refuse("syntax-error", self.at, self.at + 1, "this shell wants a `{` for this `}`")
        self._add(Kind.TEXT, self.at + 1)
