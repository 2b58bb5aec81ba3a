"""Markdown: tables, and the texts of docstrings and schemas."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

_LITERAL = re.compile(r"``(.+?)``")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; its cells are Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def code(text: object) -> str:
    """Return text as code; backticks in it need more of them around it."""
    return f"`` {text} ``" if "`" in str(text) else f"`{text}`"


def prose(docstring: str) -> str:
    """Return the prose of a docstring as Markdown, with one line per paragraph."""
    paragraphs = (" ".join(each.split()) for each in docstring.split("\n\n"))
    return "\n\n".join(_LITERAL.sub(lambda match: code(match[1].strip()), each) for each in paragraphs)


def kind(schema: dict[str, Any]) -> str:
    """Return a description of the values that a JSON Schema allows."""
    if "enum" in schema:
        return ", ".join(code(f'"{value}"') for value in schema["enum"])
    if "anyOf" in schema:
        first, *others = schema["anyOf"]
        if {"type": "object", "additionalProperties": first} in others:
            return f"{kind(first)}; or a table of these"
        return " or ".join(kind(each) for each in schema["anyOf"] if each.get("type") != "null")
    return _KINDS[schema["type"]](schema)


def _list(schema: dict[str, Any]) -> str:
    if "prefixItems" in schema:
        return f"{len(schema['prefixItems'])} of: {kind(schema['prefixItems'][0])}"
    return f"a list of {_plural(kind(schema['items']))}"


def _number(schema: dict[str, Any]) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    return f"a number from {least}" + (f" to {most}" if most else "")


def _plural(words: str) -> str:
    if words.startswith("a "):
        first, _, rest = words.removeprefix("a ").partition(" ")
        return f"{first}s {rest}".rstrip()
    return words


_KINDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "string": lambda _: "a string",
    "boolean": lambda _: "`true` or `false`",
    "integer": _number,
    "array": _list,
    "object": lambda schema: f"a table of {_plural(kind(schema['additionalProperties']))}",
}
