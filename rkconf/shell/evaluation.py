"""Evaluate a text as one shell of Unix does."""

from collections.abc import Iterator

from rkconf.deferred import pattern
from rkconf.diagnostics import Problem, Severity
from rkconf.record import replace
from rkconf.shell.errors import EndlessError, ShellError
from rkconf.shell.execution import Action, Evaluation, Execution, Status
from rkconf.shell.facts import UnixShell
from rkconf.shell.interpreter import run_commands
from rkconf.shell.parser import parse
from rkconf.shell.running import RunningShell
from rkconf.shell.state import Context, RunProgram, State
from rkconf.shell.tokenizer import awaits_line
from rkconf.source import Excerpt

_MOST_ATTEMPTS = 8
"""The number of lines before an error that are tried as the last complete one."""
_MOST_LINES = 20
"""The number of lines that a compound command of csh may have."""
_LINE_END = pattern(r"(?<!\\)\n")


def unknown_action(_: Execution, __: Context) -> Action:
    """Return the effect of an unknown program."""
    return Action()


def evaluate(
    text: Excerpt, shell: UnixShell, state: State, run: RunProgram = unknown_action, machine: int = 0
) -> Evaluation:
    """Return the evaluation of ``text`` by ``shell`` on a machine (0 is the Front End's).

    ``run`` returns the effect of each program that may run; it is called in order.
    """
    running = RunningShell(shell, state, run, run_commands)
    if shell.after_an_error == "next line" and "\n" in text.text:
        is_read = _run_each_line(running, text)
    else:
        is_read = _run_whole(running, text)
    return Evaluation(
        text,
        tuple(running.executions) if is_read else (),
        tuple(running.problems),
        refused=not is_read,
        status=running.exit_status.status if is_read else Status(shell.refusal_status),
        shell=shell,
        machine=machine,
        assignments=tuple(running.assignments) if is_read else (),
        redirections=tuple(running.redirections) if is_read else (),
        unfollowed=tuple(running.unfollowed) if is_read else (),
    )


def _run_whole(shell: RunningShell, text: Excerpt) -> bool:
    """Run a text; return whether the shell runs any of it."""
    try:
        run_commands(shell, parse(text, shell.facts))
    except ShellError as error:
        if _run_lines_before(shell, text, error.problem):
            return True
        shell.problems[:] = [error.problem]
        return False
    return True


def _run_lines_before(shell: RunningShell, text: Excerpt, problem: Problem) -> bool:
    """Run the lines before an error in shells that read line by line; return whether there are any."""
    if shell.facts.after_an_error != "lines before it" or shell.executions:
        return False
    end = text.index(problem.span.start)
    first = len(text) - len(text.text.lstrip())
    line_ends = [at for at in range(first, end) if text.text[at] == "\n"]
    for line_end in reversed(line_ends[-_MOST_ATTEMPTS:]):
        try:
            commands = parse(text[:line_end], shell.facts)
            run_commands(shell, commands)
        except ShellError:
            continue
        shell.problems.append(problem)
        shell.end(text[end : end + 1], problem.message)
        return bool(shell.executions)
    return False


def _run_each_line(shell: RunningShell, text: Excerpt) -> bool:
    """Run each line separately, as an error ends only its line; return whether any line can be read."""
    is_read = False
    refused: list[Problem] = []
    for line in _lines(text, shell.facts):
        before = len(shell.executions)
        try:
            run_commands(shell, parse(line, shell.facts))
            is_read = True
        except ShellError as error:
            del shell.executions[before:]
            refused.append(error.problem)
            shell.set_failure(line, error.problem.message)
        shell.begin_line()
    harmless = [replace(problem, severity=Severity.WARNING) for problem in refused]
    shell.problems += harmless if is_read else refused[:1]
    return is_read


def _lines(text: Excerpt, shell: UnixShell) -> Iterator[Excerpt]:
    """Yield the lines of a text; the lines of a compound command form one."""
    ends = [*(found.start() for found in _LINE_END.finditer(text.text)), len(text)]
    start = at = 0
    while at < len(ends):
        last = _last_line(text, start, ends[at:], shell)
        if text.text[start : ends[at + last]].strip():
            yield text[start : ends[at + last]]
        at += last + 1
        start = ends[at - 1] + 1


def _last_line(text: Excerpt, start: int, ends: list[int], shell: UnixShell) -> int:
    """Return how many more lines belong to the first one: all if a compound command or a here-document has no end."""
    for number, end in enumerate(ends[:_MOST_LINES]):
        try:
            parse(text[start:end], shell)
        except EndlessError:
            continue
        except ShellError:
            return 0
        if not awaits_line(text[start:end], shell):
            return number
    return len(ends) - 1
