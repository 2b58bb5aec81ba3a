"""Evaluate launch commands with the shells that a test names."""

from rkconf import versions
from rkconf.command import Connection, Journey, Launch, LaunchKind, StartedKernel, Target, journeys
from rkconf.shell.evaluation import evaluate
from rkconf.shell.execution import Evaluation
from rkconf.shell.facts import UnixShell, load
from rkconf.shell.state import State, Variables
from rkconf.source import Excerpt, Source

VERSION = versions.load("5.2")


def excerpt(text: str) -> Excerpt:
    return Source("<launch>", text.encode()).excerpt()


def unix_shell(name: str) -> UnixShell:
    """Return the facts about a shell of Unix."""
    shell = load()[name]
    assert isinstance(shell, UnixShell)
    return shell


def reading(shell: str, text: str, **variables: str) -> Evaluation:
    """Return the evaluation of a text by a shell."""
    known = {name: excerpt(value) for name, value in variables.items()}
    return evaluate(excerpt(text), unix_shell(shell), State(Variables(dict(known))))


def words(shell: str, text: str, **variables: str) -> list[list[str]]:
    """Return the words of the programs that a shell starts."""
    return [[word.text for word in started.words] for started in reading(shell, text, **variables).executions]


def follow(
    text: str | None,
    local: str = "dash",
    remote: str = "bash",
    *,
    mlopen: str | None = None,
    kind: LaunchKind = LaunchKind.CONTROLLER,
) -> Journey:
    """Return the journey of a command through one pair of shells."""
    launch = Launch(kind, None if text is None else excerpt(text), mlopen=None if mlopen is None else excerpt(mlopen))
    (journey,) = journeys(launch, Target(VERSION, VERSION, (local,), (remote,)))
    return journey


def connection(text: str) -> Connection:
    found = follow(text).connection
    assert found
    return found


def kernel(text: str, local: str = "dash", remote: str = "bash") -> StartedKernel:
    found = follow(text, local, remote).kernel
    assert found
    return found
