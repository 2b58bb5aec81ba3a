"""The context in which a shell starts a program."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from rkconf.shell.execution import Action, Execution
from rkconf.shell.facts import UnixShell
from rkconf.shell.state import State
from rkconf.source import Excerpt


@dataclass(frozen=True, slots=True)
class Context:
    """The facts, the state and the input that a program gets from the shell that starts it."""

    shell: UnixShell
    state: State
    input: Excerpt | None = None
    """The line on its standard input; None if it is not known."""


RunProgram: TypeAlias = Callable[[Execution, Context], Action]
"""Returns the effect of a program."""
