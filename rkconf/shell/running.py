"""Run a program, or let a builtin fail: what all builtins have in common."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from rkconf.shell.execution import Action, Condition, Execution, Status

if TYPE_CHECKING:
    from rkconf.shell.interpreter import Interpreter

DONE = Action(Status.SUCCESS)
Builtin: TypeAlias = Callable[["Interpreter", Execution], None]


def run_program(shell: "Interpreter", execution: Execution) -> None:
    """Ask what a program does with its words, and note it."""
    from rkconf.shell.context import Context

    shell.record(execution, shell.run(execution, Context(shell.shell, shell.state, shell.frame.input)))


def stops(shell: "Interpreter") -> bool:
    """Return whether an error of a builtin ends the shell here."""
    where = shell.shell.stops_at_errors
    return where == "always" or (where == "in subshells" and shell.in_subshell)


def fail(shell: "Interpreter", execution: Execution, message: str) -> None:
    """Let a builtin fail; in some shells an error of a special builtin ends the shell (POSIX 2.8.1)."""
    place = execution.words[0].raw
    shell.record(execution, Action(Status.FAILURE, condition=Condition(place, message)))
    if stops(shell):
        shell.end(place, f"{message}, which ends the shell")
