"""Convert kernels to another version: unaffected bytes stay, and anything the version cannot express is a loss."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rkconf import versions
from rkconf.command import Launch
from rkconf.command.operating_system import FOR_UNIX, GUESS
from rkconf.conversion import (
    calls,
    commands,
    descriptions,
    front_end_files,
    functions,
    local_kernels,
    ports,
    specifications,
)
from rkconf.conversion.changes import EditOrRemark, Loss, Note
from rkconf.conversion.command_conversion import CommandConversion
from rkconf.conversion.edited_text import EditedText
from rkconf.conversion.findings import Findings, count
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.edits import Edit
from rkconf.entries import Document
from rkconf.errors import WriteRefusedError
from rkconf.inputs import Input
from rkconf.record import record, replace
from rkconf.secrets import Mask
from rkconf.source import Source
from rkconf.versions import Version

RemarkKind = TypeVar("RemarkKind", Loss, Note)

__all__ = ["Conversion", "Loss", "Note", "convert", "written_for"]


@record
class Conversion:
    """The result of a conversion; the spans of losses and notes are those of ``source``."""

    source: Source
    """The text that was converted."""
    data: bytes
    """The result; one line per command."""
    losses: tuple[Loss, ...] = ()
    """Parts that could not be converted, so that ``data`` does not mean the same."""
    notes: tuple[Note, ...] = ()
    """Differences in behaviour and assumptions to check."""


def written_for(checked: Input, guess: Version) -> Version:
    """Return the version that an input was written for: ``guess``, unless its parallel kernels contradict that.

    A file with parallel kernels does not name a version, but its package belongs to some; the newest of them is used.
    """
    heads = {call.head for call in checked.document.parallel if not call.is_assignment}
    if not heads or guess.parallel_head in heads:
        return guess
    return next((version for version in reversed(versions.known()) if version.parallel_head in heads), guess)


def convert(checked: Input, old: Version, new: Version) -> Conversion:
    """Convert ``checked`` from version ``old`` to version ``new``.

    Words that only one of the versions needs are inserted or removed. Findings that are errors only in the new version
    are repaired if that is safe, and are losses otherwise.

    Raises:
        WriteRefusedError: The boxes of a notebook would have to change.
    """
    source = checked.written
    if old is new:
        return Conversion(source, source.data)
    findings = Findings(checked, old)
    changes = (*_guess(findings), *_changes(findings, old, new))
    text = EditedText(source).changed(_edits(checked, [change for change in changes if isinstance(change, Edit)]))
    after, text, fresh = findings.repair(text, count(findings.find(checked, old)), new)
    losses = [change for change in changes if isinstance(change, Loss)]
    losses += [replace(loss, span=text.origin(loss.span)) for loss in ports.in_use_twice(findings, after, old, new)]
    notes = [change for change in changes if isinstance(change, Note)]
    more_losses, more_notes = _remarks(text, fresh, losses, notes)
    mask = findings.mask(checked, old) | findings.mask(after, new)
    return Conversion(
        source,
        text.now.data,
        tuple(_masked(each, mask) for each in (*losses, *more_losses)),
        tuple(_masked(each, mask) for each in (*notes, *more_notes)),
    )


def _edits(checked: Input, changes: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits of the bytes of an input.

    Raises:
        WriteRefusedError: The boxes of a notebook would have to change.
    """
    edits = checked.edits_of_bytes(changes) if changes else ()
    if edits is not None:
        return edits
    first = next((each for each in changes if checked.edits_of_bytes([each]) is None), changes[0])
    place = checked.written.location(first.span.start)
    message = f"{place}: convert does not change the boxes of a notebook; copy the cell into a .m file and convert that"
    raise WriteRefusedError(message)


def _masked(remark: RemarkKind, mask: Mask) -> RemarkKind:
    """Return a remark without the passwords that it may quote."""
    return replace(remark, message=mask(remark.message), advice=mask(remark.advice))


def _guess(findings: Findings) -> Iterator[Note]:
    """Yield the note that the Front End is assumed to run on Windows, if a command alone shows it."""
    shown = findings.windows_only
    if shown and shown.command:
        yield Note(shown.command.span, GUESS, FOR_UNIX)


def _changes(findings: Findings, old: Version, new: Version) -> Iterator[EditOrRemark]:
    checked = findings.checked
    if checked.loaded:
        yield from specifications.convert(checked.loaded, old, new)
    for each in findings.launches(checked):
        if not checked.loaded and each.launch.is_parallel and _is_described(old, new):
            yield from () if checked.is_file else _kept_template(each.launch, new)
            continue
        journey = findings.followed.representative(each.launch, findings.target(old))
        for change in commands.convert(CommandConversion(journey, old, new, each.kernel_version)):
            shared = isinstance(change, Edit) and not each.launch.may_change([change])
            yield _in_a_name(change, new) if isinstance(change, Edit) and shared else change
    if not checked.loaded:
        yield from _parallel(checked.document, old, new)
        yield from descriptions.convert(checked.document, old, new)
        yield from front_end_files.convert(checked.document, checked.os, old, new)
        yield from local_kernels.losses(checked.document, old, new)


def _kept_template(launch: Launch, new: Version) -> Iterator[Note]:
    """Yield that a single command for parallel kernels stays, since only a call names the machine of a description."""
    if launch.command:
        message = f"the command is kept; it is not known whether version {new} has {new.parallel_head}, which uses it"
        yield Note(launch.command.span, message, f"write {new.parallel_description}[address, options] in its place")


def _is_described(old: Version, new: Version) -> bool:
    """Return whether addresses describe parallel kernels in the new version alone."""
    return bool(new.parallel_description) and not old.parallel_description


def _parallel(document: Document, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Yield the changes to the parallel kernels of a file."""
    if document.parallel and _is_described(old, new):
        # Imported here because few files have such kernels.
        from rkconf.conversion import to_descriptions

        changes = tuple(to_descriptions.convert(document, old, new))
    else:
        changes = tuple(calls.convert(document, old, new))
    yield from changes
    yield from functions.losses(document.source, [each.span for each in changes], old, new)


def _in_a_name(edit: Edit, new: Version) -> Loss:
    """Return the loss of an edit in a text that the file computes, or uses for other purposes too."""
    message = f"version {new} needs other words here, but the file joins this text, or uses it at several places"
    return Loss(edit.span, message, f"write {edit.data.decode(errors='replace').strip()!r} here by hand")


def _remarks(
    text: EditedText, fresh: tuple[Diagnostic, ...], losses: list[Loss], notes: list[Note]
) -> tuple[list[Loss], list[Note]]:
    """Return losses and notes for the new findings, unless their place has one already."""
    more_losses: list[Loss] = []
    more_notes: list[Note] = []
    explained = {note.reason for note in notes}
    for each in fresh:
        span, message = text.origin(each.span), f"{each.message} ({each.code} {each.name})"
        if any(loss.span.covers(span) for loss in (*losses, *more_losses)):
            continue
        if each.severity is Severity.ERROR:
            more_losses.append(Loss(span, message, each.help))
        elif span not in explained:
            more_notes.append(Note(span, message, each.help))
    return more_losses, more_notes
