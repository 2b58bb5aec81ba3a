"""``rkconf render``: write correct entries from a specification."""

from argparse import Namespace
from typing import TYPE_CHECKING

from rkconf import files, inputs, linting, versions
from rkconf.cli import console, specification, writing
from rkconf.cli.parser import Once, Parser, add
from rkconf.edits import apply
from rkconf.errors import UsageError, WriteRefusedError
from rkconf.secrets import Mask

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands
    from rkconf.inputs.specification_file import SpecificationFile
    from rkconf.rendering import Rendering

FORMATS = ("wl", "wl-all", "dialog", "json")

_EXAMPLES = """\
examples:
  rkconf render kernels.toml --version 7                 entries to paste into a notebook
  rkconf render kernels.toml skye --as dialog            what to type into the dialogs
  rkconf render init.m skye --as dialog                  an entry of the Front End, in another form
  rkconf render kernels.toml --version 14 --default      the list for later sessions too
  rkconf render kernels.toml --into init.m --diff        preview the changes to init.m
  rkconf render kernels.toml --into init.m --in-place    write it (quit the Front End first)

exit status:
  0  written
  1  the specification has errors, or --diff or --check would change something
  2  wrong usage, or reading or writing failed
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "render",
        "Write correct entries from a TOML specification.",
        usage="[OPTIONS] [FILE [NAME...]]",
        examples=_EXAMPLES,
    )
    specification.add_arguments(parser)
    parser.add_argument(
        "--as",
        dest="form",
        choices=FORMATS,
        default="wl",
        metavar="FORM",
        help="wl (an expression for a notebook, the default), wl-all (the whole option for init.m), "
        "dialog (values to type) or json",
    )
    parser.add_argument(
        "--default",
        action="store_true",
        help="make the parallel kernels the list that LaunchKernels[] launches (from 7 on; kept by Mathematica from "
        "12.3 on)",
    )
    parser.add_argument(
        "--output", action=Once, default="-", metavar="FILE", help="write to FILE instead of standard output"
    )
    group = parser.add_argument_group("updating a Front End file (default: print the result)")
    group.add_argument("--into", action=Once, metavar="FILE", help="insert or replace the entries in this file")
    writing.add_modes(group)
    return parser


def run(arguments: Namespace) -> int:
    """Render the specification, print or write it, and return the exit status.

    Raises:
        UsageError: No file to change is named, or no version is specified.
    """
    from rkconf.rendering import advice, render

    if arguments.into is None and (arguments.diff or arguments.check or arguments.in_place):
        message = "--diff, --check and --in-place need a file to change; name it with --into"
        raise UsageError(message)
    if arguments.default and (arguments.into or arguments.form != "wl"):
        message = "--default writes an expression for a notebook: omit --into, and --as other than wl"
        raise UsageError(message)
    verified = specification.verified(arguments, "render")
    if verified is None:
        return 1
    checked, version = verified.checked, verified.version
    specification.report_problems(checked.document.source, advice(checked.loaded, version, verified.names))
    rendering = render(checked.specification, version, verified.names)
    if arguments.into is None:
        console.write_data(_text(arguments, rendering).encode(), arguments.output)
        return 0
    return _patch(arguments, rendering, checked)


def _text(arguments: Namespace, rendering: "Rendering") -> str:
    from rkconf.rendering import as_default, as_dialog, as_json, as_wl, as_wl_all

    if arguments.default:
        return as_default(rendering)
    if arguments.form == "wl-all":
        _report_parallel(rendering)
    writers = {"wl": as_wl, "wl-all": as_wl_all, "dialog": as_dialog, "json": as_json}
    return writers[arguments.form](rendering)


def _report_parallel(rendering: "Rendering") -> None:
    if rendering.parallel:
        console.report("parallel kernels are left out: a Front End file cannot hold them; `--as wl` prints them")


def _patch(arguments: Namespace, rendering: "Rendering", written: "SpecificationFile") -> int:
    from rkconf.patch import upsert
    from rkconf.rendering import shared_ports

    _report_parallel(rendering)
    checked = inputs.front_end_file(files.read(arguments.into))
    source = checked.written
    edits = checked.edits_of_bytes(upsert(checked.document, rendering.kernels))
    if edits is None:
        message = f"{source.name}: render does not change the boxes of a notebook; `--as wl` prints a cell to paste"
        raise WriteRefusedError(message)
    changed = apply(source, edits)
    after = checked.read_again({source.name: changed})
    target = linting.Assumptions(rendering.version).target(checked)
    specification.report_problems(written.document.source, shared_ports(written.loaded, after, target))
    reader = versions.other_reader(arguments.into, rendering.version)
    if reader:
        console.report(f"{arguments.into}: note: {reader}")

    def find_mask() -> Mask:
        return linting.mask(checked, target) | linting.mask(after, target)

    return writing.write(source, changed, arguments, find_mask)
