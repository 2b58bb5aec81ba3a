"""``rkconf extract``: read the entries of a file into a specification."""

from argparse import Namespace
from typing import TYPE_CHECKING

from rkconf import inputs
from rkconf.cli import choices, console, reading
from rkconf.cli.parser import Parser, add
from rkconf.diagnostics import Problem
from rkconf.inputs import Input

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands

_EXAMPLES = """\
examples:
  rkconf extract ~/.Mathematica/FrontEnd/init.m > kernels.toml
  rkconf extract init.m --name skye --version 5.2
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "extract",
        "Read the kernels of a file into a TOML specification that says the same.",
        usage="[OPTIONS] FILE",
        examples=_EXAMPLES,
    )
    parser.add_argument("file", metavar="FILE", help="a file with kernels, or - for standard input")
    parser.add_argument(
        "--stdin-filename", default="<stdin>", metavar="NAME", help="what standard input is reported and read as"
    )
    parser.add_argument("--version", metavar="V", help="the Front End's version (default: the file's own, or 7)")
    parser.add_argument("--name", action="append", default=[], metavar="NAME", help="only this kernel; repeatable")
    parser.add_argument("--output", default="-", metavar="FILE", help="write there instead of standard output")
    return parser


def run(arguments: Namespace) -> int:
    """Print the specification; what it cannot hold is told on standard error."""
    from rkconf.extraction import extract, require

    checked = inputs.read(reading.source(arguments.file, arguments.stdin_filename))
    version = choices.target(arguments, checked).version
    require(checked.document, arguments.name)
    extraction = extract(checked.document, version, arguments.name)
    for problem in checked.document.problems:
        console.say(f"{_place(checked, problem)}: {problem.message}")
    for problem in extraction.notes:
        console.say(f"{_place(checked, problem)}: left out: {problem.message}")
    console.put(extraction.toml, arguments.output)
    return 0


def _place(checked: Input, problem: Problem) -> str:
    source = checked.document.source
    at = source.position(problem.span.start)
    return f"{source.name}:{at.line}:{at.column}"
