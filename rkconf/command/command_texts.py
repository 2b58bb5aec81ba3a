"""Texts inside the words of a command that may be commands: each is read as one of sh."""

import re
from collections.abc import Iterator
from functools import lru_cache

from rkconf.command.password_words import is_command_text
from rkconf.command.paths import call_of
from rkconf.deferred import pattern
from rkconf.shell import facts as shells
from rkconf.shell.evaluation import evaluate
from rkconf.shell.execution import Evaluation
from rkconf.shell.facts import UnixShell
from rkconf.shell.state import environment
from rkconf.shell.words import Field, PartKind
from rkconf.source import Excerpt

_DEEPEST = 4
"""The depth up to which a text inside a text is read."""
_SHELL = "dash"
_SUBSTITUTION = pattern(r"(?:\$?\(|`)(.*)[)`]", re.DOTALL)
_NAMED = pattern(r"-*\w+\s*=\s*")


def texts_in(word: Field, depth: int) -> Iterator[Evaluation]:
    """Yield the evaluations of a word that may be a command with a password; ``depth`` texts are around it."""
    if depth < _DEEPEST:
        named = _NAMED.match(word.text)
        for text in (word.value, word.value[named.end() :]) if named else (word.value,):
            yield _read(text)


def substituted(word: Field, depth: int) -> Iterator[Evaluation]:
    """Yield the evaluations of the commands whose output a word has, or that ``<(command)`` gives a name."""
    for each in word.unknown if depth < _DEEPEST else ():
        if each.kind is PartKind.SUBSTITUTION and (inside := _SUBSTITUTION.fullmatch(each.raw.text)):
            yield _read(each.raw[inside.start(1) : inside.end(1)])


@lru_cache(maxsize=64)
def _read(text: Excerpt) -> Evaluation:
    """Return the evaluation of a text, which most journeys of a launch command share."""
    shell = shells.load()[_SHELL]
    assert isinstance(shell, UnixShell)  # noqa: S101 - the table defines it
    return evaluate(text, shell, environment(text, 0))


def evaluations(evaluation: Evaluation, depth: int = 0) -> Iterator[Evaluation]:
    """Yield an evaluation, and those of all shells and texts inside it."""
    yield evaluation
    words = [*evaluation.assignments]
    for execution in evaluation.executions:
        words += (*execution.assignments, *execution.words)
        call = call_of(execution)
        if call and call.evaluation:
            yield from evaluations(call.evaluation, depth)
    for word in words:
        for text in texts_in(word, depth) if is_command_text(word.text) else ():
            yield from evaluations(text, depth + 1)
        for text in substituted(word, depth):
            yield from evaluations(text, depth + 1)
