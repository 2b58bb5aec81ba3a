"""Count the kernels that a call starts: its number of kernels times the repetitions around it."""

from collections.abc import Iterator
from math import prod

from rkconf.entries import ParallelCall
from rkconf.entries.nesting import EnclosedNode
from rkconf.record import record
from rkconf.source import Source, Span
from rkconf.syntax import Region, RegionKind, SyntaxToken, tokens
from rkconf.syntax.reading import Reading
from rkconf.syntax.tree import Assignment, FunctionCall, List, Node, Number, Opaque, Pair, Symbol, children

_SYSTEM = "System`"
_REPEATED = ("Table", "Do")
"""Functions that repeat their first argument for each value of the iterators after it."""
_COPIED = "ConstantArray"
"""The function that repeats the value of its first argument as often as the numbers after it specify."""
_REPEATED_UNKNOWN = frozenset(
    (
        *("For", "While", "Sum", "Product", "Function", "FixedPoint"),
        *("ParallelTable", "ParallelDo", "ParallelSum", "ParallelProduct", "ParallelEvaluate", "RemoteEvaluate"),
    )
)
"""Functions that evaluate an argument several times, or in several kernels; only a kernel knows the number. Other
functions receive arguments that were evaluated once."""
_LATER = {
    **dict.fromkeys(("SetDelayed", "UpSetDelayed", "TagSetDelayed"), "a definition"),
    "RuleDelayed": "a rule",
}
"""Functions that keep an argument unevaluated for later use, if any."""
_DEFINES = frozenset({":=", "^:="})
_FUNCTIONS = frozenset({"&", r"\[Function]", "|->"})


@record
class Count:
    """A number of kernels; it is a guess if there is a ``doubt``, the reason why the text does not give the number."""

    number: int
    doubt: str | None = None


def count(call: ParallelCall) -> Count:
    """Return the number of kernels that a call starts."""
    return repeated(_own(call), call.source, call.enclosed)


def repeated(own: int | str, source: Source, place: EnclosedNode | None) -> Count:
    """Return the number of kernels of a call that starts ``own`` of them, or of which this number is doubtful.

    ``place`` is the call among the expressions around it, which may repeat it.
    """
    factors = (own, *_repetitions(source, place))
    doubts = (factor for factor in factors if isinstance(factor, str))
    return Count(prod(factor for factor in factors if isinstance(factor, int)), next(doubts, None))


def _own(call: ParallelCall) -> int | str:
    if call.count_node is None:
        return 1
    return "the number of kernels is not a literal number" if call.count is None else call.count


def _repetitions(source: Source, inner: EnclosedNode | None) -> Iterator[int | str]:
    """Yield each factor of the number: the factor, or the reason why it is unknown."""
    while inner and inner.outer:
        yield from _factors(source, inner.node, inner.outer.node)
        inner = inner.outer


def _factors(source: Source, inner: Node, outer: Node) -> Iterator[int | str]:
    match outer:
        case FunctionCall(head=Symbol(name=name), arguments=(first, *iterators)) if (
            name.removeprefix(_SYSTEM) in _REPEATED
        ):
            if first is inner:
                yield from (_times(iterator, name) for iterator in iterators)
        case FunctionCall(head=Symbol(short=name), arguments=(first, *sizes)) if name == _COPIED:
            if first is inner:
                yield from (
                    _size(size, name) for each in sizes for size in (each.items if isinstance(each, List) else (each,))
                )
        case FunctionCall(head=Symbol(short=name)) if name in _REPEATED_UNKNOWN:
            yield f"{name} repeats this call"
        case _:
            yield from (f"this call is the body of {what}" for what in _bodies(source, inner, outer))


def _bodies(source: Source, inner: Node, outer: Node) -> Iterator[str]:
    """Yield the kind of construct that has the expression as its body; how often it is used is unknown."""
    match outer:
        case FunctionCall(head=Symbol(short=name)) if name in _LATER:
            yield _LATER[name]
        case Pair(delayed=True):
            yield "a rule"
        case Assignment() | Opaque() if _is_definition(source, inner, outer):
            yield "a definition"
        case Opaque() if _is_function(source, Span(inner.span.end, outer.span.end)):
            yield "a function"
        case _:
            pass


def _times(iterator: Node, name: str) -> int | str:
    """Return the number of iterations of ``{4}`` or ``{i, 4}``."""
    match iterator:
        case List(items=(Number() as number,) | (Symbol(), Number() as number)):
            return _size(number, name)
        case _:
            return f"an iterator of {name} is computed"


def _size(number: Node, name: str) -> int | str:
    """Return a number of repetitions, or the reason why it is unknown."""
    if not isinstance(number, Number) or not number.text.isdecimal():
        return f"an iterator of {name} is computed"
    return f"the number of iterations of {name} is too large" if number.whole is None else number.whole


def _is_definition(source: Source, inner: Node, outer: Node) -> bool:
    """Return whether an operand is the body of a definition, such as the right side of ``:=``."""
    found, at = False, outer.span.start
    for operand in children(outer):
        between = Span(at, operand.span.start)
        for token in tokens(Reading(source), Region(RegionKind.EXPRESSION, "", between, between)):
            is_defining = isinstance(token, SyntaxToken) and token.text in _DEFINES
            found = (found or is_defining) and token.type != "SEMICOLON"
        if operand is inner:
            break
        at = operand.span.end
    return found


def _is_function(source: Source, after: Span) -> bool:
    """Return whether the text after an expression makes it the body of a function, as ``&`` does."""
    depth = 0
    for token in tokens(Reading(source), Region(RegionKind.EXPRESSION, "", after, after)):
        depth += token.type.startswith("LEFT_") - token.type.startswith("RIGHT_")
        if not depth and token.type == "SEMICOLON":
            return False
        if not depth and isinstance(token, SyntaxToken) and token.text in _FUNCTIONS:
            return True
    return False
