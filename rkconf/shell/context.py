"""What a program inherits from the shell that starts it, and who says what it does with its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from rkconf.shell.execution import Action, Execution
from rkconf.shell.facts import UnixShell
from rkconf.shell.state import State
from rkconf.source import Excerpt


@dataclass(frozen=True, slots=True)
class Context:
    """What a program inherits from the shell that starts it."""

    shell: UnixShell
    state: State
    input: Excerpt | None = None
    """The line that its standard input holds; None where it is not known."""


Run: TypeAlias = Callable[[Execution, Context], Action]
"""Says what a program does with its words."""
