"""Read quotes and backslashes as one shell does."""

from functools import cache
from re import Pattern, escape
from re import compile as regex

from rkconf.shell.substitutions import SubstitutionReader
from rkconf.shell.words import Kind


@cache
def _any_of(characters: str) -> Pattern[str]:
    return regex(f"[{escape(characters)}]")


class QuoteReader(SubstitutionReader):
    """A cursor that reads one quoted stretch at a time and moves on."""

    def _escape(self) -> None:
        following = self.string[self.at + 1 : self.at + 2]
        if not following:
            self._trailing_backslash()
        elif following == "\n":
            self._mark(2)
        elif not self._letter_escape(self.shell.letter_escapes):
            self._mark()
            self._add(Kind.TEXT, self.at + 1, quoted=True)

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
