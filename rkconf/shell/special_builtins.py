"""The special builtins (POSIX 2.14), which change the shell itself: an error in one may end it."""

from collections.abc import Iterable, Mapping

from rkconf.record import replace
from rkconf.shell.declarations import values_of
from rkconf.shell.errors import ShellError
from rkconf.shell.execution import Action, Execution, Occurrence, Status
from rkconf.shell.fields import assign
from rkconf.shell.numbers import number
from rkconf.shell.running import DONE, Builtin, RunningShell
from rkconf.shell.words import NAME, Field, joined


def _exit(shell: RunningShell, execution: Execution) -> None:
    shell.record(execution, _status_of(execution.words[1:2], shell))
    if shell.facts.exit_ends:
        shell.end(execution.words[0].raw, f"`{execution.words[0]}` ends the shell")


def _status_of(words: Iterable[Field], shell: RunningShell) -> Action:
    for word in words:
        status = number(word.text)
        return Action() if status is None else Action(Status.FAILURE if status else Status.SUCCESS)
    return Action(shell.exit_status.status, condition=shell.exit_status.condition)


def _return(shell: RunningShell, execution: Execution) -> None:
    """Run `return`; outside a function, some shells end and others continue."""
    if shell.frame.in_function or shell.facts.return_ends:
        shell.returned = shell.frame.in_function
        _exit(shell, execution)
    else:
        shell.record(execution, Action(Status.FAILURE))


def _exec(shell: RunningShell, execution: Execution) -> None:
    """Run `exec`, which replaces the shell by a program, or only redirects the outputs of the shell."""
    if len(execution.words) == 1:
        if not shell.facts.exec_redirects:
            shell.fail(execution, "this shell's `exec` needs a program")
        else:
            shell.state.descriptors |= {each.operator.text[:1] for each in execution.redirected}
            shell.record(execution, DONE)
        return
    shell.run_program(execution)
    name = execution.words[0].raw
    shell.end(name, f"`{name}` replaces the shell, so nothing after it runs")


def _eval(shell: RunningShell, execution: Execution) -> None:
    words = execution.words[1:]
    if any(not word.known for word in words):
        shell.record(execution, Action())
        shell.lose_track(execution.words[0].raw, f"the commands that `{execution.words[0]}` runs depend on the machine")
        return
    shell.record(execution, DONE)
    line = shell.line
    try:
        shell.run_text([joined(words)] if words else [])
    except ShellError as error:
        shell.problems.append(error.problem)
        shell.set_failure(execution.words[0].raw, error.problem.message)
        if shell.stops_at_errors:
            shell.end(execution.words[0].raw, error.problem.message)
    shell.exit_status = replace(shell.exit_status, is_exempt=False)
    if not shell.in_subshell:
        shell.leave_errors(line)


def _source(shell: RunningShell, execution: Execution) -> None:
    """Run `source`: the file may set any variable."""
    shell.state.variables.forget()
    shell.run_program(execution)


def _set(shell: RunningShell, execution: Execution) -> None:
    """Run `set`, which sets options and positional parameters."""
    words = execution.words[1:]
    for at, word in enumerate(words):
        if not word.known:
            shell.state.positional = None
            break
        if word.text in {"--", "-"} or not word.text.startswith(("-", "+")):
            rest = words[at + 1 :] if word.text == "--" else words[at:]
            shell.state.positional = values_of(rest)
            break
        if word.text == "-o" and words[at + 1 :]:
            _set_named_option(shell, words[at + 1])
            break
        if not _set_options(shell, execution, word):
            return
    shell.record(execution, DONE)


def _set_options(shell: RunningShell, execution: Execution, word: Field) -> bool:
    """Set the options of one word; return whether the shell has them."""
    unknown = next((letter for letter in word.text[1:] if letter not in shell.facts.option_letters), "")
    if unknown:
        shell.fail(execution, f"this shell has no option `{word.text}`")
        return False
    is_set = word.text.startswith("-")
    if "e" in word.text and shell.facts.exits_on_error:
        shell.state.exits_on_error = Occurrence.ALWAYS if is_set else Occurrence.NEVER
    if "u" in word.text and shell.facts.exits_on_error:
        shell.state.ends_at_unset = is_set
    return True


def _set_named_option(shell: RunningShell, name: Field) -> None:
    """Run ``set -o name`` (POSIX 2.14)."""
    if name.text == "errexit":
        shell.state.exits_on_error = Occurrence.ALWAYS
    shell.state.ends_at_unset |= name.text == "nounset"


def _shift(shell: RunningShell, execution: Execution) -> None:
    count = number(execution.words[1].text) if len(execution.words) > 1 else 1
    values = shell.state.positional
    if values is None or count is None:
        shell.record(execution, Action())
        shell.lose_track(execution.words[0].raw, f"the parameters after `{execution.words[0]}` depend on the machine")
    elif count > len(values):
        shell.fail(execution, f"`{execution.words[0]}` has no parameters to shift")
    else:
        shell.state.positional = values[count:]
        shell.record(execution, DONE)


def _unset(shell: RunningShell, execution: Execution) -> None:
    shell.record(execution, DONE)
    for word in execution.words[1:]:
        if word.text in shell.state.variables.readonly:
            shell.lose_track(word.raw, f"rkconf does not follow `{execution.words[0]}` of a readonly variable")
        elif NAME.fullmatch(word.text) and execution.words[0].text == "unset":
            shell.state.variables.unset(word.text)
        elif NAME.fullmatch(word.text):
            shell.state.variables.unset_inherited(word.text)


def _local(shell: RunningShell, execution: Execution) -> None:
    if shell.facts.local_outside_function == "sets":
        for word in execution.words[1:]:
            if "=" in word.text:
                assign(shell, word)
        shell.record(execution, DONE)
    else:
        shell.fail(execution, "`local` works only in functions")


SPECIAL: Mapping[str, Builtin] = {
    ".": _source,
    "eval": _eval,
    "exec": _exec,
    "exit": _exit,
    "local": _local,
    "logout": _exit,
    "return": _return,
    "set": _set,
    "shift": _shift,
    "source": _source,
    "unset": _unset,
    "unsetenv": _unset,
}
