"""Wolfram Language: scan a file, parse its relevant regions, read and write strings."""

from rkconf.syntax.comments import comments, literals
from rkconf.syntax.long_lists import read_list, split_assignment
from rkconf.syntax.outline import Outline, Region, RegionKind
from rkconf.syntax.parser import parse
from rkconf.syntax.scanner import scan
from rkconf.syntax.statements import Statements
from rkconf.syntax.strings import escape, string_value, unknown_escapes
from rkconf.syntax.tokens import SyntaxToken, tokens

__all__ = [
    "Outline",
    "Region",
    "RegionKind",
    "Statements",
    "SyntaxToken",
    "comments",
    "escape",
    "literals",
    "parse",
    "read_list",
    "scan",
    "split_assignment",
    "string_value",
    "tokens",
    "unknown_escapes",
]
