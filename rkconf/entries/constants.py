"""What the text alone says, and what only a kernel can work out."""

import re
from functools import lru_cache

from rkconf.source import Source
from rkconf.syntax.tree import Call, Join, Node, Opaque, Symbol, literal_text

# Symbols that mean themselves; any other may have a value.
_CONSTANTS = frozenset({"True", "False", "None", "Null", "Automatic", "All"})
_NAME = r"(?<![\w$`])([A-Za-z$][\w$`]*)"
_BINDING = re.compile(rf"{_NAME}(?:\s*:?=(?!=)|_)|\{{\s*{_NAME}\s*,|Function\s*\[\s*\{{?\s*{_NAME}\b")


def truth(node: Node) -> bool | None:
    """Return what ``True`` or ``False`` means; None for anything else."""
    return {"True": True, "False": False}.get(node.short) if isinstance(node, Symbol) else None


def is_computed(source: Source, node: Node) -> bool:
    """Say whether only a kernel can know the value: a call, an operator, a symbol that may have a value."""
    match node:
        case Symbol():
            return node.short not in _CONSTANTS
        case Opaque():
            return not source[node.span].startswith("<|")
        case Join() | Call():
            return literal_text(node) is None
        case _:
            return False


def is_settled(source: Source, node: Node) -> bool:
    """Say whether the value is known for sure; a symbol that the file gives no value means itself."""
    if isinstance(node, Symbol):
        return not is_bound(source, node.name)
    return not is_computed(source, node)


def is_bound(source: Source, name: str) -> bool:
    """Say whether a symbol gets a value somewhere in the file: assigned, in a pattern, by an iterator or a function."""
    return name in _bound(source)


@lru_cache(maxsize=1)
def _bound(source: Source) -> frozenset[str]:
    """Find all such symbols of a file at once: a file may ask about each of its entries."""
    return frozenset(name for found in _BINDING.finditer(source.text) for name in found.groups() if name)
