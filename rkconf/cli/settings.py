"""``rkconf settings``: show the effective settings and where each comes from."""

import re
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf import files
from rkconf.cli import console, target_options
from rkconf.cli.parser import Parser, add
from rkconf.printable import json_text, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rkconf.cli.parser import Commands
    from rkconf.settings.overview import SettingRow

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_WIDEST = 60

_EXAMPLES = """\
examples:
  rkconf settings                          settings of the files in this folder
  rkconf settings ~/.Mathematica/FrontEnd/init.m
  rkconf settings --version 5.2 init.m     with an option of the command line
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "settings",
        "Show the effective settings of a file and where each comes from.",
        usage="[OPTIONS] [PATH]",
        examples=_EXAMPLES,
    )
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="a file or a folder (default: .)")
    target_options.add_assumptions(parser)
    target_options.add_selection(parser.add_argument_group("findings"))
    parser.add_argument("--format", choices=("text", "json"), default="text", help="output format (default: text)")
    return parser


def run(arguments: Namespace) -> int:
    """Print the settings."""
    from rkconf.settings.overview import overview

    # The settings of a folder are those of a Front End file in it.
    path = str(Path(arguments.path) / "init.m") if files.is_folder(arguments.path) else arguments.path
    settings = target_options.lookup(arguments).of(path)
    rows = list(overview(settings, path))
    if arguments.format == "json":
        listed = [{"key": ".".join(row.key), "value": row.value, "origin": row.origin} for row in rows]
        selected = sorted(rule.code for rule in settings.selection.rules)
        document = {"format": 1, "path": arguments.path, "settings": listed, "rules": selected}
        console.write(json_text(document, indent=2, is_ascii=False) + "\n")
    else:
        console.write(_text(rows))
    return 0


def _text(rows: "Sequence[SettingRow]") -> str:
    """Return the lines of a settings file, each with its origin in a comment."""
    lines = [(_line(row), row.origin) for row in rows]
    width = max(len(line) for line, _ in lines if len(line) <= _WIDEST)
    return "".join(f"{line:<{width}}  # {printable(origin)}\n" for line, origin in lines)


def _line(row: "SettingRow") -> str:
    key = ".".join(step if _BARE_KEY.fullmatch(step) else json_text(step, is_ascii=False) for step in row.key)
    if row.value is None:
        return f"# {key}: {row.otherwise}"
    # For values of settings, JSON and TOML have the same syntax.
    return f"{key} = {json_text(row.value, is_ascii=False)}"
