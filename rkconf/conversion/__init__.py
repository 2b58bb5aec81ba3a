"""Carry kernels to another version: what need not change stays, byte for byte; what is lost is told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rkconf import versions
from rkconf.conversion import calls, commands, findings, ports, specifications
from rkconf.conversion.changes import Change, Loss, Note
from rkconf.conversion.text import Text
from rkconf.diagnostics import Severity
from rkconf.edits import Edit
from rkconf.inputs import Input
from rkconf.source import Source
from rkconf.spec import load
from rkconf.versions import Version

__all__ = ["Conversion", "Loss", "Note", "convert", "written_for"]


@dataclass(frozen=True, slots=True)
class Conversion:
    """What came of a conversion, and what there is to say about it; places are those of ``source``."""

    source: Source
    """What was converted."""
    data: bytes
    """The bytes that came of it; for a command a line each."""
    losses: tuple[Loss, ...] = ()
    """What could not be carried over: the data is not what was meant."""
    notes: tuple[Note, ...] = ()
    """What is worth knowing."""


def written_for(checked: Input, guess: Version) -> Version:
    """Return the version that an input was written for: ``guess``, unless its parallel kernels contradict that.

    A file of parallel kernels names no version, but each package belongs to some: then it is the newest of those.
    """
    heads = {call.head for call in checked.document.parallel if not call.is_assignment}
    if not heads or guess.parallel_head in heads:
        return guess
    return next((version for version in reversed(versions.known()) if version.parallel_head in heads), guess)


def convert(checked: Input, old: Version, new: Version) -> Conversion:
    """Return ``checked``, which was written for ``old``, in the words of ``new``.

    Words that only one of the versions needs are put in or taken away. What lint then calls an error, and did not
    before, is repaired where that is safe, and otherwise lost.
    """
    source = checked.document.source
    if old is new:
        return Conversion(source, source.data)
    changes = tuple(_changes(checked, old, new))
    text = Text(source).changed(change for change in changes if isinstance(change, Edit))
    known = findings.count(findings.find(checked, old))
    text, fresh = findings.repair(checked, text, known, new)
    losses = [change for change in changes if isinstance(change, Loss)]
    losses += _ports_in_use_twice(checked, text, new)
    notes = [change for change in changes if isinstance(change, Note)]
    answered = {note.reason for note in notes}  # what lint would say there is said already
    for each in fresh:
        span, message = text.origin(each.span), f"{each.message} ({each.code} {each.name})"
        if any(loss.span.covers(span) for loss in losses):
            continue  # that it is lost is said already
        if each.severity is Severity.ERROR:
            losses.append(Loss(span, message, each.help))
        elif span not in answered:
            notes.append(Note(span, message, each.help))
    return Conversion(source, text.now.data, tuple(losses), tuple(notes))


def _ports_in_use_twice(checked: Input, text: Text, new: Version) -> Iterator[Loss]:
    after = findings.reread(checked, text.now)
    for loss in ports.in_use_twice(checked, after, new, findings.system_of(checked, new)):
        yield replace(loss, span=text.origin(loss.span))


def _changes(checked: Input, old: Version, new: Version) -> Iterator[Change]:
    document = checked.document
    if document.kind == "specification":
        yield from specifications.carry(load(document.source), old, new)
        return
    os = findings.system_of(checked, old)
    yield from findings.guess_of_system(checked, old)
    for _, launch in checked.launches:
        yield from commands.carry(launch, old, new, os)
    yield from calls.carry(document, old, new)
