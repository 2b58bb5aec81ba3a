"""``rkconf render``: write correct entries from a specification."""

from argparse import Namespace
from typing import TYPE_CHECKING

from rkconf import files
from rkconf.cli import console, specification, writing
from rkconf.cli.parser import Once, Parser, add
from rkconf.edits import apply
from rkconf.errors import UsageError

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands
    from rkconf.rendering import Rendering

FORMATS = ("wl", "wl-all", "dialog", "json")

_EXAMPLES = """\
examples:
  rkconf render kernels.toml --version 7                 paste this into a notebook
  rkconf render kernels.toml --as dialog --name skye     what to type where, for one kernel
  rkconf render kernels.toml --into init.m --diff        what would change in the Front End's file
  rkconf render kernels.toml --into init.m --in-place    change it (leave the Front End first)

exit status:
  0  written
  1  the specification cannot work, or --diff or --check would change something
  2  wrong usage, or something could not be read or written
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "render",
        "Write correct entries from a TOML specification.",
        usage="[OPTIONS] SPEC",
        examples=_EXAMPLES,
    )
    specification.add_arguments(parser)
    parser.add_argument(
        "--as", dest="form", choices=FORMATS, default="wl", metavar="FORM", help=f"{', '.join(FORMATS)} (default: wl)"
    )
    parser.add_argument(
        "--output", action=Once, default="-", metavar="FILE", help="write there instead of standard output"
    )
    group = parser.add_argument_group("changing a file of the Front End (default: print it changed)")
    group.add_argument("--into", action=Once, metavar="FILE", help="put the entries into this file")
    writing.add_ways(group)
    return parser


def run(arguments: Namespace) -> int:
    """Render the specification, print or write it, and return the exit status.

    Raises:
        UsageError: A file to change, or the version, is not said.
    """
    from rkconf.rendering import advice, render

    if arguments.into is None and (arguments.diff or arguments.check or arguments.in_place):
        message = "--diff, --check and --in-place say how to change a file; name it with --into"
        raise UsageError(message)
    verified = specification.verified(arguments)
    if verified is None:
        return 1
    checked, version = verified
    specification.tell(checked.document.source, advice(checked.loaded, version, arguments.name))
    rendering = render(checked.specification, version, arguments.name)
    if arguments.into is None:
        console.put(_text(arguments.form, rendering), arguments.output)
        return 0
    return _patch(arguments, rendering)


def _text(form: str, rendering: "Rendering") -> str:
    from rkconf.rendering import as_dialog, as_json, as_wl, as_wl_all

    if form == "wl-all":
        _tell_about_parallel(rendering)
    writers = {"wl": as_wl, "wl-all": as_wl_all, "dialog": as_dialog, "json": as_json}
    return writers[form](rendering)


def _tell_about_parallel(rendering: "Rendering") -> None:
    if rendering.parallel:
        console.say("parallel kernels have no place in a file of the Front End; `--as wl` writes them")


def _patch(arguments: Namespace, rendering: "Rendering") -> int:
    from rkconf.entries import read
    from rkconf.patch import upsert

    _tell_about_parallel(rendering)
    document = read(files.read(arguments.into))
    return writing.write(document.source, apply(document.source, upsert(document, rendering.kernels)), arguments)
