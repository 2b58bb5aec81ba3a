"""``rkconf extract``: convert the entries of a file into a specification."""

from argparse import Namespace
from typing import TYPE_CHECKING

from rkconf import linting
from rkconf.cli import console, reading, target_options
from rkconf.cli.parser import Once, Parser, add
from rkconf.diagnostics import Mask, Problem
from rkconf.errors import UsageError
from rkconf.inputs import Input, read_kernels
from rkconf.versions import Version

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands
    from rkconf.extraction import Extraction

_STDOUT = "-"
_EXAMPLES = """\
examples:
  rkconf extract ~/.Mathematica/FrontEnd/init.m > kernels.toml
  rkconf extract init.m --name skye --version 5.2
  rkconf extract init.m parallel.m                 kernels and parallel kernels together
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "extract",
        "Read the kernels of one or more files into an equivalent TOML specification.",
        usage="[OPTIONS] FILE...",
        examples=_EXAMPLES,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file with kernels, or - for standard input")
    reading.add_stdin_filename(parser)
    parser.add_argument("--version", metavar="V", help="Front End version (default: as in the files, or 7)")
    parser.add_argument("--name", action="append", default=[], metavar="NAME", help="use only this kernel; repeatable")
    parser.add_argument(
        "--output", action=Once, default="-", metavar="FILE", help="write to FILE instead of standard output"
    )
    return parser


def run(arguments: Namespace) -> int:
    """Print the specification; report everything that it cannot express."""
    from rkconf.extraction import extract, require
    from rkconf.spec import Specification, dump

    reading.protect_inputs("--output", [arguments.output], arguments.files)
    inputs = _inputs(arguments)
    version = _version(arguments, inputs)
    require(inputs, arguments.name)
    specification, mask = Specification(), Mask()
    for checked in inputs:
        extraction = extract(checked.document, version, arguments.name, specification)
        specification = extraction.specification
        mask |= linting.mask(checked, target_options.target(arguments, checked))
        _report(checked, extraction, mask)
    _write(dump(specification), arguments.output, mask)
    return 0


def _write(text: str, path: str, mask: Mask) -> None:
    """Write the specification; only a file that the user names gets the passwords of the entries."""
    shown = mask(text) if path == _STDOUT else text
    if shown != text:
        console.report("a password is masked in the specification; log in with a key instead, or use --output FILE")
    console.write_data(shown.encode(), path)


def _inputs(arguments: Namespace) -> list[Input]:
    """Read the files, each once.

    Raises:
        UsageError: Standard input is read more than once, or named but not read.
    """
    reading.require_stdin(arguments.stdin_filename, arguments.files)
    if arguments.files.count(reading.STDIN) > 1:
        message = "standard input can be read only once; give one of the texts as a file"
        raise UsageError(message)
    return [
        read_kernels(reading.source(path, arguments.stdin_filename), "rkconf extract")
        for path in dict.fromkeys(arguments.files)
    ]


def _version(arguments: Namespace, inputs: list[Input]) -> Version:
    """Return the version that all files are for.

    Raises:
        UsageError: The files are for different versions.
    """
    found = [target_options.target(arguments, checked).version for checked in inputs]
    if len(set(found)) > 1:
        each = (f"{checked.document.source.name} {version}" for checked, version in zip(inputs, found, strict=True))
        message = f"these files are for different versions ({', '.join(each)}); specify one with --version"
        raise UsageError(message)
    return found[0]


def _report(checked: Input, extraction: "Extraction", mask: Mask) -> None:
    for problem in (*checked.document.problems, *extraction.renamed, *extraction.altered):
        console.report(f"{_place(checked, problem)}: {mask(problem.message)}")
    for problem in extraction.notes:
        console.report(f"{_place(checked, problem)}: left out: {mask(problem.message)}")


def _place(checked: Input, problem: Problem) -> str:
    return checked.document.source.location(problem.span.start)
