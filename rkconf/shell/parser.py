"""Parse a text into a syntax tree (``grammar/command.lark``)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import dropwhile, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from rkconf import grammars
from rkconf.diagnostics import Problem
from rkconf.limits import LONGEST_COMMAND
from rkconf.shell.errors import ShellError
from rkconf.shell.facts import UnixShell
from rkconf.shell.syntax_tree import (
    AndOrList,
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

if TYPE_CHECKING:
    from lark import Lark


class _Words(tuple[Token, ...]):
    """Consecutive words."""

    __slots__ = ()

    def __str__(self) -> str:
        # lark converts every token to a string, which is slow for many words.
        return self[0].raw.text


class _CommandBuilder:
    """Builds the syntax tree while the parser runs, without recursion."""

    def redirection(self, children: list[Any]) -> tuple[Redirection, tuple[Word, ...]]:
        target, *words = (token.word for token in children[1].value)
        return Redirection(children[0].value.raw, target), tuple(words)

    def command(self, children: list[Any]) -> SimpleCommand:
        words: list[Word] = []
        for child in children:
            words += child[1] if isinstance(child, tuple) else (token.word for token in child.value)
        return SimpleCommand(tuple(words), _redirections(children))

    def group(self, children: list[Any]) -> Group:
        return Group(children[0].value.raw, children[1], _redirections(children), children[0].value.raw.text == "(")

    def compound(self, children: list[Any]) -> Compound:
        token: Token = children[0].value
        return Compound(token.raw, token.word, token.name, _redirections(children), token.inside)

    def pipeline(self, children: list[Any]) -> Pipeline:
        commands = tuple(child for child in children if isinstance(child, SimpleCommand | Group | Compound))
        kinds = [getattr(child, "type", "") for child in children]
        last = max((at for at, kind in enumerate(kinds) if kind == "PIPE"), default=0)
        pipes = tuple(child.value.raw for child, kind in zip(children, kinds, strict=True) if kind == "PIPE")
        return Pipeline(commands, kinds.count("NOT") + kinds[last:].count("NOT_HERE"), pipes)

    def and_or(self, children: list[Any]) -> AndOrList:
        signs = [child for child in children if not isinstance(child, Pipeline)]
        connectors = tuple(sign.value.raw for sign in signs if sign.type != "CONJUNCTION")
        conjunctions = tuple(sign.value.raw for sign in signs if sign.type == "CONJUNCTION")
        pipelines = tuple(child for child in children if isinstance(child, Pipeline))
        return AndOrList(pipelines, connectors, conjunctions=conjunctions)

    def commands(self, children: list[Any]) -> CommandList:
        return CommandList(tuple(_ended(children)))


def _redirections(children: list[Any]) -> tuple[Redirection, ...]:
    return tuple(child[0] for child in children if isinstance(child, tuple))


def _ended(children: list[Any]) -> Iterator[AndOrList]:
    for index, child in enumerate(children):
        if isinstance(child, AndOrList):
            end = children[index + 1].value.raw if index + 1 < len(children) else None
            yield replace(child, end=end) if end else child


@cache
def _parser() -> "Lark":
    return grammars.build("command", transformer=_CommandBuilder(), start="commands")


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


def _words_alone(tokens: Sequence[Token]) -> CommandList:
    """Return one program with its words, as most texts are, without the parser."""
    words = tuple(token.word for token in tokens if token.word)
    return CommandList((AndOrList((Pipeline((SimpleCommand(words, ()),)),), ()),))


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
    from lark import Token as LarkToken
    from lark import UnexpectedToken

    state = _parser().parse_interactive()
    try:
        for kind, run in groupby(tokens, key=attrgetter("kind")):
            if kind == "WORD":
                state.feed_token(LarkToken("WORDS", _Words(run)))
                continue
            for token in run:
                state.feed_token(LarkToken(kind, token))
        return cast("CommandList", state.feed_eof())  # type: ignore[no-untyped-call]  # lark has no type for it
    except UnexpectedToken as error:
        token = error.token.value
        token = token[0] if isinstance(token, _Words) else token
        place = token.raw if isinstance(token, Token) else text[len(text) :]
        found = f"`{place.text}`" if place else "the end of the command"
        raise ShellError(Problem("syntax-error", place.span, f"the shell does not expect {found} here")) from None
