"""Read kernel descriptions, and the functions and lists that use them, in a parsed expression."""

from collections.abc import Iterator
from typing import Protocol

from rkconf.descriptions.address import read_address
from rkconf.descriptions.description import Descriptions, KernelDescription, LaunchCall, ListChange
from rkconf.descriptions.functions import is_invented
from rkconf.descriptions.options import DescriptionOption
from rkconf.descriptions.symbols import SymbolUse, symbols
from rkconf.source import Excerpt, Source, Span
from rkconf.syntax.tree import (
    Assignment,
    FunctionCall,
    List,
    Node,
    Pair,
    Symbol,
    is_missing,
    literal_text,
    partial_text,
    walk,
)

HEADS = ("KernelConfiguration", "RemoteKernelObject")
"""The functions that describe a kernel."""
FUNCTIONS = ("LaunchKernels", "RemoteEvaluate")
"""The functions that start the kernels of their arguments."""
LISTS = ("$DefaultKernels", "$DefaultParallelKernels", "$ConfiguredKernels")
"""The lists of kernels that Mathematica remembers."""
LENGTHENING = ("AppendTo", "PrependTo")
"""The functions that add to a list."""


class Values(Protocol):
    """The values of names and functions, as far as the text of a file shows them."""

    def resolved(self, node: Node) -> Node:
        """Return an expression with its text where the file gives it."""

    def followed(self, node: Node) -> Node:
        """Return an expression, or what its name is set to."""

    def defines(self, function: str) -> bool:
        """Return whether the file defines a function."""


def read_descriptions(source: Source, root: Node, values: Values) -> Descriptions:
    """Return the descriptions in an expression, in the order of the text."""
    return _DescriptionReader(source, values).read(root)


class _DescriptionReader:
    def __init__(self, source: Source, values: Values) -> None:
        self._source = source
        self._values = values
        self._kernels: list[KernelDescription] = []
        self._calls: list[LaunchCall] = []
        self._changes: list[ListChange] = []
        self._symbols: list[SymbolUse] = []
        self._receivers: dict[Span, str] = {}

    def read(self, root: Node) -> Descriptions:
        for node in walk(root):
            match node:
                case FunctionCall(head=Symbol() as head):
                    self._function(node, head)
                case Assignment(target=Symbol(short=short) as target, value=value) if short in LISTS:
                    self._change(ListChange(self._source, short, target.span, node.span, value))
                case Symbol(short=short) if short in symbols() and short not in FUNCTIONS:
                    self._symbols.append(SymbolUse(symbols()[short], node.span))
        in_order = tuple(sorted(self._kernels, key=lambda kernel: kernel.span))
        return Descriptions(in_order, tuple(self._calls), tuple(self._changes), tuple(self._symbols))

    def _function(self, node: FunctionCall, head: Symbol) -> None:
        if head.short in HEADS:
            self._description(node, head)
        elif head.short in FUNCTIONS:
            self._call(node, head)
        elif head.short in LENGTHENING:
            self._lengthening(node, head.short)

    def _call(self, node: FunctionCall, head: Symbol) -> None:
        arguments = tuple(each for each in node.arguments if not isinstance(each, Pair) and not is_missing(each))
        self._calls.append(LaunchCall(self._source, head.short, head.span, node.span, arguments))
        for argument in arguments[:1]:
            self._receive(argument, head.short)
            # Programs have functions of these names; only a described kernel shows which one is meant.
            if head.short in symbols() and _describes(self._values.followed(argument)):
                self._symbols.append(SymbolUse(symbols()[head.short], head.span))

    def _lengthening(self, node: FunctionCall, function: str) -> None:
        match node.arguments:
            case (Symbol(short=short) as symbol, value) if short in LISTS:
                self._change(ListChange(self._source, short, symbol.span, node.span, value, function))

    def _change(self, change: ListChange) -> None:
        self._changes.append(change)
        self._receive(change.value, change.symbol)

    def _receive(self, given: Node, receiver: str) -> None:
        """Note who gets a description, or the descriptions of a list; a plain address is one, too."""
        given = self._values.followed(given)
        for item in given.items if isinstance(given, List) else (given,):
            self._receivers[item.span] = receiver
            node = self._values.followed(item)
            text = literal_text(node)
            if text is not None:
                address = read_address(text)
                self._kernels.append(
                    KernelDescription(self._source, "", node.span, node.span, node, address, (), receiver)
                )
            elif isinstance(node, FunctionCall) and isinstance(node.head, Symbol) and self._invents(node.head):
                self._receivers[node.span] = receiver
                self._description(node, node.head)

    def _invents(self, head: Symbol) -> bool:
        return is_invented(head.name) and not self._values.defines(head.short)

    def _description(self, node: FunctionCall, head: Symbol) -> None:
        positional = (argument for argument in node.arguments if not isinstance(argument, Pair))
        arguments = [self._values.resolved(each) for each in positional if not is_missing(each)]
        first, others = (arguments[0], arguments[1:]) if arguments else (None, [])
        text = literal_text(first) if first is not None else None
        self._kernels.append(
            KernelDescription(
                self._source,
                head.short,
                head.span,
                node.span,
                first,
                read_address(text) if text is not None else None,
                tuple(_options(node)),
                self._receivers.get(node.span, ""),
                tuple(_texts(others)),
            )
        )


def _describes(node: Node) -> bool:
    if isinstance(node, FunctionCall):
        return node.calls(*HEADS)
    text = literal_text(node)
    return text is not None and read_address(text).scheme is not None


def _texts(nodes: list[Node]) -> Iterator[Excerpt]:
    yield from (text for text in map(partial_text, nodes) if text is not None)


def _options(node: FunctionCall) -> Iterator[DescriptionOption]:
    """Yield the options of a call; those in a list of options are options too."""
    listed = (item for argument in node.arguments if isinstance(argument, List) for item in argument.items)
    for pair in (*node.arguments, *listed):
        if isinstance(pair, Pair):
            key = literal_text(pair.key)
            name = key.text if key else pair.key.short if isinstance(pair.key, Symbol) else None
            if name is not None:
                yield DescriptionOption(name, pair.key.span, pair.value, pair.span)
