"""Carry the calls that launch parallel kernels from one package to the other."""

import re
from collections.abc import Iterator

from rkconf.conversion.changes import Change, Loss, Note
from rkconf.edits import Edit
from rkconf.entries import Document, ParallelCall
from rkconf.extraction.surroundings import argument_of, repetition
from rkconf.source import Source, Span
from rkconf.versions import Version

_COMMAND = 1
"""Where the command stands among the arguments."""


def carry(document: Document, old: Version, new: Version) -> Iterator[Change]:
    """Yield what gives every call the head of ``new``, and loads the package that knows it."""
    calls = [call for call in document.parallel if not call.is_assignment and call.head != new.parallel_head]
    if not calls or old.parallel_head == new.parallel_head:
        return
    for call in calls:
        yield from _with_number(call, new) if new.remote_machine_arguments else _without_number(call, old, new)
    yield from _package(document.source, calls[0], old, new)


def _with_number(call: ParallelCall, new: Version) -> Iterator[Change]:
    """Write a call that can hold the number of kernels; a repetition around it becomes that number."""
    before, after = new.parallel_launch.split("{machine}")
    repeated = repetition(call)
    whole = repeated.span if repeated else call.span
    count = f", {repeated.count}" if repeated else ""
    yield Edit.replace(Span(whole.start, call.head_span.end), f"{before}{new.parallel_head}")
    yield Edit.replace(Span(call.span.end - 1, whole.end), f"{count}]{after}")
    yield from _options(call, new)


def _without_number(call: ParallelCall, old: Version, new: Version) -> Iterator[Change]:
    """Write a call that launches one kernel, as often as it is wanted."""
    launcher = old.parallel_launch.partition("[")[0]
    launched = argument_of(call, launcher)
    why = _inexpressible(call) or (None if launched else f"{launcher} does not stand right around it")
    if why or not launched:
        message = f"{call.head} cannot become {new.parallel_head} of version {new}: {why}"
        yield Loss(call.span, message, f"write {new.parallel_head}[host, command] for each kernel")
        return
    count = call.count or 1
    opening, closing = ("", "]") if count == 1 else ("Table[", f"], {{{count}}}]")
    yield Edit.replace(Span(launched.start, call.head_span.end), f"{opening}{new.parallel_head}")
    end = call.arguments[_COMMAND].span.end if len(call.arguments) > _COMMAND + 1 else call.span.end - 1
    yield Edit.replace(Span(end, launched.end), closing)
    yield from _options(call, new)


def _inexpressible(call: ParallelCall) -> str | None:
    """Return what of a call a host and a command cannot say."""
    if call.command_node is None:
        return "it names no command"
    more = call.arguments[_COMMAND + 1 :]
    return "it holds settings of the dialog" if len(more) > 1 or (more and call.count is None) else None


def _options(call: ParallelCall, new: Version) -> Iterator[Change]:
    for option in call.options:
        name = call.source[option.key.span]
        message = f"the option {name} of {call.head}: {new.parallel_head} of version {new} has nothing like it"
        yield Loss(option.span, message, "take it away, and see that the command returns at once")


def _package(source: Source, first: ParallelCall, old: Version, new: Version) -> Iterator[Change]:
    """Load the other package where the old one was loaded; say what to load where none was."""
    text = re.escape(old.parallel_load).replace(r"\[", r"\s*\[\s*").replace(r"\]", r"\s*\]")
    found = [match.span() for match in re.finditer(text, source.text)]
    yield from (Edit.replace(Span(*span), new.parallel_load) for span in found)
    if not found:
        message = f"{new.parallel_head} needs a package that this file does not load"
        yield Note(first.span, message, f"evaluate {new.parallel_load} first")
