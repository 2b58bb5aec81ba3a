"""The operators between the parts of an expression, and the functions that they apply: ``f @ x``, ``f /@ list``.

In ``x // f`` the function follows its argument, which is all that precedes it: ``x // f // g`` is ``g[f[x]]``.
A pure function that calls another one with its argument, ``f[#] &``, applies that one.
"""

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

_POSTFIX = "//"
_PURE = "&"
_SLOTS = frozenset({"#", "#1"})


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
            yield Application(_called(source, function), tuple(arguments))
        case Opaque(parts=parts):
            yield from _by_operators(source, node, parts)
        case _:
            pass


def _by_operators(source: Source, node: Opaque, parts: tuple[Node, ...]) -> Iterator[Application]:
    before = next(iter(parts), node)
    for index, (left, right) in enumerate(pairwise(parts)):
        found = operators(source, node, index)
        if APPLYING & found:
            yield Application(_to_parts(left), (right,))
        elif found == {_PURE} and (argument := _applied_to(source, right)):
            yield Application(_to_parts(_with_slot(source, left)), (argument,))
        is_after = _POSTFIX in found
        if is_after:
            is_pure = _PURE in operators(source, node, index + 1)
            yield Application(_to_parts(_with_slot(source, right) if is_pure else right), (before,))
        before = FunctionCall(before.span.to(right.span), right, (before,)) if is_after else right


def _to_parts(function: Node) -> Node:
    """Return the function that an operator form such as ``Map[f]`` applies, or the function itself."""
    match function:
        case FunctionCall(arguments=(applied,)) if function.calls(*kernel_functions().applying):
            return applied
        case _:
            return function


def _applied_to(source: Source, rest: Node) -> Node | None:
    """Return the argument in the operands after a pure function, which an operator such as ``/@`` begins."""
    match rest:
        case Opaque(parts=(argument, *_)) if source[Span(rest.span.start, argument.span.start)].strip() in APPLYING:
            return argument
        case _:
            return None


def _called(source: Source, function: Node) -> Node:
    """Return the function that ``f[#] &`` calls, or the function itself."""
    match function:
        case Opaque(parts=(body,)) if _PURE in operators(source, function, 0):
            return _with_slot(source, body)
        case _:
            return function


def _with_slot(source: Source, body: Node) -> Node:
    """Return the function that the body of a pure function calls with its argument, or the body itself."""
    match body:
        case FunctionCall(head=Symbol() as head, arguments=(first, *_)) if source[first.span].strip() in _SLOTS:
            return head
        case _:
            return body


def operators(source: Source, node: Opaque, index: int) -> frozenset[str]:
    """Return the operators after an operand, up to the next one or to the end."""
    end = node.parts[index + 1].span.start if index + 1 < len(node.parts) else node.span.end
    span = Span(node.parts[index].span.end, end)
    found = tokens(Reading(source), Region(RegionKind.EXPRESSION, "", Span(span.start, span.start), span))
    return frozenset(token.text for token in found if isinstance(token, SyntaxToken))
