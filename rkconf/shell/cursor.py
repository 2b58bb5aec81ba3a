"""A cursor over one command that gathers the parts of a word; what a shell cannot read ends all reading."""

from re import compile as regex
from typing import NoReturn

from rkconf.diagnostics import Problem
from rkconf.shell.errors import ShellError
from rkconf.shell.escapes import unescape
from rkconf.shell.facts import UnixShell
from rkconf.shell.words import Kind, Part
from rkconf.source import Excerpt

_HISTORY = regex(r"!(?![ \t\n=~(;&|<>)}\"'\\]|$)")
_HISTORY_OF_THIS_LINE = frozenset("#{-")


class Cursor:
    """Where reading has come to, and the parts so far."""

    def __init__(self, text: Excerpt, shell: UnixShell) -> None:
        self.text = text
        self.string = text.text
        self.shell = shell
        self.at = 0
        self.parts: list[Part] = []

    def _add(self, kind: Kind, end: int, value: str | None = None, *, quoted: bool = False) -> None:
        raw = self.text[self.at : end]
        self.parts.append(Part(kind, raw, raw if value is None else Excerpt.stand_in(value, raw.span), quoted))
        self.at = end

    def _mark(self, length: int = 1) -> None:
        self._add(Kind.QUOTE, self.at + length, "")

    def _history(self, *, quoted: bool = False) -> None:
        if self.shell.history and self.string[self.at + 1 : self.at + 2] in _HISTORY_OF_THIS_LINE:
            self._refuse("not-understood", self.at, self.at + 2, "rkconf does not follow a recall of this very line")
        if self.shell.history and _HISTORY.match(self.string, self.at):
            self._refuse("csh-incompatible", self.at, self.at + 1, "`!` recalls an earlier command in this shell")
        self._add(Kind.TEXT, self.at + 1, quoted=quoted)

    def _letter_escape(self, letters: str) -> bool:
        """Take an escape that means a character; say whether there is one."""
        escape_ = unescape(self.string, self.at + 1, letters)
        if not escape_:
            return False
        end = self.at + 1 + escape_.length
        if escape_.value is None:
            self._refuse("not-understood", self.at, end, "rkconf does not follow this escape")
        self._add(Kind.TEXT, end, escape_.value, quoted=True)
        return True

    def _need(self, has: bool, end: int, what: str) -> None:  # noqa: FBT001 - reads as a sentence
        if not has:
            rule = "csh-incompatible" if self.shell.history else "syntax-error"
            self._refuse(rule, self.at, end, f"this shell cannot read {what}")

    def _refuse(self, rule: str, start: int, end: int, message: str) -> NoReturn:
        raise ShellError(Problem(rule, self.text[start:end].span, message))
