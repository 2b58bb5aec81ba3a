"""Expand the words of a simple command: its assignments, and the fields of the program."""

from collections.abc import Iterator
from functools import cache

from rkconf.deferred import pattern
from rkconf.diagnostics import Problem
from rkconf.record import replace
from rkconf.shell.errors import ShellError
from rkconf.shell.execution import Occurrence
from rkconf.shell.expansion import expand
from rkconf.shell.facts import UnixShell
from rkconf.shell.flow import Flow
from rkconf.shell.numbers import number
from rkconf.shell.state import Missing
from rkconf.shell.syntax_tree import SimpleCommand
from rkconf.shell.words import ASSIGNMENT, UNKNOWN, Expansion, Field, PartKind, Word

_DEFAULT = pattern(r"\$\{\w+:?[-=+]")
_ALWAYS_SET = frozenset({"$", "!", "?", "#", "0", "@", "*", "-", "", "status", "cwd", "home", "shell", "user", "path"})
"""The parameters that a shell sets itself."""


def assignments(shell: Flow, command: SimpleCommand) -> tuple[tuple[Field, ...], tuple[Word, ...]]:
    """Return the expanded assignments in front of a program, and the other words.

    Raises:
        ShellError: The shell does not accept the assignments.
    """
    count = next((at for at, word in enumerate(command.words) if not is_assignment(word)), len(command.words))
    words, rest = command.words[:count], command.words[count:]
    facts = shell.facts
    if facts.assignments == "none":
        return (), command.words
    if words and not rest and facts.assignments == "prefix":
        message = "this shell does not set variables with `name=value`"
        raise ShellError(Problem("syntax-error", words[0].raw.span, message))
    if words and not rest and shell.frame.is_job and not facts.assignment_in_background:
        message = "this shell does not set variables in the background"
        raise ShellError(Problem("syntax-error", words[0].raw.span, message))
    if not facts.assigns_first:
        _report_late(shell, words, rest)
    return tuple(_assigned(shell, words, lasting=not rest or facts.assigns_first)), rest


def is_substituted(field: Field) -> bool:
    """Return whether an assignment has the exit status of a command substitution."""
    return any(expansion.kind is PartKind.SUBSTITUTION and expansion.value is None for expansion in field.expansions)


def _report_late(shell: Flow, words: tuple[Word, ...], rest: tuple[Word, ...]) -> None:
    """Report parameters that are expanded before an assignment of the same command sets them."""
    names = {match.group(1) for word in words if (match := ASSIGNMENT.match(word.raw.text))}
    for part in (part for word in rest for part in word.parts if part.kind is PartKind.VARIABLE and part.name in names):
        if isinstance(shell.state.variables.value(part.name), Missing):
            message = f"`{part.raw}` is expanded before `{part.name}=...` on the same command takes effect"
            shell.report("unset-variable", part.raw, message)


def _assigned(shell: Flow, words: tuple[Word, ...], *, lasting: bool) -> Iterator[Field]:
    """Yield the expanded assignments, and set the variables if the assignments are lasting."""
    for word in words:
        for field in expand(word, shell.state, _in_assignments(shell.facts)):
            if lasting:
                assign(shell, field)
            elif is_readonly(shell, name := field.text.partition("=")[0]):
                _lose_track_of_readonly(shell, field, name)
            yield field


def assign(shell: Flow, field: Field, name: str = "") -> None:
    """Set the variable ``name`` to a field; without a name, run the assignment ``name=value``."""
    value = field.value
    if not name:
        name = field.text.partition("=")[0]
        value = value[len(name) + 1 :]
    if field.splits and shell.facts.unset_variable == "no word":
        shell.state.variables.forget_list(name)
    elif is_readonly(shell, name):
        _lose_track_of_readonly(shell, field, name)
    elif shell.reached.occurs is not Occurrence.NEVER:
        shell.state.variables.assign(name, value)


def _plain(shell: Flow, words: tuple[Word, ...]) -> Iterator[Field]:
    return (field for word in words for field in expand(word, shell.state, shell.facts))


def _declared(shell: Flow, words: tuple[Word, ...], form: str) -> Iterator[Field]:
    """Expand the words of a builtin that sets variables."""
    assigned = _ASSIGNMENTS_OF[form](shell.facts)
    for word in words:
        yield from expand(word, shell.state, assigned if is_assignment(word) else shell.facts)


