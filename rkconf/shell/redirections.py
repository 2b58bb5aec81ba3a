"""Expand redirections, and note what a shell cannot do with them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rkconf.diagnostics import Problem, Severity
from rkconf.shell.errors import ShellError
from rkconf.shell.execution import Condition, Execution, Redirected
from rkconf.shell.expansion import expand
from rkconf.shell.facts import UnixShell
from rkconf.shell.parser import Redirection, SimpleCommand

if TYPE_CHECKING:
    from rkconf.shell.interpreter import Interpreter

_STANDARD_DESCRIPTORS = frozenset({"0", "1", "2", "-"})


def redirections(
    shell: "Interpreter", written: Iterable[Redirection], command: SimpleCommand | None = None
) -> tuple[Redirected, ...]:
    """Return the redirections of a command as they are expanded.

    Raises:
        ShellError: The shell stops at one of them.
    """
    directions = _piped(shell) if command else []
    found: list[Redirected] = []
    for redirection in written:
        is_input = redirection.operator.text.lstrip("0123456789").startswith("<")
        _check_place(shell, command, redirection)
        _check(shell, redirection, is_repeated=is_input in directions)
        directions.append(is_input)
        if command:
            _check_descriptor(shell, command, redirection)
        found += [
            Redirected(redirection.operator, target) for target in expand(redirection.target, shell.state, shell.shell)
        ]
    return tuple(found)


def unopened(execution: Execution, shell: UnixShell) -> Condition | None:
    """Return what keeps a program from running that is given a descriptor which nobody opened."""
    opened = {each.operator.text[:1] for each in execution.redirected} | _STANDARD_DESCRIPTORS
    for redirected in execution.redirected if shell.numbered_redirection else ():
        if redirected.copies and redirected.target.text not in opened:
            place = redirected.target.raw
            return Condition(place, f"the descriptor {place} is not open")
    return None


def _piped(shell: "Interpreter") -> list[bool]:
    """Return what a pipe redirects of a command: its output (False), its input (True), or both."""
    if shell.frame.depth:
        return []
    return [*([False] if shell.frame.is_piped else []), *([True] if shell.frame.after == "|" else [])]


def _check_place(shell: "Interpreter", command: SimpleCommand | None, redirection: Redirection) -> None:
    if shell.shell.redirections_first or not command or not command.words:
        return
    if redirection.operator.span.start < command.words[0].raw.span.start:
        message = "this shell wants the program before a redirection"
        raise ShellError(Problem("syntax-error", redirection.operator.span, message))


def _check(shell: "Interpreter", redirection: Redirection, *, is_repeated: bool) -> None:
    operator, target = redirection.operator, redirection.target.raw
    whole = operator.span.to(target.span)
    sign = operator.text.lstrip("0123456789")
    names_a_file = not (target.text.isdigit() or target.text == "-")
    if sign == ">&" and names_a_file and not shell.shell.both_redirection:
        message = "`>& file` stops this shell: it wants a descriptor's number"
        raise ShellError(Problem("csh-redirection", whole, message))
    way = "input" if sign.startswith("<") else "output"
    if is_repeated and not shell.shell.repeated_redirection:
        message = f"two redirections of the {way} stop this shell"
        raise ShellError(Problem("sh-redirection-in-csh", whole, message))
    if sign in {"<<", "<<-"}:
        shell.report("not-understood", operator, "rkconf does not follow a here-document")


def _check_descriptor(shell: "Interpreter", command: SimpleCommand, redirection: Redirection) -> None:
    """Note a number before a redirection that the shell takes for a word."""
    if shell.shell.numbered_redirection:
        return
    for word in command.words:
        if word.raw.text.isdigit() and word.raw.span.end == redirection.operator.span.start:
            is_program = word is command.words[0]
            does = f"looks for a program `{word.raw}`" if is_program else f"hands `{word.raw}` to the program"
            message = f"this shell {does} and redirects its standard output"
            severity = Severity.ERROR if is_program else Severity.INFO
            shell.report("sh-redirection-in-csh", word.raw, message, severity)
