"""Find the functions for parallel kernels that a file uses and another version does not have."""

from collections.abc import Collection, Iterator

from rkconf.conversion.changes import Loss
from rkconf.source import Source, Span
from rkconf.syntax import Region, RegionKind, scan, tokens
from rkconf.syntax.tree import Symbol
from rkconf.versions import Version


def losses(source: Source, changed: Collection[Span], old: Version, new: Version) -> Iterator[Loss]:
    """Yield a loss for each function that only the old version has, unless it is in one of the changed places."""
    gone = frozenset(old.parallel_functions) - frozenset(new.parallel_functions)
    if not gone:
        return
    whole = Region(RegionKind.EXPRESSION, "", Span(0, 0), source.whole)
    for token in tokens(scan(source).reading, whole):
        is_gone = isinstance(token, Symbol) and token.short in gone
        if is_gone and not any(span.covers(token.span) for span in changed):
            message = f"version {new} does not have {source[token.span]}"
            yield Loss(token.span, message, "express it with the functions of that version, or remove it")
