"""Read a command line into statements, pipelines and commands (``grammar/command.lark``)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from rkconf.command.lexer import Lexeme, lexemes
from rkconf.command.word_reader import Refused
from rkconf.command.words import WrittenWord
from rkconf.diagnostics import Problem
from rkconf.resources import read_grammar

if TYPE_CHECKING:
    from lark import Lark

    from rkconf.command.shells import Shell
    from rkconf.source import Excerpt


@dataclass(frozen=True, slots=True)
class Redirection:
    """``> file``, ``2>&1`` ...: the operator (with its descriptor) and the word behind it."""

    operator: "Excerpt"
    target: WrittenWord


@dataclass(frozen=True, slots=True)
class Command:
    """One program with its words and redirections."""

    words: tuple[WrittenWord, ...]
    redirections: tuple[Redirection, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A script in parentheses: a shell of its own."""

    script: "Script"


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
class Script:
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

    def script(self, children: list[Any]) -> Script:
        return Script(tuple(_ended(children)))


def _ended(children: list[Any]) -> Iterator[Statement]:
    for index, child in enumerate(children):
        if isinstance(child, Statement):
            end = children[index + 1].value.raw if index + 1 < len(children) else None
            yield Statement(child.pipelines, child.connectors, end)


@cache
def _parser() -> "Lark":
    from lark import Lark, Token, Transformer
    from lark.lexer import Lexer

    class Feed(Lexer):
        """Hand the lexemes of `rkconf.command.lexer` to Lark."""

        def __init__(self, configuration: object) -> None:
            pass

        def lex(self, lexeme_stream: Iterable[Lexeme]) -> Iterator[Token]:  # type: ignore[override]  # lark hands over what parse() was given
            for lexeme in lexeme_stream:
                yield Token(lexeme.kind, lexeme)

    builder: Any = type("Builder", (_Builder, Transformer), {})
    return Lark(read_grammar("command"), start="script", parser="lalr", lexer=Feed, transformer=builder())


def parse(text: "Excerpt", shell: "Shell") -> Script:
    """Return what ``shell`` makes of ``text``.

    Raises:
        Refused: The shell cannot read it and runs nothing.
    """
    from lark.exceptions import UnexpectedToken

    try:
        return _parser().parse(lexemes(text, shell))  # type: ignore[return-value]  # lark's own type is a tree
    except UnexpectedToken as error:
        lexeme = error.token.value
        place = lexeme.raw if isinstance(lexeme, Lexeme) else text[len(text) :]
        found = f"`{place.text}`" if place else "the end of the command"
        raise Refused(Problem("syntax-error", place.span, f"the shell does not expect {found} here")) from None
