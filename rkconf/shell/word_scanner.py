"""Scan a command from left to right and collect the parts of a word; a syntax error ends the scan."""

from typing import NoReturn

from rkconf.deferred import pattern
from rkconf.diagnostics import Problem
from rkconf.shell.errors import ShellError
from rkconf.shell.escapes import Escape
from rkconf.shell.facts import UnixShell
from rkconf.shell.words import Part, PartKind
from rkconf.source import Excerpt

_SPECIAL = pattern(r"[\s;&|<>()]")
_HISTORY = pattern(r"!(?![ \t\n=~(;&|<>)}\"'\\]|$)")
_HISTORY_OF_THIS_LINE = frozenset("#{-")


class WordScanner:
    """A position in a command, and the parts of the current word up to there."""

    def __init__(self, text: Excerpt, shell: UnixShell) -> None:
        self.text = text
        self.string = text.text
        self.shell = shell
        self.start = self.at = 0
        self.parts: list[Part] = []
        self.is_plain = True
        """Whether all parts are unquoted text."""
        self.has_brace = False
        """Whether the word has an opening brace."""
        self._run_end = 0

    def begin(self, start: int) -> None:
        """Begin a word at ``start``."""
        self.start = self.at = start
        self.parts = []
        self.is_plain, self.has_brace = True, False

    @property
    def following(self) -> str:
        """The character after the current one; empty at the end of the text."""
        return self.string[self.at + 1 : self.at + 2]

    def emit(self, kind: PartKind, end: int, value: str | None = None, *, quoted: bool = False) -> None:
        """Add the text up to ``end`` as a part, with another value if one is given, and move there."""
        raw = self.text[self.at : end]
        self.add(Part(kind, raw, raw if value is None else Excerpt.stand_in(value, raw.span), quoted), end)

    def add(self, part: Part, end: int) -> None:
        """Add a part, and move to its end."""
        self.parts.append(part)
        self.is_plain = self.is_plain and part.kind is PartKind.TEXT and not part.quoted
        self.has_brace = self.has_brace or part.raw.text == "{"
        self.at = end

    @property
    def run_end(self) -> int:
        """The end of the characters at this position that neither end a word nor separate commands."""
        if self._run_end <= self.at:
            ended = _SPECIAL.search(self.string, self.at + 1)
            self._run_end = ended.start() if ended else len(self.string)
        return self._run_end

    def emit_quote(self, length: int = 1) -> None:
        """Add characters that the shell removes."""
        self.emit(PartKind.QUOTE, self.at + length, "")

    def emit_escape(self, escape: Escape) -> None:
        """Add the character that a backslash and the letters after it mean.

        Raises:
            ShellError: The shells disagree about the escape, or refuse it.
        """
        end = self.at + 1 + escape.length
        if escape.value is None:
            self.refuse("not-understood", self.at, end, "rkconf does not follow this escape")
        self.emit(PartKind.TEXT, end, escape.value, quoted=True)

    def emit_exclamation_mark(self, *, quoted: bool = False) -> None:
        """Add a ``!``.

        Raises:
            ShellError: It recalls an earlier command.
        """
        if self.shell.history and self.following in _HISTORY_OF_THIS_LINE:
            self.refuse("not-understood", self.at, self.at + 2, "rkconf does not follow a recall of the same line")
        if self.shell.history and _HISTORY.match(self.string, self.at):
            self.refuse("csh-incompatible", self.at, self.at + 1, "`!` recalls an earlier command in this shell")
        self.emit(PartKind.TEXT, self.at + 1, quoted=quoted)

    def require(self, has: bool, end: int, what: str) -> None:  # noqa: FBT001 - reads as a sentence
        """Check that the shell has a piece of syntax, which ends at ``end``.

        Raises:
            ShellError: It does not.
        """
        if not has:
            rule = "csh-incompatible" if self.shell.history else "syntax-error"
            self.refuse(rule, self.at, end, f"this shell cannot read {what}")

    def refuse(self, rule: str, start: int, end: int, message: str) -> NoReturn:
        """Raise a ``ShellError`` for part of the text."""
        raise ShellError(Problem(rule, self.text[start:end].span, message))
