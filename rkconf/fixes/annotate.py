"""Write ignore comments for findings, and verify that they suppress these findings and change nothing else."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from rkconf.diagnostics import Diagnostic
from rkconf.edits import Edit, apply
from rkconf.fixes import Find
from rkconf.fixes.verification import OffsetMap, changes_others, kind
from rkconf.ignores import OWN_RULES, additions
from rkconf.inputs import Input
from rkconf.record import record

# The edits that write a comment, and the findings that the comment is for.
Addition: TypeAlias = tuple[tuple[Edit, ...], list[Diagnostic]]


@record
class Annotated:
    """An input with new ignore comments."""

    checked: Input
    """The input, read again with its comments."""
    suppressed: tuple[Diagnostic, ...] = ()
    """The findings that the comments suppress."""
    left: tuple[Diagnostic, ...] = ()
    """The findings that no comment can suppress: in bare text, or in a file with syntax errors."""


def annotate(checked: Input, find: Find, reason: str) -> Annotated:
    """Write a comment in front of every entry with findings; findings about comments are not suppressed.

    Args:
        checked: The input.
        find: Returns the findings; ignore comments must be in effect.
        reason: The reason in the comment, as `ignores.check_reason` returns it.
    """
    found = [each for each in find(checked) if each.suppressed is None]
    wanted = [each for each in found if each.name not in OWN_RULES]
    possible = list(_possible(checked, wanted, reason)) if checked.is_file else []
    if not _is_verified(checked, possible, find):
        possible = [each for each in possible if _is_verified(checked, [each], find)]
    kept = possible if _is_verified(checked, possible, find) else []
    suppressed = tuple(each for _, together in kept for each in together)
    return Annotated(_with(checked, kept), suppressed, tuple(each for each in wanted if each not in suppressed))


def _possible(checked: Input, wanted: Sequence[Diagnostic], reason: str) -> Iterator[Addition]:
    """Yield the comments that can be written; into the boxes of a notebook none can."""
    for edit, together in additions(checked, wanted, reason):
        edits = checked.edits_of_bytes([edit])
        if edits is not None:
            yield edits, together


def _edits(kept: Sequence[Addition]) -> set[Edit]:
    return {edit for edits, _ in kept for edit in edits}


def _with(checked: Input, kept: Sequence[Addition]) -> Input:
    source = checked.written
    return checked.read_again({source.name: apply(source, _edits(kept))}) if kept else checked


def _is_verified(before: Input, kept: Sequence[Addition], find: Find) -> bool:
    """Return whether the comments suppress the findings that they are for, and change nothing else."""
    after = _with(before, kept)
    if changes_others(before, after, OffsetMap(_edits(kept))):
        return False
    suppressed = Counter(kind(each) for _, together in kept for each in together)
    was, remains = (Counter(kind(each) for each in find(text) if each.suppressed is None) for text in (before, after))
    return was - suppressed == remains
