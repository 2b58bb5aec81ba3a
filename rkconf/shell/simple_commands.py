"""Run a simple command: its assignments and redirections, then a function, a builtin or a program."""

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
    branch = reached_by(shell.reached, fields, shell.facts)
    if fields:
        _run_program(shell, command, shell.frame.execution(fields, prefix, redirected, branch), branch, before)
    else:
        _leave_assignments(shell, prefix)
    if branch.occurs < before:
        status = Status.UNKNOWN if branch.occurs else Status.FAILURE
        shell.exit_status = ExitStatus(status, branch.condition)


def _run_program(
    shell: RunningShell, command: SimpleCommand, execution: Execution, branch: Certainty, before: Occurrence
) -> None:
    """Run what the words name; where its words may stop the shell, what it sets is in doubt."""
    closed = misplaced(command, shell.facts) or unopened(execution, shell.facts, shell.state.descriptors)
    if closed:
        shell.record(execution, Action(Status.FAILURE, condition=closed))
        return
    doubt = Doubt(shell)
    doubt.enter(branch.occurs if branch.occurs < before else Occurrence.ALWAYS)
    outer, shell.branch = shell.branch, shell.branch.and_then(branch)
    builtins.run(shell, execution)
    shell.branch = outer
    doubt.leave()


def _leave_assignments(shell: RunningShell, prefix: tuple[Field, ...]) -> None:
    """Leave the status of assignments alone: that of a program whose output they hold."""
    is_open = any(map(is_substituted, prefix)) or shell.frame.reads_pipe
    shell.exit_status = ExitStatus(Status.UNKNOWN if is_open else Status.SUCCESS)
