"""Cut a command into the words and operators of one shell."""

from collections.abc import Iterator
from dataclasses import dataclass
from re import compile as regex

from rkconf.command.shells import Shell
from rkconf.command.word_reader import Refused, WordReader
from rkconf.command.words import WrittenWord
from rkconf.diagnostics import Problem
from rkconf.source import Excerpt

_BLANKS = regex(r"(?:[ \t]|\\\n)+|#[^\n]*")
_REDIRECTION = r"<<-|<<<|<<|<&|<>|>>&|>>|>\||>&|>|<"
_AMPERSAND_REDIRECTION = {"redirects": "&>>|&>|", "background": "", "fails": "&>>|&>|"}
_OPERATORS = {
    "&&": "AND",
    "||": "OR",
    "|&": "PIPE",
    "|": "PIPE",
    ";": "SEMICOLON",
    "&": "BACKGROUND",
    "(": "OPEN",
    ")": "CLOSE",
}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word or an operator; ``kind`` is the name of a terminal in ``grammar/command.lark``."""

    kind: str
    raw: Excerpt
    word: WrittenWord | None = None


def lexemes(text: Excerpt, shell: Shell) -> Iterator[Lexeme]:
    """Yield what ``shell`` reads, without blanks, comments and newlines that end nothing.

    Raises:
        Refused: A quote or a parenthesis is never closed, or the shell lacks the syntax.
    """
    previous = "NEWLINE"
    for lexeme in _Lexer(text, shell).run():
        if lexeme.kind == "NEWLINE" and previous not in {"WORD", "CLOSE"}:
            continue
        previous = lexeme.kind
        yield lexeme


class _Lexer:
    def __init__(self, text: Excerpt, shell: Shell) -> None:
        self.text = text
        self.string = text.text
        self.shell = shell
        self.words = WordReader(text, shell)
        self.at = 0
        descriptor = "[0-9]*" if shell.numbered_redirection else ""
        both = _AMPERSAND_REDIRECTION[shell.ampersand_redirection]
        self.redirection = regex(f"{both}{descriptor}(?:{_REDIRECTION})")
        lacking = {"(" if "(" in shell.substitution_marks else "", "" if shell.both_redirection else "|&"}
        self.operators = {mark: kind for mark, kind in _OPERATORS.items() if mark not in lacking}

    def run(self) -> Iterator[Lexeme]:
        while self.at < len(self.string):
            if blanks := _BLANKS.match(self.string, self.at):
                self.at = blanks.end()
            else:
                yield self._next()

    def _next(self) -> Lexeme:
        if self.string[self.at] == "\n":
            return self._lexeme("NEWLINE", self.at + 1)
        if redirection := self.redirection.match(self.string, self.at):
            return self._redirect(redirection.end())
        for mark, kind in self.operators.items():
            if self.string.startswith(mark, self.at):
                return self._lexeme(kind, self.at + len(mark))
        word, self.at = self.words.read(self.at)
        return Lexeme("WORD", word.raw, word)

    def _lexeme(self, kind: str, end: int) -> Lexeme:
        start, self.at = self.at, end
        return Lexeme(kind, self.text[start:end])

    def _redirect(self, end: int) -> Lexeme:
        lexeme = self._lexeme("REDIRECTION", end)
        if lexeme.raw.text.startswith("&>") and self.shell.ampersand_redirection == "fails":
            raise Refused(Problem("sh-redirection-in-csh", lexeme.raw.span, "this shell has no `&>`"))
        return lexeme
