"""Read entries outside of ``SetOptions[$FrontEnd, ...]``, as people paste them: ``"name" -> {...}``."""

from collections.abc import Iterator, Sequence

from rkconf.diagnostics import Problem
from rkconf.entries.document import LocatedEntry
from rkconf.entries.kernels import literal_entries
from rkconf.entries.recovery import looks_like_an_entry
from rkconf.entries.static_values import StaticValues
from rkconf.overlapping_spans import OverlappingSpans
from rkconf.syntax.tree import List, Node, Pair, String, literal_text, walk

_ADVICE = "write SetOptions[$FrontEnd, EvaluatorNames->{...}] around them"
_MESSAGE = "these entries are outside of SetOptions[$FrontEnd, ...], so the Front End may not have these kernels"
_UNNAMED = "these options are outside of an entry, so rkconf does not know their kernel and does not check them"
_ADVICE_FOR_UNNAMED = 'write SetOptions[$FrontEnd, EvaluatorNames->{"name" -> {...}}] around them'


def without_set(lists: Sequence[Node], entries: Sequence[LocatedEntry]) -> list[Node]:
    """Return the lists that no setting uses: a setting may get its entries, or their options, by a name."""
    if not lists:
        return []
    used = OverlappingSpans(span for entry in entries for span in (entry.span, entry.value_span))
    return [each for each in lists if not (used.covers(each.span) or used.begins_in(each.span))]


def read(values: StaticValues, node: Node) -> Iterator[LocatedEntry | Problem]:
    """Yield the entries in a list outside of the settings, and the problem that they are there."""
    entries = tuple(entry for part in _inside(node) for entry in literal_entries(values, part))
    if entries:
        yield Problem("not-understood", entries[0].name_span, _MESSAGE, _ADVICE)
        yield from entries
    else:
        options = (each for each in walk(node) if isinstance(each, Pair) and _is_command(each))
        yield from (Problem("not-understood", each.key.span, _UNNAMED, _ADVICE_FOR_UNNAMED) for each in [*options][:1])


def _inside(node: Node) -> Sequence[Node]:
    """Return the entries in the option ``"EvaluatorNames" -> {...}``, which looks like an entry itself."""
    match node:
        case Pair(value=List(items=items)) if any(map(looks_like_an_entry, items)):
            return items
        case _:
            return (node,)


def _is_command(pair: Pair) -> bool:
    """Return whether this is a launch command; a package may have a default without one, such as ``"none"``."""
    is_script = isinstance(pair.key, String) and pair.key.value.text == "LoginScript"
    text = literal_text(pair.value) if is_script else None
    return text is not None and " " in text.text
