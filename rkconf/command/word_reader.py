"""Read one written word: quotes, escapes, variables and substitutions of one shell.

Quotes nest and every shell has its own, so this is done by hand, as the shells themselves do it.
"""

from functools import cache
from re import DOTALL, Pattern, escape
from re import compile as regex
from typing import TYPE_CHECKING, NoReturn

from rkconf.command.shells import Shell
from rkconf.command.words import Kind, Part, WrittenWord
from rkconf.diagnostics import Problem
from rkconf.source import Excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = regex(r"[^ \t\n\\'\"$`*?\[{~=!#;&|<>()]+")
_ENDS_WORD = " \t\n;&|<>()"
_VARIABLE = regex(r"\$([A-Za-z_][A-Za-z0-9_]*|[0-9#?$@*!-])")
_BRACED_VARIABLE = regex(r"\$\{([A-Za-z_][A-Za-z0-9_]*|[0-9#?$@*!-])([^}]*)\}")
_ARITHMETIC = regex(r"\$\(\((?:[^()]|\([^()]*\))*\)\)")
_DOLLAR_QUOTE = regex(r"\$'((?:[^'\\]|\\.)*)'", DOTALL)
_BRACE = regex(r"\{[^{}\s]*(?:,|\.\.)[^{}\s]*\}")
_HISTORY = regex(r"!(?![ \t\n=(\"']|$)")
_BACKTICKED = regex(r"`(?:[^`\\]|\\.)*`", DOTALL)
_NESTING = regex(r"\\.|'[^']*'|\"(?:\\.|[^\"\\])*\"|[()]", DOTALL)
_CONTROL = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class Refused(Exception):  # noqa: N818 - it is the shell's answer, and only this room hears it
    """The shell cannot read the command at all and runs nothing of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@cache
def _any_of(characters: str) -> Pattern[str]:
    return regex(f"[{escape(characters)}]")


class WordReader:
    """A cursor over one command; every method reads one construct and moves on."""

    def __init__(self, text: Excerpt, shell: Shell) -> None:
        self.text = text
        self.string = text.text
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
            "!": self._history,
            "~": lambda: self._at_start(Kind.TILDE, allowed=True),
            "=": lambda: self._at_start(Kind.EQUALS, allowed=shell.equals),
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
        separates = self.shell.continuation == "separates" and self.string.startswith("\\\n", self.at)
        return character in _ENDS_WORD or separates

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

    def _at_start(self, kind: Kind, *, allowed: bool) -> None:
        self._add(kind if allowed and not self.parts else Kind.TEXT, self.at + 1)

    def _brace(self) -> None:
        match = _BRACE.match(self.string, self.at) if self.shell.braces else None
        self._add(Kind.BRACE if match else Kind.TEXT, match.end() if match else self.at + 1)

    def _history(self, *, quoted: bool = False) -> None:
        if self.shell.history and _HISTORY.match(self.string, self.at):
            self._refuse("csh-incompatible", self.at, self.at + 1, "`!` recalls an earlier command in this shell")
        self._add(Kind.TEXT, self.at + 1, quoted=quoted)

    def _escape(self) -> None:
        following = self.string[self.at + 1 : self.at + 2]
        if not following:
            self._trailing_backslash()
        elif following == "\n":
            self._mark(2)
        elif self.shell.keeps_letter_escapes and following.isalnum():
            control = _CONTROL.get(following)
            self._add(Kind.TEXT, self.at + 2, control)
        else:
            self._mark()
            self._add(Kind.TEXT, self.at + 1, quoted=True)

    def _trailing_backslash(self) -> None:
        if self.shell.trailing_backslash == "fails":
            self._refuse("unbalanced-quote", self.at, self.at + 1, "the command ends in a backslash")
        elif self.shell.trailing_backslash == "dropped":
            self._mark()
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
        if not quoted and self.shell.dollar_quotes and (match := _DOLLAR_QUOTE.match(self.string, self.at)):
            self._dollar_quote(match.group(1))
        elif match := _ARITHMETIC.match(self.string, self.at):
            self._need(self.shell.arithmetic, match.end(), "arithmetic `$((...))`")
            self._add(Kind.ARITHMETIC, match.end(), quoted=quoted)
        elif self.string.startswith("$(", self.at):
            self._need("$(" in self.shell.substitution_marks, self.at + 2, "`$(...)`")
            self._substitution(self.at + 1, quoted=quoted)
        elif match := _BRACED_VARIABLE.match(self.string, self.at):
            self._braced_variable(match.group(1), match.group(2), match.end(), quoted=quoted)
        elif match := _VARIABLE.match(self.string, self.at):
            self._variable(match.group(1), "", match.end(), quoted=quoted)
        else:
            self._need(self.shell.lone_dollar == "kept", self.at + 1, "a `$` that names no variable")
            self._add(Kind.TEXT, self.at + 1, quoted=quoted)

    def _dollar_quote(self, body: str) -> None:
        self._mark(2)
        self._add(Kind.TEXT, self.at + len(body), quoted=True)
        self._mark()

    def _braced_variable(self, name: str, operator: str, end: int, *, quoted: bool) -> None:
        self._need(self.shell.braced_variables, end, "`${...}`")
        self._need(self.shell.parameter_operators or not operator, end, f"`${{{name}{operator}}}`")
        self._variable(name, operator, end, quoted=quoted)

    def _variable(self, name: str, operator: str, end: int, *, quoted: bool) -> None:
        raw = self.text[self.at : end]
        self.parts.append(Part(Kind.VARIABLE, raw, raw, quoted, name, operator))
        self.at = end

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
