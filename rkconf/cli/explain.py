"""``rkconf explain``: explain a rule, with a bad and a good example."""

from argparse import Namespace
from textwrap import fill
from typing import TYPE_CHECKING

from rkconf.cli import console
from rkconf.cli.parser import Parser, add
from rkconf.printable import without_markup
from rkconf.rule import Rule
from rkconf.rules import get
from rkconf.website import rule_page

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands


_WIDTH = 100


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(commands, "explain", "Explain a rule, with a bad and a good example.")
    parser.add_argument("rule", metavar="RULE", help="code or name of the rule, such as RK302 or quoted-link-name")
    return parser


def run(arguments: Namespace) -> int:
    """Print the explanation of one rule."""
    rule = get(arguments.rule)
    page = f"See {rule_page(rule.code)}"
    console.write(f"{rule.code} {rule.name} ({_declared(rule)})\n\n{_text(rule.explanation)}\n\n{page}\n")
    return 0


def _text(explanation: str) -> str:
    """Return the explanation as plain text, filled to the width; indented examples stay as they are."""
    paragraphs = explanation.split("\n\n")
    return "\n\n".join(each if each.startswith(" ") else _filled(each) for each in paragraphs)


def _filled(paragraph: str) -> str:
    return fill(without_markup(" ".join(paragraph.split())), _WIDTH, break_long_words=False, break_on_hyphens=False)


def _declared(rule: Rule) -> str:
    return f"{rule.severity}, {rule.fix} fix" if rule.fix else f"{rule.severity}, no fix"
