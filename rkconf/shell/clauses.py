"""Parse a compound command into its clauses: `if`, `for`, `while`, `case`, groups and functions.

Other forms, such as ``[[ ]]``, stay opaque.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from rkconf.diagnostics import Problem
from rkconf.record import record
from rkconf.shell import compounds
from rkconf.shell.errors import ShellError
from rkconf.shell.facts import UnixShell
from rkconf.shell.parser import parse_tokens
from rkconf.shell.syntax_tree import CommandList, Compound, Token
from rkconf.shell.words import Word

_ENDS = frozenset({"SEMICOLON", "NEWLINE"})
_BEFORE_LISTS = frozenset({"if", "while", "until"})
"""The first words of compound commands after which a list begins."""


@record
class Branch:
    """A condition and its body; the condition of `else` is None."""

    condition: CommandList | None
    body: CommandList


@record
class If:
    """`if`: runs the first branch whose condition succeeds."""

    branches: tuple[Branch, ...]


@record
class For:
    """`for` or `foreach`: runs the body once for each field."""

    name: str
    words: tuple[Word, ...]
    body: CommandList


@record
class While:
    """`while`, or `until` if it is negated: runs the body as long as the condition succeeds."""

    condition: CommandList
    body: CommandList
    is_negated: bool


@record
class Case:
    """`case`: runs the body of the first pattern that matches the word."""

    word: Word
    branches: tuple[tuple[tuple[Word, ...], CommandList], ...]


@record
class Body:
    """Commands that run unconditionally: a group of fish, or the body of a function."""

    commands: CommandList


Clauses: TypeAlias = If | For | While | Case | Body
Clause: TypeAlias = tuple[str, list[Token]]


def read(compound: Compound, shell: UnixShell) -> Clauses | None:
    """Return the clauses of a compound command; None for a form that stays opaque.

    Raises:
        ShellError: The shell cannot read the commands inside.
    """
    tokens = list(compound.inside)
    if compound.name:
        return _function(tokens, shell)
    keyword = tokens[0].raw.text
    if tokens[-1].raw.text != shell.compounds.get(keyword):
        return None
    reads = _READERS.get(keyword)
    return reads(tokens, shell) if reads else None


def _body(tokens: list[Token], shell: UnixShell) -> Body:
    return Body(parse_tokens(tokens[1:-1], shell))


def _function(tokens: list[Token], shell: UnixShell) -> Body | None:
    """Return the body of a function."""
    if shell.functions == "function end":
        end = next((at for at, token in enumerate(tokens) if token.kind in _ENDS), 0)
        return Body(parse_tokens(tokens[end + 1 : -1], shell)) if end else None
    start = 2 if tokens[1].kind == "WORD" else 1
    start += 2 if tokens[start].kind == "OPEN" and tokens[start + 1].kind == "CLOSE" else 0
    return Body(parse_tokens(tokens[start:], shell))


def _outer(tokens: Sequence[Token], at: int, shell: UnixShell, *, begins: bool) -> Iterator[tuple[int, bool]]:
    """Yield the index of each token outside of nested compound commands, and whether it may be a reserved word.

    If ``begins`` is true, a command begins at the first token.
    """
    follows_compound = False
    while at < len(tokens):
        nested = compounds.at(tokens, at, shell) if begins else None
        if nested and nested.end > at:
            at, begins, follows_compound = nested.end, False, True
            continue
        may_be_reserved = begins or follows_compound
        yield at, may_be_reserved
        is_reserved = may_be_reserved and tokens[at].kind == "WORD" and tokens[at].raw.text in shell.reserved_inside
        follows_compound = tokens[at].kind == "CLOSE"
        at += 1
        begins = is_reserved or (at < len(tokens) and compounds.begins_command(tokens, at))


def _clauses(tokens: list[Token], shell: UnixShell) -> Iterator[Clause]:
    """Yield the clauses, each with its reserved word."""
    start = 0
    reserved = {*shell.reserved_inside, "else", "end"}
    for at, may_be_reserved in _outer(tokens, 1, shell, begins=tokens[0].raw.text in _BEFORE_LISTS):
        if may_be_reserved and tokens[at].kind == "WORD" and tokens[at].raw.text in reserved:
            yield tokens[start].raw.text, tokens[start + 1 : at]
            start = at
    yield tokens[start].raw.text, tokens[start + 1 :]


def _if(tokens: list[Token], shell: UnixShell) -> If | None:
    clauses = list(_clauses(tokens, shell))
    if shell.compounds["if"] == "end":
        branches = (_branch_of_fish(keyword, each, shell) for keyword, each in clauses if keyword != "end")
        return If(tuple(branches))
    return If(tuple(_branches(clauses, shell))) if shell.compounds["if"] == "fi" else None


def _branches(clauses: list[Clause], shell: UnixShell) -> Iterator[Branch]:
    _check_order(clauses)
    condition: CommandList | None = None
    for keyword, tokens in clauses:
        if keyword in {"if", "elif"}:
            condition = parse_tokens(tokens, shell)
        elif keyword in {"then", "else"}:
            yield Branch(condition if keyword == "then" else None, parse_tokens(tokens, shell))


def _check_order(clauses: list[Clause]) -> None:
    """Check that `then` follows each condition of an `if`.

    Raises:
        ShellError: Another reserved word does.
    """
    for (keyword, tokens), (following, _) in pairwise(clauses):
        if keyword in {"if", "elif"} and following != "then" and tokens:
            message = f"the shell expects `then` after `{keyword}`, not `{following}`"
            raise ShellError(Problem("syntax-error", tokens[-1].raw.span, message))


def _branch_of_fish(keyword: str, tokens: list[Token], shell: UnixShell) -> Branch:
    """Return a branch of an `if` of fish; its condition is the first command."""
    is_else_if = keyword == "else" and tokens[:1] and tokens[0].raw.text == "if"
    if keyword == "else" and not is_else_if:
        return Branch(None, parse_tokens(tokens, shell))
    tokens = tokens[1:] if is_else_if else tokens
    end = _end_of_condition(tokens)
    return Branch(parse_tokens(tokens[:end], shell), parse_tokens(tokens[end:], shell))


def _end(tokens: Sequence[Token]) -> int:
    return next((at for at, token in enumerate(tokens) if token.kind in _ENDS), len(tokens))


def _end_of_condition(tokens: Sequence[Token]) -> int:
    """Return the index at which a condition ends; `and` and `or` continue it (fish)."""
    end = _end(tokens)
    while end + 1 < len(tokens) and tokens[end + 1].kind == "CONJUNCTION":
        end += 1 + _end(tokens[end + 1 :])
    return end


def _for(tokens: list[Token], shell: UnixShell) -> For | None:
    clauses = list(_clauses(tokens, shell))
    head = clauses[0][1]
    end = _end(head)
    words = [token for token in head[:end] if token.word]
    listed = words[2:] if len(words) > 1 and words[1].raw.text == "in" else words[1:]
    names_in = shell.compounds.get("for") is not None
    body = (
        head[end:]
        if not names_in or shell.compounds.get("for") == "end"
        else next((each for key, each in clauses if key == "do"), None)
    )
    if body is None or not words or (names_in and [word.raw.text for word in words[1:2]] != ["in"]):
        return None
    fields = tuple(token.word for token in listed if token.word)
    return For(words[0].raw.text, fields, parse_tokens(body, shell))


def _while(tokens: list[Token], shell: UnixShell) -> While | None:
    clauses = list(_clauses(tokens, shell))
    keyword, head = clauses[0]
    body = next((each for key, each in clauses if key == "do"), None)
    if body is None and shell.compounds[keyword] == "end" and shell.functions == "function end":
        end = _end(head)
        head, body = head[:end], head[end:]
    if body is None:
        return None
    return While(parse_tokens(head, shell), parse_tokens(body, shell), keyword == "until")


def _case(tokens: list[Token], shell: UnixShell) -> Case | None:
    if len(tokens) < len(("case", "x", "in", "esac")) or tokens[2].raw.text != "in" or not tokens[1].word:
        return None
    branches: list[tuple[tuple[Word, ...], CommandList]] = []
    at = 3
    while at < len(tokens) - 1:
        if tokens[at].kind in {"NEWLINE", "CASE", "OPEN"}:
            at += 1
            continue
        close = next((index for index in range(at, len(tokens)) if tokens[index].raw.text == ")"), 0)
        if not close:
            return None
        body = _outer(tokens, close + 1, shell, begins=True)
        end = next((index for index, _ in body if tokens[index].kind == "CASE"), len(tokens) - 1)
        if tokens[end].kind == "CASE" and tokens[end].raw.text != ";;":
            return None  # it runs the next body too, or tries the next pattern
        patterns = tuple(token.word for token in tokens[at:close] if token.word)
        branches.append((patterns, parse_tokens(tokens[close + 1 : end], shell)))
        at = end + 1
    return Case(tokens[1].word, tuple(branches))


_READERS: Mapping[str, Callable[[list[Token], UnixShell], Clauses | None]] = {
    "begin": _body,
    "case": _case,
    "for": _for,
    "foreach": _for,
    "if": _if,
    "until": _while,
    "while": _while,
}
"""The readers of compound commands, by first word."""
