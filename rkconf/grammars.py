"""Parse with the tables that lark makes of `grammar/`: an LALR(1) parser without lark, whose import costs more than it.

``grammar/<name>.json`` holds the tables of ``grammar/<name>.lark``; ``pytest tests/test_grammars.py --accept`` makes
them, and the same test shows that they are those of the grammar. They are data: reading them runs no code.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from rkconf.record import record
from rkconf.resources import directory

_END = "$END"


class UnexpectedTokenError(Exception):
    """The grammar has no place for a token; `token` is its value, or None at the end."""

    def __init__(self, token: object) -> None:
        super().__init__(token)
        self.token = token


@record
class Production:
    """A rule of a grammar, with a letter for each of its symbols."""

    origin: str
    symbols: str
    """``k`` keeps the symbol's value, ``i`` puts the values of a part in its place, ``d`` drops a punctuation mark."""
    method: str
    """The builder's method; empty if the values are a part of another rule."""
    single: bool
    """Whether a single value is the value of the rule."""


@record
class Lexeme:
    """A piece of a text, the value of a terminal with a pattern; offsets are in characters from 0."""

    kind: str
    text: str
    start: int
    end: int


@record
class Tables:
    """The tables of a grammar."""

    rules: Sequence[Production]
    states: Sequence[Mapping[str, int]]
    """For each state and symbol the next state, or the complement (``~``) of the number of a rule that is complete."""
    start: int
    end: int
    terminals: Sequence[tuple[str, str]]
    """The terminals that have a pattern, the preferred ones first."""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in self.terminals))

    def scan(self, text: str) -> Iterator[Lexeme]:
        """Yield the terminals of a text.

        Raises:
            UnexpectedTokenError: No terminal matches.
        """
        at = 0
        while at < len(text):
            found = self._pattern.match(text, at)
            if not found or not found.lastgroup:
                raise UnexpectedTokenError(text[at])
            yield Lexeme(found.lastgroup, found[0], at, found.end())
            at = found.end()


@cache
def load(name: str) -> Tables:
    """Return the tables of ``grammar/<name>.lark``."""
    data = json.loads((directory("grammar") / f"{name}.json").read_bytes())
    rules = [Production(*rule) for rule in data["rules"]]
    return Tables(rules, data["states"], data["start"], data["end"], [tuple(each) for each in data["terminals"]])


class LalrParser:
    """A parser of one text: `feed` takes its tokens, and `end` returns what the builder made of the first rule."""

    def __init__(self, tables: Tables, builder: object) -> None:
        """Begin a text.

        Args:
            tables: The grammar.
            builder: Has a method for each rule, which gets the list of its values and returns that of the rule.
        """
        self._tables = tables
        self._builder = builder
        self._states = [tables.start]
        self._values: list[Any] = []

    def feed(self, kind: str, value: object) -> None:
        """Take a token.

        Raises:
            UnexpectedTokenError: The grammar has no place for it.
        """
        self._states.append(self._reduce_until(kind, value))
        self._values.append(value)

    def end(self) -> Any:  # noqa: ANN401 - what the builder made
        """Return the value of the first rule.

        Raises:
            UnexpectedTokenError: The text is not complete.
        """
        while self._states[-1] != self._tables.end:
            self._reduce(self._action(_END, None))
        return self._values[-1]

    def _reduce_until(self, kind: str, value: object) -> int:
        """Complete the rules that end before a token, and return the state that follows it."""
        while (action := self._action(kind, value)) < 0:
            self._reduce(action)
        return action

    def _action(self, kind: str, value: object) -> int:
        try:
            return self._tables.states[self._states[-1]][kind]
        except KeyError:
            raise UnexpectedTokenError(value) from None

    def _reduce(self, action: int) -> None:
        rule = self._tables.rules[~action]
        at = len(self._values) - len(rule.symbols)
        values = self._values[at:]
        # There is one state more than there are values.
        del self._states[at + 1 :], self._values[at:]
        self._states.append(self._tables.states[self._states[-1]][rule.origin])
        self._values.append(self._built(rule, _kept(rule, values)))

    def _built(self, rule: Production, values: list[Any]) -> Any:  # noqa: ANN401 - what the builder makes
        if not rule.method:
            return values
        if rule.single and len(values) == 1:
            return values[0]
        method: Callable[[list[Any]], Any] = getattr(self._builder, rule.method)
        return method(values)


def _kept(rule: Production, values: list[Any]) -> list[Any]:
    if rule.symbols == "k" * len(values):
        return values
    # The list of a part belongs to this rule alone, so it can grow: a long list is not copied for each item.
    begins = rule.symbols.startswith("i")
    kept: list[Any] = values[0] if begins else []
    for letter, value in zip(rule.symbols[begins:], values[begins:], strict=True):
        if letter == "i":
            kept += value
        elif letter == "k":
            kept.append(value)
    return kept
