"""What the text alone says, and what only a kernel can work out."""

from rkconf.source import Source
from rkconf.syntax.tree import Call, Join, Node, Opaque, Symbol, literal_text

# Symbols that mean themselves; any other may have a value.
_CONSTANTS = frozenset({"True", "False", "None", "Null", "Automatic", "All"})


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
    """Say whether the value is known for sure: a symbol that stands nowhere else in the file has no value there."""
    if isinstance(node, Symbol) and source.text.count(node.name) == 1:
        return True
    return not is_computed(source, node)
