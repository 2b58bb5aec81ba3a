"""Read kernel descriptions, and the functions and lists that use them, in a parsed expression."""

from collections.abc import Iterator
from functools import cache

from rkconf.deferred import pattern
from rkconf.descriptions.address import read_address
from rkconf.descriptions.applications import Application, applications
from rkconf.descriptions.description import Descriptions, KernelDescription, LaunchCall, ListChange, UnknownKernels
from rkconf.descriptions.functions import FUNCTIONS, LAUNCH, is_invented, is_misspelt, kernel_functions
from rkconf.descriptions.kernel_values import KernelValue, Values, kernel_values
from rkconf.descriptions.options import DescriptionOption
from rkconf.descriptions.symbols import SymbolUse, symbols
from rkconf.source import Excerpt, Source, Span
from rkconf.syntax.patterns import is_pattern
from rkconf.syntax.tree import (
    Assignment,
    FunctionCall,
    List,
    Node,
    Number,
    Opaque,
    Pair,
    String,
    Symbol,
    children,
    is_missing,
    literal_text,
    partial_text,
    walk,
)

HEADS = ("KernelConfiguration", "RemoteKernelObject")
"""The functions that describe a kernel."""
# With a number, a dot or a login; a word alone may be a name of anything.
_HOST = pattern(r"(?:[^\s@]+@)?[A-Za-z][\w-]*(?:[0-9]|\.[\w-]+)+|[^\s@]+@[\w.-]+")
_APPLIED = (*FUNCTIONS, *HEADS)
LISTS = ("$DefaultKernels", "$DefaultParallelKernels", "$ConfiguredKernels")
"""The lists of kernels that Mathematica remembers."""
LENGTHENING = ("AppendTo", "PrependTo")
"""The functions that add to a list."""


def read_descriptions(source: Source, root: Node, values: Values, followed: set[Span]) -> Descriptions:
    """Return the descriptions in an expression, in the order of the text.

    ``followed`` are the values of names in other expressions of the file, which are read once; those of this
    expression are added.
    """
    return _DescriptionReader(source, values, followed).read(root)


class _DescriptionReader:
    def __init__(self, source: Source, values: Values, followed: set[Span]) -> None:
        self._source = source
        self._values = values
        self._followed = followed
        self._kernels: list[KernelDescription] = []
        self._calls: list[LaunchCall] = []
        self._changes: list[ListChange] = []
        self._symbols: list[SymbolUse] = []
        self._unknown: list[UnknownKernels] = []
        self._receivers: dict[Span, str] = {}
        self._addresses: set[Span] = set()
        self._matched: set[Span] = set()

    def read(self, root: Node) -> Descriptions:
        for node in walk(root):
            self._applications(node)
            match node:
                case FunctionCall(head=Symbol() as head) if _is_matched(self._source, node):
                    self._matched.add(head.span)
                case FunctionCall(head=Symbol() as head):
                    self._function(node, head)
                case Assignment(target=Symbol(short=short) as target, value=value) if short in LISTS:
                    self._change(ListChange(self._source, short, target.span, node.span, value))
                case Symbol(short=short) if short in _shown() and node.span not in self._matched:
                    self._symbols.append(SymbolUse(symbols()[short], node.span))
        in_order = tuple(sorted(self._kernels, key=lambda kernel: kernel.span))
        return Descriptions(
            in_order, tuple(self._calls), tuple(self._changes), tuple(self._symbols), tuple(self._unknown)
        )

    def _function(self, node: FunctionCall, head: Symbol) -> None:
        if head.short in HEADS:
            self._description(node, head)
        elif head.short in FUNCTIONS:
            self._call(node, head)
        elif is_misspelt(head.name) or is_invented(head.name):
            self._misspelt_call(node, head)
        elif head.short in LENGTHENING:
            self._lengthening(node, head.short)
        elif head.short in symbols() and symbols()[head.short].is_called and not node.arguments:
            self._called(head)

    def _misspelt_call(self, node: FunctionCall, head: Symbol) -> None:
        """Add a call whose function resembles one for kernels, if an argument shows that one was meant."""
        if not self._values.defines(head.short) and (any(map(_is_kernel, node.arguments)) or _is_host(node)):
            self._description(node, head)

    def _called(self, head: Symbol) -> None:
        """Note the use of a symbol that the file does not define itself."""
        if not self._values.defines(head.short):
            self._symbols.append(SymbolUse(symbols()[head.short], head.span))

    def _call(self, node: FunctionCall, head: Symbol) -> None:
        given = tuple(each for each in node.arguments if not is_missing(each))
        arguments = tuple(each for each in given if not isinstance(each, Pair))
        self._calls.append(LaunchCall(self._source, head.short, head.span, node.span, arguments))
        # The other arguments of RemoteEvaluate are evaluated by the kernel.
        self._undocumented(given[:1])
        for argument in given if head.short == LAUNCH else arguments[:1]:
            self._receive(argument, head.short)
            # Programs have functions of these names; only a described kernel shows which one is meant.
            if head.short in symbols() and _describes(self._values.followed(argument)):
                self._symbols.append(SymbolUse(symbols()[head.short], head.span))

    def _undocumented(self, first: tuple[Node, ...]) -> None:
        """Note an association or ``"host" -> 4`` in place of a kernel: no documentation of the functions has it."""
        for value in map(self._values.followed, first):
            if self._source[value.span].startswith("<|"):
                self._unknown.append(UnknownKernels("which kernels this association describes", value.span))
            for each in value.items if isinstance(value, List) else (value,):
                if isinstance(each, Pair) and isinstance(each.key, String) and isinstance(each.value, Number):
                    self._unknown.append(UnknownKernels("which kernels this rule describes", each.span))

    def _applications(self, node: Node) -> None:
        if any(_may_be_applied(part) for part in children(node)):
            for applied in applications(self._source, node):
                self._applied(applied)

    def _applied(self, applied: Application) -> None:
        """Read a function that is applied by an operator as if it were called with each argument."""
        name = applied.name
        if name and name.short in FUNCTIONS:
            span = name.span.to(applied.arguments[-1].span)
            self._call(FunctionCall(span, name, applied.arguments[:1]), name)
        elif name and name.short in HEADS:
            for argument in applied.arguments:
                self._receive(argument, "", name)

    def _lengthening(self, node: FunctionCall, function: str) -> None:
        match node.arguments:
            case (Symbol(short=short) as symbol, value) if short in LISTS:
                self._change(ListChange(self._source, short, symbol.span, node.span, value, function))

    def _change(self, change: ListChange) -> None:
        self._changes.append(change)
        self._receive(change.value, change.symbol)

    def _receive(self, given: Node, receiver: str, described_by: Symbol | None = None) -> None:
        """Note who gets the descriptions in an expression; a plain address is one, too."""
        for found in kernel_values(self._source, given, self._values, self._followed, described_by):
            self._receivers[found.node.span] = receiver
            if found.is_unknown and isinstance(found.node, FunctionCall):
                head = found.node.head
                name = head.short if isinstance(head, Symbol) else self._source[head.span]
                texts = filter(None, (partial_text(self._values.resolved(each)) for each in found.node.arguments))
                self._unknown.append(UnknownKernels(f"which kernels {name}[...] returns", head.span, tuple(texts)))
            elif not isinstance(found.node, FunctionCall) or found.is_text:
                self._address(found, receiver)
            elif isinstance(found.node.head, Symbol) and self._invents(found.node.head):
                self._description(found.node, found.node.head)

    def _address(self, found: KernelValue, receiver: str) -> None:
        """Add a plain address, or one that a function gets by being applied to it."""
        if found.node.span in self._addresses:
            return
        self._addresses.add(found.node.span)
        place = found.node.span
        head = found.described_by
        text = literal_text(found.node)
        self._kernels.append(
            KernelDescription(
                self._source,
                head.short if head else "",
                head.span if head else place,
                place,
                found.node,
                read_address(text) if text is not None else None,
                found.text,
                receiver=receiver,
                is_part=found.is_part,
            )
        )

    def _has_options(self, argument: Node) -> bool:
        """Return whether an argument is an option, or an association of options."""
        return isinstance(argument, Pair) or self._source[argument.span].startswith("<|")

    def _invents(self, head: Symbol) -> bool:
        return is_invented(head.name) and not self._values.defines(head.short)

    def _description(self, node: FunctionCall, head: Symbol) -> None:
        positional = (argument for argument in node.arguments if not self._has_options(argument))
        given = [each for each in positional if not is_missing(each)]
        arguments = [self._values.resolved(each) for each in given]
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
                partial_text(first) if first is not None else None,
                tuple(_options(node)),
                self._receivers.get(node.span, ""),
                tuple(_texts(others)),
                tuple(each.span for each, value in zip(given[1:], others, strict=True) if _is_unread(value)),
            )
        )


