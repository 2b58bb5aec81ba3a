"""The builtins that set variables: ``export A=1``, ``typeset -x A=1``, ``setenv A 1``, ``set A = 1`` ..."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile

from rkconf.shell.execution import Action, Condition, Execution, Occurrence, Status
from rkconf.shell.fields import assign
from rkconf.shell.running import RunningShell
from rkconf.shell.words import NAME, Field
from rkconf.source import Excerpt

_ARGUMENTS = "argv"
"""The variable with the positional parameters in csh and fish."""
_PARENTHESES = frozenset("()")
_QUERYING = frozenset("qS")
"""Options of `set` in fish that only query."""
_ERASING = _QUERYING | {"e"}


def declare(shell: RunningShell, execution: Execution) -> None:
    """Run a builtin that sets variables."""
    words = execution.words
    if words[0].text == "set" and (unknown := _unknown_option(shell, words[1:2])):
        shell.fail(execution, f"this shell's `set` has no option `{unknown}`")
        return
    shell.record(execution, _action(shell, execution))
    _FORMS[shell.facts.setters[words[0].text]](shell, words)


def _action(shell: RunningShell, execution: Execution) -> Action:
    """Return the effect of a builtin; in some shells `set` keeps the status of the command before it."""
    name = execution.words[0]
    if name.text in shell.facts.failing:
        return Action(Status.FAILURE, condition=Condition(name.raw, f"{name} fails in this shell"))
    if not shell.facts.keeps_status or name.text != "set":
        return Action(Status.SUCCESS)
    erases = any(_is_option(word) and set(word.text) & _ERASING for word in execution.words[1:2])
    in_job = execution.in_background or shell.frame.after == "|" or execution.is_piped
    if erases or in_job or len(execution.words) == 1:
        return Action(condition=Condition(name.raw, f"{name} leaves an unknown exit status"))
    return Action(shell.exit_status.status, condition=shell.exit_status.condition)


def _is_option(word: Field) -> bool:
    return word.text.startswith("-") and len(word.text) > 1


def _unknown_option(shell: RunningShell, words: Sequence[Field]) -> str:
    for word in words:
        if _is_option(word) and not word.text.startswith("--") and set(word.text[1:]) - set(shell.facts.option_letters):
            return word.text
    return ""


def _declare_assignments(shell: RunningShell, words: tuple[Field, ...]) -> None:
    """Run ``export name=value name``."""
    options = "".join(word.text for word in words[1:] if _is_option(word))
    exports = words[0].text == "export" or "x" in options
    for word in (word for word in words[1:] if not _is_option(word)):
        name, sign, _ = word.text.partition("=")
        if not word.known and not sign:
            shell.lose_track(word.raw, f"the variable that `{words[0]}` sets depends on the machine")
            return
        if not NAME.fullmatch(name):
            _refuse_name(shell, words[0], word)
            return
        _declare_assignment(shell, word, exports=exports, is_readonly=words[0].text == "readonly" or "r" in options)
        if "n" in options and words[0].text in shell.facts.references:
            # The value is that of another variable, which may change later.
            shell.state.variables.forget(name)


def _declare_assignment(shell: RunningShell, word: Field, *, exports: bool, is_readonly: bool) -> None:
    name, sign, _ = word.text.partition("=")
    if sign:
        assign(shell, word)
    if exports:
        shell.state.variables.exported.add(name)
    if is_readonly:
        shell.state.variables.readonly.add(name)


def _declare_list(shell: RunningShell, words: tuple[Field, ...]) -> None:
    """Run ``set -x name value ...`` of fish."""
    given = list(takewhile(_is_option, words[1:]))
    options, operands = "".join(word.text for word in given), words[1 + len(given) :]
    if not operands or set(options) & _QUERYING:
        return
    name, values = operands[0], operands[1:]
    if not NAME.fullmatch(name.text):
        _refuse_name(shell, words[0], name)
    elif name.text == _ARGUMENTS:
        shell.state.positional = None if "e" in options else values_of(values)
    elif "e" in options:
        shell.state.variables.unset(name.text)
    else:
        _assign_list(shell, name, values)
        if "l" in options and shell.frame.depth:
            # The local variable disappears at the end of its block.
            shell.state.variables.forget_list(name.text)
        shell.state.variables.exported |= {name.text} if "x" in options else set()


def _assign_list(shell: RunningShell, name: Field, values: tuple[Field, ...]) -> None:
    """Set a variable to a list; lists of several words are not followed."""
    if len(values) == 1 and not values[0].splits:
        assign(shell, values[0], name.text)
    elif values:
        shell.state.variables.forget_list(name.text)
    else:
        shell.state.variables.unset(name.text)


def _declare_inherited(shell: RunningShell, words: tuple[Field, ...]) -> None:
    """Run ``setenv name value``."""
    if len(words) > len(("setenv", "name", "value")) or any(not NAME.fullmatch(word.text) for word in words[1:2]):
        _refuse_name(shell, words[0], words[-1])
    elif words[1:]:
        value = words[2].value if words[2:] else Excerpt("", (), ())
        if shell.reached.occurs is not Occurrence.NEVER:
            shell.state.variables.export(words[1].text, value)


def _declare_csh(shell: RunningShell, words: tuple[Field, ...]) -> None:
    """Run ``set name = value name=value name`` of csh."""
    for name, value in _pairs(words[1:]):
        if not NAME.fullmatch(name.text.partition("=")[0]):
            _refuse_name(shell, words[0], name)
            return
        _set_csh(shell, name.text.partition("=")[0], value)


def _pairs(words: tuple[Field, ...]) -> Iterator[tuple[Field, tuple[Excerpt, ...] | None]]:
    """Yield each name with its values; None for a list that is not followed."""
    at = 0
    while at < len(words):
        name, sign, rest = words[at].text.partition("=")
        has_sign = bool(sign) or [word.text for word in words[at + 1 : at + 2]] == ["="]
        value = [words[at].value[len(name) + 1 :]] if rest else []
        start = at
        at += 1 + (has_sign and not sign)
        if has_sign and not value:
            length = _list_length(words[at:])
            value = [word.value for word in words[at : at + length] if word.raw.text not in _PARENTHESES]
            is_followed = not any(word.splits for word in words[at : at + length])
            at += length
            yield words[start], tuple(value) if is_followed else None
        else:
            yield words[start], tuple(value)


def _list_length(words: tuple[Field, ...]) -> int:
    """Return the number of words of a value: one, or a list with its parentheses."""
    if not words or words[0].raw.text != "(":
        return min(len(words), 1)
    return next((at + 1 for at, word in enumerate(words) if word.raw.text == ")"), len(words))


def _set_csh(shell: RunningShell, name: str, values: tuple[Excerpt, ...] | None) -> None:
    if shell.reached.occurs is Occurrence.NEVER:
        return
    if name == _ARGUMENTS:
        shell.state.positional = values
    elif values is not None and len(values) <= 1:
        shell.state.variables.hide(name, values[0] if values else Excerpt("", (), ()))
    else:
        shell.state.variables.hide(name, Excerpt("", (), ()))
        shell.state.variables.forget(name)


def values_of(words: Sequence[Field]) -> tuple[Excerpt, ...] | None:
    """Return the values of words; None if their number is not known."""
    return None if any(word.splits for word in words) else tuple(word.value for word in words)


def _refuse_name(shell: RunningShell, builtin: Field, word: Field) -> None:
    """Report an invalid name: the shells continue, fail or end."""
    shell.lose_track(word.raw, f"`{builtin}` does not accept this name; rkconf does not follow the rest")


_FORMS: Mapping[str, Callable[[RunningShell, tuple[Field, ...]], None]] = {
    "name=value": _declare_assignments,
    "name=value word": _declare_assignments,
    "name value": _declare_inherited,
    "name values": _declare_list,
    "name = value": _declare_csh,
}
