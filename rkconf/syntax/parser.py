"""Parse a region of a file with `grammar/wolfram.lark`, which builds the tree bottom-up, without recursion."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias, cast

from rkconf.grammars import LalrParser, load
from rkconf.record import record
from rkconf.source import Span
from rkconf.syntax.outline import Region
from rkconf.syntax.reading import Reading
from rkconf.syntax.tokens import SyntaxToken, tokens
from rkconf.syntax.tree import Assignment, FunctionCall, Join, List, Node, Number, Opaque, Pair, Product, is_missing

_MISSING = Opaque(Span(0, 0))
Parts: TypeAlias = list[SyntaxToken | Node]
"""Operands and operators in alternation."""


def parse(reading: Reading, region: Region) -> Node:
    """Return the tree of a region; never raises. The tree of an empty region is a missing operand."""
    parser = LalrParser(load("wolfram"), _BUILDER)
    for token in tokens(reading, region):
        parser.feed(token.type, token)
    found = cast("Node", parser.end())
    return Opaque(Span(region.span.start, region.span.start)) if found is _MISSING else found


class _ExpressionBuilder:
    """Builds the node of each rule of the grammar; a method has the name of its rule."""

    def start(self, parts: "tuple[_Sequence]") -> Node:
        items = parts[0].items
        return items[0] if len(items) == 1 else Opaque(_whole(items), items) if items else _MISSING

    def sequence(self, parts: Parts) -> "_Sequence":
        items, commas = _placed(parts)
        return _Sequence(() if items == [_MISSING] else tuple(items), tuple(comma.span for comma in commas))

    def statement(self, parts: Parts) -> Node:
        operands, operators = _placed(parts)
        items = [_assigned(*each) for each in _divided(operands, operators, "SEMICOLON")]
        return items[0] if len(items) == 1 else _opaque(items)

    def pair(self, parts: Parts) -> Node:
        (*keys, value), arrows = _placed(parts)
        for key, arrow in zip(reversed(keys), reversed(arrows), strict=True):
            value = Pair(key.span.to(value.span), key, value, arrow.delayed)
        return value

    def expression(self, parts: Parts) -> Node:
        operands, operators = _placed(parts)
        match operands, operators:
            case [Opaque(missing=True), Number() as number], [SyntaxToken(text="-") as sign]:
                return Number(sign.span.to(number.span), f"-{number.text}")
            case _ if all(operator.type == "JOIN" for operator in operators):
                return _joined(operands)
            case _:
                return _opaque(operands)

    def product(self, factors: Sequence[Node]) -> Node:
        return Product(_whole(factors), tuple(factors))

    def nothing(self, _: Sequence[Node]) -> Node:
        return _MISSING

    def call(self, parts: "tuple[Node, SyntaxToken, _Sequence, SyntaxToken]") -> Node:
        head, _, inner, closer = parts
        return FunctionCall(head.span.to(closer.span), head, inner.items, inner.separators)

    def list(self, parts: "_Bracketed") -> Node:
        opener, inner, closer = parts
        return List(opener.span.to(closer.span), inner.items, inner.separators)

    def group(self, parts: "_Bracketed") -> Node:
        items = parts[1].items
        return items[0] if len(items) == 1 else self.association(parts)

    def association(self, parts: "_Bracketed") -> Node:
        opener, inner, closer = parts
        return Opaque(opener.span.to(closer.span), inner.items)

    part = association


_BUILDER = _ExpressionBuilder()


@record
class _Sequence:
    """The items between two brackets, and the commas between them."""

    items: tuple[Node, ...]
    separators: tuple[Span, ...]


_Bracketed: TypeAlias = tuple[SyntaxToken, _Sequence, SyntaxToken]


def _placed(parts: Parts) -> tuple[list[Node], list[SyntaxToken]]:
    """Return the operands and the operators; a missing operand gets its place from the operator next to it."""
    operands = cast("list[Node]", parts[::2])
    operators = cast("list[SyntaxToken]", parts[1::2])
    for index, operand in enumerate(operands):
        if operand is _MISSING and operators:
            at = operators[index - 1].span.end if index else operators[0].span.start
            operands[index] = Opaque(Span(at, at))
    return operands, operators


def _divided(
    operands: list[Node], operators: list[SyntaxToken], kind: str
) -> Iterator[tuple[list[Node], list[SyntaxToken]]]:
    """Yield the operands and operators between the operators of one kind."""
    start = 0
    for index, operator in enumerate(operators):
        if operator.type == kind:
            yield operands[start : index + 1], operators[start:index]
            start = index + 1
    yield operands[start:], operators[start:]


def _assigned(operands: list[Node], operators: list[SyntaxToken]) -> Node:
    """Return an assignment, or its only side; every other operator here binds tighter than ``=``."""
    sides = [inner if others else inner[0] for inner, others in _divided(operands, operators, "SET")]
    *targets, value = [_opaque(side) if isinstance(side, list) else side for side in sides]
    for target in reversed(targets):
        value = Assignment(target.span.to(value.span), target, value)
    return value


def _joined(operands: Sequence[Node]) -> Node:
    """Join the operands of ``<>``; it binds tighter than a product: ``"a" <> "b" "c"`` has two factors."""
    factors: list[list[Node]] = [[]]
    for operand in operands:
        first, *others = operand.factors if isinstance(operand, Product) else (operand,)
        factors[-1] += first.parts if isinstance(first, Join) else [first]
        factors += [[other] for other in others]
    joints = [Join(_whole(joint), tuple(joint)) if len(joint) > 1 else joint[0] for joint in factors]
    return Product(_whole(joints), tuple(joints)) if len(joints) > 1 else joints[0]


def _opaque(operands: Sequence[Node]) -> Opaque:
    return Opaque(_whole(operands), tuple(operand for operand in operands if not is_missing(operand)))


def _whole(nodes: Sequence[Node]) -> Span:
    return nodes[0].span.to(nodes[-1].span)
