"""A place such as ``init.m:12``, which `rkconf lint` prints, as the name of a kernel on the command line."""

import re
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from rkconf.deferred import pattern
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.record import record
from rkconf.source import Span

_PLACE = pattern(r"(?P<file>.+?):(?P<line>[0-9]+)(?::[0-9]*)?:?", re.DOTALL)


@record
class FilePlace:
    """A line of a file."""

    file: str
    line: int


def split(path: str | None) -> FilePlace | None:
    """Return the file and the line that a path means; None if it is the path of a file, or names none."""
    found = _PLACE.fullmatch(path or "")
    if not found or not path or Path(path).exists() or not Path(found["file"]).is_file():
        return None
    return FilePlace(found["file"], int(found["line"]))


def separate(arguments: Namespace) -> None:
    """Take a place, given as the file of a command with one kernel, as the file and the line of its kernel."""
    place = split(arguments.file)
    if place and arguments.name is None:
        arguments.file, arguments.name = place.file, str(place.line)


def kernel_at(read: Input, place: FilePlace) -> str:
    """Return the name of the kernel that covers a line.

    Raises:
        UsageError: None does.
    """
    lines = read.document.source.position
    every = [(name, lines(span.start).line, lines(span.end).line) for name, span in _named(read)]
    name = next((name for name, first, last in every if first <= place.line <= last), None)
    if name is None:
        begins = ", ".join(str(first) for _, first, _ in every) or "none"
        message = f"{place.file}: line {place.line} has no named kernel; kernels begin in these lines: {begins}"
        raise UsageError(message)
    return name


def _named(read: Input) -> Iterator[tuple[str, Span]]:
    document = read.document
    yield from ((entry.name, entry.span) for entry in document.entries)
    yield from ((call.host.text, call.span) for call in document.parallel if call.host)
    yield from ((kernel.name, kernel.span) for kernel in document.descriptions.kernels if kernel.name)
