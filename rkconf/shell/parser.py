"""Read a command line into statements, pipelines and commands (``grammar/command.lark``)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from rkconf import grammars
from rkconf.diagnostics import Problem
from rkconf.shell.cursor import Refused
from rkconf.shell.tokens import Token, tokenize
from rkconf.shell.words import Word

if TYPE_CHECKING:
    from lark import Lark

    from rkconf.shell.facts import UnixShell
    from rkconf.source import Excerpt

_LONGEST = 16_384
"""Characters of a command that are followed: many times what any launch needs, and soon read by a dozen shells."""


@dataclass(frozen=True, slots=True)
class Redirection:
    """``> file``, ``2>&1`` ...: the operator (with its descriptor) and the word behind it."""

    operator: "Excerpt"
    target: Word


@dataclass(frozen=True, slots=True)
class Command:
    """One program with its words and redirections."""

    words: tuple[Word, ...]
    redirections: tuple[Redirection, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A script in parentheses: a shell of its own."""

    script: "CommandList"


Pipeline: TypeAlias = tuple[Command | Group, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Pipelines joined by ``&&`` and ``||``; ``end`` is what ends the statement: ``;``, ``&``, a newline or nothing."""

    pipelines: tuple[Pipeline, ...]
    connectors: tuple["Excerpt", ...]
    end: "Excerpt | None" = None

    @property
    def in_background(self) -> bool:
        """Whether the shell goes on at once."""
        return self.end is not None and self.end.text == "&"


@dataclass(frozen=True, slots=True)
class CommandList:
    """Everything that a shell was given, in order."""

    statements: tuple[Statement, ...]


class _Builder:
    """Make the dataclasses while the parser goes; nothing recurses."""

    def redirection(self, children: list[Any]) -> Redirection:
        return Redirection(children[0].value.raw, children[1].value.word)

    def command(self, children: list[Any]) -> Command:
        words = tuple(child.value.word for child in children if not isinstance(child, Redirection))
        return Command(words, tuple(child for child in children if isinstance(child, Redirection)))

    def group(self, children: list[Any]) -> Group:
        return Group(children[1])

    def pipeline(self, children: list[Any]) -> Pipeline:
        return tuple(child for child in children if isinstance(child, Command | Group))

    def statement(self, children: list[Any]) -> Statement:
        connectors = tuple(child.value.raw for child in children if not isinstance(child, tuple))
        return Statement(tuple(child for child in children if isinstance(child, tuple)), connectors)

    def script(self, children: list[Any]) -> CommandList:
        return CommandList(tuple(_ended(children)))


def _ended(children: list[Any]) -> Iterator[Statement]:
    for index, child in enumerate(children):
        if isinstance(child, Statement):
            end = children[index + 1].value.raw if index + 1 < len(children) else None
            yield Statement(child.pipelines, child.connectors, end)


@cache
def _parser() -> "Lark":
    return grammars.build("command", transformer=_Builder(), start="script")


def parse(text: "Excerpt", shell: "UnixShell", inert: frozenset[int] = frozenset()) -> CommandList:
    """Return what ``shell`` makes of ``text``; characters that begin at the bytes of ``inert`` mean nothing to it.

    Raises:
        Refused: The shell cannot read it and runs nothing.
    """
    from lark import Token as LarkToken
    from lark import UnexpectedToken

    if len(text) > _LONGEST:
        raise Refused(Problem("not-understood", text[_LONGEST:].span, f"rkconf follows {_LONGEST} characters, no more"))
    state = _parser().parse_interactive()
    try:
        for lexeme in tokenize(text, shell, inert):
            state.feed_token(LarkToken(lexeme.kind, lexeme))
        return cast("CommandList", state.feed_eof())  # type: ignore[no-untyped-call]  # lark leaves it without types
    except UnexpectedToken as error:
        lexeme = error.token.value
        place = lexeme.raw if isinstance(lexeme, Token) else text[len(text) :]
        found = f"`{place.text}`" if place else "the end of the command"
        raise Refused(Problem("syntax-error", place.span, f"the shell does not expect {found} here")) from None
