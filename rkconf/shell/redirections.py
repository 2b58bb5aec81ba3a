"""Expand redirections, and report those that a shell refuses."""

from collections.abc import Iterable

from rkconf.diagnostics import Problem, Severity
from rkconf.shell.errors import ShellError
from rkconf.shell.execution import Condition, Execution, Redirected
from rkconf.shell.expansion import expand
from rkconf.shell.facts import UnixShell
from rkconf.shell.fields import is_assignment
from rkconf.shell.flow import Flow
from rkconf.shell.numbers import number
from rkconf.shell.syntax_tree import Redirection, SimpleCommand

_STANDARD_DESCRIPTORS = frozenset({"0", "1", "2", "-"})


def redirections(
    shell: Flow, given: Iterable[Redirection], command: SimpleCommand | None = None
) -> tuple[Redirected, ...]:
    """Return the expanded redirections of a command.

    Raises:
        ShellError: The shell stops at one of them.
    """
    pipe = shell.frame.writes_pipe
    directions = [*([False] if pipe == "|" else []), *([True] if shell.frame.reads_pipe else [])]
    found: list[Redirected] = []
    for redirection in given:
        is_input = redirection.operator.text.lstrip("0123456789").startswith("<")
        _check_place(shell, command, redirection)
        takes_both = pipe == "|&" and "&" in redirection.operator.text
        _check(shell, redirection, is_repeated=is_input in directions or takes_both)
        directions.append(is_input)
        if command:
            _check_descriptor(shell, command, redirection)
        found += [
            Redirected(redirection.operator, target) for target in expand(redirection.target, shell.state, shell.facts)
        ]
    return tuple(found)


def misplaced(command: SimpleCommand, shell: UnixShell) -> Condition | None:
    """Return the redirection between a word such as `command` and its program, if the shell then runs nothing."""
    words = [word for word in command.words if not is_assignment(word)]
    if len(words) > 1 and words[0].raw.text in shell.decorators:
        for redirection in command.redirections:
            if redirection.operator.span.start < words[1].raw.span.start:
                message = f"this shell needs the program before {redirection.operator}"
                return Condition(redirection.operator, message)
    return None


def unopened(execution: Execution, shell: UnixShell, descriptors: frozenset[str]) -> Condition | None:
    """Return the redirection that keeps a program from running: from a closed descriptor, or to an empty file name."""
    nameless = next((each.target for each in execution.redirected if not each.target.text and not each.is_text), None)
    if nameless:
        return Condition(nameless.raw, "a file name cannot be empty")
    opened = {each.operator.text[:1] for each in execution.redirected} | _STANDARD_DESCRIPTORS | descriptors
    for redirected in execution.redirected if shell.numbered_redirection else ():
        if redirected.copies and redirected.target.text not in opened:
            descriptor = redirected.target.raw
            return Condition(descriptor, f"the descriptor {descriptor} is not open")
    return None


def _check_place(shell: Flow, command: SimpleCommand | None, redirection: Redirection) -> None:
    if shell.facts.redirections_first or not command:
        return
    words = [word for word in command.words if not is_assignment(word)]
    program = next((word for word in words if word.raw.text not in shell.facts.decorators), None)
    if words and words[0].raw.text in shell.facts.decorators:
        return  # it fails by itself
    if program is None or redirection.operator.span.start < program.raw.span.start:
        message = "this shell needs the program before a redirection"
        raise ShellError(Problem("syntax-error", redirection.operator.span, message))


def _check(shell: Flow, redirection: Redirection, *, is_repeated: bool) -> None:
    operator, target = redirection.operator, redirection.target.raw
    whole = operator.span.to(target.span)
    sign = operator.text.lstrip("0123456789")
    names_a_file = number(target.text) is None and target.text != "-"
    if sign == ">&" and names_a_file and not shell.facts.both_redirection:
        message = "`>& file` stops this shell: it needs the number of a descriptor"
        raise ShellError(Problem("csh-redirection", whole, message))
    direction = "input" if sign.startswith("<") else "output"
    if is_repeated and not shell.facts.repeated_redirection:
        message = f"two redirections of the {direction} stop this shell"
        raise ShellError(Problem("sh-redirection-in-csh", whole, message))
    if sign in {"<<", "<<-"}:
        shell.report("not-understood", operator, "rkconf does not follow a here-document")


def _check_descriptor(shell: Flow, command: SimpleCommand, redirection: Redirection) -> None:
    """Report a number in front of a redirection that the shell reads as a word."""
    if shell.facts.numbered_redirection:
        return
    for word in command.words:
        if number(word.raw.text) is not None and word.raw.span.end == redirection.operator.span.start:
            is_program = word is command.words[0]
            does = f"looks for a program `{word.raw}`" if is_program else f"passes `{word.raw}` to the program"
            message = f"this shell {does} and redirects its standard output"
            severity = Severity.ERROR if is_program else Severity.INFO
            shell.report("sh-redirection-in-csh", word.raw, message, severity)
