"""Remote kernels that a function starts as a program: ``StartProcess[{"ssh", ...}]``, ``Run["ssh ..."]``."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from rkconf import versions
from rkconf.command.follow import journeys
from rkconf.command.invocation import is_start_flag
from rkconf.command.launch import Launch, LaunchKind, Target
from rkconf.command.passwords import problems_of_words
from rkconf.command.scripts_as_kernels import script_in
from rkconf.descriptions.arguments import executions
from rkconf.diagnostics import Problem
from rkconf.entries.static_values import StaticValues
from rkconf.link import runs_program
from rkconf.programs import clients_by_program
from rkconf.shell.words import UNKNOWN_IN_WORD, Field, joined
from rkconf.source import Excerpt
from rkconf.ssh.connection import connect
from rkconf.syntax.tree import FunctionCall, Join, Node, Opaque, Pair, children, partial_text

_SHELL = "dash"
_MOST_WORDS = 256
"""The number of words of a command that are read."""
_DEEPEST_EXPRESSION = 8
_DEEPEST = 4
"""The depth up to which a command inside a command is read."""


def problems(values: StaticValues, call: FunctionCall, name: str) -> Iterator[Problem]:
    """Yield the kernels that a call starts on other machines, and the passwords in its logins.

    Args:
        values: The values of names in the file.
        call: A call of a function that starts a program.
        name: The function.
    """
    for words in _commands(values, call):
        client = next((at for at, word in enumerate(words) if word.base.lower() in clients_by_program()), None)
        if client is None:
            continue
        yield from problems_of_words(word.value for word in words)
        if _starts_kernel(words[client], words[client + 1 :]):
            message = f"rkconf does not check a kernel that {name} starts on another machine"
            yield Problem("not-understood", words[client].value.span, message)


def _commands(values: StaticValues, call: FunctionCall) -> Iterator[tuple[Field, ...]]:
    """Yield the words of each command in the arguments, which are a text, a list of words, or contain texts."""
    for argument in call.arguments:
        if isinstance(argument, Pair):
            continue
        node = values.followed(argument, shared=True)
        pieces = tuple(islice(_pieces(values, node, 0), _MOST_WORDS))
        if isinstance(node, Join) or (isinstance(node, FunctionCall) and node.calls("StringJoin")):
            pieces = (Excerpt.join(pieces, node.span.start),)
        yield tuple(Field(piece, piece) for piece in pieces)
        for piece in pieces:
            yield from _commands_of(piece, 0)


def _pieces(values: StaticValues, node: Node, depth: int) -> Iterator[Excerpt]:
    """Yield the texts of an expression: its own, or those of its parts, where one that is computed is unknown."""
    parts = node.arguments if isinstance(node, FunctionCall) else () if isinstance(node, Opaque) else children(node)
    if (text := partial_text(node)) is not None:
        yield text
    elif parts and depth < _DEEPEST_EXPRESSION:
        followed = (values.followed(part, shared=True) for part in parts)
        yield from chain.from_iterable(_pieces(values, part, depth + 1) for part in followed)
    else:
        yield Excerpt.stand_in(UNKNOWN_IN_WORD, node.span)


def _commands_of(text: Excerpt, depth: int) -> Iterator[tuple[Field, ...]]:
    """Yield the words of the programs that a text starts, and of the texts among these words."""
    for execution in executions(text):
        yield execution.words
        inner = (word.value for word in execution.words if len(word.text.split()) > 1)
        yield from chain.from_iterable(_commands_of(each, depth + 1) for each in inner if depth < _DEEPEST)


def _starts_kernel(client: Field, words: Iterable[Field]) -> bool:
    """Return whether a login starts a kernel for a link or for a person; wolframscript and ``-script`` run code."""
    command = connect(clients_by_program()[client.base.lower()], client, tuple(words)).command
    started = [each.words for each in executions(joined(command))] if command else []
    if any(runs_program(word.text for word in words) or any(map(script_in, words)) for words in started):
        return False
    if any(is_start_flag(word) for words in started for word in words):
        return True
    version = versions.load(versions.DEFAULT)
    target = Target(version, version, (_SHELL,), (_SHELL,))
    launch = Launch(LaunchKind.CONTROLLER, joined(command)) if command else None
    return launch is not None and any(journey.kernel for journey in journeys(launch, target))
