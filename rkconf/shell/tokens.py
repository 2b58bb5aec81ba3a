"""Cut a command into the words and operators of one shell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from re import Pattern, escape
from re import compile as regex

from rkconf.diagnostics import Problem
from rkconf.shell.cursor import Refused
from rkconf.shell.facts import UnixShell
from rkconf.shell.word_scanner import WordReader
from rkconf.shell.words import Word
from rkconf.source import Excerpt

_AMPERSAND_REDIRECTION = {"redirects": "&>>|&>|", "background": "", "fails": "&>>|&>|"}
_STARTS = frozenset({"NEWLINE", "SEMICOLON", "BACKGROUND", "OPEN"})
"""What a command may follow; empty ones may stand there too, where the shell allows it."""
_PLAIN = "_"
_GROUPS = {"{": "OPEN", "}": "CLOSE"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or an operator; ``kind`` is the name of a terminal in ``grammar/command.lark``."""

    kind: str
    raw: Excerpt
    word: Word | None = None

    def __str__(self) -> str:
        """Return it as it is written."""
        return self.raw.text


def tokenize(text: Excerpt, shell: UnixShell, inert: frozenset[int] = frozenset()) -> Iterator[Token]:
    """Yield what ``shell`` reads, without blanks, comments and newlines that end nothing.

    Characters that begin at the bytes of ``inert`` are plain ones, whatever they are.

    Raises:
        Refused: A quote or a parenthesis is never closed, or the shell lacks the syntax.
    """
    previous = "NEWLINE"
    for lexeme in _Lexer(text, shell, inert).run():
        if lexeme.kind == "NEWLINE" and previous not in {"WORD", "CLOSE"}:
            continue
        if previous in _STARTS and lexeme.kind in shell.empty_commands:
            continue
        if shell.groups and previous in _STARTS | {"AND", "OR", "PIPE", "CLOSE"} and lexeme.raw.text in _GROUPS:
            lexeme = replace(lexeme, kind=_GROUPS[lexeme.raw.text])  # noqa: PLW2901 - the same lexeme, seen in its place
        previous = lexeme.kind
        yield lexeme


class _Lexer:
    def __init__(self, text: Excerpt, shell: UnixShell, inert: frozenset[int]) -> None:
        self.text = text
        self.string = _as_seen(text, inert)
        self.shell = shell
        self.words = WordReader(text, self.string, shell)
        self.at = 0
        self.blanks, self.redirection, self.operator = _patterns(shell)

    def run(self) -> Iterator[Token]:
        while self.at < len(self.string):
            if blanks := self.blanks.match(self.string, self.at):
                self.at = blanks.end()
            else:
                yield self._next()

    def _next(self) -> Token:
        if self.string[self.at] == "\n":
            return self._lexeme("NEWLINE", self.at + 1)
        if self.shell.process_substitution and self.string.startswith(("<(", ">("), self.at):
            message = "rkconf does not follow a process substitution"
            raise Refused(Problem("not-understood", self.text[self.at : self.at + 2].span, message))
        if redirection := self.redirection.match(self.string, self.at):
            return self._redirect(redirection.end())
        if operator := self.operator.match(self.string, self.at):
            return self._lexeme(self.shell.operators[operator.group()], operator.end())
        word, self.at = self.words.read(self.at)
        return Token("WORD", word.raw, word)

    def _lexeme(self, kind: str, end: int) -> Token:
        start, self.at = self.at, end
        return Token(kind, self.text[start:end])

    def _redirect(self, end: int) -> Token:
        lexeme = self._lexeme("REDIRECTION", end)
        if lexeme.raw.text.startswith("&>") and self.shell.ampersand_redirection == "fails":
            raise Refused(Problem("sh-redirection-in-csh", lexeme.raw.span, "this shell has no `&>`"))
        return lexeme


def _as_seen(text: Excerpt, inert: frozenset[int]) -> str:
    """Return the text with a plain character in the place of each inert one."""
    if not inert:
        return text.text
    return "".join(
        _PLAIN if start in inert else character for character, start in zip(text.text, text.starts, strict=True)
    )


@cache
def _patterns(shell: UnixShell) -> tuple[Pattern[str], Pattern[str], Pattern[str]]:
    """Return what separates words, what redirects, and the operators."""
    # csh joins lines before it looks for comments.
    comment = r"#[^\n]*" if shell.continuation == "joins" else r"#(?:[^\n\\]|\\[^\n])*"
    blanks = regex(rf"(?:[{escape(shell.blanks)}]|\\\n)+|{comment}")
    descriptor = "" if not shell.numbered_redirection else "[0-9]*" if shell.long_descriptors else "[0-9]?"
    marks = "|".join(map(escape, shell.redirections))
    operators = regex("|".join(map(escape, shell.operators)))
    return blanks, regex(f"{_AMPERSAND_REDIRECTION[shell.ampersand_redirection]}{descriptor}(?:{marks})"), operators
