"""Write ignore comments for what is found, and prove that they hide it and change nothing else."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from rkconf.diagnostics import Diagnostic
from rkconf.edits import Edit, apply
from rkconf.fixes import Find
from rkconf.fixes.verification import OffsetMap, changes_others, kind
from rkconf.ignores import OWN_RULES, additions
from rkconf.inputs import Input, again

# The edit that writes a comment, and what the comment is to hide.
Addition: TypeAlias = tuple[Edit, list[Diagnostic]]


class Annotated(NamedTuple):
    """What became of an input."""

    checked: Input
    """The input, read again with its new comments."""
    hidden: tuple[Diagnostic, ...] = ()
    """What the comments hide."""
    left: tuple[Diagnostic, ...] = ()
    """What no comment can hide: in bare text, or where a file is too broken for one."""


def annotate(checked: Input, find: Find, reason: str) -> Annotated:
    """Write a comment before every entry in which something is found; what is said about comments is left.

    Args:
        checked: The input.
        find: Returns what is found; comments must count for it.
        reason: Why nobody wants to hear of it, in words that a comment can hold (`ignores.check_reason`).
    """
    found = [each for each in find(checked) if each.suppressed is None]
    wanted = [each for each in found if each.name not in OWN_RULES]
    possible = list(additions(checked, wanted, reason)) if checked.is_file else []
    if not _holds(checked, possible, find):
        possible = [each for each in possible if _holds(checked, [each], find)]
    kept = possible if _holds(checked, possible, find) else []
    hidden = tuple(each for _, together in kept for each in together)
    return Annotated(_with(checked, kept), hidden, tuple(each for each in wanted if each not in hidden))


def _with(checked: Input, kept: Sequence[Addition]) -> Input:
    source = checked.document.source
    return again(checked, {source.name: apply(source, (edit for edit, _ in kept))}) if kept else checked


def _holds(before: Input, kept: Sequence[Addition], find: Find) -> bool:
    """Say whether the comments hide what they are for, and nothing else is another than before."""
    after = _with(before, kept)
    if changes_others(before, after, OffsetMap(edit for edit, _ in kept)):
        return False
    hidden = Counter(kind(each) for _, together in kept for each in together)
    was, remains = (Counter(kind(each) for each in find(text) if each.suppressed is None) for text in (before, after))
    return was - hidden == remains
