"""The words that a reader of rkconf meets in a file: prose, messages, docstrings, comments and names of tests."""

import ast
import inspect
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BANNED = {
    r"(?<!-)\b(?:stands?|stood|standing)\b(?!-in)": "be, appear, follow",
    r"\b(?:lies|lie|lay|lain)\b": "be, appear",
    r"\bbehind\b(?! (?:a |an |the )?(?:NAT|firewall|router))": "after",
    r"\bblanks?\b(?! lines?\b)": "space",
    r"\b(?:takes?|taken|took|taking) (?:it |them |one |this )?away\b": "remove",
    r"\bputs? in\b": "insert",
    r"\b(?:tak(?:e|es|en|ing)|took) (?:its|the|their) place\b": "replace",
    r"\bin the place of\b": "instead of, for",
    r"\b(?:say|says|said|saying|tell|tells|told|telling)\b": "report, specify, give, pass, mean, known",
    r"\bof (?:its|his|their|your|our|one's|somebody's) own\b": "own, separate",
    r"\bword for word\b": "verbatim",
    r"\bsmall letters?\b": "lowercase",
    r"\bfar machines?\b|\bover there\b": "remote machine",
    r"\bgates?\b": "jump host; for what CI runs: check",
    r"\bnobody knows\b|\bno one knows\b": "unknown",
    r"\battest(?:s|ed|ing)?\b": "documented, known to work",
    r"\bone \w+ an? (?:command|rule|format|folder|kind|shell|version|file|line|entry|kernel|page)\b": "one ... per ...",
    r"\blogin folders?\b": "home directory",
    r"\bcircles?\b": "cycle",
    r"\bglued\b": "needs a space before",
    r"\b(?:leads?|led|leading) to\b": "forwards to",
    r"\blends?\b": "gives access to",
    r"(?<!there )(?<!there it )\b(?:is|are|was|were) no (?!longer\b|more than\b)": "is not a",
    r"\bany ?more\b": "no longer",
    r"\bfrom here on\b|\bfrom now on\b": "state the range",
    r"\bset amiss\b|\bamiss\b": "misplaced",
    r"\bthere is nobody\b": "nobody can",
    r"\bwants? to hear\b": "suppresses",
    r"(?:\A|(?<=[.:;] )|(?<=\n\n)|(?<=^- ))(?:What|Whoever|Whatever|Who)(?! \w+ ?\?)\b": "begin with the noun",
}
"""Patterns that no text may hold, and what to write."""

_PATTERNS = {re.compile(pattern, re.IGNORECASE | re.MULTILINE): advice for pattern, advice in BANNED.items()}
_CODE = re.compile(r"^( *)(`{3,}).*?^\1\2`*$|``.+?``|`[^`\n]+`|^ {4,}\S.*$", re.DOTALL | re.MULTILINE)
_IN_DOUBLE_QUOTES = re.compile(r'"([^"]* [^"]*)"')
_IN_EITHER_QUOTES = re.compile(r"""\"([^"]* [^"]*)\"|'([^']* [^']*)'""")
"""In the tables of the tests, single quotes are around commands."""
_NAMES = re.compile(r"\b(?:[a-z]+-)+[a-z]+\b")
"""Names with hyphens are those of rules and options, which are contracts."""


_SECTION = re.compile(r"^(?:Args|Raises|Returns):\n((?: {4}.*(?:\n|$))+)", re.MULTILINE)


class Text(NamedTuple):
    """A piece of text and the line, 1-based, on which it begins."""

    line: int
    text: str


def faults(text: str) -> Iterator[str]:
    """Yield the banned words of a text, each with what to write; code between backticks is not read."""
    prose = _NAMES.sub(lambda name: name[0] if name[0].startswith("stand-") else "name", _CODE.sub("code", text))
    for pattern, advice in _PATTERNS.items():
        for found in pattern.finditer(prose):
            start = max(0, found.start() - 30)
            yield f"{found[0]!r} ({advice}): ...{' '.join(prose[start : found.end() + 30].split())}..."


def texts(path: Path) -> Iterator[Text]:
    """Yield what a reader meets in a file, by the kind of file that it is."""
    source = path.read_text()
    if path.suffix == ".py":
        yield from _python(source, with_strings="tests" not in path.parts)
    elif path.suffix == ".md":
        yield Text(1, source)
    elif path.suffix in {".toml", ".yml", ".yaml", ".cfg", ""}:
        yield from _lines(source, "#", _IN_EITHER_QUOTES if "tests" not in path.parts else _IN_DOUBLE_QUOTES)
    elif path.suffix in {".lark", ".m"}:
        yield from _lines(source, "//" if path.suffix == ".lark" else "(*")


def _lines(source: str, mark: str, quoted: re.Pattern[str] | None = None) -> Iterator[Text]:
    """Yield comments, and the quoted text with a space in it."""
    for number, line in enumerate(source.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith(mark):
            yield Text(number, stripped.lstrip(mark).strip())
        elif quoted:
            yield from (Text(number, "".join(filter(None, found.groups()))) for found in quoted.finditer(line))


def _python(source: str, *, with_strings: bool) -> Iterator[Text]:
    nodes = list(ast.walk(ast.parse(source)))
    documentation = {node.value for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield Text(node.lineno, node.name.replace("_", " "))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _string(node.lineno, node.value, is_read=with_strings, is_documentation=node in documentation)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield Text(token.start[0], token.string.lstrip("#!: "))


def _string(line: int, value: str, *, is_read: bool, is_documentation: bool) -> Iterator[Text]:
    if is_documentation:
        # The lines of a section such as "Raises:" are indented, but they are prose.
        text = inspect.cleandoc(value)
        yield Text(line, _SECTION.sub(lambda section: inspect.cleandoc(section[1]), text))
    elif is_read and " " in value.strip():
        yield Text(line, value)