def _is_matched(source: Source, call: FunctionCall) -> bool:
    """Return whether a call is the left side of a definition or of a rule, which starts no kernel."""
    return call.calls(*_APPLIED) and bool(call.arguments) and is_pattern(source, call.arguments[0])


def _is_unread(argument: Node) -> bool:
    """Return whether an argument may contain options: it is neither a number nor a text."""
    return not isinstance(argument, Number) and partial_text(argument) is None


@cache
def _shown() -> frozenset[str]:
    """Return the symbols that mean one thing wherever they are."""
    return frozenset(name for name, fact in symbols().items() if name not in FUNCTIONS and not fact.is_called)


def _may_be_applied(node: Node) -> bool:
    """Return whether a node is a function for kernels, or a pure function that calls one."""
    match node:
        case Symbol(short=short) | FunctionCall(head=Symbol(short=short)):
            return short in _APPLIED
        case Opaque(parts=(FunctionCall(head=Symbol(short=short)),)):
            return short in _APPLIED
        case _:
            return False


def _describes(node: Node) -> bool:
    if isinstance(node, FunctionCall):
        return node.calls(*HEADS)
    text = literal_text(node)
    return text is not None and read_address(text).scheme is not None


def _is_kernel(argument: Node) -> bool:
    """Return whether an expression, or a part of it, can only describe a kernel."""
    described = kernel_functions().described
    return any(
        _describes(each) or (isinstance(each, FunctionCall) and each.calls(*described)) for each in walk(argument)
    )


def _is_host(call: FunctionCall) -> bool:
    """Return whether the only argument of a misspelt ``LaunchKernels`` is a text that looks like a host."""
    text = literal_text(call.arguments[0]) if len(call.arguments) == 1 else None
    is_launch = isinstance(call.head, Symbol) and is_misspelt(call.head.name)
    return is_launch and text is not None and _HOST.fullmatch(text.text) is not None


def _texts(nodes: list[Node]) -> Iterator[Excerpt]:
    yield from (text for text in map(partial_text, nodes) if text is not None)


def _options(node: FunctionCall) -> Iterator[DescriptionOption]:
    """Yield the options of a call; those in a list or an association of options are options too."""
    listed = (item for argument in node.arguments if isinstance(argument, List | Opaque) for item in children(argument))
    for pair in (*node.arguments, *listed):
        if isinstance(pair, Pair):
            key = literal_text(pair.key)
            name = key.text if key else pair.key.short if isinstance(pair.key, Symbol) else None
            if name is not None:
                yield DescriptionOption(name, pair.key.span, pair.value, pair.span)
