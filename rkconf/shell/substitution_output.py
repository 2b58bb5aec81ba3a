"""The output of command substitutions that do not depend on the machine: ``$(echo text)``, ``$(which ssh)``."""

from collections.abc import Callable, Iterable, Iterator, Mapping
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
# The separators mean themselves in an expression and in brackets.
_PRINT = deferred.pattern(
    r"-F ?(?:(?P<one>[@,:;/=%#_-])|\[(?P<either>[@,:;/=%#_]+)\]) \{ ?print \$(?P<field>[1-9][0-9]?);? ?\}"
)
# The options of any shell; a first word such as `-R` is text in all of them.
_ECHO_OPTION = deferred.pattern(r"--?[neEhs]*")
_HERE_STRING = "<<<"

Expand: TypeAlias = Callable[[Word, State, UnixShell], Iterator[Field]]
"""Expands a word to its fields."""


def output(part: Part, state: State, shell: UnixShell, expand: Expand) -> Excerpt | None:
    """Return the output of a command substitution; None if it depends on the machine.

    ``expand`` expands the words of the command.
    """

    def expanded(words: Iterable[Word]) -> list[Field]:
        return [field for word in words for field in expand(word, state.copy(), shell)]

    line: Excerpt | None = None
    for at, command in enumerate(_pipeline(part.raw, shell)):
        fields, given = expanded(command.words), expanded(each.target for each in command.redirections)
        if not fields or not all(field.known for field in (*fields, *given)) or not _is_followed(command, at):
            return None
        text = given[0].value if given else line
        line = _output(fields, state) if text is None else _filtered(fields, text)
        if line is None:
            return None
    return line


def _is_followed(command: SimpleCommand, at: int) -> bool:
    """Return whether a command has no redirection, or is the first one and reads one here-string."""
    operators = [each.operator.text for each in command.redirections]
    return not operators or (operators == [_HERE_STRING] and at == 0)


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


def _filtered(fields: list[Field], text: Excerpt) -> Excerpt | None:
    """Return the output of `cut`, `awk` or `tr` for one line."""
    if "\n" in text.text:
        return None
    words = [field.text for field in fields[1:]]
    if fields[0].text == "cut":
        return _cut(" ".join(words), text)
    if fields[0].text == "awk":
        return _printed(" ".join(words), text)
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
    return _piece(text, separator, wanted) if wanted else None


def _printed(words: str, text: Excerpt) -> Excerpt | None:
    """Return one field of a line, as ``awk -F, '{print $2}'`` does with separators that no expression has (POSIX)."""
    found = _PRINT.fullmatch(words)
    return _piece(text, found["either"] or found["one"], int(found["field"])) if found else None


def _piece(text: Excerpt, separators: str, wanted: int) -> Excerpt:
    """Return a piece of a line between separators, counted from 1; nothing if there are fewer."""
    ends = [*(at for at, character in enumerate(text.text) if character in separators), len(text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return text[starts[wanted - 1] : ends[wanted - 1]] if wanted <= len(ends) else text[:0]


def _is_plain_set(first: str, second: str) -> bool:
    return len(first) == len(second) and not set(first + second) & set("-[]\\")


def _echoed(fields: list[Field], _: State) -> Excerpt | None:
    if fields and _ECHO_OPTION.fullmatch(fields[0].text):
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
