"""Find the functions for parallel kernels that a file uses and another version does not have."""

from collections.abc import Collection, Iterator

from rkconf.conversion.changes import Loss
from rkconf.descriptions.symbols import symbols
from rkconf.entries.definitions import Definitions
from rkconf.source import Source, Span
from rkconf.syntax import Region, RegionKind, scan, tokens
from rkconf.syntax.tree import Symbol
from rkconf.versions import Version


def losses(source: Source, changed: Collection[Span], old: Version, new: Version) -> Iterator[Loss]:
    """Yield a loss for each function that only the old version has, unless it is in one of the changed places.

    A function of that name that the file defines is not one of the version.
    """
    others = {name: each for name, each in old.parallel_functions.items() if new.parallel_functions.get(name) != each}
    # Dividing a file into tokens takes time, and few files have such a name.
    gone = {name: other for name, other in others.items() if name in source.text}
    if not gone:
        return
    definitions = Definitions(source)
    whole = Region(RegionKind.EXPRESSION, "", Span(0, 0), source.whole)
    for token in tokens(scan(source).reading, whole):
        if not isinstance(token, Symbol) or token.short not in gone or definitions.defines(token.short):
            continue
        if not any(span.covers(token.span) for span in changed):
            yield _loss(token, gone[token.short], old, new)


def _loss(symbol: Symbol, other: str, old: Version, new: Version) -> Loss:
    fact = symbols().get(symbol.short)
    is_another = symbol.short in new.parallel_functions or (fact is not None and not fact.is_new_after(new))
    message = f"version {new} does not have {symbol.name}"
    if is_another:
        message = f"{symbol.name} of version {new} is another function than that of {old}"
    advice = f"write {other}" if other else "express it with the functions of that version, or remove it"
    return Loss(symbol.span, message, advice)
