"""Read what a shell replaces: variables, arithmetic, the output of a command; and ``$'...'``."""

from re import DOTALL, Match
from re import compile as regex

from rkconf.shell import parameter_expansion as parameters
from rkconf.shell.cursor import Cursor
from rkconf.shell.words import Kind, Part

NO_CHARACTER = frozenset(("", " ", "\t", "\n"))
"""What follows a character that stands alone."""
_ARITHMETIC = regex(r"\$\(\((?:[^()]|\([^()]*\))*\)\)")
_DOLLAR_QUOTE = regex(r"\$'((?:[^'\\]|\\.)*)'", DOTALL)
_DOLLAR_QUOTED = regex(r"[^\\]+|\\(.)", DOTALL)
_BACKTICKED = regex(r"`(?:[^`\\]|\\.)*`", DOTALL)
_NESTING = regex(r"\\.|'[^']*'|\"(?:\\.|[^\"\\])*\"|[()]", DOTALL)


class SubstitutionReader(Cursor):
    """A cursor that reads one substitution at a time and moves on."""

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
        elif not quoted and self.shell.translated_quotes and self.string.startswith('$"', self.at):
            self._add(Kind.QUOTE, self.at + 1, "")
        else:
            self._lone_dollar(quoted=quoted)

    def _lone_dollar(self, *, quoted: bool) -> None:
        following = self.string[self.at + 1 : self.at + 2]
        # csh, measured: a backslash before it spoils it even so.
        lone = following in NO_CHARACTER and self.string[self.at - 1 : self.at] != "\\"
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
