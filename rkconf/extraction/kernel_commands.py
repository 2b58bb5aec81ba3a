"""The command of a kernel in a description, if it is a path."""

from collections.abc import Sequence

from rkconf.programs import is_command
from rkconf.shell.execution import Execution
from rkconf.shell.words import PartKind


def kernel_path(text: str, executions: Sequence[Execution]) -> str | None:
    """Return the path that a command consists of; None for any other command.

    How Mathematica quotes a path with spaces is not documented, so one is read with and without quotes.
    """
    if len(executions) != 1 or executions[0].redirected or executions[0].background_mark or is_command(text):
        return None
    words = (*executions[0].assignments, *executions[0].words)
    is_quoted = len(words) == 1 and any(part.kind is PartKind.QUOTE for part in words[0].parts)
    if is_quoted:
        return words[0].text if words[0].known else None
    return None if executions[0].assignments else text.replace("~/", "./", 1) if text.startswith("~/") else text
