"""Run a simple command: its assignments and redirections, then a function, a builtin or a program."""

from typing import TYPE_CHECKING

from rkconf.shell import builtins
from rkconf.shell.control import ExitStatus, Gate, reached_by
from rkconf.shell.execution import Action, Execution, Occurrence, Status
from rkconf.shell.fields import assignments, expanded, is_substituted
from rkconf.shell.flow import Doubt
from rkconf.shell.redirections import misplaced, redirections, unopened
from rkconf.shell.syntax_tree import SimpleCommand
from rkconf.shell.words import Field

if TYPE_CHECKING:
    from rkconf.shell.interpreter import Interpreter


def run(shell: "Interpreter", command: SimpleCommand) -> None:
    """Run a simple command where it is reached, and leave its exit status.

    Raises:
        ShellError: The shell cannot read it.
    """
    values, before = dict(shell.state.variables.values), shell.reached.occurs
    prefix, words = assignments(shell, command)
    fields = expanded(shell, words)
    if fields and prefix:
        shell.state.variables.values = values
    redirected = (*shell.frame.redirected, *redirections(shell, command.redirections, command))
    gate = reached_by(shell.reached, fields, shell.shell)
    if fields:
        _run_program(shell, command, shell.frame.execution(fields, prefix, redirected, gate), gate, before)
    else:
        _leave_assignments(shell, prefix)
    if gate.occurs < before:
        status = Status.UNKNOWN if gate.occurs else Status.FAILURE
        shell.exit_status = ExitStatus(status, gate.condition)


def _run_program(
    shell: "Interpreter", command: SimpleCommand, execution: Execution, gate: Gate, before: Occurrence
) -> None:
    """Run what the words name; where its words may stop the shell, what it sets is in doubt."""
    closed = misplaced(command, shell.shell) or unopened(execution, shell.shell, shell.state.descriptors)
    if closed:
        shell.record(execution, Action(Status.FAILURE, condition=closed))
        return
    doubt = Doubt(shell)
    doubt.enter(gate.occurs if gate.occurs < before else Occurrence.ALWAYS)
    outer, shell.gate = shell.gate, shell.gate.and_then(gate)
    builtins.run(shell, execution)
    shell.gate = outer
    doubt.leave()


def _leave_assignments(shell: "Interpreter", prefix: tuple[Field, ...]) -> None:
    """Leave the status of assignments alone: that of a program whose output they hold."""
    is_open = any(map(is_substituted, prefix)) or shell.frame.reads_pipe
    shell.exit_status = ExitStatus(Status.UNKNOWN if is_open else Status.SUCCESS)
