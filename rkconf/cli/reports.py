"""Write reports: one to standard output, any number to files."""

import re
import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rkconf.cli import console, reading
from rkconf.errors import UsageError, WriteRefusedError
from rkconf.record import record, replace
from rkconf.reporters import FORMATS, TEXTS, Report, reporter, statistics
from rkconf.spelling import closest

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

STDOUT = "-"


@record
class Output:
    """A format and the file that it is written to; ``-`` is standard output."""

    format: str
    path: str = STDOUT


def add_output(group: "_ArgumentGroup") -> None:
    """Add the options for the format and destination of reports."""
    group.add_argument(
        "--format",
        "--output-format",
        choices=FORMATS,
        default=None,
        metavar="FORMAT",
        help=f"report format: {', '.join(FORMATS)} (default: full)",
    )
    group.add_argument(
        "--output",
        action="append",
        metavar="[FORMAT=]FILE",
        help="write a report to FILE, or - for standard output; repeatable",
    )
    group.add_argument("--statistics", action="store_true", help="count the findings per rule instead of listing them")
    group.add_argument(
        "--color",
        choices=console.COLOURS,
        default="auto",
        metavar="WHEN",
        help=f"when to use colours: {', '.join(console.COLOURS)} (default: auto)",
    )


def outputs(arguments: Namespace, checked: Iterable[str] = ()) -> tuple[Output, ...]:
    """Return the format and file of each report; ``checked`` are the inputs, which must not be overwritten.

    Raises:
        UsageError: Two reports have the same file, or one has the file of an input, or a format is unknown.
    """
    default = arguments.format or FORMATS[0]
    found = tuple(_output(word, default) for word in arguments.output or [STDOUT])
    paths = [output.path for output in found]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice:
        place = "standard output" if twice == STDOUT else repr(twice)
        message = f"--output: only one report can be written to {place}; name another file"
        raise UsageError(message)
    reading.protect_inputs("--output", paths, checked)
    return found


def has_text(wanted: Iterable[Output]) -> bool:
    """Return whether a report shows repaired commands."""
    return any(output.format == "full" for output in wanted)


def _output(word: str, default: str) -> Output:
    name, is_named, path = word.partition("=")
    if not word:
        message = "--output: the file name is empty; - is standard output"
        raise UsageError(message)
    if not is_named:
        return Output(default, word)
    if name in FORMATS:
        return Output(name, path or STDOUT)
    if not re.fullmatch(r"\w+", name):
        return Output(default, word)
    near = closest(name, FORMATS, kind="values")
    hint = f"did you mean {near}?" if near else f"known: {', '.join(FORMATS)}"
    message = f"--output: unknown format {name!r}; {hint} (write ./{word} for a file of that name)"
    raise UsageError(message)


def deliver(report: Report, wanted: Iterable[Output], arguments: Namespace) -> bool:
    """Write every report; one that cannot be written is reported and does not stop the others.

    Returns:
        Whether all reports were written.
    """
    wanted = list(wanted)
    if arguments.statistics:
        wanted = _count(report, wanted, arguments.color)
    refused = [output for output in wanted if not _deliver(report, output, arguments.color)]
    return not refused


def _count(report: Report, wanted: list[Output], color: str) -> list[Output]:
    """Print statistics instead of the text report on standard output, and return the reports still to write.

    Statistics go to standard error if a report for programs goes to standard output.
    """
    is_stdout_used = any(output.path == STDOUT and output.format not in TEXTS for output in wanted)
    counted = statistics(report, console.paint("never" if is_stdout_used else color))
    print(counted, end="", file=sys.stderr if is_stdout_used else sys.stdout)
    return [output for output in wanted if output.path != STDOUT or output.format not in TEXTS]


def _deliver(report: Report, output: Output, color: str) -> bool:
    # Files get colours only with --color always.
    paint = console.paint(color if output.path == STDOUT or color == "always" else "never")
    if output.path == STDOUT:
        paint = replace(paint, encoding=sys.stdout.encoding or paint.encoding)
    try:
        console.write_pieces(reporter(output.format)(report, paint), output.path)
    except WriteRefusedError as error:
        console.report(str(error))
        return False
    return True
