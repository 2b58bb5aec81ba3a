"""Report the programs that Windows does not have: builtins of Unix shells, and names of variables before a command."""

from collections.abc import Iterator, Sequence

from rkconf.diagnostics import Problem, Severity
from rkconf.record import replace
from rkconf.shell.execution import Action, Condition, Execution, Status
from rkconf.shell.facts import WindowsShell
from rkconf.shell.words import ASSIGNMENT


def with_failures(started: Sequence[Execution], shell: WindowsShell) -> tuple[Execution, ...]:
    """Return what a command line starts; the action of a program that cmd.exe does not find is that it is missing."""
    return tuple(
        replace(
            each,
            action=Action(Status.FAILURE, condition=Condition(each.words[0].raw, problem.message), is_missing=True),
        )
        if (problem := next(_problems(each, shell), None)) and problem.rule == "cmd-incompatible"
        else each
        for each in started
    )


def problems(started: Sequence[Execution], shell: WindowsShell) -> Iterator[Problem]:
    """Yield a problem for each program that Windows lacks, or may lack."""
    for index, each in enumerate(started):
        follows = [later.after for later in started[index + 1 : index + 2]]
        # After any other operator cmd.exe still runs the next command.
        decides = not each.after and follows in ([], ["&&"])
        for problem in _problems(each, shell):
            is_certain = decides and problem.rule == "cmd-incompatible"
            yield replace(problem, severity=Severity.ERROR) if is_certain else problem


def _problems(started: Execution, shell: WindowsShell) -> Iterator[Problem]:
    name = started.words[0]
    written = name.text.lower()
    if not name.known:
        return
    if ASSIGNMENT.match(name.raw.text):
        message, advice = (
            "cmd.exe reads `name=value` as a program name",
            'write `set "name=value" &` before the command',
        )
    elif written in shell.lacks:
        message, advice = f"cmd.exe has no `{name}` as Unix shells have", f"leave out `{name}`"
    elif written in shell.not_included:
        message = f"Windows does not include the `{name}` of Unix; the command runs only if that is installed"
        yield Problem("not-understood", name.raw.span, message, f"leave out `{name}` and its options")
        return
    else:
        return
    yield Problem("cmd-incompatible", name.raw.span, message, advice, severity=Severity.WARNING)
