"""Which values are known from the text of a file, and which only a kernel can compute."""

import re
from functools import cached_property

from rkconf.entries.definitions import CONSTANTS, Definitions
from rkconf.entries.known_text import resolved, value_of
from rkconf.source import Source
from rkconf.syntax.tree import Derived, FunctionCall, Join, List, Node, Opaque, Symbol, literal_text

_NAME = r"(?<![\w$`])([A-Za-z$][\w$`]*)"
_BINDING = re.compile(rf"{_NAME}(?:\s*:?=(?!=)|_)|\{{\s*{_NAME}\s*,|Function\s*\[\s*\{{?\s*{_NAME}\b")


def truth(node: Node) -> bool | None:
    """Return the value of ``True`` or ``False``; None for any other node."""
    return {"True": True, "False": False}.get(node.short) if isinstance(node, Symbol) else None


class StaticValues:
    """Which values of one file are known from its text."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._definitions = Definitions(source)

    def resolved(self, node: Node) -> Node:
        """Return an expression with its value where the file gives it; otherwise itself."""
        return resolved(self._definitions, node)

    def followed(self, node: Node, *, shared: bool = False) -> Node:
        """Return an expression, or what its name is set to if that is a call, a text, a number or a list.

        A list that is used several times is returned if ``shared``: it can be read, but an edit would change all uses.
        """
        value = value_of(self._definitions, node, shared=shared)
        return value if isinstance(value, FunctionCall | List | Opaque) else self.resolved(node)

    def defines(self, function: str) -> bool:
        """Return whether the file defines a function."""
        return self._definitions.defines(function)

    def is_computed(self, node: Node) -> bool:
        """Return whether only a kernel can know the value: a call, an operator, a symbol that may have a value."""
        match node:
            case Symbol():
                return node.short not in CONSTANTS
            case Opaque():
                return not self.source[node.span].startswith("<|")
            case Join() | FunctionCall():
                return literal_text(node) is None
            case _:
                return False

    def is_known(self, node: Node) -> bool:
        """Return whether the text gives the value; a symbol to which the file assigns no value is its own value."""
        if isinstance(node, Symbol):
            return not self.is_bound(node.name)
        if isinstance(node, Derived):
            return node.is_exact
        return not self.is_computed(node)

    def is_bound(self, name: str) -> bool:
        """Return whether the file gives a symbol a value: by assignment, pattern, iterator or function."""
        return name in self._bound

    @cached_property
    def _bound(self) -> frozenset[str]:
        """All symbols with a value, found in one pass: a file may ask about each of its entries."""
        return frozenset(name for found in _BINDING.finditer(self.source.text) for name in found.groups() if name)
