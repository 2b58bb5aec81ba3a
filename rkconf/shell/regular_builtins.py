"""The regular builtins, such as `cd`, `test` and `wait`: an error in one does not end the shell."""

from collections.abc import Mapping, Sequence

from rkconf.record import replace
from rkconf.shell.execution import Action, Condition, Execution, Occurrence, Status
from rkconf.shell.expansion import split_at
from rkconf.shell.running import DONE, Builtin, RunningShell
from rkconf.shell.state import DEFAULT_SEPARATORS
from rkconf.shell.words import Field
from rkconf.source import Excerpt

_DIRECTORIES = frozenset({"/", "/tmp", "/usr", "/etc", "/var", "/dev", "/bin", ".", ".."})  # noqa: S108 - only compared
"""The directories that every machine has."""
_NOWHERE = "/nonexistent"
"""A directory that no machine has (Debian Policy 9.2.3)."""
_FILES = frozenset({*_DIRECTORIES, "/etc/passwd", "/dev/null", "/bin/sh"})
_PATH_TESTS = frozenset({"-x", "-e", "-f", "-r"})
_EXISTENCE = frozenset({"-e", "-d", "-f", "-r"})
_UNARY = {"-z": lambda text: not text, "-n": bool}
_BINARY = {"=": str.__eq__, "==": str.__eq__, "!=": str.__ne__}


def _cd(shell: RunningShell, execution: Execution) -> None:
    """Run `cd`; it fails if the directory does not exist."""
    operands = [word for word in execution.words[1:] if not word.text.startswith("-")]
    home = shell.state.value("HOME")
    directories = {*_DIRECTORIES, *([home.text] if isinstance(home, Excerpt) else [])}
    is_there = all(word.text in directories for word in operands)
    is_nowhere = any(word.text == _NOWHERE for word in operands)
    condition = Condition(execution.words[0].raw, f"no machine has {_NOWHERE}")
    missing = Action(Status.FAILURE, condition=condition) if is_nowhere else Action()
    shell.record(execution, DONE if is_there else missing)


def _coproc(shell: RunningShell, execution: Execution) -> None:
    """Run a program in the background, as with `&`."""
    name, words = execution.words[0], execution.words[1:]
    if words:
        in_background = replace(execution, words=words, background_mark=name.raw, waits=Occurrence.NEVER)
        shell.run_program(in_background)
    shell.set_success()


def _read(shell: RunningShell, execution: Execution) -> None:
    names = [word.text for word in execution.words[1:]]
    line = _input(shell, execution)
    separators = next(
        (each.text[len("IFS=") :] for each in execution.assignments if each.text.startswith("IFS=")), None
    )
    fields = split_at(line, separators or DEFAULT_SEPARATORS) if line is not None else []
    is_plain = line is not None and len(fields) <= len(names) and not any(name.startswith("-") for name in names)
    for at, name in enumerate(names):
        if is_plain:
            shell.state.variables.assign(name, fields[at] if at < len(fields) else Excerpt("", (), ()))
        else:
            shell.state.variables.forget(name)
    shell.record(execution, Action(Status.SUCCESS) if is_plain else Action())


def _input(shell: RunningShell, execution: Execution) -> Excerpt | None:
    """Return the line that a builtin reads; None if it is not known."""
    here = next((each.target for each in execution.redirected if each.operator.text == "<<<"), None)
    if here is not None:
        return here.value if here.known else None
    return shell.frame.input


def _wait(shell: RunningShell, execution: Execution) -> None:
    if shell.facts.waits_for == "all" and execution.words[1:]:
        if all(word.known for word in execution.words):
            shell.fail(execution, "this shell's `wait` does not accept jobs")
        else:
            shell.record(execution, Action())
        return
    shell.record(execution, Action())
    shell.wait()


def _test(shell: RunningShell, execution: Execution) -> None:
    """Run `test`: the result is known for known texts, and for some files."""
    words = execution.words[1:]
    if execution.words[0].text == "[":
        words = words[:-1]
    texts = [word.text if word.known else None for word in words]
    message = f"whether {execution.words[0]} succeeds depends on the machine"
    condition = Condition(execution.words[0].raw, message, tested_path(words))
    shell.record(execution, Action(tested(texts), condition=condition))


def tested_path(words: Sequence[Field]) -> str:
    """Return the path that a test checks, such as that of ``-x path``; empty for other tests."""
    return words[1].text if len(words) == len(("-x", "path")) and words[0].text in _PATH_TESTS else ""


def tested(texts: list[str | None]) -> Status:
    """Return the exit status of a test; None in ``texts`` is an unknown word."""
    if None in texts:
        return Status.UNKNOWN
    match texts:
        case [str(sign), str(path)] if sign in _EXISTENCE and path == _NOWHERE:
            holds = False
        case [str(sign), str(path)] if sign in _EXISTENCE and path in _FILES:
            holds = sign != "-d" or path in _DIRECTORIES
        case [str(sign), str(text)] if sign in _UNARY:
            holds = _UNARY[sign](text)
        case [str(left), str(sign), str(right)] if sign in _BINARY:
            holds = _BINARY[sign](left, right)
        case _:
            return Status.UNKNOWN
    return Status.SUCCESS if holds else Status.FAILURE


REGULAR: Mapping[str, Builtin] = {
    "[": _test,
    "cd": _cd,
    "chdir": _cd,
    "coproc": _coproc,
    "read": _read,
    "test": _test,
    "wait": _wait,
}
