"""The output of command substitutions that do not depend on the machine: ``$(echo text)``, ``$(which ssh)``."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from rkconf import deferred
from rkconf.record import replace
from rkconf.shell.errors import ShellError
from rkconf.shell.facts import UnixShell
from rkconf.shell.parser import parse
from rkconf.shell.state import State
from rkconf.shell.syntax_tree import SimpleCommand
from rkconf.shell.words import Field, Part, Word, joined
from rkconf.source import Excerpt

_LONGEST = 1_024
_MOST_MARKS = 16
_CUT = deferred.pattern(r"(?:-d ?(?P<before>\S) )?-f ?(?P<field>[0-9]{1,3})(?: -d ?(?P<after>\S))?")

Expand: TypeAlias = Callable[[Word, State, UnixShell], Iterator[Field]]
"""Expands a word to its fields."""


def output(part: Part, state: State, shell: UnixShell, expand: Expand) -> Excerpt | None:
    """Return the output of a command substitution; None if it depends on the machine.

    ``expand`` expands the words of the command.
    """
    line: Excerpt | None = None
    for at, command in enumerate(_pipeline(part.raw, shell)):
        fields = [field for word in command.words for field in expand(word, state.copy(), shell)]
        if not fields or command.redirections or any(not field.known for field in fields):
            return None
        line = _filtered(fields, line) if at else _output(fields, state)
        if line is None:
            return None
    return line


def _pipeline(raw: Excerpt, shell: UnixShell) -> tuple[SimpleCommand, ...]:
    """Return the commands of a substitution that is one pipeline; none for any other."""
    text = _inner(raw)
    if text is None or len(text) > _LONGEST or raw.text.count("(") + raw.text.count("`") > _MOST_MARKS:
        return ()
    try:
        lists = parse(text, shell).lists
    except ShellError:
        return ()
    commands = [command for each in lists for pipeline in each.pipelines for command in pipeline.commands]
    simple = tuple(command for command in commands if isinstance(command, SimpleCommand))
    is_pipeline = [len(each.pipelines) for each in lists] == [1] and len(simple) == len(commands)
    return simple if is_pipeline else ()


def _inner(raw: Excerpt) -> Excerpt | None:
    """Return the text between the marks of a substitution."""
    if raw.text.startswith("$(") and raw.text.endswith(")"):
        return raw[2:-1]
    if raw.text.startswith("`") and raw.text.endswith("`") and "\\" not in raw.text:
        return raw[1:-1]
    return None


def _output(fields: list[Field], state: State) -> Excerpt | None:
    writer = _WRITERS.get(fields[0].text)
    return writer(fields[1:], state) if writer else None


def _filtered(fields: list[Field], text: Excerpt | None) -> Excerpt | None:
    """Return the output of `cut` or `tr`."""
    if text is None or "\n" in text.text:
        return None
    words = [field.text for field in fields[1:]]
    if fields[0].text == "cut":
        return _cut(" ".join(words), text)
    if fields[0].text == "tr" and len(words) == len(("from", "to")) and _is_plain_set(*words):
        return replace(text, text=text.text.translate(str.maketrans(*words)))
    return None


def _cut(options: str, text: Excerpt) -> Excerpt | None:
    """Return one field of a line, as ``cut -d, -f2`` does (POSIX)."""
    found = _CUT.fullmatch(options)
    if not found:
        return None
    separator, wanted = (found["before"] or found["after"] or ""), int(found["field"])
    if separator not in text.text:
        return text
    ends = [*(at for at, character in enumerate(text.text) if character == separator), len(text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return text[starts[wanted - 1] : ends[wanted - 1]] if 0 < wanted <= len(ends) else text[:0]


def _is_plain_set(first: str, second: str) -> bool:
    return len(first) == len(second) and not set(first + second) & set("-[]\\")


def _echoed(fields: list[Field], _: State) -> Excerpt | None:
    if any(field.text.startswith("-") and field is fields[0] for field in fields):
        return None
    return joined(fields) if fields and not any("\\" in field.text for field in fields) else None


def _found(fields: list[Field], _: State) -> Excerpt | None:
    """Return the name of a program, which represents the path that is found."""
    return fields[0].value if len(fields) == 1 else None


def _commanded(fields: list[Field], state: State) -> Excerpt | None:
    return _found(fields[1:], state) if fields and fields[0].text == "-v" else None


def _nothing(_: list[Field], __: State) -> Excerpt | None:
    return Excerpt("", (), ())


_WRITERS: Mapping[str, Callable[[list[Field], State], Excerpt | None]] = {
    "echo": _echoed,
    "which": _found,
    "command": _commanded,
    "true": _nothing,
    ":": _nothing,
}
