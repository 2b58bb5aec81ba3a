"""``rkconf rules``: list all rules."""

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rkconf.cli import console
from rkconf.cli.parser import Parser, add
from rkconf.printable import json_text, without_markup
from rkconf.rule import Rule
from rkconf.rules import RULES, matching

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(commands, "rules", "List the rules, in the order of their codes.", usage="[OPTIONS] [RULES ...]")
    parser.add_argument("rules", nargs="*", metavar="RULES", help="codes, prefixes (RK3) or names (default: all)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="output format (default: text)")
    return parser


def run(arguments: Namespace) -> int:
    """Print the table."""
    wanted = frozenset[Rule]().union(*map(matching, arguments.rules or ["ALL"]))
    listed = [rule for rule in RULES if rule in wanted]
    console.write(_json(listed) if arguments.format == "json" else "".join(f"{_line(rule)}\n" for rule in listed))
    return 0


def _line(rule: Rule) -> str:
    width = max(len(rule.name) for rule in RULES)
    fix = f"[{rule.fix} fix]" if rule.fix else ""
    return f"{rule.code}  {rule.name:<{width}}  {rule.severity:<7}  {fix:<12}  {without_markup(rule.summary)}"


def _json(listed: Iterable[Rule]) -> str:
    rules = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity,
            "fix": rule.fix,
            "summary": without_markup(rule.summary),
        }
        for rule in listed
    ]
    return json_text({"format": 1, "rules": rules}, indent=2) + "\n"
