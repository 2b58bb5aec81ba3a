"""Where reports go: standard output has room for one, files for any number."""

import sys
from argparse import Namespace
from collections.abc import Iterable
from difflib import get_close_matches
from re import fullmatch
from typing import TYPE_CHECKING, NamedTuple

from rkconf.cli import console, reading
from rkconf.errors import UsageError, WriteRefusedError
from rkconf.reporters import FORMATS, TEXTS, Report, reporter, statistics

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

STDOUT = "-"


class Output(NamedTuple):
    """A format and the file that it is written to; ``-`` is standard output."""

    format: str
    path: str = STDOUT


def add_output(group: "_ArgumentGroup") -> None:
    """Add the options that say how findings are reported, and where to."""
    group.add_argument(
        "--format",
        "--output-format",
        choices=FORMATS,
        default=None,
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (default: full)",
    )
    group.add_argument(
        "--output",
        action="append",
        metavar="[FORMAT=]FILE",
        help="write there instead; - is standard output; repeatable",
    )
    group.add_argument(
        "--statistics", action="store_true", help="count the findings of each rule instead of listing them"
    )
    group.add_argument(
        "--color",
        choices=console.COLOURS,
        default="auto",
        metavar="WHEN",
        help=f"{', '.join(console.COLOURS)} (default: auto)",
    )


def outputs(arguments: Namespace, checked: Iterable[str] = ()) -> tuple[Output, ...]:
    """Return what is to be written where; what is ``checked`` is no place for it.

    Raises:
        UsageError: Two reports want the same place, or the place of a checked file, or a format is not known.
    """
    default = arguments.format or FORMATS[0]
    found = tuple(_output(word, default) for word in arguments.output or [STDOUT])
    paths = [output.path for output in found]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice:
        place = "standard output" if twice == STDOUT else repr(twice)
        message = f"--output: {place} has room for one report; give each of the others a file of its own"
        raise UsageError(message)
    reading.keep_inputs("--output", paths, checked)
    return found


def _output(word: str, default: str) -> Output:
    name, is_named, path = word.partition("=")
    if not word:
        message = f"--output: {word!r} names no file; - is standard output"
        raise UsageError(message)
    if not is_named:
        return Output(default, word)
    if name in FORMATS:
        return Output(name, path or STDOUT)
    if not fullmatch(r"\w+", name):
        return Output(default, word)
    near = get_close_matches(name, FORMATS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(FORMATS)}"
    message = f"--output: no format {name!r}; {hint} (a file of that name is ./{word})"
    raise UsageError(message)


def deliver(report: Report, wanted: Iterable[Output], arguments: Namespace) -> bool:
    """Write every report; what cannot be written is said and does not stop the others.

    Returns:
        Whether all were written.
    """
    wanted = list(wanted)
    if arguments.statistics:
        wanted = _count(report, wanted, arguments.color)
    refused = [output for output in wanted if not _deliver(report, output, arguments.color)]
    return not refused


def _count(report: Report, wanted: list[Output], color: str) -> list[Output]:
    """Print statistics, and return what is left to be written: they take the place of a text on standard output.

    A format for programs has standard output for itself.
    """
    is_taken = any(output.path == STDOUT and output.format not in TEXTS for output in wanted)
    counted = statistics(report, console.paint("never" if is_taken else color))
    print(counted, end="", file=sys.stderr if is_taken else sys.stdout)
    return [output for output in wanted if output.path != STDOUT or output.format not in TEXTS]


def _deliver(report: Report, output: Output, color: str) -> bool:
    # Only what somebody looks at is coloured, unless colours are asked for.
    paint = console.paint(color if output.path == STDOUT or color == "always" else "never")
    try:
        console.put(reporter(output.format)(report, paint), output.path)
    except WriteRefusedError as error:
        console.say(str(error))
        return False
    return True
