"""``rkconf setup``: write the files and steps that an entry needs."""

import shlex
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf.cli import console, reading, specification
from rkconf.cli.parser import Once, Parser, add
from rkconf.errors import UsageError
from rkconf.printable import printable

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands
    from rkconf.provisioning import Setup

_STDOUT = "-"
_EXAMPLES = """\
examples:
  rkconf setup kernels.toml                              print the steps and files, in order
  rkconf setup kernels.toml skye --output skye           write files; read skye/steps.txt first
  rkconf setup init.m skye                               set up an entry of the Front End
  rkconf setup --launch @command.txt                     set up a single command

exit status:
  0  written
  1  the specification has errors
  2  wrong usage, reading or writing failed, or a file exists with different content
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "setup",
        "Write the files that an entry needs (math.sh, the kernel init, the ssh configuration) and the\n"
        "steps for keys and firewalls.",
        usage="[OPTIONS] [FILE [NAME...]]",
        examples=_EXAMPLES,
    )
    specification.add_arguments(parser)
    parser.add_argument(
        "--output", action=Once, metavar="DIR", help="write the files to this folder (default, or -: print them)"
    )
    parser.add_argument("--force", action="store_true", help="replace files whose content differs")
    return parser


def run(arguments: Namespace) -> int:
    """Print or write everything and return the exit status.

    Raises:
        UsageError: No version is specified, the folder name is empty, or there is nothing to set up.
    """
    from rkconf.provisioning import prepare

    if arguments.output is not None and not arguments.output:
        message = "--output: the folder name is empty; name a folder, or omit --output to print everything"
        raise UsageError(message)
    verified = specification.verified(arguments, "setup")
    if verified is None:
        return 1
    checked, version = verified.checked, verified.version
    # The steps are read on a terminal; no command can be copied that has a control character anyway.
    file = "FILE" if arguments.spec == reading.STDIN else printable(arguments.spec or "")
    setup = prepare(checked.specification, checked.loaded.places, version, verified.names, file)
    if not specification.report_problems(checked.document.source, setup.problems):
        return 1
    if not setup.files:
        name = checked.document.source.name
        message = f"{name}: there is nothing to set up: no kernel has a launch command with a known host"
        raise UsageError(message)
    _write(setup, arguments)
    return 0


def _write(setup: "Setup", arguments: Namespace) -> None:
    from rkconf.provisioning import write

    if arguments.output in {None, _STDOUT}:
        console.write_data(setup.text(_written_with(arguments)).encode(errors="surrogateescape"))
        return
    written = write(Path(arguments.output), setup.files, force=arguments.force)
    for path in written.paths:
        console.report(f"wrote {path}")
    for failure in written.failures:
        console.report_failure(failure)


def _written_with(arguments: Namespace) -> str:
    """Return the command that writes the printed files."""
    version = ("--version", arguments.version) if arguments.version else ()
    names = [word for name in arguments.name for word in ("--name", name)]
    texts = [word for kind in reading.BARE if (text := getattr(arguments, kind)) for word in (f"--{kind}", text)]
    file = [arguments.spec] if arguments.spec else []
    words = ("rkconf", "setup", *file, *texts, *version, *names, "--output", "DIR")
    return printable(" ".join(map(shlex.quote, words)))
