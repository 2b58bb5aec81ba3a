"""Convert the calls that launch parallel kernels from one package to the other."""

from collections.abc import Iterator

from rkconf.conversion.changes import EditOrRemark, Loss, Note
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


def convert(document: Document, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Yield the edits that give every call the head of ``new`` and load the package that defines it."""
    if old.parallel_head == new.parallel_head:
        return
    calls = [call for call in document.parallel if not call.is_assignment and call.head != new.parallel_head]
    changes = [each for call in calls for each in _converted(call, old, new)]
    if calls:
        changes += _packages(document.source, calls[0], old, new)
    yield from changes


def _converted(call: ParallelCall, old: Version, new: Version) -> Iterator[EditOrRemark]:
    if is_closed(call.source, call.span):
        yield from _with_number(call, new) if new.remote_machine_arguments else _without_number(call, old, new)
        yield from _options(call, new)
    else:
        yield _loss(call, new, "the closing bracket is missing")


def _launcher(version: Version) -> str:
    """Return the function that launches the kernels that a call describes."""
    return version.parallel_launch.partition("[")[0]


def _with_number(call: ParallelCall, new: Version) -> Iterator[EditOrRemark]:
    """Write a call that holds the number of kernels; the number of a ``Table`` around the call moves into it."""
    table = repeated(call)
    if not table:
        before, after = new.parallel_launch.split("{machine}")
        yield Edit.replace(call.head_span, f"{before}{new.parallel_head}")
        yield Edit.replace(Span(call.span.end - 1, call.span.end), f"]{after}")
        return
    around, number = table
    end = call.arguments[-1].span.end
    yield Edit.replace(around.head.span, _launcher(new))
    yield Edit.replace(call.head_span, new.parallel_head)
    yield Edit.replace(Span(end, end), f", {call.source[number.span]}")
    yield from _removed(call.source, around.separators[0].to(around.arguments[1].span))


def repeated(call: ParallelCall) -> tuple[FunctionCall, Node] | None:
    """Return ``Table[call, {number}]`` and the number; None if the call itself cannot hold the number."""
    outer = first_argument_of(call)
    match outer:
        case FunctionCall(head=Symbol(name=name), arguments=(_, List(items=(Number() | Symbol() as number,)))) if (
            name == _TABLE
        ):
            # Without a command, a symbol as the second argument would be read as the command.
            fits = call.command_node if isinstance(number, Symbol) else number.whole is not None
            return (outer, number) if fits and call.arguments and not call.count_node else None
        case _:
            return None


def _without_number(call: ParallelCall, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Write a call that launches one kernel; the number of kernels moves into a ``Table`` around it."""
    launched = argument_of(call, _launcher(old))
    reason = _inexpressible(call) or (None if launched else f"it is not the direct argument of {_launcher(old)}")
    if not launched or reason:
        yield _loss(call, new, reason)
        return
    yield Edit.replace(call.head_span, new.parallel_head)
    opening, closing = Span(launched.span.start, call.span.start), Span(call.span.end, launched.span.end)
    if not call.count_node and not any((*comments(call.source, opening), *comments(call.source, closing))):
        yield from (Edit(opening, b""), Edit(closing, b""))
        return
    number = call.source[call.count_node.span] if call.count_node else "1"
    yield Edit.replace(launched.head.span, _TABLE)
    yield Edit.replace(Span(closing.end - 1, closing.end), f", {{{number}}}]")
    yield from _number_removed(call)


def _number_removed(call: ParallelCall) -> Iterator[Edit]:
    """Remove the number from a call, with the comma in front of it."""
    place, number = call.enclosed, call.count_node
    if place and number and isinstance(place.node, FunctionCall):
        comma = max(comma for comma in place.node.separators if comma.end <= number.span.start)
        yield from _removed(call.source, comma.to(number.span))


def _removed(source: Source, span: Span) -> Iterator[Edit]:
    """Remove a span, except for its comments and the white space beside them."""
    if not any(comments(source, span)):
        yield Edit(span, b"")
        return
    for token in tokens(Reading(source), Region(RegionKind.EXPRESSION, "", span, span)):
        yield Edit(token.span, b"")


def _loss(call: ParallelCall, new: Version, reason: str | None) -> Loss:
    message = f"{call.head} cannot be converted to {new.parallel_head} of version {new}: {reason}"
    return Loss(call.span, message, f"write {new.parallel_head}[host, command] for each kernel")


def _inexpressible(call: ParallelCall) -> str | None:
    """Return why a host, a command and a ``Table`` cannot express a call; None if they can."""
    if call.settings:
        return "it contains settings of the dialog"
    if call.may_be_count:
        return "its second argument is computed, and may be the command or the number of kernels"
    is_plain = isinstance(call.count_node, Number | Symbol | None)
    return None if is_plain else "the number of kernels is computed"


def _options(call: ParallelCall, new: Version) -> Iterator[EditOrRemark]:
    for option in call.options:
        name = call.source[option.key.span]
        message = f"{new.parallel_head} of version {new} has no equivalent of the option {name} of {call.head}"
        yield Loss(option.span, message, "remove it, and make sure that the command returns immediately")


def _packages(source: Source, first: ParallelCall, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Load the new package where the old one was loaded; if none was, note which one to load."""
    found = tuple(loaded(source, package(old)))
    yield from (Edit.replace(span, package(new)) for span in found)
    if not found:
        message = f"{new.parallel_head} needs a package that this file does not load"
        yield Note(first.span, message, f"evaluate {new.parallel_load} first")
