"""Evaluate a text as one shell of Unix does."""

from rkconf.diagnostics import Problem
from rkconf.shell.context import Context, Run
from rkconf.shell.errors import ShellError
from rkconf.shell.execution import Action, Evaluation, Execution, Status
from rkconf.shell.facts import UnixShell
from rkconf.shell.interpreter import Interpreter
from rkconf.shell.parser import parse
from rkconf.shell.state import State
from rkconf.source import Excerpt

_MOST_LINES = 20
"""Lines before an error of which one may be the last that is complete."""


def run_unknown(_: Execution, __: Context) -> Action:
    """Say of every program that nothing is known."""
    return Action()


def evaluate(text: Excerpt, shell: UnixShell, state: State, run: Run = run_unknown) -> Evaluation:
    """Return what ``shell`` makes of ``text``; ``run`` is asked about every program that may run, in their order."""
    interpreter = Interpreter(shell, state, run)
    try:
        interpreter.run_commands(parse(text, shell))
    except ShellError as error:
        if not _run_lines_before(interpreter, text, error.problem):
            return Evaluation(text, problems=(error.problem,), refused=True, status=Status.FAILURE, shell=shell)
    return Evaluation(
        text,
        tuple(interpreter.executions),
        tuple(interpreter.problems),
        status=interpreter.exit_status.status,
        shell=shell,
        unfollowed=tuple(interpreter.unfollowed),
    )


def _run_lines_before(interpreter: Interpreter, text: Excerpt, problem: Problem) -> bool:
    """Run the lines before an error in shells that read one after the other; return whether there are any."""
    if not interpreter.shell.reads_lines or interpreter.executions:
        return False
    end = next((at for at, start in enumerate(text.starts) if start >= problem.span.start), len(text))
    line_ends = [at for at in range(end) if text.text[at] == "\n" and text.text[:at].strip()]
    for line_end in reversed(line_ends[-_MOST_LINES:]):
        try:
            commands = parse(text[:line_end], interpreter.shell)
            interpreter.run_commands(commands)
        except ShellError:
            continue
        interpreter.problems.append(problem)
        interpreter.end(text[end : end + 1], problem.message)
        return bool(interpreter.executions)
    return False
