"""Carry the calls that launch parallel kernels from one package to the other."""

from collections.abc import Iterator

from rkconf.conversion.changes import Change, Loss, Note
from rkconf.conversion.packages import loaded, package
from rkconf.edits import Edit
from rkconf.entries import Document, ParallelCall
from rkconf.entries.enclosing import argument_of, first_argument_of, is_closed
from rkconf.source import Source, Span
from rkconf.syntax import Region, RegionKind, comments, tokens
from rkconf.syntax.reading import Reading
from rkconf.syntax.tree import FunctionCall, List, Node, Number, Symbol
from rkconf.versions import Version

_TABLE = "Table"


def convert(document: Document, old: Version, new: Version) -> Iterator[Change]:
    """Yield what gives every call the head of ``new``, and loads the package that knows it."""
    calls = [call for call in document.parallel if not call.is_assignment and call.head != new.parallel_head]
    if not calls or old.parallel_head == new.parallel_head:
        return
    for call in calls:
        if is_closed(document.source, call.span):
            yield from _with_number(call, new) if new.remote_machine_arguments else _without_number(call, old, new)
            yield from _options(call, new)
        else:
            yield _lost(call, new, "it has no closing bracket")
    yield from _packages(document.source, calls[0], old, new)


def _launcher(version: Version) -> str:
    """Return the function that launches what a call describes."""
    return version.parallel_launch.partition("[")[0]


def _with_number(call: ParallelCall, new: Version) -> Iterator[Change]:
    """Write a call that can hold the number of kernels; that of a ``Table`` right around it goes into it."""
    table = _table(call)
    if not table:
        before, after = new.parallel_launch.split("{machine}")
        yield Edit.replace(call.head_span, f"{before}{new.parallel_head}")
        yield Edit.replace(Span(call.span.end - 1, call.span.end), f"]{after}")
        return
    around, number = table
    behind = call.arguments[-1].span.end
    yield Edit.replace(around.head.span, _launcher(new))
    yield Edit.replace(call.head_span, new.parallel_head)
    yield Edit.replace(Span(behind, behind), f", {call.source[number.span]}")
    yield from _taken_away(call.source, around.separators[0].to(around.arguments[1].span))


def _table(call: ParallelCall) -> tuple[FunctionCall, Node] | None:
    """Return ``Table[call, {number}]`` and the number, where the call itself could hold that; None otherwise."""
    outer = first_argument_of(call)
    match outer:
        case FunctionCall(head=Symbol(name=name), arguments=(_, List(items=(Number() | Symbol() as number,)))) if (
            name == _TABLE
        ):
            # A symbol in the place of the command would be taken for one.
            fits = call.command_node if isinstance(number, Symbol) else number.text.isdecimal()
            return (outer, number) if fits and call.arguments and not call.count_node else None
        case _:
            return None


def _without_number(call: ParallelCall, old: Version, new: Version) -> Iterator[Change]:
    """Write a call that launches one kernel; its number goes into a ``Table`` around it."""
    launched = argument_of(call, _launcher(old))
    why = _inexpressible(call) or (None if launched else f"{_launcher(old)} does not stand right around it")
    if not launched or why:
        yield _lost(call, new, why)
        return
    yield Edit.replace(call.head_span, new.parallel_head)
    opening, closing = Span(launched.span.start, call.span.start), Span(call.span.end, launched.span.end)
    if not call.count_node and not any((*comments(call.source, opening), *comments(call.source, closing))):
        yield from (Edit(opening, b""), Edit(closing, b""))
        return
    number = call.source[call.count_node.span] if call.count_node else "1"
    yield Edit.replace(launched.head.span, _TABLE)
    yield Edit.replace(Span(closing.end - 1, closing.end), f", {{{number}}}]")
    yield from _number_taken_away(call)


def _number_taken_away(call: ParallelCall) -> Iterator[Edit]:
    """Take the number out of a call, with the comma before it."""
    place, number = call.enclosed, call.count_node
    if place and number and isinstance(place.node, FunctionCall):
        comma = max(comma for comma in place.node.separators if comma.end <= number.span.start)
        yield from _taken_away(call.source, comma.to(number.span))


def _taken_away(source: Source, span: Span) -> Iterator[Edit]:
    """Take a stretch away; where comments stand in it, they stay, and the blanks beside them."""
    if not any(comments(source, span)):
        yield Edit(span, b"")
        return
    for token in tokens(Reading(source), Region(RegionKind.EXPRESSION, "", span, span)):
        yield Edit(token.span, b"")


def _lost(call: ParallelCall, new: Version, why: str | None) -> Loss:
    message = f"{call.head} cannot become {new.parallel_head} of version {new}: {why}"
    return Loss(call.span, message, f"write {new.parallel_head}[host, command] for each kernel")


def _inexpressible(call: ParallelCall) -> str | None:
    """Return what of a call a host, a command and a ``Table`` cannot say."""
    if call.settings:
        return "it holds settings of the dialog"
    is_plain = isinstance(call.count_node, Number | Symbol | None)
    return None if is_plain else "the number of kernels is computed"


def _options(call: ParallelCall, new: Version) -> Iterator[Change]:
    for option in call.options:
        name = call.source[option.key.span]
        message = f"the option {name} of {call.head}: {new.parallel_head} of version {new} has nothing like it"
        yield Loss(option.span, message, "take it away, and see that the command returns at once")


def _packages(source: Source, first: ParallelCall, old: Version, new: Version) -> Iterator[Change]:
    """Load the other package where the old one was loaded; say what to load where none was."""
    found = tuple(loaded(source, package(old)))
    yield from (Edit.replace(span, package(new)) for span in found)
    if not found:
        message = f"{new.parallel_head} needs a package that this file does not load"
        yield Note(first.span, message, f"evaluate {new.parallel_load} first")