def is_readonly(shell: Flow, name: str) -> bool:
    """Return whether a variable is readonly."""
    return name in shell.state.variables.readonly


def _lose_track_of_readonly(shell: Flow, field: Field, name: str) -> None:
    """Report a second value of a readonly variable: the shells end, fail or continue, each in different places."""
    shell.lose_track(field.raw, f"rkconf does not follow a second value of `{name}`, which is readonly")


def expanded(shell: Flow, words: tuple[Word, ...]) -> tuple[Field, ...]:
    """Return the fields of the words.

    Raises:
        ShellError: The shell does not accept a command substitution as the name of a program.
    """
    for word in words[:1]:
        if (
            word.parts[:1]
            and word.parts[0].kind is PartKind.SUBSTITUTION
            and not shell.facts.substitution_starts_command
        ):
            message = "this shell does not accept a command substitution as program name"
            raise ShellError(Problem("syntax-error", word.raw.span, message))
    form = shell.facts.setters.get(words[0].raw.text, "") if words else ""
    fields = tuple(_declared(shell, words, form) if form in _ASSIGNMENTS_OF else _plain(shell, words))
    for field in fields if shell.facts.equals else ():
        _stop_at_path(shell, field)
    _stop_at_unset(shell, fields)
    return fields


def _stop_at_unset(shell: Flow, fields: tuple[Field, ...]) -> None:
    """Stop at unset variables, if the shell does."""
    if shell.facts.unset_variable != "fails" and not shell.state.ends_at_unset:
        return
    for expansion in (each for field in fields for each in field.expansions if each.kind is PartKind.VARIABLE):
        value = shell.state.value(expansion.name)
        if _is_subscripted(shell, expansion):
            shell.stop(expansion.raw, f"this shell cannot take a part of the environment variable {expansion.raw}")
        if isinstance(value, Missing) and not _is_set(shell, expansion):
            shell.blame_assignment(expansion.name)
            shell.stop_at_unset(expansion.raw, is_certain=value is Missing.UNSET)


def _is_subscripted(shell: Flow, expansion: Expansion) -> bool:
    """Return whether it is a part of an environment variable in a shell that cannot take one."""
    is_inherited = expansion.name in shell.state.variables.exported
    return is_inherited and "[" in expansion.raw.text and not shell.facts.subscripts_of_inherited


def _is_set(shell: Flow, expansion: Expansion) -> bool:
    """Return whether a parameter always has a value, a default, or is empty in csh."""
    is_empty = number(expansion.name) is not None and not shell.state.ends_at_unset
    return expansion.name in _ALWAYS_SET or is_empty or bool(_DEFAULT.search(expansion.raw.text))


def _stop_at_path(shell: Flow, field: Field) -> None:
    """Stop at ``$name=text`` if ``name`` may be unset: the shell expands ``=text`` to the path of a program."""
    first, *rest = field.parts or (None,)
    if first and first.kind is PartKind.VARIABLE and not first.quoted and rest and rest[0].raw.text.startswith("="):
        is_certain = field.text.startswith("=")
        if is_certain or field.text.startswith(UNKNOWN):
            shell.stop_at_unset(first.raw, is_certain=is_certain)


@cache
def _in_assignments(shell: UnixShell) -> UnixShell:
    """Return the facts for the value of a variable."""
    return replace(shell, splits_variables=False, tilde_after_equals="in assignments")


@cache
def _in_lists(shell: UnixShell) -> UnixShell:
    """Return the facts for the words of `set` in csh."""
    return replace(shell, tilde_after_equals="after the name")


_ASSIGNMENTS_OF = {"name=value": _in_assignments, "name = value": _in_lists}
"""The facts with which the assignments of a builtin are expanded, by form."""


def is_assignment(word: Word) -> bool:
    """Return whether a word is ``name=value`` with no quotes in the name."""
    match = ASSIGNMENT.match(word.raw.text)
    if not match:
        return False
    return all(
        part.kind is not PartKind.QUOTE or part.raw.span.start >= word.raw.starts[match.end() - 1]
        for part in word.parts
    )
