"""The environment variables of a Front End, in a file as ``env`` prints them.

A value may have several lines, and nothing in the output of ``env`` marks the next variable. So a line begins a
variable if it begins with a name and an equals sign, and any other line continues the value before it. The function
that bash exports ends with a line that is ``}``, so its lines are never read as variables. The output of ``env -0`` has
a zero byte after each variable, and is exact.
"""

import os
import re
from collections.abc import Iterator, Mapping

from rkconf.errors import UnreadableInputError
from rkconf.record import record
from rkconf.source import Source

_VARIABLE = re.compile(rb"([A-Za-z_][A-Za-z0-9_.%()\[\]:-]*)=")
_FUNCTION = re.compile(rb"BASH_FUNC_.+(?:%%|\(\))=\(\) ")
"""The beginning of a function that bash exports, in the forms since 2014."""
_FUNCTION_END = (b"}", b"};")
_OTHER_OUTPUTS = (
    (re.compile(rb"(?:export|declare -\w+|typeset -\w+) "), "this is the output of export, which has quotes"),
    (re.compile(rb"(?:set|setenv) "), "this is the output of set or setenv"),
    (re.compile(rb"\w+\t"), "this is the output of set in tcsh"),
    (re.compile(rb"[{(]"), "this is Wolfram Language"),
)
_END_OF_WINDOWS = b"\r"


@record
class _EnvironmentLine:
    """A variable with its line, counted from 1."""

    line: int
    text: bytes


def read(source: Source) -> Mapping[str, str]:
    """Return the variables of a file; of several with one name the first counts, as for getenv(3).

    Raises:
        UnreadableInputError: A line is not one that ``env`` prints; the message names the line and the next step.
    """
    data = source.data
    is_exact = b"\0" in data
    pieces = tuple(_exact(data) if is_exact else _of_lines(source))
    if not pieces:
        raise _error(source, 1, "there is no variable")
    variables: dict[str, str] = {}
    for piece in pieces:
        name, sign, value = piece.text.partition(b"=")
        if not sign or not name or not (is_exact or _VARIABLE.match(piece.text)):
            raise _error(source, piece.line, _wrong(piece.text))
        variables.setdefault(os.fsdecode(name), os.fsdecode(value))
    return variables


def _exact(data: bytes) -> Iterator[_EnvironmentLine]:
    """Yield the variables of ``env -0``."""
    line = 1
    for text in data.removesuffix(b"\0").split(b"\0"):
        yield _EnvironmentLine(line, text)
        line += text.count(b"\n")


def _of_lines(source: Source) -> Iterator[_EnvironmentLine]:
    """Yield the variables of ``env``; the first line may be a wrong one."""
    lines = source.data.removesuffix(b"\n").split(b"\n") if source.data else []
    if lines and all(line.endswith(_END_OF_WINDOWS) for line in lines):
        raise _error(source, 1, "its lines end as on Windows, so each value would end with a carriage return")
    start, is_function = 0, False
    for at in range(1, len(lines) + 1):
        is_function = _is_open(lines[at - 1], is_open=is_function)
        if at == len(lines) or (not is_function and _VARIABLE.match(lines[at])):
            yield _EnvironmentLine(start + 1, b"\n".join(lines[start:at]))
            start = at


def _is_open(line: bytes, *, is_open: bool) -> bool:
    """Return whether the function of bash goes on after a line."""
    if is_open:
        return line not in _FUNCTION_END
    return _FUNCTION.match(line) is not None and not line.rstrip().endswith(_FUNCTION_END)


def _wrong(text: bytes) -> str:
    known = next((what for form, what in _OTHER_OUTPUTS if form.match(text)), None)
    if known:
        return known
    # The line is not shown: it may be a secret.
    return "this is not NAME=VALUE" if text.strip() else "this line is empty"


def _error(source: Source, line: int, what: str) -> UnreadableInputError:
    step = "write the file with the command that `rkconf doctor --print-capture` prints"
    return UnreadableInputError(f"{source.name}:{line}:1: {what}; {step}")
