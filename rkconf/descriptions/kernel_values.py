"""Find the kernels in an expression: texts and calls in lists, in functions that pass them on, and in computed texts.

Only a kernel evaluates an expression. A text is certainly an address where the expression passes it on as it is
(``Join``, ``Table``, ``If``). Elsewhere it is one only if it begins with a scheme that nothing but a kernel has.
"""

from collections.abc import Iterator
from typing import Protocol

from rkconf.descriptions.applications import APPLYING, Application, applications, operators
from rkconf.descriptions.functions import is_invented, kernel_functions, passed_arguments
from rkconf.descriptions.symbols import symbols
from rkconf.record import record
from rkconf.source import Excerpt, Source, Span
from rkconf.syntax.tree import (
    Assignment,
    Derived,
    FunctionCall,
    Join,
    List,
    Node,
    Opaque,
    Pair,
    String,
    Symbol,
    literal_text,
    partial_text,
    walk,
)

_PASSING_ON = frozenset({"&", "//", *APPLYING})
"""The operators after the body of a function, after a function and after its argument."""
_TEXT_FUNCTIONS = ("String", "Template", "ToString")
"""The beginnings of the names of functions that compute a text."""


class Values(Protocol):
    """The values of names and functions, as far as the text of a file shows them."""

    def resolved(self, node: Node) -> Node:
        """Return an expression with its text where the file gives it."""

    def followed(self, node: Node, *, shared: bool = False) -> Node:
        """Return an expression, or what its name is set to; ``shared`` also for a list that is used several times."""

    def defines(self, function: str) -> bool:
        """Return whether the file defines a function."""


@record
class KernelValue:
    """A text, a computed text or a call that describes kernels, within an expression."""

    node: Node
    text: Excerpt | None = None
    """The text, in which parts may be unknown; None for a call, and if nothing of the text is known."""
    described_by: Symbol | None = None
    """The function that is applied to the text, such as ``KernelConfiguration``; None for a plain address."""
    is_text: bool = False
    """Whether it is a text."""
    is_part: bool = False
    """Whether the expression does more with it than to pass it on, or uses it at several places."""
    is_unknown: bool = False
    """Whether it is a call with a text, and it is not known which kernels its function describes."""


@record
class _Expression:
    """An expression to search."""

    node: Node
    is_passed_on: bool = True
    """Whether its value is one of the kernels, or a list of them."""
    described_by: Symbol | None = None
    is_shared: bool = False


def kernel_values(
    source: Source, node: Node, values: Values, followed: set[Span], described_by: Symbol | None = None
) -> Iterator[KernelValue]:
    """Yield the kernels in an expression; a call that describes kernels is not searched.

    The value of a name is searched once: its place is added to ``followed``. The function ``described_by``, such as
    ``KernelConfiguration``, is applied to the expression or to its parts.
    """
    return _KernelSearch(source, values, followed).found(_Expression(node, described_by is None, described_by))


