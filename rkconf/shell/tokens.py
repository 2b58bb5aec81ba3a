"""Cut a command into the words and operators of one shell."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from re import Pattern, escape
from re import compile as regex

from rkconf.diagnostics import Problem
from rkconf.shell import compounds
from rkconf.shell.errors import ShellError
from rkconf.shell.facts import UnixShell
from rkconf.shell.word_scanner import WordReader
from rkconf.shell.words import Word
from rkconf.source import Excerpt

_AMPERSAND_REDIRECTION = {"redirects": "&>>|&>|", "background": "", "fails": "&>>|&>|"}
_STARTS = frozenset({"NEWLINE", "SEMICOLON", "BACKGROUND", "OPEN"})
"""What a command may follow; empty ones may stand there too, where the shell allows it."""
_GROUPS = {"{": "OPEN", "}": "CLOSE"}
_HERE_DOCUMENTS = frozenset({"<<", "<<-"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or an operator; ``kind`` is the name of a terminal in ``grammar/command.lark``."""

    kind: str
    raw: Excerpt
    word: Word | None = None
    name: str = ""
    """Of a function that is defined here: its name."""
    start: int = field(default=0, compare=False)
    """Where it begins: characters of the text."""
    inside: "tuple[Token, ...]" = ()
    """Of a compound command: its own tokens."""

    def __str__(self) -> str:
        """Return it as it is written."""
        return self.raw.text


def tokenize(text: Excerpt, shell: UnixShell) -> list[Token]:
    """Return what ``shell`` reads, without spaces, comments and newlines that end nothing.

    A compound command or a definition of a function is one token.

    Raises:
        ShellError: A quote, a parenthesis or a compound command has no end, or the shell lacks the syntax.
    """
    tokens: list[Token] = []
    for token in _Lexer(text, shell).run():
        previous = tokens[-1].kind if tokens else "NEWLINE"
        if token.kind == "NEWLINE" and previous not in {"WORD", "CLOSE"}:
            continue
        if previous in _STARTS and token.kind in shell.empty_commands:
            continue
        kind = _kind(token, previous, shell)
        tokens.append(token if kind == token.kind else replace(token, kind=kind))
    return fold(tokens, shell)


def _kind(token: Token, previous: str, shell: UnixShell) -> str:
    """Return the kind of a token in its place: some words are reserved where a command begins."""
    if token.kind != "WORD" or previous not in _STARTS | {"AND", "OR", "PIPE", "CLOSE", "NOT"}:
        return token.kind
    if shell.groups and token.raw.text in _GROUPS:
        return _GROUPS[token.raw.text]
    is_negation = token.raw.text in shell.negations and previous != "CLOSE"
    return "NOT" if is_negation and (previous != "NOT" or shell.repeated_negation) else token.kind


def fold(tokens: list[Token], shell: UnixShell) -> list[Token]:
    """Return the tokens with one in place of each compound command.

    Raises:
        ShellError: A compound command has no end, or a reserved word is where none may be.
    """
    folded: list[Token] = []
    at = 0
    for found in compounds.find(tokens, shell):
        inside = tuple(tokens[found.start : found.end])
        raw = Excerpt.join([token.raw for token in inside], inside[0].raw.span.start)
        compound = Token("COMPOUND", raw, inside[0].word, found.name, inside[0].start, inside)
        folded += [*tokens[at : found.start], compound]
        at = found.end
    return [*folded, *tokens[at:]]


class _Lexer:
    """Cut a text from its start to its end; the bodies of here-documents are left out."""

    def __init__(self, text: Excerpt, shell: UnixShell) -> None:
        self.text = text
        self.string = text.text
        self.shell = shell
        self.words = WordReader(text, shell)
        self.at = 0
        self.spaces, self.redirection, self.operator = _patterns(shell)
        self.here_document: str | None = None
        self.delimiters: list[tuple[str, bool]] = []

    def run(self) -> Iterator[Token]:
        while self.at < len(self.string):
            if spaces := self.spaces.match(self.string, self.at):
                self.at = spaces.end()
                continue
            token = self._next()
            yield token
            self._note_here_document(token)

    def _next(self) -> Token:
        if self.string[self.at] == "\n":
            return self._token("NEWLINE", self.at + 1)
        if self.shell.process_substitution and self.string.startswith(("<(", ">("), self.at):
            return self._word(*self.words.read_process_substitution(self.at))
        if redirection := self.redirection.match(self.string, self.at):
            return self._redirect(redirection.end())
        if operator := self.operator.match(self.string, self.at):
            return self._token(self.shell.operators[operator.group()], operator.end())
        return self._word(*self.words.read(self.at))

    def _word(self, word: Word, end: int) -> Token:
        start, self.at = self.at, end
        return Token("WORD", word.raw, word, start=start)

    def _token(self, kind: str, end: int) -> Token:
        start, self.at = self.at, end
        return Token(kind, self.text[start:end], start=start)

    def _redirect(self, end: int) -> Token:
        token = self._token("REDIRECTION", end)
        if token.raw.text.startswith("&>") and self.shell.ampersand_redirection == "fails":
            raise ShellError(Problem("sh-redirection-in-csh", token.raw.span, "this shell has no `&>`"))
        return token

    def _note_here_document(self, token: Token) -> None:
        """Remember the delimiter of a here-document; at the end of its line go past the body."""
        if token.kind == "REDIRECTION" and token.raw.text.lstrip("0123456789") in _HERE_DOCUMENTS:
            self.here_document = token.raw.text
        elif self.here_document and token.word:
            delimiter = "".join(part.value.text for part in token.word.parts)
            self.delimiters.append((delimiter, self.here_document.endswith("-")))
            self.here_document = None
        elif token.kind == "NEWLINE":
            for delimiter, indented in self.delimiters:
                self._past_body(delimiter, indented=indented)
            self.delimiters.clear()

    def _past_body(self, delimiter: str, *, indented: bool) -> None:
        while self.at < len(self.string):
            end = self.string.find("\n", self.at)
            end = len(self.string) if end < 0 else end
            line = self.string[self.at : end]
            self.at = min(end + 1, len(self.string))
            if (line.lstrip("\t") if indented else line) == delimiter:
                return


@cache
def _patterns(shell: UnixShell) -> tuple[Pattern[str], Pattern[str], Pattern[str]]:
    """Return what separates words, what redirects, and the operators."""
    # csh joins lines before it looks for comments.
    comment = r"#[^\n]*" if shell.continuation == "joins" else r"#(?:[^\n\\]|\\[^\n])*"
    spaces = regex(rf"(?:[{escape(shell.blanks)}]|\\\n)+|{comment}")
    descriptor = "" if not shell.numbered_redirection else "[0-9]*" if shell.long_descriptors else "[0-9]?"
    marks = "|".join(map(escape, shell.redirections))
    operators = regex("|".join(map(escape, shell.operators)))
    return spaces, regex(f"{_AMPERSAND_REDIRECTION[shell.ampersand_redirection]}{descriptor}(?:{marks})"), operators
