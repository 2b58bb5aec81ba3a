"""Parse a text into a syntax tree (``grammar/command.lark``)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile, groupby
from operator import attrgetter
from typing import Any, cast

from rkconf.diagnostics import Problem
from rkconf.grammars import LalrParser, UnexpectedTokenError, load
from rkconf.limits import LONGEST_COMMAND
from rkconf.record import record, replace
from rkconf.shell.errors import ShellError
from rkconf.shell.facts import UnixShell
from rkconf.shell.syntax_tree import (
    AndOrList,
    AnyCommand,
    CommandList,
    Compound,
    Group,
    Pipeline,
    Redirection,
    SimpleCommand,
    Token,
)
from rkconf.shell.tokenizer import fold, tokenize
from rkconf.shell.words import Word
from rkconf.source import Excerpt


class _Words(tuple[Token, ...]):
    """Consecutive words."""

    __slots__ = ()


@record
class _RedirectedWords:
    """A redirection, and the words of the command after its file."""

    redirection: Redirection
    words: tuple[Word, ...]


class _CommandBuilder:
    """Builds the syntax tree while the parser runs, without recursion."""

    def redirection(self, children: tuple[Token, _Words]) -> _RedirectedWords:
        sign, tokens = children
        target, *words = _words(tokens)
        return _RedirectedWords(Redirection(sign.raw, target), tuple(words))

    def command(self, children: list[_RedirectedWords | _Words]) -> SimpleCommand:
        words: list[Word] = []
        for child in children:
            words += child.words if isinstance(child, _RedirectedWords) else _words(child)
        return SimpleCommand(tuple(words), _redirections(children))

    def group(self, children: list[Any]) -> Group:
        opening: Token = children[0]
        return Group(opening.raw, children[1], _redirections(children), opening.raw.text == "(")

    def compound(self, children: list[Any]) -> Compound:
        token: Token = children[0]
        return Compound(token.raw, token.word, token.name, _redirections(children), token.inside)

    def pipeline(self, children: list[Token | AnyCommand]) -> Pipeline:
        commands = tuple(child for child in children if not isinstance(child, Token))
        kinds = [child.kind if isinstance(child, Token) else "" for child in children]
        last = max((at for at, kind in enumerate(kinds) if kind == "PIPE"), default=0)
        pipes = tuple(child.raw for child in children if isinstance(child, Token) and child.kind == "PIPE")
        return Pipeline(commands, kinds.count("NOT") + kinds[last:].count("NOT_HERE"), pipes)

    def and_or(self, children: list[Token | Pipeline]) -> AndOrList:
        signs = [child for child in children if isinstance(child, Token)]
        connectors = tuple(sign.raw for sign in signs if sign.kind != "CONJUNCTION")
        conjunctions = tuple(sign.raw for sign in signs if sign.kind == "CONJUNCTION")
        pipelines = tuple(child for child in children if isinstance(child, Pipeline))
        return AndOrList(pipelines, connectors, conjunctions=conjunctions)

    def commands(self, children: list[AndOrList | Token]) -> CommandList:
        return CommandList(tuple(_ended(children)))


_CONTINUATIONS = frozenset({"NEWLINE", "SEMICOLON", "BACKGROUND", "AND", "OR", "PIPE"})
"""The tokens that begin no command: at the beginning of a line, they belong to the line before."""
_BUILDER = _CommandBuilder()


def _words(tokens: Iterable[Token]) -> tuple[Word, ...]:
    return tuple(token.word for token in tokens if token.word)


def _redirections(children: Iterable[object]) -> tuple[Redirection, ...]:
    return tuple(child.redirection for child in children if isinstance(child, _RedirectedWords))


def _ended(children: Sequence[AndOrList | Token]) -> Iterator[AndOrList]:
    for index, child in enumerate(children):
        if isinstance(child, AndOrList):
            sign = children[index + 1] if index + 1 < len(children) else None
            yield replace(child, end=sign.raw) if isinstance(sign, Token) else child


@lru_cache(maxsize=32)
def parse(text: Excerpt, shell: UnixShell) -> CommandList:
    """Return the commands of ``text`` as ``shell`` reads them.

    Raises:
        ShellError: The shell cannot read it and runs nothing.
    """
    if len(text) > LONGEST_COMMAND:
        message = f"rkconf follows at most {LONGEST_COMMAND:,} characters"
        raise ShellError(Problem("not-understood", text[LONGEST_COMMAND:].span, message))
    tokens = tokenize(text, shell)
    if tokens and all(token.kind == "WORD" for token in tokens):
        return _words_alone(tokens)
    return parsed(tokens, text)


def _place(token: object) -> Excerpt | None:
    first = token[0] if isinstance(token, _Words) else token
    return first.raw if isinstance(first, Token) else None


def _words_alone(tokens: Sequence[Token]) -> CommandList:
    """Return one program with its words, as most texts are, without the parser."""
    return CommandList((AndOrList((Pipeline((SimpleCommand(_words(tokens), ()),)),), ()),))


def parse_tokens(tokens: Sequence[Token], shell: UnixShell) -> CommandList:
    """Return the commands of a part of a text, such as a clause of `if`.

    Raises:
        ShellError: The shell cannot read them.
    """
    tokens = list(dropwhile(lambda token: token.kind in {"NEWLINE", "SEMICOLON"}, tokens))
    place = tokens[-1].raw if tokens else Excerpt("", (), ())
    return parsed(fold(tokens, shell), place)


def parsed(tokens: Iterable[Token], text: Excerpt) -> CommandList:
    """Return the commands of the tokens of ``text``.

    Raises:
        ShellError: They do not form commands.
    """
    parser = LalrParser(load("command"), _BUILDER)
    before = None
    try:
        for kind, run in groupby(tokens, key=attrgetter("kind")):
            if kind == "WORD":
                parser.feed("WORDS", _Words(run))
                before = None
                continue
            for token in run:
                parser.feed(kind, token)
                before = token
        return cast("CommandList", parser.end())
    except UnexpectedTokenError as error:
        raise ShellError(_unexpected(error.token, before, text)) from None


def _unexpected(token: object, before: Token | None, text: Excerpt) -> Problem:
    """Return the problem of a token that continues no command; ``before`` is the last operator in front of it."""
    place = _place(token) or text[len(text) :]
    if broken := _line_break(token, before):
        what = "the file of a redirection is missing" if broken is token else f"no command begins with `{place}`"
        return Problem("line-break", broken.raw.span, f"the line break ends the command: {what}")
    found = f"`{place.text}`" if place else "the end of the command"
    return Problem("syntax-error", place.span, f"the shell does not expect {found} here")


def _line_break(token: object, before: Token | None) -> Token | None:
    """Return the line break that splits a command: at an unexpected token, or directly in front of an operator."""
    if not isinstance(token, Token) or token.kind not in _CONTINUATIONS:
        return None
    return next((each for each in (token, before) if each and each.kind == "NEWLINE"), None)
