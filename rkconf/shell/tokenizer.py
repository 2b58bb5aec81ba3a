"""Split a text into tokens, as one shell does."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rkconf.diagnostics import Problem
from rkconf.record import replace
from rkconf.shell import compounds, word_reader
from rkconf.shell.errors import ShellError
from rkconf.shell.facts import UnixShell
from rkconf.shell.syntax_tree import Token
from rkconf.shell.word_scanner import WordScanner
from rkconf.shell.words import LIST_ASSIGNMENT, Part, PartKind, Word
from rkconf.source import Excerpt, Span

_AMPERSAND_REDIRECTION = {"redirects": "&>>|&>|", "background": "", "fails": "&>>|&>|"}
_STARTS = frozenset({"NEWLINE", "SEMICOLON", "BACKGROUND", "OPEN"})
"""The tokens after which a command begins, or an empty one if the shell allows that."""
_AFTER_WHICH = frozenset({"AND", "OR", "PIPE", "CLOSE", "NOT", "NOT_HERE", "CONJUNCTION"})
_IN_PIPELINE = frozenset({"PIPE", "NOT_HERE"})
_GROUPS = {"{": "OPEN", "}": "CLOSE"}
_PLAIN_WORD = re.compile(r"[A-Za-z0-9_./,:@%+-]+(?=[ \t\n]|$)")
"""A word without special characters of any shell, as most are."""
_BEGIN_LISTS = frozenset({"if", "elif", "while", "until", "then", "else", "do", "begin"})
"""The reserved words after which a list begins."""
_BEFORE_PARENTHESIS = _BEGIN_LISTS | {"in", "time", "!", "{", "repeat", "for", "foreach", "select"}
"""The reserved words after which a parenthesis opens a list, or a pattern of `case`."""
_BEFORE_LINE_ENDS = frozenset({"WORD", "CLOSE", "REDIRECTION"})
"""The tokens after which the end of a line counts: it ends a command, or a redirection lacks its file."""
_HERE_DOCUMENTS = frozenset({"<<", "<<-"})


def tokenize(text: Excerpt, shell: UnixShell) -> list[Token]:
    """Return the tokens of a text, without spaces, comments and empty lines.

    A compound command or a definition of a function is one token.

    Raises:
        ShellError: A quote, a parenthesis or a compound command has no end, or the shell lacks the syntax.
    """
    tokens: list[Token] = []
    lists = _Lists(shell)
    for token in _Lexer(text, shell).run():
        previous = tokens[-1].kind if tokens else "NEWLINE"
        if token.kind == "NEWLINE" and previous not in _BEFORE_LINE_ENDS:
            continue
        if previous in _STARTS and token.kind in shell.empty_commands:
            continue
        if token.kind == "CLOSE" and previous == "OPEN" and not shell.empty_groups and _begins(tokens[:-1]):
            raise ShellError(Problem("syntax-error", token.raw.span, f"this shell needs a command before `{token}`"))
        tokens.append(lists.in_context(token, previous))
    return fold(tokens, shell)


def awaits_line(text: Excerpt, shell: UnixShell) -> bool:
    """Return whether the next line belongs to the text: it has a here-document without its delimiter."""
    lexer = _Lexer(text, shell)
    for _ in lexer.run():
        pass
    return bool(lexer.delimiters) or not lexer.is_ended


def here_documents(text: Excerpt, shell: UnixShell) -> tuple[Excerpt, ...]:
    """Return the here-documents of a text that the shell can split, without their delimiters."""
    lexer = _Lexer(text, shell)
    for _ in lexer.run():
        pass
    return tuple(lexer.here_documents)


class _Lists:
    """Distinguishes the parentheses of a list, which is a value, from those of a subshell, token by token."""

    def __init__(self, shell: UnixShell) -> None:
        self.shell = shell
        self.builtin: Token | None = None
        """The builtin that takes lists, while its arguments are read."""
        self.depth = 0
        self.declares = False
        """Whether the current builtin sets variables."""
        self.assigns = True
        """Whether `name=(words)` is allowed here."""
        self.reserved = {*shell.compounds, *shell.reserved_inside}
        self.begins_list = False
        """Whether a reserved word precedes after which a command begins."""
        self.function = 0
        """The number of remaining tokens in the head of a function, after `function`; its name is the last one."""

    def in_context(self, token: Token, previous: str) -> Token:
        """Return the token with its kind in this context."""
        previous = "NEWLINE" if self.begins_list else previous
        self.begins_list = self._begins_list(token, previous)
        if token.kind == "WORD" == previous and not self.builtin and not self.function and "(" not in token.raw.text:
            self.assigns = self.assigns and (self.declares or _is_assignment(token))
            return token
        kind = _kind(token, previous, self.shell)
        if token.kind == "WORD" and previous not in {"WORD", "REDIRECTION"}:
            self.builtin = token if token.raw.text in self.shell.takes_lists else None
            self.declares = token.raw.text in self.shell.setters
            self.assigns = self.declares or _is_assignment(token)
        elif self.builtin and (token.kind == "OPEN" or (token.kind == "CLOSE" and self.depth)):
            self.depth += 1 if token.kind == "OPEN" else -1
            return replace(token, kind="WORD", word=Word(token.raw, (Part(PartKind.TEXT, token.raw, token.raw),)))
        elif token.kind not in {"WORD", "REDIRECTION"}:
            self._end()
        token = self._array(token)
        self.assigns = self.assigns and (self.declares or token.kind != "WORD" or _is_assignment(token))
        return token if kind == token.kind else replace(token, kind=kind)

    def _begins_list(self, token: Token, previous: str) -> bool:
        """Return whether the token is a reserved word after which a command begins, such as `if` or `do`."""
        self.function = max(self.function - 1, 0)
        if token.kind != "WORD" or previous not in _STARTS | _AFTER_WHICH:
            return self.function == 1
        self.function = 2 if token.raw.text == "function" and self.shell.functions == "name()" else 0
        return token.raw.text in _BEGIN_LISTS and token.raw.text in self.reserved

    def _end(self) -> None:
        if self.builtin and self.depth:
            raise ShellError(Problem("syntax-error", self.builtin.raw.span, "this list has no `)`"))
        self.builtin, self.depth = None, 0

    def _array(self, token: Token) -> Token:
        """Return a word with `name=(words)`, which is a pattern or an error if nothing is assigned."""
        if self.assigns or not token.word or all(part.kind is not PartKind.ARRAY for part in token.word.parts):
            return token
        if not self.shell.parentheses_in_words:
            raise ShellError(Problem("syntax-error", token.raw.span, f"the shell does not expect `{token}` here"))
        parts = (
            replace(part, kind=PartKind.GLOB) if part.kind is PartKind.ARRAY else part for part in token.word.parts
        )
        return replace(token, word=replace(token.word, parts=tuple(parts)))


def _is_assignment(token: Token) -> bool:
    return bool(LIST_ASSIGNMENT.match(token.raw.text))


def _begins(tokens: Sequence[Token]) -> bool:
    """Return whether a command begins after these tokens."""
    return not tokens or tokens[-1].kind not in {"WORD", "REDIRECTION"}


def _kind(token: Token, previous: str, shell: UnixShell) -> str:
    """Return the kind of a token in this context: some words are reserved at the start of a command."""
    if token.kind != "WORD" or previous not in _STARTS | _AFTER_WHICH:
        return token.kind
    if shell.groups and token.raw.text in _GROUPS:
        return _GROUPS[token.raw.text]
    if token.raw.text in shell.conjunctions and previous != "PIPE":
        return "CONJUNCTION"
    is_negation = token.raw.text in shell.negations
    if is_negation and previous in _IN_PIPELINE and shell.negation_in_pipeline:
        return "NOT_HERE"
    return "NOT" if is_negation and (previous != "NOT" or shell.repeated_negation) else token.kind


def fold(tokens: list[Token], shell: UnixShell) -> list[Token]:
    """Return the tokens with each compound command replaced by one token.

    Raises:
        ShellError: A compound command has no end, or a reserved word is misplaced.
    """
    folded: list[Token] = []
    at = 0
    for found in compounds.find(tokens, shell):
        inside = tuple(tokens[found.start : found.end])
        raw = Excerpt.join(_spaced(inside), inside[0].raw.span.start)
        compound = Token("COMPOUND", raw, inside[0].word, found.name, inside[0].start, inside)
        folded += [*tokens[at : found.start], compound]
        at = found.end
    return [*folded, *tokens[at:]]


def _spaced(tokens: tuple[Token, ...]) -> Iterator[Excerpt]:
    """Yield the text of tokens, with a space between two that something separates: they stay different words."""
    end = tokens[0].start
    for token in tokens:
        if token.start > end:
            place = token.raw.span.start
            yield Excerpt.stand_in(" ", Span(place, place))
        yield token.raw
        end = token.start + len(token.raw)


class _Lexer:
    """Splits a text from start to end, without the bodies of here-documents."""

    def __init__(self, text: Excerpt, shell: UnixShell) -> None:
        self.text = text
        self.string = text.text
        self.shell = shell
        self.words = WordScanner(text, shell)
        self.at = 0
        self.follows_word = False
        self.spaces, self.redirection, self.operator = _patterns(shell)
        self.here_document: str | None = None
        self.delimiters: list[tuple[str, bool]] = []
        self.is_ended = True
        """Whether the last here-document has its delimiter."""
        self.here_documents: list[Excerpt] = []

    def run(self) -> Iterator[Token]:
        while self.at < len(self.string):
            if spaces := self.spaces.match(self.string, self.at):
                self.at = spaces.end()
                continue
            token = self._next()
            self.follows_word = token.kind == "WORD" and token.raw.text not in _BEFORE_PARENTHESIS
            yield token
            if token.kind != "WORD" or self.here_document:
                self._skip_here_document(token)

    def _next(self) -> Token:
        if plain := _PLAIN_WORD.match(self.string, self.at):
            raw = self.text[self.at : plain.end()]
            return self._word(Word(raw, (Part(PartKind.TEXT, raw, raw),)), plain.end())
        if self.string[self.at] == "\n":
            return self._token("NEWLINE", self.at + 1)
        if self.shell.process_substitution and self.string.startswith(("<(", ">("), self.at):
            return self._word(*word_reader.read_process_substitution(self.words, self.at))
        if redirection := self.redirection.match(self.string, self.at):
            return self._redirect(redirection.end())
        operator = self.operator.match(self.string, self.at)
        if operator and not self._is_pattern():
            return self._token(self.shell.operators[operator.group()], operator.end())
        word, end = word_reader.read(self.words, self.at)
        return self._word(word, end) if word.raw else self._token("CLOSE", self.at + 1)

    def _is_pattern(self) -> bool:
        """Return whether a parenthesis begins a word: after another word it is a pattern (zsh)."""
        return self.follows_word and word_reader.begins_pattern(self.words, self.at)

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

    def _skip_here_document(self, token: Token) -> None:
        """Keep the delimiter of a here-document; at the end of the line, skip the body."""
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
        self.is_ended = False
        start = self.at
        while self.at < len(self.string):
            end = self.string.find("\n", self.at)
            end = len(self.string) if end < 0 else end
            line = self.string[self.at : end]
            is_end = (line.lstrip("\t") if indented else line) == delimiter
            if is_end or end == len(self.string):
                self.here_documents.append(self.text[start : self.at if is_end else end])
            self.at = min(end + 1, len(self.string))
            if is_end:
                self.is_ended = True
                return


@cache
def _patterns(shell: UnixShell) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of spaces, redirections and operators."""
    # csh joins lines before it removes comments.
    comment = r"#[^\n]*" if shell.continuation == "joins" else r"#(?:[^\n\\]|\\[^\n])*"
    spaces = re.compile(rf"(?:[{re.escape(shell.spaces)}]|\\\n)+|{comment}")
    descriptor = "" if not shell.numbered_redirection else "[0-9]*" if shell.long_descriptors else "[0-9]?"
    marks = "|".join(map(re.escape, shell.redirections))
    operators = re.compile("|".join(map(re.escape, shell.operators)))
    return (
        spaces,
        re.compile(f"{_AMPERSAND_REDIRECTION[shell.ampersand_redirection]}{descriptor}(?:{marks})"),
        operators,
    )
