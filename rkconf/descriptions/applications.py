"""The operators between the parts of an expression, and the functions that they apply: ``f @ x``, ``f /@ list``."""

from collections.abc import Iterator
from itertools import pairwise

from rkconf.descriptions.functions import kernel_functions
from rkconf.record import record
from rkconf.source import Source, Span
from rkconf.syntax import Region, RegionKind, SyntaxToken, tokens
from rkconf.syntax.reading import Reading
from rkconf.syntax.tree import FunctionCall, Node, Opaque, Symbol

APPLYING = frozenset({"@", "/@", "@@", "@@@"})
"""The operators that apply the function before them to what follows, or to its parts."""


@record
class Application:
    """A function that is applied to expressions, or to their parts."""

    function: Node
    arguments: tuple[Node, ...]

    @property
    def name(self) -> Symbol | None:
        """The name of the function; None for any other expression, such as a pure function."""
        return self.function if isinstance(self.function, Symbol) else None


def applications(source: Source, node: Node) -> Iterator[Application]:
    """Yield the functions that an expression applies by an operator, or by a function such as ``Map``."""
    match node:
        case FunctionCall(arguments=(function, *arguments)) if arguments and node.calls(*kernel_functions().applying):
            yield Application(function, tuple(arguments))
        case Opaque(parts=parts):
            for index, (function, argument) in enumerate(pairwise(parts)):
                if APPLYING & operators(source, node, index):
                    yield Application(function, (argument,))
        case _:
            pass


def operators(source: Source, node: Opaque, index: int) -> frozenset[str]:
    """Return the operators after an operand, up to the next one or to the end."""
    end = node.parts[index + 1].span.start if index + 1 < len(node.parts) else node.span.end
    span = Span(node.parts[index].span.end, end)
    found = tokens(Reading(source), Region(RegionKind.EXPRESSION, "", Span(span.start, span.start), span))
    return frozenset(token.text for token in found if isinstance(token, SyntaxToken))
