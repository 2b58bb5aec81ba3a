"""``rkconf setup``: write what must exist beside an entry."""

import shlex
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf.cli import console, specification
from rkconf.cli.parser import Once, Parser, add
from rkconf.errors import UsageError

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands
    from rkconf.setup import Setup

_STDOUT = "-"
_EXAMPLES = """\
examples:
  rkconf setup kernels.toml                              what to do, in the order of doing it
  rkconf setup kernels.toml --name skye --output skye    as files: skye/steps.txt is read first

exit status:
  0  written
  1  the specification cannot work
  2  wrong usage, something could not be read or written, or a file is there with another content
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "setup",
        "Write what must exist beside an entry: math.sh, the kernel init, ssh's configuration, and the\n"
        "steps to take with keys and firewalls.",
        usage="[OPTIONS] SPEC",
        examples=_EXAMPLES,
    )
    specification.add_arguments(parser)
    parser.add_argument(
        "--output", action=Once, metavar="DIR", help="write files into this folder (default, or -: print them)"
    )
    parser.add_argument("--force", action="store_true", help="replace files in it that have another content")
    return parser


def run(arguments: Namespace) -> int:
    """Print or write everything and return the exit status.

    Raises:
        UsageError: The version is not said, the folder has no name, or there is nothing to set up.
    """
    from rkconf.setup import prepare

    if arguments.output is not None and not arguments.output:
        message = "--output: the name of the folder is empty; name one, or leave --output away to print everything"
        raise UsageError(message)
    verified = specification.verified(arguments)
    if verified is None:
        return 1
    checked, version = verified
    setup = prepare(checked.specification, checked.loaded.places, version, arguments.name)
    if not specification.tell(checked.document.source, setup.problems):
        return 1
    if not setup.files:
        message = f"{checked.document.source.name}: no kernel with a host, so there is nothing to set up"
        raise UsageError(message)
    _put(setup, arguments)
    return 0


def _put(setup: "Setup", arguments: Namespace) -> None:
    from rkconf.setup import write

    if arguments.output in {None, _STDOUT}:
        console.put(setup.text(_written_with(arguments)))
        return
    for path in write(Path(arguments.output), setup.files, force=arguments.force):
        console.say(f"{path} is written")


def _written_with(arguments: Namespace) -> str:
    """Return the command that writes what is printed here."""
    version = ("--version", arguments.version) if arguments.version else ()
    names = [word for name in arguments.name for word in ("--name", name)]
    words = ("rkconf", "setup", arguments.spec, *version, *names, "--output", "DIR")
    return " ".join(map(shlex.quote, words))
