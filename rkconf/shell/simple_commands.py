"""Run a simple command: expand its words, assignments and redirections, and run the result."""

from rkconf.shell import builtins
from rkconf.shell.control import Certainty, ExitStatus, reached_by
from rkconf.shell.execution import Action, Execution, Occurrence, Status
from rkconf.shell.fields import assignments, expanded, is_substituted
from rkconf.shell.flow import Doubt
from rkconf.shell.redirections import misplaced, redirections, unopened
from rkconf.shell.running import RunningShell
from rkconf.shell.syntax_tree import SimpleCommand
from rkconf.shell.words import Field


def run(shell: RunningShell, command: SimpleCommand) -> None:
    """Run a simple command if it is reached, and set its exit status.

    Raises:
        ShellError: The shell cannot read it.
    """
    values, before = dict(shell.state.variables.values), shell.reached.occurs
    prefix, words = assignments(shell, command)
    fields = expanded(shell, words)
    if fields and prefix:
        shell.state.variables.values = values
    redirected = (*shell.frame.redirected, *redirections(shell, command.redirections, command))
    reached = reached_by(shell.reached, fields, shell.facts)
    if fields:
        _run_program(shell, command, shell.frame.execution(fields, prefix, redirected, reached), reached, before)
    else:
        shell.redirections += redirected
        _set_status_of_assignments(shell, prefix)
    if reached.occurs < before:
        status = Status.UNKNOWN if reached.occurs else Status.FAILURE
        shell.exit_status = ExitStatus(status, reached.condition)


def _run_program(
    shell: RunningShell, command: SimpleCommand, execution: Execution, reached: Certainty, before: Occurrence
) -> None:
    """Run a function, a builtin or a program; its effects are uncertain if the shell may stop at its words."""
    closed = misplaced(command, shell.facts) or unopened(execution, shell.facts, shell.state.descriptors)
    if closed:
        shell.record(execution, Action(Status.FAILURE, condition=closed))
        return
    doubt = Doubt(shell)
    doubt.enter(reached.occurs if reached.occurs < before else Occurrence.ALWAYS)
    outer, shell.branch = shell.branch, shell.branch.and_then(reached)
    builtins.run(shell, execution)
    shell.branch = outer
    doubt.leave()


def _set_status_of_assignments(shell: RunningShell, prefix: tuple[Field, ...]) -> None:
    """Set the exit status of assignments without a program: that of a command substitution in them."""
    shell.assignments += prefix
    is_open = any(map(is_substituted, prefix)) or shell.frame.reads_pipe
    shell.exit_status = ExitStatus(Status.UNKNOWN if is_open else Status.SUCCESS)
