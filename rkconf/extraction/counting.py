"""How many kernels a call starts: its own number, times what repeats it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from rkconf.entries import ParallelCall
from rkconf.entries.enclosing import outward
from rkconf.source import Source, Span
from rkconf.syntax import Region, RegionKind, SyntaxToken, tokens
from rkconf.syntax.reading import Reading
from rkconf.syntax.tree import Assignment, FunctionCall, List, Node, Number, Opaque, Pair, Symbol, children

_SYSTEM = "System`"
_REPEATED = ("Table", "Do")
"""What evaluates its first argument as often as the iterators behind it say."""
_OFTEN = frozenset(
    (
        *("For", "While", "Sum", "Product", "Function", "FixedPoint"),
        *("ParallelTable", "ParallelDo", "ParallelSum", "ParallelProduct", "ParallelEvaluate", "RemoteEvaluate"),
    )
)
"""What holds an argument and evaluates it as often as only a kernel knows, or in as many kernels. Every other function
gets the value of its arguments, which were evaluated once."""
_LATER = {
    **dict.fromkeys(("SetDelayed", "UpSetDelayed", "TagSetDelayed"), "a definition"),
    "RuleDelayed": "a rule",
}
"""What holds an argument for whoever uses it later, if anybody does."""
_DEFINES = frozenset({":=", "^:="})
_FUNCTIONS = frozenset({"&", r"\[Function]", "|->"})
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Count:
    """A number of kernels; ``doubt`` says why nobody can know it from the text, and then the number is a guess."""

    number: int
    doubt: str | None = None


def count(call: ParallelCall) -> Count:
    """Return how many kernels a call starts."""
    factors = (_own(call), *_repetitions(call))
    doubts = (factor for factor in factors if isinstance(factor, str))
    return Count(prod(factor for factor in factors if isinstance(factor, int)), next(doubts, None))


def _own(call: ParallelCall) -> int | str:
    if call.count_node is None:
        return 1
    return "the number of kernels is computed, or no plain number" if call.count is None else call.count


def _repetitions(call: ParallelCall) -> Iterator[int | str]:
    """Yield what multiplies the call: a number, or why it is not known."""
    for inner in outward(call):
        if inner.outer:
            yield from _factors(call.source, inner.node, inner.outer.node)


def _factors(source: Source, inner: Node, outer: Node) -> Iterator[int | str]:
    match outer:
        case FunctionCall(head=Symbol(name=name), arguments=(first, *iterators)) if (
            name.removeprefix(_SYSTEM) in _REPEATED
        ):
            if first is inner:
                yield from (_times(iterator, name) for iterator in iterators)
        case FunctionCall(head=Symbol(short=name)) if name in _OFTEN:
            yield f"{name} repeats this call"
        case _:
            yield from (f"this call is the body of {what}" for what in _bodies(source, inner, outer))


def _bodies(source: Source, inner: Node, outer: Node) -> Iterator[str]:
    """Yield what an expression is the body of: nobody knows how often that is used."""
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
    """Return what ``{4}`` or ``{i, 4}`` means."""
    match iterator:
        case List(items=(Number(text=text),) | (Symbol(), Number(text=text))) if text.isdecimal():
            return int(text) if len(text) <= _MOST_DIGITS else f"{name} has no end"
        case _:
            return f"an iterator of {name} is computed"


def _is_definition(source: Source, inner: Node, outer: Node) -> bool:
    """Say whether what stands before an operand makes it the body of a definition, as ``:=`` does."""
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


def _is_function(source: Source, behind: Span) -> bool:
    """Say whether what stands behind an expression makes it the body of a function, as ``&`` does."""
    depth = 0
    for token in tokens(Reading(source), Region(RegionKind.EXPRESSION, "", behind, behind)):
        depth += token.type.startswith("LEFT_") - token.type.startswith("RIGHT_")
        if not depth and token.type == "SEMICOLON":
            return False
        if not depth and isinstance(token, SyntaxToken) and token.text in _FUNCTIONS:
            return True
    return False
