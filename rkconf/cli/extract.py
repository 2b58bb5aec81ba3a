"""``rkconf extract``: convert the entries of a file into a specification."""

from argparse import Namespace
from typing import TYPE_CHECKING

from rkconf.cli import console, extracting, file_places, reading
from rkconf.cli.parser import Once, Parser, add
from rkconf.errors import UsageError
from rkconf.inputs import Input, read_kernels

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands

_STDOUT = "-"
_EXAMPLES = """\
examples:
  rkconf extract ~/.Mathematica/FrontEnd/init.m > kernels.toml
  rkconf extract init.m --name skye --version 5.2
  rkconf extract init.m parallel.m                 kernels and parallel kernels together
  rkconf extract --launch @command.txt --name skye
  rkconf extract init.m --normalize                fields also for commands that were typed by hand
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "extract",
        "Read the kernels of one or more files into an equivalent TOML specification.",
        usage="[OPTIONS] [FILE...]",
        examples=_EXAMPLES,
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="a file with kernels, or - for standard input")
    reading.add_stdin_filename(parser)
    reading.add_bare_text(parser)
    parser.add_argument("--version", metavar="V", help="Front End version (default: as in the files, or 7)")
    parser.add_argument("--name", action="append", default=[], metavar="NAME", help="use only this kernel; repeatable")
    parser.add_argument(
        "--normalize", action="store_true", help="write fields where they mean the same as a command of other words"
    )
    parser.add_argument(
        "--output", action=Once, default="-", metavar="FILE", help="write to FILE instead of standard output"
    )
    return parser


def run(arguments: Namespace) -> int:
    """Print the specification; report everything that it cannot express."""
    from rkconf.extraction import require
    from rkconf.spec import dump

    reading.protect_inputs("--output", [arguments.output], arguments.files)
    found, typed = _inputs(arguments), extracting.typed(arguments)
    version = extracting.version(arguments, [*found, typed] if typed else found)
    # The name of a command is the one that --name gives it.
    names = () if typed else arguments.name
    require(found, names)
    every = [*found, typed] if typed else found
    specification, mask = extracting.specification(every, arguments, names, version, normalize=arguments.normalize)
    if not any(map(extracting.has_remote_kernels, every)):
        console.report(f"{every[0].document.source.name}: note: there are no kernels on other machines")
    text = dump(specification)
    shown = dump(specification, mask) if arguments.output == _STDOUT else text
    if shown != text:
        console.report("a password is masked in the specification; log in with a key instead, or use --output FILE")
    console.write_data(shown.encode(), arguments.output)
    return 0


def _inputs(arguments: Namespace) -> list[Input]:
    """Read the files, each once.

    Raises:
        UsageError: Standard input is read more than once, or named but not read.
    """
    reading.require_stdin(arguments.stdin_filename, arguments.files)
    if not arguments.files and not reading.is_bare(arguments):
        message = "extract needs one input: FILE, --launch (with --mlopen), or --parallel"
        raise UsageError(message)
    if arguments.files.count(reading.STDIN) > 1:
        message = "standard input can be read only once; give one of the texts as a file"
        raise UsageError(message)
    return [_input(path, arguments) for path in dict.fromkeys(arguments.files)]


def _input(path: str, arguments: Namespace) -> Input:
    """Read a file; a place in it adds the name of its kernel."""
    place = file_places.split(path)
    read = read_kernels(reading.source(place.file if place else path, arguments.stdin_filename), "rkconf extract")
    if place:
        arguments.name.append(file_places.kernel_at(read, place))
    return read
