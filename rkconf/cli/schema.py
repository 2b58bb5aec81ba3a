"""``rkconf schema``: print the JSON Schema of a file that rkconf reads or writes."""

from argparse import Namespace
from typing import TYPE_CHECKING

from rkconf.cli import console
from rkconf.cli.parser import Parser, add
from rkconf.resources import directory

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands

KINDS = ("spec", "settings", "report", "diagnosis", "machine", "version")


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "schema",
        "Print the JSON Schema of a file that rkconf reads or writes.",
    )
    parser.add_argument("kind", choices=KINDS, help="the file to describe")
    return parser


def run(arguments: Namespace) -> int:
    """Print one schema."""
    console.write((directory("schemas") / f"{arguments.kind}.schema.json").read_text(encoding="utf-8"))
    return 0
