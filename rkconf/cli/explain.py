"""``rkconf explain``: explain a rule, with a bad and a good example."""

import re
from argparse import Namespace
from typing import TYPE_CHECKING

from rkconf.cli import console
from rkconf.cli.parser import Parser, add
from rkconf.rule import Rule
from rkconf.rules import get

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands


_CODE = re.compile(r"`` ?(.+?) ?``")
_PROSE = re.compile(r"^\S.*$", re.MULTILINE)


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(commands, "explain", "Explain a rule, with a bad and a good example.")
    parser.add_argument("rule", metavar="RULE", help="code or name of the rule, such as RK302 or quoted-link-name")
    return parser


def run(arguments: Namespace) -> int:
    """Print the explanation of one rule."""
    rule = get(arguments.rule)
    console.write(f"{rule.code} {rule.name} ({_declared(rule)})\n\n{_plain(rule.explanation)}\n")
    return 0


def _plain(text: str) -> str:
    """Remove the backticks around code in prose; indented examples are left as they are."""
    return _PROSE.sub(lambda line: _CODE.sub(r"\1", line[0]), text)


def _declared(rule: Rule) -> str:
    return f"{rule.severity}, {rule.fix} fix" if rule.fix else f"{rule.severity}, no fix"
