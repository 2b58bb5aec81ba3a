"""A text that is edited in stages and maps its places back to the original."""

from collections.abc import Iterable

from rkconf.edits import Edit, apply
from rkconf.record import record, replace
from rkconf.source import Source, Span


@record
class EditedText:
    """The current text, and the edits of every stage."""

    now: Source
    stages: tuple[tuple[Edit, ...], ...] = ()

    def changed(self, edits: Iterable[Edit]) -> "EditedText":
        """Return the text after one more stage."""
        stage = tuple(sorted(set(edits)))
        now = Source(self.now.name, apply(self.now, stage))
        return replace(self, now=now, stages=(*self.stages, stage)) if stage else self

    def origin(self, span: Span) -> Span:
        """Return the original place of ``span``, or of the text that it replaced."""
        start, end = span.start, span.end
        for stage in reversed(self.stages):
            start, end = _before(stage, start), _before(stage, end)
        return Span(start, max(start, end))


def _before(stage: tuple[Edit, ...], offset: int) -> int:
    """Return the offset before the edits of a stage; inside new text, that of what it replaced."""
    shift = 0
    for edit in stage:
        start = edit.span.start + shift
        if offset < start:
            break
        if offset < start + len(edit.data):
            return edit.span.start
        shift += len(edit.data) - len(edit.span)
    return offset - shift