class _KernelSearch:
    def __init__(self, source: Source, values: Values, followed: set[Span]) -> None:
        self._source = source
        self._values = values
        self._followed = followed

    def found(self, place: _Expression) -> Iterator[KernelValue]:
        waiting = [place]
        while waiting:
            place = waiting.pop()
            inner = self._inner(self._with_value(place))
            if isinstance(inner, KernelValue):
                yield inner
            else:
                waiting += reversed(tuple(inner))

    def _with_value(self, place: _Expression) -> _Expression:
        """Return a place with what its name is set to, unless that was searched before."""
        value = self._values.followed(place.node)
        is_shared = place.is_shared
        if isinstance(value, Symbol):
            value, is_shared = self._values.followed(value, shared=True), True
        if value is place.node or value.span in self._followed:
            return place
        self._followed.add(value.span)
        return _Expression(value, place.is_passed_on, place.described_by, is_shared)

    def _inner(self, place: _Expression) -> KernelValue | Iterator[_Expression]:
        """Return the kernel at a place, or the places inside of it."""
        if isinstance(place.node, FunctionCall) and literal_text(place.node.head) is not None:
            return KernelValue(place.node, is_unknown=True)
        text, is_text = self._text(place.node)
        if is_text:
            return self._address(place, text)
        if isinstance(place.node, FunctionCall) and isinstance(place.node.head, Symbol):
            return self._called(place, place.node, place.node.head)
        return self._parts(place)

    def _parts(self, place: _Expression) -> Iterator[_Expression]:
        match place.node:
            case List(items=items):
                yield from (self._same(place, item) for item in items)
            case Assignment(value=value):
                yield self._same(place, value)
            case Pair(key=key, value=value):
                yield from (self._elsewhere(place, part) for part in (key, value))
            case FunctionCall(head=head, arguments=arguments):
                yield self._same(place, head)
                yield from (self._elsewhere(place, each) for each in arguments)
            case Opaque() as node:
                yield from self._operands(place, node)

    def _text(self, node: Node) -> tuple[Excerpt | None, bool]:
        """Return the text of a node as far as it is known, and whether it is one."""
        resolved = self._values.resolved(node)
        if isinstance(resolved, String | Derived | Join) or literal_text(resolved) is not None:
            return partial_text(resolved), True
        match node:
            case FunctionCall(head=Symbol(short=name)) if name.startswith(_TEXT_FUNCTIONS):
                texts = (text for each in walk(node) if (text := literal_text(each)) is not None)
                return next(filter(_has_scheme, texts), None), True
            case _:
                return None, False

    def _address(self, place: _Expression, text: Excerpt | None) -> KernelValue | Iterator[_Expression]:
        if place.is_passed_on or place.described_by or (text is not None and _has_scheme(text)):
            is_part = place.is_shared or not place.is_passed_on
            return KernelValue(place.node, text, place.described_by, is_text=True, is_part=is_part)
        return iter(())

    def _called(self, place: _Expression, call: FunctionCall, head: Symbol) -> KernelValue | Iterator[_Expression]:
        known = kernel_functions()
        if applied := next(applications(self._source, call), None):
            return iter((self._same(place, applied.function), *self._arguments(place, applied)))
        if head.short in known.described or self._invents(head):
            return KernelValue(call, is_part=not place.is_passed_on)
        if place.is_passed_on and self._is_unknown(call, head):
            return KernelValue(call, is_unknown=True)
        if head.short in known.others:
            return iter(())
        passed = {id(each) for each in call.arguments[passed_arguments().get(head.short, slice(0, 0))]}
        return (
            self._same(place, each) if id(each) in passed else self._elsewhere(place, each) for each in call.arguments
        )

    def _is_unknown(self, call: FunctionCall, head: Symbol) -> bool:
        """Return whether a call may describe kernels, and nothing in it or in the file shows which."""
        known = kernel_functions()
        if head.short in (*known.local, *known.values, *symbols(), *passed_arguments()) or not self._is_foreign(head):
            return False
        if head.short in known.clusters:
            return True
        texts = [self._text(each) for each in call.arguments]
        is_judged = any(text is not None and _has_scheme(text) for text, _ in texts)
        is_described = any(isinstance(each, FunctionCall) and each.calls(*known.described) for each in call.arguments)
        return any(is_text for _, is_text in texts) and not is_judged and not is_described

    def _is_foreign(self, head: Symbol) -> bool:
        """Return whether the file neither defines a function nor gives its name a value."""
        return not self._values.defines(head.short) and self._values.followed(head) is head

    def _invents(self, head: Symbol) -> bool:
        return is_invented(head.name) and not self._values.defines(head.short)

    def _arguments(self, place: _Expression, applied: Application) -> Iterator[_Expression]:
        """Yield the arguments of an applied function, which may describe kernels by their texts, or pass them on."""
        name = applied.name
        describes = name is not None and name.short in kernel_functions().described
        passes = name is not None and name.short in passed_arguments()
        for each in applied.arguments:
            yield _Expression(each, place.is_passed_on and passes, name if describes else None, place.is_shared)

    def _operands(self, place: _Expression, node: Opaque) -> Iterator[_Expression]:
        """Yield the operands: the last of ``a; b``, the body of a function and the values of an association count."""
        if self._source[node.span].startswith("<|"):
            return (self._same(place, each.value if isinstance(each, Pair) else each) for each in node.parts)
        applied = {id(each): found for found in applications(self._source, node) for each in found.arguments}
        after = [operators(self._source, node, index) for index in range(len(node.parts))]
        is_sequence = any(";" in each for each in after[:-1])
        return (
            next(self._arguments(place, applied[id(part)]))
            if id(part) in applied
            else self._same(place, part)
            if _PASSING_ON & found or (is_sequence and part is node.parts[-1])
            else self._elsewhere(place, part)
            for part, found in zip(node.parts, after, strict=True)
        )

    def _same(self, place: _Expression, node: Node) -> _Expression:
        return _Expression(node, place.is_passed_on, place.described_by, place.is_shared)

    def _elsewhere(self, place: _Expression, node: Node) -> _Expression:
        return _Expression(node, is_passed_on=False, is_shared=place.is_shared)


def _has_scheme(text: Excerpt) -> bool:
    scheme, mark, _ = text.text.partition("://")
    return bool(mark) and scheme.lower() in kernel_functions().schemes
