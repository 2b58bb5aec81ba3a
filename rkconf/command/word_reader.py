"""Read one written word: quotes, escapes, variables and substitutions of one shell.

Quotes nest and every shell has its own, so this is done by hand, as the shells themselves do it.
"""

from functools import cache
from re import DOTALL, Match, Pattern, escape
from re import compile as regex
from typing import TYPE_CHECKING, NoReturn

from rkconf.command import parameters
from rkconf.command.escapes import decode
from rkconf.command.shells import Shell
from rkconf.command.words import Kind, Part, WrittenWord
from rkconf.diagnostics import Problem
from rkconf.source import Excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = regex(r"[^ \t\r\n\\'\"$`*?\[{}~=!#;&|<>()]+")
_ENDS_WORD = "\n;&|<>()"
_BEHIND_AN_AMPERSAND = frozenset(("", *" \t\r\n;&|<>)"))
_NO_CHARACTER = frozenset(("", " ", "\t", "\n"))
_ARITHMETIC = regex(r"\$\(\((?:[^()]|\([^()]*\))*\)\)")
_DOLLAR_QUOTE = regex(r"\$'((?:[^'\\]|\\.)*)'", DOTALL)
_DOLLAR_QUOTED = regex(r"[^\\]+|\\(.)", DOTALL)
_IN_BRACES = r"""(?:[^\s;&|<>(){}'"`\\]|'[^']*'|"[^"\\]*"|\\.)*"""
_PAIR_OF_BRACES = regex(rf"\{{{_IN_BRACES}\}}")
_BRACES = {
    "lists": regex(rf"\{{{_IN_BRACES},{_IN_BRACES}\}}"),
    "ranges": regex(rf"\{{{_IN_BRACES}(?:,|\.\.){_IN_BRACES}\}}"),
    "any": _PAIR_OF_BRACES,
}
_TILDE = regex(r"~(?P<user>[A-Za-z0-9_.+-]*)(?P<end>(?=[/:\s;&|<>()]|$))?")
_ASSIGNED = regex(r"[A-Za-z_][A-Za-z0-9_]*=(?:.*:)?")
_HISTORY = regex(r"!(?![ \t\n=~(;&|<>)}\"'\\]|$)")
_HISTORY_OF_THIS_LINE = frozenset("#{-")
_BACKTICKED = regex(r"`(?:[^`\\]|\\.)*`", DOTALL)
_NESTING = regex(r"\\.|'[^']*'|\"(?:\\.|[^\"\\])*\"|[()]", DOTALL)


