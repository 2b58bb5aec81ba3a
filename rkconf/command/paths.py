"""The path from the first shell to the kernel, through every program and machine in between."""

from collections.abc import Iterator
from typing import TypeAlias

from rkconf.command.invocation import Call
from rkconf.programs.table import table
from rkconf.shell.execution import Evaluation, Execution, Occurrence

PathStep: TypeAlias = tuple[Evaluation, Execution | None]
"""The evaluation of one shell, and the program in it that continues the path; None if none does."""
LaunchPath: TypeAlias = tuple[PathStep, ...]


def call_of(execution: Execution | None) -> Call | None:
    """Return the effect of a program; None if it is not known."""
    return execution.action if execution and isinstance(execution.action, Call) else None


def occurrence(path: LaunchPath) -> Occurrence:
    """Return whether the end of a path is reached."""
    return min((execution.occurs for _, execution in path if execution), default=Occurrence.ALWAYS)


def main_path(evaluation: Evaluation) -> LaunchPath:
    """Return the path to a kernel, or the longest path that can be followed if there is none."""
    paths = list(_paths(evaluation))
    best = max(paths, key=lambda path: (_rank(path), _ends_open(path), occurrence(path)), default=None)
    return best or ((evaluation, None),)


def _paths(evaluation: Evaluation) -> Iterator[LaunchPath]:
    for execution in evaluation.executions:
        call = call_of(execution)
        further = list(_paths(call.evaluation)) if call and call.evaluation else []
        if further:
            yield from (((evaluation, execution), *path) for path in further)
        elif call and call.evaluation:
            yield ((evaluation, execution), (call.evaluation, None))
        else:
            yield ((evaluation, execution),)


def _ends_open(path: LaunchPath) -> bool:
    """Return whether a path ends at a program that rkconf does not follow."""
    call = call_of(path[-1][1])
    return bool(call and call.unfollowed)


def _rank(path: LaunchPath) -> int:
    """Return the rank of a path: highest with a kernel, then with a remote machine, then with an unknown program."""
    calls = [call for _, execution in path if (call := call_of(execution))]
    if any(call.kernel for call in calls):
        return 5
    if any(call.unfollowed and call.machine and _is_given_flags(call) for call in calls):
        return 4
    if any(call.connection for call in calls):
        return 3 if any(call.remote_command for call in calls) else 2
    return 1 if any(call.unfollowed for call in calls) else 0


def _is_given_flags(call: Call) -> bool:
    names = {"-mathlink", "-wstp", *(name.lower() for name in table().kernels)}
    words = call.invocation.words if call.invocation else ()
    return any(word.base.lower() in names for word in words)
