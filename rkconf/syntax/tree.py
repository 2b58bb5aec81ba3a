"""The syntax tree of a region of Wolfram Language: frozen nodes with their spans.

A leaf is also a token of `grammar/wolfram.lark`: its ``type`` is a terminal there.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar, TypeAlias

from rkconf.record import record
from rkconf.source import Excerpt, Span

_MOST_DIGITS = 9


@record
class String:
    """A string literal; ``span`` includes the quotes, ``value`` is the unescaped text."""

    type: ClassVar = "STRING"
    span: Span
    value: Excerpt

    @property
    def is_closed(self) -> bool:
        """Whether the string has a closing quote."""
        return self.value.span.end < self.span.end


@record
class Symbol:
    """A name, with the context as written."""

    type: ClassVar = "SYMBOL"
    span: Span
    name: str

    @property
    def short(self) -> str:
        """The name without its context: ``RemoteMachine`` for ``SubKernels`RemoteKernels`RemoteMachine``."""
        return self.name.rpartition("`")[2]


@record
class Number:
    """A number, as written."""

    type: ClassVar = "NUMBER"
    span: Span
    text: str

    @property
    def whole(self) -> int | None:
        """The whole number; None for any other number, and for one of more than nine digits, which nothing needs."""
        return int(self.text) if self.text.isdecimal() and len(self.text) <= _MOST_DIGITS else None


@record
class List:
    """``{a, b}``; ``separators`` are the commas."""

    span: Span
    items: "Sequence[Node]"
    separators: Sequence[Span] = ()


@record
class FunctionCall:
    """``head[a, b]``; ``separators`` are the commas."""

    span: Span
    head: "Node"
    arguments: "tuple[Node, ...]"
    separators: tuple[Span, ...] = ()

    def calls(self, *names: str) -> bool:
        """Return whether the head is a symbol with one of these names, in any context."""
        return isinstance(self.head, Symbol) and self.head.short in names


@record
class Pair:
    """``key -> value``, or ``key :> value`` when ``delayed``: a rule of the Wolfram Language."""

    span: Span
    key: "Node"
    value: "Node"
    delayed: bool = False


@record
class Assignment:
    """``target = value`` or ``target := value``."""

    span: Span
    target: "Node"
    value: "Node"


@record
class Join:
    """``a <> b <> c``."""

    span: Span
    parts: "tuple[Node, ...]"


@record
class Product:
    """Factors side by side: valid Wolfram Language, and also the result of a missing comma."""

    span: Span
    factors: "tuple[Node, ...]"


@record
class Opaque:
    """Any expression that is not a constant of an entry; an empty span marks a missing operand."""

    type: ClassVar = "OTHER"
    span: Span
    parts: "tuple[Node, ...]" = ()

    @property
    def missing(self) -> bool:
        """Whether this is a missing operand."""
        return len(self.span) == 0


@record
class Derived:
    """An expression whose text the file gives at other places, such as a name that is set to a string.

    ``span`` is its place, the characters of ``value`` have theirs. A part that is unknown is one character of it.
    """

    span: Span
    value: Excerpt
    is_exact: bool
    """Whether no part is unknown."""
    editable: tuple[Span, ...] = ()
    """The strings that an edit may change without changing anything else."""
    computed: tuple[Span, ...] = ()
    """The parts that only a kernel can compute."""


Leaf: TypeAlias = String | Symbol | Number | Opaque
Node: TypeAlias = String | Symbol | Number | List | FunctionCall | Pair | Assignment | Join | Product | Derived | Opaque


def is_missing(node: Node) -> bool:
    """Return whether the node is a missing operand."""
    return isinstance(node, Opaque) and node.missing


def children(node: Node) -> Sequence[Node]:
    """Return the direct children in the order of the text."""
    match node:
        case List(items=inner) | Join(parts=inner) | Product(factors=inner) | Opaque(parts=inner):
            return inner
        case FunctionCall(head=head, arguments=arguments):
            return (head, *arguments)
        case Pair(key=first, value=second) | Assignment(target=first, value=second):
            return (first, second)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and its descendants in the order of the text, without recursion."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def literal_text(node: Node) -> Excerpt | None:
    """Return the text of a string, or of strings joined by ``<>`` or ``StringJoin``; None for a computed text."""
    match node:
        case String(value=value) | Derived(value=value, is_exact=True):
            return value
        case Join(parts=parts):
            return _joined(parts, node.span)
        case FunctionCall(arguments=parts) if node.calls("StringJoin"):
            return _joined(parts, node.span)
        case _:
            return None


def partial_text(node: Node) -> Excerpt | None:
    """Return the text of an expression, in which single parts may be unknown; None if nothing of it is known."""
    return node.value if isinstance(node, Derived) else literal_text(node)


def editable(node: Node) -> tuple[Span, ...] | None:
    """Return the strings in which the text may be edited; None if it is all in one place."""
    return node.editable if isinstance(node, Derived) else None


def _joined(parts: tuple[Node, ...], span: Span) -> Excerpt | None:
    pieces = [part.value for part in parts if isinstance(part, String)]
    return Excerpt.join(pieces, span.start) if len(pieces) == len(parts) else None
