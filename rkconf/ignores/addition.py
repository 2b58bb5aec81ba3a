"""Put ignore comments into a file: one before every entry, for all that is found in it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rkconf.diagnostics import Diagnostic
from rkconf.edits import Edit
from rkconf.errors import UsageError
from rkconf.ignores.lines import LineMap, around
from rkconf.inputs import Input
from rkconf.source import Source, Span

_BLANKS = " \t"
_ENDS_A_COMMENT = ("\n", "\r", "(*", "*)")


def check_reason(reason: str) -> str:
    """Return the reason as a comment can hold it.

    Raises:
        UsageError: There is none, or it would end the comment.
    """
    if not reason.strip() or any(mark in reason for mark in _ENDS_A_COMMENT):
        message = "--add-ignores wants a reason in one line, without (* and *)"
        raise UsageError(message)
    return reason.strip()


def additions(checked: Input, found: Iterable[Diagnostic], reason: str) -> Iterator[tuple[Edit, list[Diagnostic]]]:
    """Yield one edit for each entry, and what its comment hides; entries that begin on one line share one.

    What is found outside of all entries gets a comment in its own place.
    """
    source, lines = checked.document.source, LineMap(checked)
    is_toml = checked.document.kind == "specification"
    groups: dict[int, list[tuple[int, Diagnostic]]] = defaultdict(list)
    for each in found:
        place = around(lines.entries, each.span) or around(lines.parts, each.span) or each.span
        groups[lines.number(place.start)].append((place.start, each))
    for group in groups.values():
        together = [each for _, each in group]
        start = min(start for start, _ in group)
        said = f"rkconf: ignore[{', '.join(dict.fromkeys(each.code for each in together))}] {reason}"
        yield _line_before(source, start, f"# {said}") if is_toml else _before(source, start, f"(* {said} *)"), together


def _before(source: Source, start: int, comment: str) -> Edit:
    """Write a comment before ``start``: on a line of its own, if something begins its line there."""
    before = source[Span(_line(source, start).start, start)]
    gap = " " if before.strip(_BLANKS) else f"{_line_end(source)}{before}"
    return Edit.replace(Span(start, start), f"{comment}{gap}")


def _line_before(source: Source, offset: int, comment: str) -> Edit:
    """Write a comment on a line of its own: in TOML it takes the rest of its line."""
    line = _line(source, offset)
    text = source[line]
    indentation = text[: len(text) - len(text.lstrip(_BLANKS))]
    return Edit.replace(Span(line.start, line.start), f"{indentation}{comment}{_line_end(source)}")


def _line(source: Source, offset: int) -> Span:
    return source.line(source.line_number(offset))


def _line_end(source: Source) -> str:
    return "\r\n" if b"\r\n" in source.data else "\n"
