"""Edits of bytes: every fix, patch and conversion is a list of edits."""

from collections.abc import Iterable
from itertools import pairwise

from rkconf.errors import OverlappingEditsError
from rkconf.record import record
from rkconf.source import Source, Span


@record(order=True)
class Edit:
    """Replace the bytes of ``span`` with ``data``; an empty span inserts, empty data deletes."""

    span: Span
    """The bytes to replace."""
    data: bytes
    """The new bytes."""

    @classmethod
    def replace(cls, span: Span, text: str) -> "Edit":
        """Return an edit that writes ``text`` as UTF-8; bytes of the command line that are not UTF-8 stay."""
        return cls(span, text.encode(errors="surrogateescape"))

    @property
    def text(self) -> str:
        """The new bytes as text, for reports."""
        return self.data.decode("utf-8", errors="replace")


def are_separate(edits: Iterable[Edit]) -> bool:
    """Return whether edits can be applied together: each has a place, and none shares it with another.

    A word that variables contain may come from several places of the text, in any order, so it may have no span.
    """
    spans = sorted(edit.span for edit in edits)
    in_order = all(before.end <= after.start and before != after for before, after in pairwise(spans))
    return in_order and all(span.start <= span.end for span in spans)


def apply(source: Source, edits: Iterable[Edit]) -> bytes:
    """Return the bytes of ``source`` after all edits; every other byte is copied.

    Raises:
        OverlappingEditsError: Two edits share bytes, or insert at the same place.
    """
    pieces: list[bytes] = []
    at, previous = 0, None
    for edit in sorted(set(edits)):
        if edit.span.start < at or (previous and previous.span == edit.span):
            message = f"{source.name}: two edits change the bytes at {edit.span.start}; nothing was changed"
            raise OverlappingEditsError(message)
        pieces += [source.data[at : edit.span.start], edit.data]
        at, previous = edit.span.end, edit
    return b"".join([*pieces, source.data[at:]])