class Refused(Exception):  # noqa: N818 - it is the shell's answer, and only this room hears it
    """The shell cannot read the command at all and runs nothing of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@cache
def _any_of(characters: str) -> Pattern[str]:
    return regex(f"[{escape(characters)}]")


class WordReader:
    """A cursor over one command; every method reads one construct and moves on.

    ``string`` is what the shell sees of ``text``: as long, with a plain character for one that means nothing.
    """

    def __init__(self, text: Excerpt, string: str, shell: Shell) -> None:
        self.text = text
        self.string = string
        self.shell = shell
        self.at = 0
        self.parts: list[Part] = []
        self.readers: dict[str, Callable[[], None]] = {
            "\\": self._escape,
            "'": self._single,
            '"': self._double,
            "$": self._dollar,
            "`": self._backtick,
            "(": lambda: self._substitution(self.at, quoted=False),
            "{": self._brace,
            "}": self._closing_brace,
            "!": self._history,
            "~": self._tilde,
            "=": self._equals,
            **dict.fromkeys("*?[", self._glob),
        }

    def read(self, start: int) -> tuple[WrittenWord, int]:
        """Return the word that begins at ``start`` and where it ends.

        Raises:
            Refused: A quote or a parenthesis is never closed, or the shell lacks the syntax.
        """
        self.at, self.parts = start, []
        while self.at < len(self.string) and not self._ends():
            self.readers.get(self.string[self.at], self._plain)()
        return WrittenWord(self.text[start : self.at], tuple(self.parts)), self.at

    def _ends(self) -> bool:
        character = self.string[self.at]
        if character == "#":
            return self.shell.comment_inside_words
        if character == "(":
            return "(" not in self.shell.substitution_marks
        if character == "&" and self.shell.ampersand_in_words:
            return self.string[self.at + 1 : self.at + 2] in _BEHIND_AN_AMPERSAND
        separates = self.shell.continuation == "separates" and self.string.startswith("\\\n", self.at)
        return character in _ENDS_WORD or character in self.shell.blanks or separates

    def _add(self, kind: Kind, end: int, value: str | None = None, *, quoted: bool = False) -> None:
        raw = self.text[self.at : end]
        self.parts.append(Part(kind, raw, raw if value is None else Excerpt.stand_in(value, raw.span), quoted))
        self.at = end

    def _mark(self, length: int = 1) -> None:
        self._add(Kind.MARK, self.at + length, "")

    def _plain(self) -> None:
        match = _PLAIN.match(self.string, self.at)
        self._add(Kind.TEXT, match.end() if match else self.at + 1)

    def _glob(self) -> None:
        self._add(Kind.GLOB, self.at + 1)

    def _equals(self) -> None:
        bare = self.string[self.at + 1 : self.at + 2] in _NO_CHARACTER
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
        """Return how the text of the word so far lets a tilde expand: ``=``, ``name=`` or not at all."""
        if any(part.kind is not Kind.TEXT or part.quoted for part in self.parts):
            return ""
        before = "".join(part.raw.text for part in self.parts)
        if _ASSIGNED.fullmatch(before):
            return "name="
        return "=" if before.endswith("=") and before.count("=") == 1 else ""

    def _brace(self) -> None:
        pattern = _BRACES.get(self.shell.braces)
        match = pattern.match(self.string, self.at) if pattern else None
        if match and match.group() != "{}":
            self._add(Kind.BRACE, match.end())
            return
        paired = _PAIR_OF_BRACES.match(self.string, self.at)
        bare = self.shell.bare_brace and not self.parts and self.string[self.at + 1 : self.at + 2] in _NO_CHARACTER
        if "{" in self.shell.lone_brace and not paired and not bare:
            self._refuse("syntax-error", self.at, self.at + 1, "this shell wants a `}` for this `{`")
        self._add(Kind.TEXT, self.at + 1)

    def _closing_brace(self) -> None:
        opened = any(part.raw.text == "{" for part in self.parts)
        if "}" in self.shell.lone_brace and not opened:
            self._refuse("syntax-error", self.at, self.at + 1, "this shell wants a `{` for this `}`")
        self._add(Kind.TEXT, self.at + 1)

    def _history(self, *, quoted: bool = False) -> None:
        if self.shell.history and self.string[self.at + 1 : self.at + 2] in _HISTORY_OF_THIS_LINE:
            self._refuse("not-understood", self.at, self.at + 2, "rkconf does not follow a recall of this very line")
        if self.shell.history and _HISTORY.match(self.string, self.at):
            self._refuse("csh-incompatible", self.at, self.at + 1, "`!` recalls an earlier command in this shell")
        self._add(Kind.TEXT, self.at + 1, quoted=quoted)

    def _escape(self) -> None:
        following = self.string[self.at + 1 : self.at + 2]
        if not following:
            self._trailing_backslash()
        elif following == "\n":
            self._mark(2)
        elif not self._letter_escape(self.shell.letter_escapes):
            self._mark()
            self._add(Kind.TEXT, self.at + 1, quoted=True)

    def _letter_escape(self, letters: str) -> bool:
        """Take an escape that means a character; say whether there is one."""
        escape_ = decode(self.string, self.at + 1, letters)
        if not escape_:
            return False
        end = self.at + 1 + escape_.length
        if escape_.value is None:
            self._refuse("not-understood", self.at, end, "rkconf does not follow this escape")
        self._add(Kind.TEXT, end, escape_.value, quoted=True)
        return True

    def _trailing_backslash(self) -> None:
        if self.shell.trailing_backslash == "fails":
            self._refuse("unbalanced-quote", self.at, self.at + 1, "the command ends in a backslash")
        elif self.shell.trailing_backslash == "empty":
            self._mark()
        elif self.shell.trailing_backslash == "dropped":
            self.at += 1
        else:
            self._add(Kind.TEXT, self.at + 1)

    def _single(self) -> None:
        start = self.at
        self._mark()
        while self.string[self.at : self.at + 1] != "'":
            chunk = self._up_to(start, "'\\" + ("!\n" if self.shell.history else ""))
            if chunk == "\\":
                self._escape_in_quotes(self.shell.single_quote_escapes)
            elif chunk:
                self._history_or_newline(start, chunk)
        self._mark()

    def _double(self) -> None:
        start = self.at
        self._mark()
        readers = {
            "\\": lambda: self._escape_in_quotes(self.shell.double_quote_escapes),
            "$": lambda: self._dollar(quoted=True),
        }
        while self.string[self.at : self.at + 1] != '"':
            chunk = self._up_to(start, '"\\$`' + ("!\n" if self.shell.history else ""))
            if chunk in readers:
                readers[chunk]()
            elif chunk == "`":
                self._backtick(quoted=True)
            elif chunk:
                self._history_or_newline(start, chunk)
        self._mark()

    def _up_to(self, start: int, stops: str) -> str:
        """Take quoted text up to one of ``stops``; return that stop, or nothing where the quote ends."""
        stop = _any_of(stops).search(self.string, self.at)
        if not stop:
            self._refuse("unbalanced-quote", start, start + 1, f"this {self.string[start]} is never closed")
        if stop.start() > self.at:
            self._add(Kind.TEXT, stop.start(), quoted=True)
        return "" if stop.group() == stops[0] else stop.group()

    def _history_or_newline(self, start: int, character: str) -> None:
        if character == "\n":
            self._refuse("unbalanced-quote", start, start + 1, f"this {self.string[start]} is not closed on its line")
        self._history(quoted=True)

    def _escape_in_quotes(self, escapes: str) -> None:
        following = self.string[self.at + 1 : self.at + 2]
        if not following or following not in escapes:
            self._add(Kind.TEXT, self.at + 1, quoted=True)
        elif following == "\n" and self.shell.continuation == "joins":
            self._mark(2)
        else:
            self._mark()
            self._add(Kind.TEXT, self.at + 1, quoted=True)

    def _dollar(self, *, quoted: bool = False) -> None:
        if match := self._dollar_quoted(quoted=quoted):
            self._dollar_quote(match.end())
        elif match := _ARITHMETIC.match(self.string, self.at):
            self._need(self.shell.arithmetic, match.end(), "arithmetic `$((...))`")
            self._add(Kind.ARITHMETIC, match.end(), quoted=quoted)
        elif self.string.startswith("$(", self.at):
            self._need("$(" in self.shell.substitution_marks, self.at + 2, "`$(...)`")
            self._substitution(self.at + 1, quoted=quoted)
        elif parameter := parameters.read(self.string, self.at, self.shell):
            self._need(not parameter.unreadable, parameter.end, parameter.unreadable)
            raw = self.text[self.at : parameter.end]
            self.parts.append(Part(Kind.VARIABLE, raw, raw, quoted, parameter.name, parameter.operator))
            self.at = parameter.end
        else:
            self._lone_dollar(quoted=quoted)

    def _lone_dollar(self, *, quoted: bool) -> None:
        following = self.string[self.at + 1 : self.at + 2]
        # csh, measured: a backslash before it spoils it even so.
        lone = following in _NO_CHARACTER and self.string[self.at - 1 : self.at] != "\\"
        keeps = self.shell.lone_dollar == "kept" or (self.shell.lone_dollar != "fails" and lone)
        self._need(keeps, self.at + 1, "a `$` that names no variable")
        self._add(Kind.TEXT, self.at + 1, quoted=quoted)

    def _dollar_quoted(self, *, quoted: bool) -> Match[str] | None:
        if not self.shell.dollar_quotes or (quoted and not self.shell.dollar_quotes_everywhere):
            return None
        return _DOLLAR_QUOTE.match(self.string, self.at)

    def _dollar_quote(self, end: int) -> None:
        if self.shell.history and (bad := regex("[!\n]").search(self.string, self.at, end)):
            self._refuse("csh-incompatible", bad.start(), bad.end(), "this shell cannot read it between `$'` and `'`")
        self._mark(2)
        while self.at < end - 1:
            match = _DOLLAR_QUOTED.match(self.string, self.at, end - 1)
            if not match or not match.group(1):
                self._add(Kind.TEXT, match.end() if match else self.at + 1, quoted=True)
            elif not self._letter_escape(self.shell.dollar_quotes):
                keeps = self.shell.keeps_unknown_escapes and match.group(1) not in "\\'\"?"
                self._add(Kind.TEXT, match.end(), None if keeps else match.group(1), quoted=True)
        self._mark()

    def _substitution(self, opening: int, *, quoted: bool) -> None:
        depth = 0
        for match in _NESTING.finditer(self.string, opening):
            depth += {"(": 1, ")": -1}.get(match.group(), 0)
            if depth == 0:
                self._add(Kind.SUBSTITUTION, match.end(), quoted=quoted)
                return
        self._refuse("unbalanced-quote", opening, opening + 1, "this ( is never closed")

    def _backtick(self, *, quoted: bool = False) -> None:
        if "`" not in self.shell.substitution_marks:
            self._add(Kind.TEXT, self.at + 1, quoted=quoted)
        elif match := _BACKTICKED.match(self.string, self.at):
            self._add(Kind.SUBSTITUTION, match.end(), quoted=quoted)
        else:
            self._refuse("unbalanced-quote", self.at, self.at + 1, "this ` is never closed")

    def _need(self, has: bool, end: int, what: str) -> None:  # noqa: FBT001 - reads as a sentence
        if not has:
            rule = "csh-incompatible" if self.shell.history else "syntax-error"
            self._refuse(rule, self.at, end, f"this shell cannot read {what}")

    def _refuse(self, rule: str, start: int, end: int, message: str) -> NoReturn:
        raise Refused(Problem(rule, self.text[start:end].span, message))
