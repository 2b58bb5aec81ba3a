"""Run a simple command whose words are expanded: a function, a builtin or a program."""

from collections.abc import Mapping

from rkconf.deferred import pattern
from rkconf.diagnostics import Severity
from rkconf.limits import MOST_CALLS
from rkconf.programs.table import table
from rkconf.record import replace
from rkconf.shell import compound_commands
from rkconf.shell.declarations import declare
from rkconf.shell.execution import Action, Condition, Execution, Status
from rkconf.shell.regular_builtins import REGULAR
from rkconf.shell.running import DONE, Builtin, RunningShell
from rkconf.shell.special_builtins import SPECIAL
from rkconf.shell.state import Missing
from rkconf.shell.words import ASSIGNMENT, Field

_OPTION = pattern(r"-(?!\d+$)")
_ADDED = pattern(r"([A-Za-z_]\w*)(?:\+|\[[^\]]*\]\+?)=")


def run(shell: RunningShell, execution: Execution) -> None:
    """Run a simple command: a function, a builtin of the shell, or a program."""
    name = execution.words[0]
    if name.text in shell.state.functions:
        _call_function(shell, execution)
    elif _is_refused(shell, execution.words):
        message = f"this shell's builtin `{name}` refuses these options"
        shell.record(execution, Action(Status.FAILURE, condition=Condition(name.raw, message)))
    elif shell.facts.assignments == "none" and ASSIGNMENT.match(name.raw.text):
        _run_assignment(shell, execution)
    elif name.raw.text in shell.facts.compounds:
        shell.fail(execution, f"this shell's `{name}` needs an expression in parentheses")
    elif name.text in shell.facts.lacks and not _is_quoted_keyword(name):
        _run_missing(shell, execution)
    else:
        runs = declare if name.text in shell.facts.setters else _BUILTINS.get(name.text, _run_program)
        runs(shell, execution)


def _run_program(shell: RunningShell, execution: Execution) -> None:
    """Run a program; ``name+=value`` and ``name[0]=value`` look like one, and set a variable that is not followed."""
    name = execution.words[0].raw.text
    if "=" in name and shell.facts.array_assignments and (added := _ADDED.match(name)):
        shell.state.variables.forget(added[1])
    shell.run_program(execution)


def _call_function(shell: RunningShell, execution: Execution) -> None:
    name = execution.words[0]
    shell.calls += 1
    if shell.calls > MOST_CALLS:
        shell.record(execution, Action())
        shell.lose_track(name.raw, f"rkconf follows at most {MOST_CALLS} calls of functions")
    elif not compound_commands.call(shell, execution):
        shell.record(execution, Action())
        shell.lose_track(name.raw, f"rkconf does not follow the function `{name.text}`")


def _is_quoted_keyword(name: Field) -> bool:
    return name.text in {"!", "{"} and bool(name.removed)


def _is_refused(shell: RunningShell, words: tuple[Field, ...]) -> bool:
    """Report a program that is a builtin of this shell; return whether the builtin refuses its arguments."""
    name = words[0]
    if name.text in shell.facts.own_programs:
        message = f"this shell runs its builtin `{name}` instead of the kernel"
        shell.report("bare-kernel-name", name.raw, message, Severity.ERROR)
    if name.text != "nice" or not words[1:]:
        return False
    number = words[1]
    is_option = not shell.facts.nice_number and bool(_OPTION.match(number.text))
    if is_option:
        shell.report("csh-incompatible", number.raw, f"this shell's builtin `nice` does not accept `{number.text}`")
    elif shell.facts.nice_number and number.text.startswith("+"):
        shell.report("missing-builtin", number.raw, f"only the builtin `nice` of csh accepts `{number.text}`")
    return is_option


def _run_missing(shell: RunningShell, execution: Execution) -> None:
    """Run a builtin that this shell lacks."""
    rule = "csh-incompatible" if shell.facts.history else "missing-builtin"
    severity = None if _would_run_words(execution) else Severity.WARNING
    _record_missing(shell, execution, rule, f"this shell has no `{execution.words[0]}`", severity)


def _run_assignment(shell: RunningShell, execution: Execution) -> None:
    """Run ``name=value`` in a shell that reads it as a program: the words after it do not run either."""
    severity = None if execution.words[1:] else Severity.WARNING
    _record_missing(shell, execution, "csh-incompatible", "this shell reads `name=value` as a program name", severity)
    variable = execution.words[0].text.partition("=")[0]
    shell.failed_assignments[variable] = len(shell.problems) - 1
    if shell.state.variables.value(variable) is Missing.INHERITED:
        shell.state.variables.unset(variable)  # a command that sets it here does not inherit it


def _record_missing(
    shell: RunningShell, execution: Execution, rule: str, message: str, severity: Severity | None
) -> None:
    """Report a program that the shell does not find, and record that it fails."""
    name = execution.words[0].raw
    shell.report(rule, name, message, severity)
    shell.record(execution, Action(Status.FAILURE, condition=Condition(name, message), is_missing=True))


def _would_run_words(execution: Execution) -> bool:
    """Return whether a missing builtin would have run the words after it."""
    rest = execution.words[1:]
    return execution.words[0].text in _PREFIXES and bool(rest) and rest[0].text not in table().statuses


def _builtin(shell: RunningShell, execution: Execution) -> None:
    """Run `builtin`, which runs builtins only."""
    words = execution.words[1:]
    if not words:
        shell.record(execution, DONE)
    elif words[0].text in _BUILTINS or words[0].text in table().statuses or words[0].text in shell.facts.setters:
        run(shell, replace(execution, words=words))
    else:
        message = f"`builtin` runs only builtins, and {words[0]} is not one"
        shell.report("missing-builtin", words[0].raw, message)
        shell.fail(execution, message)


_BUILTINS: Mapping[str, Builtin] = {**SPECIAL, **REGULAR, "builtin": _builtin, "break": compound_commands.leave_loop}
_PREFIXES = frozenset(
    {"do", "then", "command", "builtin", "exec", "time", "not", "and", "or", "!", "{", "noglob", "nocorrect"}
)
